"""A replica of the dashboard that is stopped, killed and started again at one address."""

import os
import signal
from contextlib import ExitStack
from types import TracebackType
from typing import Self

import psutil
import pytest

from tests import server as starter
from tests.server import Server, free_port, serve

# As a secret is: the same for every replica, and known to nobody else.
ENV = {"STREAMLIT_SERVER_COOKIE_SECRET": os.urandom(16).hex()}


class Replica:
    """One replica; as a context manager it is down at the end."""

    def __init__(self, base_path: str = "") -> None:
        self.port = free_port()
        self._base_path = base_path
        self._running = ExitStack()
        self._server: Server | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def server(self) -> Server:
        """The running server."""
        assert self._server is not None, "this replica is down"
        return self._server

    def start(self) -> None:
        """Start and wait until it is healthy."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(starter, "free_port", lambda: self.port)
            self._server = self._running.enter_context(serve(base_path=self._base_path, env=ENV))

    def stop(self) -> None:
        """Stop as an operator does, with SIGTERM."""
        self._server = None
        self._running.close()

    def kill(self) -> None:
        """End without a word to anybody."""
        os.kill(self.server.pid, signal.SIGKILL)
        self.stop()

    def connections(self) -> int:
        """How many connections it has; of idle readers that is one websocket each."""
        listed = psutil.Process(self.server.pid).net_connections("tcp")
        return sum(each.status == psutil.CONN_ESTABLISHED for each in listed)
