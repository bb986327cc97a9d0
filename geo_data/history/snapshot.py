"""The snapshot: what is true for a view. Everything drawn or said comes from here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property

import geopandas as gpd
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geo_data import geometry
from geo_data.history.events import Event, by_id, kept_between, of_article
from geo_data.history.view import View, spoken_for
from geo_data.packs.shipped import article as read_article
from geo_data.tables.alliance import Consultation
from geo_data.tables.articles import Article, Fact
from geo_data.tables.forces import Battlegroup, Leg, Move
from geo_data.tables.record import record
from geo_data.tables.states import State

REQUEST_DAYS = 3
"""A requester is one for the day of the request and the two days after it."""


@dataclass(frozen=True, slots=True)
class StateOfDay:
    """One state at the end of a day; None is unknown or not asked."""

    row: State
    name: str
    acceded: date | None
    requested_in_article: bool | None
    requested_on_record: bool
    borders_russia: bool
    warsaw_pact: bool
    """Whether it has signed the Warsaw Pact, or is in it."""

    @property
    def iso3(self) -> str:
        """Its code in the record."""
        return self.row.iso3

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the shapefile that it is made of."""
        return self.row.units

    @property
    def holders(self) -> tuple[str, ...]:
        """Whose territory it is; an occupation makes none."""
        return self.row.owners

    @property
    def member(self) -> bool:
        """Whether it is in the Alliance at the end of the day."""
        return self.acceded is not None


def russia_on(on: date) -> State:
    """Russia, and until its end the Soviet Union."""
    return next(state for state in record().states_on(on) if state.iso3 in ("RUS", "SUN"))


@cache
def neighbours_of(units: tuple[str, ...]) -> frozenset[str]:
    """Other units that share a stretch of border with some."""
    own = frozenset(units)
    touching = (pair for pair in geometry.neighbours() if not own.isdisjoint(pair))
    return frozenset(unit for pair in touching for unit in pair) - own


def requesters(rows: Iterable[Consultation], first: date, last: date) -> frozenset[str]:
    """Countries with an official request for some consultations from `first` to `last`."""
    asked = (requester for row in rows for requester in row.official)
    return frozenset(r.iso3 for r in asked if r.requested and first <= r.requested <= last)


def states_on(on: date, article: Article | None = None) -> tuple[StateOfDay, ...]:
    """One row a state of the day, by code, as at the end of `on`."""
    known = record()
    members = known.members_on(on)
    asked = requesters(known.consultations, on - timedelta(days=REQUEST_DAYS - 1), on)
    named = article.requesters_named() if article else set()
    near = neighbours_of(russia_on(on).units)
    pact = known.pact_on(on)
    return tuple(
        StateOfDay(
            row,
            known.name_on(row.iso3, on),
            members[row.iso3].day if row.iso3 in members else None,
            row.iso3 in named if article else None,
            row.iso3 in asked,
            not near.isdisjoint(row.units),
            row.iso3 in pact,
        )
        for row in known.states_on(on)
    )


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What is true for `view`; each is itself alone, so that what is drawn of it can be kept.

    `events` are those of the window that the filters keep, oldest first; `legs` the moves'
    legs among them that had been announced by the day. `beyond` says on which side of the record
    the day lay that was asked for, as view.beyond does; empty for the day itself. `since` is the
    other day of a comparison: who joined after it is told apart.
    """

    view: View
    article: Article | None
    states: tuple[StateOfDay, ...]
    events: tuple[Event, ...]
    battlegroups: tuple[Battlegroup, ...]
    borders: tuple[str, ...]
    beyond: str = ""
    since: date | None = None

    @cached_property
    def by_code(self) -> dict[str, StateOfDay]:
        """The states by ISO 3166-1 alpha-3."""
        return {state.iso3: state for state in self.states}

    @cached_property
    def members(self) -> tuple[StateOfDay, ...]:
        """The members, by code."""
        return tuple(state for state in self.states if state.member)

    @cached_property
    def newcomers(self) -> frozenset[str]:
        """Members that joined after the other day of a comparison."""
        since = self.since or date.max
        return frozenset(s.iso3 for s in self.members if s.acceded and s.acceded > since)

    @cached_property
    def moves(self) -> tuple[tuple[Move, tuple[Leg, ...]], ...]:
        """The window's moves, the article's own last, each with the legs announced by the day."""
        return tuple(
            (move, tuple(leg for leg in move.legs if leg.announced <= self.view.on))
            for event in self.events
            if (move := self.moves_by_id.get(event.event_id))
        )

    @cached_property
    def moves_by_id(self) -> dict[str, Move]:
        """All moves of the record and of the article, by the id of their event."""
        own = self.article.moves if self.article else ()
        return {f"move:{move.move_id}": move for move in (*record().moves, *own)}

    @cached_property
    def consultations(self) -> tuple[Consultation, ...]:
        """The window's consultations, with all that the record has on each."""
        shown = {event.event_id for event in self.events if event.kind == "consultation"}
        found = record().consultations
        return tuple(row for row in found if f"consultation:{row.consultation_id}" in shown)

    @cached_property
    def asked(self) -> frozenset[str]:
        """Countries with an official request in the window, as far as the filters keep it."""
        return requesters(self.consultations, self.view.first, self.view.on)

    @cached_property
    def named(self) -> frozenset[str]:
        """Requesters whom the article names for a day in the window.

        One whose request is on record and hidden by a filter is left out with it.
        """
        kinds = self.view.kinds
        if self.article is None or (kinds and "consultation" not in kinds):
            return frozenset()
        first, last = self.view.first, self.view.on
        hidden = requesters(record().consultations, first, last) - self.asked
        return frozenset(self.article.requesters_named(first, last) - hidden)

    @cached_property
    def beside_named(self) -> frozenset[str]:
        """Official requesters of the window's consultations in which the article names one."""
        each = (frozenset(r.iso3 for r in row.official) for row in self.consultations)
        return frozenset().union(*(codes for codes in each if codes & self.named))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The article's facts that meet something of this snapshot, in its own order."""
        if self.article is None:
            return ()
        shown = {event.event_id for event in self.events} | set(self.borders)
        return tuple(f for f in self.article.facts if shown.intersection(f.record_ids))

    @cached_property
    def marks(self) -> dict[str, list[str]]:
        """What each of the article's facts speaks of, by the fact's id.

        A mark is an event, a border or a country, named as a view's focus names it.
        """
        if self.article is None:
            return {}
        found = {fact.fact_id: [*fact.record_ids] for fact in self.article.facts}
        for move in self.article.moves:
            for fact_id in found.keys() & {*move.fact_ids}:
                found[fact_id].append(f"move:{move.move_id}")
        for fact in self.article.facts:
            found[fact.fact_id] += (f"country:{iso3}" for iso3 in fact.countries)
        return found

    def facts_of(self, *marks: str) -> tuple[Fact, ...]:
        """The article's facts that speak of any of some marks, in its own order."""
        told = {fact_id for fact_id, known in self.marks.items() if not {*marks}.isdisjoint(known)}
        facts = self.article.facts if self.article else ()
        return tuple(fact for fact in facts if fact.fact_id in told)

    @property
    def countries(self) -> gpd.GeoDataFrame:
        """One row a state of the day, how it stands and its polygon (EPSG:4326)."""
        return countries(self.states)

    @property
    def focused(self) -> Event | None:
        """The event in focus, whether or not it lies in the window."""
        return self.event(self.view.focus or "")

    def event(self, event_id: str) -> Event | None:
        """An event of the record or of the article's own; None if there is none."""
        own = of_article(self.article.moves) if self.article else ()
        return by_id().get(event_id) or next((e for e in own if e.event_id == event_id), None)


