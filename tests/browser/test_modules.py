"""The browser's modules one by one on an empty page, beside what does the same on paper.

No map, no server: a module is imported, called, and its answer compared.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from matplotlib.path import Path
from playwright.sync_api import Browser, Page

from geo_data import geometry, snapshot
from geo_data.figures.look import look
from geo_data.figures.map import assets
from geo_data.figures.map.arrows import Points, along
from geo_data.figures.map.frame import frame
from geo_data.figures.paper.ground import Ground
from geo_data.figures.paper.labels import Label, Look, Room, place
from geo_data.figures.paper.shapes import cut, gaps_of, overlap, parts, stroke, topology, window
from geo_data.geometry import AREAS
from geo_data.texts import read_text
from tests.browser.hands import CROWDED, view_of
from tests.placed import beside_assets

SCRIPTS = sorted(file.name for file in assets.WEB.glob("*.js"))
ENTRIES = ("map.js", "page.js", "standalone.js", "file_input.js")
PURE = (
    "boxes.js",
    "curves.js",
    "dom.js",
    "ground.js",
    "labels.js",
    "look.js",
    "scene.js",
    "topology.js",
)
VIEWS = ("", CROWDED, "?on=1955-05-06&article=none", "?layer=article6&area=world&article=none")
SHORT = 30  # pixels
PANEL, SLIM = (0.0, 0.0, 900.0, 756.0), (0.0, 0.0, 500.0, 420.0)

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def empty(browser: Browser) -> Iterator[Page]:
    """An empty page beside which lie the files that are served, and nothing else."""
    text = "<!DOCTYPE html><title>Empty</title>"
    with beside_assets(browser, text, "http://localhost/map/") as page:
        yield page


@pytest.fixture
def call(empty: Page) -> Call:
    """Evaluate a function of a module's exports and of one more argument."""

    def evaluate(module: str, script: str, given: object = None) -> Any:  # noqa: ANN401
        address = json.dumps(assets.path(module))
        return empty.evaluate(f"async (given) => ({script})(await import({address}), given)", given)

    return evaluate


def _xy(curve: Points) -> list[dict[str, float]]:
    return [{"x": float(x), "y": float(y)} for x, y in curve]


def _points(found: list[dict[str, float]]) -> Points:
    return np.array([[point["x"], point["y"]] for point in found])


# -- how they are put together


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_import_and_export_is_understood(name: str) -> None:
    """The pattern that follows imports misses none, and each leads to a file that is served."""
    text = (assets.WEB / name).read_text("utf-8")
    imported = re.findall(r"^import\b.*?;$", text, re.MULTILINE | re.DOTALL)
    order = assets.modules(name)
    assert order[-1] == name
    assert len(order) == len(set(order)) >= len(imported) + 1
    made = assets.asset(name).content.decode()
    served = re.findall(r'^import \{[^}]+\} from "\./\w+\.[0-9a-f]{8}\.js";$', made, re.MULTILINE)
    assert len(served) == len(imported)


def test_an_imported_module_s_change_is_a_new_address(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: assets.path(name) for name in SCRIPTS}
    for made in (assets.asset, assets.modules):
        made.cache_clear()

    def changed(path: Any, *rest: str) -> str:  # noqa: ANN401
        return read_text(path, *rest) + ("// changed\n" if path.name == "curves.js" else "")

    with monkeypatch.context() as patch:
        patch.setattr(assets, "read_text", changed)
        after = {name: assets.path(name) for name in SCRIPTS}
    for made in (assets.asset, assets.modules):
        made.cache_clear()
    moved = {name for name in SCRIPTS if before[name] != after[name]}
    users = {"labels.js", "live.js", "map.js", "marks.js", "names.js", "standalone.js"}
    assert moved == {"curves.js", *users}


@pytest.mark.parametrize("name", ["map.js", "page.js"])
def test_one_script_of_them_all_has_what_they_have(empty: Page, name: str) -> None:
    exports = """async (addresses) => {
        const Kind = { extend: () => null };
        window.L ??= { Path: Kind, Tooltip: Kind };
        const found = {};
        for (const [name, address] of Object.entries(addresses)) {
            found[name] = Object.keys(await import(address)).sort();
        }
        return found;
    }"""
    wanted = empty.evaluate(exports, {each: assets.path(each) for each in assets.modules(name)})
    bundle = assets.bundle(name)
    keys = "Object.entries(modules).map(([name, given]) => [name, Object.keys(given).sort()])"
    assert empty.evaluate(f"() => {{ {bundle}; return Object.fromEntries({keys}); }}") == wanted
    assert not re.search(r"^(import|export)\b", bundle, re.MULTILINE)


