"""The frame of a snapshot: what the map paints, and where it looks.

Its keys and what they hold: geo_data/figures/contract.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import sqrt

import numpy as np
import shapely
from numpy.typing import NDArray

from geo_data import geometry
from geo_data.days import in_words, text_in_words
from geo_data.english import the, unique
from geo_data.figures import contract
from geo_data.figures.look import look
from geo_data.figures.map.arrows import Arrow, Stroke, arrows
from geo_data.geometry.coverage import Box
from geo_data.history import drawn
from geo_data.history.article6 import territories_on
from geo_data.history.borders import borders_on
from geo_data.history.events import place_name
from geo_data.history.membership import OUTSIDE, SIGNATORY, rounds, ways_on
from geo_data.history.snapshot import Snapshot
from geo_data.history.view import JOINED
from geo_data.prose.news import involved, marked
from geo_data.prose.rounds import growth, looks
from geo_data.prose.sentences import doubt, vocabulary
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

KEY_STATES = ("RUS", "SUN", "UKR", "BLR")
CHOSEN, ASKED, KEY, MEMBER, OTHER, TERRITORY = 0, 1, 2, 3, 5, 6
"""Ranks of states' labels; a territory's name need not be read."""

NEWS = 12
"""How many countries of the window's events must be read, those of the latest ones first."""

PART, COVERED = 3, 4
"""Ranks of names of what is no state of its own: Kaliningrad, and all of Article 6."""

SMALL = 40
"""Map units (800 km): a territory as large as that is seen at every zoom."""

LEAST = 0.3
"""As a share of the map's width and height: nearer, a reader would not know where it is."""

ENOUGH = 200
"""Map units (4,000 km) that are never too near, however large the map."""

EDGE, CORNER = 0.06, 0.2
"""Of the map's width and height: so far from its edges stands the mark of what lies beyond; one
at a side keeps from the corners, where the map has its buttons and its stamp."""

MARGIN = 0.25
"""Of what is lit, on each side."""

ROCK = 1e-6
"""As a share of a country's largest part."""

BROAD = 0.6
"""A country that takes up more of the map than this says nothing about where to look."""


def _at(area: str, lon_lat: tuple[float, float]) -> contract.At:
    x, y = geometry.project(area, *lon_lat)
    return round(x, 2), round(y, 2)


def _fills(snap: Snapshot) -> dict[str, str]:
    known = drawn.sizes(snap.view.area)
    there = ((look, [u for u in units if u in known]) for look, units in drawn.fills(snap).items())
    return {look: " ".join(units) for look, units in there if units}


@lru_cache(drawn.KEPT)
def _spoken_of(snap: Snapshot) -> frozenset[str]:
    """Who the day is about: the newest members, and the countries of the window's events."""
    joined = {code: state.acceded for code, state in snap.by_code.items() if state.acceded}
    newest = max(joined.values(), default=None)
    latest = sorted(snap.events, key=lambda event: event.day, reverse=True)
    told = [code for event in latest for code in event.countries if code in snap.by_code]
    news = [*dict.fromkeys(told)][:NEWS]
    newly = {code for code, day in joined.items() if day == newest}
    return frozenset(news) | newly | snap.newcomers


def _rank(snap: Snapshot, code: str) -> int:
    state = snap.by_code.get(code)
    if state is None:
        return TERRITORY
    if f"country:{code}" == snap.view.focus or code == snap.view.country:
        return CHOSEN
    if drawn.looks(snap)[code].startswith("asked"):
        return ASKED
    if code in KEY_STATES or code in _spoken_of(snap):
        return KEY
    if code in ways_on(snap.view.on):
        return MEMBER
    return TERRITORY if state.holders else OTHER


