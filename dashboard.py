"""The front door: `streamlit run dashboard.py`. Routes and warm-up; no feature lives here."""

import gc
import importlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import streamlit as st
from starlette.middleware import Middleware

from geo_data import GeoDataError, View, articles, edition, events, geometry, record, snapshot
from geo_data.figures.map import arrows, assets, frame, live
from geo_data.figures.web import markup
from geo_data.packs import beside
from geo_data.prose import search, words
from pages.server import files, serving
from pages.server import search as find
from pages.server.bounds import Bounds, bound_heads
from pages.server.collection import leave_to_python
from pages.server.front import FrontPage, public_address
from pages.server.uploads import Uploads
from pages.shell.contents import CONTENTS
from pages.shell.own_article import reader


def _draw() -> None:
    """Load and draw what a first reader would wait for: files, a frame, the arrows of each day."""
    snap = snapshot(View())
    assets.all_assets()
    markup.load()
    for area in geometry.AREAS:
        geometry.projected(area)
    live.painting(frame.frame(snap))
    for day in {event.day for event in events()}:
        arrows.arrows(snap.view.area, snapshot(replace(snap.view, on=day)).moves)
    words.everything(snap)
    search.index()


@asynccontextmanager
async def _warm(_app: st.App) -> AsyncIterator[None]:
    """Import and load everything once, then take it out of every later collection."""
    # All that streamlit-folium imports; not itself, because Streamlit serves a component's
    # files only if it is first imported in a reader's run.
    importlib.import_module("folium.plugins")
    importlib.import_module("streamlit.components.v1")
    edition.loaded()
    for load in (record().load, articles, beside.shipped, _draw):
        try:
            load()
        except GeoDataError as error:
            # The pages that need what is broken will say so to their readers.
            sys.stderr.write(f"{error}\n")
    gc.collect()
    gc.freeze()
    leave_to_python()
    reader.start()
    yield
    reader.close()
    files.worker.close()


try:
    ADDRESS = public_address(os.environ.get("PUBLIC_ADDRESS", ""))
except ValueError as error:
    sys.exit(str(error))
bound_heads()
PATHS = [page.path for page in CONTENTS]
app = st.App(
    "pages/shell/frame.py",
    routes=[*serving.routes(), *find.routes()],
    middleware=[
        Middleware(serving.SecurityHeaders),
        Middleware(Bounds),
        Middleware(Uploads, base=serving.base()),
        Middleware(FrontPage, pages=PATHS, base=serving.base(), address=ADDRESS),
    ],
    lifespan=_warm,
)
