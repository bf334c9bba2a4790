"""Plays the story on the page and takes the picture of it that the README shows: `python -m tools.picture`."""

import asyncio
import base64
import tempfile
from pathlib import Path

import click
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.config import Database, Sandbox, Settings, Watch
from bot.wiring import run_sandbox
from tools.small_png import small_png

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "sandbox.png"
CHROMIUM = "/usr/bin/chromium"
SIZE = (1440, 900)  # pixels
LARGEST = 200_000  # bytes
_PATIENCE = 30_000  # milliseconds
_MATTER = "The export stopped at row 1,000 this morning. Could someone look?"
_PIXELS = """async (shot) => {
    const bytes = Uint8Array.from(atob(shot), (each) => each.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const drawing = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    drawing.drawImage(picture, 0, 0);
    const pixels = drawing.getImageData(0, 0, picture.width, picture.height).data;
    let text = "";
    for (let at = 0; at < pixels.length; at += 8192) text += String.fromCharCode(...pixels.subarray(at, at + 8192));
    return btoa(text);
}"""
_FADED = 4_500  # milliseconds until what is new is not marked any more


async def take() -> bytes:
    """Take the picture in a sandbox of its own; returns it as a PNG."""
    with tempfile.TemporaryDirectory(prefix="unhurried-picture-") as folder:
        opened = asyncio.get_running_loop().create_future()
        program = asyncio.create_task(run_sandbox(_settings(Path(folder)), opened.set_result))
        await asyncio.wait({program, opened}, return_when=asyncio.FIRST_COMPLETED)
        if program.done():
            program.result()
        pixels = await _visit(opened.result())
        program.cancel()
        await asyncio.wait({program})
    return small_png(pixels, *SIZE)


def _settings(folder: Path) -> Settings:
    return Settings(
        database=Database(path=folder / "unhurried.db"),
        sandbox=Sandbox(world=folder / "sandbox.db", port=0),
        watch=Watch(port=0),
    )


async def _visit(address: str) -> bytes:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = await browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        page.set_default_timeout(_PATIENCE)
        expect.set_options(timeout=_PATIENCE)
        await page.goto(address)
        await play(page)
        await page.wait_for_timeout(_FADED)
        shot = base64.b64encode(await page.screenshot()).decode()
        pixels = base64.b64decode(await page.evaluate(_PIXELS, shot))
        await browser.close()
    return pixels


async def play(page: Page) -> None:
    """Mia writes, Ana takes it and resolves it, two working days pass, and Mia says that it broke again."""
    await page.get_by_role("button", name="Hide these hints").click()
    await _write(page.get_by_role("textbox", name="Write in #help as Mia"), _MATTER)
    backstage = page.locator("[data-chair=agent] [data-room=backstage] .thread").last
    await expect(backstage).to_contain_text("Mia is back")
    await backstage.get_by_role("button", name="Take", exact=True).click()
    await expect(backstage).to_contain_text("You have Mia")
    front = page.locator("[data-chair=agent] [data-room=front] .thread").last
    await _write(front.get_by_role("textbox"), "All rows are there again, Mia.")
    await backstage.get_by_role("button", name="Resolve", exact=True).first.click()
    await page.get_by_label("What was fixed").fill("Long exports run through again")
    await page.locator("[data-submit]").click()
    await expect(page.locator("[data-planned]")).to_contain_text("Check-in")
    await page.get_by_role("button", name="To the next thing planned").click()
    customers = page.locator("[data-chair=customer] [data-room=front] .thread").last
    await expect(customers).to_contain_text("How has it been since?")
    await _write(customers.get_by_role("textbox"), "It broke again this morning.")
    await expect(backstage).to_contain_text("Mia says it is not solved")


async def _write(box: Locator, words: str) -> None:
    await box.fill(words)
    await box.press("Enter")


@click.command()
def main() -> None:
    """Play the story on the page and take the README's picture of it."""
    picture = asyncio.run(take())
    if len(picture) > LARGEST:
        raise click.ClickException(f"The picture has {len(picture):,} bytes, more than {LARGEST:,}: let it show less.")
    PICTURE.write_bytes(picture)
    click.echo(f"{PICTURE.name}: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
