"""One reader in a browser: runs the subjects side by side and keeps what was measured."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from tests.bench.drive import Change, Reader
from tests.bench.subjects import Subject
from tests.server import Server, serve

# The subjects take turns in short blocks: whatever else the machine does hits all of them alike.
BLOCK = 2
READERS_A_START = 10
MOST_OF_SLOW = 6
"""Changes of a slow subject; half as many of its readers come at a start."""


@dataclass
class Result:
    """What was measured of one subject; CPU and memory are those of the server's processes."""

    changes: list[Change] = field(default_factory=list)
    cpu_seconds: float = 0.0
    memory: int = 0
    first_paints_ms: list[list[float]] = field(default_factory=list)
    """One list a start of the server, in the order of readers."""


def start(stack: ExitStack, subject: Subject) -> Server:
    """Serve a subject until the stack is closed."""
    return stack.enter_context(serve(subject.script, env=subject.env))


def measure_changes(
    browser: Browser, subjects: Iterable[Subject], results: dict[str, Result], repeats: int
) -> None:
    """`repeats` changes for each subject, in turns, each by one reader who stays."""
    with ExitStack() as stack:
        readers = [
            stack.enter_context(Reader(browser, subject, start(stack, subject), subject.first()))
            for subject in subjects
        ]
        for reader in readers:
            # The first change loads what later ones find loaded.
            reader.settle()
            reader.change()
        for done in range(0, repeats, BLOCK):
            for reader in readers:
                wanted = min(repeats, MOST_OF_SLOW) if reader.subject.slow else repeats
                result = results[reader.subject.name]
                before = reader.server.cpu_seconds()
                for _ in range(min(BLOCK, wanted - done)):
                    result.changes.append(reader.change())
                result.cpu_seconds += reader.server.cpu_seconds() - before
        for reader in readers:
            results[reader.subject.name].memory = reader.server.memory()


def measure_first_paints(
    browser: Browser, subjects: Iterable[Subject], results: dict[str, Result]
) -> None:
    """Start each server once; ten readers with empty caches come one after another, in turns."""
    with ExitStack() as stack:
        served = [(subject, start(stack, subject)) for subject in subjects]
        for subject, _ in served:
            results[subject.name].first_paints_ms.append([])
        for number in range(READERS_A_START):
            for subject, server in served:
                if subject.slow and number >= MOST_OF_SLOW // 2:
                    continue
                with Reader(browser, subject, server) as reader:
                    results[subject.name].first_paints_ms[-1].append(reader.first_paint_ms)
                    reader.settle()
