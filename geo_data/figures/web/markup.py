"""Sentences as HTML: every fragment is a macro of templates/, where all text is escaped."""

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from geo_data import english
from geo_data.days import in_words, with_weekday
from geo_data.figures.contract import Frame
from geo_data.figures.legend import entries, every_key, in_short
from geo_data.figures.look import arrow_width, fills, look
from geo_data.history.drawn import COVERS
from geo_data.prose import chronicle, fact_check, rows, sentences
from geo_data.prose.details import Details
from geo_data.prose.sentences import Group
from geo_data.tables.articles import Article
from geo_data.tables.record import record

Href = Callable[[str], str]
"""From a focus to the address that shows it."""

EMPTY = Markup("")
FEW = 6
"""Lines of a section in the open; the others are one click away."""


class _Joined(Extension):
    """A line break of a fragment is nothing between tags, and a blank within words."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template as one line; a whole page keeps its lines."""
        del filename
        if name == "page.html":
            return source
        joined = re.sub(r"(?<=[>}])\n\s*+|\n\s*+(?=[<{])", "", source.strip())
        return re.sub(r"\n\s*+", " ", joined)


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=[_Joined],
)


@cache
def _module(template: str) -> Any:  # noqa: ANN401 - what a template defines
    return _ENVIRONMENT.get_template(template).module


def load() -> None:
    """Compile every template, which takes a while, before the first reader comes."""
    for name in _ENVIRONMENT.list_templates():
        _module(name)


def fragment(template: str, macro: str, *values: object, **named: object) -> Markup:
    """What a macro of a template makes of some values."""
    made: Markup = getattr(_module(template), macro)(*values, **named)
    return made


@lru_cache(maxsize=512)
def _cited(ids: tuple[str, ...]) -> Markup:
    """Sources of the record, which many rows share."""
    return fragment("parts.html", "cited", sentences.sources(ids))


def _verdict(name: str) -> str:
    """A verdict in a few words, as it follows one fact."""
    words: list[str] = sentences.vocabulary()["verdict-counts"][name]
    return words[0]


def data_address(drawing: str) -> str:
    """An SVG document as an address that needs no request."""
    return "data:image/svg+xml," + quote(drawing, safe=" =:/,;()'")


_ENVIRONMENT.globals |= {
    "arrow_width": arrow_width,
    "capital": english.capital,
    "count_word": english.count_word,
    "covers": tuple(COVERS.values()),
    "data_address": data_address,
    "doubt_in_words": sentences.doubt,
    "few_items": FEW,
    "fills": fills,
    "in_words": in_words,
    "json": json.dumps,
    "legend_keys": every_key,
    "look": look,
    "marks": chronicle.MARKS,
    "names": lambda codes, on: english.in_a_row(record().name_on(code, on) for code in codes),
    "source_in_words": sentences.source,
    "sources": lambda ids: _cited(tuple(row.source_id for row in sentences.sources(ids))),
    "the_names": rows.named,
    "titled": english.titled,
    "verdict_of": fact_check.verdict_of,
    "verdict_short": lambda fact: _verdict(fact_check.verdict_of(fact)),
    "with_weekday": with_weekday,
}


def group(found: Group, href: Href, current: str | None = None) -> Markup:
    """A heading and its sentences, one a line."""
    return fragment("map.html", "group", found, href, current)


@lru_cache(maxsize=64)
def index(title: str, groups: tuple[Group, ...], href: Href, current: str | None = None) -> Markup:
    """A list of what is on the map: only links, close together; nothing if there are none."""
    return fragment("map.html", "index", title, groups, href, current) if groups else EMPTY


def details(found: Details, article: Article | None, href: Href, *, leads: bool = False) -> Markup:
    """What is known about the thing in focus; `leads` to its day, where that can be opened."""
    return fragment("map.html", "details", found, article, href, leads)


def legend(frame: Frame) -> Markup:
    """The legend of a frame, one disclosure an entry; page.css has the drawings."""
    return fragment("map.html", "legend", entries(frame))


def key(frame: Frame) -> Markup:
    """The key above a map: in a line what a reader needs first."""
    return fragment("map.html", "key", in_short(frame))
