"""Starts the dashboard, or any Streamlit script, as a reader's server would be started."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
STOP_SECONDS = 60


class ServerError(Exception):
    """The server did not come up; the text holds what it printed."""


@dataclass(frozen=True)
class Server:
    """A running server: `url` ends in a slash, `log` is what it prints."""

    url: str
    pid: int
    log: Path

    def output(self) -> str:
        """Everything printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def cpu_seconds(self) -> float:
        """CPU time of the process and its children, user and system, since their start."""
        times = [process.cpu_times() for process in self._processes()]
        return sum(each.user + each.system for each in times)

    def memory(self) -> int:
        """Resident bytes of the process and its children."""
        return sum(process.memory_info().rss for process in self._processes())

    def _processes(self) -> list[psutil.Process]:
        own = psutil.Process(self.pid)
        return [own, *own.children(recursive=True)]


@contextmanager
def serve(
    script: str | Path = "dashboard.py",
    base_path: str = "",
    env: Mapping[str, str] | None = None,
    extra: Sequence[str] = (),
) -> Iterator[Server]:
    """Run `script` on a free port until the block ends; raises `ServerError`.

    `base_path` is the prefix readers see (`some/prefix`), `extra` goes to `streamlit run`.
    """
    port = free_port()
    prefix = base_path.strip("/")
    options = ["--server.port", str(port), "--server.headless", "true"]
    if prefix:
        options += ["--server.baseUrlPath", prefix]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options, *extra]
    with tempfile.TemporaryDirectory(prefix="server-") as folder:
        log = Path(folder) / "output.txt"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | (env or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        url = f"http://localhost:{port}/" + (f"{prefix}/" if prefix else "")
        server = Server(url, process.pid, log)
        try:
            _wait_until_healthy(server, process)
            yield server
        finally:
            _stop(process)


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_healthy(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(urllib.error.URLError, OSError):
            address = f"{server.url}_stcore/health"
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 (our own)
                if answer.status == 200:
                    return
        # The wait between two polls ends at once if the process does.
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    told = f"exit code {process.returncode}" if process.poll() is not None else "no answer"
    raise ServerError(f"the server did not come up ({told}); it printed:\n{server.output()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_SECONDS)
