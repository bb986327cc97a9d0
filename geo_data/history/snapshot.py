"""The snapshot: what is true for a view. Everything drawn or said comes from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

import geopandas as gpd
import pandas as pd
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geo_data import geometry
from geo_data.history.events import Event, by_id, kept_between, of_article
from geo_data.history.view import View, spoken_for
from geo_data.packs.shipped import article as read_article
from geo_data.tables.alliance import Consultation
from geo_data.tables.articles import Article, Fact
from geo_data.tables.forces import Battlegroup, Leg, Move
from geo_data.tables.record import Record, record
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


def requesters(known: Record, first: date, last: date) -> set[str]:
    """Countries with an official request for consultations from `first` to `last`."""
    return {
        requester.iso3
        for consultation in known.consultations
        for requester in consultation.official
        if requester.requested is not None and first <= requester.requested <= last
    }


def states_on(on: date, article: Article | None = None) -> tuple[StateOfDay, ...]:
    """One row a state of the day, by code, as at the end of `on`."""
    known = record()
    members = known.members_on(on)
    asked = requesters(known, on - timedelta(days=REQUEST_DAYS - 1), on)
    named = article.requesters_named() if article else set()
    near = neighbours_of(russia_on(on).units)
    return tuple(
        StateOfDay(
            row,
            known.name_on(row.iso3, on),
            members[row.iso3].day if row.iso3 in members else None,
            row.iso3 in named if article else None,
            row.iso3 in asked,
            not near.isdisjoint(row.units),
        )
        for row in known.states_on(on)
    )


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What is true for `view`; each is itself alone, so that what is drawn of it can be kept.

    `events` are those of the window that the filters keep, oldest first; `legs` the moves'
    legs among them that had been announced by the day.
    """

    view: View
    article: Article | None
    states: tuple[StateOfDay, ...]
    events: tuple[Event, ...]
    battlegroups: tuple[Battlegroup, ...]
    borders: tuple[str, ...]

    @cached_property
    def by_code(self) -> dict[str, StateOfDay]:
        """The states by ISO 3166-1 alpha-3."""
        return {state.iso3: state for state in self.states}

    @cached_property
    def members(self) -> tuple[StateOfDay, ...]:
        """The members, by code."""
        return tuple(state for state in self.states if state.member)

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
        return tuple(
            row for row in record().consultations if f"consultation:{row.consultation_id}" in shown
        )

    @cached_property
    def asked(self) -> frozenset[str]:
        """Countries with an official request in the window, as far as the filters keep it."""
        return frozenset(
            r.iso3
            for row in self.consultations
            for r in row.official
            if r.requested is not None and self.view.first <= r.requested <= self.view.on
        )

    @cached_property
    def named(self) -> frozenset[str]:
        """Requesters whom the article names for a day in the window.

        One whose request is on record and hidden by a filter is left out with it.
        """
        if self.article is None or (self.view.kind and "consultation" not in self.view.kind):
            return frozenset()
        first, last = self.view.first, self.view.on
        hidden = requesters(record(), first, last) - self.asked
        return frozenset(self.article.requesters_named(first, last) - hidden)

    @cached_property
    def beside_named(self) -> frozenset[str]:
        """Official requesters of the window's consultations in which the article names one."""
        return frozenset(
            r.iso3
            for row in self.consultations
            if not self.named.isdisjoint(each.iso3 for each in row.official)
            for r in row.official
        )

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The article's facts that meet something of this snapshot, in its own order."""
        if self.article is None:
            return ()
        shown = {event.event_id for event in self.events} | set(self.borders)
        return tuple(f for f in self.article.facts if shown.intersection(f.record_ids))

    def facts_of(self, *ids: str) -> tuple[Fact, ...]:
        """The article's facts that speak of any of some marks, in its own order.

        A mark is an event, a border or a country, named as a view's focus names it.
        """
        if self.article is None:
            return ()
        wanted = {*ids}
        told = {
            fact_id
            for move in self.article.moves
            if f"move:{move.move_id}" in wanted
            for fact_id in move.fact_ids
        }
        return tuple(
            fact
            for fact in self.article.facts
            if fact.fact_id in told
            or wanted.intersection(fact.record_ids)
            or any(f"country:{iso3}" in wanted for iso3 in fact.countries)
        )

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
    return Snapshot(
        view,
        article,
        states,
        kept_between(
            view.first,
            view.on,
            view.kind,
            (view.country,) if view.country else (),
            of_article(article.moves) if article else (),
        ),
        tuple(
            group
            for group in known.battlegroups
            if group.stands_on(view.on) and (not view.kind or "battlegroup" in view.kind)
        ),
        tuple(
            row.border_id
            for row in known.borders
            if row.neighbour == "RUS" and row.member in members
        ),
    )


def countries(states: tuple[StateOfDay, ...]) -> gpd.GeoDataFrame:
    """One row a state: columns of the command line's `countries`, and its polygon or point."""
    table = pd.DataFrame(
        {
            "iso3": [s.iso3 for s in states],
            "name": [s.name for s in states],
            "member": [s.member for s in states],
            "acceded": [s.acceded.isoformat() if s.acceded else "" for s in states],
            "requested_in_article": [s.requested_in_article for s in states],
            "requested_on_record": [s.requested_on_record for s in states],
            "borders_russia": [s.borders_russia for s in states],
            "holder_iso3": [";".join(s.row.holders) for s in states],
        }
    )
    shapes = [_shape(state.row) for state in states]
    return gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326")


def _shape(row: State) -> BaseGeometry:
    """A state's polygon, or its point where the shapes have none."""
    if row.units:
        return geometry.outline(row.key)
    return next(Point(p.lon_lat) for p in record().not_drawn if p.iso3 == row.iso3)


def state_row(iso3: str) -> State | None:
    """The latest row of a state in the record."""
    rows = (state for state in record().states if state.iso3 == iso3)
    return max(rows, key=lambda row: row.period.first, default=None)
