"""Bytes are text in UTF-8, or say what they are; an older encoding is named, never guessed."""

import codecs

import pytest

from geo_data.errors import PackError
from geo_data.packs.text import decode

WORDS = "Ādaži, Türkiye, Київ 🇪🇪\n"


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-32"),
        codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"],
)
def test_unicode_is_read(content: bytes) -> None:
    assert decode("facts.csv", content) == WORDS


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a\nT\xfcrkiye\n", "byte 0xFC, ü in Windows-1252, in line 2; save it as “CSV UTF-8”"),
        ("Ādaži".encode("cp1257"), "not UTF-8: byte 0xC2"),
        ("Київ".encode("cp1251"), "not UTF-8"),
        ("é".encode("mac-roman"), "not UTF-8"),
        ("東京".encode("shift-jis"), "not UTF-8"),
        ("é".encode("utf-16-le"), "UTF-16 without its mark"),
        (codecs.BOM_UTF16_LE + b"a", "begins as UTF-16 and is not whole"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "begins as UTF-16 and is not whole"),
        (codecs.BOM_UTF32_BE + b"\x00\x11\x00\x00", "begins as UTF-32 and is not whole"),
        (b"a\nb\0c", r"line 2 holds a control character \(U\+0000\)"),
        ("abc".encode("utf-16-le"), "control character"),
        (b"\x1b[31mred", r"U\+001B"),
        (b"\xc2\x9b31m", r"U\+009B"),
        (b"\x89PNG\r\n", "not UTF-8"),
    ],
)
def test_anything_else_is_refused_by_name(content: bytes, says: str) -> None:
    with pytest.raises(PackError, match=says) as caught:
        decode("facts.csv", content)
    assert "\n" not in str(caught.value)
