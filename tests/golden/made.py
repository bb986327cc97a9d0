"""What the product makes of a view: pages, files, answers of the command line, drawings."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET

from streamlit.testing.v1 import AppTest

from tests.golden.asked import PAGES, Asked, as_json, as_lines, row
from tests.golden.product import (
    FILES,
    file,
    run,
    standalone,
    still,
)
from tests.sources import FRAME

TABLES = tuple(name for name in FILES if name.endswith(".csv"))
OF_A_DAY = ("members", "article6", "battlegroups", "borders", "countries")
OF_A_WINDOW = ("events", "moves", "totals", "changes")


def _elements(node: Any, *, whole: bool) -> Iterator[str]:  # noqa: ANN401 - Streamlit's own tree
    """What a page holds, in order: its markup, its maps' frames, its tables, its controls.

    Controls with their options if `whole`: they are the same on every page.
    """
    for child in getattr(node, "children", {}).values():
        if child.type == "html":
            yield child.proto.body
        elif child.type == "component_instance":
            yield _painted(child.proto.json_args)
        elif child.type == "dataframe":
            yield child.value.to_csv(index=False)
        elif hasattr(child, "label"):
            options = getattr(child, "options", ()) if whole else ()
            yield row(child.type, child.label, getattr(child, "value", ""), *options)
        yield from _elements(child, whole=whole)


def _painted(arguments: str) -> str:
    """The frame that a page sends to its map, without the names that the code's edition is in."""
    _, _, sent = json.loads(arguments)["feature_group"].partition("nato.paint(")
    found, _ = json.JSONDecoder().raw_decode(sent.replace("'", '"'))
    del found["id"]
    return as_json(found)


def page(path: str, query: Mapping[str, list[str]], *, whole: bool = False) -> str:
    """A page as it comes from the server."""
    app = AppTest.from_file(FRAME, default_timeout=600)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if path:
        app.switch_page(PAGES[path]).run()
    if app.exception:
        raise AssertionError(app.exception[0].value)
    return as_lines(*_elements(app._tree, whole=whole))  # noqa: SLF001 - the only way to its order


def _file(name: str) -> Callable[[Asked], str]:
    return lambda ask: file(name, ask.snap).decode()


def command(*arguments: str) -> str:
    """What the command line prints, and its exit code."""
    out = StringIO()
    with redirect_stdout(out):
        code = run(arguments)
    return f"{out.getvalue()}exit {code}"


def _on_day(name: str, *more: str) -> Callable[[Asked], str]:
    return lambda ask: command(name, "--on", str(ask.view.on), *more)


def _in_window(name: str) -> Callable[[Asked], str]:
    def printed(ask: Asked) -> str:
        filters = [f"--kind={kind}" for kind in ask.view.kind]
        filters += [f"--country={ask.view.country}"] if ask.view.country else []
        window = ("--from", str(ask.view.first), "--on", str(ask.view.on))
        return command(name, *window, *(filters if name == "events" else ()))

    return printed


def _facts(ask: Asked) -> str:
    return command("facts", ask.view.article) if ask.view.article else ""


def _texts(element: ET.Element) -> Iterator[str]:
    if element.get("aria-hidden") == "true":
        return
    if element.tag.endswith("}text"):
        yield "".join(element.itertext())
    for child in element:
        yield from _texts(child)


def _still(what: str) -> Callable[[Asked], str]:
    def said(ask: Asked) -> str:
        svg = still.draw(what, ask.snap, "svg", ask.size, ask.theme)
        return "\n".join(_texts(ET.fromstring(svg)))  # noqa: S314 - our own

    return said


def _embed(ask: Asked) -> str:
    page = standalone.embed(ask.snap, "", f"/?{ask.view.query()}", ask.theme)
    return as_lines(page)


def _document(ask: Asked) -> str:
    """The file that opens from disk, its scripts and styles left out: they are told once."""
    head, _, rest = standalone.document(ask.snap).partition("<body")
    return as_lines(
        head.partition("<title>")[2].partition("<style>")[0], rest.partition("<script>")[0]
    )


MADE: dict[str, Callable[[Asked], str]] = {
    **{name: _file(name) for name in (*TABLES, "README.txt")},
    **{f"command {name}": _on_day(name) for name in OF_A_DAY},
    **{f"command {name}": _in_window(name) for name in OF_A_WINDOW},
    "command facts": _facts,
    "page": lambda ask: page(ask.page, ask.query),
    "map drawn": _still("map"),
    "timeline drawn": _still("timeline"),
    "embed": _embed,
    "countries.geojson": _file("countries.geojson"),
    "command geojson": _on_day("countries", "--format", "geojson"),
    "map.html": _document,
}
