"""The frame: small, complete, and another one for each map that differs."""

import json
import re
from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_data import KINDS, Snapshot, View, events, geometry, record, snapshot
from geo_data.figures.contract import Arrow, Border, Context, Frame, Group, Point, Speck, Stroke
from geo_data.figures.look import look
from geo_data.figures.map.frame import frame
from geo_data.figures.map.live import digest, encode
from geo_data.history.drawn import COLONIES, fills, looks, numbers
from geo_data.history.view import LAYERS
from geo_data.prose.words import what_you_see
from tests.types import TYPES, jsdoc

AREAS = list(geometry.AREAS)
SIX = "BGR CZE EST LTU LVA POL"
DAYS = sorted({event.day for event in events()})


def seen(snap: Snapshot) -> dict[str, set[str]]:
    return {look_of: set(units.split()) for look_of, units in frame(snap)["fills"].items()}


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_opening_frame_is_small_and_plain(area: str, theme: str) -> None:
    painted = frame(snapshot(View(area=area)), theme)
    text = encode(painted)
    assert len(text) < 8000
    assert json.loads(text) == json.loads(json.dumps(painted))
    assert "geometry" not in text


@pytest.mark.parametrize("on", ["1949-04-04", "1960-01-01", "2022-02-24"])
@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("area", AREAS)
def test_a_frame_has_the_keys_of_its_type(area: str, layer: str, on: str) -> None:
    view = View(on=date.fromisoformat(on), area=area, layer=layer, country="POL")
    painted = frame(snapshot(view), follow=True)
    assert Frame.__required_keys__ <= {*painted} <= {*Frame.__annotations__}
    kinds = (("arrows", Arrow), ("groups", Group), ("points", Point), ("borders", Border))
    for key, kind in (*kinds, ("specks", Speck), ("contexts", Context)):
        for made in cast("dict[str, Any]", painted).get(key, ()):
            assert kind.__required_keys__ <= {*made} <= {*kind.__annotations__}
    for arrow in painted["arrows"]:
        assert all({*stroke} == {*Stroke.__annotations__} for stroke in arrow["strokes"])


def test_the_browsers_half_has_the_same_types() -> None:
    assert TYPES.read_text("utf-8") == jsdoc()


def test_the_fills_of_the_opening_view() -> None:
    found = seen(snapshot(View(area="world")))
    assert found["asked"] == set(SIX.split())
    assert found["asked-record"] == {"ROU", "SVK"}
    assert {"RUS", "RUS-KALININGRAD"} <= found["russia"]
    assert {"FRA", "USA", "CAN", "TUR", "MNE"} <= found["member"]
    assert not {"FIN", "SWE", "UKR", "BLR"} & set().union(*found.values())


@settings(max_examples=20)
@given(st.sampled_from(DAYS), st.sampled_from([None, View().article]))
def test_every_unit_has_one_look_and_every_member_one_of_a_member(
    on: date, article: str | None
) -> None:
    snap = snapshot(View(on=on, article=article, kind=("consultation",)))
    found = fills(snap)
    units = [unit for some in found.values() for unit in some]
    assert len(units) == len(set(units))
    assert set(found) <= set(look()["looks"]) - {"pale"}
    theirs = {unit for key in found if key != "russia" for unit in found[key]}
    assert {unit for state in snap.members for unit in state.units} <= theirs


def test_a_territory_has_the_fill_of_its_holder_and_a_colony_its_own() -> None:
    before, after = (seen(snapshot(View(on=date(1949, 8, day), area="world"))) for day in (23, 24))
    assert "GRL" in after["member"]
    assert "GRL" in before["signatory"]
    assert "member" not in before
    assert {"MAR", "TUN"} <= after["held"]
    assert "DZA" in after["member"], "its departments were France"
    for on in (date(1949, 8, 24), date(1960, 1, 1), date(2022, 2, 24)):
        plain = snapshot(View(on=on, article=None, area="world"))
        for state in plain.states:
            if state.holders and not state.member:
                holder = looks(plain)[state.holders[0]]
                colony = state.row.holding in COLONIES
                wanted = "held" if colony and holder != "pale" else holder
                assert set(state.units) <= fills_of(plain, wanted), state.iso3


@pytest.mark.parametrize(
    ("on", "outside"),
    [
        ("1966-06-30", ""),
        ("1966-07-01", "FRA"),
        ("1974-08-14", "FRA GRC"),
        ("1980-10-20", "FRA"),
        ("1998-12-31", "ESP FRA"),
        ("1999-01-01", "FRA"),
        ("2009-04-04", ""),
    ],
)
def test_members_outside_the_military_structure_have_a_look_and_a_sentence(
    on: str, outside: str
) -> None:
    snap = snapshot(View(on=date.fromisoformat(on)))
    codes = {state.iso3 for state in snap.members if looks(snap)[state.iso3] == "member-outside"}
    assert codes == set(outside.split())
    said = [s for s in what_you_see(snap).sentences if "outside the integrated" in s.text]
    assert {s.focus for s in said if re.search(r"(stands|stood) outside", s.text)} == {
        f"country:{c}" for c in codes
    }
    assert all(s.sources for s in said)


