"""One cell: how it is tidied, and whether a spreadsheet would run it as a formula."""

import re

from geo_data.columns import POSITIVE, Column
from geo_data.packs import limits
from geo_data.packs.text import CONTROL
from geo_data.rows import split

_SIGN = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(rf"[\s\u200b\ufeff]*[{_SIGN}]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_GUARD = re.compile(rf"\A'+(?=[\s\u200b\ufeff]*[{_SIGN}])")
_SURROGATE = re.compile("[\ud800-\udfff]")


NEEDED = "not empty"
NO_FORMULA = "text or a number, no formula"
TOO_LONG = (
    f"at most {limits.CELL_CHARACTERS:,} characters",
    f"a whole number of at most {limits.DIGITS} digits",
)


def clean(text: str) -> str:
    """A cell without blanks at its ends; what no table can hold is made a blank.

    An apostrophe before a formula's sign is a spreadsheet's word for "this is text" and goes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATE.sub("\ufffd", CONTROL.sub(" ", text)).strip()
    return _GUARD.sub("", text, count=1).strip()


def tidy(column: Column, text: str) -> str:
    """A clean cell; where it lists codes or ids, without blanks around each `;`."""
    text = clean(text)
    return clean(";".join(split(text))) if column.rule.codes and ";" in text else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula; a plain number is none."""
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def guarded(text: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens; `clean` undoes it."""
    return f"'{text}" if is_formula(text) else text


def failure(column: Column, text: str) -> str:
    """The rule that a tidy cell breaks; empty if none."""
    if not text:
        return "" if column.empty else NEEDED
    if is_formula(text):
        return NO_FORMULA
    if len(text) > limits.CELL_CHARACTERS:
        return TOO_LONG[0]
    if column.rule is POSITIVE and len(text) > limits.DIGITS:
        return TOO_LONG[1]
    return "" if column.rule.holds(text) else column.rule.words
