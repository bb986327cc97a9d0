"""Where labels and heads of arrows lie: on whose ground, and how far from what they point at.

Screen and paper alike: boxes and tips in map units, against the very shapes that are drawn.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import shapely
from playwright.sync_api import Browser, Page, Route
from shapely.geometry.base import BaseGeometry

from geo_data import View, snapshot
from geo_data.figures.contract import Frame
from geo_data.figures.map import assets, film
from geo_data.figures.map.arrows import arrows
from geo_data.figures.map.frame import frame
from geo_data.figures.map.live import OPTIONS
from geo_data.figures.paper.map import Panel
from geo_data.figures.paper.shapes import Scene, topology
from geo_data.history.snapshot import Snapshot
from geo_data.prose.changes import every_change

SIZES = {"wide": (900, 756), "narrow": (390, 380)}
"""Pixels of the map: on a desk's page, and on a telephone's."""

SHEETS = {"slide": (0.0, 0.0, 900.0, 756.0), "column": (0.0, 0.0, 394.0, 394.0)}
"""The panels of two stills."""

FULL = {"europe": [180, 260], "alliance": [30, 130], "world": [310, 60]}
"""Where a map is fullest: y and x in map units. What is near is looked at there."""

STEPS = 60
MOSTLY = 0.5
HARDLY = 0.05
"""Shares of a label's box."""
NEAR = 12
"""Pixels from the tip of a head to its place or its border."""

TURNS = ("ground", "name", "border", "end")


@cache
def boundary_days() -> tuple[date, ...]:
    """The days on which states begin, end, or have another outline or name."""
    return tuple(sorted({c.day for c in every_change() if c.kind in TURNS}))


@cache
def days(most: int = STEPS) -> tuple[date, ...]:
    """So many days of the record, all boundary days and the opening one among them."""
    found = {View().on, *boundary_days()}
    rest = [day for day in film.days(View()) if day not in found]
    left = max(0, most - len(found))
    places = np.linspace(0, len(rest) - 1, left).round().astype(int)
    return tuple(sorted(found | {rest[place] for place in places}))


@dataclass(frozen=True)
class Label:
    """A name of ground on a map; `box` in map units: left, bottom, right, top."""

    item: str
    text: str
    box: tuple[float, float, float, float]
    led: bool = False
    struck: bool = False
    """Of an arrow's name: a line of an arrow runs through it."""


@dataclass(frozen=True)
class Head:
    """The head of a leg in map units; no `tip` where none is drawn."""

    move: str
    leg: int
    tip: tuple[float, float] | None


@dataclass
class Painted:
    """What one map shows; `scale` is pixels a map unit, `seen` its box in map units."""

    scale: float
    seen: tuple[float, float, float, float]
    labels: list[Label]
    heads: list[Head]
    moves: list[Label] = field(default_factory=list)
    told: str = ""
    """What it says of what it does not draw."""


@dataclass
class Shares:
    """Of a label's box the shares on its own ground, on others' and on sea or off the earth."""

    label: Label
    own: float
    others: float
    sea: float
    beyond: float

    @property
    def lost(self) -> bool:
        """Whether it neither lies on its own ground or beside it, nor is led to it."""
        astray = not self.label.led and self.own < self.others and self.others > HARDLY
        return self.others > MOSTLY or astray or self.beyond > 0.01


