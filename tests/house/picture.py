"""The picture of the architecture page, made from the import graph."""

from tests.house import graph
from tests.sources import ROOT

PAGE = ROOT / ".github/ARCHITECTURE.md"


def drawn(page: str) -> str:
    """The text of a page with its picture made anew."""
    before, fence, rest = page.partition("```mermaid\n")
    return before + fence + picture() + rest[rest.index("```") :]


def picture() -> str:
    """A mermaid flowchart of the rooms, the door first.

    An arrow that can be walked through other rooms is left out, or nobody could read it.
    """
    lines = ["flowchart TD", *_boxes("")]
    rooms = graph.rooms(graph.modules())
    under: dict[str, frozenset[str]] = {}
    for room in graph.ORDER:
        on = graph.below(rooms, room)
        through = frozenset[str]().union(*(under[each] for each in on))
        under[room] = on | through
        lines += [f"{_id(room)} --> {_id(each)}" for each in sorted(on - through)]
    return "\n".join(lines) + "\n"


def _boxes(frame: str) -> list[str]:
    """The rooms inside a frame, each a box, and the frames inside it."""
    lines = []
    for room in reversed(graph.ORDER):
        if _frame(room) == frame:
            lines.append(f'{_id(room)}["{_label(room)}"]')
        elif room in FRAMES and _parent(room) == frame:
            inside = (f"  {line}" for line in _boxes(room))
            lines += [f'subgraph in_{_id(room)}["{room.replace(".", "/")}"]', *inside, "end"]
    return lines


def _frame(room: str) -> str:
    return room if room in FRAMES else _parent(room)


def _parent(room: str) -> str:
    return room.rpartition(".")[0]


def _label(room: str) -> str:
    path = ROOT / room.replace(".", "/")
    if room == "geo_data":
        return "__init__.py"
    if room in FRAMES:
        return "*.py"
    return f"{path.name}/" if path.is_dir() else f"{path.name}.py"


def _id(room: str) -> str:
    return room.replace(".", "_").strip("_")


FRAMES = {_parent(room) for room in graph.ORDER}
"""Folders that hold other rooms."""
