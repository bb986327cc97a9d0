"""Tables that the command line prints: what stands on a day, what was announced in a window."""

from collections.abc import Callable, Iterable
from datetime import date

from geo_data.history.article6 import territories_on
from geo_data.history.borders import borders_on
from geo_data.history.totals import totals
from geo_data.prose.changes import changes
from geo_data.tables.record import record

COLUMNS = {
    "members": "iso3,name,acceded",
    "article6": "territory,member_iso3,standing,reason,source",
    "battlegroups": "host_iso3,framework_iso3,place,since",
    "moves": "move_id,leg,day,from_place,from_iso3,to_place,to_iso3,unit,personnel,equipment,"
    "status,net_new",
    "borders": "member_iso3,neighbour_iso3,length_km,published_km,source",
    "changes": "day,kind,what,source",
    "totals": "net_new_personnel,counted_moves,left_out",
}
Rows = Iterable[tuple[object, ...]]


def members(on: date) -> Rows:
    """The members at the end of the day, by code."""
    known = record()
    found = known.members_on(on)
    return ((iso3, known.name_on(iso3, on), found[iso3].day) for iso3 in sorted(found))


def article6(on: date) -> Rows:
    """The territories in and out of the area of Article 6 at the end of the day, by name."""
    return (
        (
            row.name,
            ";".join(row.members),
            row.standing,
            row.reason,
            ";".join(row.evidence.source_ids),
        )
        for row in territories_on(on)
    )


def battlegroups(on: date) -> Rows:
    """The battlegroups that stand at the end of the day, by host; `since` as it is stored."""
    return sorted(
        (row.host, row.framework, row.place.name, row.since_text)
        for row in record().battlegroups
        if row.stands_on(on)
    )


def borders(on: date) -> Rows:
    """Members' borders with Russia, Belarus and Ukraine at the end of the day, by member."""
    return (
        (
            border.member.iso3,
            border.neighbour.iso3,
            f"{border.length_km:.1f}",
            border.published_km,
            ";".join(border.source_ids),
        )
        for border in borders_on(on)
    )


def moves(first: date, last: date) -> Rows:
    """The legs announced in the window, by move; a headcount stands on leg 1 alone."""
    rows = (
        (
            move.move_id,
            leg.leg,
            leg.announced,
            leg.origin.name,
            leg.origin.iso3,
            leg.destination.name,
            leg.destination.iso3,
            leg.unit,
            move.personnel if leg.leg == 1 and move.personnel is not None else "",
            leg.equipment,
            leg.status,
            leg.net_new,
        )
        for move in record().moves
        for leg in move.legs
        if first <= leg.announced <= last
    )
    return sorted(rows, key=lambda row: (row[0], row[2], row[1]))


def changed(first: date, last: date) -> Rows:
    """What changed after the end of the first day up to the last, by day as it is stored."""
    return sorted(
        (change.day_text, change.kind, change.what, ";".join(change.evidence.source_ids))
        for change in changes(first, last).found
    )


def running_totals(first: date, last: date) -> Rows:
    """US troops new in Europe that were announced in the window: one row."""
    found = totals(first, last)
    return [(found.net_new_personnel, found.counted, found.left_out)]


ON_DAY: dict[str, Callable[[date], Rows]] = {
    "members": members,
    "article6": article6,
    "battlegroups": battlegroups,
    "borders": borders,
}
IN_WINDOW: dict[str, Callable[[date, date], Rows]] = {
    "moves": moves,
    "totals": running_totals,
    "changes": changed,
}
