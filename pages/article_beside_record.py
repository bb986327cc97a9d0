"""The article, fact by fact, beside a map that goes along and the record's own rows."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from geo_data import Article, Snapshot, View
from geo_data.figures.web import article as reading
from geo_data.figures.web import markup
from geo_data.figures.web.markup import fragment
from geo_data.history.view import nearest_day
from geo_data.prose import details
from pages.shell.address import address, html, known_articles, shown, telling
from pages.shell.live_map import live_map
from pages.shell.onward import key_terms


def _others(snap: Snapshot) -> Markup:
    """The way to other articles, each on its own day, and to the day of this one."""
    article, view = snap.article, snap.view
    day = nearest_day(article.day) if article else view.on
    links = [
        (address(View(on=nearest_day(other.day), article=slug), "article"), other.title)
        for slug, other in known_articles().items()
        if other is not article
    ]
    return fragment(
        "article.html",
        "others",
        view.on,
        address(replace(view, on=day), "article") if day != view.on else "",
        links,
        address(view, "bring"),
    )


def _read(snap: Snapshot, article: Article) -> None:
    focus = snap.view.focus or ""
    heading = st.container()
    with st.container(key="beside"):
        left, right = st.columns([4, 5], gap="medium")
    below = st.container()
    with telling():
        with right, st.container(key="along"):
            painted = live_map(snap, follow=True)
        with below:
            html(markup.legend(painted))
            key_terms()
    with left:
        fact = article.by_id.get(focus)
        clicked = None if fact else details.details(snap)
        hits = snap.facts_of(focus) if clicked else ()
        if fact:
            html(reading.fact(snap, article, fact))
        elif clicked:
            html(reading.about(snap, article, clicked, hits))
        else:
            html(reading.beginning(snap, article))
        html(reading.listing(snap, article, hits))
    with heading:
        html(
            reading.heading(article, address(snap.view, "reading"))
            + _others(snap)
            + reading.summary(snap.view, article)
        )


def _main() -> None:
    snap = shown(st.session_state["view"])
    if snap.article:
        _read(snap, snap.article)
    else:
        html(fragment("article.html", "none_chosen") + _others(snap))


_main()
