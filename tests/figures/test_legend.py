"""The legend: only what is on the map, each entry with its two sentences."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_data import KINDS, View, events, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.figures import legend
from geo_data.figures.legend import entries
from geo_data.figures.look import look
from geo_data.figures.map import assets
from geo_data.figures.map.frame import frame
from geo_data.figures.web import markup
from geo_data.figures.web.markup import fragment
from geo_data.prose.rounds import looks
from geo_data.prose.sentences import vocabulary

RULES = {**looks(), **vocabulary()["marks"]}


def test_the_legend_says_what_happened() -> None:
    (found,) = (e for e in entries(frame(snapshot(View()))) if e.key == "news")
    assert found.name == "What happened: Russia attacks Ukraine"
    away = frame(snapshot(View(on=date(2001, 9, 12))))["news"]
    assert [told.get("name") for told in away] == ["United States"], "it lies outside the map"


def keys(view: View) -> set[str]:
    return {entry.key for entry in entries(frame(snapshot(view)))}


def test_the_opening_view() -> None:
    assert keys(View()) == {
        *("asked", "asked-record", "member", "russia", "pale", "border", "battlegroup"),
        "news",
        *("move-headcount", "move-thin", "move-dashed", "move-dotted", "move-open"),
    }


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (View(on=FIRST_DAY), {"soviet", "annexed", "signatory", "held", "pale", "point"}),
        (
            View(on=date(1960, 1, 1)),
            {"soviet", "annexed", "pact", "pale", "member", "held", "border-soviet", "point"},
        ),
        (
            View(on=date(1975, 1, 1)),
            {"soviet", "annexed", "pact", "pale", "member", "member-outside", "border-soviet"}
            | {"point"},
        ),
        (
            View(on=date(1968, 8, 21), article=None),
            {"soviet", "annexed", "pact", "pale", "member", "member-outside", "border-soviet"}
            | {"point", "context"},
        ),
        (View(kind=("accession",)), {"russia", "pale", "member", "border"}),
        (
            View(kind=("consultation",), article=None),
            {"russia", "pale", "member", "border", "asked-plain"},
        ),
    ],
)
def test_what_is_not_on_the_map_is_not_in_the_legend(view: View, shown: set[str]) -> None:
    assert keys(view) == shown


@settings(max_examples=15)
@given(
    st.sampled_from(sorted({event.day for event in events()})),
    st.sampled_from([1, 3, 7]),
    st.sets(st.sampled_from(KINDS), max_size=3),
    st.sampled_from([None, View().article]),
)
def test_each_entry_shows_something_of_the_frame(
    on: date, span: int, kinds: set[str], article: str | None
) -> None:
    painted = frame(snapshot(View(on, span, tuple(kinds), article)))
    found = [entry.key for entry in entries(painted)]
    assert found == [key for key in RULES if key in found]
    shown = set(found) & set(look()["looks"])
    assert shown == {"pale", *painted["fills"], *(["annexed"] if painted["upon"] else [])}
    assert ("point" in found) == bool(painted["points"])
    strokes = [stroke for arrow in painted["arrows"] for stroke in arrow["strokes"]]
    dashes = {f"move-{stroke['dash']}" for stroke in strokes}
    assert {"move-dashed", "move-dotted"} & set(found) == dashes - {"move-solid"}
    assert ("move-open" in found) == any(stroke["head"] == "open" for stroke in strokes)
    assert ("battlegroup" in found) == bool(painted["groups"])
    assert bool({"border", "border-soviet"} & set(found)) == bool(painted["borders"])
    assert bool(strokes) == any(key.startswith("move-") for key in found)


@pytest.mark.parametrize("key", RULES)
def test_an_entry_opens_two_sentences(key: str) -> None:
    assert RULES[key]["name"]
    assert len(re.findall(r"\.(?= [A-Z]|$)", RULES[key]["says"])) == 2


@pytest.mark.parametrize("key", RULES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_entry_has_a_drawing(key: str, theme: str) -> None:
    drawn = ET.fromstring(fragment("look.svg", "swatch", key, theme))  # noqa: S314 - our own
    wide = drawn.get("width")
    assert wide == ("200" if key == "move-headcount" else "30")
    assert drawn.get("height") == "16"
    page = assets.asset("page.css").content.decode()
    assert f".swatch.{key}{{width:{wide}px}}" in page
    assert "{" not in fragment("look.svg", "swatch", key, theme)


def test_the_legend_as_html() -> None:
    painted = frame(snapshot(View(on=record().checked_until)))
    html = markup.legend(painted)
    assert html.count("<details>") == len(entries(painted))
    assert '<i class="swatch member">' in html


def test_the_drawings_are_in_the_style_sheet() -> None:
    found = assets.asset("page.css").content.decode()
    for key in legend.every_key():
        for around in ('[data-theme="light"]', '[data-theme="dark"]', "[data-theme]"):
            assert f"{around} .swatch.{key}{{" in found