class Ground:
    """An area's shapes as they are drawn, by unit, in map units."""

    def __init__(self, area: str) -> None:
        shapes = topology(area)
        self.units = [*shapes.units]
        made = [_polygon(shapes.outline((unit,))) for unit in self.units]
        self.polygons = np.array(made, dtype=object)
        self.tree = shapely.STRtree(made)
        earth = shapes.earth
        self.earth = _polygon(earth) if earth is not None else None

    def shares(self, label: Label, own: set[str]) -> Shares:
        """Whose ground a label's box lies on; `own` are its units."""
        box = shapely.box(*label.box)
        near = self.tree.query(box, "intersects")
        areas = shapely.area(shapely.intersection(self.polygons[near], box)) / box.area
        mine = np.array([self.units[n] in own for n in near], dtype=bool)
        there, others = float(areas[mine].sum()), float(areas[~mine].sum())
        beyond = 0.0 if self.earth is None else box.difference(self.earth).area / box.area
        return Shares(label, there, others, max(0.0, 1 - there - others), beyond)

    def at(self, point: Sequence[float]) -> set[str]:
        """The units on which a point lies."""
        return {self.units[n] for n in self.tree.query(shapely.Point(point), "intersects")}

    def outline(self, units: Iterable[str]) -> BaseGeometry:
        """What some units enclose together."""
        wanted = set(units)
        return shapely.union_all(
            [p for u, p in zip(self.units, self.polygons, strict=True) if u in wanted]
        )


def _polygon(path: Any) -> BaseGeometry:  # noqa: ANN401 - matplotlib's
    rings = [ring for ring in path.to_polygons(closed_only=True) if len(ring) > 3]
    shape: BaseGeometry = shapely.Polygon()
    for ring in rings:  # by the even-odd rule
        shape = shape.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return shape


@cache
def ground(area: str) -> Ground:
    """An area's shapes, made once."""
    return Ground(area)


def own_units(painted: Frame, label: Label) -> set[str]:
    """The units that a label names."""
    code = label.item.removeprefix("country:")
    named = {u for u, name in painted["labels"].items() if name == label.text}
    if named:
        return named
    return set(painted["units"].get(code, code).split())


# -- the screen

_STRUCK = """(box, lines) => lines.some((line) => {
    const length = line.getTotalLength(), ctm = line.getScreenCTM();
    for (let at = 0; at <= length; at += 3) {
        const p = line.getPointAtLength(at).matrixTransform(ctm);
        if (p.x > box.left + 1 && p.x < box.right - 1 && p.y > box.top + 2 && p.y < box.bottom - 2)
            return true;
    }
    return false;
})"""

_READ = f"""() => {{
    const map = window.map, outer = map.getContainer().getBoundingClientRect();
    const struck = {_STRUCK};
    const units = (x, y) => {{
        const p = map.containerPointToLatLng([x - outer.left, y - outer.top]);
        return [p.lng, p.lat];
    }};
    const lines = [...document.querySelectorAll("path.arrow:not(.core)")]
        .filter((line) => line.getTotalLength() > 1);
    const labels = [...document.querySelectorAll(".label.placed")].map((e) => {{
        const text = e.querySelector("span"), box = (text || e).getBoundingClientRect();
        const [x0, y0] = units(box.left, box.bottom), [x1, y1] = units(box.right, box.top);
        const move = e.matches(".arrow-label, .from");
        return [
            move, e.dataset.id, text ? text.innerText.replace("\\n", " ") : "",
            [x0, y0, x1, y1], Boolean(e.querySelector(".lead")),
            move && Boolean(text) && struck(box, lines),
        ];
    }});
    const heads = [...document.querySelectorAll("path.head")].map((e) => {{
        const found = /L(-?[0-9.e-]+),(-?[0-9.e-]+)L/.exec(e.getAttribute("d"));
        if (!found) return null;
        const p = map.layerPointToLatLng([Number(found[1]), Number(found[2])]);
        return [p.lng, p.lat];
    }});
    const seen = map.getBounds();
    return {{
        scale: map.options.crs.scale(map.getZoom()), labels, heads,
        seen: [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()],
        told: document.querySelector(".undrawn:not([hidden])")?.innerText ?? "",
    }};
}}"""

_EACH = f"""async ([frame, full, every]) => {{
    await window.paint(frame);
    const map = window.map, read = {_READ}, found = [read()];
    const least = map.getMinZoom(), most = map.getMaxZoom();
    for (let zoom = least; zoom <= most; zoom += every) {{
        map.setView(full, zoom, {{ animate: false }});
        found.push(read());
    }}
    map.setView(full, least, {{ animate: false }});
    return found;
}}"""

