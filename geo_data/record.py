"""The record: what is known from outside any article.

Read from the tables in record/ and never changed afterwards.
"""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from geo_data import forces, rows, tables, talks
from geo_data.errors import DataFileError
from geo_data.rows import Row

T = TypeVar("T")
RECORD = Path(__file__).parent / "record"


class Record:
    """Every table of a folder, each read when it is first asked for and then kept.

    A table that is broken raises DataFileError where it is needed, and nowhere else.
    """

    def __init__(self, folder: Path = RECORD) -> None:
        self.folder = folder

    @cached_property
    def checked_until(self) -> date:
        """The last day the record speaks for."""
        return _checked_until(self.folder / "record.toml")

    @cached_property
    def sources(self) -> dict[str, rows.Source]:
        """The sources by id."""
        found = read_table(self.folder / "sources.csv", rows.Source.read)
        return {source.source_id: source for source in found}

    @cached_property
    def consultations(self) -> tuple[talks.Consultation, ...]:
        """Uses of Article 4, each with its requesters."""
        file = self.folder / "consultations.csv"
        return _read_groups(file, "consultation_id", talks.Consultation.read)

    @cached_property
    def moves(self) -> tuple[forces.Move, ...]:
        """Force moves, each with its legs."""
        return _read_groups(self.folder / "moves.csv", "move_id", forces.Move.read)

    @cached_property
    def states(self) -> tuple[rows.State, ...]:
        """States and territories with the units they are made of."""
        return read_table(self.folder / "states.csv", rows.State.read)

    @cached_property
    def names(self) -> tuple[rows.NameOfDay, ...]:
        """Names that changed."""
        return read_table(self.folder / "names.csv", rows.NameOfDay.read)

    @cached_property
    def accessions(self) -> tuple[rows.Accession, ...]:
        """The members, by the day their accession took effect."""
        return read_table(self.folder / "membership.csv", rows.Accession.read)

    @cached_property
    def near_misses(self) -> tuple[talks.NearMiss, ...]:
        """Cases in which Article 4 was spoken of and not used."""
        return read_table(self.folder / "near_misses.csv", talks.NearMiss.read)

    @cached_property
    def invocations(self) -> tuple[talks.Invocation, ...]:
        """Uses of Article 5."""
        return read_table(self.folder / "invocations.csv", talks.Invocation.read)

    @cached_property
    def battlegroups(self) -> tuple[forces.Battlegroup, ...]:
        """Multinational battlegroups, one row a framework nation."""
        return read_table(self.folder / "battlegroups.csv", forces.Battlegroup.read)

    @cached_property
    def borders(self) -> tuple[rows.Border, ...]:
        """Members' borders with Russia, Belarus and Ukraine."""
        return read_table(self.folder / "borders.csv", rows.Border.read)

    @cached_property
    def milestones(self) -> tuple[rows.Milestone, ...]:
        """Other dated events."""
        return read_table(self.folder / "milestones.csv", rows.Milestone.read)

    @cached_property
    def statements(self) -> tuple[rows.Statement, ...]:
        """What was said in office."""
        return read_table(self.folder / "statements.csv", rows.Statement.read)

    def members_on(self, on: date) -> dict[str, rows.Accession]:
        """The members at the end of the day `on`, by ISO 3166-1 alpha-3."""
        return {a.iso3: a for a in self.accessions if a.day <= on}

    def name_on(self, iso3: str, on: date) -> str:
        """The country's English name of that day; the code itself if it has no row."""
        for row in self._names_of.get(iso3, ()):
            if row.first <= on and (row.last is None or on <= row.last):
                return row.name
        return self._state_names.get(iso3, iso3)

    @cached_property
    def _state_names(self) -> dict[str, str]:
        return {state.iso3: state.name for state in self.states}

    @cached_property
    def _names_of(self) -> dict[str, list[rows.NameOfDay]]:
        found: dict[str, list[rows.NameOfDay]] = {}
        for row in self.names:
            found.setdefault(row.iso3, []).append(row)
        return found


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


@cache
def record() -> Record:
    """The record that ships with the project."""
    return Record()
