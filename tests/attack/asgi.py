"""Asks an ASGI app without a server: what it answers, and what it does when its reader leaves."""

import asyncio
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """What `work` gives, from a thread: a browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


@dataclass
class Reader:
    """Who asks: `leave` makes the app see the end of the connection."""

    left: asyncio.Event = field(default_factory=asyncio.Event)
    asked: bool = False

    def leave(self) -> None:
        self.left.set()

    async def receive(self) -> Message:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    status: int
    headers: Headers
    body: bytes


def scope_of(
    path: str,
    query: str = "",
    headers: Iterable[tuple[str, str]] = (),
    method: str = "GET",
    kind: str = "http",
) -> Scope:
    """A request as a server would tell the app of it."""
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "server": ("localhost", 80),
        "client": ("localhost", 1),
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode("latin-1"),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
        "extensions": {"websocket.http.response": {}},
    }


async def ask(app: ASGIApp, scope: Scope, reader: Reader | None = None) -> Answer:
    """One request and its whole answer."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, (reader or Reader()).receive, send)
    start = next(message for message in sent if message["type"].endswith("response.start"))
    body = b"".join(message.get("body", b"") for message in sent)
    return Answer(start["status"], Headers(raw=start["headers"]), body)