_PAGE = """<!DOCTYPE html><title>Map</title><link rel="stylesheet" href="{css}">
<div id="map_div" style="height:300px"></div><script src="{leaflet}"></script>
<script type="module">
import {{ start }} from "{map}";
window.Streamlit = {{ setFrameHeight() {{}}, setComponentValue() {{}} }};
const options = {options};
window.map = L.map("map_div", {{ ...options, crs: L.CRS.Simple, center: [0, 0], zoom: 0 }});
const made = start(window.map, {files});
let count = 0;
window.paint = async (frame) => {{
    count += 1;
    frame.id = `${{count}}`;
    frame.to = [];
    await made.paint({{ ...frame, to: undefined }});
    await made.paint(frame);
    while (document.documentElement.dataset.painted !== frame.id) {{
        await new Promise((done) => setTimeout(done));
    }}
}};
window.ready = true;
</script>"""


def _page_text() -> str:
    camel = {
        "".join(w.capitalize() if n else w for n, w in enumerate(name.split("_"))): value
        for name, value in OPTIONS.items()
    }
    return _PAGE.format(
        css=assets.path("map.css"),
        leaflet=assets.path("leaflet.js"),
        map=assets.path("map.js"),
        options=json.dumps(camel),
        files=json.dumps(assets.geometry_paths()),
    )


@contextmanager
def beside_assets(browser: Browser, text: str, address: str) -> Iterator[Page]:
    """A page of some HTML at an address, beside which lie the files that are served, no server."""
    served = {made.path: made for made in assets.all_assets()}

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path in served:
            route.fulfill(body=served[path].content, content_type=served[path].media_type)
        else:
            route.fulfill(body=text, content_type="text/html")

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto(address)
    yield page
    page.close()


@contextmanager
def bare_map(browser: Browser, size: tuple[int, int]) -> Iterator[Page]:
    """The map alone on a page of its own: `window.paint(frame)` paints."""
    with beside_assets(browser, _page_text(), "http://localhost/") as page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_function("window.ready")
        yield page


def on_screen(page: Page, snap: Snapshot, every: float = 0.25) -> Iterator[tuple[Frame, Painted]]:
    """A snapshot as its map opens, then at each step of zoom where it is fullest."""
    made = frame(snap)
    for found in page.evaluate(_EACH, [made, FULL[snap.view.area], every]):
        labels = [
            (move, Label(item, text, tuple(box), led, struck))
            for move, item, text, box, led, struck in found["labels"]
        ]
        legs = [
            (a["id"], n)
            for a in made["arrows"]
            for n, s in enumerate(a["strokes"])
            if s["head"] != "none"
        ]
        heads = [
            Head(move, n, tuple(tip) if tip else None)
            for (move, n), tip in zip(legs, found["heads"], strict=True)
        ]
        yield (
            made,
            Painted(
                found["scale"],
                tuple(found["seen"]),
                [label for move, label in labels if not move],
                heads,
                [label for move, label in labels if move],
                found["told"],
            ),
        )


# -- paper


def on_paper(snap: Snapshot, box: tuple[float, float, float, float]) -> tuple[Frame, Painted]:
    """A snapshot on a sheet's panel."""
    made = frame(snap)
    panel = Panel(Scene(made, box))
    window = panel.scene.window
    scale, (left, top), (x0, _, _, y1) = window.scale, window.panel[:2], window.seen

    def units(x: float, y: float) -> tuple[float, float]:
        return x0 + (x - left) / scale, y1 - (y - top) / scale

    labels: list[Label] = []
    moves: list[Label] = []
    for spot in panel.spots:
        a, b, c, d = spot.box
        item = spot.label.item
        if item.startswith("unit:"):
            item = f"country:{item.removeprefix('unit:')}"
        struck = bool(spot.label.curves) and spot.form != "bare" and _struck(panel, spot.box)
        found = Label(
            item,
            spot.label.text,
            (*units(a, d), *units(c, b)),
            spot.line is not None,
            struck,
        )
        (moves if spot.label.curves else labels).append(found)
    heads = []
    for arrow in panel.scene.arrows:
        drawn = dict(zip(arrow.places, arrow.strokes, strict=True))
        for n, stroke in enumerate(arrow.made["strokes"]):
            if stroke["head"] != "none":
                tip = units(*map(float, drawn[n].tip)) if n in drawn else None
                heads.append(Head(arrow.made["id"], n, tip))
    told = " ".join(str(each.number) for each in panel.scene.undrawn)
    return made, Painted(scale, window.seen, labels, heads, moves, told)


