"""Files made to hurt: each ends in a sentence, within its CPU and memory, whoever reads it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from geo_data.child import LargeError, LateError, Limits, LostError, contained
from geo_data.errors import PackError
from geo_data.packs import read
from geo_data.packs.apart import Reader, faults_of
from geo_data.packs.brought import pack_bytes
from geo_data.packs.head import Head
from tests.attack.inputs import EVERY, GOOD, TURNED
from tests.packs.made import FACT

MOST_CPU, MOST_MEMORY_KB = 5, 512 * 2**10
LONGEST_LINE = 1_000
MEASURED = """
import resource, subprocess, sys
run = [sys.executable, "-m", "geo_data", "check", sys.argv[1]]
told = subprocess.run(run, stdout=subprocess.PIPE, text=True).stdout
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, told)
"""
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


def _cpu_of_children() -> float:
    used = psutil.Process().cpu_times()
    return used.children_user + used.children_system


@pytest.mark.skipif(sys.platform != "linux", reason="the system's limits are Linux's")
@pytest.mark.parametrize(("name", "make"), EVERY.values(), ids=EVERY)
def test_a_file_costs_no_more_than_it_may_and_ends_in_a_sentence(
    name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    before = _cpu_of_children()
    told = faults_of(path)
    assert _cpu_of_children() - before < MOST_CPU
    for line in told:
        assert "\n" not in line
        assert len(line) < LONGEST_LINE
        assert "Traceback" not in line
        line.encode()


@pytest.mark.skipif(sys.platform != "linux", reason="the system's limits are Linux's")
@pytest.mark.parametrize("kind", ["copies: one-string.xlsx", "rows: every-cell-wrong.csv"])
def test_the_command_as_a_whole_costs_no_more(kind: str, tmp_path: Path) -> None:
    name, make = EVERY[kind]
    (tmp_path / name).write_bytes(make())
    # A process starts with the peak of the one that starts it, so a small one stands between.
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=True,
    )
    cpu, kilobytes, told = run.stdout.split(" ", 2)
    assert float(cpu) < MOST_CPU
    assert int(kilobytes) < MOST_MEMORY_KB
    assert told.strip().endswith(("1 fault", "faults"))
    assert "Traceback" not in told + run.stderr


@pytest.mark.parametrize(("name", "make"), EVERY.values(), ids=EVERY)
def test_the_server_goes_on_and_the_next_file_is_read(
    name: str, make: Callable[[], bytes], reader: Reader
) -> None:
    with suppress(PackError):
        _, found = reader.opened(name, make(), Head())
        pack_bytes(found)
    _, found = reader.opened("good.csv", GOOD, Head())
    assert [row["paraphrase"] for row in found.sheets["facts"].rows] == [FACT["paraphrase"]]
    assert found.faults == ()


@pytest.mark.parametrize("make", TURNED.values(), ids=TURNED)
def test_what_turns_round_is_closed_off(make: Callable[[], bytes]) -> None:
    found = read.read_any("a.csv", make())
    text = found.sheets["facts"].rows[0]["paraphrase"]
    opened = 0
    outside = ""
    for letter in text:
        opened -= letter == "\u2069"
        outside += letter if not opened else ""
        opened += letter in "\u2066\u2067\u2068"
    assert opened == 0
    assert not set(outside) & set(DIRECTIONS[:5])
    written = read.read_any("a.zip", pack_bytes(found))
    assert written.sheets["facts"].rows == found.sheets["facts"].rows


class TestContained:
    """What the system ends is told by its reason, and leaves nothing behind."""

    pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
    SMALL = Limits(cpu_seconds=1, seconds=60, memory=64 * 2**20, output=1_000)

    def test_time(self) -> None:
        def spin() -> bytes:
            while True:
                pass

        with pytest.raises(LateError):
            contained(spin, self.SMALL)

    def test_waiting(self) -> None:
        def wait() -> bytes:
            os.read(os.pipe()[0], 1)
            return b""

        with pytest.raises(LateError):
            contained(wait, Limits(1, 0.1, 2**26, 1_000))

    def test_memory(self) -> None:
        with pytest.raises(LargeError):
            contained(lambda: bytes(2**30), self.SMALL)

    def test_output(self) -> None:
        with pytest.raises(LargeError):
            contained(lambda: bytes(1_001), self.SMALL)

    @pytest.mark.parametrize("end", [lambda: os._exit(9), lambda: os.kill(os.getpid(), 9)])
    def test_an_end_of_another_kind(self, end: Callable[[], None]) -> None:
        def work() -> bytes:
            end()
            return b""

        with pytest.raises(LostError):
            contained(work, self.SMALL)

    def test_nothing_is_written_to_a_file(self, tmp_path: Path) -> None:
        def write() -> bytes:
            (tmp_path / "a").write_bytes(b"x")
            return b""

        with pytest.raises(LostError):
            contained(write, self.SMALL)
        assert (tmp_path / "a").stat().st_size == 0

    def test_what_is_done_is_given_and_no_process_is_left(self) -> None:
        before = len(psutil.Process().children())
        assert contained(lambda: b"done", self.SMALL) == b"done"
        assert len(psutil.Process().children()) == before
