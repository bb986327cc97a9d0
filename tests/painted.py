"""Waits until the map is painted: map.js names the frame it painted on its own document."""

from playwright.sync_api import Frame, Page

MAP_FRAME = 'iframe[src*="/component/streamlit_folium."]'
DEADLINE_MS = 30_000


def map_frame(page: Page) -> Frame:
    """The frame the map lives in, as soon as it is there."""
    element = page.wait_for_selector(MAP_FRAME, state="attached", timeout=DEADLINE_MS)
    frame = element.content_frame() if element else None
    assert frame is not None, "the map's element is no frame"
    return frame


def painted(page: Page) -> str | None:
    """The id of the frame that is painted now, None before the first."""
    painted_id: str | None = map_frame(page).evaluate(
        "document.documentElement?.dataset?.painted ?? null"
    )
    return painted_id


def wait_painted(page: Page, previous: str | None = None) -> str:
    """Wait for a painted frame other than `previous` and return its id."""
    changed = map_frame(page).wait_for_function(
        """previous => {
            const painted = document.documentElement?.dataset?.painted;
            return painted && painted !== previous ? painted : false;
        }""",
        arg=previous,
        timeout=DEADLINE_MS,
    )
    return str(changed.json_value())
