"""nginx with tests/deploy/nginx.conf before replicas of the dashboard, as compose.yaml has it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.server import STOP_SECONDS, Server, ServerError, free_port

CONF = Path(__file__).with_name("nginx.conf")
START_SECONDS = 60
# Debian's nobody; nginx must get by without root.
NOBODY = 65534


def find() -> Path | None:
    """nginx, on the path or where Debian keeps what root runs."""
    found = shutil.which("nginx", path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin")
    return Path(found) if found else None


@contextmanager
def front(nginx: Path, replicas: Sequence[str]) -> Iterator[Server]:
    """Run nginx on a free port before the replicas with these addresses; raises `ServerError`.

    The address has the base path of the first replica's, the log is what nginx prints.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        folder = Path(name)
        lay_out(folder, [urlsplit(url).netloc for url in replicas], port)
        log = folder / "output.txt"
        with log.open("r+b") as output:
            process = subprocess.Popen(
                command(nginx, folder),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                user=nobody(),
                group=nobody(),
            )
        server = Server(f"http://localhost:{port}{urlsplit(replicas[0]).path}", process.pid, log)
        try:
            _wait_until_listening(server, process, port)
            yield server
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
            process.kill()


def lay_out(folder: Path, replicas: Sequence[str], port: int) -> None:
    """Put the configuration, the two small files that it includes, and a log into a folder."""
    shutil.copy(CONF, folder / "nginx.conf")
    hosts = [replica.replace("localhost", "127.0.0.1") for replica in replicas]
    lines = [f"server {host} max_fails=1 fail_timeout=2s;\n" for host in hosts]
    (folder / "upstream.conf").write_text("".join(lines), encoding="utf-8")
    (folder / "listen.conf").write_text(f"listen 127.0.0.1:{port};\n", encoding="utf-8")
    (folder / "output.txt").touch()
    if nobody() is not None:
        for path in (folder, *folder.iterdir()):
            os.chown(path, NOBODY, NOBODY)


def command(nginx: Path, folder: Path) -> list[str]:
    """How nginx is started, the same as in compose.yaml but for the folder."""
    return [str(nginx), "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]


def nobody() -> int | None:
    """As whom to run instead of root; None if we are not root."""
    return NOBODY if os.geteuid() == 0 else None


def _wait_until_listening(server: Server, process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise ServerError(f"nginx did not come up; it printed:\n{server.output()}")
