"""The page without a mouse, without looking, on a small screen."""

import re
from statistics import median
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

CUT = """() => [...document.querySelectorAll("[data-story] li:not([data-state=done]) *")].filter((each) =>
    each.scrollWidth > each.clientWidth
).map((each) => each.textContent)"""

# Every text that is seen, with its colour and the colours below it up to the first that nothing shines through; the
# browser resolves whatever a stylesheet says into red, green and blue from 0 to 1.
PAINTED = """() => {
  const resolved = new Map()
  const rgba = (colour) => {
    if (!resolved.has(colour)) {
      const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
      brush.fillStyle = colour
      brush.fillRect(0, 0, 1, 1)
      resolved.set(colour, [...brush.getImageData(0, 0, 1, 1).data].map((each) => each / 255))
    }
    return resolved.get(colour)
  }
  const over = ([r, g, b, a], below) => [r, g, b].map((each, which) => each * a + below[which] * (1 - a))
  const below = (each) => {
    const own = rgba(getComputedStyle(each).backgroundColor)
    return own[3] === 1 ? own.slice(0, 3) : over(own, each.parentElement ? below(each.parentElement) : [1, 1, 1])
  }
  const says = (each) => [...each.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
  return [...document.querySelectorAll("body *")]
    .filter((each) => says(each) && !each.closest(":disabled") && each.getBoundingClientRect().width > 2
      && each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map((each) => [each.outerHTML.slice(0, 80), over(rgba(getComputedStyle(each).color), below(each)), below(each)])
}"""
ENOUGH = 4.5  # what WCAG 2 asks of texts at level AA


def _contrast(one: list[float], other: list[float]) -> float:
    """From 1, where nothing can be told apart, to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: list[float]) -> float:
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
async def test_whatever_scrolls_is_scrolled_without_a_mouse(page: Page) -> None:
    await asks(page)
    scrollers = await page.locator(".scroller").filter(visible=True).all()
    assert len(scrollers) >= 3
    for scroller in scrollers:
        await scroller.evaluate("(each) => { each.style.maxHeight = '60px'; each.scrollTop = 0 }")
        await scroller.focus()
        await page.keyboard.press("End")
        if await scroller.evaluate("(each) => each.scrollHeight > each.clientHeight"):
            await page.wait_for_function("(each) => each.scrollTop > 0", arg=await scroller.element_handle())
        await expect(scroller).to_be_focused()
        assert await scroller.evaluate("(each) => each.tabIndex") == 0  # not every browser does it by itself


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
    await page.set_viewport_size({"width": 360, "height": 740})
    for name in ("Front desk", "Backstage", "Planned", "Customer"):
        tab = page.get_by_role("tab", name=name)
        await tab.click()
        await expect(page.locator(f"#{await tab.get_attribute('aria-controls')}")).to_be_visible()
        assert await page.evaluate(TOO_WIDE) == []


@pytest.mark.timeout(60)
async def test_on_a_small_laptop_the_steps_of_the_story_can_be_read_whole(page: Page) -> None:
    await page.evaluate("""localStorage["unhurried.story"] = '{"done": ["write", "take"]}'""")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.reload()
    await expect(page.locator("[data-story]")).to_contain_text("An answer, and resolved")
    assert await page.evaluate(CUT) == []


@pytest.mark.timeout(60)
async def test_by_day_and_in_the_dark_every_text_stands_out(page: Page) -> None:
    await page.emulate_media(reduced_motion="reduce")
    await asks(page)
    papers: dict[str, list[float]] = {}
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        painted = await page.evaluate(PAINTED)
        assert [(each, ink, paper) for each, ink, paper in painted if _contrast(ink, paper) < ENOUGH] == []
        papers[scheme] = [_luminance(paper) for _, _, paper in painted]
    assert min(map(len, papers.values())) > 50
    assert median(papers["dark"]) < 0.05 < 0.8 < median(papers["light"])
