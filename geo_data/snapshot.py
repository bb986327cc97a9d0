"""The snapshot: what is true for a view. Everything drawn or said comes from here."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

import geopandas as gpd
import pandas as pd

from geo_data import geometry
from geo_data.articles import Article, Fact
from geo_data.articles import article as read_article
from geo_data.events import Event, by_id, kept_between
from geo_data.forces import Battlegroup, Leg, Move
from geo_data.record import Record, record
from geo_data.rows import State
from geo_data.talks import Consultation
from geo_data.view import View, spoken_for

REQUEST_DAYS = 3
"""A requester is one for the day of the request and the two days after it."""

SOVIET_REPUBLICS = frozenset(
    [
        *("ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK"),
        *("TKM", "UKR", "UZB"),
    ]
)


@dataclass(frozen=True, slots=True)
class StateOfDay:
    """One state's standing at the end of a day; None is unknown or not asked."""

    iso3: str
    name: str
    units: tuple[str, ...]
    holders: tuple[str, ...]
    acceded: date | None
    requested_in_article: bool | None
    requested_on_record: bool
    borders_russia: bool

    @property
    def member(self) -> bool:
        """Whether it is in the Alliance at the end of the day."""
        return self.acceded is not None


def russia_on(on: date) -> frozenset[str]:
    """Russia, and until its end the Soviet Union: its republics that were not yet states."""
    return frozenset(
        state.iso3
        for state in record().states
        if state.iso3 == "RUS" or (state.iso3 in SOVIET_REPUBLICS and state.valid_from > on)
    )


@cache
def neighbours_of(ground: frozenset[str]) -> frozenset[str]:
    """States outside some ground whose territory touches it, Kaliningrad included."""
    states = record().states
    units = [unit for state in states if state.iso3 in ground for unit in state.units]
    return frozenset(
        state.iso3
        for state in states
        if state.iso3 not in ground and geometry.touching(state.units, units)
    )


def requesters(known: Record, first: date, last: date) -> set[str]:
    """Countries with an official request for consultations from `first` to `last`."""
    return {
        requester.iso3
        for consultation in known.consultations
        for requester in consultation.official
        if requester.requested is not None and first <= requester.requested <= last
    }


def states_on(on: date, article: Article | None = None) -> tuple[StateOfDay, ...]:
    """One row a state of the record, by code, with its standing at the end of `on`."""
    known = record()
    members = known.members_on(on)
    asked = requesters(known, on - timedelta(days=REQUEST_DAYS - 1), on)
    named = article.requesters_named() if article else set()
    near = neighbours_of(russia_on(on))
    return tuple(
        StateOfDay(
            state.iso3,
            known.name_on(state.iso3, on),
            state.units,
            state.holders if state.holding != "occupation" else (),
            members[state.iso3].day if state.iso3 in members else None,
            state.iso3 in named if article else None,
            state.iso3 in asked,
            state.iso3 in near,
        )
        for state in sorted(known.states, key=lambda s: s.iso3)
    )


@dataclass(frozen=True)
class Snapshot:
    """What is true for `view`.

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
        """The window's moves, each with the legs announced by the day."""
        moves = {f"move:{move.move_id}": move for move in record().moves}
        return tuple(
            (move, tuple(leg for leg in move.legs if leg.announced <= self.view.on))
            for event in self.events
            if (move := moves.get(event.event_id))
        )

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
    def facts(self) -> tuple[Fact, ...]:
        """The article's facts that meet something of this snapshot, in its own order."""
        if self.article is None:
            return ()
        shown = {event.event_id for event in self.events} | set(self.borders)
        return tuple(f for f in self.article.facts if shown.intersection(f.record_ids))

    @cached_property
    def not_yet_states(self) -> tuple[StateOfDay, ...]:
        """States drawn with today's outline that did not exist as such on the day."""
        exist = {s.iso3 for s in record().states if s.stands_on(self.view.on)}
        return tuple(state for state in self.states if state.iso3 not in exist)

    @property
    def countries(self) -> gpd.GeoDataFrame:
        """One row a state of the day, its standing and its polygon (EPSG:4326)."""
        return countries(self.states)

    @property
    def focused(self) -> Event | None:
        """The event in focus, whether or not it lies in the window."""
        return by_id().get(self.view.focus or "")


def snapshot(view: View) -> Snapshot:
    """What is true for `view`; ViewError if the record does not speak for its day or article."""
    known = record()
    article = read_article(view.article) if view.article else None
    states = states_on(spoken_for(view.on), article)
    members = {state.iso3 for state in states if state.member}
    return Snapshot(
        view,
        article,
        states,
        kept_between(view.first, view.on, view.kind, (view.country,) if view.country else ()),
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


@cache
def _outlines() -> gpd.GeoDataFrame:
    return geometry.dissolve({state.iso3: state.units for state in record().states})


def yes_no(value: bool | None) -> str:  # noqa: FBT001 - the value itself, no switch
    """A boolean as the tables print it; unknown is empty."""
    return "" if value is None else "yes" if value else "no"


def countries(states: tuple[StateOfDay, ...]) -> gpd.GeoDataFrame:
    """One row a state: columns of the command line's `countries`, and the polygon."""
    table = pd.DataFrame(
        {
            "iso3": [s.iso3 for s in states],
            "name": [s.name for s in states],
            "member": [s.member for s in states],
            "acceded": [s.acceded.isoformat() if s.acceded else "" for s in states],
            "requested_in_article": [s.requested_in_article for s in states],
            "requested_on_record": [s.requested_on_record for s in states],
            "borders_russia": [s.borders_russia for s in states],
        }
    )
    shapes = _outlines().geometry.reindex(table["iso3"])
    return gpd.GeoDataFrame(table, geometry=shapes.to_numpy(), crs="EPSG:4326")


def state_row(iso3: str) -> State | None:
    """The record's row of a state."""
    return next((state for state in record().states if state.iso3 == iso3), None)
