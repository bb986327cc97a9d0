"""The import graph of the project: modules, the rooms they lie in, and the arrows between them."""

import ast
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.sources import ROOT, app_files

ORDER = (
    "geo_data.errors",
    "geo_data.days",
    "geo_data.english",
    "geo_data.texts",
    "geo_data.edition",
    "geo_data.child",
    "geo_data.tables",
    "geo_data.geometry",
    "geo_data.rules",
    "geo_data.packs",
    "geo_data.history",
    "geo_data.prose",
    "geo_data.figures",
    "geo_data.figures.web",
    "geo_data.figures.map",
    "geo_data.figures.paper",
    "geo_data.export",
    "geo_data.build",
    "geo_data",
    "geo_data.__main__",
    "pages.server",
    "pages.shell",
    "pages",
    "dashboard",
)
"""The rooms from the ground up: each imports from those before it, and never from one after.

A room is the modules of a folder, or one module that lies beside such folders; `geo_data` is what
a notebook sees, its __init__.py.
"""

Graph = Mapping[str, frozenset[str]]


def name_of(path: Path) -> str:
    """The dotted name of a module; a package's is that of its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> Graph:
    """What each module of ours imports of ours, wherever in the file it does so."""
    paths = {name_of(path): path for path in app_files()}
    return {name: frozenset(_imported(path, paths.keys()) - {name}) for name, path in paths.items()}


def _imported(path: Path, known: AbstractSet[str]) -> set[str]:
    """`from a import b` means the module a.b where there is one, else a."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by dots"
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                found.add(inside if inside in known else str(node.module))
    return found & known


def room_of(module: str) -> str:
    """The room in which a module lies; ValueError if it lies in none."""
    # Of geo_data itself there is only its __init__: what else lies there is a room of its own.
    around = [room for room in ORDER if room != "geo_data" and module.startswith(f"{room}.")]
    return module if module in ORDER else max(around, key=len)


def rooms(graph: Graph) -> Graph:
    """The arrows of `graph` between rooms."""
    found: dict[str, set[str]] = {room: set() for room in ORDER}
    for module, imported in graph.items():
        found[room_of(module)] |= {room_of(each) for each in imported} - {room_of(module)}
    return {room: frozenset(each) for room, each in found.items()}


def arrows(graph: Graph) -> list[tuple[str, str]]:
    """Every arrow, from who imports to what is imported."""
    return [(name, each) for name, imported in graph.items() for each in sorted(imported)]


def upward(graph: Graph) -> list[tuple[str, str]]:
    """The arrows that lead to a room further up."""
    return [(name, each) for name, each in arrows(graph) if _place(each) > _place(name)]


def _place(module: str) -> int:
    return ORDER.index(room_of(module))


def circles(graph: Graph) -> list[list[str]]:
    """A circle of imports after the other, each broken where it was found to go on."""
    left = {name: set(imported) for name, imported in graph.items()}
    found = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            found.append(circle)
            left[circle[1]].discard(circle[0])
        else:
            return found


def below(rooms: Graph, room: str) -> frozenset[str]:
    """What a room stands on; an arrow up carries nothing."""
    return frozenset(each for each in rooms[room] if _place(each) < _place(room))


def floors(rooms: Graph) -> int:
    """How many floors the house has: each room stands above all that it stands on."""
    floor: dict[str, int] = {}
    for room in ORDER:
        floor[room] = 1 + max((floor[each] for each in below(rooms, room)), default=0)
    return max(floor.values())
