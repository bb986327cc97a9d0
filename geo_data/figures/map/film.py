"""The film: what the map paints on each day on which something changed, to be played at once."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from geo_data.days import FIRST_DAY, in_words
from geo_data.figures.contract import Film
from geo_data.figures.map.frame import frame
from geo_data.history.events import CONTEXT
from geo_data.history.snapshot import snapshot
from geo_data.history.view import JOINED, View
from geo_data.prose.changes import KINDS, every_change
from geo_data.prose.news import in_short
from geo_data.tables.record import record

PACKAGE = Path(__file__).parents[2]
MADE_OF = ("*.py", "*.csv", "*.toml")
"""What a film depends on, but for the shapes: their file names carry their content."""

OF_THE_READER = ("view", "theme")
"""Of a frame what is no matter of the day."""

UNSEEN = ("border", "article6")
"""Kinds of change that come with another one, or that only one layer shows."""

GROWTH = ("accession", "ground", "end", "name")
"""Those that a map of who joined when shows."""


def asked(view: View) -> View:
    """What of a view a film minds: no day, no article, nothing in focus; events of a day each."""
    kept = {name: getattr(view, name) for name in ("kind", "country", "area", "layer")}
    return replace(View(), span=1, article=None, **kept)


def address(view: View) -> str:
    """The address of a view's film below the app's; it changes with whatever a film is made of."""
    query = replace(asked(view), span=View().span, article=View().article).query()
    return f"/film.{edition()}.json?{query}".removesuffix("?")


def named(view: View, path: str) -> Film:
    """What a frame says of its film: where it is, its first and last day, and the frame's own."""
    span = (FIRST_DAY.isoformat(), last().isoformat())
    return {"path": path, "on": view.on.isoformat(), "first": span[0], "last": span[1]}


@cache
def edition() -> str:
    """Eight hexadecimal digits of the SHA-256 of all that films are made of."""
    digest = hashlib.sha256()
    for pattern in MADE_OF:
        for file in sorted(PACKAGE.rglob(pattern)):
            digest.update(file.relative_to(PACKAGE).as_posix().encode())
            digest.update(file.read_bytes())
    for file in sorted((PACKAGE / "shapes" / "web").glob("*.json")):
        digest.update(file.name.encode())
    return digest.hexdigest()[:8]


def film(view: View) -> bytes:
    """The film of a view, kept: files of many days hold the same one."""
    return _made(asked(view))


@lru_cache(maxsize=8)
def _made(view: View) -> bytes:
    """The film as JSON: `keys` of a frame, their different `values`, and `steps`.

    A step has its day (ISO 8601, and in words), the number of members, what happened in a few
    sentences, and of each key the place of its value in `values`.
    """
    keys: list[str] = []
    values: dict[str, list[Any]] = {}
    places: dict[tuple[str, str], int] = {}
    steps: list[list[Any]] = []
    for on in days(view):
        snap = snapshot(replace(view, on=on))
        painted = {k: v for k, v in frame(snap).items() if k not in OF_THE_READER}
        keys = keys or [*painted]
        step = []
        for key in keys:
            text = json.dumps(painted[key])
            known = values.setdefault(key, [])
            if (key, text) not in places:
                places[key, text] = len(known)
                known.append(painted[key])
            step.append(places[key, text])
        said = in_short(snap)
        if said or not steps or step != steps[-1][-1]:
            steps.append([on.isoformat(), in_words(on), len(snap.members), said, step])
    content = {"keys": keys, "values": values, "steps": steps}
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def days(view: View) -> tuple[date, ...]:
    """Every day on which something of a view's map changes or happens, oldest first.

    What is no act of the Alliance is none of its days, unless it was asked for.
    """
    known = record()
    seen = GROWTH if view.layer == JOINED else (kind for kind in KINDS if kind not in UNSEEN)
    kinds = frozenset(seen)
    found = {FIRST_DAY, *(change.day for change in every_change() if change.kind in kinds)}
    happened = snapshot(replace(asked(view), span=None, on=last())).events
    found |= {e.day for e in happened if CONTEXT in view.kind or not e.is_context}
    periods = [row.period for row in known.standings if row.annexed_here]
    periods += [row.period for row in known.not_drawn]
    if view.layer == "membership":
        periods += [row.period for row in known.warsaw_pact]
    if view.layer == "article6":
        periods += [row.period for row in known.article6]
    turns = {day for period in periods for day in (period.first, period.after) if day}
    return tuple(day for day in sorted(found | turns) if FIRST_DAY <= day <= last())


def last() -> date:
    """The last day that a film can show."""
    return record().checked_until
