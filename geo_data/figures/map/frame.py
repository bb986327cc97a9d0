"""The frame: the little that must be painted for a snapshot, as plain JSON values.

Python decides here who has which look and which words; the browser only paints.
"""

from typing import Any

from geo_data import geometry
from geo_data.days import in_words
from geo_data.figures.look import look
from geo_data.figures.map import article6 as article6_ground
from geo_data.figures.map import territory
from geo_data.figures.map.arrows import Arrow, Stroke, arrows
from geo_data.figures.map.closeup import closeup
from geo_data.history.events import place_name
from geo_data.history.membership import GREW, MEMBER, OUTSIDE, SIGNATORY, ways_on
from geo_data.history.snapshot import Snapshot, StateOfDay
from geo_data.prose.sentences import doubt
from geo_data.prose.vocabulary import vocabulary
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

LABEL_AT = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where along a curve its label may stand, best first."""

WAYS = {MEMBER: "member", GREW: "member", OUTSIDE: "member-outside", SIGNATORY: "signatory"}
"""A way of belonging to the Alliance, and the look that shows it."""

HELD = "held"
KEY_STATES = ("RUS", "SUN", "UKR", "BLR")
RANKS = {"asked": 1, "key": 2, "member": 3, "other": 5, "territory": territory.QUIET}
OWN, TERRITORY = 2, 4
"""Ranks of names of ground that is no state of its own: Kaliningrad, and all of Article 6."""

Json = dict[str, Any]


def standing(snap: Snapshot, state: StateOfDay) -> str:
    """The look of a state: a key of look.toml's standings."""
    if state.iso3 in territory.EAST:
        return territory.EAST[state.iso3]
    on_record, named = state.iso3 in snap.asked, state.iso3 in snap.named
    if on_record and named:
        return "asked"
    if on_record:
        return "asked-record" if state.iso3 in snap.beside_named else "asked-plain"
    if named:
        return "asked-article"
    return WAYS.get(ways_on(snap.view.on).get(state.iso3, ""), "pale")


def _held(state: StateOfDay, holder: str) -> str:
    """The look of a territory whose holder has the look `holder`."""
    colony = state.row.holding in look()["standings"][HELD]["holdings"]
    return HELD if colony and holder not in ("pale", *territory.EAST.values()) else holder


def _belongs(snap: Snapshot, state: StateOfDay) -> bool:
    """Whether it is a member, or has signed the Treaty."""
    return state.iso3 in ways_on(snap.view.on)


def fills(snap: Snapshot) -> dict[str, list[str]]:
    """Standing to unit codes; what belongs to a member has its fill, a colony one of its own."""
    if snap.view.layer == "article6":
        return article6_ground.fills(snap)
    found: dict[str, list[str]] = {}
    for state in snap.states:
        owners = [snap.by_code[code] for code in state.holders if code in snap.by_code]
        look_of = standing(snap, state)
        if owners and not _belongs(snap, state):
            look_of = _held(state, standing(snap, owners[0]))
        found.setdefault(look_of, []).extend(state.units)
    found.pop("pale", None)
    return found


def _drawn_fills(snap: Snapshot) -> dict[str, str]:
    """Each standing with the units of it that the area's map has, a space between."""
    known = territory.sizes(snap.view.area)
    drawn = ((name, [u for u in units if u in known]) for name, units in fills(snap).items())
    return {name: " ".join(units) for name, units in drawn if units}


def _rank(snap: Snapshot, state: StateOfDay) -> int:
    if f"country:{state.iso3}" == snap.view.focus or state.iso3 == snap.view.country:
        return 0
    if standing(snap, state).startswith("asked"):
        return RANKS["asked"]
    if state.iso3 in KEY_STATES:
        return RANKS["key"]
    if _belongs(snap, state):
        return RANKS["member"]
    return RANKS["territory"] if state.holders else RANKS["other"]


def states(snap: Snapshot) -> list[list[Any]]:
    """One row a state on the map: code, name of the day, rank of its label, perhaps units."""
    known = territory.sizes(snap.view.area)
    return [
        [s.iso3, s.name, _rank(snap, s), *territory.more_units(s, known)]
        for s in snap.states
        if any(unit in known for unit in s.units)
    ]


def _labels(snap: Snapshot) -> dict[str, str]:
    """Names of ground that is no state of its own, by the unit that is named."""
    more = article6_ground.labels(snap) if snap.view.layer == "article6" else {}
    return more | territory.labels(snap)


def _tips(snap: Snapshot) -> list[list[str]]:
    """Lines of the tooltips, each with the codes of the states that have it."""
    lines: dict[str, list[str]] = {}
    for state in snap.states:
        if state.acceded:
            lines.setdefault(f"Member since {in_words(state.acceded)}", []).append(state.iso3)
        look_of = standing(snap, state)
        if look_of.startswith("asked") or look_of in (WAYS[OUTSIDE], WAYS[SIGNATORY]):
            text = vocabulary()["looks"][look_of]["name"]
            lines.setdefault(text, []).append(state.iso3)
    if codes := [*territory.annexed(snap)]:
        lines[vocabulary()["looks"]["annexed"]["name"]] = codes
    return [[text, " ".join(codes)] for text, codes in lines.items()]


