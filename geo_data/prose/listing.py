"""Everything on the map as lists of links, to go through by keyboard."""

from collections.abc import Iterable, Mapping

from geo_data import geometry
from geo_data.english import in_a_row, the
from geo_data.history.article6 import territories_on
from geo_data.history.borders import borders_on
from geo_data.history.drawn import COVERS, annexed, points
from geo_data.history.drawn import looks as looks_of
from geo_data.history.drawn import numbers as numbers_of
from geo_data.history.snapshot import Snapshot, russia_on
from geo_data.prose import rows
from geo_data.prose.sentences import Group, Sentence, of_event, pointer
from geo_data.prose.vocabulary import vocabulary
from geo_data.tables.record import record

OTHERS = ("accession", "consultation", "invocation", "battlegroup", "milestone", "statement")


def _groups(found: Mapping[str, Iterable[Sentence]]) -> tuple[Group, ...]:
    """Sentences under their titles; a title without any is left out."""
    groups = (Group(title, tuple(sentences)) for title, sentences in found.items())
    return tuple(group for group in groups if group.sentences)


def _events(snap: Snapshot, *kinds: str) -> list[Sentence]:
    numbers = numbers_of(snap)
    found = (event for event in snap.events if event.kind in kinds)
    return [of_event(event, numbers.get(event.event_id)) for event in found]


def everything(snap: Snapshot) -> tuple[Group, ...]:
    """Everything on the map, to go through by keyboard; empty groups are left out."""
    return happenings(snap) + places(snap)


def moves(snap: Snapshot) -> tuple[Group, ...]:
    """The window's moves, by the numbers that the map has."""
    return _groups({"Force moves": _events(snap, "move")})


def happenings(snap: Snapshot) -> tuple[Group, ...]:
    """The window's events."""
    return moves(snap) + _groups({"Also in these days": _events(snap, *OTHERS)})


def places(snap: Snapshot) -> tuple[Group, ...]:
    """What stands on the day: countries by look, borders, battlegroups."""
    on, looks = snap.view.on, vocabulary()["looks"]
    if snap.view.layer == "article6":
        found: dict[str, list[Sentence]] = {looks[name]["name"]: [] for name in COVERS.values()}
        for row in territories_on(on):
            focus = f"territory:{row.territory_id}"
            found[looks[COVERS[row.cover]]["name"]].append(pointer(row.name, focus))
        return _groups(found)
    found = {rule["name"]: [] for rule in looks.values()}
    held, drawn = [], geometry.projected(snap.view.area).index
    for state in sorted(snap.states, key=lambda s: s.name):
        focus, seen = f"country:{state.iso3}", any(unit in drawn for unit in state.units)
        look_of = looks_of(snap)[state.iso3]
        if state.holders and seen:
            by = in_a_row(record().name_on(code, on) for code in state.holders)
            held.append(pointer(f"{state.name} ({by})", focus))
        elif not state.holders and (seen or look_of != "pale"):
            found[looks[look_of]["name"]].append(pointer(state.name, focus))
    found[looks["annexed"]["name"]] = [
        pointer(row.place, f"country:{code}") for code, row in annexed(snap).items()
    ]
    east = russia_on(on).iso3
    return _groups(
        {
            **found,
            vocabulary()["texts"]["territories"]: held,
            vocabulary()["marks"]["point"]["name"]: [
                pointer(snap.by_code[row.iso3].name, f"country:{row.iso3}") for row in points(snap)
            ],
            f"Borders with {the(snap.by_code[east].name)}": [
                pointer(rows.sides(border, on), rows.focus_of(border))
                for border in borders_on(on)
                if border.neighbour.iso3 == east
            ],
            "Battlegroups standing": [
                pointer(
                    f"{snap.by_code[group.host].name}: {group.place.name}",
                    f"battlegroup:{group.battlegroup_id}",
                )
                for group in snap.battlegroups
            ],
        }
    )
