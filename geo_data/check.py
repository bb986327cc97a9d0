"""The full check of record and articles: every cell, then the tables against one another.

It never stops at the first fault. pandera is imported here, so the app does not import this.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from geo_data import schemas, tables
from geo_data.catalogue import RECORD_TABLES
from geo_data.errors import DataFileError
from geo_data.rules import RULES
from geo_data.rules.book import Article, Book, Fault, Row

__all__ = ["Fault", "check"]

RECORD_DAY = {"checked_until": date}
ARTICLE_KEYS = {"title": str, "publisher": str, "day": date, "language": str, "paragraphs": int}


def check(
    record_dir: Path = tables.RECORD_DIR, articles_dir: Path = tables.ARTICLES_DIR
) -> list[Fault]:
    """All faults, sorted by file and row; none: the data are sound."""
    found: list[Fault] = []
    book = _book(record_dir, articles_dir, found)
    for rule in RULES:
        try:
            found.extend(rule(book))
        except DataFileError as error:
            found.append(Fault(error.file.name, 0, "", "", error.problem))
    return sorted(set(found), key=lambda f: (f.file, f.row, f.column, f.value, f.rule))


def _book(record_dir: Path, articles_dir: Path, found: list[Fault]) -> Book:
    book = Book()
    where = record_dir.name
    for table in RECORD_TABLES:
        before = len(found)
        name = table.name
        book.tables[name] = _rows(record_dir / f"{name}.csv", f"{where}/{name}.csv", found)
        if all(fault.column and fault.column not in table.key for fault in found[before:]):
            book.whole.add(name)
    keys = _toml(record_dir / "record.toml", f"{where}/record.toml", RECORD_DAY, found)
    until = keys.get("checked_until")
    book.checked_until = until if isinstance(until, date) else None
    folders = list(tables.article_dirs(articles_dir))
    if not folders:
        found.append(Fault(articles_dir.name, 0, "", "", "there is at least one article"))
    book.articles = [_article(f, f"{articles_dir.name}/{f.name}", found) for f in folders]
    return book


def _rows(path: Path, file: str, found: list[Fault]) -> list[Row]:
    """The whole rows of a table; what is wrong with the file or a cell is added to `found`."""
    scan = tables.scan(path)
    found.extend(Fault(file, p.line, p.column, p.value, p.rule) for p in scan.problems)
    if not scan.rows:
        if not scan.problems and path.stem not in tables.MAY_BE_EMPTY:
            found.append(Fault(file, 0, "", "", "the table has rows"))
        return []
    rejected: dict[int, set[str]] = defaultdict(set)
    for line, column, value, rule in schemas.failures(path.stem, tables.frame(scan)):
        found.append(Fault(file, line, column, value, rule))
        rejected[line].add(column)
    return [
        Row(file, line, dict(zip(scan.header, cells, strict=True)), frozenset(rejected[line]))
        for line, cells in scan.rows.items()
    ]


def _article(folder: Path, file: str, found: list[Fault]) -> Article:
    keys = _toml(folder / "article.toml", f"{file}/article.toml", ARTICLE_KEYS, found)
    paragraphs, day = keys.get("paragraphs"), keys.get("day")
    return Article(
        folder.name,
        paragraphs if isinstance(paragraphs, int) else 0,
        day if isinstance(day, date) else None,
        _rows(folder / "facts.csv", f"{file}/facts.csv", found),
        _rows(folder / "notes.csv", f"{file}/notes.csv", found),
    )


def _toml(
    path: Path, file: str, wanted: Mapping[str, type], found: list[Fault]
) -> dict[str, object]:
    """The keys of a TOML file; those that miss or have another type are added to `found`."""
    try:
        text = path.read_text("utf-8")
        keys = tomllib.loads(text)
    except (OSError, ValueError) as error:
        found.append(Fault(file, 0, "", "", f"a TOML file that can be read ({error})"))
        return {}
    for key, kind in wanted.items():
        value = keys.get(key)
        if type(value) is not kind or value in ("", 0):
            lines = text.splitlines()
            line = next((n for n, t in enumerate(lines, 1) if t.split("=")[0].strip() == key), 0)
            shown = "" if value is None else str(value)
            found.append(Fault(file, line, key, shown, f"there, a TOML {_WORDS[kind]}, not empty"))
            keys.pop(key, None)
    return keys


_WORDS = {date: "date (YYYY-MM-DD, unquoted)", str: "string", int: "whole number"}
