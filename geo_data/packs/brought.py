"""What was brought: every row, what is wrong, the article of the good rows; and as a zip again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from geo_data.packs.faults import Fault
from geo_data.packs.head import Head, head_text
from geo_data.packs.tabular import Sheet, table_bytes
from geo_data.packs.unpack import zipped
from geo_data.rules.book import Book
from geo_data.tables.articles import (
    ARTICLE_FILE,
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

    `sheets` have all rows, good and bad, every column a text, and their row numbers as an editor
    shows them; `waits` are by table the numbers of those that have a fault; a move waits with all
    its legs. `form` are those of `faults` that the rows alone do not show again: of files, of
    columns, of rows with too many cells or too few. `more` counts faults that are not listed.
    `article` is made of the good rows, None if there is none.
    """

    head: Head
    sheets: Mapping[str, Sheet]
    waits: Mapping[str, frozenset[int]]
    faults: tuple[Fault, ...]
    article: Article | None
    form: tuple[Fault, ...] = ()
    more: int = 0


def waiting(sheets: Mapping[str, Sheet], faults: Iterable[Fault]) -> dict[str, frozenset[int]]:
    """The rows of each table that have a fault; a move waits with all its legs."""
    bad: dict[str, set[int]] = {sheet.file: set() for sheet in sheets.values()}
    for fault in faults:
        if fault.file in bad:
            bad[fault.file].add(fault.row)
    found = {name: bad[sheet.file] & {*sheet.lines} for name, sheet in sheets.items()}
    moves = sheets["moves"]
    halted = {row["move_id"] for n, row in moves.numbered() if n in found["moves"]}
    found["moves"] = {n for n, row in moves.numbered() if row["move_id"] in halted}
    return {name: frozenset(numbers) for name, numbers in found.items()}


def article_of(
    usable: Head,
    sheets: Mapping[str, Sheet],
    waits: Mapping[str, frozenset[int]],
    slug: str,
    book: Book,
) -> Article | None:
    """The article of the rows that do not wait; None if there is none.

    `usable` is what of its head can be used.
    """
    good = {
        name: [row for number, row in sheet.numbered() if number not in waits[name]]
        for name, sheet in sheets.items()
    }
    facts = tuple(map(PACK_FACTS.read, good["facts"]))
    legs = by_value(map(PACK_MOVES.read, good["moves"]), lambda leg: leg.move_id)
    moves = tuple(Move.of(tuple(each), each[0].fact_ids) for each in legs.values())
    if not facts and not moves:
        return None
    there = {fact.fact_id for fact in facts}
    return Article(
        slug,
        usable.title or NO_TITLE,
        usable.publisher or NO_PUBLISHER,
        usable.day or _last_day(facts, moves, book),
        usable.paragraphs or max((int(fact.paragraph) for fact in facts), default=0),
        facts,
        tuple(PACK_NOTES.read(row) for row in good["notes"] if row["fact_id"] in there),
        own_moves(slug, moves),
        usable.compiled_from_record,
    )


def _last_day(facts: Iterable[Fact], moves: Iterable[Move], book: Book) -> date:
    """Where nobody said when an article was published: the last day that it speaks of."""
    spoken = [fact.day_claimed for fact in facts if fact.day_claimed]
    spoken += [leg.announced for move in moves for leg in move.legs]
    return max(spoken, default=book.checked_until or date.max)


def pack_bytes(brought: Brought) -> bytes:
    """All that was brought, rows that wait too; the same rows give the same bytes."""
    files = {
        f"{name}.csv": table_bytes(sheet.table, sheet.rows)
        for name, sheet in brought.sheets.items()
        if sheet.rows or name == "facts"
    }
    return zipped({ARTICLE_FILE: head_text(brought.head).encode(), **files})
