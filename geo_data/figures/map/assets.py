"""The files the map needs, named by their content and cached for ever by the browser."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from geo_data import geometry
from geo_data.errors import DataFileError
from geo_data.figures import fills, swatches
from geo_data.figures.look import css_sizes, css_variables, look
from geo_data.prose.vocabulary import vocabulary
from geo_data.texts import read_text

WEB = Path(__file__).parents[1] / "web"
FOLDER = "/map"


@dataclass(frozen=True)
class Asset:
    """One file as served: its address below the app's, its type, its bytes plain and gzipped."""

    path: str
    media_type: str
    content: bytes
    gzipped: bytes


def _named(name: str) -> str:
    """The text of one of our own files."""
    return read_text(WEB / name)


def _leaflet(name: str) -> str:
    folder = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    return (folder / name).read_text("utf-8")


def _look() -> str:
    """The module of what is data for the browser: words, patterns, and what paper shares."""
    shared = {name: look()[name] for name in ("arrows", "dashes", "sizes", "naming")}
    found = {"player": vocabulary()["player"], "patterns": fills.patterns(), **shared}
    return "".join(f"export const {name} = {json.dumps(found[name])};\n" for name in found)


def _live() -> str:
    """Leaflet and what starts the map: streamlit-folium loads one script after another.

    It asks for all modules at once, which would else be asked for one after another, too.
    """
    starts = _named("live.js").replace("./map.js", _beside("map.js"))
    addresses = json.dumps([_beside(name) for name in modules("map.js")])
    asks = f"for (const each of {addresses}) import(each);\n"
    return "\n".join((_leaflet("leaflet.js"), starts, asks))


_MADE: dict[str, Callable[[], str]] = {
    "leaflet.js": lambda: _leaflet("leaflet.js"),
    "live.js": _live,
    "look.js": _look,
    "map.css": lambda: "\n".join(
        (_leaflet("leaflet.css"), css_variables() + css_sizes() + fills.css(), _named("map.css"))
    ),
    "page.css": lambda: "\n".join((css_variables(), swatches.css(), _named("page.css"))),
}
"""What is served as more than one of our own files, and not as it stands."""

_TYPES = {"js": "text/javascript", "css": "text/css"}
_IMPORT = re.compile(r'^import \{([^}]+)\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def _text(name: str) -> str:
    """A file's text before its modules are named by their content."""
    return _MADE[name]() if name in _MADE else _named(name)


def _beside(name: str) -> str:
    """The address of a file as one that is served beside it has it."""
    return f"./{Path(path(name)).name}"


@cache
def modules(name: str) -> tuple[str, ...]:
    """A module and all that it imports, each after what it imports itself."""
    imported = (modules(each) for _, each in _IMPORT.findall(_text(name)))
    return tuple(dict.fromkeys([*(each for found in imported for each in found), name]))


def bundle(name: str) -> str:
    """A module and all that it imports as one classic script, for where there are no modules.

    Each is a function of its own, so that no name of one meets that of another.
    """
    parts = ["const modules = {};"]
    for each in modules(name):
        text = _IMPORT.sub(r'const {\1} = modules["\2"];\n', _text(each))
        given = ", ".join(_EXPORT.findall(text))
        parts += [
            f'modules["{each}"] = (() => {{\n"use strict";',
            _EXPORT.sub("", text),
            f"return {{ {given} }};\n}})();",
        ]
    return "\n".join(parts)


def _asset(name: str, content: bytes) -> Asset:
    stem, _, suffix = name.rpartition(".")
    tag = hashlib.sha256(content).hexdigest()[:8]
    return Asset(
        f"{FOLDER}/{stem}.{tag}.{suffix}",
        f"{_TYPES[suffix]}; charset=utf-8",
        content,
        gzip.compress(content, 9, mtime=0),
    )


@cache
def asset(name: str) -> Asset:
    """One of our own files, or Leaflet's, by its plain name; DataFileError if it is broken."""
    beside = _IMPORT.sub(
        lambda found: f'import {{{found[1]}}} from "{_beside(found[2])}";\n', _text(name)
    )
    return _asset(name, beside.encode())


@cache
def geometry_asset(area: str) -> Asset:
    """An area's geometry; DataFileError if its file is missing or broken."""
    file = geometry.web_file(area)
    content = file.read_bytes()
    return Asset(
        f"{FOLDER}/{file.name}",
        "application/json; charset=utf-8",
        content,
        gzip.compress(content, 9, mtime=0),
    )


def path(name: str) -> str:
    """The address of one of our own files, below the app's."""
    return asset(name).path


@cache
def icon() -> str:
    """The page's icon as a data address: a file would be asked for anew at every change."""
    return swatches.data_address(swatches.ICON)


def geometry_paths() -> dict[str, str]:
    """Each area's geometry file by the address the map asks for.

    A broken file has an address that nothing answers, so that the map says what is wrong.
    """
    return {
        area: found.path
        if (found := _sound(geometry_asset, area))
        else f"{FOLDER}/{area}.missing.json"
        for area in geometry.AREAS
    }


def _sound(read: Callable[[str], Asset], name: str) -> Asset | None:
    try:
        return read(name)
    except DataFileError:
        return None


def all_assets() -> tuple[Asset, ...]:
    """Everything to serve; what is broken is left out, and the page that needs it says so."""
    names = {file.name for kind in _TYPES for file in WEB.glob(f"*.{kind}")}
    found = [_sound(asset, name) for name in sorted(names | set(_MADE))]
    found += [_sound(geometry_asset, area) for area in geometry.AREAS]
    return tuple(each for each in found if each)