def test_small_territories_of_article_6_have_a_disc() -> None:
    painted = frame(snapshot(View(layer="article6", area="world")))
    specks = {made["id"].removeprefix("territory:"): made["unit"] for made in painted["specks"]}
    assert specks["hawaii"] == "USA-HAWAII"
    assert {"reunion", "puerto-rico", "ceuta", "melilla", "azores", "falkland-islands"} <= {*specks}
    assert "greenland" not in specks, "it can be seen"
    assert "specks" not in frame(snapshot(View(area="world")))
    look_of = {u: key for key, units in painted["fills"].items() for u in units.split()}
    assert {look_of[unit] for unit in specks.values()} == {"covered", "uncovered", "unclear"}


def fills_of(snap: Snapshot, look_of: str) -> set[str]:
    """Units of a look; those without a fill of their own are pale."""
    drawn = seen(snap)
    rest = {unit for state in snap.states for unit in state.units} - set().union(*drawn.values())
    return rest if look_of == "pale" else drawn.get(look_of, set())


def test_an_occupation_gives_no_fill() -> None:
    occupied = {state.iso3 for state in record().states if state.holding == "occupation"}
    assert {"PSE", "DEU", "AUT", "JPN"} <= occupied
    for on in (date(1949, 9, 1), date(1955, 5, 4), date(2022, 2, 24)):
        snap = snapshot(View(on=on))
        held = [s for s in snap.states if s.row.holding == "occupation"]
        assert held
        assert not any(state.holders for state in held)
        assert {looks(snap)[state.iso3] for state in held} == {"pale"}


VIEWS = [
    View(),
    View(on=date(2022, 2, 27)),
    View(on=date(2022, 2, 23)),
    View(span=1),
    View(span=30),
    View(article=None),
    *(View(area=area) for area in AREAS[1:]),
    View(country="POL"),
    View(country="LVA"),
    View(kind=("move",)),
    View(kind=("consultation",)),
    View(focus="move:US-0222A"),
    View(focus="fact:F13"),
    View(focus="country:LTU"),
    View(on=date(2023, 4, 3)),
    View(on=date(2023, 4, 4)),
    View(on=date(2022, 6, 1)),
]


def test_views_that_differ_never_look_the_same_on_the_wire() -> None:
    texts = [encode(frame(snapshot(v), theme)) for v in VIEWS for theme in ("light", "dark")]
    assert len(set(texts)) == len(texts)
    assert len({digest(text) for text in texts}) == len(texts)


@settings(max_examples=20)
@given(
    st.sampled_from(DAYS),
    st.sampled_from([1, 3]),
    st.sampled_from(AREAS),
    st.sets(st.sampled_from(KINDS), max_size=2),
)
def test_a_frame_shows_what_the_snapshot_holds(
    on: date, span: int, area: str, kinds: set[str]
) -> None:
    snap = snapshot(View(on=on, span=span, area=area, kind=tuple(kinds)))
    painted = frame(snap)
    x0, y0, x1, y1 = geometry.AREAS[area].box
    upon = painted["upon"].split()
    number = numbers(snap)
    assert [number[arrow["id"]] for arrow in painted["arrows"]] == [
        arrow["number"] for arrow in painted["arrows"]
    ]
    for arrow in painted["arrows"]:
        assert arrow["label"]
        for stroke in arrow["strokes"]:
            ends = (stroke["curve"][:2], stroke["curve"][-2:])
            assert all(x0 - 1 <= x <= x1 + 1 and y0 - 1 <= y <= y1 + 1 for x, y in ends)
    assert [g["id"] for g in painted["groups"]] == [
        f"battlegroup:{g.battlegroup_id}" for g in snap.battlegroups
    ]
    named = {border["id"] for border in painted["borders"] if "id" in border}
    assert named == set(snap.borders)
    names = painted["names"]
    assert all(names[code] == snap.by_code[code].name for code in names if code not in upon)
    ranked = [code for codes in painted["ranks"].values() for code in codes.split()]
    assert sorted(ranked) == sorted(names)
    assert {*painted["units"], *upon} <= {*names}
    if area != "europe":
        assert {state.iso3 for state in snap.members} <= set(names)


def test_the_warsaw_pact_has_a_look_of_its_own() -> None:
    for day in (date(1955, 5, 14), date(1989, 11, 9)):
        snap = snapshot(View(on=day, article=None))
        pact = {code for code, look_of in looks(snap).items() if look_of == "pact"}
        assert pact == record().pact_on(day).keys() - {"SUN"}
        assert looks(snap)["SUN"] == "soviet"
        told = frame(snap)["tips"]["In the Warsaw Pact on this day"].split()
        assert set(told) == {*pact, "SUN"}
    assert "pact" not in seen(snapshot(View(on=date(1991, 7, 1), article=None)))
    covered = View(on=date(1968, 8, 21), article=None, layer="article6")
    assert "pact" not in seen(snapshot(covered))


