"""Files of strangers are read outside the server's process, one at a time, within limits.

A process beside the server, its template, has everything loaded. For each file it makes a copy of
itself, which reads the file and ends, or is ended: so no file meets what another left behind.
Where the system is not Linux the template reads the files itself.

What comes back is text, a JSON value a line, and is checked here as any other.
"""

import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TooLongError
from contextlib import closing
from dataclasses import astuple
from datetime import date
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from geo_data import edition
from geo_data.child import LINUX, Child, LargeError, LateError, Limits, LostError, contained
from geo_data.child import answer as answer_orders
from geo_data.errors import GeoDataError, PackError
from geo_data.packs import beside, limits
from geo_data.packs.brought import Brought, article_of
from geo_data.packs.faults import Fault
from geo_data.packs.head import Head, checked
from geo_data.packs.read import OWN, Draft, key, read_any, read_path
from geo_data.packs.tabular import Sheet
from geo_data.packs.text import named
from geo_data.tables.articles import PACK_TABLES

LIMITS = Limits(cpu_seconds=3, seconds=45.0, memory=300 * 2**20, output=48 * 2**20)
AT_ONCE = 50
"""After so many lines of an answer the other readers' threads are let through, if they wait."""

WAITING = 8
"""How many files may wait for the one that is being read."""

NICE = 5
"""How far reading steps back behind the server; a machine that is full must not stop it."""

PATIENCE = 60.0
"""Seconds until a file that waits is given up."""

MOST_FAULTS = 1_000
"""Faults that are told one by one; a page shows fewer."""

BROKE = "it could not be read; save it again, or save its table as CSV, and bring that"
_WHY = {
    LateError: "it takes longer to read than a table does; save its table as CSV and bring that",
    LargeError: "it takes more memory to read than a table does; save its table as CSV, "
    "without what stands beside it, and bring that",
    LostError: BROKE,
}
BUSY = "too many files are being read just now; try again in some seconds"

SERVES = "from geo_data.packs.apart import serve; serve()"

Line = tuple[object, ...]
_log = logging.getLogger(__name__)


class Reader:
    """Reads files for a server, in the order in which they come."""

    def __init__(self) -> None:
        self._child = Child(SERVES, "reading")
        self._places = BoundedSemaphore(WAITING + 1)

    def start(self) -> None:
        """Have the template ready before the first file."""
        self._child.start()

    def close(self) -> None:
        """End the template."""
        self._child.close()

    def opened(self, name: str, content: bytes, head: Head) -> tuple[Draft, Brought]:
        """What a file holds, to go on with, and as it was read; PackError if it cannot be read."""
        limits.weigh(named(name), content)
        if not self._places.acquire(blocking=False):
            raise PackError(named(name), BUSY)
        order = _written(("open", name, head, edition.loaded())) + content
        try:
            # Where the system lets it, the template itself ends a file that takes too long.
            future = self._child.ask(order, LIMITS.seconds + 10)
            try:
                answer = partial(future.result, PATIENCE)
                return _from_lines(_told(named(name), answer))
            finally:
                future.cancel()
        finally:
            self._places.release()


def faults_of(path: Path) -> list[str]:
    """Each fault of a folder, a zip or a table on disk, in words."""
    name = named(path.name)
    work = partial(_answer, name, partial(_checked, path))
    try:
        if LINUX:
            return [str(says) for _, says in _told(name, partial(contained, work, LIMITS))]
        order = _written(("check", str(path.absolute())))
        with closing(Child(SERVES, "checking")) as child:
            answer = child.ask(order, LIMITS.seconds).result
            return [str(says) for _, says in _told(name, answer)]
    except PackError as error:
        return [str(error)]