def doubts(evidence: Evidence) -> list[str]:
    """A line that says how sure the record is, where it is not simply confirmed."""
    told = doubt(evidence.confidence)
    return [told.capitalize()] if told else []


def _stroke(stroke: Stroke) -> Json:
    return {
        "p": [round(float(value), 2) for value in stroke.curve.ravel()],
        "w": stroke.width,
        "d": stroke.dash,
        "h": stroke.head,
    }


def _arrow(snap: Snapshot, arrow: Arrow, number: int) -> Json:
    move = arrow.move
    first = move.legs[0]
    label = move.label + (" in all" if arrow.in_all else "")
    drawn: Json = {
        "id": f"move:{move.move_id}",
        "n": number,
        "label": label,
        "tip": [
            label,
            f"Announced {in_words(move.announced)}: {first.status}",
            *doubts(first.evidence),
        ],
        "s": [_stroke(stroke) for stroke in arrow.strokes],
    }
    if snap.article and move in snap.article.moves:
        drawn["own"] = 1
        drawn["tip"].append(vocabulary()["marks"]["move-own"]["name"])
    if arrow.enters is not None:
        where = place_name(record(), first.origin, snap.view.on)
        nation = snap.by_code[first.origin.iso3].name
        drawn["from"] = {
            "text": f"from {where}" if where == nation else f"from {where}, {nation}",
            "at": [round(float(value), 2) for value in arrow.enters],
        }
    return drawn


def _battlegroups(snap: Snapshot) -> list[Json]:
    found = []
    for group in snap.battlegroups:
        if group.place.lon_lat is None:
            continue
        lead = snap.by_code[group.framework].name
        found.append(
            {
                "id": f"battlegroup:{group.battlegroup_id}",
                "at": [round(v, 2) for v in geometry.project(snap.view.area, *group.place.lon_lat)],
                "tip": [
                    f"Battlegroup at {group.place.name}",
                    f"Framework nation: {lead}",
                    *doubts(group.evidence),
                ],
            }
        )
    return found


def numbered(snap: Snapshot) -> dict[str, int]:
    """The number that keys each move of the window to the list, from 1, by event id."""
    return {f"move:{move.move_id}": n for n, (move, _) in enumerate(snap.moves, start=1)}


def lit(snap: Snapshot) -> list[str]:
    """The ids of what the reader's focus lights up."""
    focus = snap.view.focus or ""
    fact = snap.article.by_id.get(focus) if snap.article else None
    if fact and snap.article:
        own = (f"move:{m.move_id}" for m in snap.article.moves if fact.fact_id in m.fact_ids)
        return [*fact.record_ids, *own, *(f"country:{iso3}" for iso3 in fact.countries)]
    if ground := article6_ground.territory(snap):
        return [focus, *(f"unit:{unit}" for unit in ground.units)]
    event = snap.focused
    if event and event.kind != "move":
        return [focus, *(f"country:{iso3}" for iso3 in event.countries)]
    return [focus] if focus else []


def _shape(area: str) -> float:
    """Height over width of an area's map."""
    x0, y0, x1, y1 = geometry.AREAS[area].box
    return round((y1 - y0) / (x1 - x0), 3)


def frame(snap: Snapshot, theme: str = "light", *, follow: bool = False) -> Json:
    """What map.js paints for a snapshot; `theme` is "light" or "dark".

    `follow`: the map goes to what the view's focus lights up.
    """
    numbers = numbered(snap)
    drawn = arrows(snap.view.area, snap.moves)
    painted: Json = {
        # two views never have the same frame, even where they look alike
        "view": [f"{name}={value}" for name, value in snap.view.params().items()],
        "area": snap.view.area,
        "theme": theme,
        "shape": _shape(snap.view.area),
        "fills": _drawn_fills(snap),
        "states": states(snap),
        "tips": _tips(snap),
        "over": territory.over(snap),
        "points": [territory.point(snap, row) for row in territory.points(snap)],
        "labels": _labels(snap),
        "own": TERRITORY if snap.view.layer == "article6" else OWN,
        "borders": territory.borders(snap),
        "arrows": [_arrow(snap, a, numbers[f"move:{a.move.move_id}"]) for a in drawn],
        "at": LABEL_AT,
        "groups": _battlegroups(snap),
        "lit": lit(snap),
        "unknown": vocabulary()["texts"]["no-row"],
        "trouble": vocabulary()["texts"]["no-geometry"],
    }
    if near := look()["narrow"].get(snap.view.area):
        painted["near"] = near
    if snap.view.layer == "article6":
        looks = vocabulary()["looks"]
        painted["says"] = {name: looks[name]["name"] for name in painted["fills"]}
        painted["specks"] = article6_ground.specks(snap)
    if snap.view.country:
        painted["only"] = snap.view.country
    if follow:
        painted["to"] = closeup(snap, drawn, painted["lit"]) or []
    return painted
