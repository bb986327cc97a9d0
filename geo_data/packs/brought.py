"""What was brought, as it was read: every row, what is wrong, and the article of the good rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.packs.faults import Fault
from geo_data.packs.head import Head
from geo_data.packs.tabular import Sheet
from geo_data.rules.book import Book
from geo_data.tables.articles import (
    PACK_FACTS,
    PACK_MOVES,
    PACK_NOTES,
    Article,
    Fact,
    own_moves,
)
from geo_data.tables.columns import by_value
from geo_data.tables.forces import Move

NO_TITLE = "Article without a title"
NO_PUBLISHER = "publisher not given"

Cells = dict[str, str]


@dataclass(frozen=True)
class Brought:
    """A pack as it was read.

    `facts`, `moves` and `notes` are all rows, good and bad, every column a text; `rows` are their
    row numbers by table, as an editor shows them. `waiting` are the row numbers of facts that
    have a fault, `waiting_moves` and `waiting_notes` those of the others; a move waits with all
    its legs. `form` are those of `faults` that the rows alone do not show again: of files, of
    columns, of rows with too many cells or too few. `more` counts faults that are not listed.
    `article` is made of the good rows, None if there is none.
    """

    head: Head
    facts: list[Cells]
    moves: list[Cells]
    notes: list[Cells]
    rows: Mapping[str, tuple[int, ...]]
    faults: tuple[Fault, ...]
    waiting: frozenset[int]
    waiting_moves: frozenset[int]
    waiting_notes: frozenset[int]
    article: Article | None
    form: tuple[Fault, ...] = ()
    more: int = 0

    @classmethod
    def of(  # noqa: PLR0913 - what a pack is read from
        cls,
        heads: tuple[Head, Head],
        sheets: Mapping[str, Sheet],
        faults: tuple[Fault, ...],
        waits: Mapping[str, frozenset[int]],
        slug: str,
        book: Book,
        *,
        form: tuple[Fault, ...] = (),
        more: int = 0,
    ) -> Self:
        """From the head as given and as far as it can be used, the tables, and what is wrong.

        `waits` are the rows of each table that have a fault.
        """
        head, usable = heads
        good = {
            name: [row for number, row in _numbered(sheet) if number not in waits[name]]
            for name, sheet in sheets.items()
        }
        return cls(
            head=head,
            facts=sheets["facts"].rows,
            moves=sheets["moves"].rows,
            notes=sheets["notes"].rows,
            rows={name: tuple(sheet.lines) for name, sheet in sheets.items()},
            faults=faults,
            waiting=waits["facts"],
            waiting_moves=waits["moves"],
            waiting_notes=waits["notes"],
            article=_article(usable, good, slug, book),
            form=form,
            more=more,
        )


def waiting(sheets: Mapping[str, Sheet], faults: Iterable[Fault]) -> dict[str, frozenset[int]]:
    """The rows of each table that have a fault; a move waits with all its legs."""
    bad: dict[str, set[int]] = {sheet.file: set() for sheet in sheets.values()}
    for fault in faults:
        if fault.file in bad:
            bad[fault.file].add(fault.row)
    found = {name: bad[sheet.file] & {*sheet.lines} for name, sheet in sheets.items()}
    moves = sheets["moves"]
    halted = {row["move_id"] for n, row in _numbered(moves) if n in found["moves"]}
    found["moves"] = {n for n, row in _numbered(moves) if row["move_id"] in halted}
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _numbered(sheet: Sheet) -> Iterable[tuple[int, Cells]]:
    return zip(sheet.lines, sheet.rows, strict=True)


def _article(head: Head, good: Mapping[str, list[Cells]], slug: str, book: Book) -> Article | None:
    facts = tuple(map(PACK_FACTS.read, good["facts"]))
    legs = by_value(map(PACK_MOVES.read, good["moves"]), lambda leg: leg.move_id)
    moves = tuple(Move.of(each, each[0].fact_ids) for each in legs.values())
    if not facts and not moves:
        return None
    there = {fact.fact_id for fact in facts}
    return Article(
        slug,
        head.title or NO_TITLE,
        head.publisher or NO_PUBLISHER,
        head.day or _last_day(facts, moves, book),
        head.paragraphs or max((int(fact.paragraph) for fact in facts), default=0),
        facts,
        tuple(PACK_NOTES.read(row) for row in good["notes"] if row["fact_id"] in there),
        own_moves(slug, moves),
        head.compiled,
    )


def _last_day(facts: Iterable[Fact], moves: Iterable[Move], book: Book) -> date:
    """Where nobody said when an article was published: the last day that it speaks of."""
    spoken = [fact.day_claimed for fact in facts if fact.day_claimed]
    spoken += [leg.announced for move in moves for leg in move.legs]
    return max(spoken, default=book.checked_until or date.max)
