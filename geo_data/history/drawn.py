"""What of a day is drawn, and as what; the figures draw it and the sentences speak of it.

A look is a key of look.toml. What others ask again and again is worked out once
a snapshot.
"""

from datetime import date
from functools import cache, lru_cache

from geo_data import geometry
from geo_data.history.article6 import covers_on, territories_on
from geo_data.history.events import Event
from geo_data.history.membership import (
    GREW,
    MEMBER,
    OUTSIDE,
    SIGNATORY,
    round_look,
    rounds,
    ways_on,
)
from geo_data.history.snapshot import Snapshot, state_row
from geo_data.history.view import JOINED
from geo_data.tables.alliance import Territory
from geo_data.tables.forces import Leg, Place
from geo_data.tables.record import record
from geo_data.tables.states import NotDrawn, Standing

KEPT = 64
"""Snapshots of which the answers are kept."""

EAST = {"RUS": "russia", "SUN": "soviet"}
"""The looks of Russia and of what it was before; borders with them are always drawn."""

WAYS = {MEMBER: "member", GREW: "member", OUTSIDE: "member-outside", SIGNATORY: "signatory"}
"""A way of belonging to the Alliance, and the look that shows it."""

COVERS = {"covered": "covered", "not covered": "uncovered", "disputed": "unclear"}
"""A cover of Article 6 in the record, and the look that shows it."""

HELD, PACT, PALE = "held", "pact", "pale"
"""The looks of an Ally's colony, of who is in the Warsaw Pact, and of what else is no member."""

NEW = "new"
"""The look of who joined between two days that are compared."""

COLONIES = ("colony", "protectorate", "protected state", "condominium", "administration")
"""Ways of holding a territory that make it none of the holder's own."""

NOT_MOVED = "alert only"
"""The status of a leg on which nothing went anywhere."""


@cache
def sizes(area: str) -> dict[str, float]:
    """The units on an area's map, with their size there in map units squared."""
    return dict(geometry.projected(area).area.items())


@lru_cache(KEPT)
def looks(snap: Snapshot) -> dict[str, str]:
    """The look of each state for itself, by its code."""
    ways = ways_on(snap.view.on)

    def look(iso3: str) -> str:
        if iso3 in EAST:
            return EAST[iso3]
        if snap.view.layer == JOINED:
            return of_round(iso3)
        if iso3 in snap.newcomers:
            return NEW
        return asked(iso3) or standing(iso3)

    def of_round(iso3: str) -> str:
        day = snap.by_code[iso3].acceded
        return round_look(day) if day else WAYS[SIGNATORY] if iso3 in ways else PALE

    def asked(iso3: str) -> str:
        if iso3 in snap.asked:
            beside = "asked-record" if iso3 in snap.beside_named else "asked-plain"
            return "asked" if iso3 in snap.named else beside
        return "asked-article" if iso3 in snap.named else ""

    def standing(iso3: str) -> str:
        if iso3 in ways:
            return WAYS[ways[iso3].kind]
        return PACT if snap.by_code[iso3].warsaw_pact else PALE

    return {iso3: look(iso3) for iso3 in snap.by_code}


@lru_cache(KEPT)
def fills(snap: Snapshot) -> dict[str, list[str]]:
    """Look to units, all but the pale; what belongs to a member has its look, a colony its own."""
    found: dict[str, list[str]] = {}
    if snap.view.layer == "article6":
        for unit, cover in covers_on(snap.view.on).items():
            found.setdefault(COVERS[cover], []).append(unit)
        return found
    known, ways = looks(snap), ways_on(snap.view.on)
    for state in snap.states:
        look = known[state.iso3]
        owner = next((code for code in state.holders if code in known), None)
        if owner and state.iso3 not in ways:
            look = known[owner]
            if state.row.holding in COLONIES and look not in (PALE, PACT, *EAST.values()):
                look = HELD
        found.setdefault(look, []).extend(state.units)
    found.pop(PALE, None)
    return _by_rounds(found, snap.view.on) if snap.view.layer == JOINED else found


