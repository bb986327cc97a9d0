"""What articles claim beside what the record says, and milestones beside what they restate."""

from collections.abc import Iterator

from geo_data.rules.book import Book, Fault, Row
from geo_data.rules.links import Span, spans

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
