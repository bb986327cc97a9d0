"""Makes the README's pictures of the real thing: `python -m tests.pictures`."""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from geo_data import View, snapshot
from geo_data.figures import paper as still
from tests import chromium
from tests.painted import wait_painted
from tests.server import serve
from tests.sources import ROOT

FOLDER = ROOT / ".github"
PICTURES = {
    "map-light": ("/", 1440, 1180, "light"),
    "map-dark": ("/?focus=consultation:A4-2022-02", 1440, 1180, "dark"),
    "map-narrow": ("/", 390, 1180, "light"),
    "compare": ("/compare?on=1985-01-01", 1440, 900, "light"),
    "article6": ("/?on=1960-05-06&layer=article6&area=world&article=none", 1440, 900, "light"),
    "article": ("/article?focus=fact:F13", 1440, 1000, "light"),
    "timeline": ("/timeline", 1440, 1180, "light"),
}
"""Address, width, height and scheme of each."""

STILLS = {"still": "map", "still-timeline": "timeline"}
"""What is drawn without a browser."""


def _ready(page: Page, address: str) -> None:
    page.goto(address)
    if address.startswith("/timeline"):
        page.locator(".stVegaLiteChart .marks").nth(1).wait_for()
        # Vega draws once it has measured the page: two equal looks mean that it has.
        before = b""
        while before != (now := page.screenshot()):
            before = now
    else:
        wait_painted(page)


def main(folder: Path = FOLDER) -> None:
    """Take every picture anew."""
    folder.mkdir(exist_ok=True)
    with serve() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        for name, (address, width, height, scheme) in PICTURES.items():
            context = browser.new_context(
                base_url=server.url,
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page = context.new_page()
            _ready(page, address)
            page.screenshot(path=folder / f"{name}.png")
            context.close()
        browser.close()
    for name, what in STILLS.items():
        (folder / f"{name}.png").write_bytes(still.draw(what, snapshot(View()), "png"))


if __name__ == "__main__":
    main()