def snapshot(view: View, own: Mapping[str, Article] | None = None) -> Snapshot:
    """What is true for a view.

    Args:
        view: What is asked for.
        own: A reader's articles by slug, beside those that ship.

    Returns:
        The states of the day, and the window's events and moves that the view's filters keep.

    Raises:
        ViewError: The record does not speak for that day, or there is no such article.
        DataFileError: A table that is needed is missing or broken.
    """
    known = record()
    article = read_article(view.article, own) if view.article else None
    states = states_on(spoken_for(view.on), article)
    members = {state.iso3 for state in states if state.member}
    country, own_moves = (view.country,) if view.country else (), article.moves if article else ()
    events = kept_between(view.first, view.on, view.kinds, country, of_article(own_moves))
    groups = known.battlegroups if not view.kinds or "battlegroup" in view.kinds else ()
    borders = (row for row in known.borders if row.neighbour == "RUS" and row.member in members)
    return Snapshot(
        view,
        article,
        states,
        events,
        tuple(group for group in groups if group.stands_on(view.on)),
        tuple(row.border_id for row in borders),
    )


def compared(
    view: View, on: date, other: date, own: Mapping[str, Article] | None = None
) -> Snapshot:
    """What is true on one of two days that are compared, where who joined since `other` is new.

    It has no events and speaks of no article unless the view asks for kinds of event: what
    happened shortly before the one day is no difference between both. Raises as `snapshot` does.
    """
    asked = view.kind
    found = snapshot(replace(view, on=on, article=view.article if asked else None), own)
    return replace(found, events=found.events if asked else (), since=other)


def countries(states: tuple[StateOfDay, ...]) -> gpd.GeoDataFrame:
    """One row a state: columns of the command line's `countries`, and its polygon or point."""
    rows = [
        {
            "iso3": state.iso3,
            "name": state.name,
            "member": state.member,
            "acceded": state.acceded.isoformat() if state.acceded else "",
            "requested_in_article": state.requested_in_article,
            "requested_on_record": state.requested_on_record,
            "borders_russia": state.borders_russia,
            "holder_iso3": ";".join(state.row.holders),
            "warsaw_pact": state.warsaw_pact,
            "geometry": _shape(state.row),
        }
        for state in states
    ]
    return gpd.GeoDataFrame(rows, crs="EPSG:4326")


def _shape(row: State) -> BaseGeometry:
    """A state's polygon, or its point where the shapes have none."""
    if row.units:
        return geometry.outline(row.key)
    return next(Point(p.lon_lat) for p in record().not_drawn if p.iso3 == row.iso3)


def state_row(iso3: str) -> State | None:
    """The latest row of a state in the record."""
    rows = (state for state in record().states if state.iso3 == iso3)
    return max(rows, key=lambda row: row.period.first, default=None)
