"""What the product answers whatever the view: shapes, films, charts, files, dictionaries."""

import json
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

from tests.golden.asked import as_json, plain
from tests.golden.made import command, page
from tests.golden.product import (
    AREAS,
    LAYERS,
    SHAPES,
    THEMES,
    View,
    assets,
    dictionary,
    file,
    film,
    press,
    snapshot,
    template,
    timeline,
)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _package() -> str:
    """The data package's description; what the GeoPackage's bytes are is its libraries' matter."""
    found = json.loads(file("datapackage.json", snapshot(View())))
    for entry in found["resources"]:
        if entry["path"].endswith(".gpkg"):
            del entry["bytes"], entry["hash"]
    return json.dumps(found, indent=1, ensure_ascii=False)


def _film(area: str, layer: str) -> str:
    return film.film(View(area=area, layer=layer)).decode().replace("[[", "\n[[")


def _chart(chart: Callable[[str], dict[str, Any]], theme: str) -> str:
    return as_json(chart(theme))


ONCE: dict[str, Callable[[], str]] = {
    **{
        f"shapes/{path.relative_to(SHAPES).as_posix()}": partial(_digest, path.read_bytes())
        for path in sorted(SHAPES.rglob("*"))
        if path.is_file() and path.suffix != ".md"
    },
    **{
        f"served {plain(made.path)}": partial(_digest, made.content) for made in assets.all_assets()
    },
    **{f"film {area} {layer}": partial(_film, area, layer) for area in AREAS for layer in LAYERS},
    **{
        f"chart {name} {theme}": partial(_chart, chart, theme)
        for name, chart in (("lanes", timeline.lanes), ("detail", timeline.detail))
        for theme in THEMES
    },
    "record/README.md": dictionary.dictionary,
    "articles/README.md": template.dictionary,
    "data/article-facts.csv": lambda: template.facts_template_csv().decode(),
    "data/article-pack.zip": lambda: _digest(template.template_zip()),
    "datapackage.json": _package,
    "names of files": lambda: "\n".join(
        press.download_name(press.Order(name, View(span=None, country="POL", focus="country:EST")))
        for name in press.media_types()
    ),
    "page with options": lambda: page("", {}, whole=True),
    "command check": lambda: command("check"),
}
"""Every answer that depends on no view."""
