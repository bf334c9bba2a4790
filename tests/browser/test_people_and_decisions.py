"""On the page somebody new is seated, a stranger is let in, and it is told why something did not go out."""

import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.steps import BACKSTAGE, FRONT, answers, asks, takes_and_resolves, thread

pytestmark = pytest.mark.asyncio(loop_scope="session")
PRIVATE = "[data-chair=agent] [data-room=dm]"


@pytest.mark.timeout(60)
async def test_somebody_new_is_seated_and_heard(page: Page) -> None:
    opener = page.get_by_role("button", name="Seat somebody new in the customer’s chair")
    await opener.click()
    await page.get_by_label("Name").fill("Zoë Ångström")
    await page.get_by_label("Time zone they live in").select_option("America/Sao_Paulo")
    await page.get_by_role("button", name="Seat them").click()
    await expect(opener).to_be_focused()
    box = page.get_by_role("textbox", name="Write in #help as Zoë Ångström")
    await box.fill("Where can I change my address?")
    await box.press("Enter")
    await expect(thread(page, BACKSTAGE)).to_contain_text("Zoë Ångström · first time here")
    await expect(page.locator(".time")).to_contain_text("Sao Paulo")


@pytest.mark.timeout(90)
async def test_after_a_stranger_was_let_in_a_whisper_goes_to_the_agents_private_messages(page: Page) -> None:
    await asks(page)
    backstage = thread(page, BACKSTAGE)
    await backstage.get_by_role("button", name="Take", exact=True).click()
    await expect(backstage).to_contain_text("You have Mia")
    await page.get_by_role("button", name="Let somebody in").click()
    await page.get_by_role("button", name="Let them in").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(page.locator(BACKSTAGE)).to_contain_text("strangers can read this now: A stranger")
    command = backstage.get_by_role("combobox")
    await command.fill("remind this afternoon")
    await command.press("Enter")
    await expect(page.locator("[data-planned]")).to_contain_text("Reminder for Ana, about Mia")
    await page.get_by_role("button", name="To the next thing planned").click()
    await expect(page.locator(PRIVATE)).to_contain_text("You asked me to remind you about Mia", timeout=20_000)
    await expect(backstage).not_to_contain_text("You asked me to remind you about Mia")
    await expect(page.locator("[data-planned] [data-state=held]")).to_contain_text("only staff can read")
    await page.get_by_role("button", name="See them out").click()
    await expect(page.locator(BACKSTAGE)).to_contain_text("staff only")


@pytest.mark.timeout(90)
async def test_the_history_of_a_conversation_says_why_its_check_in_did_not_go_out(page: Page) -> None:
    await takes_and_resolves(page)
    await answers(page, "It broke again")
    await expect(thread(page, BACKSTAGE).locator("[data-root]")).to_contain_text("open · Ana has it")
    await thread(page, BACKSTAGE).get_by_role("button", name="History").click()
    await expect(page.get_by_role("heading", name="Decided")).to_be_focused()
    cancelled = page.locator("[data-decided] [data-kind=check_in][data-state=cancelled]")
    await expect(cancelled).to_contain_text("Check-in for Mia")
    await expect(cancelled).to_contain_text("the conversation is open again")
    await expect(cancelled).to_contain_text("cancelleddue ")
    await expect(page.locator("[data-decided]")).not_to_contain_text("the answer was: it works")
    await page.get_by_role("button", name="Show all").click()
    await expect(page.locator("[data-decided]")).to_contain_text("the answer was: it works")


@pytest.mark.timeout(60)
async def test_what_went_out_later_than_it_was_due_says_both(page: Page) -> None:
    async def late(route: Route) -> None:
        told = await (await route.fetch()).json()
        for each, out, due in zip(told["decided"], ("09:02:00", "08:00:01"), ("08:00:00", "08:00:00"), strict=False):
            each |= {"state": "sent", "went_out": f"2026-03-03T{out}+00:00", "due": f"2026-03-03T{due}+00:00"}
        await route.fulfill(json=told)

    await page.route("**/api/state*", late)
    await page.reload()
    times = page.locator("[data-decided] .when")
    await expect(times.nth(0)).to_have_text(re.compile(r"^went outTue 3 Mar.*, 10:02due Tue 3 Mar.*, 09:00$"))
    await expect(times.nth(1)).to_have_text(re.compile(r"^went outTue 3 Mar[^,]*, 09:00$"))


@pytest.mark.timeout(60)
async def test_a_customers_buttons_are_nobody_elses_to_press(page: Page) -> None:
    check_in = page.locator(f"{FRONT} [data-kind=tell]").first
    await expect(check_in).to_contain_text("for Mia to press")
    assert await check_in.get_by_role("button").count() == 0
    await page.get_by_label("Seated here").first.select_option("tom")
    tom = page.locator("[data-chair=customer] [data-kind=tell]").first
    await expect(tom).to_contain_text("for Mia to press")
    assert await tom.get_by_role("button").count() == 0


@pytest.mark.timeout(60)
async def test_what_was_resolved_before_is_folded_up_and_unfolds(page: Page) -> None:
    resolved = page.locator(f"{BACKSTAGE} .thread").first
    await expect(resolved).to_contain_text("resolved by Ana")
    await expect(resolved.get_by_role("button", name="Reopen", exact=True)).to_be_hidden()
    await resolved.get_by_role("button", name="Unfold").click()
    await expect(resolved.get_by_role("button", name="Reopen", exact=True)).to_be_visible()