def _by_rounds(found: dict[str, list[str]], on: date) -> dict[str, list[str]]:
    """Fills in which what a member's territory grew by has the look of the day it came."""
    came = {unit: each.look for each in rounds() if each.day <= on for unit in each.units}
    kept = {look: [u for u in units if u not in came] for look, units in found.items()}
    for unit, look in came.items():
        kept.setdefault(look, []).append(unit)
    return kept


@lru_cache(KEPT)
def annexed(snap: Snapshot) -> dict[str, Standing]:
    """What is drawn in the state that annexed it, by the code that it has as a state itself."""
    codes = {row.units: row.iso3 for row in record().states if row.units}
    return {
        codes[row.units]: row
        for row in record().standings
        if row.annexed_here and row.units in codes and row.period.holds_on(snap.view.on)
    }


@lru_cache(KEPT)
def points(snap: Snapshot) -> tuple[NotDrawn, ...]:
    """States of the day that no shape can show, as far as they lie in the area."""
    shown = {state.iso3 for state in snap.states if not state.units}
    found = (row for row in record().not_drawn if row.iso3 in shown)
    return tuple(row for row in found if on_map(snap.view.area, row.lon_lat))


@lru_cache(KEPT)
def newest_context(snap: Snapshot) -> tuple[Event, ...]:
    """The window's context events of the last day that has any: no more are shown on the map."""
    found = [event for event in snap.events if event.is_context]
    return tuple(event for event in found if event.day == found[-1].day)


@lru_cache(KEPT)
def numbers(snap: Snapshot) -> dict[str, int]:
    """The number that keys each move of the window to the list, from 1, by event id."""
    return {f"move:{move.move_id}": n for n, (move, _) in enumerate(snap.moves, start=1)}


def territory(snap: Snapshot) -> Territory | None:
    """The territory of Article 6 in focus."""
    kind, _, key = (snap.view.focus or "").partition(":")
    rows = territories_on(snap.view.on) if kind == "territory" else ()
    return next((row for row in rows if row.territory_id == key), None)


def lit(snap: Snapshot) -> list[str]:
    """The ids of what the reader's focus lights up."""
    focus = snap.view.focus or ""
    kind, _, fact_id = focus.partition(":")
    if kind == "fact" and fact_id in snap.marks:
        return list(snap.marks[fact_id])
    if found := territory(snap):
        return [focus, *(f"unit:{unit}" for unit in found.units)]
    event = snap.focused
    if event and event.kind != "move":
        return [focus, *(f"country:{iso3}" for iso3 in event.countries)]
    return [focus] if focus else []


@cache
def heart(iso3: str) -> tuple[float, float] | None:
    """A point well inside a country's largest part, in degrees."""
    row = state_row(iso3)
    if row is None:
        return None
    unit = geometry.units().loc[row.units[0]]
    return float(unit["label_x"]), float(unit["label_y"])


def on_map(area: str, lon_lat: tuple[float, float]) -> bool:
    """Whether a point in degrees lies in an area's box."""
    x, y = geometry.project(area, *lon_lat)
    x0, y0, x1, y1 = geometry.AREAS[area].box
    return x0 <= x <= x1 and y0 <= y <= y1


def degrees(place: Place) -> tuple[float, float] | None:
    """A place, or the heart of its country if the place was never published."""
    return place.lon_lat or (heart(place.iso3) if place.iso3 else None)


def has_way(area: str, leg: Leg) -> bool:
    """Whether a leg is drawn as an arrow on an area's map.

    Not when nothing moved, an end has no country, the destination lies outside the map, or the
    way is from an unknown place to a place in the same country.
    """
    origin, destination = leg.origin, leg.destination
    goal = degrees(destination)
    if leg.status == NOT_MOVED or degrees(origin) is None or goal is None:
        return False
    if origin.iso3 == destination.iso3 and not (origin.lon_lat and destination.lon_lat):
        return False
    return on_map(area, goal)
