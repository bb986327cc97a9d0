"""How work on foreign text grows: CPU of each reader at a size of text, and at its doublings."""

from collections.abc import Iterator
from math import inf

from tests.linear import LEAST, MOST_RATIO, PAGES, READERS, SHAPES, SIZE, SIZES, TIMES, least

DOUBLINGS = TIMES.bit_length()


def measure_linear() -> dict[str, tuple[str, list[float]]]:
    """For each reader and page the shape that grew most, and its seconds at each size."""
    found: dict[str, tuple[str, list[float]]] = {}
    for name, make in {**READERS, **PAGES}.items():
        size = SIZES.get(name, SIZE)
        # A run of a page takes so long that once is enough.
        enough = inf if name in PAGES else 0.0
        shapes = {
            shape: [least(make, text(size * 2**step), enough) for step in range(DOUBLINGS)]
            for shape, text in SHAPES.items()
        }
        found[name] = max(shapes.items(), key=lambda pair: _ratio(pair[1]))
    return found


def _ratio(seconds: list[float]) -> float:
    return seconds[-1] / max(LEAST, seconds[0])


def report(found: dict[str, tuple[str, list[float]]]) -> Iterator[str]:
    """The lines of its part of the report."""
    yield from ("", "## Foreign text, doubled", "")
    yield (
        f"CPU in ms, the least of three (of a page: once), at {SIZE:,} characters and five "
        f"doublings of it (a head and a zip's names from {SIZES['a head']}), for the worst of "
        f"{len(SHAPES)} shapes of text. Linear work grows {TIMES} times, quadratic {TIMES**2:,} "
        f"times; the test allows {MOST_RATIO}."
    )
    sizes = " | ".join(f"{2**step} n" for step in range(DOUBLINGS))
    yield from (
        "",
        f"| reader | worst shape | {sizes} | ratio |",
        f"|---|---|{'---:|' * (DOUBLINGS + 1)}",
    )
    for name, (shape, seconds) in found.items():
        times = " | ".join(f"{1_000 * each:.2f}" for each in seconds)
        yield f"| {name} | {shape} | {times} | {_ratio(seconds):.0f} |"
