"""Bytes to text: UTF-8, or what says by its first bytes that it is UTF-16 or UTF-32.

An older encoding is named, never guessed: the same byte is another letter in each of them, and a
place name read wrongly looks like one.
"""

import codecs
import re

from geo_data.errors import PackError

_MARKED = (
    # UTF-32's mark begins with UTF-16's, so it is looked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
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
