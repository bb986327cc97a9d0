"""The golden record itself: a short hash of each answer, and of each line that answers are made of.

The hashes say which answer is another one now; lines that no answer had before say what is new.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tests.golden.asked import Asked, asked
from tests.golden.made import MADE
from tests.golden.once import ONCE
from tests.golden.said import SAID
from tests.golden.views import addresses

FILE = Path(__file__).with_name("record.json")
ANSWERS: Mapping[str, Callable[[Asked], str]] = {**SAID, **MADE}
DEAR = {"countries.geojson": 5, "command geojson": 7, "map.html": 11}
"""Of answers that take long only each so many is taken."""

OF_AN_ANSWER, OF_A_LINE = 6, 4
"""Letters of a hash, of 64 kinds."""

WIDE = 24 * OF_A_LINE
NOT_TAKEN = "-"


class Answer(NamedTuple):
    """What was answered; `address` is empty for an answer that depends on no view."""

    name: str
    address: str
    text: str


@dataclass(frozen=True)
class Record:
    """Hashes of answers by address and name, and of all their lines."""

    views: dict[str, dict[str, str]]
    once: dict[str, str]
    lines: set[str]

    def holds(self, answer: Answer) -> bool:
        """Whether the answer is what it was."""
        known = self.views[answer.address] if answer.address else self.once
        return known.get(answer.name) == _short(answer.text, OF_AN_ANSWER)

    def new(self, answer: Answer) -> list[str]:
        """The answer's lines that no answer had."""
        lines = answer.text.split("\n")
        return [line for line in lines if _short(line, OF_A_LINE) not in self.lines]

    def answers(self, address: str) -> Iterator[Answer]:
        """What the product answers now where this has an answer."""
        return answers(address, self.views[address])


def _short(text: str, letters: int) -> str:
    return urlsafe_b64encode(sha256(text.encode()).digest())[:letters].decode()


def answers(address: str, names: Iterable[str]) -> Iterator[Answer]:
    """What the product answers now for an address."""
    ask = asked(address)
    return (Answer(name, address, ANSWERS[name](ask)) for name in names)


def once(names: Iterable[str]) -> Iterator[Answer]:
    """What it answers whatever the view; empty for what there is no more."""
    return (Answer(name, "", ONCE[name]() if name in ONCE else "") for name in names)


def everything() -> Iterator[Answer]:
    """All answers for a record to be written."""
    yield from once(ONCE)
    for number, address in enumerate(addresses()):
        yield from answers(address, [n for n in ANSWERS if number % DEAR.get(n, 1) == 0])


def again(record: Record) -> Iterator[Answer]:
    """All answers for a record to be compared with."""
    yield from once(dict.fromkeys((*record.once, *ONCE)))
    for address in record.views:
        yield from record.answers(address)


def made_of(found: Iterable[Answer]) -> Record:
    """A record of answers."""
    record = Record({}, {}, set())
    for answer in found:
        kept = record.views.setdefault(answer.address, {}) if answer.address else record.once
        kept[answer.name] = _short(answer.text, OF_AN_ANSWER)
        record.lines.update(_short(line, OF_A_LINE) for line in answer.text.split("\n"))
    return record


def write(record: Record) -> None:
    """Write a record, a line a view."""
    lines = "".join(sorted(record.lines))
    content = {
        "answers": [*ANSWERS],
        "views": {
            address: " ".join(kept.get(name, NOT_TAKEN) for name in ANSWERS)
            for address, kept in record.views.items()
        },
        "once": record.once,
        "lines": [lines[at : at + WIDE] for at in range(0, len(lines), WIDE)],
    }
    FILE.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


def read() -> Record:
    """The record as it was written."""
    found = json.loads(FILE.read_text("utf-8"))
    views = {
        address: {
            name: kept
            for name, kept in zip(found["answers"], text.split(), strict=True)
            if kept != NOT_TAKEN
        }
        for address, text in found["views"].items()
    }
    lines = "".join(found["lines"])
    cut = {lines[at : at + OF_A_LINE] for at in range(0, len(lines), OF_A_LINE)}
    return Record(views, found["once"], cut)
