"""One fact at a time, map and sentence large: for a screen that many look at."""

from dataclasses import replace

import streamlit as st

from geo_data import Article, Snapshot
from geo_data.figures.web import article as reading
from geo_data.figures.web import markup
from geo_data.figures.web.markup import fragment
from geo_data.prose import details
from pages.shell.address import address, html, shown, telling
from pages.shell.live_map import live_map


def _read(snap: Snapshot, article: Article) -> None:
    fact = article.by_id.get(snap.view.focus or "")
    clicked = None if fact else details.details(snap)
    if fact is None and clicked is None:
        fact = article.facts[0]
        snap = shown(replace(snap.view, focus=f"fact:{fact.fact_id}"))
    with st.container(key="reading"):
        left, right = st.columns([3, 2], gap="large")
    below = st.container()
    with telling():
        with left:
            painted = live_map(snap, follow=True)
        with below:
            html(markup.legend(painted))
    with right:
        back = address(snap.view, "article")
        head = fragment("article.html", "large", article, back)
        if clicked:
            hits = snap.facts_of(snap.view.focus or "")
            html(head + reading.about(snap, article, clicked, hits))
        else:
            html(head + reading.fact(snap, article, fact or article.facts[0]))


def _main() -> None:
    snap = shown(st.session_state["view"])
    if snap.article and snap.article.facts:
        _read(snap, snap.article)
    else:
        html(fragment("article.html", "nothing_large", address(snap.view, "article")))


_main()
