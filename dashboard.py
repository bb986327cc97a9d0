"""The front door: `streamlit run dashboard.py`. Routes and warm-up; no feature lives here."""

import gc
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo_data import View, snapshot
from geo_data.figures import assets, warm

FOR_EVER = "public, max-age=31536000, immutable"


def _route(prefix: str, asset: assets.Asset) -> Route:
    async def serve(request: Request) -> Response:
        headers = {"cache-control": FOR_EVER, "vary": "accept-encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            return Response(asset.gzipped, media_type=asset.media_type, headers=headers)
        return Response(asset.content, media_type=asset.media_type, headers=headers)

    return Route(prefix + asset.path, serve)


def _routes() -> list[Route]:
    # Streamlit does not put the base path before routes of ours.
    base = st.get_option("server.baseUrlPath").strip("/")
    prefixes = {"", f"/{base}" if base else ""}
    return [_route(prefix, asset) for prefix in sorted(prefixes) for asset in assets.all_assets()]


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
    warm(snapshot(View()))
    gc.collect()
    gc.freeze()
    yield


app = st.App("pages/frame.py", routes=_routes(), lifespan=_warm)
