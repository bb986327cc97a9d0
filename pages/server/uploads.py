"""What readers upload is bounded in size, number and time, and given back when they leave.

Streamlit keeps every uploaded file until its session ends, and a session that lost its reader until
the next one does: here is all that we rely on in it beyond its documents, and
tests/attack/test_uploads.py has a test for each of these assumptions.
"""

import asyncio

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime, exists, get_instance
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from pages.server.answers import line

SESSION_FILES = 2
"""Held or arriving: the one that is read just now, and the next."""
ALL_BYTES = 64 * 2**20
ALL_ARRIVING = 16
ARRIVE_SECONDS = 60
UNREAD_SECONDS = 60
"""How long a file waits for its page, which reads it within the run that its arrival asks for."""


def take(file: UploadedFile) -> bytes:
    """What is in a file; neither Streamlit's store nor the widget's value holds it any longer."""
    content = file.getvalue()
    context = get_script_run_ctx()
    if context and isinstance(store := context.uploaded_file_mgr, MemoryUploadedFileManager):
        store.remove_file(context.session_id, file.file_id)
    file.seek(0)
    file.truncate()
    return content


def held() -> int:
    """The bytes of all files that Streamlit's store holds."""
    stats = _store().get_stats()
    return sum(stat.byte_length for family in stats.values() for stat in family)


def _store() -> MemoryUploadedFileManager:
    store = get_instance().uploaded_file_mgr
    assert isinstance(store, MemoryUploadedFileManager)  # noqa: S101 (a test starts it)
    return store


def _held_of(session: str) -> int:
    return len(_store().file_storage.get(session, ()))


def give_back() -> None:
    """Drop the files of every session that has no reader: one that comes back has read its own."""
    for session in list(_store().file_storage):
        if not get_instance().is_active_session(session):
            _store().remove_session_files(session)


def forget() -> None:
    """End each session that nobody came back to in time, and empty it."""
    if not exists():
        return
    for _, stored in _away(get_instance())._cache.expire():  # type: ignore[attr-defined]  # noqa: SLF001
        stored.session.shutdown()
        stored.session.session_state.clear()
    give_back()


def _away(runtime: Runtime) -> MemorySessionStorage:
    """Where sessions wait for a reader whose connection ended."""
    manager = runtime._session_mgr  # noqa: SLF001
    assert isinstance(manager, WebsocketSessionManager)  # noqa: S101
    storage = manager._session_storage  # noqa: SLF001
    assert isinstance(storage, MemorySessionStorage)  # noqa: S101
    return storage


def _length(scope: Scope) -> int | None:
    """How long a body is, if its request says so."""
    told = Headers(scope=scope).get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) <= len(str(2**63)) else None


class Uploads:
    """Stands before Streamlit's routes for uploads and for the connection that a page lives by."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app = app
        self.files = f"{base}/_stcore/upload_file/"
        self.stream = f"{base}/_stcore/stream"
        self.most_megabytes: int = st.get_option("server.maxUploadSize")
        self.stay_seconds: int = st.get_option("server.disconnectedSessionTTL")
        self._arriving: list[tuple[str, int]] = []
        """The session and the length of each file that is on its way."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or connection: what is no upload and no page's connection passes."""
        path: str = scope.get("path", "")
        if scope["type"] == "websocket" and path == self.stream:
            await self._connection(scope, receive, send)
        elif scope["type"] == "http" and path.startswith(self.files):
            await self._file(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        finally:
            if exists():
                give_back()
                # A little later, for Streamlit counts from a moment ago.
                asyncio.get_running_loop().call_later(self.stay_seconds + 0.5, forget)

    async def _file(self, scope: Scope, receive: Receive, send: Send) -> None:
        session, _, file = scope["path"].removeprefix(self.files).partition("/")
        here = get_instance().is_active_session(session)
        if scope["method"] in {"GET", "HEAD"}:
            # Whoever stands before several replicas asks which of them has the session.
            await Response(status_code=204 if here else 403)(scope, receive, send)
        elif scope["method"] != "PUT":
            await self.app(scope, receive, send)
        elif refusal := self._refusal(session, _length(scope), here=here):
            await refusal(scope, receive, send)
        else:
            arriving = session, _length(scope) or 0
            self._arriving.append(arriving)
            try:
                await self._in_time(scope, receive, send)
            finally:
                self._arriving.remove(arriving)
            store = _store().remove_file
            asyncio.get_running_loop().call_later(UNREAD_SECONDS, store, session, file)
            give_back()

    def _refusal(self, session: str, length: int | None, *, here: bool) -> Response | None:
        """Why a file is not taken, in one line, before any of it is read."""
        if not here:
            return line("This page's session is not here. Reload the page, then try again.", 404)
        if length is None:
            return line("The request has to say how long it is.", 411, close=True)
        if length > self.most_megabytes * 2**20:
            return line(f"A file may have {self.most_megabytes} MB at most.", 413, close=True)
        of_session = _held_of(session) + sum(whose == session for whose, _ in self._arriving)
        of_all = held() + sum(size for _, size in self._arriving) + length
        full = (
            of_session >= SESSION_FILES or len(self._arriving) >= ALL_ARRIVING or of_all > ALL_BYTES
        )
        if full:
            told = "The server has as many files as it can hold just now. Try again in a moment."
            return line(told, 503)
        return None

    async def _in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a file on; one that takes too long is given up."""
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            async with asyncio.timeout(ARRIVE_SECONDS) as time:
                await self.app(scope, receive, noted)
        except ClientDisconnect:
            pass  # who was sending it has gone: nothing is kept, and nobody is there to be told
        except TimeoutError:
            if not time.expired() or started:
                raise
            told = f"The file took more than {ARRIVE_SECONDS} seconds to arrive. Try again."
            await line(told, 408, close=True)(scope, receive, send)
