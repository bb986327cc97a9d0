"""Reads what is brought: a zip, a folder, one table, or rows typed in an editor.

Nothing is lost on the way: good rows make the article, the others wait and say what they need.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, islice
from pathlib import Path
from typing import Self

from geo_data.errors import PackError
from geo_data.packs import beside, limits, text, unpack, workbook
from geo_data.packs.brought import Brought, Cells, article_of, waiting
from geo_data.packs.faults import Fault
from geo_data.packs.head import KEYS, Head, checked, from_toml
from geo_data.packs.tabular import Sheet, csv_records, sheet
from geo_data.packs.text import named
from geo_data.rules.book import Book
from geo_data.tables.articles import ARTICLE_FILE, PACK_TABLES
from geo_data.tables.files import Record
from geo_data.texts import shown

OWN = "own"
_SLUG = re.compile(r"[a-z0-9]++(?:-[a-z0-9]++)*+")
NO_HEAD = Head()
EMPTY = "it has a header and no row below it"


def read_any(name: str, content: bytes, head: Head = NO_HEAD) -> Brought:
    """A zip of a pack, or a table of facts alone; PackError if it cannot be read at all."""
    zipped = content.startswith(unpack.ZIP) and not name.lower().endswith((".xlsx", ".xlsm"))
    if zipped or name.lower().endswith(".zip"):
        return _pack(unpack.pack_files(named(name), content), OWN, beside.shipped(), [])
    facts = _table(named(name), content, "facts")
    if not facts.rows:
        raise PackError(facts.file, EMPTY)
    return _brought({"facts": facts}, head, [], OWN, beside.shipped())


def read_folder(folder: Path, book: Book | None = None) -> Brought:
    """A pack as a folder, whose name is the article's slug; `book` is another record."""
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    try:
        paths = sorted(islice(folder.iterdir(), limits.PACK_MEMBERS + 1))
        if len(paths) > limits.PACK_MEMBERS:
            most = f"at most {limits.PACK_MEMBERS} are looked at"
            raise PackError(named(folder.name), f"it has more files than a file set; {most}")
        for path in paths:
            if path.name in unpack.PACK_FILES and path.is_file():
                files[path.name] = _bytes(path)
            elif path.name not in unpack.BYSTANDERS:
                rule = unpack.known_files()
                faults.append(
                    _of_file(named(path.name), rule, f"it does not belong in a file set; {rule}")
                )
    except OSError as error:
        raise PackError(named(folder.name), f"it cannot be opened ({error.strerror})") from error
    name = folder.name
    if not _SLUG.fullmatch(name) or name == OWN:
        rule = "small letters and digits with hyphens between, as 2022-02-24-us-troops"
        says = f"the folder's name, {shown(name)}, should be {rule}"
        faults.append(Fault(ARTICLE_FILE, 0, "", name, rule, says))
    return _pack(files, name, book or beside.shipped(), faults)


def read_path(path: Path) -> Brought:
    """A folder, a zip or a table on disk, as the command line names it."""
    if path.is_dir():
        return read_folder(path.resolve())
    if not path.is_file():
        raise PackError(named(path.name), "there is no such file or folder")
    return read_any(path.name, _bytes(path))


def _bytes(path: Path) -> bytes:
    """What is in a file; PackError if it is too large or cannot be opened."""
    name = named(path.name)
    try:
        with path.open("rb") as file:  # what is no plain file may say that it has no bytes
            content = file.read(limits.FILE_BYTES + 1)
        size = max(path.stat().st_size, len(content))
    except OSError as error:
        raise PackError(name, f"it cannot be opened ({error.strerror})") from error
    if size > limits.FILE_BYTES:
        raise PackError(name, limits.too_large(size))
    return content


def _table(name: str, content: bytes, table: str) -> Sheet:
    limits.weigh(name, content)
    if name.lower().endswith(".xlsm"):
        raise PackError(name, "it is a workbook with macros; save it as .xlsx or as CSV")
    found: Iterable[Record]
    if content.startswith((unpack.ZIP, workbook.OLD_EXCEL)):
        found = workbook.records(name, content, table)
    else:
        found = csv_records(name, text.decode(name, content), PACK_TABLES[table])
    return sheet(PACK_TABLES[table], name, found)


