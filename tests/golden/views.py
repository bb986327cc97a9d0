"""Which 300 views: every day around a boundary, every page, and whatever a view can have.

The record keeps their addresses: this chooses them when it is written anew.
"""

from datetime import date, timedelta
from hashlib import sha256
from urllib.parse import urlencode

from tests.golden.asked import PAGES, SIZES
from tests.golden.product import (
    ALL,
    AREAS,
    FIRST_DAY,
    KINDS,
    LAYERS,
    NONE,
    RECORD_DIR,
    SPANS,
    THEMES,
    View,
    articles,
    events,
    last_day_meant,
    record,
    rows,
)

COUNT = 300


def _chance(sides: int, *about: object) -> int:
    """A throw of a die, the same one each time for the same matter."""
    return int(sha256(repr(about).encode()).hexdigest(), 16) % sides


def _pick(pool: list[str], *about: object) -> str:
    return pool[_chance(len(pool), *about)]


def boundary_days() -> list[date]:
    """The days on which ground or names changed hands, as sources have them, and those before."""
    named = {last_day_meant(row["day"]) for row in rows(RECORD_DIR / "boundary_days.csv")}
    until = record().checked_until
    inside = {day for day in named if day and FIRST_DAY <= day <= until}
    return sorted({max(day - timedelta(before), FIRST_DAY) for day in inside for before in (0, 1)})


def focuses() -> dict[str, list[str]]:
    """What can be in focus, by its kind."""
    known = record()
    found = [
        *(event.event_id for event in events()),
        *(border.border_id for border in known.borders),
        *(f"country:{code}" for code in _countries()),
        *(f"territory:{ground.territory_id}" for ground in known.article6),
        *(fact for article in articles().values() for fact in article.by_id),
    ]
    kinds: dict[str, list[str]] = {}
    for focus in dict.fromkeys(found):
        kinds.setdefault(focus.partition(":")[0], []).append(focus)
    return kinds


def _countries() -> list[str]:
    return sorted({state.iso3 for state in record().states})


def choices() -> dict[str, list[str]]:
    """What each view has one of, by the parameter of its address."""
    return {
        "span": [*map(str, SPANS), ALL],
        "area": [*AREAS],
        "layer": [*LAYERS],
        "article": [*articles(), NONE],
        "theme": [*THEMES],
        "size": [*SIZES],
    }


def _address(number: int, on: date, **given: str) -> str:
    """A view of a day; `given` is kept and all else is left to chance."""

    def often(name: str, times: int) -> bool:
        return _chance(times, "often", name, number) == 0

    chosen: dict[str, str | list[str]] = {"on": str(on)}
    chosen |= {name: _pick(pool, name, number) for name, pool in choices().items()}
    chosen["story"] = _pick(_countries(), "story", number)
    if often("focus", 2):
        kind = _pick(sorted(focuses()), "kind of focus", number)
        chosen["focus"] = _pick(focuses()[kind], "focus", number)
    if often("kinds", 4):
        chosen["kind"] = [name for name in KINDS if often(name, 3)]
    if often("country", 4):
        chosen["country"] = _pick(_countries(), "country", number)
    if often("against", 3):
        chosen["against"] = _pick([*map(str, boundary_days())], "against", number)
    page = given.pop("page", _pick([*PAGES], "page", number))
    return f"/{page}?{urlencode(chosen | given, doseq=True, safe=':')}"


def addresses() -> list[str]:
    """The addresses of all views, each once."""
    asked: list[tuple[date, dict[str, str]]] = [(day, {}) for day in boundary_days()]
    asked += [(View().on, {"page": page, "span": "3", "area": "europe"}) for page in PAGES]
    asked += [
        (article.day, {"page": page, "article": slug, "focus": _pick([*article.by_id], slug, page)})
        for slug, article in articles().items()
        for page in ("article", "reading", "")
    ]
    happened = sorted(events(), key=lambda event: (event.day, event.event_id))
    rest = COUNT - len(asked)
    asked += [
        (event.day, {"focus": event.event_id})
        for event in (happened[number * len(happened) // rest] for number in range(rest))
    ]
    return [_address(number, day, **given) for number, (day, given) in enumerate(asked)]
