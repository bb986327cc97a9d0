"""Work that must not hold up or take down this process is done by another.

`Child` is a process that stays and answers orders, one after the other. `contained` does one piece
of work in a process that ends with it, within limits that the system keeps: on Linux only.
Whatever ends the process that started one, the one that it started ends too.
"""

import ctypes
import os
import signal
import struct
import subprocess
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from select import select
from threading import Event, Timer
from time import monotonic
from typing import IO, NoReturn, cast

LINUX = sys.platform == "linux"
_ROOT = str(Path(__file__).parents[1])
_LENGTH = struct.Struct(">Q")
_LONGEST = 2**28
"""Bytes of a message; a length beyond is no length."""

_CHUNK = 2**16
_BOUND = b"bound"
"""The first that a child says."""

_MEMORY, _FAULT = 3, 4
"""What a contained process ends with if it had too little memory, or met a fault of ours."""

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


class LostError(Exception):
    """A process ended, or was ended, before it had answered: why, for a message."""


class LateError(LostError):
    """It took too long."""


class LargeError(LostError):
    """It wanted more memory, or said more, than it may."""


class Child:
    """A Python process that runs `code`, and there calls `answer`; it starts with the first order.

    One thread talks to it as long as it lives: the system ends a child with the thread that
    started it.
    """

    def __init__(self, code: str, name: str) -> None:
        self.code = code
        self._thread = ThreadPoolExecutor(1, name)
        self._process: subprocess.Popen[bytes] | None = None
        self._bound = False
        """Whether it ends with this process by now: before, it must not be stopped."""

    def ask(self, order: bytes, seconds: float) -> "Future[bytes]":
        """What it answers, when its turn has come and no more than `seconds` have passed since.

        The future raises LateError or LostError; the next order starts the process anew.
        """
        return self._thread.submit(self._ask, order, seconds)

    def start(self) -> None:
        """Start it before there is an order, so that the first need not wait for it."""
        self._thread.submit(self._running)

    def send_signal(self, number: int) -> None:
        """Have it stop or go on, once nothing can leave it behind."""
        process = self._process
        if process is not None and self._bound:
            process.send_signal(number)

    def close(self) -> None:
        """End it and wait for its end."""
        self._thread.submit(self._end).result()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
            code = f"from geo_data import child; child.begin({os.getpid()}); {self.code}"
            # One thread for what it computes: it is to be no burden, and may be forked.
            alone = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "RUST_BACKTRACE": "0"}
            self._process = subprocess.Popen(  # noqa: S603 - nothing in it is a reader's
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | alone | {"PYTHONPATH": path},
            )
        return self._process

    def _ask(self, order: bytes, seconds: float) -> bytes:
        process = self._running()
        orders, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        given_up = Event()

        def give_up() -> None:
            given_up.set()
            process.kill()

        late = Timer(seconds, give_up)
        late.start()
        try:
            self._bound = self._bound or _receive(answers) == _BOUND
            _send(orders, order)
            answer = _receive(answers)
        except OSError:
            answer = None
        finally:
            late.cancel()
        if answer is None:
            self._end()
            if given_up.is_set():
                raise LateError
            raise LostError
        return answer

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
            self._bound = False


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None if the other side is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LONGEST:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None


_answers: list[int] = []


def begin(parent: int) -> None:
    """In a child, before all else: what a library prints is no answer."""
    bind(parent)
    _answers.append(os.dup(1))
    os.dup2(2, 1)
    with os.fdopen(_answers[0], "wb", closefd=False) as answers:
        _send(answers, _BOUND)


def answer(work: Callable[[bytes], bytes]) -> None:
    """In a child: answer the orders of the process that started it, until that one is gone."""
    with os.fdopen(_answers.pop(), "wb") as answers, suppress(BrokenPipeError):
        while (order := _receive(sys.stdin.buffer)) is not None:
            _send(answers, work(order))


def bind(parent: int) -> None:
    """End with the process `parent`, which started this one, whatever ends it."""
    if LINUX:
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        # Where memory is short the system ends this before the server.
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")
        if os.getppid() != parent:  # it ended before that
            os._exit(_FAULT)


def step_back() -> None:
    """Let readers go first, wherever the two share a core."""
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "nice"):
        os.nice(19)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a contained process may use: CPU, time, memory beside what its parent has, output."""

    cpu_seconds: int
    seconds: float
    memory: int
    output: int


def contained(work: Callable[[], bytes], limits: Limits) -> bytes:
    """What `work` gives, done by a copy of this process that ends with it.

    Raises LateError, LargeError or LostError. Where the system is not Linux it is done here.
    """
    if not LINUX:
        return work()
    read, write = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings():  # Python warns where threads of a library might be lost
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        os.close(read)
        _work(work, limits, parent, write)
    os.close(write)
    try:
        given = _given(read, limits)
    except LostError:
        os.kill(pid, signal.SIGKILL)
        raise
    finally:
        os.close(read)
        _, status = os.waitpid(pid, 0)
    ended = os.waitstatus_to_exitcode(status)
    if ended == 0:
        return given
    if ended == -signal.SIGXCPU:
        raise LateError
    # A library that finds no memory aborts.
    raise LargeError if ended in (_MEMORY, -signal.SIGABRT) else LostError


def _work(work: Callable[[], bytes], limits: Limits, parent: int, write: int) -> NoReturn:
    """In the contained process: keep the limits, answer, end."""
    code = _FAULT
    try:
        bind(parent)
        _restrict(limits)
        with os.fdopen(write, "wb") as out:
            out.write(work())
        code = 0
    except MemoryError:
        code = _MEMORY
    finally:
        os._exit(code)


def _restrict(limits: Limits) -> None:
    import resource  # noqa: PLC0415 - not on every system

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    for nothing in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(nothing, (0, 0))


def _given(pipe: int, limits: Limits) -> bytes:
    """All that comes out of a pipe."""
    until = monotonic() + limits.seconds
    parts: list[bytes] = []
    size = 0
    while select([pipe], [], [], max(0.0, until - monotonic()))[0]:
        part = os.read(pipe, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > limits.output:
            raise LargeError
    raise LateError
