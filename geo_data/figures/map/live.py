"""The live map: a tiny constant folium map, and one frame that tells the browser what to paint.

This module holds all that the project relies on in streamlit-folium beyond its documents; the
tests in tests/browser/test_assumptions.py have one test for each:

* the map's script is sent at every rerun and hashed into the component's key, so it is small
  and never changes: it names files and holds no data;
* what changes travels in the feature group, whose script is evaluated in the living frame;
* the component's frame lies two folders below the app's address, under any base path;
* `window.map` is the map, `window.Streamlit.setComponentValue` reaches Python.

A frame is JSON that is also safe as a script: folium runs the text it is given as a Jinja
template, streamlit-folium rewrites what follows an underscore, and the browser evaluates the
result. So every character inside a string that any of them could take for its own is sent as a
JSON escape; the browser writes what it reads as text, never as markup.
"""

import hashlib
import json
import re
from typing import Any

import folium
from branca.element import MacroElement
from jinja2 import Template

from geo_data.figures.contract import Film, Frame
from geo_data.figures.map import assets, film
from geo_data.history.view import View

UP = "../.."
"""From the component's frame to the app's own address."""

OPTIONS = {
    "zoom_snap": 0.25,
    "zoom_delta": 0.5,
    "min_zoom": -1,
    "max_zoom": 5,
    "attribution_control": False,
    "max_bounds_viscosity": 1.0,
    "wheel_px_per_zoom_level": 120,
}
"""Of the Leaflet map, in folium's spelling."""

_IN_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"')
_UNSAFE = re.compile(r"\\.|[{}<>&_%$`'#/]")


def encode(value: object) -> str:
    """A JSON text of `value` in plain ASCII, without any character that another layer minds.

    Raises ValueError for a number that JSON has not (NaN, infinity).
    """
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return _IN_STRING.sub(lambda m: _UNSAFE.sub(_escaped, m.group()), text)


def literal(value: object) -> str:
    """The same as a JavaScript literal in single quotes, which travel unescaped in a message."""
    return quoted(encode(value))


def quoted(text: str) -> str:
    """An encoded text as that literal."""
    return text.replace('"', "'")


def _escaped(found: re.Match[str]) -> str:
    """An escape of JSON's own stays as it is, but for the quote: the delimiters may change."""
    text = found.group()
    if text.startswith("\\"):
        return "\\u0022" if text[1] == '"' else text
    return f"\\u{ord(text):04x}"


def digest(text: str) -> str:
    """A short name for a frame, by which a test or a reader's tool knows that it was painted."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class QuietMap(folium.Map):
    """A folium map whose every file comes from our own server."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - folium's own
        """Folium's options; DataFileError if one of our files is broken."""
        super().__init__(**options)
        self.default_js = [("map", f"{UP}{assets.path('live.js')}")]
        self.default_css = [("map", f"{UP}{assets.path('map.css')}")]

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - folium's own
        """The map's script; folium's own styles and links are for a page that is all map."""
        MacroElement.render(self, **kwargs)  # type: ignore[no-untyped-call]
        return ""


class Start(MacroElement):
    """Hands the map to live.js with the addresses of the areas' geometry."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "nato.start({{ this._parent.get_name() }}, {{ this.files }});"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.files = literal({area: UP + path for area, path in assets.geometry_paths().items()})


class Paint(MacroElement):
    """One frame."""

    _template = Template(
        "{% macro script(this, kwargs) %}nato.paint({{ this.frame }});{% endmacro %}"
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        text = encode(frame)
        # encoded once; its name is one key more
        self.frame = quoted(f'{text[:-1]},"id":"{digest(text)}"}}')


def player(view: View) -> Film:
    """What a frame says of the player below its map."""
    return film.named(view, f"{UP}{film.address(view)}")


def base() -> folium.Map:
    """The constant map. Make it anew at each rerun: streamlit-folium changes what it is given."""
    chart = QuietMap(location=[0, 0], crs="Simple", tiles=None, zoom_start=0, **OPTIONS)
    chart.add_child(Start())
    return chart


def painting(frame: Frame) -> folium.FeatureGroup:
    """The feature group that carries a frame to the map."""
    group = folium.FeatureGroup()
    group.add_child(Paint(frame))
    return group
