"""Foreign text: bytes to letters, and letters that do no harm to their neighbours.

It is UTF-8, or what says by its first bytes that it is UTF-16 or UTF-32.

An older encoding is named, never guessed: the same byte is another letter in each of them, and a
place name read wrongly looks like one.
"""

import codecs
import re

from geo_data.errors import PackError
from geo_data.packs.limits import NAME_CHARACTERS
from geo_data.tables.cell_rules import split
from geo_data.tables.columns import Column
from geo_data.tables.files import is_signed

_MARKED = (
    # UTF-32's mark begins with UTF-16's, so it is looked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_EMBED, _POP_EMBED = "\u202a\u202b\u202d\u202e", "\u202c"
_ISOLATE, _POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_FIRST_STRONG = "\u2068"
_DIRECTIONS = frozenset(_EMBED + _POP_EMBED + _ISOLATE + _POP_ISOLATE)
"""Characters that turn the direction of writing, and those that end what one of them began."""

SAVE = "save it as “CSV UTF-8” (or as text in UTF-8) and bring it again"


def decode(file: str, content: bytes) -> str:
    """The text of a file; PackError names another encoding, or where it is no text."""
    encoding = next((name for mark, name in _MARKED if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise PackError(file, _other(content, encoding, error)) from None
    found = CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise PackError(
            file, f"line {line} holds a control character (U+{ord(found[0]):04X}): it is no text"
        )
    return text


def _other(content: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    if encoding not in ("utf-8", "utf-8-sig"):
        return f"it begins as {encoding.upper()} and is not whole; {SAVE}"
    if b"\0" in content:
        return f"it is no text, or UTF-16 without its mark; {SAVE}"
    byte = content[error.start : error.start + 1]
    line = content.count(b"\n", 0, error.start) + 1
    letter = byte.decode("cp1252", "replace")
    as_what = f", {letter} in Windows-1252," if letter.isalnum() else ""
    return f"it is not UTF-8: byte 0x{byte.hex().upper()}{as_what} in line {line}; {SAVE}"


def printable(text: str) -> str:
    """A text with a blank for each control character and a sign for each half of a letter."""
    return _SURROGATE.sub("\ufffd", CONTROL.sub(" ", text))


def isolated(text: str) -> str:
    """A text that turns the direction of writing for itself alone, wherever it will stand.

    What it opens it closes, and nothing that stood open before it; a text without such
    characters is left as it is.
    """
    if _DIRECTIONS.isdisjoint(text):
        return text
    return "\n".join(map(_isolated_line, text.split("\n")))


def _isolated_line(line: str) -> str:
    kept: list[str] = []
    opened: list[int] = []
    isolates: list[int] = []
    pairs: dict[int, int] = {}
    """Where what was opened was closed, by place."""
    for letter in line:
        if letter in _EMBED or letter in _ISOLATE:
            opened.append(len(kept))
            isolates += opened[-1:] if letter in _ISOLATE else []
        elif letter in (_POP_EMBED, _POP_ISOLATE):
            place = _closed(letter, opened, isolates)
            if place is None:
                continue
            pairs[place] = len(kept)
        kept.append(letter)
    for place in reversed(opened):
        pairs[place] = len(kept)
        kept.append(_POP_ISOLATE if kept[place] in _ISOLATE else _POP_EMBED)
    if pairs:
        first, last = min(pairs), max(pairs.values())
        if kept[first] != _FIRST_STRONG or pairs[first] != last:
            kept.insert(last + 1, _POP_ISOLATE)
            kept.insert(first, _FIRST_STRONG)
    return "".join(kept)


def _closed(letter: str, opened: list[int], isolates: list[int]) -> int | None:
    """The place of what a letter closes; None if it closes nothing."""
    if letter == _POP_EMBED:
        embedded = opened and opened[-1:] != isolates[-1:]
        return opened.pop() if embedded else None
    if not isolates:
        return None
    place = isolates.pop()
    while opened.pop() != place:  # what was opened within ends with it
        pass
    return place


def clean(text: str) -> str:
    """A cell without blanks at its ends; what no table can hold is made a blank.

    An apostrophe before a formula's sign is a spreadsheet's word for "this is text" and goes.
    Writing from right to left is closed off from what stands beside it.
    """
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    bare = text.lstrip("'")
    return isolated(bare.strip() if bare != text and is_signed(bare) else text)


def tidy(column: Column, text: str) -> str:
    """A clean cell; where it lists codes or ids, without blanks around each `;`."""
    text = clean(text)
    return clean(";".join(split(text))) if column.rule.codes and ";" in text else text


def named(file: str) -> str:
    """The name of a file as a message may have it: on one line, and not endless."""
    return isolated(printable(" ".join(file.split())[-NAME_CHARACTERS:])) or "the file"
