"""A server whose data files are broken starts, and its pages say which file and what to do."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hands import LIST, go_to_page, wait_idle
from tests.painted import MAP_FRAME, map_frame
from tests.server import ROOT, Server, serve

PAGES = ("", "timeline", "sources")
ERROR = "encountered an error"


@pytest.fixture
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A copy of the project in which one file is cut off in its middle."""
    shutil.copy(ROOT / "dashboard.py", tmp_path)
    for name in ("pages", "geo_data", ".streamlit"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    (file,) = (tmp_path / "geo_data").glob(request.param)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 6 // 10])
    env = {"PYTHONPATH": str(tmp_path), "PYTHONSAFEPATH": "1"}
    with serve(tmp_path / "dashboard.py", env=env) as running:
        yield running
        assert "Traceback" not in running.output()


@pytest.fixture
def unwatched(browser: Browser, broken: Server) -> Iterator[Page]:
    """A page that may complain on the console: a file is broken on purpose."""
    context = browser.new_context(base_url=broken.url)
    yield context.new_page()
    context.close()


def _told(page: Page, file: str) -> None:
    wait_idle(page)
    told = page.locator(".nato .told[role=alert]")
    expect(told).to_have_count(1)
    expect(told).to_contain_text(f"Something here cannot be shown. {file}")
    assert ERROR not in page.locator("body").inner_text()


@pytest.mark.parametrize("broken", ["shapes/web/europe.*.json"], indirect=True)
def test_half_the_shapes(unwatched: Page) -> None:
    page = unwatched
    page.goto("")
    _told(page, "europe")
    expect(map_frame(page).get_by_role("alert")).to_contain_text("could not be loaded")
    expect(page.locator(LIST).get_by_role("link", name="7,000 troops")).to_be_visible()
    page.get_by_role("radio", name="The Alliance").click()
    wait_idle(page)
    expect(map_frame(page).locator("path.unit.member").first).to_be_attached()
    expect(page.locator(".told")).to_have_count(0)


@pytest.mark.parametrize("broken", ["figures/web/map.js"], indirect=True)
def test_half_the_map_s_script(unwatched: Page) -> None:
    page = unwatched
    page.goto("")
    _told(page, "map.js")
    expect(page.locator(MAP_FRAME)).to_have_count(0)
    expect(page.locator(LIST).get_by_role("link", name="7,000 troops")).to_be_visible()
    go_to_page(page, "Timeline")
    expect(page.locator(".vega-embed svg").first).to_be_visible()
    expect(page.locator(".told")).to_have_count(0)


@pytest.mark.parametrize("broken", ["record/membership.csv"], indirect=True)
def test_half_the_members(unwatched: Page) -> None:
    page = unwatched
    for address in PAGES[:-1]:  # the last has no filters that would need it
        page.goto(address)
        _told(page, "membership.csv")
        assert page.locator(MAP_FRAME).count() == 0
        assert page.locator(".vega-embed").count() == 0
    page.goto(PAGES[-1])
    expect(page.locator(".nato").get_by_text("How sure", exact=True)).to_be_visible()
    expect(page.locator(".stDataFrame canvas").first).to_be_visible()


@pytest.mark.parametrize("broken", ["figures/look.toml"], indirect=True)
def test_half_the_words_and_colours(unwatched: Page) -> None:
    page = unwatched
    for address in PAGES:
        page.goto(address)
        _told(page, "look.toml")