def _pack(files: Mapping[str, bytes], slug: str, book: Book, faults: list[Fault]) -> Brought:
    names = [name for name in PACK_TABLES if f"{name}.csv" in files]
    if not names:
        raise PackError(named(slug), f"it has no table; {unpack.known_files()}")
    head = NO_HEAD
    if ARTICLE_FILE in files:
        head, wrong = from_toml(files[ARTICLE_FILE], book.checked_until)
        faults = [*faults, *wrong]
    else:
        rule = f"a file with {', '.join(key.name for key in KEYS if key.needed)}"
        faults = [*faults, _of_file(ARTICLE_FILE, rule, f"it is missing; needed: {rule}")]
    sheets = {name: _table(f"{name}.csv", files[f"{name}.csv"], name) for name in names}
    if "facts" not in sheets:
        faults = [*faults, _of_file("facts.csv", "a table of facts", "it is missing")]
    if not any(sheet.rows for name, sheet in sheets.items() if name != "notes"):
        raise PackError("facts.csv", EMPTY)
    return _brought(sheets, head, faults, slug, book)


def _of_file(file: str, rule: str, says: str) -> Fault:
    return Fault(file, 0, "", "", rule, says)


def _brought(
    sheets: Mapping[str, Sheet],
    head: Head,
    faults: list[Fault],
    slug: str,
    book: Book,
    told: tuple[Fault, ...] = (),
) -> Brought:
    usable, wrong = checked(head, book.checked_until)
    every = {n: sheets.get(n) or Sheet(table, f"{n}.csv") for n, table in PACK_TABLES.items()}
    if sum(each.weight for each in every.values()) > limits.FILE_BYTES:
        most = limits.megabytes(limits.FILE_BYTES)
        raise PackError(every["facts"].file, f"its cells hold more than {most} of text")
    _name_rows(every)
    found = (*faults, *wrong, *beside.faults(every, usable, book))
    form = (*faults, *(fault for each in every.values() for fault in each.faults))
    waits = waiting(every, found)
    article = article_of(usable, every, waits, slug, book)
    return Brought(head, every, waits, (*told, *found), article, form)


def _name_rows(sheets: Mapping[str, Sheet]) -> None:
    """Give each row without an id the next one that is free."""
    facts, moves, notes = (sheets[name].rows for name in ("facts", "moves", "notes"))
    taken = {row["fact_id"] for row in facts} | {row["note_id"] for row in notes}
    taken |= {row["move_id"] for row in moves}
    fact_ids, move_ids = _free("F{:02}", taken), _free("OWN-{}", taken)
    for column, rows in (("fact_id", facts), ("note_id", notes)):
        for row in rows:
            row[column] = row[column] or next(fact_ids)
    legs: dict[str, int] = {}
    for row in moves:
        row["move_id"] = row["move_id"] or next(move_ids)
        legs[row["move_id"]] = legs.get(row["move_id"], 0) + 1
        row["leg"] = row["leg"] or str(legs[row["move_id"]])


def _free(form: str, taken: set[str]) -> Iterator[str]:
    return (name for number in count(1) if (name := form.format(number)) not in taken)


Marks = Mapping[tuple[str, ...], Fault]
"""What is wrong with the form of a row, by its cells: so it is told until one is changed."""


@dataclass(frozen=True)
class Draft:
    """`rows` and `marked` are by table; `form` is what was wrong with the file itself."""

    head: Head = field(default_factory=Head)
    rows: Mapping[str, list[Cells]] = field(default_factory=dict)
    marked: Mapping[str, Marks] = field(default_factory=dict)
    form: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, found: Brought) -> Self:
        """What a file holds, to go on with."""
        rows = {table: sheet.rows for table, sheet in found.sheets.items()}
        rows_at = {
            (sheet.file, line): (table, row)
            for table, sheet in found.sheets.items()
            for line, row in sheet.numbered()
        }
        marked: dict[str, dict[tuple[str, ...], Fault]] = {table: {} for table in rows}
        form: list[Fault] = []
        for fault in found.form:
            if (fault.file, fault.row) in rows_at:
                table, row = rows_at[fault.file, fault.row]
                marked[table].setdefault(key(row), fault)
            else:
                form.append(fault)
        return cls(found.head, rows, marked, tuple(form))

    def read(self) -> Brought:
        """The rows as they are now, numbered from 1; PackError if there are too many."""
        sheets = {name: Sheet(table, f"{name}.csv") for name, table in PACK_TABLES.items()}
        marked = []
        for name, made in sheets.items():
            for number, row in enumerate(self.rows.get(name, ()), start=1):
                made.add(number, row)
                if fault := self.marked.get(name, {}).get(key(row)):
                    marked.append(replace(fault, file=made.file, row=number))
        return _brought(sheets, self.head, marked, OWN, beside.shipped(), self.form)


def key(row: Cells) -> tuple[str, ...]:
    """A row by what its cells say."""
    return tuple(row.values())
