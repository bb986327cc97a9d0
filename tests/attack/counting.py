"""The dashboard with one route more, which counts what it holds; a test may make its times short.

It is started like dashboard.py, with such times as `UNREAD_SECONDS=1` in its environment.
"""

import gc
import os

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from pages.server import serving, uploads
from pages.server.uploads import Uploads
from pages.shell.own_article import Own
from tests.sources import FRAME


async def _held(_: Request) -> JSONResponse:
    """What the server holds: counted in Streamlit's own store, not by ours."""
    store = get_instance().uploaded_file_mgr
    assert isinstance(store, MemoryUploadedFileManager)
    files = [file for files in store.file_storage.values() for file in files.values()]
    return JSONResponse(
        {
            "bytes": sum(len(file.data) for file in files),
            "files": len(files),
            "sessions": len(store.file_storage),
            "articles": sum(isinstance(each, Own) for each in gc.get_objects()),
        }
    )


for name in ("ARRIVE_SECONDS", "UNREAD_SECONDS"):
    setattr(uploads, name, int(os.environ.get(name, getattr(uploads, name))))
app = st.App(
    FRAME,
    routes=[Route("/held", _held), *serving.routes()],
    middleware=[Middleware(serving.SecurityHeaders), Middleware(Uploads, base=serving.base())],
)
