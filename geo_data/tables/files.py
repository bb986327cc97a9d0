"""Reads the tables: CSV in UTF-8, every cell a string, empty where unknown.

Only whether a file is there and whole is looked at here, so that this is quick enough for every
start; what the cells say is the business of check.py.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pandas as pd

from geo_data.errors import DataFileError
from geo_data.tables.catalogue import BY_NAME, RECORD_TABLES
from geo_data.texts import CUT_OFF, RESTORE

RECORD_DIR = Path(__file__).parents[1] / "record"
ARTICLES_DIR = Path(__file__).parents[1] / "articles"

TABLES: dict[str, Path] = {table.name: RECORD_DIR / f"{table.name}.csv" for table in RECORD_TABLES}
"""The tables of the record. Each article has its own `facts` and `notes`."""

COMPLETE = "Complete it and end the last line."

MAY_BE_EMPTY = frozenset({"notes"})
"""An article need not have any."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the form of a file; `line` as an editor counts, 1 is the header."""

    line: int
    column: str
    value: str
    rule: str
    remedy: str


@dataclass(slots=True)
class Scan:
    """A file as far as it can be read: its whole rows by line, and what is wrong with it."""

    header: list[str] = field(default_factory=list)
    rows: dict[int, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def blame(self, line: int, column: str, value: str, rule: str, remedy: str) -> None:
        """Note a flaw and what to do about it."""
        self.problems.append(Problem(line, column, value, rule, remedy))


def scan(path: Path) -> Scan:
    """Read a table and note every flaw of its form; raises nothing."""
    result = Scan()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        result.blame(0, "", "", "the file is missing or cannot be opened", RESTORE)
        return result
    except UnicodeDecodeError as error:
        result.blame(0, "", "", f"not UTF-8 ({error})", "Save it as CSV in UTF-8.")
        return result
    lines = list(StringIO(text, newline=""))  # splitlines() would also cut at U+2028 and others
    if not lines:
        result.blame(0, "", "", "the file is empty", RESTORE)
        return result
    _read_rows(lines, path.stem, result)
    if not lines[-1].endswith(("\n", "\r")):
        result.blame(len(lines), "", lines[-1][-60:], CUT_OFF, COMPLETE)
    return result


def end_whole(path: Path) -> None:
    """DataFileError if a table is missing, empty or cut off within a line."""
    content = path.read_bytes() if path.is_file() else b""
    if not content:
        raise DataFileError(path, "the file is missing or empty", RESTORE)
    if not content.endswith((b"\n", b"\r")):
        raise DataFileError(path, CUT_OFF, COMPLETE)


def _read_rows(lines: list[str], table: str, result: Scan) -> None:
    reader = csv.reader(lines, strict=True)
    try:
        result.header = next(reader, [])
        wanted = list(BY_NAME[table].header) if table in BY_NAME else result.header
        if result.header != wanted:
            value = ",".join(result.header)
            rule = f"the header is {','.join(wanted)}"
            result.blame(1, "", value, rule, "Give the table these columns, in this order.")
            return
        line = reader.line_num
        for cells in reader:
            if len(cells) == len(result.header):
                result.rows[line + 1] = cells
            elif cells:
                rule = f"{len(cells)} cells where the header has {len(result.header)}"
                result.blame(line + 1, "", ",".join(cells), rule, "Complete or remove the line.")
            line = reader.line_num
    except csv.Error as error:
        rule = f"no CSV ({error})"
        result.blame(reader.line_num, "", "", rule, "Look for a quotation mark left open.")


def _whole(path: Path) -> Scan:
    result = scan(path)
    for problem in result.problems[:1]:
        where = f"line {problem.line}: " if problem.line else ""
        raise DataFileError(path, where + problem.rule, problem.remedy)
    if not result.rows and path.stem not in MAY_BE_EMPTY:
        raise DataFileError(path, "the file has no rows", RESTORE)
    return result


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table, in the order of the file. Raises DataFileError if it is not whole."""
    result = _whole(path)
    return [dict(zip(result.header, cells, strict=True)) for cells in result.rows.values()]


def frame(result: Scan) -> pd.DataFrame:
    """The whole rows of a scan, all strings, indexed by line number."""
    index = pd.Index(list(result.rows), name="line", dtype="int64")
    return pd.DataFrame(list(result.rows.values()), columns=result.header, index=index, dtype=str)


def read(path: Path) -> pd.DataFrame:
    """A table, all columns str, indexed by the line number that an editor shows.

    Raises DataFileError if the file is missing, empty or cut off.
    """
    return frame(_whole(path))


def article_dirs(articles_dir: Path = ARTICLES_DIR) -> Iterator[Path]:
    """The folder of each article, sorted by name; one that lost its article.toml too."""
    yield from sorted({path.parent for path in articles_dir.glob("*/*") if path.is_file()})
