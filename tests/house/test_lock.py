"""What is installed is locked, with the hashes of its files, and the locks fit the pins."""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
import yaml

from tests.sources import ROOT

APP, TESTS = ROOT / ".github/requirements.lock", ROOT / "tests/requirements.lock"
PINS = {APP: "requirements.txt", TESTS: "tests/requirements.txt"}
WORKFLOW = ROOT / ".github/workflows/checks.yml"
MADE_BY = {
    APP: "uv pip compile --universal --python-version 3.11 --generate-hashes "
    "requirements.txt -o .github/requirements.lock",
    TESTS: "uv pip compile --universal --python-version 3.11 --generate-hashes "
    "-c .github/requirements.lock tests/requirements.txt -o tests/requirements.lock",
}
PIN = re.compile(r"([\w.-]+)==([\w.]+)(?: *; *(.+))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Locked:
    """One package of a lock: where it is installed ("" is everywhere), and its files."""

    name: str
    version: str
    where: str
    hashes: frozenset[str]

    @property
    def pin(self) -> tuple[str, str, str]:
        return self.name, self.version, self.where


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pinned(line: str) -> tuple[str, str, str]:
    found = PIN.fullmatch(line.strip())
    assert found, line
    return _plain(found[1]), found[2], (found[3] or "").strip().replace('"', "'")


def _locked(path: Path) -> frozenset[Locked]:
    """Every package of a lock; fails on any line that is none, nor a hash, nor a comment."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()[:1] != "#"]
    whole = "\n".join(lines).replace("\\\n", " ").splitlines()
    found = []
    for line in whole:
        pin, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
        assert hashes, line
        assert [each for each in hashes if not HASH.fullmatch(each)] == []
        found.append(Locked(*_pinned(pin), frozenset(hashes)))
    return frozenset(found)


def _pins(path: Path) -> set[tuple[str, str, str]]:
    lines = [line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    return {_pinned(line) for line in lines if line and not line.startswith("-r ")}


@pytest.mark.parametrize("lock", PINS, ids=str)
def test_a_lock_is_made_anew_when_a_pin_changes(lock: Path) -> None:
    pins = _pins(ROOT / PINS[lock]) | _pins(ROOT / "requirements.txt")
    assert pins - {each.pin for each in _locked(lock)} == set(), f"make it anew: {MADE_BY[lock]}"
    # What nothing asks for any more has gone with the pin that did.
    text = lock.read_text("utf-8")
    direct = {name for name, *_ in pins}
    asked = re.findall(r"^([\w.-]+)==.*?\n((?:    .*\n)+)", text, re.MULTILINE)
    assert {name for name, rest in asked if "-r " in rest} == direct


def test_the_locks_agree() -> None:
    assert _locked(APP) - _locked(TESTS) == set()


@pytest.mark.parametrize("lock", PINS, ids=str)
def test_a_lock_says_how_it_was_made_and_not_where(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert text.splitlines()[1].strip("# ") == MADE_BY[lock]
    assert "://" not in text
    assert {line.split()[0] for line in text.splitlines() if line.startswith("-")} == set()


def test_what_runs_here_is_what_is_locked() -> None:
    found: dict[str, set[str]] = {}
    for each in _locked(TESTS):
        found.setdefault(each.name, set()).add(each.version)
    wrong = {}
    for name, versions in found.items():
        try:
            here = version(name)
        except PackageNotFoundError:
            continue  # of another system
        if here not in versions:
            wrong[name] = here
    assert wrong == {}


def test_every_action_is_one_commit_and_may_only_read() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert [each for each in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each)] == []
    installed = re.findall(r"pip install (\S+)", " ".join(step.get("run", "") for step in steps))
    loose = [each for each in installed if each != "-r" and not PIN.fullmatch(each)]
    assert loose == []


def test_the_workflow_runs_what_the_readme_says_on_each_system() -> None:
    steps = WORKFLOW.read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    for command in (blocks[0].strip(), blocks[1].strip()):
        assert command in steps
        assert command.replace(".venv/bin/", ".venv\\Scripts\\").replace("python3", "py") in steps
    jobs = yaml.safe_load(steps)["jobs"]
    for name in ("run", "test"):
        systems = {each.split("-")[0] for each in jobs[name]["strategy"]["matrix"]["os"]}
        assert systems == {"ubuntu", "macos", "windows"}
