"""One cell: how it is tidied, and whether a spreadsheet would run it as a formula."""

from geo_data.packs import limits
from geo_data.packs.text import isolated, printable
from geo_data.tables.columns import POSITIVE, Column, split

_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"
"""All blanks, and two that Python does not call so."""

NO_FORMULA = "text or a number, no formula"
TOO_LONG = (
    f"at most {limits.CELL_CHARACTERS:,} characters",
    f"a whole number of at most {limits.DIGITS} digits",
)


def clean(text: str) -> str:
    """A cell without blanks at its ends; what no table can hold is made a blank.

    An apostrophe before a formula's sign is a spreadsheet's word for "this is text" and goes.
    Writing from right to left is closed off from what stands beside it.
    """
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    bare = text.lstrip("'")
    return isolated(bare.strip() if bare != text and _is_signed(bare) else text)


def tidy(column: Column, text: str) -> str:
    """A clean cell; where it lists codes or ids, without blanks around each `;`."""
    text = clean(text)
    return clean(";".join(split(text))) if column.rule.codes and ";" in text else text


def _is_signed(text: str) -> bool:
    """Whether a text begins with the sign of a formula, blanks before it or not."""
    return text.lstrip(_BLANKS).startswith(_SIGNS)


def _is_number(text: str) -> bool:
    digits = text[1:] if text.startswith(("+", "-")) else text
    return all(part.isascii() and part.isdigit() for part in digits.split(".", 1))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula; a plain number is none."""
    return _is_signed(text) and not _is_number(text)


def guarded(text: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens; `clean` undoes it."""
    return f"'{text}" if is_formula(text) else text


def failure(column: Column, text: str) -> str:
    """The rule that a tidy cell breaks; empty if none."""
    if is_formula(text):
        return NO_FORMULA
    if len(text) > limits.CELL_CHARACTERS:
        return TOO_LONG[0]
    if column.rule is POSITIVE and len(text) > limits.DIGITS:
        return TOO_LONG[1]
    return column.broken(text)