@pytest.mark.parametrize("name", PURE)
def test_a_module_of_pure_functions_needs_no_map(empty: Page, name: str) -> None:
    assert not {"map.js", "states.js", "marks.js"} & {*assets.modules(name)}
    assert "L." not in (assets.WEB / name).read_text("utf-8") if name != "look.js" else True
    assert empty.evaluate(
        "async (address) => Object.keys(await import(address))", assets.path(name)
    )


# -- curves


def _curves() -> Points:
    return np.random.default_rng(14).uniform(0, 500, (40, 3, 2))


def test_a_curve_is_that_of_paper(call: Call) -> None:
    at = np.linspace(0, 1, 11)
    script = "({ along }, [curves, at]) => curves.map((c) => at.map((t) => along(c, t)))"
    curves = _curves()
    found = call("curves.js", script, [[_xy(c) for c in curves], at.tolist()])
    for curve, points in zip(curves, found, strict=True):
        np.testing.assert_allclose(_points(points), along(curve, at), atol=1e-9)


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0.1, 0.9), (0.25, 0.25), (0.5, 1)])
def test_a_part_of_a_curve_is_that_of_paper(call: Call, start: float, end: float) -> None:
    script = "({ cut }, [curves, t0, t1]) => curves.map((curve) => cut(curve, t0, t1))"
    curves = _curves()
    found = call("curves.js", script, [[_xy(c) for c in curves], start, end])
    for curve, part in zip(curves, found, strict=True):
        np.testing.assert_allclose(_points(part), cut(curve, start, end), atol=1e-9)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("view", ["", CROWDED], ids=["opening", "crowded"])
def test_an_arrow_is_that_of_paper_but_for_a_step(call: Call, view: str, narrow: bool) -> None:  # noqa: FBT001
    """The browser looks for the end of a line in coarser steps: a fortieth of the curve each."""
    seen, gaps = window("europe", SLIM if narrow else PANEL), look()["arrows"]["gaps"]
    made = [each for arrow in frame(snapshot(view_of(view)))["arrows"] for each in arrow["strokes"]]
    script = """({ arrow }, [strokes, narrow]) => strokes.map(([whole, width, head, gap]) =>
        arrow(whole, { width, head }, { narrow, gap }))"""
    asked, wanted = [], []
    for each in made:
        whole = seen.pixels(np.array(each["curve"], dtype=float).reshape(3, 2))
        reach = float(np.hypot(*(whole[0] - whole[2])))
        # an arrow that is hardly longer than its head is turned by a step
        for gap in [gap for gap in gaps_of(each) if gap < 0.4 * reach and reach > SHORT]:
            asked.append([_xy(whole), each["width"], each["head"], gap])
            wanted.append(stroke(each, seen, gap=gap))
    assert len(asked) >= 6 * len(gaps)
    for paper, found in zip(wanted, call("curves.js", script, [asked, narrow]), strict=True):
        whole = paper.whole
        step = (
            1.1 / 40 * 2 * max(np.hypot(*(whole[1] - whole[0])), np.hypot(*(whole[2] - whole[1])))
        )
        assert found["width"] == pytest.approx(paper.width)
        assert found["headed"] == (paper.wings is not None)
        np.testing.assert_allclose(_points(found["visible"]), paper.visible, atol=step)
        np.testing.assert_allclose(_points([found["end"]])[0], paper.tip, atol=step)
        if paper.wings is not None:
            np.testing.assert_allclose(_points(found["wings"]), paper.wings, atol=step + 0.5 * step)


def test_an_arrow_ends_before_what_it_points_at(call: Call) -> None:
    gaps = look()["arrows"]["gaps"]
    script = """({ arrow }, gaps) => gaps.map((gap) => {
        const whole = [{ x: 0, y: 0 }, { x: 200, y: 0 }, { x: 400, y: 0 }];
        const { visible, body, end, wings } = arrow(whole, { width: 4, head: "filled" }, { gap });
        return [visible[0].x, body[2].x, end.x, wings.map(({ x, y }) => [x, y])];
    })"""
    for gap, (start, body, end, wings) in zip(gaps, call("curves.js", script, gaps), strict=True):
        assert 3 <= start < 14
        assert gap <= 400 - end < gap + 10
        assert body < end
        assert wings == [
            [pytest.approx(end - 12), y] for y in (pytest.approx(6.2), pytest.approx(-6.2))
        ]


def test_a_stem_has_no_head(call: Call) -> None:
    script = """({ arrow, headPath, NOTHING }) => {
        const whole = [{ x: 0, y: 0 }, { x: 200, y: 0 }, { x: 400, y: 0 }];
        const stem = arrow(whole, { width: 4, head: "none" }, { stem: true });
        return [stem.headed, headPath(stem) === NOTHING, stem.visible[0].x, stem.end.x];
    }"""
    assert call("curves.js", script) == [False, True, 0, 400]


