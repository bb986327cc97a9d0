"""Stills: complete, the same each time, nothing over anything else, whatever the tables say."""

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from threading import Thread
from typing import cast
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

from geo_data import Snapshot, View, ViewError, geometry, snapshot
from geo_data.figures import paper as still
from geo_data.figures.legend import Entry, entries
from geo_data.figures.look import fills, look
from geo_data.figures.map.frame import frame
from geo_data.figures.paper.map import Panel
from geo_data.figures.paper.margins import entry_block
from geo_data.figures.paper.shapes import Scene, overlap, tallest, window
from geo_data.figures.paper.sheet import Box, Sheet, Size, balanced, width, wrapped
from geo_data.geometry.webshapes import with_margin
from geo_data.prose import words
from geo_data.prose.rounds import looks
from geo_data.prose.sentences import vocabulary
from tests.placed import NEAR

AREAS = list(geometry.AREAS)
VIEWS = {
    "founders": View(on=date(1949, 8, 24), article=None),
    "opening": View(),
    "crowded": View(span=90),
    "Sweden": View(on=date(2024, 3, 7), article=None),
}
PIXELS = {
    "slide": (1920, 1080),
    "column": (1230, 2850),
    "a3": (3307, 2338),
    "preview": (1200, 630),
}
PANELS: list[Box] = [(28, 28, 869, 737), (0, 90, 394, 480), (16, 16, 476, 404)]
HOSTILE = "Price $5 & <b>$x^2$</b> \\frac{1}{2} \N{GRINNING FACE}\x07\x1b\u202e 100% {0} \udcff"


def texts(svg: bytes) -> list[str]:
    """The texts of an SVG, outlines of texts left out."""

    def under(element: ET.Element) -> Iterator[str]:
        if element.get("aria-hidden") == "true":
            return
        if element.tag.endswith("}text"):
            yield "".join(element.itertext())
        for child in element:
            yield from under(child)

    return list(under(ET.fromstring(svg)))  # noqa: S314 - our own


def panel(view: View, box: Box) -> Panel:
    return Panel(Scene(frame(snapshot(view)), box))


def test_every_size_has_its_pixels() -> None:
    assert still.SIZES.keys() == PIXELS.keys()
    for size, pixels in PIXELS.items():
        picture = still.draw("timeline", snapshot(View()), "png", size)
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == pixels


@pytest.mark.parametrize("kind", still.KINDS)
def test_one_snapshot_one_picture(kind: str) -> None:
    for what in still.PICTURES:
        one = still.draw(what, snapshot(View()), kind, "preview")
        assert one == still.draw(what, snapshot(View()), kind, "preview")
        assert one != still.draw(what, snapshot(View()), kind, "preview", "dark")


def test_matplotlib_is_left_as_it_was() -> None:
    before, drawn = dict(mpl.rcParams), []
    draw = lambda: drawn.append(still.draw("map", snapshot(View()), "png", "preview"))  # noqa: E731
    threads = [Thread(target=draw) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(drawn)) == 1
    assert len(drawn) == 3
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("size", still.SIZES)
@pytest.mark.parametrize("name", VIEWS)
def test_the_map_says_what_it_must(name: str, size: str) -> None:
    snap = snapshot(VIEWS[name])
    said = " ".join(texts(still.draw("map", snap, "svg", size)))
    assert words.headline(snap) in said
    for needed in ("Record checked until 30 June 2026", "Natural Earth 5.1.1", "German", "MIT"):
        assert needed in said
    assert ("BuzzFeed News" in said) == (snap.article is not None)
    for entry in entries(frame(snap)):
        short = looks().get(entry.key, {}).get("short", entry.name)
        assert entry.name in said or short[0].upper() + short[1:] in said


