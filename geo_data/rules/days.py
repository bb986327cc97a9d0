"""Days lie within what the record speaks for, periods run forwards, and no sentence runs ahead.

What names a row of another table is dated as that row is.
"""

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from geo_data.days import FIRST_DAY, ONE_DAY
from geo_data.rules.book import Book, Fault, Row
from geo_data.tables.articles import UNCOMPARED
from geo_data.tables.cell_rules import DAY, DAY_OR_MONTH, EVER, TEXT
from geo_data.tables.columns import by_value
from geo_data.tables.record import BY_NAME

IN_ORDER = {
    "states": ("valid_from", "valid_to"),
    "names": ("from", "to"),
    "standings": ("valid_from", "valid_to"),
    "not_drawn": ("valid_from", "valid_to"),
    "membership": ("signed", "protocol_signed", "acceded"),
    "membership_notes": ("date", "end_date"),
    "consultations": ("date_requested", "date_held"),
    "invocations": ("date_attack", "date_invoked", "date_confirmed", "date_measures"),
    "battlegroups": ("since", "until"),
    "borders": ("member_since", "border_with_nato_from"),
    "milestones": ("date", "end_date"),
    "context": ("date", "end_date"),
}
"""Columns whose days follow one another, as far as they are known."""

NO_OVERLAP = {
    "states": ("iso3", "valid_from", "valid_to"),
    "names": ("iso3", "from", "to"),
    "battlegroups": ("host_iso3", "since", "until"),
}
"""Tables with one row at a time for each value of the first column."""

ONE_A_DAY = {
    "article6": ("territory_id", "made_of"),
    "integration": ("iso3",),
    "warsaw_pact": ("iso3",),
}
"""Columns each of whose values has one row a day."""

OWN_DAY = {
    "membership": "acceded",
    "invocations": "date_invoked",
    "borders": "border_with_nato_from",
}
"""Where a row is told from another day on than the first that it has."""

UNTOLD = {("invocations", "operations"), ("invocations", "status")}
"""Texts that no story has."""

_MONTHS = list(month_name)
_NAMED = re.compile(
    rf"(?:(?:([1-9]\d?+) )?+({'|'.join(_MONTHS[1:])}) )?+\b((?:19|20)\d\d)\b", re.ASCII
)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?”\"]) (?=[^a-z\d])")


def within_record(book: Book) -> Iterator[Fault]:
    """No day before the Treaty was signed, none after the last day that was checked.

    Sources are exempt: when something was published is no event of the record.
    """
    for table, rows in book.checked:
        if table.name == "sources":
            continue
        columns = [c.name for c in table.columns if c.rule in (DAY, DAY_OR_MONTH)]
        for row in rows:
            for column in columns:
                day = row.day(column)
                if day and day < FIRST_DAY:
                    yield row.fault(column, f"not before {FIRST_DAY}, the day of the Treaty")
                if day and book.checked_until and day > book.checked_until:
                    yield row.fault(column, f"not after checked_until, {book.checked_until}")


def in_order(book: Book) -> Iterator[Fault]:
    """A later step is not dated before an earlier one."""
    for name, columns in IN_ORDER.items():
        yield from _forwards(book.rows(name), columns)


def no_overlap(book: Book) -> Iterator[Fault]:
    """Periods of the same state, or of battlegroups with the same host, do not overlap."""
    for name, columns in NO_OVERLAP.items():
        yield from _one_a_day(book.rows(name), *columns)


def periods(book: Book) -> Iterator[Fault]:
    """A territory, a unit and a state's way of belonging have one row a day, dated forwards."""
    for name, columns in ONE_A_DAY.items():
        yield from _forwards(book.rows(name), ("valid_from", "valid_to"))
        for column in columns:
            yield from _one_a_day(book.rows(name), column, "valid_from", "valid_to")


def on_record(book: Book) -> Iterator[Fault]:
    """A fact's day on record is one of a row that it names."""
    for row in book.article.facts:
        if row["verdict"] not in UNCOMPARED:
            yield from _within(book, row, "day_on_record", "record_ids")


def restated(book: Book) -> Iterator[Fault]:
    """A milestone that restates rows of other tables is dated as one of them is."""
    for row in book.rows("milestones"):
        yield from _within(book, row, "date", "same_as")


def told_later(book: Book) -> Iterator[Fault]:
    """A sentence that names a later day than its row's own is one of told_later.csv."""
    if book.tables.keys() - book.whole:
        return
    later = {row["sentence"]: row for row in book.rows("told_later")}
    said = set()
    for row, own, column, sentence in _sentences(book):
        said.add(sentence)
        if latest_named(sentence) > own and sentence not in later:
            yield row.fault(column, "in told_later.csv, for it names a later day", sentence)
    for sentence, row in later.items():
        if sentence not in said:
            yield row.fault("sentence", "a sentence of another table, word for word")
        day, named = row.day("told_from"), latest_named(sentence)
        if day and day < named:
            yield row.fault("told_from", f"not before {named}, which the sentence names")


def _sentences(book: Book) -> Iterator[tuple[Row, date, str, str]]:
    """Every sentence that a story may have: its row, the row's own day, column, and words."""
    for name, rows in book.tables.items():
        if name == "told_later":
            continue
        columns = BY_NAME[name].columns
        dated = [c.name for c in columns if c.rule in (DAY, EVER, DAY_OR_MONTH)]
        days = [OWN_DAY[name]] if name in OWN_DAY else dated
        texts = [c.name for c in columns if c.rule is TEXT and (name, c.name) not in UNTOLD]
        for row in rows:
            own = next(filter(None, map(row.day, days)), date.max)
            for column in texts:
                for sentence in _BETWEEN_SENTENCES.split(row[column]):
                    yield row, own, column, sentence


def latest_named(sentence: str) -> date:
    """The latest day that a sentence names, a month or a year by its first; date.min if none."""
    days = [date.min]
    for day, month, year in _NAMED.findall(sentence):
        first = date(int(year), max(_MONTHS.index(month), 1), 1)
        days.append(first + (int(day or 1) - 1) * ONE_DAY)
    return max(days)


def _forwards(rows: list[Row], columns: tuple[str, ...]) -> Iterator[Fault]:
    """Days of a row that follow one another, as far as they are known."""
    for row in rows:
        known = [(column, day) for column in columns if (day := row.day(column))]
        for (before, first), (after, then) in pairwise(known):
            if then < first:
                yield row.fault(after, f"not before {before}, {row[before]}")


def _one_a_day(rows: list[Row], key: str, start: str, end: str) -> Iterator[Fault]:
    """One row at a time for each value that the column `key` has."""
    dated = [(day, row) for row in rows if (day := row.day(start))]
    dated.sort(key=lambda pair: pair[0])
    each = [(value, day, row) for day, row in dated for value in row.values(key)]
    for value, found in by_value(each, lambda one: one[0]).items():
        for (_, _, row), (_, first, later) in pairwise(found):
            if first <= (row.day(end) or date.max):
                until = row[end] or "today"
                rule = f"after the period of {value} in row {row.line}, which lasts to {until}"
                yield later.fault(start, rule)


def _within(book: Book, row: Row, column: str, ids: str) -> Iterator[Fault]:
    """The day in a column lies within those of a row that the column `ids` names."""
    day = row.day(column)
    named = [span for each in row.values(ids) if (span := book.spans.get(each))]
    if day and named and not any(first <= day <= last for first, last in named):
        yield row.fault(column, f"within the days of a row in {ids}")
