"""No label lies over another, over an arrowhead or over a mark, at any zoom the map allows.

Every step of the wheel is tried (`zoomSnap`, a quarter); the buttons' steps are among them.
"""

import pytest

from geo_data.geometry import AREAS
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.hands import CROWDED, open_map

# Beside where the map opens: where it is fullest.
FULL = {"europe": [180, 260], "alliance": [30, 130], "world": [310, 60]}

_COLLISIONS = """async (full) => {
    const map = window.map, found = [];
    const seen = ".label.placed, .head, .group, .leaflet-control-zoom";
    const boxes = () => [...document.querySelectorAll(seen)]
        .map((e) => ({
            e, box: e.getBoundingClientRect(),
            drawn: !e.matches(".label"), control: e.matches(".leaflet-control-zoom"),
        }))
        .filter(({ box }) => box.width > 1 && box.height > 1);
    const name = (e) => e.textContent || e.getAttribute("class");
    let most = 0;
    const look = (where) => {
        const all = boxes();
        most = Math.max(most, all.length);
        all.forEach((a, i) => all.slice(0, i).forEach((b) => {
            // an arrowhead may pass below the buttons, which lie over the map; a name may not
            if ((a.control || b.control) && a.drawn && b.drawn) return;
            const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
            const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
            if (x > 0.01 && y > 0.01) found.push(`${where}: ${name(a.e)} / ${name(b.e)}`);
        }));
    };
    // labels find their places once the running script has ended, before anything is painted
    const placed = () => Promise.resolve();
    const later = () => new Promise((done) => { setTimeout(done); });
    look("as opened");
    for (const place of [map.getCenter(), full]) {
        for (let zoom = map.getMinZoom(); zoom <= map.getMaxZoom(); zoom += map.options.zoomSnap) {
            map.setView(place, zoom, { animate: false });
            await placed();
            look(`${place} at ${zoom}`);
        }
    }
    map.setView(full, map.getMinZoom() + 1, { animate: false });
    for (const step of [[83, 41], [-190, -77], [31, 122]]) {
        map.panBy(step, { animate: false });
        // beyond its bounds the map glides back
        do { await later(); } while (map._panAnim?._inProgress);
        look(`moved by ${step}`);
    }
    return [most, [...new Set(found)]];
}"""


@pytest.mark.parametrize("view", ["", CROWDED], ids=["opening", "crowded"])
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_lies_over_a_label(
    new_page: OpenPage, size: tuple[int, int], area: str, view: str
) -> None:
    query = "&".join(filter(None, (view, f"area={area}" if area != "europe" else "")))
    frame = open_map(new_page(size=size), query if query.startswith("?") else f"?{query}")
    most, collisions = frame.evaluate(_COLLISIONS, FULL[area])
    assert most > 30
    assert collisions == []
