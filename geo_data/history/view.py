"""The view: what a reader asks for. It is the address of the page, nothing else."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from geo_data.days import FIRST_DAY, whole_day
from geo_data.errors import ViewError
from geo_data.geometry import AREAS
from geo_data.history.events import KINDS, by_id
from geo_data.packs.shipped import articles
from geo_data.tables.articles import Article
from geo_data.tables.record import record
from geo_data.texts import shown

SPANS = (1, 3, 7, 30, 90, 365)
ALL = "all"
NONE = "none"
LATEST = "latest"
"""How an address asks for the last day checked, whichever that is when it is opened."""

COUNTRY, COMPARE, SEARCH = "country", "compare", "search"
"""The paths of the pages that read an address in a way of their own."""

LONGEST_SEARCH = 100
"""Characters of what a reader looks for that are read; more is cut off."""

OWN = "own"
"""The slug of the article that a reader brought: it is known in that reader's session only."""

JOINED = "joined"
LAYERS = ("membership", "article6", JOINED)
"""What the ground can be coloured by: who is a member, what Article 6 covers, who joined when."""

Params = Mapping[str, str | Sequence[str]]
"""What an address says: one value or several for each name."""

Articles = Mapping[str, Article]
NO_ARTICLES: Articles = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the record.

    `on` is the day at whose end the Alliance is shown; `span` the number of days up to it
    whose events are shown, None for all since 1949; empty `kind` means every kind;
    `article` a slug or None; `country` ISO 3166-1 alpha-3 or None; `focus` an event id,
    `country:ISO3`, `border:ID`, `territory:ID` or `fact:ID`, or None; `layer` what the ground is
    coloured by; `against` the other day of the Compare page, None for the last day checked; `state`
    the country that the Country page tells of, or None: it narrows nothing; `q` the words that
    the Search page looks for.
    """

    on: date = date(2022, 2, 24)
    span: int | None = 3
    kind: tuple[str, ...] = ()
    article: str | None = "2022-02-24-us-troops"
    country: str | None = None
    area: str = "europe"
    focus: str | None = None
    layer: str = "membership"
    against: date | None = None
    state: str | None = None
    q: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of event that are shown; a map of who joined when shows accessions, unasked."""
        return self.kind or (("accession",) if self.layer == JOINED else ())

    @property
    def first(self) -> date:
        """The first day of the window."""
        if self.span is None:
            return FIRST_DAY
        return max(FIRST_DAY, self.on - timedelta(days=self.span - 1))

    def on_page(self, page: str = "") -> "View":
        """This view as another page has it: without what only the page of its own reads."""
        state, q = self.state if page == COUNTRY else None, self.q if page == SEARCH else ""
        return replace(self, state=state, q=q)

    def params(self, page: str = "", *, dated: bool = False) -> dict[str, str | list[str]]:
        """The query parameters of this view on a page; what the page opens with is left out.

        `dated`: its day is named all the same.
        """
        found: dict[str, str | list[str]] = {}
        start = opening(page)
        for field in fields(self):
            value = getattr(self, field.name)
            if value != getattr(start, field.name) or (dated and field.name == "on"):
                found[field.name] = written(field.name, value)
        if page == COUNTRY and self.country and not self.state:
            found["state"] = NONE  # or the filter would be read as an old link's country
        return found

    def query(self, page: str = "", *, dated: bool = False) -> str:
        """The query string of this view on a page, empty for the one that it opens with."""
        return urlencode(self.params(page, dated=dated), doseq=True, safe=":")


def opening(page: str = "") -> View:
    """What a page shows whose address says nothing: a country as it is on the last day checked."""
    return View(on=record().checked_until) if page == COUNTRY else View()


def written(name: str, value: Any) -> str | list[str]:  # noqa: ANN401 - a field of any type
    """A field's value as the address writes it."""
    if name == "kind":
        return list(value)
    if value is None:
        return ALL if name == "span" else NONE
    return value.isoformat() if isinstance(value, date) else str(value)


def read_day(text: str) -> date:
    """A day that can be chosen: ISO 8601, from 1949-04-04 to the last day checked."""
    return spoken_for(_written_day(text))


def _written_day(text: str) -> date:
    try:
        return whole_day(text)
    except ValueError:
        msg = f"{shown(text)} is no day; write it as YYYY-MM-DD"
        raise ViewError(msg) from None


def spoken_for(day: date) -> date:
    """The day itself; ViewError if the record does not speak for it."""
    last = record().checked_until
    if not FIRST_DAY <= day <= last:
        msg = f"{day} lies outside {FIRST_DAY} to {last}, the days this record speaks for"
        raise ViewError(msg)
    return day


def nearest_day(day: date) -> date:
    """The day that the record speaks for and that lies nearest to another."""
    return min(max(day, FIRST_DAY), record().checked_until)


def _asked_day(text: str) -> date:
    """A day as an address asks for it, the record may speak for it or not."""
    return record().checked_until if text == LATEST else _written_day(text)


def _answered_day(text: str) -> date:
    return nearest_day(_asked_day(text))


