"""The whole record in words: Articles 4 and 5, the ledger of moves, battlegroups, borders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo_data.days import in_words, text_in_words
from geo_data.english import capital, count_word, counted, grouped, in_a_row, the
from geo_data.history.article6 import territories_on
from geo_data.history.borders import borders_on
from geo_data.history.ledger import Entry, Group
from geo_data.history.totals import (
    ALERT,
    ANNOUNCED,
    CARRIED_OUT,
    NATION,
    NOT_CONFIRMED,
    Totals,
    against_the_pentagon,
    heads,
    totals,
)
from geo_data.prose import rows
from geo_data.prose.changes import stand
from geo_data.prose.sentences import Sentence, first_sources
from geo_data.tables.alliance import COVER, Territory
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

Cell = str | Sentence
Row = tuple[Cell, ...]

MARKS = {CARRIED_OUT: "●", ANNOUNCED: "○", NOT_CONFIRMED: "?", ALERT: "△"}
"""How far a leg is known to have been carried out, told by form beside the word."""

OURS = "memory"
"""The confidence of what rests on the text of the Treaty as we read it."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Legs of a ledger that belong together: how many, in a line; `joint`: what is not summed."""

    title: str
    counted: str
    joint: str
    legs: tuple[Sentence, ...]


def consultations() -> list[tuple[Sentence, list[Sentence]]]:
    """Every use of Article 4, by the day it was asked for, with its requesters one by one."""
    return [
        (rows.consultation(row), [rows.requester(row, r, "day not known") for r in row.requesters])
        for row in sorted(record().consultations, key=lambda row: row.requested)
    ]


def reach_of_article4(on: date) -> str:
    """How many consultations there were up to a day, of all on record."""
    found = record().consultations
    before = sum(row.requested <= on for row in found)
    many = "all" if before == len(found) else count_word(before) if before else "none"
    until = in_words(record().checked_until)
    return f"All that are on record up to {until}, {many} of them up to {in_words(on)}."


def invocations() -> str:
    """How many uses of Article 5 there were."""
    return counted(len(record().invocations), "invocation", "invocations")


def reach_of_moves() -> str:
    """Which days the ledger has moves of."""
    days = [leg.announced for move in record().moves for leg in move.legs]
    return (
        f"The record has moves announced from {in_words(min(days))} to {in_words(max(days))} and "
        "of no other time: before and after, nothing was collected."
    )


def ledger_head(legs: Sequence[Entry], window: str) -> str:
    """How many moves were announced in a window, and what their marks mean."""
    if not legs:
        return f"No move was announced {window}."
    count = len({move.move_id for move, _ in legs})
    key = in_a_row(f"{sign} {word}" for word, sign in MARKS.items())
    return (
        f"{capital(counted(count, 'move', 'moves'))} with {counted(len(legs), 'part', 'parts')} "
        f"announced {window}: {key}."
    )


def orders(group: Group) -> Orders:
    """A group of the ledger."""
    count = len(group.legs)
    parts = [f"{count} {'part' if count == 1 else 'parts'}"]
    parts += [f"{MARKS[word]} {number} {word}" for word, number in group.words.items()]
    if group.total is not None:
        new = f", {group.net_new:,} of them new US troops in Europe" if group.net_new else ""
        parts.append(f"{group.total:,} people{new}")
    joint = in_a_row(map(rows.move_in_short, group.joint))
    why = "Not in the number, because it is given for several countries together"
    return Orders(
        group.title,
        " · ".join(parts),
        f"{why}: {joint}." if joint else "",
        tuple(replace(rows.leg(move, leg), when="") for move, leg in group.legs),
    )


def running(first: date, final: Totals) -> list[tuple[date, int, Totals]]:
    """The days on which US troops new in Europe were announced: how many, and the total so far."""
    days = sorted({move.announced for move in final.counted})
    return [(day, totals(day, day).net_new_personnel, totals(first, day)) for day in days]


def left_out(first: date, last: date, final: Totals) -> Iterator[Sentence]:
    """What the totals of some days leave out, and why."""
    unknown = [
        move
        for move in record().moves
        if move.nation == NATION and not move.legs[0].net_new
        if first <= move.announced <= last and move.personnel is not None
    ]
    why = "Left out, because it is not known whether they are new in Europe"
    for reason, moves in (
        ("Left out, because no number of people was given", final.left_out),
        (f"{why} ({heads(unknown):,} people)", unknown),
    ):
        if moves:
            ids = first_sources(move.legs[0].evidence for move in moves)
            text = f"{reason}: {in_a_row(map(rows.move_in_short, moves))}."
            yield Sentence(text, Evidence(ids, "confirmed"))


def beside_the_pentagon(on: date) -> list[Row]:
    """Numbers given for several orders, beside the sum of the orders on record."""
    return [
        (
            in_words(row.published.day),
            f"{row.published.personnel:,}",
            f"{row.ours:,}",
            f"{row.difference:+,}".replace("-", "−") if row.difference else "none",
            f"{row.net_new:,}",
            Sentence(row.published.sentence, row.published.evidence),
        )
        for row in against_the_pentagon()
        if row.published.day <= on
    ]


def battlegroups_on(on: date) -> str:
    """How many battlegroups stand on a day."""
    return f"{capital(stand(on))} on {in_words(on)}"


def battlegroups(on: date) -> Iterator[Row]:
    """Battlegroups by host, one row a framework nation; those that stand on the day first."""
    known = record()
    for row in sorted(known.battlegroups, key=lambda row: (not row.stands_on(on), row.since)):
        host, lead = (known.name_on(code, max(on, row.since)) for code in (row.host, row.framework))
        since, focus = text_in_words(row.since_text), f"battlegroup:{row.battlegroup_id}"
        period = f"{since}{rows.until(row.until)}" if row.until else f"since {since}"
        yield (
            Sentence(f"{host}, {row.place.name}", focus=focus, label=f"Battlegroup in {the(host)}"),
            "the host itself" if row.host == row.framework else lead,
            Sentence(period, day=row.since),
            "yes" if row.stands_on(on) else "no",
            Sentence(row.note, row.evidence),
        )


def borders(on: date) -> Iterator[Row]:
    """Members' borders with Russia, Belarus and Ukraine, measured beside published."""
    for border in borders_on(on):
        name, row = rows.sides(border, on), border.published
        note = row.note if row else capital(rows.in_print(border))
        yield (
            Sentence(name, focus=border.focus, label=f"border {name}"),
            f"{border.length_km:,.0f}\N{NO-BREAK SPACE}km",
            _km(row.length_km) if row else "none known",
            _km(row.length_alt_km) if row and row.length_alt_km else "",
            Sentence(note, border.evidence),
        )


def _km(number: str) -> str:
    return f"{grouped(number)}\N{NO-BREAK SPACE}km"


def territories(on: date) -> Iterator[tuple[str, str, list[tuple[Territory, str, Sentence]]]]:
    """The territories that Article 6 speaks of, by whether it covers them, each with its days."""
    for cover in COVER:
        found = [row for row in territories_on(on) if row.cover == cover]
        ours = sum(row.evidence.confidence == OURS for row in found)
        reading = f", {count_word(ours)} of them by our reading alone" if ours else ""
        many = counted(len(found), "territory", "territories")
        title = f"{cover.capitalize()}{' or unclear' if cover == COVER[-1] else ''}"
        ways = (Sentence(row.name, focus=f"country:{row.members[0]}") for row in found)
        days = (rows.days_of(row.period, on) for row in found)
        yield title, f"{many}{reading}", list(zip(found, days, ways, strict=True))
