"""Examples are the same each time, or new ones; what fails is told with its example."""

import subprocess
import sys
from pathlib import Path

from tests.sources import ROOT

DRAWS = """
from hypothesis import given, strategies as st

@given(st.integers(), st.text())
def test_drawn(number, text):
    with open({log!r}, "a+", encoding="ascii") as log:
        print(number, ascii(text), file=log)
        log.seek(0)
        assert len(log.readlines()) < 250

@given(st.integers(), st.data())
def test_wrong(number, data):
    assert number < 1000

@given(a=st.integers(), b=st.just("x"))
def test_told(a, b):
    assert a < 1000
"""


def _run(folder: Path, *command: str) -> tuple[list[str], str]:
    """What was drawn, and what was told."""
    log, test = folder / "log.txt", folder / "test_made.py"
    log.write_text("")
    test.write_text(DRAWS.format(log=str(log)))
    run = subprocess.run(
        [sys.executable, "-m", *command, str(test), "-p", "tests.conftest", "-c", "pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    return log.read_text().splitlines(), run.stdout


def test_the_same_examples_are_tried_each_time(tmp_path: Path) -> None:
    first, _ = _run(tmp_path, "pytest")
    assert len(first) == 100
    assert _run(tmp_path, "pytest")[0] == first


def test_exploring_draws_others_and_tells_what_to_add(tmp_path: Path) -> None:
    # It ends when nothing is left that does not fail.
    drawn, told = _run(tmp_path, "tests.explore", "60")
    assert len({*drawn[:249]}) > 150
    assert "::test_told fails; to add above it:\n@example(\n    a=1000,\n" in told
    assert "::test_wrong fails; to add above it:\nno @example" in told
    assert told.count("fails; to add") == 3
