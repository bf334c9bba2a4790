"""The page without a mouse, without looking, on a small screen."""

import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.steps import BACKSTAGE, asks, thread

pytestmark = pytest.mark.asyncio(loop_scope="session")
CONTROLS = {"button", "textbox", "combobox", "link", "tab", "menuitem"}
EXPECTED = {
    ("link", "Skip to the conversations"),
    ("timer", "The clock of the sandbox"),
    ("button", "To the next thing planned"),
    ("combobox", "Seated here"),
    ("button", "Seat somebody new in the customer’s chair"),
    ("region", "Front desk, as the customer sees it"),
    ("textbox", "Write in #help as Mia"),
    ("textbox", "Write in #help as Ana"),
    ("region", "Backstage"),
    ("button", "Let somebody in …"),
    ("button", "Take"),
    ("button", "History: Mia · was here once before"),
    ("combobox", "Command about Mia · was here once before"),
    ("article", "Whisper: Mia is back"),
    ("heading", "Planned what goes out by itself, and when"),
    ("heading", "Decided what went out, what did not, and why"),
}
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((each) =>
    each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().right > innerWidth + 1
).map((each) => each.outerHTML.slice(0, 80))"""


async def _named(page: Page) -> list[tuple[str, str]]:
    """Role and name of everything in the browser's accessibility tree; names without the time at their end."""
    session = await page.context.new_cdp_session(page)
    tree: dict[str, Any] = await session.send("Accessibility.getFullAXTree")
    nodes = [node for node in tree["nodes"] if not node["ignored"]]
    names = (node.get("name", {}).get("value", "") for node in nodes)
    return [(node["role"]["value"], re.sub(r", \d\d:\d\d$", "", name)) for node, name in zip(nodes, names, strict=True)]


@pytest.mark.timeout(60)
async def test_a_screen_reader_finds_every_control_by_role_and_name(page: Page) -> None:
    await asks(page)
    named = await _named(page)
    assert set(named) >= EXPECTED
    assert [role for role, name in named if role in CONTROLS and not name.strip()] == []


@pytest.mark.timeout(60)
async def test_what_is_new_is_announced_once_and_not_to_whom_wrote_it(page: Page) -> None:
    await asks(page)
    assert await page.locator("[aria-live], [role=log]").count() == 0
    await expect(page.locator("[data-said]")).to_contain_text("Mia is back")
    await expect(page.locator("[data-said]")).not_to_contain_text("Could someone look?")


@pytest.mark.timeout(60)
async def test_a_conversation_is_taken_and_commanded_without_a_mouse(page: Page) -> None:
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the conversations")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#board")).to_be_focused()
    await asks(page)
    backstage = thread(page, BACKSTAGE)
    await backstage.get_by_role("button", name="Take", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(backstage.locator("[data-root]")).to_contain_text("open · Ana has it")
    await expect(backstage.locator("[data-root]")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(backstage.get_by_role("button", name="show", exact=True)).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(backstage.get_by_role("button", name="Resolve").first).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("What was fixed")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(backstage.get_by_role("button", name="Resolve").first).to_be_focused()


@pytest.mark.timeout(60)
async def test_on_a_narrow_screen_one_pane_at_a_time_is_shown_whole(page: Page) -> None:
    await asks(page)
    await page.set_viewport_size({"width": 390, "height": 844})
    for name in ("Front desk", "Backstage", "Planned", "Customer"):
        tab = page.get_by_role("tab", name=name)
        await tab.click()
        await expect(page.locator(f"#{await tab.get_attribute('aria-controls')}")).to_be_visible()
        assert await page.evaluate(TOO_WIDE) == []
