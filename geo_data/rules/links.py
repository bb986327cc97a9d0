"""Ids are unique, and what a cell names is there."""

from collections.abc import Iterator
from itertools import pairwise

from geo_data.rules.book import TABLE_OF, Book, Fault, Row
from geo_data.tables.articles import UNCOMPARED


def keys(book: Book) -> Iterator[Fault]:
    """No two rows of a table share a key."""
    for table, rows in book.checked:
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            key = tuple(row[column] for column in table.key)
            if all(key) and first.setdefault(key, row.line) != row.line:
                value = " ".join(key)
                rule = f"{' and '.join(table.key)} name one row only; row {first[key]} has the same"
                yield row.fault(table.key[0], rule, value)


def _pointing(book: Book, codes: str) -> Iterator[tuple[Row, str, str]]:
    """Every value that points to states, sources or events: row, column, value."""
    for table, rows in book.checked:
        columns = [column.name for column in table.columns if column.rule.codes == codes]
        for row in rows:
            for column in columns:
                for value in row.values(column):
                    yield row, column, value


def states(book: Book) -> Iterator[Fault]:
    """Every country code has a row in states.csv."""
    if "states" not in book.whole:
        return
    for row, column, code in _pointing(book, "states"):
        if code not in book.states:
            yield row.fault(column, "the code has a row in states.csv", code)


def sources(book: Book) -> Iterator[Fault]:
    """Every source id is one of sources.csv."""
    if "sources" not in book.whole:
        return
    for row, column, source in _pointing(book, "sources"):
        if source not in book.sources:
            yield row.fault(column, "the source has a row in sources.csv", source)


def official_first(book: Book) -> Iterator[Fault]:
    """What is no act of the Alliance names its official sources before all others."""
    official = {row["source_id"] for row in book.rows("sources") if row["kind"] == "official"}
    for name in ("context", "warsaw_pact"):
        for row in book.rows(name):
            for before, source in pairwise(row.values("source_ids")):
                if source in official and before in book.sources - official:
                    yield row.fault("source_ids", "official sources stand first", source)


def events(book: Book) -> Iterator[Fault]:
    """Every id that a milestone or a fact names is one of the record."""
    for row, column, event in _pointing(book, "events"):
        table = TABLE_OF[event.partition(":")[0]]
        if event not in book.spans and table in book.whole:
            yield row.fault(column, f"the id is one of {table}.csv", event)


def notes(book: Book) -> Iterator[Fault]:
    """A note stands beside a fact of its article and shares no id with one."""
    facts = {row["fact_id"] for row in book.article.facts}
    for row in book.article.notes:
        if row["fact_id"] and row["fact_id"] not in facts:
            yield row.fault("fact_id", "the fact is one of facts.csv")
        if row["note_id"] and row["note_id"] in facts:
            yield row.fault("note_id", "the id is no fact's")


def paragraphs(book: Book) -> Iterator[Fault]:
    """A fact stands in a paragraph that the article has, and claims no day after the article's."""
    last, published = book.article.paragraphs, book.article.day
    for row in book.article.facts:
        if last and int(row["paragraph"] or 1) > last:
            yield row.fault("paragraph", f"the article has 1 to {last}")
        day = row.day("day_claimed")
        if day and published and day > published:
            yield row.fault("day_claimed", f"not after the article's day, {published}")


def verdicts(book: Book) -> Iterator[Fault]:
    """A verdict that compares names what it compares with; `not in record` names nothing."""
    for row in book.article.facts:
        if not row["verdict"] or "record_ids" in row.rejected:
            continue
        if row["verdict"] not in UNCOMPARED and not row["record_ids"]:
            yield row.fault("record_ids", f"the verdict {row['verdict']} names a record row")
        if row["verdict"] == "not in record" and row["record_ids"]:
            yield row.fault("record_ids", "empty where the claim is not in record")
