"""The record: what is known from outside any article.

Read from the tables in record/ and never changed afterwards.
"""

import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache, cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from geo_data.errors import DataFileError
from geo_data.tables.alliance import (
    Accession,
    Border,
    Consultation,
    Invocation,
    Milestone,
    NearMiss,
    Passage,
    Remark,
    Requester,
    Statement,
    Territory,
    Way,
)
from geo_data.tables.articles import ARTICLE_TABLES
from geo_data.tables.columns import Table, by_value, table_of
from geo_data.tables.files import RECORD_DIR, rows
from geo_data.tables.forces import Battlegroup, Leg, Move, PublishedTotal
from geo_data.tables.sources import Source, ToldLater
from geo_data.tables.states import BoundaryDay, NameOfDay, NotDrawn, Standing, State

T = TypeVar("T")
R = TypeVar("R")


class Kept(cached_property[tuple[T, ...]]):
    """The rows of a table, read when they are first asked for and then kept."""

    def __init__(self, table: Table[Any], read: Callable[["Record", Table[Any]], Any]) -> None:
        super().__init__(lambda known: read(known, table))
        self.table = table


def _each(row: type[T]) -> Kept[T]:
    """One object a row."""
    return Kept(table_of(row), lambda known, table: known.objects(table))


def _groups(row: type[R], make: Callable[[tuple[R, ...]], T]) -> Kept[T]:
    """One object for all rows that share the first column of the table's key."""
    return Kept(table_of(row), lambda known, table: known.grouped(table, make))


class Record:
    """Every table of a folder, each read when it is first asked for and then kept.

    A table that is broken raises DataFileError where it is needed, and nowhere else.
    """

    source_rows = _each(Source)
    """Pages that were read, or are named."""
    states = _each(State)
    """States and territories, one for each period in which their ground stayed the same."""
    names = _each(NameOfDay)
    """Names that changed."""
    standings = _each(Standing)
    """Ground that was annexed, occupied or claimed."""
    not_drawn = _each(NotDrawn)
    """Ground that the shapes cannot show, as points."""
    boundary_days = _each(BoundaryDay)
    """Days that are given for the changes of states."""
    accessions = _each(Accession)
    """The members, by the day their accession took effect."""
    membership_notes = _each(Remark)
    """Remarks on memberships."""
    consultations = _groups(Requester, Consultation.of)
    """Uses of Article 4, each with its requesters."""
    near_misses = _each(NearMiss)
    """Cases in which Article 4 was spoken of and not used."""
    invocations = _each(Invocation)
    """Uses of Article 5."""
    moves = _groups(Leg, Move.of)
    """Force moves, each with its legs."""
    battlegroups = _each(Battlegroup)
    """Multinational battlegroups, one row a framework nation."""
    borders = _each(Border)
    """Members' borders with Russia, Belarus and Ukraine."""
    milestones = _each(Milestone)
    """Other dated events."""
    statements = _each(Statement)
    """What was said in office."""
    article6 = _each(Territory)
    """Territories in and out of the area of Article 6."""
    article6_texts = _each(Passage)
    """What Article 6 says, point by point."""
    integration = _each(Way)
    """In what way states belonged to the Alliance."""
    published_totals = _each(PublishedTotal)
    """Numbers of troops given for several orders together."""
    told_later = _each(ToldLater)
    """Sentences of other tables that are told only from a later day on."""

    def __init__(self, folder: Path = RECORD_DIR) -> None:
        self.folder = folder
        self._rows: dict[str, list[dict[str, str]]] = {}

    def rows(self, table: Table[Any]) -> list[dict[str, str]]:
        """The rows of a table as they stand in its file, which is read once."""
        if table.name not in self._rows:
            self._rows[table.name] = rows(self.folder / f"{table.name}.csv", table)
        return self._rows[table.name]

    def objects(self, table: Table[T]) -> tuple[T, ...]:
        """One object a row of a table."""
        found = []
        for line, row in enumerate(self.rows(table), start=2):
            try:
                found.append(table.read(row))
            except ValueError as error:
                raise self._unreadable(table, f"line {line}", error) from error
        return tuple(found)

    def grouped(self, table: Table[R], make: Callable[[tuple[R, ...]], T]) -> tuple[T, ...]:
        """One object for all rows of a table that share the first column of its key."""
        found = []
        for value, group in by_value(self.rows(table), itemgetter(table.key[0])).items():
            try:
                found.append(make(tuple(map(table.read, group))))
            except ValueError as error:
                raise self._unreadable(table, value, error) from error
        return tuple(found)

    def _unreadable(self, table: Table[Any], what: str, error: ValueError) -> DataFileError:
        del self._rows[table.name]  # once it is mended it is read again
        return DataFileError(
            self.folder / f"{table.name}.csv",
            f"{what} cannot be read ({error})",
            "Run `python -m geo_data check`: it names the row and the column.",
        )

    @cached_property
    def checked_until(self) -> date:
        """The last day the record speaks for."""
        return _checked_until(self.folder / "record.toml")

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by id."""
        return {source.source_id: source for source in self.source_rows}

    def load(self) -> None:
        """Read every table now, that all are of one edition; DataFileError for the first broken."""
        broken: list[DataFileError] = []
        for name, part in vars(Record).items():
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
            if row.period.holds_on(on):
                return row.name
        periods = self._states_of.get(iso3, ())
        nearest = [state for state in periods if state.period.first <= on][-1:] or periods[:1]
        return nearest[0].name if nearest else iso3

    @cached_property
    def _states_of(self) -> dict[str, list[State]]:
        return by_value(sorted(self.states, key=lambda s: s.period.first), lambda s: s.iso3)

    @cached_property
    def _names_of(self) -> dict[str, list[NameOfDay]]:
        return by_value(self.names, lambda row: row.iso3)


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


RECORD_TABLES: tuple[Table[Any], ...] = tuple(
    part.table for part in vars(Record).values() if isinstance(part, Kept)
)
"""The tables of the record. Each article has its own `facts` and `notes`."""
BY_NAME = {table.name: table for table in (*RECORD_TABLES, *ARTICLE_TABLES)}


@cache
def record() -> Record:
    """The record that ships with the project.

    >>> len(record().members_on(record().checked_until))
    32
    """
    return Record()
