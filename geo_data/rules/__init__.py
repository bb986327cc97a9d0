"""Rules across the tables: each is a function from the book to the faults it finds.

A rule leaves alone what another already blames: an empty or ill-formed cell, an unknown code.
"""

from collections.abc import Callable, Iterator

from geo_data.rules import alliance, days, forces, links, states
from geo_data.rules.book import Book, Fault

RULES: tuple[Callable[[Book], Iterator[Fault]], ...] = (
    *(links.keys, links.states, links.sources, links.events, links.notes),
    *(links.official_first, states.others_stand, alliance.never_both),
    *(days.within_record, days.in_order, days.no_overlap),
    *(alliance.counts, alliance.names, alliance.requesters, alliance.consultations),
    *(alliance.near_misses, alliance.members_act, alliance.borders),
    *(forces.legs, forces.headcount, forces.labels),
    *(states.units, states.one_owner, states.held, states.members_stand, states.outlines),
    *(states.points, states.boundary_days, states.coordinates, states.inside, states.borders),
    *(days.periods, alliance.members_hold, alliance.signatories, states.drawn),
    *(forces.one_answer, forces.published, links.paragraphs, links.verdicts),
    *(days.on_record, days.restated, days.told_later),
)
