"""Serves the naive page, and Leaflet beside it from this machine.

A tutorial's page asks four outside hosts for Leaflet, jQuery, Bootstrap and icons. Here there may
be no network, so Leaflet alone is served, by the same server: this flatters the naive page.
"""

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

leaflet = StaticFiles(packages=[("js_lib_leaflet", "static/js_lib_leaflet")])
app = st.App("naive_page.py", routes=[Mount("/leaflet", leaflet)])