def test_the_newest_context_events_have_a_quiet_outline() -> None:
    def shown(on: str, span: int = 3, kind: tuple[str, ...] = ()) -> Frame:
        return frame(snapshot(View(date.fromisoformat(on), span, kind, article=None)))

    assert shown("1968-08-21")["around"] == "CSK SUN BGR HUN POL"
    assert "CSK" in shown("1968-08-21")["tips"]["Context: Invasion of Czechoslovakia"]
    assert shown("1968-08-23")["around"] == ""
    assert shown("1968-08-21", kind=("milestone",))["around"] == ""
    assert shown("1956-11-06", span=30)["around"] == "ISR FRA GBR", "not Hungary too, nor Egypt"
    plane = shown("2014-07-17")
    assert plane["around"] == "UKR NLD"
    [mark] = plane["contexts"]
    assert mark["id"] == "context:CX35"
    assert mark["tip"] == ["Context: Flight MH17 brought down", "near Hrabove"]
    assert shown("2001-09-11")["around"] == "", "the United States lie outside this map"


def test_what_is_in_focus_lights_up() -> None:
    def lit(focus: str) -> list[str]:
        return list(frame(snapshot(View(focus=focus)))["lit"])

    assert lit("move:US-0222A") == ["move:US-0222A"]
    assert lit("country:POL") == ["country:POL"]
    assert "country:ROU" in lit("consultation:A4-2022-02")
    assert "country:ROU" not in lit("fact:F18")
    assert {"consultation:A4-2022-02", "country:BGR"} <= set(lit("fact:F18"))


def test_numbers_and_labels_of_moves() -> None:
    labels = {a["id"]: a["label"] for a in frame(snapshot(View()))["arrows"]}
    assert labels["move:US-0222A"] == "800 infantry"
    assert labels["move:US-0222C"] == "20 AH-64"
    assert labels["move:US-0222D"] == "12 AH-64"
    assert labels["move:US-0224"] == "7,000 troops"
    assert sorted(numbers(snapshot(View())).values()) == [1, 2, 3, 4, 5, 6]


def test_an_arrow_from_outside_says_where_from() -> None:
    (seven,) = (a for a in frame(snapshot(View()))["arrows"] if a["id"] == "move:US-0224")
    assert seven["origin"]["text"] == "from the United States"
    assert "From Fort Stewart" in seven["tip"]
    for area in AREAS[1:]:
        far = frame(snapshot(View(area=area)))["arrows"]
        assert all("origin" not in a for a in far if a["id"] == "move:US-0224")


def test_each_land_has_one_entry() -> None:
    """All that comes from one land enters at one point, and one arrow that is drawn says so."""
    painted = frame(snapshot(View(on=date(2022, 6, 30), span=None, article=None)))
    outside = [a for a in painted["arrows"] if "origin" in a]
    texts = [a["origin"]["text"] for a in outside]
    assert len(texts) == len(set(texts))
    assert "from the United States" in texts
    (states,) = (a for a in outside if a["origin"]["text"] == "from the United States")
    assert "quiet" not in states
    starts = {tuple(a["strokes"][0]["curve"][:2]) for a in painted["arrows"]}
    assert states["origin"]["at"] in starts


@pytest.mark.parametrize("span", [1, 3, 7, 30, 365, None])
def test_of_many_moves_the_largest_are_drawn(span: int | None) -> None:
    snap = snapshot(View(on=date(2022, 6, 30), span=span, article=None))
    painted = frame(snap)
    drawn = [a for a in painted["arrows"] if "quiet" not in a]
    most = look()["arrows"]["most"]
    assert len(drawn) <= most
    if len(painted["arrows"]) <= most:
        assert drawn == painted["arrows"]
    else:
        people = {f"move:{move.move_id}": move.personnel or 0 for move, _ in snap.moves}
        least = min(people[a["id"]] for a in drawn)
        assert all(people[a["id"]] <= least for a in painted["arrows"] if "quiet" in a)
    told = {a["id"] for a in painted["arrows"]} | {a["id"] for a in painted["wayless"]}
    assert told == set(numbers(snap))


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        ("2014-03-18", {"ALB", "HRV"}),
        ("2001-09-12", {"POL", "HUN", "CZE"}),
        ("2024-03-07", {"SWE"}),
    ],
)
def test_the_newest_members_and_the_day_s_countries_must_be_read(on: str, codes: set[str]) -> None:
    snap = snapshot(View(on=date.fromisoformat(on), article=None))
    ranks = {c: int(r) for r, some in frame(snap)["ranks"].items() for c in some.split()}
    told = {code for event in snap.events for code in event.countries if code in ranks}
    assert len(told) < 12
    assert all(ranks[code] <= look()["naming"]["key"] for code in codes | told)
