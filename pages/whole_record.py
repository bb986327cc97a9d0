"""The whole record: consultations, moves and their totals, battlegroups, borders, Article 6."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from geo_data import Snapshot
from geo_data.days import FIRST_DAY, in_words
from geo_data.figures.web import chronicle, chronicle_forces, chronicle_ground
from geo_data.prose import words
from pages.shell.address import html, shown, telling
from pages.shell.onward import to_map


def _heading(snap: Snapshot) -> Markup:
    narrowed = snap.view.kind or snap.view.country
    note = Markup(
        '<p class="note">This page has everything: the filters by kind and country do not narrow '
        "it.</p>"
    )
    return Markup(
        '<h2>The whole record</h2><p class="standfirst">What stands on {}, and what happened '
        "before and after it. The map shows each row on its own day.</p>{}"
    ).format(in_words(snap.view.on), note if narrowed else "")


def _forces(snap: Snapshot) -> Markup:
    """The ledger of the view's days, and the totals, which run since the Treaty was signed."""
    view, href = snap.view, to_map(snap.view)
    spans = ((3, "3 days"), (30, "30 days"), (365, "365 days"), (None, "since the start"))
    ways = Markup(" ").join(
        Markup('<a href="?span={}"{}>{}</a>').format(
            span or "all", Markup(' aria-current="true"') if span == view.span else "", name
        )
        for span, name in spans
    )
    return Markup(
        '<section><h3>Force moves</h3><p class="standfirst">{}</p>'
        '<p class="ways" data-go="replace">Moves of {}</p>{}</section>'
        "<section><h3>US troops new in Europe</h3>"
        '<p class="standfirst">Running totals of all orders up to {} that add US forces to those '
        "in Europe. Each head counts once; what replaced others, moved within Europe or stood on "
        "alert does not count. These are orders, not troops present: no return is taken off."
        "</p>{}{}</section>"
    ).format(
        chronicle_forces.reach(),
        ways,
        chronicle_forces.moves(view.first, view.on, words.window(snap), href),
        in_words(view.on),
        chronicle_forces.running(FIRST_DAY, view.on),
        chronicle_forces.pentagon(view.on),
    )


def _main() -> None:
    snap = shown(st.session_state["view"])
    on, href = snap.view.on, to_map(snap.view)
    ground = to_map(replace(snap.view, layer="article6", area="world"))
    html(_heading(snap))
    parts: tuple[Callable[[], Markup], ...] = (
        lambda: chronicle.consultations(on, href) + chronicle.near_misses(on),
        lambda: chronicle.invocations(on, href),
        lambda: _forces(snap),
        lambda: chronicle_forces.battlegroups(on, href),
        lambda: chronicle_ground.borders(on, href),
        lambda: chronicle_ground.article6(on, ground),
    )
    for part in parts:
        # A table that is broken takes its own part with it, and no other.
        with telling():
            html(Markup('<div class="story whole" data-go="push">{}</div>').format(part()))


_main()
