"""No label lies over another, over an arrowhead or over a mark, at any zoom the map allows.

Every step of the wheel is tried (`zoomSnap`, a quarter); the buttons' steps are among them. And
the labels are those of a still: the same names, set in the same way.
"""

from datetime import date

import pytest
from matplotlib.colors import to_rgb
from playwright.sync_api import Browser

from geo_data import snapshot
from geo_data.figures.look import look
from geo_data.figures.map.frame import frame as painted
from geo_data.figures.paper.labels import Label
from geo_data.figures.paper.map import Panel
from geo_data.figures.paper.shapes import Scene
from geo_data.geometry import AREAS
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.hands import CROWDED, open_map, view_of
from tests.placed import ARROW_VIEWS, SIZES, bare_map, label_shares, on_screen, snap_of, tips

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


# Number, text, size in pixels, whether bold or italic, colour; of a bare label the number alone.
_SET = """() => [...document.querySelectorAll(".label.placed")].map((e) => {
    const [number, text] = [e.querySelector("b"), e.querySelector("span:not(.heard)")];
    const style = getComputedStyle(text || number);
    const colour = style.color.match(/[0-9]+/g).map(Number);
    return {
        said: [
            number ? number.firstChild.data : "",
            text ? text.innerText.replace("\\n", " ") : "",
        ],
        look: [parseFloat(style.fontSize), style.fontWeight, style.fontStyle, colour],
    };
})"""
_ROOM = """() => {
    const box = document.querySelector(".leaflet-container");
    return [0, 0, box.clientWidth, box.clientHeight];
}"""


def set_on_paper(label: Label) -> list[object]:
    """How a still sets a label, as a browser tells it."""
    colour = to_rgb(look()["colours"]["light"][label.look.colour])
    bold, italic = label.look.style == "bold", label.look.style == "italic"
    weight, style = "700" if bold else "400", "italic" if italic else "normal"
    return [label.look.size, weight, style, [round(255 * part) for part in colour]]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "view",
    ["", CROWDED, "?layer=article6&area=world", "?on=1951-06-01&article=none", "?focus=fact:F13"],
)
def test_labels_are_those_of_a_still(new_page: OpenPage, view: str, size: tuple[int, int]) -> None:
    page = open_map(new_page(size=size), view)
    paper = Panel(Scene(painted(snapshot(view_of(view))), tuple(page.evaluate(_ROOM))))
    known = {(str(label.number or ""), label.text): label for label in paper.labels}
    numbers = {str(label.number) for label in paper.labels if label.number}
    found = page.evaluate(_SET)
    assert len(found) > 10
    for label in found:
        number, text = label["said"]
        if text and (number, text) not in known:
            # Of far or small ground: whether it is wide enough hangs on the canvas.
            assert label["look"][0] in look()["naming"]["type"]["quiet"], label["said"]
        elif text:
            assert label["look"] == set_on_paper(known[number, text]), label["said"]
        else:
            assert number in numbers
            assert label["look"][0] == look()["naming"]["type"]["number"][0]
    if size == WIDE and view_of(view).area == "europe":
        named = {said: label for said, label in known.items() if not label.number}
        must = {said for said, label in named.items() if label.rank < look()["naming"]["key"]}
        assert must <= {tuple(label["said"]) for label in found}


# -- on whose ground they lie

LOOKED_AT = (
    *(date(1949, 8, 24), date(1955, 5, 6), date(1968, 8, 21), date(1991, 10, 8)),
    *(date(1999, 3, 24), date(2001, 9, 12), date(2014, 3, 18), date(2022, 2, 24)),
)
FEW = 1.75  # of the wheel's steps; tests/bench takes them all


@pytest.mark.parametrize("size", SIZES)
def test_a_name_lies_on_its_own_ground_or_is_led_to_it(browser: Browser, size: str) -> None:
    astray = []
    must, left = look()["naming"]["key"], []
    with bare_map(browser, SIZES[size]) as page:
        for area in ("europe", "alliance"):
            for day in LOOKED_AT:
                maps = [*on_screen(page, snap_of(day, area), FEW)]
                for made, seen in maps:
                    shares = label_shares(area, made, seen)
                    astray += [(area, day, seen.scale, one) for one in shares if one.lost]
                made, opened = maps[1]  # the whole map
                ranks = {c: int(r) for r, some in made["ranks"].items() for c in some.split()}
                named = {label.item for label in opened.labels}
                there = {f"country:{code}" for code, rank in ranks.items() if rank <= must}
                # The Alliance on a telephone is 160 px high: there two may find no room.
                room = 2 if (area, size) == ("alliance", "narrow") else 0
                left += [(area, day, item) for item in sorted(there - named)][room:]
    assert astray == []
    assert left == []


@pytest.mark.parametrize("size", SIZES)
def test_a_head_lies_at_its_place_or_the_map_says_that_it_is_not_drawn(
    browser: Browser, size: str
) -> None:
    wrong, struck = [], []
    with bare_map(browser, SIZES[size]) as page:
        for area in ("europe", "alliance"):
            for day, span in ARROW_VIEWS[1::3]:
                snap = snap_of(day, area, span)
                for _, seen in on_screen(page, snap, FEW):
                    found = tips(snap, seen)
                    wrong += [(area, day, span, seen.scale, tip) for tip in found if tip.wrong]
                    assert seen.told or all(tip.drawn for tip in found)
                    struck += [(area, day, span, one) for one in seen.moves if one.struck]
    assert wrong == []
    assert struck == []
