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

from geo_data import forces, ground, rows, tables, talks, territory
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
        return read_groups(file, "consultation_id", talks.Consultation.read)

    @cached_property
    def moves(self) -> tuple[forces.Move, ...]:
        """Force moves, each with its legs."""
        return read_groups(self.folder / "moves.csv", "move_id", forces.Move.read)

    @cached_property
    def states(self) -> tuple[territory.State, ...]:
        """States and territories, one for each period in which their ground stayed the same."""
        return read_table(self.folder / "states.csv", territory.State.read)

    @cached_property
    def standings(self) -> tuple[territory.Standing, ...]:
        """Ground that was annexed, occupied or claimed."""
        return read_table(self.folder / "standings.csv", territory.Standing.read)

    @cached_property
    def not_drawn(self) -> tuple[territory.NotDrawn, ...]:
        """Ground that the shapes cannot show, as points."""
        return read_table(self.folder / "not_drawn.csv", territory.NotDrawn.read)

    @cached_property
    def boundary_days(self) -> tuple[territory.BoundaryDay, ...]:
        """Days that are given for the changes of states."""
        return read_table(self.folder / "boundary_days.csv", territory.BoundaryDay.read)

    @cached_property
    def names(self) -> tuple[rows.NameOfDay, ...]:
        """Names that changed."""
        return read_table(self.folder / "names.csv", rows.NameOfDay.read)

    @cached_property
    def accessions(self) -> tuple[rows.Accession, ...]:
        """The members, by the day their accession took effect."""
        return read_table(self.folder / "membership.csv", rows.Accession.read)

    @cached_property
    def membership_notes(self) -> tuple[ground.Remark, ...]:
        """Remarks on memberships."""
        return read_table(self.folder / "membership_notes.csv", ground.Remark.read)

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

    @cached_property
    def article6(self) -> tuple[ground.Territory, ...]:
        """Territories in and out of the area of Article 6."""
        return read_table(self.folder / "article6.csv", ground.Territory.read)

    @cached_property
    def article6_texts(self) -> tuple[ground.Passage, ...]:
        """What Article 6 says, point by point."""
        return read_table(self.folder / "article6_texts.csv", ground.Passage.read)

    @cached_property
    def integration(self) -> tuple[ground.Way, ...]:
        """In what way states belonged to the Alliance."""
        return read_table(self.folder / "integration.csv", ground.Way.read)

    @cached_property
    def published_totals(self) -> tuple[ground.PublishedTotal, ...]:
        """Numbers of troops given for several orders together."""
        return read_table(self.folder / "published_totals.csv", ground.PublishedTotal.read)

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

    def members_on(self, on: date) -> dict[str, rows.Accession]:
        """The members at the end of the day `on`, by ISO 3166-1 alpha-3."""
        return {a.iso3: a for a in self.accessions if a.day <= on}

    def states_on(self, on: date) -> tuple[territory.State, ...]:
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
    def _states_of(self) -> dict[str, list[territory.State]]:
        found: dict[str, list[territory.State]] = {}
        for state in sorted(self.states, key=lambda s: s.period.first):
            found.setdefault(state.iso3, []).append(state)
        return found

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
    """The record that ships with the project."""
    return Record()