def _struck(panel: Panel, box: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = box
    inner = shapely.box(x0 + 1, y0 + 2, x1 - 1, y1 - 2)
    at = np.linspace(0, 1, 60)[:, None]
    for arrow in panel.scene.arrows:
        for one in arrow.strokes:
            a, c, b = one.visible
            points = (1 - at) ** 2 * a + 2 * at * (1 - at) * c + at**2 * b
            if len(np.unique(points, axis=0)) > 1 and inner.intersects(shapely.LineString(points)):
                return True
    return False


# -- what is wrong with it


def label_shares(area: str, made: Frame, painted: Painted) -> list[Shares]:
    """Of each name of a state or a part of one on the map."""
    known = ground(area)
    marks = {point["id"] for point in made["points"]}  # a mark has its name beside it
    return [
        known.shares(label, own_units(made, label))
        for label in painted.labels
        if label.item.startswith("country:") and label.item not in marks
    ]


@dataclass(frozen=True)
class Tip:
    """A leg whose goal is in sight: what its head is, and whether it is told as not drawn."""

    move: str
    leg: int
    drawn: bool
    off: float
    """Pixels from the tip to its place, or to the border of its country."""
    abroad: bool
    """On the ground of a third country."""

    @property
    def wrong(self) -> bool:
        """A head that misleads."""
        return self.drawn and (self.off > NEAR or self.abroad)


def tips(snap: Snapshot, painted: Painted) -> list[Tip]:
    """The heads of all legs whose goals are in sight."""
    area, scale, found = snap.view.area, painted.scale, []
    known, made = ground(area), {f"move:{a.move.move_id}": a for a in arrows(area, snap.moves)}
    x0, y0, x1, y1 = painted.seen
    for head in painted.heads:
        arrow = made[head.move]
        stroke = arrow.strokes[head.leg]
        leg = next(leg for leg in arrow.move.legs if leg.leg == stroke.leg)
        goal = stroke.curve[2]
        if not (x0 < goal[0] < x1 and y0 < goal[1] < y1):
            continue
        if head.tip is None:
            found.append(Tip(head.move, head.leg, drawn=False, off=0, abroad=False))
            continue
        state = snap.by_code[leg.destination.iso3]
        own = set(state.units)
        if stroke.head == "open":
            off = known.outline(own).boundary.distance(shapely.Point(head.tip)) * scale
        else:
            off = float(np.hypot(*(np.array(head.tip) - goal))) * scale
        there = known.at(head.tip)
        abroad = bool(there) and not there & own
        found.append(Tip(head.move, head.leg, drawn=True, off=off, abroad=abroad))
    return found


def view(on: date, area: str, span: int | None = 3) -> View:
    """A view of the record alone."""
    return View(on=on, area=area, span=span, article=None)


def snap_of(on: date, area: str, span: int | None = 3) -> Snapshot:
    """Its snapshot."""
    return snapshot(view(on, area, span))


ARROW_VIEWS: tuple[tuple[date, int | None], ...] = tuple(
    (day, span)
    for day in (View().on, View().on + timedelta(20), date(2022, 6, 30))
    for span in (1, 3, 7, 30, 365, None)
)
"""Days and spans at which arrows are looked at, from one day to all."""
