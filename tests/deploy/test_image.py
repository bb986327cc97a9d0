"""What the Dockerfile copies, sets and starts, run as the image would be, without an engine.

Every file system is read-only but one tmpfs; the user is the image's, without a right of root's.
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest
from websockets.sync.client import connect

from tests.deploy import manifests
from tests.server import ROOT, START_SECONDS, STOP_SECONDS, free_port

LOCAL = {"streamlit": [sys.executable, "-m", "streamlit"], "python": [sys.executable]}


@dataclass(frozen=True)
class Image:
    """What the image holds in /app, the one folder that can be written, and its variables."""

    app: Path
    tmp: Path
    env: dict[str, str]

    def command(self, words: list[str]) -> list[str]:
        """A command as the image would run it: one process, of its user."""
        inside = shlex.join([*LOCAL[words[0]], *words[1:]])
        user, _, group = manifests.only("USER").partition(":")
        script = (
            f"mount -t tmpfs -o size=16m tmpfs {shlex.quote(str(self.tmp))} && "
            f"mount -o remount,ro,bind / && cd {shlex.quote(str(self.app))} && "
            f"exec unshare --user --map-user={user} --map-group={group} {inside}"
        )
        return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]


@pytest.fixture
def image(tmp_path: Path) -> Image:
    """The image's files, from the Dockerfile and .dockerignore."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare: only Linux has namespaces")
    app, tmp = tmp_path / "app", tmp_path / "tmp"
    tmp.mkdir()
    for sources, target in manifests.copied():
        for source in sources:
            _copy(ROOT / source, app / target / ("" if source.endswith("/") else Path(source).name))
    env = manifests.env() | {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp),
        "TMPDIR": str(tmp),
        "MPLCONFIGDIR": str(tmp / "matplotlib"),
        "STREAMLIT_SERVER_PORT": str(free_port()),
        "STREAMLIT_SERVER_COOKIE_SECRET": os.urandom(16).hex(),
    }
    made = Image(app, tmp, env)
    asked = subprocess.run(made.command(["python", "-V"]), check=False, capture_output=True)
    if asked.returncode != 0:
        pytest.skip(f"no namespaces to be had: {asked.stderr.decode()}")
    return made


def _ignored(path: Path) -> bool:
    """Whether .dockerignore keeps this file out; the last pattern that fits decides."""
    inside, ignored = path.relative_to(ROOT), False
    names = [each.as_posix() for each in (inside, *inside.parents)]
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.lstrip("!").rstrip("/").replace("**/", "*")
        if line and not line.startswith("#") and any(fnmatch(each, pattern) for each in names):
            ignored = not line.startswith("!")
    return ignored


def _copy(source: Path, target: Path) -> None:
    files = [source] if source.is_file() else [p for p in source.rglob("*") if p.is_file()]
    for file in files:
        if not _ignored(file):
            to = target / file.relative_to(source)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, to)


@contextmanager
def _running(image: Image, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        image.command(manifests.exec_form("CMD")),
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(STOP_SECONDS)
        assert process.stdout is not None
        process.stdout.close()


def _healthy(env: dict[str, str]) -> bool:
    command = manifests.exec_form("HEALTHCHECK")
    check = [*LOCAL[command[0]], *command[1:]]
    return subprocess.run(check, env=env, check=False, capture_output=True).returncode == 0


def test_the_image_has_what_it_needs_and_no_more(image: Image) -> None:
    top = {path.relative_to(image.app).as_posix().split("/")[0] for path in image.app.rglob("*")}
    wanted = {"LICENSE", "requirements.lock", "dashboard.py", "pages", "geo_data", ".streamlit"}
    assert top == wanted
    assert [*image.app.rglob("secrets.toml"), *image.app.rglob("*.pyc")] == []


@pytest.mark.parametrize("base_path", ["", "alliance/geography"])
def test_it_runs_read_only_as_its_user_and_ends_when_told(image: Image, base_path: str) -> None:
    env = image.env | {"STREAMLIT_SERVER_BASE_URL_PATH": base_path}
    assert not _healthy(env)
    with _running(image, env) as process:
        deadline = time.monotonic() + START_SECONDS
        while not _healthy(env) and time.monotonic() < deadline:
            assert process.poll() is None
        assert _healthy(env)
        user = Path(f"/proc/{process.pid}/status").read_text("utf-8")
        assert "CapEff:\t0000000000000000" in user
        prefix = f"/{base_path}" if base_path else ""
        at = f"ws://127.0.0.1:{env['STREAMLIT_SERVER_PORT']}{prefix}/_stcore/stream"
        # A reader is there: the server must not wait for them to go.
        with connect(at):
            process.terminate()
            process.wait(STOP_SECONDS)
        assert process.stdout is not None
        told = process.stdout.read().decode()
    assert "Traceback" not in told
    assert "Read-only" not in told
    assert "Permission denied" not in told