def beyond(params: Params, page: str = "") -> str:
    """On which side of the record the day lies that an address asks for.

    "before" its first day or "after" the last one checked, where the nearest is answered with;
    empty within. On the Compare page its other day counts too.

    >>> beyond({"on": "1912-04-15"}), beyond({"on": "2004-03-29"}), beyond({"on": "2999-01-01"})
    ('before', '', 'after')
    """
    for name in ("on", "against") if page == COMPARE else ("on",):
        for text in _values(params, name)[-1:]:
            with suppress(ViewError):
                day = _asked_day(text)
                if day != nearest_day(day):
                    return "before" if day < FIRST_DAY else "after"
    return ""


def _one_of(known: Iterable[str], what: str) -> Callable[[str], str]:
    """What reads one of some words; ViewError lists them."""
    words = tuple(known)

    def read(text: str) -> str:
        if text not in words:
            msg = f"{shown(text)} is no {what}; there is {', '.join(words)}"
            raise ViewError(msg)
        return text

    return read


read_kind = _one_of(KINDS, "kind of event")
"""A kind of event; ViewError lists them."""


def read_country(text: str) -> str:
    """A code that has a row in the record; ViewError otherwise."""
    if not any(state.iso3 == text for state in record().states):
        msg = f"{shown(text)} is no code of a country in the record"
        raise ViewError(msg)
    return text


def read_article(text: str, own: Articles = NO_ARTICLES) -> str:
    """An article's slug; ViewError lists them."""
    if text == OWN and text not in own:
        msg = f"{shown(text)} was brought by a reader and is gone; open its pack again"
        raise ViewError(msg)
    return _one_of((*articles(), *own), "article here")(text)


def _read_span(text: str) -> int | None:
    spans = {ALL: None, **{str(days): days for days in SPANS}}
    if text not in spans:
        msg = f"{shown(text)} is no span; there is {', '.join(map(str, SPANS))} and {ALL}"
        raise ViewError(msg)
    return spans[text]


def _read_focus(text: str, own: Articles) -> str:
    kind, _, row_id = text.partition(":")
    known = (
        text in by_id()
        or any(text in a.by_id or text in a.move_ids for a in (*articles().values(), *own.values()))
        or (kind == "country" and any(state.iso3 == row_id for state in record().states))
        or (kind == "territory" and any(row.territory_id == row_id for row in record().article6))
        or (kind == "border" and any(row.border_id == text for row in record().borders))
    )
    if not known:
        msg = f"{shown(text)} names no event, country, border or fact"
        raise ViewError(msg)
    return text


def _readers(own: Articles) -> dict[str, Callable[[str], Any]]:
    return {
        "on": _answered_day,
        "span": _read_span,
        "article": lambda text: None if text == NONE else read_article(text, own),
        "country": lambda text: None if text == NONE else read_country(text),
        "area": _one_of(AREAS, "area"),
        "focus": lambda text: None if text == NONE else _read_focus(text, own),
        "layer": _one_of(LAYERS, "layer"),
        "against": _answered_day,
        "state": lambda text: None if text == NONE else read_country(text),
        "q": lambda text: text[:LONGEST_SEARCH],
    }


def _values(params: Params, name: str) -> Sequence[str]:
    values = params.get(name, ())
    return (values,) if isinstance(values, str) else values


def _of_country(view: View) -> View:
    """On the Country page: the country in focus, or that of an old link, is the one to tell of."""
    kind, _, iso3 = (view.focus or "").partition(":")
    if kind == "country":
        return replace(view, state=iso3, focus=None)
    return replace(view, state=view.country, country=None)


def read_view(
    params: Params, own: Articles = NO_ARTICLES, page: str = ""
) -> tuple[View, list[str]]:
    """The view that query parameters ask for; parameters of other names are not ours.

    Args:
        params: One value or several for each name, as `View.params` gives them. Any one alone
            gives a valid view.
        own: A reader's articles by slug.
        page: The path of the page that the address is of.

    Returns:
        The view, and a line for each value that was dropped. A day that the record does not speak
        for is not dropped: the nearest is in the view, and `beyond` tells.

    >>> view, dropped = read_view({"on": "2004-03-29", "span": "month"})
    >>> view.query(), len(dropped)
    ('on=2004-03-29', 1)
    """
    view, dropped = opening(page), []
    if view.article not in articles():  # its folder is gone or broken
        view = replace(view, article=None)
    for name, read in _readers(own).items():
        values = _values(params, name)
        if len(values) > 1:
            dropped.append(f"{name}: given {len(values)} times, only the last counts")
        try:
            if values:
                view = replace(view, **{name: read(values[-1])})
        except ViewError as error:
            dropped.append(f"{name}: {error}")
    kinds = []
    for text in _values(params, "kind"):
        try:
            kinds.append(read_kind(text))
        except ViewError as error:
            dropped.append(f"kind: {error}")
    if page == COUNTRY and not _values(params, "state"):
        view = _of_country(view)
    if page != SEARCH:
        view = replace(view, q="")
    return replace(view, kind=tuple(k for k in KINDS if k in kinds)), dropped
