"""The player below the map: it plays, it can be pulled, and the page follows when it rests."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Frame, Page, WebSocketRoute, expect

from geo_data import View, snapshot
from geo_data.export import standalone
from geo_data.figures.map import film
from tests.browser.conftest import NARROW, OpenPage
from tests.browser.hands import poll, wait_idle
from tests.painted import DEADLINE_MS, map_frame, wait_painted
from tests.server import Server

# A film goes on while a busy machine looks elsewhere: what it painted is kept until then.
_KEEP = """() => {
    const root = document.documentElement;
    window.films = [];
    new MutationObserver(() => {
        if (root.dataset.painted.startsWith("film ")) films.push(root.dataset.painted.slice(5));
    }).observe(root, { attributeFilter: ["data-painted"] });
}"""
_PAINTED = """pattern => {
    const at = films.findIndex((day) => new RegExp(`^${pattern}`).test(day));
    return at < 0 ? null : films.splice(0, at + 1).at(-1);
}"""


def opened(new_page: OpenPage, query: str = "", **how: object) -> Page:
    page = new_page(**how)
    page.goto(query or "?")
    wait_painted(page)
    map_frame(page).evaluate(_KEEP)
    return page


def wait_day(frame: Frame, day: str) -> None:
    """Wait until the film has painted a day (a pattern) after the last one that was waited for."""
    frame.wait_for_function(_PAINTED, arg=day, timeout=DEADLINE_MS)


def wait_own(frame: Frame) -> None:
    """Wait for a frame that Python sent."""
    own = re.compile("^[0-9a-z]+ ?$")
    expect(frame.locator("html")).to_have_attribute("data-painted", own, timeout=DEADLINE_MS)


def expect_day(page: Page, day: str) -> None:
    expect(page).to_have_url(re.compile(rf"[?&]on={day}\b"), timeout=DEADLINE_MS)


def day_of(page: Page) -> str:
    """The day that the address names; none while a page gives way to another."""
    return parse_qs(urlsplit(page.url).query).get("on", [""])[0]


def test_it_plays_from_the_first_day_and_the_page_follows(new_page: OpenPage) -> None:
    page = opened(new_page)
    frame = map_frame(page)
    frame.click(".player .first")
    expect_day(page, "1949-04-04")
    wait_own(frame)
    frame.click(".player .play")
    expect(frame.locator(".player .play")).to_have_text("Pause")
    wait_day(frame, "1949-(08|10)")
    expect(frame.locator(".stamp")).to_contain_text(re.compile(r"1949 · \d+ members"))
    frame.click(".player .play")
    wait_own(frame)
    day = day_of(page)
    assert day > "1949-08"
    expect(page.locator(".nato h1").first).to_contain_text(str(int(day[-2:])))
    expect(frame.locator(".player .stamp")).to_be_hidden()


def test_from_the_last_day_it_plays_from_the_first(new_page: OpenPage) -> None:
    page = opened(new_page, "?on=2026-06-30")
    frame = map_frame(page)
    frame.click(".player .play")
    wait_day(frame, "1949-04-04")
    wait_day(frame, "1949-0[58]")
    dimmed = page.locator(".nato ul.legend")
    expect(dimmed).to_have_css("opacity", "0.35")
    frame.click(".player .play")
    wait_own(frame)
    expect(dimmed).to_have_css("opacity", "1")


def test_another_area_while_it_plays_keeps_the_day(new_page: OpenPage) -> None:
    page = opened(new_page, "?on=1955-05-05")
    frame = map_frame(page)
    frame.click(".player .play")
    wait_day(frame, "1955-05-06")
    page.get_by_role("radio", name="The Alliance").or_(
        page.locator(".st-key-area button", has_text="The Alliance")
    ).first.click()
    expect(page).to_have_url(re.compile("area=alliance"), timeout=DEADLINE_MS)
    poll(page, lambda: day_of(page) >= "1955-05-06", wanted=True)
    wait_own(frame)
    expect(frame.locator(".player .play")).to_have_text("Play")


def test_a_link_followed_while_it_plays_takes_the_day_along(new_page: OpenPage) -> None:
    page = opened(new_page, "?on=1955-05-05")
    frame = map_frame(page)
    frame.click(".player .play")
    wait_day(frame, "1955-05-06")
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page).to_have_url(re.compile("/compare"), timeout=DEADLINE_MS)
    poll(page, lambda: day_of(page) >= "1955-05-06", wanted=True)


def test_another_day_chosen_while_it_plays_ends_it(new_page: OpenPage) -> None:
    page = opened(new_page, "?on=1955-05-05")
    frame = map_frame(page)
    frame.click(".player .play")
    wait_day(frame, "1955-05-06")
    page.locator(".st-key-previous_event button:visible").click()
    expect_day(page, "1953-06-17")
    wait_own(frame)
    expect(frame.locator(".player .play")).to_have_text("Play")
    assert day_of(page) == "1953-06-17"


def test_the_keys_go_from_change_to_change(new_page: OpenPage) -> None:
    page = opened(new_page, "?on=1955-05-05")
    frame = map_frame(page)
    frame.focus(".player input")
    page.keyboard.press("ArrowRight")
    wait_day(frame, "1955-05-06")
    expect(frame.locator(".player .said")).to_contain_text("15 members West Germany joins NATO.")
    expect_day(page, "1955-05-06")
    expect(page.locator(".nato h1").first).to_have_text("NATO on 6 May 1955: 15 members")
    frame.focus(".player input")
    page.keyboard.press("End")
    expect_day(page, "2026-06-06")
    frame.focus(".player input")
    page.keyboard.press("Home")
    expect_day(page, "1949-04-04")


def test_a_key_pressed_before_the_page_has_followed_the_last_one_counts(
    new_page: OpenPage,
) -> None:
    page = new_page()
    asked: list[str | bytes] = []
    held: list[str | bytes] | None = None
    sockets: list[WebSocketRoute] = []

    def relay(socket: WebSocketRoute) -> None:
        upstream = socket.connect_to_server()
        sockets.append(socket)

        def ask(message: str | bytes) -> None:
            asked.append(message)
            upstream.send(message)

        def answer(message: str | bytes) -> None:
            if held is None:
                socket.send(message)
            else:
                held.append(message)

        socket.on_message(ask)
        upstream.on_message(answer)

    page.route_web_socket("**/_stcore/stream", relay)
    page.goto("?on=1955-05-05")
    wait_painted(page)
    wait_idle(page)
    map_frame(page).focus(".player input")
    before, held = len(asked), []
    page.keyboard.press("End")
    poll(page, lambda: len(asked) > before, wanted=True)
    page.keyboard.press("Home")
    late, held = held, None
    for message in late:
        sockets[-1].send(message)
    expect_day(page, "1949-04-04")


def test_one_key_back_from_a_day_between_two_changes(new_page: OpenPage) -> None:
    page = opened(new_page, "?on=1953-01-01")
    frame = map_frame(page)
    frame.focus(".player input")
    page.keyboard.press("ArrowLeft")
    expect_day(page, "1952-04-28")


def test_pulling_the_bar_shows_the_nearest_change(new_page: OpenPage) -> None:
    page = opened(new_page)
    frame = map_frame(page)
    slider = frame.locator(".player input")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.95, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.54, y, steps=4)
    wait_day(frame, "19(89|9[0-2])")
    page.mouse.up()
    wait_own(frame)
    assert "1989" < day_of(page) < "1993"


def test_a_click_on_the_map_while_it_plays_stops_it_there(new_page: OpenPage) -> None:
    page = opened(new_page, "?on=1955-05-05")
    frame = map_frame(page)
    frame.click(".player .play")
    wait_day(frame, "1955-05-06")
    frame.locator('[data-unit="FRA"]').dispatch_event("click")
    expect(page).to_have_url(re.compile("focus=country(:|%3A)FRA"), timeout=DEADLINE_MS)
    expect(frame.locator(".player .play")).to_have_text("Play")
    expect_day(page, frame.evaluate("films.at(-1) ?? '1955-05-06'"))


def test_with_reduced_motion_a_press_is_one_step(new_page: OpenPage) -> None:
    page = opened(new_page, "?on=1955-05-05", reduced_motion="reduce")
    frame = map_frame(page)
    button = frame.locator(".player .play")
    expect(button).to_have_text("Next change")
    button.click()
    wait_day(frame, "1955-05-06")
    expect_day(page, "1955-05-06")
    wait_own(frame)
    button.click()
    expect_day(page, "1955-05-14")


def test_a_film_that_does_not_come_is_told_and_asked_for_again(new_page: OpenPage) -> None:
    page = new_page()
    page.route("**/film.*.json*", lambda route: route.fulfill(status=200, body="no"))
    page.goto("?on=1955-05-05")
    wait_painted(page)
    frame = map_frame(page)
    frame.evaluate(_KEEP)
    frame.click(".player .play")
    expect(frame.locator(".player .said")).to_contain_text("could not be loaded")
    page.unroute("**/film.*.json*")
    frame.click(".player .play")
    wait_day(frame, "1955-05-06")
    frame.click(".player .play")
    wait_own(frame)
    assert day_of(page) >= "1955-05-06"


def test_on_a_telephone_the_player_fits(new_page: OpenPage) -> None:
    page = opened(new_page, "?on=2004-03-29", size=NARROW)
    frame = map_frame(page)
    frame.locator(".player").hover()
    expect(frame.locator(".player .said")).to_contain_text("Bulgaria, Estonia, Latvia")
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.evaluate(
        "document.querySelector('.player').getBoundingClientRect().bottom <= innerHeight + 1"
    )
    said = frame.locator(".player .said")
    assert said.evaluate("made => made.scrollHeight <= made.clientHeight + 1")


@pytest.mark.parametrize("area", ["europe", "world"])
def test_the_file_of_a_view_plays_by_itself(new_page: OpenPage, tmp_path: Path, area: str) -> None:
    file = tmp_path / "map.html"
    file.write_text(standalone.document(snapshot(View(area=area))), encoding="utf-8")
    page = new_page(origin=file.as_uri())
    page.goto(file.as_uri())
    frame = page.main_frame
    wait_own(frame)
    frame.evaluate(_KEEP)
    page.locator(".player input").focus()
    page.keyboard.press("Home")
    wait_day(frame, "1949-04-04")
    expect(page.locator("#played")).to_contain_text("The map shows 4 April 1949")
    page.locator("#played button").click()
    wait_own(frame)
    expect(page.locator("#played")).to_be_hidden()
    page.locator(".player .first").click()
    wait_day(frame, "1949-04-04")
    page.locator(".player .play").click()
    wait_day(frame, "1949-0[58]")


def test_a_film_is_kept_for_ever_under_its_own_edition(server: Server) -> None:
    def kept(address: str) -> str | None:
        with urlopen(f"{server.url.rstrip('/')}{address}") as answer:  # noqa: S310 - our own
            assert json.load(answer)["steps"]
            found: str | None = answer.headers["cache-control"]
            return found

    own = film.address(View())
    assert kept(own) == "public, max-age=31536000, immutable"
    assert kept(own.replace(film.edition(), "00000000")) == "public, max-age=300"
