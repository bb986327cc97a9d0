"""The film: on each of its days the page's own map, and no day of change without one."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data import View, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.export import press
from geo_data.figures.map import film
from geo_data.figures.map.frame import frame
from geo_data.geometry import AREAS
from geo_data.history.view import LAYERS, read_view
from pages.server.files import read_order

Film = dict[str, Any]
Step = list[Any]
OF_A_DAY = {"arrows", "wayless", "lit", "fills", "ranks", "tips"}
"""What events of the day itself change too: they are shown for that day only."""


@cache
def made(area: str = "europe", layer: str = "membership") -> Film:
    found: Film = json.loads(film.film(View(area=area, layer=layer)))
    return found


def painted(found: Film, step: Step) -> dict[str, Any]:
    pairs = zip(found["keys"], step[4], strict=True)
    return {key: found["values"][key][place] for key, place in pairs}


def own(on: date, area: str = "europe", layer: str = "membership") -> dict[str, Any]:
    view = View(on=on, span=1, article=None, area=area, layer=layer)
    painted_now: dict[str, Any] = json.loads(json.dumps(frame(snapshot(view))))
    return {k: v for k, v in painted_now.items() if k not in film.OF_THE_READER}


def said_on(day: str, view: View | None = None) -> list[str]:
    found = json.loads(film.film(view)) if view else made()
    return next(step[3] for step in found["steps"] if step[0] == day)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("layer", LAYERS)
def test_each_step_is_the_map_of_its_day(area: str, layer: str) -> None:
    found = made(area, layer)
    for step in found["steps"][:: 1 if area == "europe" else 9]:
        assert painted(found, step) == own(date.fromisoformat(step[0]), area, layer), step[0]


def test_the_days_run_from_the_first_to_the_last_in_order() -> None:
    days = [step[0] for step in made()["steps"]]
    assert days == sorted({*days})
    assert days[0] == FIRST_DAY.isoformat()
    assert days[-1] <= record().checked_until.isoformat()
    assert 130 <= len(days) <= 200


@pytest.mark.parametrize("layer", LAYERS)
@given(data=st.data())
def test_between_two_steps_nothing_that_stands_changes(layer: str, data: st.DataObject) -> None:
    """On a day between two steps the map is as at the first of them, but for that day's events."""
    found = made(layer=layer)
    on = data.draw(st.dates(FIRST_DAY, record().checked_until))
    _as_before(found, on, layer)


def test_every_day_in_the_tables_is_shown_or_changes_nothing() -> None:
    known = record()
    days = {row.period.first for row in known.states}
    days |= {row.period.last + timedelta(1) for row in known.states if row.period.last}
    days |= {row.period.first for row in known.names}
    days |= {row.since for row in known.battlegroups}
    for table in (known.not_drawn, known.standings, known.integration, known.warsaw_pact):
        days |= {row.period.first for row in table}
        days |= {row.period.last + timedelta(1) for row in table if row.period.last}
    for on in sorted(day for day in days if FIRST_DAY <= day <= known.checked_until):
        _as_before(made(), on, "membership")


def _as_before(found: Film, on: date, layer: str) -> None:
    step = next(s for s in reversed(found["steps"]) if s[0] <= on.isoformat())
    shown, true = painted(found, step), own(on, layer=layer)
    for each in (shown, true):
        each["tips"] = {t: v for t, v in each["tips"].items() if not t.startswith("Context: ")}
    happened = {"arrows", "around", "contexts", "news", "wayless", "ranks"}
    assert {k for k in true if shown[k] != true[k]} <= {*happened, *_asked(step)}, on


def _asked(step: Step) -> set[str]:
    """A request for consultations colours its countries on that day."""
    asks = any("Article 4" in said for said in step[3])
    return {"fills", "tips"} if asks else set()


def test_what_is_said_of_a_day() -> None:
    assert said_on("1949-08-24") == ["The Treaty takes effect for its 12 founders"]
    assert said_on("1952-02-18") == ["Greece and Turkey join NATO"]
    assert said_on("1966-07-01") == ["France leaves the military structure"]
    assert said_on("1990-10-03")[0] == "German unity"
    assert said_on("2022-06-01") == ["The name changes from Turkey to Türkiye"]
    assert said_on("2022-02-22")[-1].endswith("more")


def test_it_stops_where_the_warsaw_pact_changes_and_at_no_context_event_alone() -> None:
    days = {step[0] for step in made()["steps"]}
    assert days >= {"1955-05-14", "1955-06-05", "1968-09-13", "1990-09-24"}
    assert "1968-08-20" not in days
    assert said_on("1955-05-14") == ["Context: Warsaw Pact signed"]
    asked_for = json.loads(film.film(View(kind=("context",))))
    assert "1968-08-20" in {step[0] for step in asked_for["steps"]}


def test_filters_hide_events_and_no_member() -> None:
    said = said_on("2022-02-24", View(kind=("consultation",)))
    assert said == ["Eight Allies ask for Article 4 consultations"]
    assert said_on("2023-04-04", View(kind=("move",))) == ["Finland joins NATO"]


def test_a_film_does_not_mind_day_article_and_focus() -> None:
    one = View(on=date(1960, 1, 1), article=None, focus="country:EST", area="alliance")
    assert film.asked(one) == film.asked(View(area="alliance"))
    assert film.address(one) == film.address(View(area="alliance"))


def test_orders_of_one_film_are_one_order() -> None:
    one = read_order(press.FILM, {"area": ["world"], "on": ["1960-01-01"], "focus": ["none"]}, "")
    assert one == read_order(press.FILM, {"area": ["world"], "theme": ["dark"]}, "/base")
    assert one.view == film.asked(View(area="world"))


@given(st.sampled_from(sorted(AREAS)), st.sampled_from(LAYERS), st.sampled_from(["POL", None]))
def test_its_address_asks_for_it(area: str, layer: str, country: str | None) -> None:
    view = View(area=area, layer=layer, country=country, kind=("accession", "move"))
    _, _, query = film.address(view).partition("?")
    pairs = [pair.split("=") for pair in query.split("&")]
    params = {name: [v for n, v in pairs if n == name] for name, _ in pairs}
    read, dropped = read_view(params)
    assert not dropped
    assert film.asked(read) == film.asked(view)


def test_its_address_changes_with_what_it_is_made_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = film.edition()
    (tmp_path / "table.csv").write_text("a\n")
    monkeypatch.setattr(film, "PACKAGE", tmp_path)
    film.edition.cache_clear()
    one = film.edition()
    (tmp_path / "table.csv").write_text("b\n")
    film.edition.cache_clear()
    assert len({before, one, film.edition()}) == 3
    film.edition.cache_clear()
