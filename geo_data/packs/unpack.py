"""Zips: opened, though a stranger may have made them, and written, the same each time.

Of a zip every member is had by name, or one reason why not.

What a header declares is checked first and counted again while reading, so none can lie.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from geo_data.errors import PackError
from geo_data.packs import limits
from geo_data.tables.articles import ARTICLE_FILE, PACK_TABLES

PACK_FILES = (ARTICLE_FILE, *(f"{name}.csv" for name in PACK_TABLES))
BYSTANDERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that systems put beside others without being asked."""
FILE_KINDS = (0, stat.S_IFREG, stat.S_IFDIR)
"""0 where the system that made the zip has none."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ZIP = b"PK\x03\x04"
_ARCHIVES = (ZIP, b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
_ARCHIVE_NAMES = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst", ".xlsx")
_ENCRYPTED = 0x1
_CHUNK = 2**16
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of a file in a zip that tells none."""
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, LookupError, NotImplementedError, RuntimeError, MemoryError),
)
"""What zipfile raises on archives that are cut, damaged or made to deceive."""


def members(file: str, content: bytes, most: int) -> dict[str, bytes]:
    """The files of a zip by path; PackError with the first reason to refuse it."""
    limits.weigh(file, content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > most:
                raise PackError(file, f"it holds {len(entries):,} files; at most {most:,} are read")
            _declared(file, entries)
            return _read(file, archive, entries)
    except _BROKEN as error:
        raise PackError(file, "it is no whole zip: it is cut off or damaged") from error


def _declared(file: str, entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        fault = _fault_of(entry)
        if fault:
            raise PackError(file, f"{_name(entry)} {fault}")
        if entry.filename.casefold() in seen:
            raise PackError(file, f"{_name(entry)} is there twice")
        seen.add(entry.filename.casefold())
    if sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES:
        raise PackError(file, _too_much())


def _fault_of(entry: zipfile.ZipInfo) -> str:
    name = entry.orig_filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    steps = name.removesuffix("/").split("/")
    absolute = name.startswith("/") or name[1:2] == ":"
    checks = (
        (not name.isprintable(), "has a name that cannot be shown"),
        ("\\" in name, "has a backslash in its name"),
        (absolute, "has an absolute path; a file set has paths of its own folder only"),
        ({"..", ".", ""} & {*steps}, "has a path that leads out of the file set"),
        (kind not in FILE_KINDS, "is a link or a device, no file"),
        (entry.flag_bits & _ENCRYPTED, "is encrypted; make the zip without a password"),
        (entry.compress_type not in METHODS, "is packed in a way that is not read; use deflate"),
    )
    return next((says for wrong, says in checks if wrong), "")


def _name(entry: zipfile.ZipInfo) -> str:
    name = repr(entry.orig_filename)
    return name if len(name) <= limits.COLUMNS else f"{name[: limits.COLUMNS]}…"


def _too_much() -> str:
    return f"unpacked it has more than {limits.megabytes(limits.UNPACKED_BYTES)}"


def _read(file: str, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = limits.UNPACKED_BYTES
    for entry in entries:
        if entry.is_dir():
            continue
        parts: list[bytes] = []
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise PackError(file, _too_much())
                parts.append(chunk)
        found[entry.filename] = b"".join(parts)
    return found


def pack_files(file: str, content: bytes) -> dict[str, bytes]:
    """The files of a zipped pack by their names, its one folder left out."""
    found: dict[str, bytes] = {}
    folders: set[str] = set()
    for path, inside in members(file, content, limits.PACK_MEMBERS).items():
        folder, _, name = path.rpartition("/")
        if path.startswith("__MACOSX/") or name in BYSTANDERS:
            continue
        if "/" in folder:
            raise PackError(file, f"{path!r} lies more than one folder deep")
        if inside.startswith(_ARCHIVES) or name.lower().endswith(_ARCHIVE_NAMES):
            raise PackError(file, f"{path!r} is an archive within the archive; put its files here")
        if name not in PACK_FILES:
            raise PackError(file, f"{path!r} does not belong in a file set; {known_files()}")
        folders.add(folder)
        found[name] = inside
    if not found:
        raise PackError(file, f"it holds nothing of a file set; {known_files()}")
    if len(folders) > 1:
        raise PackError(file, "its files lie in several folders; a zip holds one file set")
    return found


def known_files() -> str:
    """Which files a pack may have, for a message."""
    return f"a file set has {', '.join(PACK_FILES)}"


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """One archive of files by name, sorted: the same contents give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it tells which system made it
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
