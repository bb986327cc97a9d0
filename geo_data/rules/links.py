"""Ids are unique, what a cell names exists, and articles say of it what the record can bear."""

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


UNCOMPARED = ("not in record", "not checkable")
"""Verdicts that rest on no record row, so that nothing need match."""


def paragraphs(book: Book) -> Iterator[Fault]:
    """A fact stands in a paragraph that the article has, and claims no day after the article's."""
    for article in book.articles:
        for row in article.facts:
            number = int(row["paragraph"] or 1)
            if article.paragraphs and number > article.paragraphs:
                yield row.fault("paragraph", f"the article has 1 to {article.paragraphs}")
            day = row.day("day_claimed")
            if day and article.day and day > article.day:
                yield row.fault("day_claimed", f"not after the article's day, {article.day}")


def verdicts(book: Book) -> Iterator[Fault]:
    """A verdict that compares names what it compares with; `not in record` names nothing."""
    for article in book.articles:
        for row in article.facts:
            if not row["verdict"] or "record_ids" in row.rejected:
                continue
            if row["verdict"] not in UNCOMPARED and not row["record_ids"]:
                yield row.fault("record_ids", f"the verdict {row['verdict']} names a record row")
            if row["verdict"] == "not in record" and row["record_ids"]:
                yield row.fault("record_ids", "empty where the claim is not in record")


def _matches(row: Row, column: str, named: list[Span]) -> bool:
    day = row.day(column)
    known = [span for span in named if span]
    return day is None or not known or any(first <= day <= last for first, last in known)


def days(book: Book) -> Iterator[Fault]:
    """A fact's day on record is one of a row that it names."""
    known = spans(book)
    for article in book.articles:
        for row in article.facts:
            if row["verdict"] in UNCOMPARED:
                continue
            named = [known.get(event) for event in row.values("record_ids")]
            if not _matches(row, "day_on_record", named):
                yield row.fault("day_on_record", "within the days of a row in record_ids")


def restated(book: Book) -> Iterator[Fault]:
    """A milestone that restates rows of other tables is dated as one of them is."""
    known = spans(book)
    for row in book.rows("milestones"):
        named = [known.get(event) for event in row.values("same_as")]
        if not _matches(row, "date", named):
            yield row.fault("date", "within the days of a row in same_as")
