"""The ids that links, milestones and facts use, each with its first and last day."""

from collections.abc import Iterable
from datetime import date

from geo_data.rules.book import Book, Row

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
