"""A picture as a file: its kind by its ending, written whole or not at all."""

import os
from pathlib import Path

from geo_data.errors import ViewError
from geo_data.export import press
from geo_data.history.view import View

PAGE = "html"
KINDS = {"map": (PAGE, *press.DRAWN), "timeline": (*press.DRAWN,)}
"""The endings that each picture has."""


def write(what: str, view: View, file: Path, size: str | None, theme: str | None) -> None:
    """Draw a picture of a view into a file; `size` and `theme` as `still.draw` has them.

    Raises ViewError for a name that means nothing or a file that cannot be written.
    """
    if what not in KINDS:
        raise ViewError(f"{what!r} is no picture; there is {', '.join(KINDS)}")
    kind = file.suffix.lower().removeprefix(".")
    if kind not in KINDS[what]:
        endings = ", ".join(f".{each}" for each in KINDS[what])
        raise ViewError(f"{file.name!r}: a {what} is written to a file ending in {endings}")
    if kind == PAGE and (size or theme):
        raise ViewError("a page has every size and theme: leave out --size and --theme")
    content = press.make(press.Order(f"draw/{what}.{kind}", view, size or "slide", theme or ""))
    try:
        _write_whole(file.resolve(), content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ViewError(f"{str(file)!r} cannot be written: {reason}") from error


def _write_whole(file: Path, content: bytes) -> None:
    if file.exists() and not file.is_file():
        raise OSError(0, "it is no file")
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
