"""`python -m tests.house`: the measures of the house; `--draw` makes the picture of it anew."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.house import graph
from tests.house.picture import PAGE, drawn
from tests.sources import app_files, files

RUN = 6
"""As many lines that stand twice are one thing said twice."""


def measures() -> dict[str, int]:
    """What is counted of the project, in the order in which it is printed."""
    modules, rooms = graph.modules(), graph.rooms(graph.modules())
    return {
        "modules in geo_data": sum(1 for _ in files(".py", under="geo_data")),
        "lines of Python outside tests": sum(
            len(path.read_text("utf-8").splitlines()) for path in app_files()
        ),
        "rooms": len(rooms),
        "arrows between rooms": len(graph.arrows(rooms)),
        "arrows between modules": len(graph.arrows(modules)),
        "arrows up": len(graph.upward(modules)),
        "circles of modules": len(graph.circles(modules)),
        "circles of rooms": len(graph.circles(rooms)),
        "floors of rooms": graph.floors(rooms),
        f"identical runs of {RUN} lines in geo_data/tables": len(
            repeated(files(".py", under="geo_data/tables"))
        ),
    }


def repeated(paths: Iterable[Path]) -> list[str]:
    """Each run of lines that stands more than once in these files, blank lines left out."""
    runs: Counter[str] = Counter()
    for path in paths:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        runs.update("\n".join(lines[at : at + RUN]) for at in range(len(lines) - RUN + 1))
    return [run for run, count in runs.items() if count > 1]


def main(arguments: list[str]) -> None:
    """Print the measures, or draw."""
    if arguments == ["--draw"]:
        PAGE.write_text(drawn(PAGE.read_text("utf-8")), "utf-8")
        return
    for name, number in measures().items():
        print(f"{name:50} {number:6,}")


if __name__ == "__main__":
    main(sys.argv[1:])
