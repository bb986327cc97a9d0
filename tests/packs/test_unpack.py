"""A zip is opened within bounds, or refused with one reason."""

import io
import os
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geo_data.errors import PackError
from geo_data.packs import limits, unpack
from geo_data.packs.read import read_any
from tests.packs.made import FACTS, HEAD, pack, zip_bytes

FILES = {"article.toml": HEAD.encode(), "facts.csv": FACTS}
MB = 2**20


def _entry(name: str, **attributes: object) -> bytes:
    """A pack with one more member, whose header says something odd."""
    out = io.BytesIO(zip_bytes(FILES))
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo(name)
        for attribute, value in attributes.items():
            setattr(entry, attribute, value)
        archive.writestr(entry, b"x" * 10)
    return out.getvalue()


def _bomb(size: int) -> bytes:
    return zip_bytes({**FILES, "notes.csv": b"0" * size})


def _lying_bomb() -> bytes:
    """It declares ten bytes, in both headers, and unpacks to 60 MB."""
    size = 60 * MB
    content = _bomb(size)
    return content.replace(struct.pack("<L", size), struct.pack("<L", 10))


def _encrypted() -> bytes:
    content = bytearray(zip_bytes(FILES))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def _overlapping() -> bytes:
    """Every entry of the central directory names the same bytes."""
    content = zip_bytes({"a": b"0" * MB, "b": b"0"})
    first, second = (content.index(b"PK\x01\x02"), content.rindex(b"PK\x01\x02"))
    changed = bytearray(content)
    changed[second + 42 : second + 46] = changed[first + 42 : first + 46]
    return bytes(changed)


def _zip64_nonsense() -> bytes:
    content = bytearray(zip_bytes(FILES))
    at = content.index(b"PK\x01\x02")
    content[at + 20 : at + 28] = b"\xff" * 8
    return bytes(content)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "no zip": (lambda: b"PK\x03\x04 and no more", "cut off or damaged"),
    "cut off": (lambda: zip_bytes(FILES)[:-30], "cut off or damaged"),
    "damaged": (lambda: zip_bytes(FILES, 0).replace(b"A claim", b"A crime"), "damaged"),
    "too large": (lambda: os.urandom(5 * MB + 1), "5.0 MB; at most 5 MB"),
    "a bomb": (lambda: _bomb(51 * MB), "unpacked it has more than 50 MB"),
    "a bomb that lies": (_lying_bomb, "damaged"),
    "members that overlap": (_overlapping, "damaged"),
    "many members": (lambda: zip_bytes({f"{n}.csv": b"" for n in range(51)}), "51 files"),
    "10,000 members": (lambda: zip_bytes({f"{n}": b"" for n in range(10_000)}), "10,000 files"),
    "out of the folder": (lambda: _entry("../facts.csv"), "leads out"),
    "out by a folder": (lambda: _entry("a/../../facts.csv"), "leads out"),
    "an absolute path": (lambda: _entry("/etc/passwd"), "absolute"),
    "a drive": (lambda: _entry("C:facts.csv"), "absolute"),
    "a backslash": (lambda: _entry("a\\..\\facts.csv"), "backslash"),
    "an empty folder name": (lambda: _entry("a//facts.csv"), "leads out"),
    "a name with a bell": (lambda: _entry("notes\a.csv"), "cannot be shown"),
    "a link": (lambda: _entry("notes.csv", external_attr=(stat.S_IFLNK | 0o777) << 16), "link"),
    "a device": (lambda: _entry("notes.csv", external_attr=(stat.S_IFCHR | 0o666) << 16), "device"),
    "encrypted": (_encrypted, "encrypted"),
    "another method": (lambda: zip_bytes(FILES, zipfile.ZIP_LZMA), "way that is not read"),
    "an archive": (lambda: zip_bytes({**FILES, "notes.zip": pack()}), "archive within"),
    "an archive by another name": (
        lambda: zip_bytes({**FILES, "notes.csv": pack()}),
        "archive within",
    ),
    "nested bombs": (lambda: zip_bytes({"a.zip": _bomb(49 * MB)}), "archive within"),
    "a workbook": (lambda: zip_bytes({**FILES, "facts.xlsx": b""}), "archive within"),
    "an unknown file": (
        lambda: zip_bytes({**FILES, "run.py": b""}),
        "does not belong in a file set",
    ),
    "a deep folder": (lambda: zip_bytes({"a/b/facts.csv": FACTS}), "more than one folder"),
    "two folders": (
        lambda: zip_bytes({"a/facts.csv": FACTS, "b/article.toml": b""}),
        "several folders",
    ),
    "nothing": (lambda: zip_bytes({}), "nothing of a file set"),
    "zip64 nonsense": (_zip64_nonsense, "more than 50 MB"),
}


@pytest.mark.parametrize(("make", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_zip_is_refused_in_one_line(
    make: Callable[[], bytes], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content = make()
    tracemalloc.start()
    with pytest.raises(PackError, match=says) as caught:
        read_any("mine.zip", content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * limits.UNPACKED_BYTES
    assert str(caught.value).startswith("mine.zip: ")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused() -> None:
    for name in ("facts.csv", "FACTS.CSV"):
        with pytest.raises(PackError, match="there twice"):
            read_any("mine.zip", _entry(name))


@pytest.mark.parametrize("folder", ["", "my-article/"])
def test_a_pack_lies_in_one_folder_or_in_none(folder: str) -> None:
    files = {f"{folder}{name}": content for name, content in FILES.items()}
    beside = {f"{folder}.DS_Store": b"x", "__MACOSX/._facts.csv": b"x"}
    assert unpack.pack_files("mine.zip", zip_bytes({**files, **beside})) == FILES


def test_folders_of_a_zip_are_no_files() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.mkdir("mine")
        archive.writestr("mine/facts.csv", FACTS)
    assert unpack.pack_files("mine.zip", out.getvalue()) == {"facts.csv": FACTS}
