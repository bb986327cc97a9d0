"""The parts of a workbook that a table is made of (ECMA-376, SpreadsheetML)."""

import re
from datetime import date, datetime, timedelta

from geo_data.packs import limits
from geo_data.packs.parts import Part, PartError

EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - of no zone
DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The numbers of formats that Excel has of its own for days and times."""

_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_CODE_OF_DAYS = re.compile(r"[dmyhs]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CELL = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_TRUE = ("1", "true")


class Book(Part):
    """workbook.xml: names of the sheets with the keys of their parts, and the first day."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.epoch = EPOCH

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a sheet, or that days count from 1904."""
        if name == "sheet":
            self.sheets.append((attributes["name"], attributes["id"]))
        elif name == "workbookPr" and attributes.get("date1904") in _TRUE:
            self.epoch = EPOCH_1904


class Relations(Part):
    """workbook.xml.rels: the parts by their keys."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a part."""
        if name == "Relationship":
            self.targets[attributes["Id"]] = attributes["Target"]


class Formats(Part):
    """styles.xml: the numbers of the styles that make a number a day."""

    def __init__(self) -> None:
        self.days: set[int] = set()
        self._own: set[int] = set()
        self._styles: int | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a format of days, or a style that has one."""
        if name == "numFmt":
            code = _NO_CODE.sub("", attributes["formatCode"])
            if _CODE_OF_DAYS.search(code):
                self._own.add(int(attributes["numFmtId"]))
        elif name == "cellXfs":
            self._styles = 0
        elif name == "xf" and self._styles is not None:
            if int(attributes.get("numFmtId", "0")) in DAY_FORMATS | self._own:
                self.days.add(self._styles)
            self._styles += 1

    def end(self, name: str) -> None:
        """Further styles are none of cells."""
        if name == "cellXfs":
            self._styles = None


class _Texts(Part):
    """Parts with texts in runs; how a word is pronounced is no text of the cell."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._inside = ""
        self._aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """Note where text belongs."""
        self._inside = name
        self._aside = self._aside or name == "rPh"

    def end(self, name: str) -> None:
        """Between the elements there is no text."""
        self._inside = ""
        if name == "rPh":
            self._aside = False

    def data(self, text: str) -> None:
        """Keep the text of a string or a value."""
        if self._inside in ("t", "v") and not self._aside:
            self._parts.append(text)

    def _taken(self) -> str:
        text = "".join(self._parts)
        self._parts = []
        return text


class Strings(_Texts):
    """sharedStrings.xml: the strings that cells name by number."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def end(self, name: str) -> None:
        """Keep a string that is whole."""
        super().end(name)
        if name == "si":
            self.found.append(self._taken())


class Cells(_Texts):
    """A sheet: its filled cells as text, by row and column from 1."""

    def __init__(self, strings: list[str], days: set[int], epoch: datetime) -> None:
        super().__init__()
        self.rows: dict[int, dict[int, str]] = {}
        self._known = strings, days, epoch
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow the rows and cells; those that give no number follow the last."""
        super().start(name, attributes)
        if name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif name == "c":
            self._cell = attributes
            self._column = _column(attributes["r"]) if "r" in attributes else self._column + 1
            self._formula = False
            self._taken()
        elif name == "f":
            self._formula = True

    def end(self, name: str) -> None:
        """Keep a cell that is filled."""
        super().end(name)
        if name != "c":
            return
        raw = self._taken()
        if self._formula:
            text = f"={raw}"
        elif raw:
            text = self._text(raw)
        else:
            return
        if self._column > limits.COLUMNS:
            raise PartError(f"it has {self._column:,} columns; at most {limits.COLUMNS} are read")
        self.rows.setdefault(self._row, {})[self._column] = text

    def _text(self, raw: str) -> str:
        """A value as its table would have it; what a formula failed with begins with =."""
        strings, days, epoch = self._known
        kind = self._cell.get("t", "n")
        if kind == "s":
            raw = strings[int(raw)]
        if kind in ("s", "str", "inlineStr"):
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw)
        if kind == "b":
            return "yes" if raw in _TRUE else "no"
        if kind == "n":
            is_day = int(self._cell.get("s", "0")) in days
            return _day(float(raw), epoch) if is_day else _number(raw)
        return f"={raw}" if kind == "e" else raw.removesuffix("T00:00:00")


def _column(cell: str) -> int:
    found = _CELL.fullmatch(cell)
    if not found:
        raise ValueError(cell)
    number = 0
    for letter in found[1]:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _number(raw: str) -> str:
    """Without what binary fractions add, and without .0."""
    return raw if _WHOLE.fullmatch(raw) else f"{float(raw):.15g}"


def _day(serial: float, epoch: datetime) -> str:
    """A day, with its time if it has one; times alone are what Excel keeps below 1."""
    moment = epoch + timedelta(seconds=round(serial * 86_400))
    if 0 <= serial < 1 and moment.time() != datetime.min.time():
        return moment.time().isoformat()
    whole = moment.time() == datetime.min.time()
    return date.isoformat(moment.date()) if whole else moment.isoformat()
