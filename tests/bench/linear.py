"""How work on foreign text grows: CPU of each reader at a size of text, and at its doublings."""

from collections.abc import Iterator

from tests.linear import LEAST, MOST_RATIO, PAGES, READERS, SHAPES, SIZE, SIZES, TIMES, least

DOUBLINGS = TIMES.bit_length()


def measure_linear() -> dict[str, tuple[str, list[float]]]:
    """For each reader and page the shape that grew most, and its seconds at each size."""
    found: dict[str, tuple[str, list[float]]] = {}
    for name, make in {**READERS, **PAGES}.items():
        size = SIZES.get(name, SIZE)
        shapes = {
            shape: [least(make, text(size * 2**step)) for step in range(DOUBLINGS)]
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
        f"CPU in ms, the least of three, at {SIZE:,} characters and five doublings of it (a head "
        f"and a zip's names from {SIZES['a head']}), for the worst of {len(SHAPES)} shapes of "
        f"text. Linear work grows {TIMES} times, quadratic {TIMES**2:,} times; the test allows "
        f"{MOST_RATIO}."
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
