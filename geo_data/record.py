"""The record: what is known from outside any article.

Read once from the tables in record/ and never changed afterwards.
"""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from geo_data import forces, rows, tables, talks
from geo_data.errors import DataFileError
from geo_data.rows import Row

T = TypeVar("T")
RECORD = Path(__file__).parent / "record"


@dataclass(frozen=True)
class Record:
    """Every table; `checked_until` is the last day it speaks for."""

    checked_until: date
    sources: dict[str, rows.Source]
    states: tuple[rows.State, ...]
    names: tuple[rows.NameOfDay, ...]
    accessions: tuple[rows.Accession, ...]
    consultations: tuple[talks.Consultation, ...]
    near_misses: tuple[talks.NearMiss, ...]
    invocations: tuple[talks.Invocation, ...]
    moves: tuple[forces.Move, ...]
    battlegroups: tuple[forces.Battlegroup, ...]
    borders: tuple[rows.Border, ...]
    milestones: tuple[rows.Milestone, ...]
    statements: tuple[rows.Statement, ...]

    def members_on(self, on: date) -> dict[str, rows.Accession]:
        """The members at the end of the day `on`, by ISO 3166-1 alpha-3."""
        return {a.iso3: a for a in self.accessions if a.day <= on}

    def name_on(self, iso3: str, on: date) -> str:
        """The country's English name of that day; the code itself if it has no row."""
        for row in self.names:
            if row.iso3 == iso3 and row.first <= on and (row.last is None or on <= row.last):
                return row.name
        return next((state.name for state in self.states if state.iso3 == iso3), iso3)


@contextmanager
def _naming(path: Path, what: str) -> Iterator[None]:
    """Turn a cell that cannot be read into an error that names its file and row."""
    try:
        yield
    except (KeyError, ValueError) as error:
        raise DataFileError(
            path,
            f"{what} cannot be read ({error})",
            "Run `python -m geo_data check`: it names the row and the column.",
        ) from error


def read_table(path: Path, read: Callable[[Row], T]) -> tuple[T, ...]:
    """One object a row of the table at `path`."""
    found = []
    for line, row in enumerate(tables.rows(path), start=2):
        with _naming(path, f"line {line}"):
            found.append(read(row))
    return tuple(found)


def _read_groups(path: Path, key: str, read: Callable[[str, list[Row]], T]) -> tuple[T, ...]:
    """One object for all rows of the table at `path` that share the value of column `key`."""
    groups: dict[str, list[Row]] = {}
    for row in tables.rows(path):
        groups.setdefault(row[key], []).append(row)
    found = []
    for value, group in groups.items():
        with _naming(path, value):
            found.append(read(value, group))
    return tuple(found)


def _checked_until(path: Path) -> date:
    remedy = "It needs one line: checked_until = YYYY-MM-DD."
    try:
        until = tomllib.loads(path.read_text("utf-8"))["checked_until"]
    except FileNotFoundError:
        raise DataFileError(path, "the file is missing", remedy) from None
    except (KeyError, ValueError) as error:
        raise DataFileError(path, f"it cannot be read ({error})", remedy) from error
    if type(until) is not date:  # a time of day would be one too
        raise DataFileError(path, f"checked_until is {until!r}, no day", remedy)
    return until


def load(folder: Path = RECORD) -> Record:
    """Read every table of the record in `folder`.

    Raises DataFileError: which file, what is wrong with it, what to do.
    """
    return Record(
        checked_until=_checked_until(folder / "record.toml"),
        sources={s.source_id: s for s in read_table(folder / "sources.csv", rows.Source.read)},
        states=read_table(folder / "states.csv", rows.State.read),
        names=read_table(folder / "names.csv", rows.NameOfDay.read),
        accessions=read_table(folder / "membership.csv", rows.Accession.read),
        consultations=_read_groups(
            folder / "consultations.csv", "consultation_id", talks.Consultation.read
        ),
        near_misses=read_table(folder / "near_misses.csv", talks.NearMiss.read),
        invocations=read_table(folder / "invocations.csv", talks.Invocation.read),
        moves=_read_groups(folder / "moves.csv", "move_id", forces.Move.read),
        battlegroups=read_table(folder / "battlegroups.csv", forces.Battlegroup.read),
        borders=read_table(folder / "borders.csv", rows.Border.read),
        milestones=read_table(folder / "milestones.csv", rows.Milestone.read),
        statements=read_table(folder / "statements.csv", rows.Statement.read),
    )


@cache
def record() -> Record:
    """The record that ships with the project, read once."""
    return load()
