"""A newcomer plays the whole story on the page."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.steps import (
    BACKSTAGE,
    CUSTOMER,
    MATTER,
    answers,
    asks,
    takes_and_resolves,
    thread,
    waits_for_the_check_in,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.timeout(90)
async def test_the_whole_story_is_played_on_the_page(page: Page) -> None:
    await asks(page)
    backstage = thread(page, BACKSTAGE)
    await backstage.get_by_role("button", name="Take", exact=True).click()
    await expect(backstage.locator("[data-for-me]")).to_contain_text("You have Mia")
    command = backstage.get_by_role("combobox")
    await command.fill("note Launches her shop on the 1st")
    await command.press("Enter")
    await expect(backstage).to_contain_text("Noted about Mia")
    await command.fill("remind this afternoon")
    await command.press("Enter")
    await expect(page.locator("[data-planned]")).to_contain_text("eminder")
    await page.get_by_role("button", name="To the next thing planned").click()
    await expect(backstage).to_contain_text("You asked me to remind you about Mia", timeout=20_000)
    await backstage.get_by_role("button", name="Resolve", exact=True).first.click()
    await page.get_by_role("dialog").get_by_label("What was fixed").fill("Long exports run through again")
    await page.get_by_role("dialog").locator("[data-submit]").click()
    await expect(backstage.locator("[data-root]")).to_contain_text("resolved by Ana")
    await page.get_by_role("button", name="To the next thing planned").click()
    await expect(thread(page, CUSTOMER)).to_contain_text("How has it been since?", timeout=20_000)
    await answers(page, "It broke again")
    await expect(backstage).to_contain_text("Mia says it is not solved")
    await expect(backstage.locator("[data-root]")).to_contain_text("open · Ana has it")


@pytest.mark.timeout(90)
async def test_after_stop_nothing_is_planned_for_the_customer_any_more(page: Page) -> None:
    await takes_and_resolves(page)
    await waits_for_the_check_in(page)
    await answers(page, "stop")
    await expect(thread(page, CUSTOMER)).to_contain_text("no more automatic messages")
    await expect(thread(page, BACKSTAGE).locator("[data-root]")).to_contain_text("no more messages, please")
    await expect(page.locator("[data-planned] li")).to_have_count(0)


@pytest.mark.timeout(60)
async def test_nothing_is_called_empty_before_it_is_known(page: Page) -> None:
    asked, answered = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        asked.set()
        await answered.wait()
        await route.continue_()

    await page.route("**/api/state*", late)
    await page.reload(wait_until="domcontentloaded")
    await asked.wait()
    await expect(page.get_by_role("button", name="Next morning")).to_be_visible()
    await expect(page.locator("[data-chair=customer]")).to_be_hidden()
    await page.locator("#board").focus()
    await expect(page.locator("#board")).to_be_focused()
    answered.set()
    await expect(page.get_by_role("textbox", name="Write in #help as Mia")).to_be_visible()


@pytest.mark.timeout(60)
async def test_what_people_type_stays_text(page: Page) -> None:
    box = page.get_by_role("textbox", name="Write in #help as Mia")
    await box.fill('<img src=x onerror="document.title=1"> why does **this** look odd?')
    await box.press("Enter")
    await expect(thread(page, BACKSTAGE)).to_contain_text('<img src=x onerror="document.title=1">')
    assert await page.locator("article img").count() == 0


@pytest.mark.timeout(60)
async def test_a_customer_sees_no_whisper(page: Page) -> None:
    await asks(page)
    await expect(thread(page, CUSTOMER)).to_contain_text(MATTER)
    assert await page.locator("[data-chair=customer] [data-kind=whisper]").count() == 0
    await expect(page.locator("[data-chair=customer]")).not_to_contain_text("Mia is back")
