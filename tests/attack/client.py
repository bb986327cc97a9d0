"""Asks a running server for what no browser would: any method, any path, any bytes."""

import http.client
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.server import Server

SECONDS = 120


@dataclass(frozen=True)
class Answer:
    """What a server answered; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def host_of(server: Server) -> tuple[str, int]:
    """Where the server listens."""
    parts = urlsplit(server.url)
    return str(parts.hostname), int(parts.port or 0)


def ask(
    server: Server, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> Answer:
    """One request for a path from the root; redirects are not followed."""
    connection = http.client.HTTPConnection(*host_of(server), timeout=SECONDS)
    try:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, answer.read())
    finally:
        connection.close()


def send(server: Server, begin: bytes, part: bytes, most: int) -> tuple[bytes, int]:
    """Send `begin`, then `part` again and again: what is answered, and how much was taken.

    Ends when the server closes the connection, at the latest after `most` bytes.
    """
    taken = 0
    with socket.create_connection(host_of(server), SECONDS) as connection:
        try:
            connection.sendall(begin)
            while taken < most:
                connection.sendall(part)
                taken += len(part)
            connection.shutdown(socket.SHUT_WR)
        except OSError:  # it was closed while we sent
            return b"", taken
        try:
            return connection.recv(65536), taken
        except OSError:
            return b"", taken
