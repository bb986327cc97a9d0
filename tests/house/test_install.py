"""The test command finds a browser, or says in one line how to get what it cannot install."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import chromium, install

DONE = subprocess.CompletedProcess[bytes]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without a browser; the folder is where Playwright would keep its own."""
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    for variable in ("CHROMIUM", "PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(chromium, "_MACOS", ())
    return tmp_path


def _put(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    path.touch()
    return path


def test_a_named_browser_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(bare / "chromium-1200/chrome-linux/chrome")
    mine = _put(bare / "mine/chrome")
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert chromium.find() == mine


def test_playwrights_newest_is_found(bare: Path) -> None:
    _put(bare / "chromium-1100/chrome-linux/chrome")
    newest = _put(bare / "chromium-1200/chrome-linux64/chrome")
    assert chromium.find() == newest


def test_a_browser_is_installed_where_there_is_none(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bare / "chromium-1200/chrome-linux/chrome"
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> DONE:
        ran.append([str(word) for word in command])
        _put(path)
        return DONE(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert install.browser(Path("python3")) == path
    assert ran == [["python3", "-m", "playwright", "install", "chromium"]]


@pytest.mark.usefixtures("bare")
def test_a_browser_that_cannot_be_installed_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda command, **_: DONE(command, 1))
    with pytest.raises(install.InstallError, match="CHROMIUM="):
        install.browser(Path("python3"))


def test_a_python_without_venv_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: DONE(command, 1))
    with pytest.raises(install.InstallError, match="python3-venv"):
        install.packages(tmp_path)