def serve() -> None:
    """In the template: read files for the process that started it, when that has less to do."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    beside.shipped()
    answer_orders(_served)


def _served(order: bytes) -> bytes:
    told, _, content = order.partition(b"\n")
    what, name, *more = json.loads(told)
    if what == "check":
        return _answer(name, partial(_checked, Path(name)))
    head, wanted = more
    work = partial(_answer, named(name), partial(_opened, name, content, _head(*head)))
    try:
        edition.expect(wanted)
        return contained(work, LIMITS)
    except LostError as error:
        return _lost(error)
    except GeoDataError as error:
        return _written(("lost", str(error), "another edition"))


def _answer(name: str, work: Callable[[], Iterable[Line]]) -> bytes:
    """What the work says, a line each; a refusal, or a fault of ours, is a line too."""
    try:
        return b"".join(map(_written, work()))
    except PackError as error:
        return _written(("refused", error.file, error.problem))
    except GeoDataError as error:
        return _written(("refused", name, str(error)))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the log gets its name, the reader a sentence
        return _written(("lost", BROKE, type(error).__name__))


def _told(name: str, answer: Callable[[], bytes]) -> Iterator[list[Any]]:
    """The lines of an answer; PackError, and if it is no refusal a line in the log."""
    try:
        content = answer()
    except TooLongError:
        raise PackError(name, BUSY) from None
    except LostError as error:
        content = _lost(error)
    for number, line in enumerate(
        content.decode("utf-8", "replace").removesuffix("\n").split("\n")
    ):
        if number % AT_ONCE == 0:
            time.sleep(0)
        what, *told = json.loads(line) if line else [""]
        if what == "refused":
            raise PackError(*told)
        if what == "lost":
            _log.warning("A file could not be read: %s.", told[1])
            raise PackError(name, told[0])
        if what:
            yield [what, *told]


def _written(line: Line) -> bytes:
    """A line; half of a letter, which no text can hold, is a question mark."""
    text = json.dumps(line, ensure_ascii=False, default=_as_json)
    return text.encode("utf-8", "replace") + b"\n"


def _lost(error: LostError) -> bytes:
    """The line of a file whose reading ended before its end."""
    return _written(("lost", _WHY[type(error)], type(error).__name__))


def _checked(path: Path) -> Iterator[Line]:
    return (("fault", str(fault)) for fault in read_path(path).faults)


def _opened(name: str, content: bytes, head: Head) -> Iterator[Line]:
    draft = Draft.of(read_any(name, content, head))
    found = draft.read()
    yield "head", draft.head
    for table, rows in draft.rows.items():
        for number, row in enumerate(rows, start=1):
            mark = draft.marked[table].get(key(row))
            yield "row", table, number in found.waits[table], mark, *key(row)
    yield from (("form", fault) for fault in draft.form)
    yield from (("fault", fault) for fault in found.faults[:MOST_FAULTS])
    yield "more", max(0, len(found.faults) - MOST_FAULTS)


def _from_lines(lines: Iterable[list[Any]]) -> tuple[Draft, Brought]:
    book = beside.shipped()
    head, more = Head(), 0
    form: list[Fault] = []
    faults: list[Fault] = []
    sheets = {name: Sheet(table, f"{name}.csv") for name, table in PACK_TABLES.items()}
    marked: dict[str, dict[tuple[str, ...], Fault]] = {name: {} for name in sheets}
    waiting: dict[str, set[int]] = {name: set() for name in sheets}
    for what, *told in lines:
        match what:
            case "head":
                head = _head(*told[0])
            case "row":
                table, halted, mark, *cells = told
                sheet = sheets[table]
                sheet.rows.append(dict(zip(sheet.table.header, cells, strict=True)))
                sheet.lines.append(len(sheet.rows))
                if halted:
                    waiting[table].add(len(sheet.rows))
                if mark:
                    marked[table][tuple(cells)] = Fault(*mark)
            case "form":
                form.append(Fault(*told[0]))
            case "fault":
                faults.append(Fault(*told[0]))
            case "more":
                (more,) = told
    rows = {name: sheet.rows for name, sheet in sheets.items()}
    waits = {name: frozenset(numbers) for name, numbers in waiting.items()}
    usable, _ = checked(head, book.checked_until)
    article = article_of(usable, sheets, waits, OWN, book)
    found = Brought(head, sheets, waits, tuple(faults), article, tuple(form), more)
    return Draft(head, rows, marked, found.form), found


def _as_json(value: Any) -> object:  # noqa: ANN401
    """A day as a text, a head or a fault as the values of its fields."""
    return value.isoformat() if isinstance(value, date) else astuple(value)


def _head(title: str, publisher: str, day: str | None, *more: Any) -> Head:  # noqa: ANN401
    return Head(title, publisher, date.fromisoformat(day) if day else None, *more)
