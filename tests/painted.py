"""Waits until the map is painted: map.js names the frame it painted on its own document."""

from playwright.sync_api import Frame, Page

MAP_FRAME = 'iframe[src*="/component/streamlit_folium."]'
DEADLINE_MS = 60_000
"""How long a test waits for what it is about: long, since a busy machine is slow, not wrong."""

# Asked of the page, never of the frame: a question to a frame that just comes to be may be lost.
_PAINTED = (
    "document.querySelector(selector)?.contentDocument?.documentElement?.dataset.painted ?? null"
)


def map_frame(page: Page) -> Frame:
    """The frame the map lives in, as soon as it is there."""
    element = page.wait_for_selector(MAP_FRAME, state="attached", timeout=DEADLINE_MS)
    frame = element.content_frame() if element else None
    assert frame is not None, "the map's element is no frame"
    return frame


def painted(page: Page) -> str | None:
    """The id of the frame that is painted now, None before the first."""
    painted_id: str | None = page.evaluate(f"selector => {_PAINTED}", MAP_FRAME)
    return painted_id


def wait_painted(page: Page, previous: str | None = None) -> str:
    """Wait for a painted frame other than `previous` and return its id."""
    changed = page.wait_for_function(
        f"""([selector, previous]) => {{
            const painted = {_PAINTED};
            return painted && painted !== previous ? painted : false;
        }}""",
        arg=[MAP_FRAME, previous],
        timeout=DEADLINE_MS,
    )
    return str(changed.json_value())
