"""CSV: one reader, one writer, the guard against cells that a spreadsheet would run.

Tables are UTF-8, every cell a string, empty where unknown. Only whether a file is there and whole
is looked at here, so that this is quick enough for every start; what the cells say is the business
of the check.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from geo_data.errors import DataFileError
from geo_data.tables.columns import Table
from geo_data.texts import CUT_OFF, RESTORE

RECORD_DIR = Path(__file__).parents[1] / "record"
ARTICLES_DIR = Path(__file__).parents[1] / "articles"

COMPLETE = "Complete it and end the last line."

MAY_BE_EMPTY = frozenset({"notes"})
"""An article need not have any."""

Record = tuple[int, list[str]]
"""The line at which a row begins, as an editor counts, and its cells."""

_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
"""What a formula begins with; some locales take full-width signs too."""
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"
"""All blanks, and two that Python does not call so."""

# White space and quotation marks before a sign do not keep a spreadsheet from running a cell,
# and some cut a line at every `;` or tab.
_RUNS = r"[\s\x00-\x20\"'\u200b\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_STARTS = r"(?<![^;\t\r\n])"
_HARMFUL = re.compile(f"{_STARTS}(?={_RUNS})")
ADDED = f"{_STARTS}'(?={_RUNS})"
"""What to take out of a text cell that is handed over to have the record's own text again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the form of a file; `line` as an editor counts, 1 is the header."""

    line: int
    value: str
    rule: str
    remedy: str


@dataclass(slots=True)
class Scan:
    """A file as far as it can be read: its whole rows by line, and what is wrong with it."""

    header: list[str] = field(default_factory=list)
    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def blame(self, line: int, value: str, rule: str, remedy: str) -> None:
        """Note a flaw and what to do about it."""
        self.problems.append(Problem(line, value, rule, remedy))


def scan(path: Path, table: Table[Any] | None = None) -> Scan:
    """Read a file and note every flaw of its form; raises nothing.

    Its header must be that of `table`, where one is given.
    """
    result = Scan()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        result.blame(0, "", "the file is missing or cannot be opened", RESTORE)
        return result
    except UnicodeDecodeError as error:
        result.blame(0, "", f"not UTF-8 ({error})", "Save it as CSV in UTF-8.")
        return result
    if not text:
        result.blame(0, "", "the file is empty", RESTORE)
        return result
    _read_rows(text, table, result)
    if not text.endswith(("\n", "\r")):
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        result.blame(len(lines), lines[-1][-60:], CUT_OFF, COMPLETE)
    return result


def end_whole(path: Path) -> None:
    """DataFileError if a table is missing, empty or cut off within a line."""
    content = path.read_bytes() if path.is_file() else b""
    if not content:
        raise DataFileError(path, "the file is missing or empty", RESTORE)
    if not content.endswith((b"\n", b"\r")):
        raise DataFileError(path, CUT_OFF, COMPLETE)


def _read_rows(text: str, table: Table[Any] | None, result: Scan) -> None:
    found = records(text)
    try:
        _, result.header = next(found, (1, []))
        wanted = [*table.header] if table else result.header
        if result.header != wanted:
            rule = f"the header is {','.join(wanted)}"
            remedy = "Give the table these columns, in this order."
            result.blame(1, ",".join(result.header), rule, remedy)
            return
        for line, cells in found:
            if len(cells) == len(result.header):
                result.rows[line] = dict(zip(result.header, cells, strict=True))
            elif cells:
                rule = f"{len(cells)} cells where the header has {len(result.header)}"
                result.blame(line, ",".join(cells), rule, "Complete or remove the line.")
    except BrokenCsvError as error:
        rule = f"no CSV ({error})"
        result.blame(error.stopped, "", rule, "Look for a quotation mark left open.")


def rows(path: Path, table: Table[Any] | None = None) -> list[dict[str, str]]:
    """The rows of a table, in the order of the file. Raises DataFileError if it is not whole."""
    result = scan(path, table)
    for problem in result.problems[:1]:
        where = f"line {problem.line}: " if problem.line else ""
        raise DataFileError(path, where + problem.rule, problem.remedy)
    if not result.rows and path.stem not in MAY_BE_EMPTY:
        raise DataFileError(path, "the file has no rows", RESTORE)
    return [*result.rows.values()]


def article_dirs(articles_dir: Path = ARTICLES_DIR) -> Iterator[Path]:
    """The folder of each article, sorted by name; one that lost its article.toml too."""
    yield from sorted({path.parent for path in articles_dir.glob("*/*") if path.is_file()})


class BrokenCsvError(ValueError):
    """No CSV: the line at which the row begins that cannot be read, and where reading stopped."""

    def __init__(self, begins: int, stopped: int, problem: str) -> None:
        super().__init__(problem)
        self.begins = begins
        self.stopped = stopped


def records(text: str, delimiter: str = ",", first: int = 1) -> Iterator[Record]:
    """The rows of a CSV text whose first line has the number `first`; BrokenCsvError on the way."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    try:
        for cells in reader:
            yield line, cells
            line = first + reader.line_num
    except csv.Error as error:
        raise BrokenCsvError(line, first - 1 + reader.line_num, str(error)) from error


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]], ending: str = "\n") -> str:
    """A table as CSV; None is empty."""
    out = StringIO()
    writer = csv.writer(out, lineterminator=ending)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe wherever a cell might begin a formula."""
    return _HARMFUL.sub("'", text)


def is_signed(text: str) -> bool:
    """Whether a text begins with the sign of a formula, blanks before it or not."""
    return text.lstrip(_BLANKS).startswith(tuple(_SIGNS))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula; a plain number is none."""
    return is_signed(text) and not _is_number(text)


def _is_number(text: str) -> bool:
    digits = text[1:] if text.startswith(("+", "-")) else text
    return all(part.isascii() and part.isdigit() for part in digits.split(".", 1))


def guarded(text: str) -> str:
    """The cell as it may stand in a table that is brought back: reading takes the apostrophe."""
    return f"'{text}" if is_formula(text) else text
