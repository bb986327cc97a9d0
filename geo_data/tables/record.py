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
from geo_data.tables import alliance
from geo_data.tables.articles import ARTICLE_TABLES
from geo_data.tables.columns import Table, by_value, table_of
from geo_data.tables.context import Context, PactMember
from geo_data.tables.files import RECORD_DIR, rows
from geo_data.tables.forces import Battlegroup, Leg, Move, PublishedTotal
from geo_data.tables.sources import Source, ToldLater
from geo_data.tables.states import BoundaryDay, NameOfDay, NotDrawn, Standing, State

T = TypeVar("T")
R = TypeVar("R")


class Kept(cached_property[tuple[T, ...]]):
    """The objects of a table, made when they are first asked for and then kept."""

    def __init__(
        self, table: Table[Any], make: Callable[[tuple[Any, ...]], T] | None = None
    ) -> None:
        super().__init__(lambda known: known.objects(table, make))
        self.table = table


def _each(row: type[T]) -> Kept[T]:
    """One object a row."""
    return Kept(table_of(row))


def _groups(row: type[R], make: Callable[[tuple[R, ...]], T]) -> Kept[T]:
    """One object for all rows that share the first column of the table's key."""
    return Kept(table_of(row), make)


class Record:
    """Every table of a folder, each read when it is first asked for and then kept.

    An attribute has the objects of one table; what a row stands for is told by its class.
    A table that is broken raises DataFileError where it is needed, and nowhere else.
    """

    source_rows = _each(Source)
    states = _each(State)
    names = _each(NameOfDay)
    standings = _each(Standing)
    not_drawn = _each(NotDrawn)
    boundary_days = _each(BoundaryDay)
    accessions = _each(alliance.Accession)
    membership_notes = _each(alliance.Remark)
    consultations = _groups(alliance.Requester, alliance.Consultation.of)
    near_misses = _each(alliance.NearMiss)
    invocations = _each(alliance.Invocation)
    moves = _groups(Leg, Move.of)
    battlegroups = _each(Battlegroup)
    borders = _each(alliance.Border)
    milestones = _each(alliance.Milestone)
    statements = _each(alliance.Statement)
    article6 = _each(alliance.Territory)
    article6_texts = _each(alliance.Passage)
    integration = _each(alliance.Way)
    published_totals = _each(PublishedTotal)
    context = _each(Context)
    warsaw_pact = _each(PactMember)
    told_later = _each(ToldLater)

    def __init__(self, folder: Path = RECORD_DIR) -> None:
        self.folder = folder
        self._rows: dict[str, list[dict[str, str]]] = {}

    def rows(self, table: Table[Any]) -> list[dict[str, str]]:
        """The rows of a table as they stand in its file, which is read once."""
        if table.name not in self._rows:
            self._rows[table.name] = rows(self.folder / f"{table.name}.csv", table)
        return self._rows[table.name]

    def objects(
        self, table: Table[Any], make: Callable[[tuple[Any, ...]], Any] | None = None
    ) -> tuple[Any, ...]:
        """One object a row; with `make` one for all rows that share the first column of its key."""
        if make:
            groups = by_value(self.rows(table), itemgetter(table.key[0]))
        else:
            groups = {f"line {n}": [row] for n, row in enumerate(self.rows(table), start=2)}
        found: list[Any] = []
        for name, group in groups.items():
            try:
                read = tuple(map(table.read, group))
                found += [make(read)] if make else read
            except ValueError as error:
                del self._rows[table.name]  # once it is mended it is read again
                raise DataFileError(
                    self.folder / f"{table.name}.csv",
                    f"{name} cannot be read ({error})",
                    "Run `python -m geo_data check`: it names the row and the column.",
                ) from error
        return tuple(found)

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

    def members_on(self, on: date) -> dict[str, alliance.Accession]:
        """The members at the end of the day `on`, by ISO 3166-1 alpha-3."""
        return {a.iso3: a for a in self.accessions if a.day <= on}

    def pact_on(self, on: date) -> dict[str, PactMember]:
        """Who is in the Warsaw Pact at the end of the day `on`, signatories too, by code."""
        return {row.iso3: row for row in self.warsaw_pact if row.period.holds_on(on)}

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
