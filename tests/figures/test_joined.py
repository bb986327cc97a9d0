"""The map of who joined when: each member in the look of its round, and the line of numbers."""

import json
from datetime import date

import pytest

from geo_data import View, record, snapshot
from geo_data.export.standalone import document
from geo_data.figures.legend import entries, in_short
from geo_data.figures.look import look
from geo_data.figures.map import film
from geo_data.figures.map.frame import frame
from geo_data.figures.web.growth import growth
from geo_data.history.membership import rounds
from geo_data.history.snapshot import compared
from geo_data.history.view import JOINED

LATEST = record().checked_until


def of(on: date, **asked: str) -> View:
    return View(on=on, layer=JOINED, **asked)  # type: ignore[arg-type]


def units(on: date) -> dict[str, set[str]]:
    painted = frame(snapshot(of(on, area="world")))
    return {key: {*some.split()} for key, some in painted["fills"].items()}


def test_every_round_has_a_look_and_every_look_of_one_a_round() -> None:
    assert [key for key in look()["looks"] if key.startswith("joined-")] == [
        each.look for each in rounds()
    ]


def test_each_member_has_the_look_of_the_year_it_joined() -> None:
    found = units(LATEST)
    for row in record().accessions:
        own = next(s for s in record().states_on(LATEST) if s.iso3 == row.iso3)
        assert own.units[0] in found[f"joined-{row.day.year}"]
    assert found["joined-1990"] == {"DEU-EAST"}
    assert {"DEU-WEST", "DEU-SAAR"} <= found["joined-1955"]
    assert "UKR" not in set().union(*found.values())


@pytest.mark.parametrize("each", rounds(), ids=lambda each: each.look)
def test_who_joins_later_is_no_member_yet(each: object) -> None:
    day = each.day  # type: ignore[attr-defined]
    shown = {key for key in units(day) if key.startswith("joined-")}
    assert shown == {one.look for one in rounds() if one.day <= day}


def test_before_the_treaty_is_in_force_there_are_signatories() -> None:
    found = units(date(1949, 8, 23))
    assert "signatory" in found
    assert not any(key.startswith("joined-") for key in found)


def test_the_year_stands_after_each_members_name_and_no_others() -> None:
    painted = frame(snapshot(of(date(2004, 3, 29))))
    assert painted["names"]["EST"] == "Estonia 2004"
    assert painted["names"]["SWE"] == "Sweden"
    assert painted["labels"]["DEU-EAST"] == "East Germany 1990"
    assert len(json.dumps(painted)) < 8000


def test_it_shows_accessions_alone_unless_others_are_asked_for() -> None:
    painted = frame(snapshot(of(date(2022, 2, 24))))
    assert not painted["arrows"]
    assert not painted["groups"]
    assert not {key for key in painted["fills"] if key.startswith("asked")}
    asked = frame(snapshot(View(layer=JOINED, kind=("move", "battlegroup"))))
    assert asked["arrows"]
    assert asked["groups"]


def test_legend_and_key_name_each_round() -> None:
    painted = frame(snapshot(of(LATEST)))
    years = [str(each.day.year) for each in rounds()]
    assert [entry.name for entry in in_short(painted)][: len(years)] == years
    names = [entry.name for entry in entries(painted)]
    assert "1949: the twelve founders" in names
    assert "1952: Greece and Turkey" in names
    assert "1990: East Germany, within Germany" in names
    assert "2023: Finland" in names


def test_play_stops_where_the_map_changes_and_at_every_round() -> None:
    steps = json.loads(film.film(of(LATEST)))["steps"]
    days = {step[0]: step[2] for step in steps}
    for each in rounds():
        assert days[each.day.isoformat()] == each.members
    assert "2009-04-04" not in days, "who stands outside the military structure is not shown"


def test_the_numbers_lead_to_the_day_of_each_round() -> None:
    found = growth(date(2004, 3, 29), lambda day: f"?on={day}")
    counts = [str(each.members) for each in rounds() if each.joined]
    assert counts == ["12", "14", "15", "16", "19", "26", "28", "29", "30", "31", "32"]
    for each in rounds():
        assert (f'<a href="?on={each.day}"' in found) == bool(each.joined)
    assert found.count("aria-current") == 1
    assert "<b>26</b> members" in found
    assert "<a" not in growth(LATEST)


def test_a_saved_file_has_the_line_too() -> None:
    assert 'class="growth"' in document(snapshot(of(date(1999, 3, 12))))
    assert '<figure class="growth"' not in document(snapshot(View()))


def test_who_joined_between_two_days_is_told_apart_and_events_are_left_out() -> None:
    view, on = View(), View().on
    later, earlier = compared(view, LATEST, on), compared(view, on, LATEST)
    assert later.newcomers == {"FIN", "SWE"}
    assert {"FIN", "SWE"} <= {*frame(later)["fills"]["new"].split()}
    assert "new" not in frame(earlier)["fills"]
    assert not frame(earlier)["arrows"]
    assert not {key for key in frame(earlier)["fills"] if key.startswith("asked")}
    assert frame(compared(View(kind=("move",)), on, LATEST))["arrows"]
