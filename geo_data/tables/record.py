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

from geo_data.errors import DataFileError
from geo_data.tables import files as tables
from geo_data.tables.alliance import (
    Accession,
    Border,
    Consultation,
    Invocation,
    NearMiss,
    Remark,
    Way,
)
from geo_data.tables.article6 import Passage, Territory
from geo_data.tables.columns import Row
from geo_data.tables.forces import Battlegroup, Move, PublishedTotal
from geo_data.tables.milestones import Milestone, Statement
from geo_data.tables.sources import Source
from geo_data.tables.states import BoundaryDay, NameOfDay, NotDrawn, Standing, State

T = TypeVar("T")
RECORD = Path(__file__).parents[1] / "record"


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
    def sources(self) -> dict[str, Source]:
        """The sources by id."""
        found = read_table(self.folder / "sources.csv", Source.read)
        return {source.source_id: source for source in found}

    @cached_property
    def consultations(self) -> tuple[Consultation, ...]:
        """Uses of Article 4, each with its requesters."""
        file = self.folder / "consultations.csv"
        return read_groups(file, "consultation_id", Consultation.read)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Force moves, each with its legs."""
        return read_groups(self.folder / "moves.csv", "move_id", Move.read)

    @cached_property
    def states(self) -> tuple[State, ...]:
        """States and territories, one for each period in which their ground stayed the same."""
        return read_table(self.folder / "states.csv", State.read)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Ground that was annexed, occupied or claimed."""
        return read_table(self.folder / "standings.csv", Standing.read)

    @cached_property
    def not_drawn(self) -> tuple[NotDrawn, ...]:
        """Ground that the shapes cannot show, as points."""
        return read_table(self.folder / "not_drawn.csv", NotDrawn.read)

    @cached_property
    def boundary_days(self) -> tuple[BoundaryDay, ...]:
        """Days that are given for the changes of states."""
        return read_table(self.folder / "boundary_days.csv", BoundaryDay.read)

    @cached_property
    def names(self) -> tuple[NameOfDay, ...]:
        """Names that changed."""
        return read_table(self.folder / "names.csv", NameOfDay.read)

    @cached_property
    def accessions(self) -> tuple[Accession, ...]:
        """The members, by the day their accession took effect."""
        return read_table(self.folder / "membership.csv", Accession.read)

    @cached_property
    def membership_notes(self) -> tuple[Remark, ...]:
        """Remarks on memberships."""
        return read_table(self.folder / "membership_notes.csv", Remark.read)

    @cached_property
    def near_misses(self) -> tuple[NearMiss, ...]:
        """Cases in which Article 4 was spoken of and not used."""
        return read_table(self.folder / "near_misses.csv", NearMiss.read)

    @cached_property
    def invocations(self) -> tuple[Invocation, ...]:
        """Uses of Article 5."""
        return read_table(self.folder / "invocations.csv", Invocation.read)

    @cached_property
    def battlegroups(self) -> tuple[Battlegroup, ...]:
        """Multinational battlegroups, one row a framework nation."""
        return read_table(self.folder / "battlegroups.csv", Battlegroup.read)

    @cached_property
    def borders(self) -> tuple[Border, ...]:
        """Members' borders with Russia, Belarus and Ukraine."""
        return read_table(self.folder / "borders.csv", Border.read)

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Other dated events."""
        return read_table(self.folder / "milestones.csv", Milestone.read)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What was said in office."""
        return read_table(self.folder / "statements.csv", Statement.read)

    @cached_property
    def article6(self) -> tuple[Territory, ...]:
        """Territories in and out of the area of Article 6."""
        return read_table(self.folder / "article6.csv", Territory.read)

    @cached_property
    def article6_texts(self) -> tuple[Passage, ...]:
        """What Article 6 says, point by point."""
        return read_table(self.folder / "article6_texts.csv", Passage.read)

    @cached_property
    def integration(self) -> tuple[Way, ...]:
        """In what way states belonged to the Alliance."""
        return read_table(self.folder / "integration.csv", Way.read)

    @cached_property
    def published_totals(self) -> tuple[PublishedTotal, ...]:
        """Numbers of troops given for several orders together."""
        return read_table(self.folder / "published_totals.csv", PublishedTotal.read)

    def load(self) -> None:
        """Read every table now, that all are of one edition; DataFileError for the first broken."""
        broken: list[DataFileError] = []
        for name, part in vars(type(self)).items():
            if isinstance(part, cached_property):
                try:
                    getattr(self, name)
                except DataFileError as error:
                    broken.append(error)
        if broken:
            raise broken[0]

    def members_on(self, on: date) -> dict[str, Accession]:
        """The members at the end of the day `on`, by ISO 3166-1 alpha-3."""
        return {a.iso3: a for a in self.accessions if a.day <= on}

    def states_on(self, on: date) -> tuple[State, ...]:
        """The states and territories at the end of the day `on`, by code."""
        return tuple(sorted((s for s in self.states if s.stands_on(on)), key=lambda s: s.iso3))

    def name_on(self, iso3: str, on: date) -> str:
        """The country's English name of that day; the code itself if it has no row.

        On a day on which it is no state it has the name of its nearest period.
        """
        for row in self._names_of.get(iso3, ()):
            if row.first <= on and (row.last is None or on <= row.last):
                return row.name
        periods = self._states_of.get(iso3, ())
        nearest = [state for state in periods if state.period.first <= on][-1:] or periods[:1]
        return nearest[0].name if nearest else iso3

    @cached_property
    def _states_of(self) -> dict[str, list[State]]:
        found: dict[str, list[State]] = {}
        for state in sorted(self.states, key=lambda s: s.period.first):
            found.setdefault(state.iso3, []).append(state)
        return found

    @cached_property
    def _names_of(self) -> dict[str, list[NameOfDay]]:
        found: dict[str, list[NameOfDay]] = {}
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


def read_groups(path: Path, key: str, read: Callable[[str, list[Row]], T]) -> tuple[T, ...]:
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
    """The record that ships with the project.

    >>> len(record().members_on(record().checked_until))
    32
    """
    return Record()
