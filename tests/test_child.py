"""A process beside this one ends with it, whatever ends it and whatever the other is at."""

import subprocess
import sys
import time
from concurrent.futures import Future

import psutil
import pytest

from geo_data.child import Child, LateError, LostError

ECHO = "child.answer(bytes.upper)"
SPIN = "child.answer(lambda order: order or all(True for _ in iter(int, 1)))"
"""An empty order keeps it at work for ever."""

DEADLINE = 60


def _made(code: str) -> Child:
    return Child(code, "testing")


def _processes(code: str) -> list[psutil.Process]:
    children = psutil.Process().children()
    return [child for child in children if code in " ".join(child.cmdline())]


def _answer(asked: "Future[bytes]") -> bytes:
    return asked.result(DEADLINE)


def test_it_answers_one_order_after_the_other() -> None:
    child = _made(ECHO)
    orders = [b"one", b"", b"three" * 100_000]
    asked = [child.ask(order, DEADLINE) for order in orders]
    assert [_answer(each) for each in asked] == [order.upper() for order in orders]
    child.close()
    assert _processes(ECHO) == []


def test_what_it_prints_is_no_answer() -> None:
    child = _made("print('not this'); child.answer(lambda order: print('nor this') or order)")
    assert _answer(child.ask(b"this", DEADLINE)) == b"this"
    child.close()


def test_one_that_ends_is_told_and_started_anew() -> None:
    child = _made("import os; child.answer(lambda order: order if order else os._exit(1))")
    with pytest.raises(LostError):
        _answer(child.ask(b"", DEADLINE))
    assert _answer(child.ask(b"again", DEADLINE)) == b"again"
    child.close()


def test_one_that_takes_too_long_is_ended() -> None:
    child = _made(SPIN)
    with pytest.raises(LateError):
        _answer(child.ask(b"", 0.5))
    assert _processes(SPIN) == []
    child.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends once its work is done")
@pytest.mark.parametrize("state", ["at rest", "at work", "stopped"])
def test_it_dies_with_its_server(state: str) -> None:
    """Killed without a word: nobody closes a pipe or continues what was stopped."""
    script = (
        "import os, psutil, signal\nfrom geo_data.child import Child\n"
        f"child = Child({SPIN!r}, 'testing')\n"
        f"child.ask(b'it stands', {DEADLINE}).result()\n"
        "pid = psutil.Process().children()[0].pid\n"
        f"{'' if state == 'at rest' else 'child.ask(bytes(), 60)'}\n"
        f"{'os.kill(pid, signal.SIGSTOP)' if state == 'stopped' else ''}\n"
        "print(pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False
    )
    assert _ended(int(told.stdout))


def _ended(pid: int) -> bool:
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
            psutil.Process(pid).wait(0.05)
        except psutil.NoSuchProcess:
            return True
        except psutil.TimeoutExpired:
            continue
    return False
