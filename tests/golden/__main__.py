"""Compare what the product answers now with the golden record: `python -m tests.golden`.

`--write` makes the record anew. `--texts FOLDER` keeps every answer as a text there: with those of
another state of the code beside them, `diff -r` shows every difference whole.
"""

import argparse
import logging
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import process_time

from tests.golden import record

MOST_LINES = 5
LONGEST = 300


def kept(answers: Iterable[record.Answer], folder: Path | None) -> Iterator[record.Answer]:
    """The same answers, each written to a folder of its own name if there is one for them."""
    for number, answer in enumerate(answers):
        if folder:
            place = folder / answer.name.replace("/", "_")
            place.mkdir(parents=True, exist_ok=True)
            text = f"{answer.address}\n{answer.text}\n"
            (place / f"{number:05}.txt").write_text(text, "utf-8")
        yield answer


def told(known: record.Record, answer: record.Answer) -> str:
    """What is new in an answer that is another one now."""
    lines = [line[:LONGEST] for line in known.new(answer)]
    more = [f"and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    found = [*lines[:MOST_LINES], *more] or ["no line is new: some are gone or stand elsewhere"]
    return "\n".join((f"{answer.name} {answer.address}", *(f"    + {line}" for line in found)))


def compare(known: record.Record, answers: Iterable[record.Answer]) -> int:
    """Print how many answers are as they were; the exit code."""
    count: dict[str, int] = {}
    other: dict[str, list[record.Answer]] = {}
    for answer in answers:
        count[answer.name] = count.get(answer.name, 0) + 1
        if not known.holds(answer):
            other.setdefault(answer.name, []).append(answer)
    for name, many in count.items():
        differ = other.get(name, [])
        more = f" and {len(differ) - 1} more" if len(differ) > 1 else ""
        where = f"  {differ[0].address or 'differs'}{more}" if differ else ""
        print(f"{name:34}{many - len(differ):5} of {many:4}{where}")
    for differ in other.values():
        print(f"\n{told(known, differ[0])}")
    lost = sum(map(len, other.values()))
    print(f"\n{lost} of {sum(count.values())} answers differ, {len(known.views)} views")
    return int(bool(other))


def main() -> int:
    """Write the record or compare with it."""
    asked = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    asked.add_argument("--write", action="store_true", help="make the record anew")
    asked.add_argument("--texts", type=Path, metavar="FOLDER", help="keep the answers as texts")
    given = asked.parse_args()
    logging.disable(logging.WARNING)  # Streamlit's, of pages that run without a server
    if given.write:
        made = record.made_of(kept(record.everything(), given.texts))
        record.write(made)
        print(f"{len(made.views)} views, {record.FILE.stat().st_size:,} bytes", end="")
        code = 0
    else:
        known = record.read()
        code = compare(known, kept(record.again(known), given.texts))
    print(f"; {process_time():.0f} seconds of CPU")
    return code


if __name__ == "__main__":
    sys.exit(main())