@pytest.mark.parametrize("key", look()["looks"])
def test_the_legend_shows_each_ground_as_the_map_does(key: str) -> None:
    entry = Entry(key, looks()[key]["name"], "")
    sheet = Sheet(Size(10, 5, 100, 1000), "light", "svg")
    entry_block(entry, entry.name, 12.5, 300, narrow=False).draw(sheet, 10, 20)
    patches = cast("list[PathPatch]", sheet.figure.findobj(PathPatch))
    drawn = {to_hex(patch.get_facecolor()) for patch in patches}
    fill = fills()[key]
    inks = [fill.colour, *([fill.pattern.ink] if fill.pattern else [])]
    assert {look()["colours"]["light"][ink] for ink in inks} <= drawn
    assert look()["colours"]["light"]["move"] not in drawn


def test_the_moves_are_listed_by_their_numbers() -> None:
    for size in ("slide", "column", "a3"):
        said = " ".join(texts(still.draw("map", snapshot(View()), "svg", size)))
        for event in snapshot(View()).events:
            assert event.kind != "move" or event.title in said


def test_text_is_text() -> None:
    svg = still.draw("map", snapshot(View()), "svg")
    assert {"Iceland", "Estonia", "Ukraine"} <= set(texts(svg))
    assert b"DejaVu Sans" in svg
    assert b"sans-serif" in svg
    assert b"http" not in re.sub(rb'"http://(www\.w3|purl|creativecommons)\.org/[^"]*"', b"", svg)
    pdf = still.draw("map", snapshot(View()), "pdf")
    assert pdf.startswith(b"%PDF")
    assert b"/CIDFontType2" in pdf or b"/TrueType" in pdf
    assert b"/Type3" not in pdf
    assert b"CreationDate" not in pdf


@pytest.mark.parametrize("box", PANELS)
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("name", VIEWS)
def test_no_label_lies_on_another_a_head_or_a_mark(name: str, area: str, box: Box) -> None:
    drawn = panel(replace(VIEWS[name], area=area), box)
    taken = [*(spot.box for spot in drawn.spots), *drawn.scene.taken()]
    for a, b in combinations(taken, 2):
        assert not overlap(a, b)
    for x0, y0, x1, y1 in (spot.box for spot in drawn.spots):
        assert box[0] <= x0 < x1 <= box[2]
        assert box[1] <= y0 < y1 <= box[3]


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("area", AREAS)
def test_what_matters_is_named(name: str, area: str) -> None:
    drawn = panel(replace(VIEWS[name], area=area), PANELS[0])
    named = {id(spot.label) for spot in drawn.spots}
    left = [label for label in drawn.labels if id(label) not in named]
    numbered = {label.item for label in drawn.labels if label.number is not None}
    assert numbered == {arrow.made["id"] for arrow in drawn.scene.arrows if arrow.strokes}
    told = {each.item for each in drawn.scene.undrawn}
    assert numbered | told >= {arrow["id"] for arrow in drawn.scene.frame["arrows"]}
    # Every label is placed, or no spot of its own is free.
    for label in left:
        assert label.rank >= 1
    if area == "europe":
        must = look()["naming"]["key"]
        assert [label.text for label in left if label.rank <= must or label.number] == []


def test_what_an_arrow_points_at_stays_free() -> None:
    drawn = panel(View(), PANELS[0])
    strokes = [stroke for arrow in drawn.scene.arrows for stroke in arrow.strokes]
    heads = [stroke for stroke in strokes if stroke.wings is not None]
    assert len(heads) > 6
    for stroke in heads:
        end, tip = stroke.whole[2], stroke.tip
        assert 1.5 < ((end - tip) ** 2).sum() ** 0.5 <= NEAR


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("narrow", [False, True])
def test_a_panel_shows_no_sea_where_shapes_end(area: str, *, narrow: bool) -> None:
    near = look()["narrow"].get(area) if narrow else None
    drawn = with_margin(geometry.AREAS[area].box)
    shape = tallest(area, near)
    for high in (0.85, 1.0, shape):
        seen = window(area, (0, 0, 400, 400 * min(high, shape)), near).seen
        assert drawn[0] <= seen[0] < seen[2] <= drawn[2]
        assert drawn[1] <= seen[1] < seen[3] <= drawn[3]
        inner = near or geometry.AREAS[area].box
        assert seen[0] <= inner[0] < inner[2] <= seen[2]
        assert seen[1] <= inner[1] + 1e-9
        assert inner[3] <= seen[3] + 1e-9


