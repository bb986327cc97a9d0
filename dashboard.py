"""The front door: `streamlit run dashboard.py`. Routes and warm-up; no feature lives here."""

import gc
import importlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from geo_data import GeoDataError, View, snapshot
from geo_data.figures import warm
from pages import files, serving
from pages.front import FrontPage
from pages.uploads import Uploads


@asynccontextmanager
async def _warm(_app: st.App) -> AsyncIterator[None]:
    """Import and load everything once, then take it out of every later collection.

    Streamlit collects garbage after each run of the script; without the freeze that is most
    of a rerun's time.
    """
    # All that streamlit-folium imports; not itself, because Streamlit serves a component's
    # files only if it is first imported in a reader's run.
    importlib.import_module("folium.plugins")
    importlib.import_module("streamlit.components.v1")
    try:
        warm(snapshot(View()))
    except GeoDataError as error:
        # The pages that need what is broken will say so to their readers.
        sys.stderr.write(f"{error}\n")
    gc.collect()
    gc.freeze()
    yield
    files.worker.close()


app = st.App(
    "pages/frame.py",
    routes=serving.routes(),
    middleware=[
        Middleware(serving.SecurityHeaders),
        Middleware(Uploads, base=serving.base()),
        Middleware(FrontPage, base=serving.base()),
    ],
    lifespan=_warm,
)
