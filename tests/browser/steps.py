"""What people do on the page in more than one test."""

from playwright.async_api import Locator, Page, expect

CUSTOMER, FRONT, BACKSTAGE = (
    "[data-chair=customer] [data-room=front]",
    "[data-chair=agent] [data-room=front]",
    "[data-chair=agent] [data-room=backstage]",
)
MATTER = "The export stopped at row 1,000 this morning. Could someone look?"


def thread(page: Page, room: str) -> Locator:
    return page.locator(f"{room} .thread").last


async def asks(page: Page) -> None:
    box = page.get_by_role("textbox", name="Write in #help as Mia")
    await box.fill(MATTER)
    await box.press("Enter")
    await expect(thread(page, BACKSTAGE)).to_contain_text("Mia is back")


async def takes_and_resolves(page: Page) -> None:
    await asks(page)
    backstage = thread(page, BACKSTAGE)
    await backstage.get_by_role("button", name="Take", exact=True).click()
    await expect(backstage).to_contain_text("You have Mia")
    reply = thread(page, FRONT).get_by_role("textbox", name="Reply as Ana")
    await reply.fill("All rows are there again, Mia.")
    await reply.press("Enter")
    await expect(backstage.locator("[data-root]")).to_contain_text("the customer's turn")
    await backstage.get_by_role("button", name="Resolve", exact=True).first.click()
    form = page.get_by_role("dialog")
    await expect(form.get_by_label("What was fixed")).to_have_value("All rows are there again, Mia.")
    await form.get_by_label("What was fixed").fill("Long exports run through again")
    await form.locator("[data-submit]").click()
    await expect(backstage.locator("[data-root]")).to_contain_text("resolved by Ana")
    await expect(page.locator("[data-planned]")).to_contain_text("heck-in")


async def waits_for_the_check_in(page: Page) -> None:
    await page.get_by_role("button", name="To the next thing planned").click()
    await expect(thread(page, CUSTOMER)).to_contain_text("How has it been since?", timeout=20_000)


async def answers(page: Page, words: str) -> None:
    reply = thread(page, CUSTOMER).get_by_role("textbox", name="Reply as Mia")
    await reply.fill(words)
    await reply.press("Enter")
