"""The files the map needs, named by their content and cached for ever by the browser."""

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from geo_data import geometry
from geo_data.errors import DataFileError
from geo_data.figures import fills, swatches
from geo_data.figures.look import css_variables
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


def _ours(name: str) -> bytes:
    return read_text(WEB / name).encode()


def _leaflet(name: str) -> bytes:
    folder = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    return (folder / name).read_bytes()


def _map_script() -> bytes:
    """Leaflet and ours in one file: streamlit-folium loads each only after the one before."""
    ours = (_ours(name) for name in ("ground.js", "labels.js", "step.js", "play.js", "map.js"))
    data = (
        f"window.player.words = {json.dumps(vocabulary()['player'])};\n"
        f"window.nato.patterns = {json.dumps(fills.patterns())};\n"
    )
    return b"\n".join((_leaflet("leaflet.js"), *ours, data.encode()))


def _map_style() -> bytes:
    looks = css_variables() + fills.css()
    return b"\n".join((_leaflet("leaflet.css"), looks.encode(), _ours("map.css")))


def _page_style() -> bytes:
    return b"\n".join((css_variables().encode(), swatches.css().encode(), _ours("page.css")))


_CONTENT: dict[str, tuple[str, Callable[[], bytes]]] = {
    "map.js": ("text/javascript", _map_script),
    "map.css": ("text/css", _map_style),
    "address.js": ("text/javascript", lambda: _ours("address.js")),
    "file_input.js": ("text/javascript", lambda: _ours("file_input.js")),
    "share.js": ("text/javascript", lambda: _ours("share.js")),
    "page.css": ("text/css", _page_style),
    "standalone.css": ("text/css", lambda: _ours("standalone.css")),
    "standalone.js": ("text/javascript", lambda: _ours("standalone.js")),
}


def _asset(name: str, media_type: str, content: bytes) -> Asset:
    stem, _, suffix = name.rpartition(".")
    tag = hashlib.sha256(content).hexdigest()[:8]
    return Asset(
        f"{FOLDER}/{stem}.{tag}.{suffix}",
        f"{media_type}; charset=utf-8",
        content,
        gzip.compress(content, 9, mtime=0),
    )


@cache
def asset(name: str) -> Asset:
    """One of our own files, or Leaflet's, by its plain name."""
    media_type, read = _CONTENT[name]
    return _asset(name, media_type, read())


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
    found = [_sound(asset, name) for name in _CONTENT]
    found += [_sound(geometry_asset, area) for area in geometry.AREAS]
    return tuple(each for each in found if each)
