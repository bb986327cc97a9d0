"""Installs what the tests need and a fresh machine lacks; standard library only."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import chromium


class InstallError(Exception):
    """Something could not be installed; the text says what to do by hand."""


def packages(root: Path) -> Path:
    """The interpreter that has tests/requirements.lock, installed if that has changed.

    It is the running one when that belongs to a virtual environment, else the one of `.venv`.
    """
    python = Path(sys.executable) if sys.prefix != sys.base_prefix else _own_environment(root)
    lock = root / "tests/requirements.lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    # Not resolved: the interpreter of an environment is a link to the machine's own.
    stamp = python.parent.parent / "nato-geography-requirements.sha256"
    if not stamp.exists() or stamp.read_text() != wanted:
        print("== installing tests/requirements.lock", flush=True)
        # Nothing to be resolved or compiled, and nothing that is not the file that was locked.
        sure = ("--require-hashes", "--no-deps", "--only-binary", ":all:")
        options = ("--disable-pip-version-check", "--quiet", "--no-compile", *sure, "-r", str(lock))
        command = [str(python), "-m", "pip", "install", *options]
        if subprocess.run(command, check=False).returncode != 0:
            raise InstallError("pip could not install tests/requirements.lock; it says above why.")
        stamp.write_text(wanted)
    return python


def _own_environment(root: Path) -> Path:
    folder = root / ".venv"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not _has_pip(python):
        print("== making .venv", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=False)
        if made.returncode != 0 or not _has_pip(python):
            raise InstallError(
                "Python could not make a virtual environment in .venv. On Debian and Ubuntu it "
                "needs one more package: apt-get install python3-venv"
            )
    return python


def _has_pip(python: Path) -> bool:
    if not python.exists():
        return False
    asked = subprocess.run([python, "-m", "pip", "--version"], check=False, capture_output=True)
    return asked.returncode == 0


def browser(python: Path) -> Path:
    """A Chromium where there was none: Debian's own where we may, else Playwright's."""
    _apt("chromium")
    if chromium.find() is None:
        print("== installing Playwright's chromium", flush=True)
        subprocess.run([python, "-m", "playwright", "install", "chromium"], check=False)
    found = chromium.find()
    if found is None:
        raise InstallError(
            "No browser was found and none could be installed. Install Chromium or Chrome, or "
            "name one: CHROMIUM=/path/to/chromium python3 -m tests"
        )
    return found


def nginx() -> None:
    """Debian's nginx where there is none and we may: only the tests of the front need it."""
    found = shutil.which("nginx") or Path("/usr/sbin/nginx").exists()
    # Debian starts a server that it installs: not where a machine runs services.
    if not found and not Path("/run/systemd/system").exists():
        _apt("nginx")


def _apt(package: str) -> None:
    """Try to install a package of Debian's."""
    root = _root_prefix()
    if root is not None and shutil.which("apt-get"):
        print(f"== installing Debian's {package}", flush=True)
        apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        # Another run of the tests may install at the same time.
        apt += ["-o", "DPkg::Lock::Timeout=120"]
        subprocess.run([*apt, "update"], check=False)
        subprocess.run([*apt, "install", "-y", package], check=False)


def _root_prefix() -> list[str] | None:
    """What to put before a command that root must run; None if we may not."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo:
        asked = subprocess.run([sudo, "-n", "true"], check=False, capture_output=True)
        if asked.returncode == 0:
            return [sudo, "-n"]
    return None