def test_an_open_head_goes_on_beyond_the_border(call: Call) -> None:
    """Its tip lies within the country, as far as it is asked to."""
    script = """({ arrow, gapsOf }) => gapsOf({ head: "open" }).map((gap) => {
        const whole = [{ x: 0, y: 0 }, { x: 200, y: 90 }, { x: 400, y: 0 }];
        const { end } = arrow(whole, { width: 2, head: "open" }, { gap });
        return [gap, Math.hypot(end.x - 400, end.y)];
    })"""
    for gap, off in call("curves.js", script):
        assert off == pytest.approx(abs(gap), abs=0.4)


# -- the shapes, and what a frame makes of them


def _shapes(area: str) -> str:
    return assets.geometry_asset(area).path


_PARTS = """async ({ Scene }, [topology, frame, shapes]) => {
    const { Topology } = await import(topology);
    const ground = new Topology(await (await fetch(shapes)).json());
    const scene = new Scene(frame, ground);
    return scene.parts.map((part) => ({
        ...part, points: ground.outline(part.units).map((ring) => ring.map(([y, x]) => [x, y])),
    }));
}"""


def _area(rings: list[Points]) -> float:
    total = 0.0
    for ring in rings:
        x, y = ring.T
        total += float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    return abs(total)


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_painted_as_one_shape_is_that_of_paper(call: Call, view: str) -> None:
    made = frame(snapshot(view_of(view)))
    shapes = topology(made["area"])
    given = [assets.path("topology.js"), {"id": "", **made}, _shapes(made["area"])]
    found = call("scene.js", _PARTS, given)
    paper = parts(made, shapes)
    wanted = {(" ".join(p.units), p.look, p.code, p.name, p.rank, p.own) for p in paper}
    states = [(part, part.get("state") or {"code": "", "name": "", "rank": 0}) for part in found]
    assert {
        (part["units"], part["look"], s["code"], s["name"], s["rank"], part.get("name") or "")
        for part, s in states
    } == wanted
    assert len(found) == len(paper) > 40
    for part in found:
        outline = shapes.outline(tuple(part["units"].split(" ")))
        rings = outline.to_polygons(closed_only=False)
        assert len(part["points"]) == len(rings)
        own = _area([np.array(ring, dtype=float) for ring in part["points"]])
        assert own == pytest.approx(_area([np.asarray(ring) for ring in rings]), rel=1e-9)


_LENGTHS = """async ({ Topology }, [shapes, pairs]) => {
    const ground = new Topology(await (await fetch(shapes)).json());
    const long = (line) => line.slice(1).reduce(
        (sum, [y, x], n) => sum + Math.hypot(y - line[n][0], x - line[n][1]), 0);
    return pairs.map(([one, other]) =>
        ground.shared(one, other).reduce((sum, line) => sum + long(line), 0));
}"""


def _long(path: Path | None) -> float:
    if path is None:
        return 0
    steps = np.hypot(*np.diff(np.asarray(path.vertices), axis=0).T)
    return float(np.sum(steps[np.asarray(path.codes)[1:] == Path.LINETO]))


@pytest.mark.parametrize("area", AREAS)
def test_a_border_is_that_of_paper(call: Call, area: str) -> None:
    russia = "RUS RUS-KALININGRAD"
    pairs = [("NOR", russia), ("FIN", russia), ("POL LTU", russia), ("PRT", "ESP"), ("PRT", "POL")]
    found = call("topology.js", _LENGTHS, [_shapes(area), pairs])
    wanted = [_long(topology(area).border(a.split(" "), b.split(" "))) for a, b in pairs]
    assert found == pytest.approx(wanted, rel=1e-9)
    assert all(length > 0 for length in found[:4])
    assert found[4] == 0


def test_the_box_of_the_shapes_is_the_area_s(call: Call) -> None:
    script = """async ({ Topology }, shapes) => {
        const ground = new Topology(await (await fetch(shapes)).json());
        return [ground.box, Boolean(ground.earth), ground.at.NOR];
    }"""
    for area in AREAS:
        (south_west, north_east), earth, at = call("topology.js", script, _shapes(area))
        box = geometry.AREAS[area].box
        assert [*south_west[::-1], *north_east[::-1]] == pytest.approx(box, abs=0.1)
        assert earth == (topology(area).earth is not None)
        np.testing.assert_allclose(np.array(at)[:, ::-1], topology(area).at["NOR"])


# -- labels

_FIT = """({ fit }, [labels, room]) => {
    const items = labels.map((label) => ({ ...label, curves: label.curve && [(t) => {
        const [a, c, b] = label.curve, u = 1 - t;
        const along = (k) => u * u * a[k] + 2 * t * u * c[k] + t * t * b[k];
        return { x: along("x"), y: along("y") };
    }] }));
    return [...fit(items, room)].map(([{ id }, { form, x, y, box }]) => [id, form, x, y, box]);
}"""


