"""A pack held against the record: the project's own rules, on the pack's rows alone."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache

from geo_data.errors import DataFileError
from geo_data.packs.faults import Fault, Words, failure
from geo_data.packs.head import Head
from geo_data.packs.tabular import Sheet
from geo_data.rules import days, forces, links, states
from geo_data.rules.book import Article, Book, Row, read_rows
from geo_data.rules.book import Fault as Breach
from geo_data.tables.record import RECORD_TABLES, record

RULES = (
    *(links.keys, links.states, links.sources, links.events, links.notes),
    *(days.within_record, links.paragraphs, links.verdicts, days.on_record),
)
"""Those that look at an article's tables, or at every table."""
MOVE_RULES = (forces.legs, forces.headcount, forces.labels, states.coordinates, states.inside)
"""Those that look at moves.csv, which here is the pack's."""


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
    with suppress(DataFileError):
        book.checked_until = record().checked_until
    return book


def faults(sheets: dict[str, Sheet], head: Head, book: Book) -> list[Fault]:
    """What is wrong with the cells of a pack, with its rows, and with what they point to."""
    words = Words(book)
    found: list[Fault] = []
    rows: dict[str, list[Row]] = {}
    for name, sheet in sheets.items():
        found += sheet.faults
        rows[name], broken = read_rows(sheet.table, sheet.file, sheet.numbered(), failure)
        found += [words(sheet.table, fault) for fault in broken]
    pack = replace(
        book,
        checked=[(sheet.table, rows[name]) for name, sheet in sheets.items()],
        article=Article(head.paragraphs, head.day, rows["facts"], rows["notes"]),
    )
    breaches = [breach for rule in RULES for breach in rule(pack)]
    breaches += _told_of(rows["moves"], rows["facts"])
    if rows["moves"]:
        moving = Book({"states": book.rows("states"), "moves": rows["moves"]}, book.whole)
        for rule in MOVE_RULES:
            with suppress(DataFileError):  # the shapes: no fault of the pack
                breaches += rule(moving)
    by_file = {sheet.file: sheet.table for sheet in sheets.values()}
    found += [words(by_file[b.file], b) for b in breaches if b.file in by_file]
    return sorted(set(found))


def _told_of(moves: list[Row], facts: list[Row]) -> Iterator[Breach]:
    """A move names facts that the pack has."""
    known = {row["fact_id"] for row in facts}
    for row in moves:
        for fact in row.values("fact_ids"):
            if fact not in known:
                yield row.fault("fact_ids", "the id is one of facts.csv", fact)
