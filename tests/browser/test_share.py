"""A view that leaves the app: the dialog, the file that needs no network, the page to embed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geo_data import View, snapshot
from geo_data.export import press, standalone
from tests.browser.conftest import NARROW, OpenPage
from tests.browser.hands import open_map
from tests.server import Server

CONSULTATION = "consultation:A4-2022-02"
PAINTED = "html[data-painted]"
LIT = re.compile(r"\blit\b")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The opening view as a file."""
    path = tmp_path_factory.mktemp("saved") / "map.html"
    path.write_text(standalone.document(snapshot(View())), "utf-8")
    return path


@pytest.fixture
def file_page(new_page: OpenPage, saved: Path) -> Page:
    """The file, opened from disk without a network."""
    page = new_page(offline=True)
    page.goto(saved.as_uri())
    page.wait_for_selector(PAINTED, state="attached")
    return page


def test_the_dialog_gives_addresses_of_this_view(page: Page) -> None:
    open_map(page, "?span=30&kind=move")
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share this view")
    expect(dialog.get_by_label("Link to this view")).to_have_value(f"{page.url}&on=2022-02-24")
    code = dialog.get_by_label("Code to embed").input_value()
    assert "/embed?span=30&amp;kind=move&amp;on=2022-02-24" in code
    assert 'title="NATO on 24 February 2022: 30 members"' in code
    named = dialog.locator("a[data-file]").evaluate_all("all => all.map(a => a.dataset.file)")
    assert set(named) <= set(press.media_types())
    assert {"draw/map.pdf", "draw/timeline.svg", "draw/map.html", "data/package.zip"} <= set(named)
    dialog.get_by_label("Size").select_option("a3")
    link = dialog.locator('a[data-file="draw/map.svg"]')
    expect(link).to_have_attribute("href", "/draw/map.svg?span=30&kind=move&on=2022-02-24&size=a3")
    with page.expect_download() as taken:
        dialog.get_by_role("link", name="Events").click()
    assert taken.value.suggested_filename.endswith("-events.csv")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_file_opens_without_a_network(file_page: Page) -> None:
    assert file_page.locator("path.unit.member").count() >= 20
    expect(file_page.get_by_role("heading", level=1)).to_have_text(
        "NATO on 24 February 2022: 30 members"
    )
    expect(file_page.get_by_text("Record checked until")).to_be_visible()
    assert file_page.locator(".said cite").count() >= 4
    assert file_page.locator(".label.placed").count() >= 30
    size = len(standalone.document(snapshot(View())))
    assert 500_000 < size < 1_500_000


def test_the_file_is_used_by_keyboard_alone(file_page: Page) -> None:
    link = file_page.locator('.listed a[href="#country:EST"]').first
    link.focus()
    file_page.keyboard.press("Enter")
    about = file_page.locator('[data-about="country:EST"]')
    expect(about).to_be_visible()
    expect(file_page.locator("path[data-unit=EST]")).to_have_class(LIT)
    expect(link).to_have_attribute("aria-current", "true")
    about.get_by_role("link", name="Close").press("Enter")
    expect(about).to_be_hidden()


def test_a_click_on_the_map_finds_what_is_known(file_page: Page) -> None:
    file_page.locator(".label", has_text="Estonia").click()
    expect(file_page.locator('[data-about="country:EST"]')).to_be_visible()
    file_page.locator(f'.listed a[href="#{CONSULTATION}"]').click()
    expect(file_page.locator(f'[data-about="{CONSULTATION}"]')).to_be_visible()
    expect(file_page.locator("path.unit.lit")).to_have_count(8)
    file_page.go_back()
    expect(file_page.locator('[data-about="country:EST"]')).to_be_visible()


def test_the_file_keeps_the_view_and_its_focus(new_page: OpenPage, tmp_path: Path) -> None:
    view = View(span=90, area="alliance", country="EST", focus="country:EST", article=None)
    path = tmp_path / "map.html"
    path.write_text(standalone.document(snapshot(view)), "utf-8")
    page = new_page(size=NARROW, scheme="dark", offline=True)
    page.goto(path.as_uri())
    page.wait_for_selector(PAINTED, state="attached")
    expect(page.locator('[data-about="country:EST"]')).to_be_visible()
    assert page.evaluate("document.body.dataset.theme") == "dark"
    assert page.locator("path[data-unit=USA]").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_another_site_embeds_the_view(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    page.set_content(f'<iframe src="{server.url}embed?on=2023-04-04" width=600 height=900>')
    inside = page.frame_locator("iframe")
    inside.locator(PAINTED).wait_for(state="attached")
    expect(inside.get_by_role("heading", level=1)).to_contain_text("31 members")
    back = inside.get_by_role("link", name="Open in NATO geography")
    expect(back).to_have_attribute("href", "/?on=2023-04-04")
    expect(back).to_have_attribute("target", "_blank")
    page.close()


def test_a_sandbox_embeds_the_view(browser: Browser, server: Server) -> None:
    """Its frame is a stranger even to the server that it came from."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.set_content(
        f'<iframe sandbox="allow-scripts" src="{server.url}embed?on=2023-04-04" height=900>'
    )
    inside = page.frame_locator("iframe")
    inside.locator(PAINTED).wait_for(state="attached")
    assert inside.locator("path.unit.member").count() >= 20
    inside.get_by_role("button", name="Start").click()
    expect(inside.locator(".stamp")).to_have_text("4 April 1949 · 0 members")
    assert faults == []
    page.close()


def test_hostile_words_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "</script><script>pwned=1</script><img src=x onerror=pwned=1>"
    monkeypatch.setattr("geo_data.prose.words.headline", lambda _: hostile)
    made = standalone.document(snapshot(View()))
    assert hostile not in made
    assert made.count("<script") == 3


@pytest.mark.parametrize("fragment", ["%", "%E0%A4%A", "__proto__", "constructor", "%22><img>"])
def test_a_fragment_of_nonsense_leaves_the_map(
    new_page: OpenPage, saved: Path, fragment: str
) -> None:
    page = new_page(offline=True)
    page.goto(f"{saved.as_uri()}#{fragment}")
    page.wait_for_selector(PAINTED, state="attached")
    assert page.locator("path.unit.member").count() >= 20
    assert page.locator("[data-about]:visible").count() == 0
