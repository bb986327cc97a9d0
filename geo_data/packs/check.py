"""The full check of record and articles: every cell, then the tables against one another.

It never stops at the first fault. An article is checked as the pack that it is, by the same code
that reads one at start.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from geo_data.errors import DataFileError, PackError
from geo_data.packs.read import read_folder
from geo_data.rules import RULES
from geo_data.rules.book import Book, Fault, Row, read_rows
from geo_data.tables import files as tables
from geo_data.tables.columns import Table
from geo_data.tables.record import RECORD_TABLES


def check(
    record_dir: Path = tables.RECORD_DIR, articles_dir: Path = tables.ARTICLES_DIR
) -> list[Fault]:
    """All faults, sorted by file and row; none: the data are sound."""
    found: list[Fault] = []
    book = _book(record_dir, found)
    for rule in RULES:
        try:
            found.extend(rule(book))
        except DataFileError as error:
            found.append(Fault(error.file.name, 0, "", "", error.problem))
    folders = list(tables.article_dirs(articles_dir))
    if not folders:
        found.append(Fault(articles_dir.name, 0, "", "", "there is at least one article"))
    for folder in folders:
        found.extend(_article(folder, f"{articles_dir.name}/{folder.name}", book))
    return sorted(set(found))


def _book(record_dir: Path, found: list[Fault]) -> Book:
    book = Book()
    where = record_dir.name
    for table in RECORD_TABLES:
        before = len(found)
        name = table.name
        path = record_dir / f"{name}.csv"
        book.tables[name] = _rows(path, table, f"{where}/{name}.csv", found)
        book.checked.append((table, book.tables[name]))
        if all(fault.column and fault.column not in table.key for fault in found[before:]):
            book.whole.add(name)
    path = record_dir / "record.toml"
    book.checked_until = _checked_until(path, f"{where}/record.toml", found)
    return book


def _rows(path: Path, table: Table[Any], file: str, found: list[Fault]) -> list[Row]:
    """The whole rows of a table; what is wrong with the file or a cell is added to `found`."""
    scan = tables.scan(path, table)
    found.extend(Fault(file, p.line, "", p.value, p.rule) for p in scan.problems)
    if not scan.rows and not scan.problems:
        found.append(Fault(file, 0, "", "", "the table has rows"))
    rows, faults = read_rows(table, file, scan.rows.items())
    found.extend(faults)
    return rows


def _article(folder: Path, file: str, book: Book) -> list[Fault]:
    try:
        faults = read_folder(folder, book).faults
    except PackError as error:
        return [Fault(f"{file}/{error.file}", 0, "", "", error.problem)]
    return [Fault(f"{file}/{f.file}", f.row, f.column, f.value, f.rule) for f in faults]


def _checked_until(path: Path, file: str, found: list[Fault]) -> date | None:
    """The last day that was checked; what is wrong with its file is added to `found`."""
    try:
        text = path.read_text("utf-8")
        until = tomllib.loads(text).get("checked_until")
    except (OSError, ValueError) as error:
        found.append(Fault(file, 0, "", "", f"a TOML file that can be read ({error})"))
        return None
    if type(until) is date:  # a time of day would be one too
        return until
    lines = enumerate(text.splitlines(), 1)
    line = next((n for n, t in lines if t.split("=")[0].strip() == "checked_until"), 0)
    told = "" if until is None else str(until)
    rule = "there, a TOML date (YYYY-MM-DD, unquoted)"
    found.append(Fault(file, line, "checked_until", told, rule))
    return None
