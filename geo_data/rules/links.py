"""The ids that links use, each with its days: every one is unique, and what a cell names exists."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from geo_data.rules.book import Book, Fault, Row
from geo_data.tables.columns import Table

Span = tuple[date, date] | None
"""First and last day; None where a row has none."""

HOLDS_ON = date.max

_ONE_ROW = {
    # kind: table, id column, first day, last day ("": the first; "...": it holds on)
    "accession": ("membership", "iso3", "acceded", "..."),
    "invocation": ("invocations", "invocation_id", "date_invoked", "date_confirmed"),
    "battlegroup": ("battlegroups", "battlegroup_id", "since", ""),
    "milestone": ("milestones", "milestone_id", "date", "end_date"),
    "statement": ("statements", "statement_id", "day", ""),
}
TABLE_OF = {
    **{kind: row[0] for kind, row in _ONE_ROW.items()},
    "consultation": "consultations",
    "move": "moves",
    "border": "borders",
}


def _span(days: Iterable[date | None]) -> Span:
    known = [day for day in days if day]
    return (min(known), max(known)) if known else None


def _consultation_days(rows: list[Row]) -> Iterable[date | None]:
    for row in rows:
        if row["official"] != "no":
            yield row.day("date_requested")
        yield row.day("date_held")


def spans(book: Book) -> dict[str, Span]:
    """Every id of the record, `kind:row id`, with its days."""
    found: dict[str, Span] = {}
    for kind, (table, key, first, last) in _ONE_ROW.items():
        for row in book.rows(table):
            start = row.day(first)
            end = HOLDS_ON if last == "..." else row.day(last) if last else None
            found[f"{kind}:{row[key]}"] = _span([start, end]) if start else None
    for key, rows in book.groups("consultations", "consultation_id").items():
        found[f"consultation:{key}"] = _span(_consultation_days(rows))
    for key, rows in book.groups("moves", "move_id").items():
        found[f"move:{key}"] = _span(row.day("announced") for row in rows)
    for row in book.rows("borders"):
        found[f"border:{row['member_iso3']}-{row['neighbour_iso3']}"] = None
    return found


def keys(book: Book) -> Iterator[Fault]:
    """No two rows of a table share a key."""
    for table, rows in book.everything():
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            key = tuple(row[column] for column in table.key)
            if all(key) and first.setdefault(key, row.line) != row.line:
                value = " ".join(key)
                rule = f"{' and '.join(table.key)} name one row only; row {first[key]} has the same"
                yield row.fault(table.key[0], rule, value)


def _pointing(book: Book, codes: str) -> Iterator[tuple[Table[Any], Row, str, str]]:
    """Every value that points to states, sources or events: table, row, column, value."""
    for table, rows in book.everything():
        columns = [column.name for column in table.columns if column.rule.codes == codes]
        for row in rows:
            for column in columns:
                for value in row.values(column):
                    yield table, row, column, value


def states(book: Book) -> Iterator[Fault]:
    """Every country code has a row in states.csv."""
    if "states" not in book.whole:
        return
    for _, row, column, code in _pointing(book, "states"):
        if code not in book.states:
            yield row.fault(column, "the code has a row in states.csv", code)


def sources(book: Book) -> Iterator[Fault]:
    """Every source id is one of sources.csv."""
    if "sources" not in book.whole:
        return
    known = {row["source_id"] for row in book.rows("sources")}
    for _, row, column, source in _pointing(book, "sources"):
        if source not in known:
            yield row.fault(column, "the source has a row in sources.csv", source)


def events(book: Book) -> Iterator[Fault]:
    """Every id that a milestone or a fact names is one of the record."""
    known = spans(book)
    for _, row, column, event in _pointing(book, "events"):
        table = TABLE_OF[event.partition(":")[0]]
        if event not in known and table in book.whole:
            yield row.fault(column, f"the id is one of {table}.csv", event)


def notes(book: Book) -> Iterator[Fault]:
    """A note stands beside a fact of its article and shares no id with one."""
    for article in book.articles:
        facts = {row["fact_id"] for row in article.facts}
        for row in article.notes:
            if row["fact_id"] and row["fact_id"] not in facts:
                yield row.fault("fact_id", "the fact is one of facts.csv")
            if row["note_id"] and row["note_id"] in facts:
                yield row.fault("note_id", "the id is no fact's")