def test_filters_and_focus_are_drawn() -> None:
    view = View(country="EST", kind=("move",), focus="country:EST")
    said = " ".join(texts(still.draw("map", snapshot(view), "svg", "preview")))
    assert "– only Estonia, only force moves" in said
    pictures = {
        still.draw("map", snapshot(View(focus=focus)), "png", "preview")
        for focus in (None, "border:EST-RUS", "battlegroup:LVA-2017", "move:US-0222A")
    }
    assert len(pictures) == 4


def test_the_timeline_names_the_windows_events() -> None:
    for size in still.SIZES:
        snap = snapshot(View())
        said = " ".join(texts(still.draw("timeline", snap, "svg", size)))
        for event in snap.events:
            assert event.title.split()[0] in said
        for kind in vocabulary()["kinds"].values():
            assert all(line in said for line in kind.split(": "))
    whole = " ".join(texts(still.draw("timeline", snapshot(View(span=None)), "svg", "preview")))
    assert "earlier events, then:" in whole
    none = snapshot(View(on=date(1960, 1, 1)))
    assert "No event" in " ".join(texts(still.draw("timeline", none, "svg", "preview")))


def hostile() -> Snapshot:
    snap = snapshot(View())
    assert snap.article is not None
    article = replace(snap.article, title=HOSTILE, publisher=HOSTILE * 3)
    states = tuple(replace(state, name=HOSTILE[:40]) for state in snap.states)
    events = tuple(replace(event, title=HOSTILE) for event in snap.events)
    return replace(snap, article=article, states=states, events=events)


@pytest.mark.parametrize("kind", still.KINDS)
@pytest.mark.parametrize("what", still.PICTURES)
def test_hostile_text_is_drawn_as_it_is(what: str, kind: str) -> None:
    for size in ("column", "preview"):
        picture = still.draw(what, hostile(), kind, size)
        if kind == "svg":
            said = " ".join(texts(picture))
            assert "Price $5 & <b>$x^2$</b>" in said
            assert not re.search(r"[\x00-\x1f\u202e]", said)


def test_lines_keep_their_width() -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 3
    for text in (HOSTILE, long, f"{long} on 24 February 2022", "", " \n "):
        for line in wrapped(text, 10, 90):
            assert width(line, 10) <= 90
    assert wrapped("up to 24 February 2022", 10, 100)[-1] == "24 February 2022"
    assert balanced("one two three four", 10, 80) == ("one two", "three four")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("poster", "png"), "'poster' is no picture; there is map, timeline"),
        (("map", "gif"), "'gif' is no kind of file; there is png, svg, pdf"),
        (("map", "png", "a5"), "'a5' is no size; there is slide, column, a3, preview"),
        (("map", "png", "slide", "sepia"), "'sepia' is no theme; there is light, dark"),
    ],
)
def test_a_name_that_means_nothing_is_told(arguments: tuple[str, ...], told: str) -> None:
    what, *more = arguments
    with pytest.raises(ViewError, match=re.escape(told)):
        still.draw(what, snapshot(View()), *more)


@pytest.mark.parametrize("size", ["slide", "column", "preview"])
@pytest.mark.parametrize("span", ["1", "30", "all"])
def test_a_still_names_its_sources_always(span: str, size: str) -> None:
    view = View(on=date(2022, 3, 16), span=None if span == "all" else int(span))
    said = " ".join(texts(still.draw("map", snapshot(view), "svg", size)))
    assert "First sources: " in said
    assert "Record checked until" in said or size == "preview"
