"""The opening page: the map, what it shows in words, and the list of everything on it."""

import streamlit as st

from geo_data.figures.web import markup
from geo_data.figures.web.growth import growth
from geo_data.figures.web.markup import fragment
from geo_data.history.view import JOINED
from geo_data.prose import words
from pages.shell.address import address, carried, day_href, focus_href, html, shown, telling
from pages.shell.live_map import live_map
from pages.shell.onward import focused, key_terms, to_story

view = st.session_state["view"]
snap = shown(view)

# On a telephone page.css sets one below the other: title, map, what its numbers mean, all else.
with st.container(key="opening"):
    # The map's place comes after the heading's, its message before: it is the first to be painted.
    heading = st.container()
    left, right = st.columns([2, 1], gap="medium")
with left:
    above = st.container()
    with telling():
        painted = live_map(snap, plays=True)
        html(markup.legend(painted))
        with above:
            html(markup.key(painted))
    # Apart from the events: it seldom changes from day to day, and is then not sent again.
    html(markup.index("On the map: events", words.happenings(snap), focus_href, view.focus))
    places = "On the map: countries, borders, battlegroups"
    html(markup.index(places, words.places(snap), focus_href, view.focus))
with right:
    if view.layer == JOINED:
        html(growth(view.on, day_href))
    if told := focused(snap):
        html(to_story(view) + told)
    html(markup.group(words.what_you_see(snap), focus_href, view.focus))
    key_terms()
with heading:
    ways = (carried(view, "compare"), "Compare two days"), (address(view, "present"), "Present")
    onward = fragment("app.html", "gos", ways)
    html(fragment("app.html", "title_alone", words.headline(snap), onward))
    with st.container(key="about"):
        html(fragment("app.html", "about", words.standfirst(snap), words.day_note(snap)))
