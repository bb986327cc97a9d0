"""What the project relies on in streamlit-folium and Streamlit beyond their documents.

One test an assumption: after an upgrade, this file says which of them broke.
"""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.hands import (
    click_on,
    entries,
    expect_map,
    labels,
    open_map,
    painted_id,
    poll,
    query,
    shown,
    wait_map,
)
from tests.painted import MAP_FRAME

FIVE_DAYS = ("2022-02-23", "2022-02-22", "2022-02-21", "2022-02-16", "2022-02-15")
SIX_VIEWS = (
    "",
    "?on=1949-08-24&article=none",
    "?on=1999-03-12&article=none",
    "?on=2004-03-29",
    "?on=2023-04-04",
    "?area=alliance",
)


@pytest.fixture
def frame(page: Page) -> Frame:
    return open_map(page)


def test_the_map_is_a_global_of_its_frame(frame: Frame) -> None:
    assert frame.evaluate("window.map instanceof L.Map")


def test_a_new_frame_is_painted_in_the_living_iframe(page: Page, frame: Frame) -> None:
    frame.evaluate("window.mark = 'living'")
    frame.evaluate("map.setView([200, 250], map.getZoom() + 1, { animate: false })")
    place = "() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]"
    before = frame.evaluate(place)
    for day in FIVE_DAYS:
        page.locator(".st-key-previous_event button:visible").click()
        wait_map(page, f"?on={day}")
    assert frame.evaluate("window.mark") == "living"
    assert frame.evaluate(place) == before
    assert page.locator(MAP_FRAME).count() == 1


def test_the_component_sends_a_value_to_python(page: Page, frame: Frame) -> None:
    frame.evaluate("Streamlit.setComponentValue({ selected: 'country:NOR', n: 1 })")
    expect_map(page, "?focus=country:NOR")


def test_the_height_is_that_of_the_map(page: Page, frame: Frame) -> None:
    def height() -> tuple[float, float]:
        own = frame.evaluate(
            "document.querySelector('.leaflet-container').clientHeight"
            " + document.querySelector('.player').offsetHeight"
        )
        return own, frame.frame_element().evaluate("e => e.clientHeight")

    first = height()
    assert first[0] == first[1]
    page.locator(".st-key-previous_event button:visible").click()
    wait_map(page, "?on=2022-02-23")
    after = height()
    assert after[0] == after[1]
    assert abs(after[0] - first[0]) < 20, "a line of the key more or less"
    page.get_by_role("radio", name="The Alliance").click()
    wait_map(page, "?on=2022-02-23&area=alliance")
    own, given = height()
    assert own == given < first[0]


def test_a_state_pushed_makes_an_entry_if_it_leads_on(page: Page, frame: Frame) -> None:  # noqa: ARG001
    before = entries(page)
    page.evaluate("history.pushState({}, '', '/?span=30')")
    assert entries(page) == before
    poll(page, lambda: query(page), {"span": ["30"]})
    page.evaluate("history.pushState({}, '', '/?span=30&on=1999-03-12')")
    assert entries(page) == before + 1
    page.evaluate("history.pushState({}, '', '/sources')")
    assert entries(page) == before + 2


def test_what_streamlit_tells_itself_is_not_heard(page: Page, frame: Frame) -> None:
    page.evaluate("""() => {
        window.heard = [];
        addEventListener("message", (event) => heard.push([event.source === window, event.data]));
    }""")
    frame.evaluate("parent.postMessage('from the frame', '*')")
    page.locator(".st-key-previous_event button:visible").click()
    expect_map(page, "?on=2022-02-23")
    heard = page.evaluate("heard")
    assert [False, "from the frame"] in heard
    assert not any(own for own, _ in heard)


def test_a_popstate_runs_the_page_with_the_new_address(page: Page, frame: Frame) -> None:  # noqa: ARG001
    page.evaluate("natoAddress('/?on=1999-03-12')")
    expect_map(page, "?on=1999-03-12")


def test_markup_of_ours_runs_a_script_by_its_address(page: Page, frame: Frame) -> None:  # noqa: ARG001
    expect(page.locator('script[type=module][src*="/map/page."]')).to_have_count(1)
    assert page.evaluate("typeof natoAddress") == "function"


def test_the_frame_lies_two_folders_below_the_page(frame: Frame) -> None:
    assert frame.evaluate("new URL('../..', location.href).pathname") == "/"
    scripts = frame.evaluate("[...document.scripts].map(s => s.src)")
    assert any("/map/live." in address for address in scripts)


def test_an_old_click_does_not_act_again(page: Page, frame: Frame) -> None:
    click_on(page, frame, "path[data-unit=FRA]")
    expect_map(page, "?focus=country:FRA")
    page.locator(".st-key-previous_event button:visible").click()
    expect_map(page, "?on=2022-02-23&focus=country:FRA")


def test_different_views_never_show_the_same_map(page: Page) -> None:
    seen: dict[str, object] = {}
    for search in SIX_VIEWS:
        frame = open_map(page, search)
        fills = frame.evaluate(
            "[...document.querySelectorAll('path.unit')]"
            ".map(e => `${e.dataset.unit} ${e.getAttribute('class')}`).sort()"
        )
        seen[search] = (fills, labels(frame))
        assert shown(page) == painted_id(search)
    assert len({painted_id(search) for search in SIX_VIEWS}) == len(SIX_VIEWS)
    views = list(seen.values())
    assert all(a != b for n, a in enumerate(views) for b in views[:n])
