"""Which edition of the data a process has: what one process serves is never a mixture of two.

A table that is changed on disk counts from the next start on. A process that makes something for
another compares, and says so where the two would differ.
"""

import hashlib
from functools import cache
from pathlib import Path

from geo_data.errors import GeoDataError

ROOT = Path(__file__).parent
FOLDERS = ("record", "articles", "shapes")
CHANGED = (
    "The tables on this server's disk are no longer those that it started with: "
    "it has to be started again before this can be made"
)


def of_disk() -> str:
    """A name for the files as they are now: of their names, sizes and times of change."""
    told = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file():
                is_now = path.stat()
                told.update(
                    f"{path.relative_to(ROOT)} {is_now.st_size} {is_now.st_mtime_ns}\n".encode()
                )
    return told.hexdigest()[:16]


@cache
def loaded() -> str:
    """The name of the files at the time of the first call, which is when they are loaded."""
    return of_disk()


def expect(wanted: str) -> None:
    """GeoDataError if the files are no longer those of the edition `wanted`."""
    if of_disk() != wanted:
        raise GeoDataError(CHANGED)
