"""One fact at a time, map and sentence large: for a screen that many look at."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from geo_data import Article, Snapshot
from geo_data.figures import legend
from geo_data.figures.web import fact_check as reading
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
            html(legend.legend(painted))
    with right:
        html(
            Markup(
                '<p class="standfirst">{}, {}. <a href="{}" data-go="push">Leave reading mode</a>'
                "</p>"
            ).format(article.title, article.publisher, address(snap.view, "article"))
            + (
                reading.about(snap, article, clicked, snap.facts_of(snap.view.focus or ""))
                if clicked
                else reading.fact(snap, article, fact or article.facts[0])
            )
        )


def _main() -> None:
    snap = shown(st.session_state["view"])
    if snap.article and snap.article.facts:
        _read(snap, snap.article)
    else:
        html(
            Markup(
                '<p>There is no article to read. <a href="{}" data-go="push">Back</a></p>'
            ).format(address(snap.view, "article"))
        )


_main()