def _together(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Pairs of something and a code: each something to its codes."""
    found = defaultdict(list)
    for name, code in pairs:
        found[name].append(code)
    return {name: " ".join(codes) for name, codes in found.items()}


def _units(snap: Snapshot) -> dict[str, list[str]]:
    """Of each state on the map, and what lies upon one: its units there, the largest first."""
    known = drawn.sizes(snap.view.area)
    all_units = {state.iso3: state.units for state in snap.states}
    all_units |= {code: row.units for code, row in drawn.annexed(snap).items()}
    found = {code: [u for u in units if u in known] for code, units in all_units.items()}
    return {code: sorted(us, key=lambda u: -known[u]) for code, us in found.items() if us}


def _tips(snap: Snapshot) -> Iterator[tuple[str, str]]:
    """Lines of tooltips, each with the code of a state that has it."""
    rules, told = looks(), (drawn.WAYS[OUTSIDE], drawn.WAYS[SIGNATORY])
    for state in snap.states:
        if state.acceded:
            yield f"Member since {in_words(state.acceded)}", state.iso3
        own = drawn.looks(snap)[state.iso3]
        if own.startswith("asked") or own in told:
            yield rules[own]["name"], state.iso3
        if state.warsaw_pact and snap.view.layer == "membership":
            yield rules[drawn.PACT]["name"], state.iso3
    for code in drawn.annexed(snap):
        yield rules["annexed"]["name"], code
    for event in drawn.newest_context(snap):
        yield from ((event.line, code) for code in event.countries)


def _points(snap: Snapshot) -> list[contract.Point]:
    found: list[contract.Point] = []
    for row in drawn.points(snap):
        item, name = f"country:{row.iso3}", snap.by_code[row.iso3].name
        at, tip = _at(snap.view.area, row.lon_lat), [name, f"Held by {row.held_by}", row.note]
        found.append({"id": item, "at": at, "tip": tip, "name": name})
    return found


def _labels(snap: Snapshot) -> dict[str, str]:
    """Parts of a state: those of look.toml, and territories of Article 6 on their first unit."""
    found: dict[str, str] = {}
    if snap.view.layer == "article6":
        whole = {state.units for state in snap.states}
        rows = (row for row in territories_on(snap.view.on) if row.units)
        found = {row.units[0]: row.name for row in rows if row.units not in whole}
    if snap.view.layer == JOINED:
        grown = (each for each in rounds() if each.day <= snap.view.on and each.units)
        found = {each.units[0]: growth(each) for each in grown}
    for unit, name in vocabulary()["labels"].items():
        state = snap.by_code.get(unit.split("-")[0])
        if state and unit in state.units:
            found[unit] = name
    return found


def _name(snap: Snapshot, code: str) -> str:
    """A state's name of the day; a member's with the year where the map tells who joined when."""
    state = snap.by_code[code]
    year = f" {state.acceded.year}" if state.acceded and snap.view.layer == JOINED else ""
    return f"{state.name}{year}"


def _specks(snap: Snapshot) -> list[contract.Speck]:
    known = drawn.sizes(snap.view.area)
    found: list[contract.Speck] = []
    for row in territories_on(snap.view.on):
        size = sqrt(sum(known.get(unit, 0) for unit in row.units))
        if 0 < size < SMALL and row.units[0] in known:
            item = f"territory:{row.territory_id}"
            found.append({"id": item, "unit": row.units[0], "size": round(size, 1)})
    return found


def _borders(snap: Snapshot) -> list[contract.Border]:
    known = {row.border_id for row in record().borders}
    found: list[contract.Border] = []
    for row in borders_on(snap.view.on):
        member, other, border = row.member.iso3, row.neighbour.iso3, f"border:{row.name}"
        if other in drawn.EAST or border == snap.view.focus:
            made: contract.Border = {"sides": (member, other)}
            found.append(made | {"id": border} if border in known else made)
    return found


def doubts(evidence: Evidence) -> list[str]:
    """A line that says how sure the record is, where it is not simply confirmed."""
    told = doubt(evidence.confidence)
    return [told.capitalize()] if told else []


def _stroke(arrow: Arrow, stroke: Stroke) -> contract.Stroke:
    made: contract.Stroke = {
        "curve": [round(float(value), 2) for value in stroke.curve.ravel()],
        "width": stroke.width,
        "dash": stroke.dash,
        "head": stroke.head,
    }
    for leg in arrow.move.legs:
        if leg.leg == stroke.leg:
            made["to"] = leg.destination.iso3
    return made


def _loud(made: tuple[Arrow, ...]) -> frozenset[str]:
    """The moves that are drawn unasked: all if they are few, else the largest headcounts."""
    most = look()["arrows"]["most"]
    if len(made) <= most:
        return frozenset(arrow.move.move_id for arrow in made)
    told = [arrow.move for arrow in made if arrow.move.personnel is not None]
    told.sort(key=lambda move: -(move.personnel or 0))
    return frozenset(move.move_id for move in told[:most])


def _entries(made: tuple[Arrow, ...], loud: frozenset[str]) -> frozenset[str]:
    """The moves at which it says from where they enter: one of each land, that of most people."""
    found: dict[str, tuple[bool, int, str]] = {}
    for arrow in made:
        if arrow.enters is not None:
            move = arrow.move
            here = (move.move_id in loud, move.personnel or 0, move.move_id)
            land = move.legs[0].origin.iso3
            found[land] = max(found.get(land, here), here)
    return frozenset(move for _, _, move in found.values())


def _arrows(snap: Snapshot, made: tuple[Arrow, ...]) -> list[contract.Arrow]:
    loud = _loud(made)
    entries, found = _entries(made, loud), []
    for arrow in made:
        one = _arrow(snap, arrow)
        if arrow.move.move_id not in loud:
            one["quiet"] = True
        if arrow.enters is not None and arrow.move.move_id in entries:
            x, y = (round(float(value), 2) for value in arrow.enters)
            nation = snap.by_code[arrow.move.legs[0].origin.iso3].name
            one["origin"] = {"text": f"from {the(nation)}", "at": (x, y)}
        found.append(one)
    return found


def _arrow(snap: Snapshot, arrow: Arrow) -> contract.Arrow:
    move = arrow.move
    first, item = move.legs[0], f"move:{move.move_id}"
    label = move.label + (" in all" if arrow.in_all else "")
    announced = f"Announced {in_words(move.announced)}: {first.status}"
    made: contract.Arrow = {
        "id": item,
        "number": drawn.numbers(snap)[item],
        "label": label,
        "tip": [label, announced, *doubts(first.evidence)],
        "strokes": [_stroke(arrow, stroke) for stroke in arrow.strokes],
    }
    if arrow.enters is not None and first.origin.lon_lat:
        made["tip"].insert(1, f"From {place_name(first.origin, snap.view.on)}")
    if snap.article and move in snap.article.moves:
        made["own"] = True
        made["tip"].append(vocabulary()["marks"]["move-own"]["name"])
    return made


def _wayless(snap: Snapshot, made: tuple[Arrow, ...]) -> list[contract.Wayless]:
    shown = {f"move:{arrow.move.move_id}" for arrow in made}
    numbers = drawn.numbers(snap).items()
    return [{"id": item, "number": number} for item, number in numbers if item not in shown]


def _groups(snap: Snapshot) -> list[contract.Group]:
    return [
        {
            "id": f"battlegroup:{group.battlegroup_id}",
            "at": _at(snap.view.area, group.place.lon_lat),
            "tip": [
                f"Battlegroup at {group.place.name}",
                f"Framework nation: {snap.by_code[group.framework].name}",
                *doubts(group.evidence),
            ],
        }
        for group in snap.battlegroups
        if group.place.lon_lat
    ]


def _contexts(snap: Snapshot) -> list[contract.Context]:
    return [
        {
            "id": event.event_id,
            "at": _at(snap.view.area, event.lon_lat),
            "tip": [event.line, *event.place, *doubts(event.evidence)],
        }
        for event in drawn.newest_context(snap)
        if event.lon_lat and drawn.on_map(snap.view.area, event.lon_lat)
    ]


def _around(snap: Snapshot, units: dict[str, list[str]]) -> str:
    codes = unique(code for event in drawn.newest_context(snap) for code in event.countries)
    return " ".join(code for code in codes if code in units)


def _middle(snap: Snapshot, code: str) -> tuple[contract.At, bool] | None:
    """Where a country's mark stands, and whether the country itself is on the map."""
    area, state = snap.view.area, snap.by_code.get(code)
    known, all_units = drawn.sizes(area), geometry.units()
    there = [unit for unit in (state.units if state else ()) if unit in known]
    if there:
        unit = all_units.loc[max(there, key=lambda each: known[each])]
        return _at(area, (float(unit["label_x"]), float(unit["label_y"]))), True
    heart = drawn.heart(code)
    if heart is None:
        return None
    if drawn.on_map(area, heart):
        return _at(area, heart), True
    x, y = geometry.project(area, *heart)
    x0, y0, x1, y1 = geometry.AREAS[area].box
    aside = CORNER if not x0 <= x <= x1 else EDGE
    x, y = _within(x, x0, x1, EDGE), _within(y, y0, y1, aside)
    return (round(x, 2), round(y, 2)), False


def _within(at: float, low: float, high: float, share: float) -> float:
    """The nearest place between two ends that keeps a share of the way from both."""
    inset = share * (high - low)
    return min(max(at, low + inset), high - inset)


def _news(snap: Snapshot) -> list[contract.News]:
    """Each event that the words tell, in those of its countries where no later one is marked."""
    found: list[contract.News] = []
    marks: dict[str, contract.News] = {}
    for event in marked(snap):
        told = [event.line, text_in_words(event.day_text)]
        here: contract.News = {"id": event.event_id, "at": [], "tip": told}
        for code in involved(event) or event.countries:
            place = None if code in marks else _middle(snap, code)
            if code in marks:
                marks[code]["tip"].append(", ".join(told))
            elif place and place[1]:
                here["at"].append(place[0])
                marks[code] = here
            elif place:
                name = record().name_on(code, event.day)
                marks[code] = {"id": event.event_id, "at": [place[0]], "tip": told, "name": name}
                found.append(marks[code])
        found += [here] if here["at"] else []
    return found


def _arrow_boxes(made: tuple[Arrow, ...], ids: set[str]) -> Iterator[NDArray[np.float64]]:
    for arrow in made:
        if f"move:{arrow.move.move_id}" in ids:
            points = np.vstack([stroke.curve for stroke in arrow.strokes])
            yield np.hstack([points.min(axis=0), points.max(axis=0)])


def _country_boxes(snap: Snapshot, ids: set[str]) -> Iterator[NDArray[np.float64]]:
    shapes = geometry.projected(snap.view.area)
    borders = {border for border in snap.borders if border in ids}
    sides = {f"country:{row.member}" for row in record().borders if row.border_id in borders}
    x0, y0, x1, y1 = geometry.AREAS[snap.view.area].box
    for state in snap.states:
        units = [unit for unit in state.units if unit in shapes.index]
        if f"country:{state.iso3}" not in ids | sides or not units:
            continue
        parts = shapely.get_parts(shapes[units].array)
        sizes = shapely.area(parts)
        # a rock that the world's edge cuts off lies at the other end of the map
        found = shapely.total_bounds(parts[sizes > ROCK * sizes.max()])
        share = max((found[2] - found[0]) / (x1 - x0), (found[3] - found[1]) / (y1 - y0))
        if share < BROAD:
            yield found


def _group_boxes(snap: Snapshot, ids: set[str]) -> Iterator[NDArray[np.float64]]:
    for group in snap.battlegroups:
        if f"battlegroup:{group.battlegroup_id}" in ids and group.place.lon_lat:
            yield np.tile(geometry.project(snap.view.area, *group.place.lon_lat), 2)


def closeup(snap: Snapshot, made: tuple[Arrow, ...], lit: list[str]) -> Box | None:
    """The box (map units) around what is lit, with some room about it; None for the whole map.

    Arrows say best where something happens; without one countries and marks do.
    """
    ids = set(lit)
    boxes = [*_arrow_boxes(made, ids)] or [*_country_boxes(snap, ids), *_group_boxes(snap, ids)]
    if not boxes:
        return None
    low, high = np.min(boxes, axis=0)[:2], np.max(boxes, axis=0)[2:]
    box = np.array(geometry.AREAS[snap.view.area].box)
    middle, least = (low + high) / 2, np.minimum(LEAST * (box[2:] - box[:2]), ENOUGH)
    half = np.maximum((high - low) * (1 + 2 * MARGIN), least) / 2
    low, high = np.maximum(middle - half, box[:2]), np.minimum(middle + half, box[2:])
    x0, y0, x1, y1 = (round(float(value), 1) for value in (*low, *high))
    return x0, y0, x1, y1


def frame(snap: Snapshot, theme: str = "light", *, follow: bool = False) -> contract.Frame:
    """What is painted for a snapshot; `theme` is "light" or "dark".

    `follow`: the map goes to what the view's focus lights up.
    """
    view, texts = snap.view, vocabulary()["texts"]
    made = arrows(view.area, snap.moves)
    units, upon = _units(snap), drawn.annexed(snap)
    x0, y0, x1, y1 = geometry.AREAS[view.area].box
    painted: contract.Frame = {
        "view": [f"{name}={value}" for name, value in view.params().items()],
        "area": view.area,
        "theme": theme,
        "shape": round((y1 - y0) / (x1 - x0), 3),
        "fills": _fills(snap),
        "names": {c: upon[c].place if c in upon else _name(snap, c) for c in units},
        "ranks": _together((str(_rank(snap, code)), code) for code in units),
        "units": {code: " ".join(some) for code, some in units.items() if some != [code]},
        "upon": " ".join(code for code in upon if code in units),
        "tips": _together(_tips(snap)),
        "points": _points(snap),
        "labels": _labels(snap),
        "rank": COVERED if view.layer == "article6" else PART,
        "borders": _borders(snap),
        "arrows": _arrows(snap, made),
        "wayless": _wayless(snap, made),
        "groups": _groups(snap),
        "contexts": _contexts(snap),
        "around": _around(snap, units),
        "news": _news(snap),
        "lit": drawn.lit(snap),
        "trouble": texts["no-geometry"],
    }
    if near := look()["narrow"].get(view.area):
        painted["near"] = near
    if view.layer == "article6":
        painted["specks"] = _specks(snap)
    if view.layer != "membership":
        painted["says"] = {key: looks()[key]["name"] for key in painted["fills"]}
    if view.country:
        painted["only"] = view.country
    if follow:
        painted["to"] = [*(closeup(snap, made, painted["lit"]) or ())]
    return painted