def _names(count: int, seed: int) -> list[Label]:
    """Names that must be read, thick in a small panel."""
    rng = np.random.default_rng(seed)
    return [
        Label(
            f"country:{n}",
            "N" * int(rng.integers(2, 8)),
            float(rng.integers(0, 3)),
            Look(10),
            points=np.round(rng.uniform(20, 280, (2, 2)), 1),
        )
        for n in range(count)
    ]


def _sent(label: Label) -> dict[str, Any]:
    assert label.points is not None
    sizes = [[form, [*label.extent(form)]] for form in label.forms]
    return {"id": label.item, "rank": label.rank, "points": _xy(label.points), "sizes": sizes}


@pytest.mark.parametrize("seed", range(6))
def test_names_stand_where_those_of_paper_do(call: Call, seed: int) -> None:
    labels = _names(12, seed)
    taken = [(100.0, 100.0, 140.0, 130.0), (200.0, 20.0, 220.0, 60.0)]
    room = Room((0, 0, 300, 300), taken, np.empty((0, 2)), np.empty(0), [])
    sent = {"view": [0, 0, 300, 300], "taken": taken, "dots": []}
    spots = {spot.label.item: spot for spot in place(labels, room)}
    found = call("labels.js", _FIT, [[_sent(label) for label in labels], sent])
    assert {item for item, *_ in found} == spots.keys()
    assert len(found) >= 8
    for item, form, x, y, _ in found:
        assert form == spots[item].form
        assert (x, y) == pytest.approx(spots[item].box[:2])


@pytest.mark.parametrize("seed", range(3))
def test_no_label_lies_on_another_or_on_what_is_taken(call: Call, seed: int) -> None:
    rng = np.random.default_rng(seed)
    curve = [_xy(rng.uniform(0, 300, (3, 2))) for _ in range(6)]
    arrows = [
        {
            "id": f"move:{n}",
            "rank": 1.5,
            "number": n + 1,
            "curve": each,
            "steps": [0.5, 0.4, 0.6, 0.2, 0.8],
            "sizes": [["", [90, 15]], ["bare", [18, 15]]],
        }
        for n, each in enumerate(curve)
    ]
    taken = [[100, 100, 140, 130]]
    dots = [
        [{"x": float(x), "y": float(y)}, f"move:{n}", 2]
        for n, each in enumerate(curve)
        for x, y in along(_points(each), np.linspace(0, 1, 30))
    ]
    items = [*map(_sent, _names(10, seed)), *arrows]
    room = {"view": [0, 0, 300, 300], "taken": taken, "dots": dots}
    found = call("labels.js", _FIT, [items, room])
    boxes = [*(box for *_, box in found), *taken]
    assert len(found) >= 8
    assert not any(overlap(a, b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert all(min(box[:2]) >= 0 and max(box[2:]) <= 300 for box in boxes)


def test_where_there_is_no_room_the_least_is_left_out(call: Call) -> None:
    at = [{"x": 50, "y": 20}]
    size = [["", [80, 30]]]
    items = [{"id": f"rank {n}", "rank": n, "points": at, "sizes": size} for n in (6, 3, 1)]
    room = {"view": [0, 0, 100, 40], "taken": [], "dots": []}
    assert [item for item, *_ in call("labels.js", _FIT, [items, room])] == ["rank 1"]


@pytest.mark.parametrize("area", AREAS)
def test_whose_ground_is_where_is_known_as_on_paper(call: Call, area: str) -> None:
    """Boxes all over an area's map, and the shares of them that are one country's."""
    shapes, seen = topology(area), window(area, SLIM)
    paths = {unit: seen.path(shapes.outline((unit,))) for unit in shapes.units}
    earth = seen.path(shapes.earth) if shapes.earth is not None else None
    paper = Ground(SLIM, paths, earth)
    own = paper.of("DEU", ["DEU"])
    boxes = [[x, y, x + 50.0, y + 13.0] for x in range(5, 440, 35) for y in range(5, 400, 20)]
    script = """({ Ground }, [view, lines, earth, boxes]) => {
        const ground = new Ground(view, lines, earth || undefined);
        const { mine, cells } = ground.of("DEU", ["DEU"]);
        return [cells, boxes.map((box) => Object.values(ground.shares(box, mine)))];
    }"""
    lines = {unit: _rings(path) for unit, path in paths.items()}
    sent = [SLIM, lines, _rings(earth)[0] if earth else None, boxes]
    cells, shares = call("ground.js", script, sent)
    assert cells == pytest.approx(own.cells, abs=2)
    np.testing.assert_allclose(shares, np.transpose(paper.shares(np.array(boxes), own)), atol=0.02)


def _rings(path: Path) -> list[list[dict[str, float]]]:
    return [_xy(np.asarray(ring)) for ring in path.to_polygons(closed_only=False)]
