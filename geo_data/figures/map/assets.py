"""The files the map and the pages need, named by their content and cached for ever by the browser.

A module of ours is served with the modules that it imports under the names that these have.
"""

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
from geo_data.figures.look import fills, look
from geo_data.figures.web.markup import data_address, fragment
from geo_data.prose.sentences import vocabulary
from geo_data.texts import read_text

WEB = Path(__file__).parents[1] / "web"
FOLDER = "/map"
TYPES = {"js": "text/javascript", "css": "text/css", "json": "application/json"}


@dataclass(frozen=True)
class Asset:
    """One file as served: its address below the app's, its type, its bytes plain and gzipped."""

    path: str
    media_type: str
    content: bytes
    gzipped: bytes


def _made(name: str, content: bytes) -> Asset:
    media_type = f"{TYPES[name.rpartition('.')[2]]}; charset=utf-8"
    return Asset(f"{FOLDER}/{name}", media_type, content, gzip.compress(content, 9, mtime=0))


# -- what each file says


def _leaflet(name: str) -> str:
    folder = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    return (folder / name).read_bytes().decode()


def _look() -> str:
    """The module of what is data for the browser: words, patterns, and what paper shares."""
    shared = {name: look()[name] for name in ("arrows", "dashes", "sizes", "naming")}
    keys = [key for key, fill in fills().items() if fill.pattern]
    patterns = {key: fragment("look.svg", "pattern", key, f"fill-{key}") for key in keys}
    words = {**vocabulary()["player"], **vocabulary()["map"]}
    found = {"words": words, "far": vocabulary()["far"], "patterns": patterns, **shared}
    return "".join(f"export const {name} = {json.dumps(found[name])};\n" for name in found)


def _live() -> str:
    """Leaflet and what starts the map: streamlit-folium loads one script after another.

    It asks for all modules at once: each would else wait for the one that imports it.
    """
    starts = read_text(WEB / "live.js").replace("./map.js", _beside("map.js"))
    every = json.dumps([_beside(name) for name in modules("map.js")])
    return f"{_leaflet('leaflet.js')}\n{starts}\nfor (const each of {every}) import(each);\n"


def _styles(*names: str) -> str:
    return "".join(fragment("look.css", name) for name in names)


_WRITTEN: dict[str, Callable[[], str]] = {
    "leaflet.js": lambda: _leaflet("leaflet.js"),
    "live.js": _live,
    "look.js": _look,
    "map.css": lambda: "\n".join(
        (
            _leaflet("leaflet.css"),
            _styles("colours", "sizes", "grounds"),
            read_text(WEB / "map.css"),
        )
    ),
    "page.css": lambda: "\n".join(
        (_styles("colours"), _styles("swatches"), read_text(WEB / "page.css"))
    ),
}
"""What is not served as it stands in our own folder."""


def _text(name: str) -> str:
    return _WRITTEN[name]() if name in _WRITTEN else read_text(WEB / name)


# -- modules

_IMPORT = re.compile(r'^import \{([^}]+)\} from "\./(\w+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def _beside(name: str) -> str:
    """The address of a file as one that is served beside it has it."""
    return f"./{path(name).rpartition('/')[2]}"


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
        text = _IMPORT.sub(r'const {\1} = modules["\2"];', _text(each))
        parts += [
            f'modules["{each}"] = (() => {{\n"use strict";',
            _EXPORT.sub("", text),
            f"return {{ {', '.join(_EXPORT.findall(text))} }};\n}})();",
        ]
    return "\n".join(parts)


# -- what is served


@cache
def asset(name: str) -> Asset:
    """One of our own files, or Leaflet's, by its plain name; DataFileError if it is broken."""
    served = _IMPORT.sub(lambda m: f'import {{{m[1]}}} from "{_beside(m[2])}";', _text(name))
    stem, _, suffix = name.rpartition(".")
    content = served.encode()
    return _made(f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{suffix}", content)


@cache
def geometry_asset(area: str) -> Asset:
    """An area's geometry; DataFileError if its file is missing or broken."""
    file = geometry.web_file(area)
    return _made(file.name, file.read_bytes())


def path(name: str) -> str:
    """The address of one of our own files, below the app's."""
    return asset(name).path


@cache
def icon() -> str:
    """The page's icon as a data address: a file would be asked for anew at every change."""
    return data_address(fragment("look.svg", "icon"))


def geometry_paths() -> dict[str, str]:
    """Each area's geometry file by the address the map asks for.

    A broken file has an address that nothing answers, so that the map says what is wrong.
    """
    found = {area: _sound(geometry_asset, area) for area in geometry.AREAS}
    return {a: made.path if made else f"{FOLDER}/{a}.missing.json" for a, made in found.items()}


def _sound(read: Callable[[str], Asset], name: str) -> Asset | None:
    try:
        return read(name)
    except DataFileError:
        return None


def all_assets() -> tuple[Asset, ...]:
    """Everything to serve; what is broken is left out, and the page that needs it says so."""
    ours = {file.name for kind in TYPES for file in WEB.glob(f"*.{kind}")}
    found = [_sound(asset, name) for name in sorted(ours | _WRITTEN.keys())]
    found += [_sound(geometry_asset, area) for area in geometry.AREAS]
    return tuple(each for each in found if each)
