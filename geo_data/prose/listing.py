"""Everything on the map as lists of links, to go through by keyboard."""

from collections.abc import Iterable

from geo_data import geometry
from geo_data.english import in_a_row, the
from geo_data.figures.map.article6 import LOOKS
from geo_data.figures.map.frame import numbered, standing
from geo_data.figures.map.territory import annexed, points
from geo_data.history.article6 import standing_on
from geo_data.history.borders import borders_on
from geo_data.history.snapshot import Snapshot, StateOfDay, russia_on
from geo_data.prose.sentences import Group, of_event, pointer
from geo_data.prose.vocabulary import vocabulary
from geo_data.tables.record import record


def _date_group(snap: Snapshot, title: str, kinds: set[str]) -> Group:
    numbers = numbered(snap)
    return Group(
        title,
        tuple(
            of_event(event, numbers.get(event.event_id))
            for event in snap.events
            if event.kind in kinds
        ),
    )


def everything(snap: Snapshot) -> tuple[Group, ...]:
    """Everything on the map, to go through by keyboard; empty groups are left out."""
    return happenings(snap) + places(snap)


def moves(snap: Snapshot) -> tuple[Group, ...]:
    """The window's moves, by the numbers that the map has."""
    group = _date_group(snap, "Force moves", {"move"})
    return (group,) if group.sentences else ()


def happenings(snap: Snapshot) -> tuple[Group, ...]:
    """The window's events."""
    groups = [
        *moves(snap),
        _date_group(
            snap,
            "Also in these days",
            {"accession", "consultation", "invocation", "battlegroup", "milestone", "statement"},
        ),
    ]
    return tuple(group for group in groups if group.sentences)


def places(snap: Snapshot) -> tuple[Group, ...]:
    """What stands on the day: countries by look, borders, battlegroups."""
    if snap.view.layer == "article6":
        return _territories(snap)
    looks, drawn = vocabulary()["looks"], geometry.projected(snap.view.area).index
    by_look: dict[str, list[tuple[str, str]]] = {name: [] for name in looks}
    by_name = sorted(snap.states, key=lambda s: s.name)
    for state in by_name:
        look_of = standing(snap, state)
        seen = look_of != "pale" or any(unit in drawn for unit in state.units)
        if seen and not state.holders:
            by_look[look_of].append((state.name, f"country:{state.iso3}"))
    by_look["annexed"] = [(row.place, f"country:{c}") for c, row in annexed(snap).items()]
    held = (
        (f"{state.name} ({in_a_row(_holders(snap, state))})", f"country:{state.iso3}")
        for state in by_name
        if state.holders and any(unit in drawn for unit in state.units)
    )
    marked = ((snap.by_code[r.iso3].name, f"country:{r.iso3}") for r in points(snap))
    east = russia_on(snap.view.on).iso3
    borders = (
        (
            f"{snap.by_code[row.member.iso3].name} – {snap.by_code[east].name}",
            row.published.border_id if row.published else f"country:{row.member.iso3}",
        )
        for row in borders_on(snap.view.on)
        if row.neighbour.iso3 == east
    )
    groups = (
        *(_named(looks[name]["name"], named) for name, named in by_look.items()),
        _named(vocabulary()["texts"]["territories"], held),
        _named(vocabulary()["marks"]["point"]["name"], marked),
        _named(f"Borders with {the(snap.by_code[east].name)}", borders),
        _named(
            "Battlegroups standing",
            (
                (f"{snap.by_code[g.host].name}: {g.place.name}", f"battlegroup:{g.battlegroup_id}")
                for g in snap.battlegroups
            ),
        ),
    )
    return tuple(group for group in groups if group.sentences)


def _territories(snap: Snapshot) -> tuple[Group, ...]:
    """What Article 6 speaks of, by whether it covers it."""
    found = standing_on(snap.view.on)
    groups = (
        _named(
            vocabulary()["looks"][name]["name"],
            (
                (row.name, f"territory:{row.territory_id}")
                for row in found
                if row.standing == standing
            ),
        )
        for standing, name in LOOKS.items()
    )
    return tuple(group for group in groups if group.sentences)


def _holders(snap: Snapshot, state: StateOfDay) -> tuple[str, ...]:
    return tuple(record().name_on(code, snap.view.on) for code in state.holders)


def _named(title: str, named: Iterable[tuple[str, str]]) -> Group:
    return Group(title, tuple(pointer(text, focus) for text, focus in named))
