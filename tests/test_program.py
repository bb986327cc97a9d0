"""The command line as a shell runs it: streams, pipes, locales."""

import os
import subprocess
import sys

import pytest

from tests.sources import ROOT


def program(
    command: str, stdout: int = subprocess.PIPE, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """`python -m geo_data COMMAND` with `more` in its environment, ended."""
    return subprocess.run(
        [sys.executable, "-m", "geo_data", *command.split()],
        cwd=ROOT,
        env={**os.environ, **more},
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


def test_check_finds_no_fault() -> None:
    done = program("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"no faults\n", b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_output_is_utf8_whatever_the_locale(encoding: str) -> None:
    done = program("members --on 2026-01-01", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0
    assert "TUR,Türkiye,1952-02-18\n" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
@pytest.mark.parametrize("command", ["events", "countries --on 2022-02-24 --format geojson"])
def test_a_cut_pipe_is_no_trouble(command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = program(command, stdout=writer)
    os.close(writer)
    assert done.stderr == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is full")  # noqa: PTH110
def test_a_full_disk_is_told_in_one_line() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = program("borders --on 1991-12-25", stdout=full.fileno())
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"cannot be written" in done.stderr


def test_bad_arguments_end_with_code_2() -> None:
    done = program("members --on today")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


def test_nothing_is_written_in_the_way_of_help() -> None:
    done = program("events --help", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"statement" in done.stdout
