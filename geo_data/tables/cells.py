"""CSV: one reader, one writer, and the guard against cells that a spreadsheet would run."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

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
