"""A pack held against the record: the project's own rules, on the pack's rows alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from geo_data.errors import DataFileError
from geo_data.packs.faults import Fault, Words, failure
from geo_data.packs.head import Head
from geo_data.packs.tabular import Sheet
from geo_data.rules import days, forces, links, states
from geo_data.rules.book import Article, Book, Row, read_row
from geo_data.rules.book import Fault as Breach
from geo_data.tables.articles import PACK_FACTS, PACK_MOVES, PACK_NOTES
from geo_data.tables.columns import Table
from geo_data.tables.record import RECORD_TABLES, record

RULES = (
    *(links.keys, links.states, links.sources, links.events, links.notes),
    *(days.within_record, links.paragraphs, links.verdicts, days.on_record),
)
"""Those that look at an article's tables, or at every table."""
MOVE_RULES = (forces.legs, forces.headcount, forces.labels, states.coordinates, states.inside)
"""Those that look at moves.csv, which here is the pack's."""


@dataclass
class Beside(Book):
    """The record to look things up in, and one pack whose rows are checked."""

    moves: list[Row] = field(default_factory=list)

    def everything(self) -> Iterator[tuple[Table[Any], list[Row]]]:
        """The pack's tables; the record's are checked elsewhere."""
        for article in self.articles:
            yield PACK_FACTS, article.facts
            yield PACK_NOTES, article.notes
        yield PACK_MOVES, self.moves


@cache
def shipped() -> Book:
    """The record that ships with the project, as far as it can be read."""
    book = Book()
    for table in RECORD_TABLES:
        try:
            found = enumerate(record().rows(table), start=2)
        except DataFileError:
            continue
        book.tables[table.name] = [Row(f"{table.name}.csv", line, row) for line, row in found]
        book.whole.add(table.name)
    try:
        book.checked_until = record().checked_until
    except DataFileError:
        book.checked_until = None
    return book


def faults(sheets: dict[str, Sheet], head: Head, book: Book) -> list[Fault]:
    """What is wrong with the cells of a pack, with its rows, and with what they point to."""
    words = Words(book)
    found: list[Fault] = []
    rows: dict[str, list[Row]] = {}
    for name, sheet in sheets.items():
        found += sheet.faults
        rows[name] = list(_rows(sheet, words, found))
    article = Article("", head.paragraphs, head.day, rows["facts"], rows["notes"])
    pack = Beside(book.tables, book.whole, [article], book.checked_until, rows["moves"])
    moving = Book({"states": book.rows("states"), "moves": rows["moves"]}, book.whole)
    breaches = [breach for rule in RULES for breach in rule(pack)]
    breaches += _told_of(pack)
    if rows["moves"]:
        for rule in MOVE_RULES:
            try:
                breaches += rule(moving)
            except DataFileError:  # the shapes: no fault of the pack
                continue
    by_file = {sheet.file: sheet.table for sheet in sheets.values()}
    found += [words(by_file[b.file], b) for b in breaches if b.file in by_file]
    return sorted(set(found))


def _rows(sheet: Sheet, words: Words, found: list[Fault]) -> Iterator[Row]:
    for line, cells in sheet.numbered():
        row, faults = read_row(sheet.table, sheet.file, line, cells, failure)
        found += [words(sheet.table, fault) for fault in faults]
        yield row


def _told_of(pack: Beside) -> Iterator[Breach]:
    """A move names facts that the pack has."""
    known = {row["fact_id"] for article in pack.articles for row in article.facts}
    for row in pack.moves:
        for fact in row.values("fact_ids"):
            if fact not in known:
                yield row.fault("fact_ids", "the id is one of facts.csv", fact)
