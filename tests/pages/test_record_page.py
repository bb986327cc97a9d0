"""The pages of one country and of the whole record, without a browser: counts match the record."""

from datetime import date

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from geo_data import record
from geo_data.days import FIRST_DAY
from geo_data.figures.web import record as figures
from geo_data.history.article6 import territories_on
from geo_data.history.borders import borders_on
from geo_data.history.totals import totals
from tests.pages.test_pages import address, start, text, view

DAYS = ("1949-04-04", "1955-05-06", "1991-12-26", "2022-02-24", "2026-06-30")
UNTIL = record().checked_until
INVASION = date(2022, 2, 24)


def href(focus: str) -> str:
    return f"/?focus={focus}"


def told(app: AppTest) -> str:
    """The page's words, without a message that something cannot be shown."""
    words = text(app)
    assert "cannot be shown" not in words
    return words


@pytest.mark.parametrize("on", DAYS)
def test_the_whole_record_on_a_day(on: str) -> None:
    words = told(start("whole_record.py", on=on))
    assert "Article 4: nine consultations" in words
    assert "Discussed, not requested: nine cases" in words
    assert "Article 5: one invocation" in words


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("country", ["POL", "UKR", "SUN", "USA", "XTR"])
def test_a_country_on_a_day(country: str, on: str) -> None:
    app = start("country_story.py", on=on, state=country, focus="accession:FIN")
    assert "Membership" in told(app)
    assert view(app).focus == "accession:FIN", "its own map leaves the reader's focus"


def test_without_a_country_all_can_be_chosen() -> None:
    words = told(start("country_story.py"))
    for state in record().states:
        assert f'href="?state={state.iso3}&amp;focus="' in words


def test_another_country_is_chosen_on_the_page() -> None:
    app = start("country_story.py", state="POL", focus="country:EST")
    app.selectbox(key="story").set_value("EST").run()
    assert not app.exception
    assert address(app) == {"state": ["EST"]}
    assert "Estonia has been a member since" in told(app)


def test_a_country_clicked_on_its_map_leads_to_its_story() -> None:
    words = told(start("country_story.py", state="POL", focus="country:EST"))
    assert 'country?state=EST">The whole story of Estonia</a>' in words
    assert 'country?state=EST">The whole story of Estonia</a>' in told(start(focus="country:EST"))


def test_a_country_filters_no_other_page() -> None:
    app = start("country_story.py", country="SWE", kind="move")
    assert address(app) == {"state": ["SWE"], "kind": ["move"]}, "an old link"
    assert view(app).on == record().checked_until
    words = told(app)
    assert words.index("Sweden has been a member since 7 March 2024.") < words.index("Territory")
    for page in ("", "timeline", "compare", "record"):
        assert f'href="/{page}?kind=move"' in words
    assert "Only force moves" in words
    assert "Only Sweden" not in words
    assert 'href="/country?kind=move"' in words, "back to the choice of countries"


def test_a_country_in_focus_is_the_one_to_tell_of() -> None:
    app = start("country_story.py", focus="country:EST")
    assert address(app) == {"state": ["EST"]}
    assert "Estonia has been a member since" in told(app)


def test_a_day_that_was_chosen_goes_along_to_a_country_and_back() -> None:
    chosen = told(start(on="2022-02-24"))
    assert 'href="/country?on=2022-02-24"' in chosen
    assert 'href="/timeline?on=2022-02-24"' in chosen
    assert 'href="/country"' in told(start())
    app = start("country_story.py", on="2022-02-24", state="SWE")
    assert "Sweden is not a member" in told(app)
    assert 'href="/?on=2022-02-24"' in told(app)


def test_filters_do_not_narrow_the_record_and_the_page_says_so() -> None:
    words = told(start("whole_record.py", country="EST", kind="accession"))
    assert "do not apply here" in words
    assert "Article 4: nine consultations" in words
    assert "do not apply here" not in told(start("whole_record.py"))


def test_every_consultation_with_its_days_requesters_and_doubts() -> None:
    html = figures.consultations(INVASION, href)
    assert html.count("Asked for by") == len(record().consultations) == 9
    assert html.count("after the chosen day") == 2
    assert "seven of them up to 24 February 2022" in html
    assert "Disputed: whether Latvia and Lithuania asked too." in html
    requesters = sum(len(row.requesters) for row in record().consultations)
    assert html.count("asked on") + html.count("day not known") == requesters
    for row in record().consultations:
        assert escape(row.trigger) in html
        assert f"consultation:{row.consultation_id}" in html


def test_near_misses_are_listed_and_never_drawn() -> None:
    html = figures.near_misses(UNTIL)
    assert html.count("<li><b>") == len(record().near_misses)
    assert "on-map" not in html


def test_the_invocation_with_its_days() -> None:
    html = figures.invocations(UNTIL, href)
    for day in ("11 September 2001", "12 September 2001", "2 October 2001", "4 October 2001"):
        assert day in html


def test_the_ledger_has_every_leg_in_both_orders() -> None:
    html = figures.moves(FIRST_DAY, UNTIL, "up to now", href)
    legs = [(move, leg) for move in record().moves for leg in move.legs]
    assert f"{len(record().moves)} moves with {len(legs)} parts" in html
    for move in record().moves:
        assert html.count(f'focus=move:{move.move_id}"') == 2 * len(move.legs)
    for sign in "●○?△":
        assert f">{sign}</i>" in html
    assert "No move was announced" in figures.moves(FIRST_DAY, FIRST_DAY, "then", href)


def test_the_running_total_ends_with_the_total() -> None:
    html = figures.running(FIRST_DAY, date(2022, 3, 31))
    final = totals(FIRST_DAY, date(2022, 3, 31))
    last_row = html.partition("</table>")[0].split("<tr>")[-1]
    for number in (
        final.net_new_personnel,
        final.known_as("carried out"),
        final.known_as("announced"),
    ):
        assert f"{number:,}" in last_row
    assert "12 F-35A of 16 February 2022" in html
    assert "5,690 people" in figures.running(FIRST_DAY, UNTIL)


def test_the_published_figures_of_the_day_and_no_later_ones() -> None:
    head = "<h3>Beside the published figures</h3>"
    assert head not in figures.running(FIRST_DAY, FIRST_DAY)
    then, now = (figures.running(FIRST_DAY, day).partition(head)[2] for day in (INVASION, UNTIL))
    assert then.count("<tr>") == 1 + 3
    assert now.count("<tr>") == 1 + len(record().published_totals)
    assert "−10" in now
    assert "+200" in now


def test_battlegroups_of_the_day_and_as_they_changed() -> None:
    html = figures.battlegroups(INVASION, href)
    assert "Four battlegroups stand" in html
    assert html.count("<tr>") == 1 + len(record().battlegroups)
    assert html.count(">yes</td>") == 4
    assert "No battlegroups stand" in figures.battlegroups(FIRST_DAY, href)


@pytest.mark.parametrize("on", [date.fromisoformat(on) for on in DAYS])
def test_borders_and_article_6_of_the_day(on: date) -> None:
    html = figures.borders(on, href)
    found = borders_on(on)
    assert html.count("<tr>") == len(found) + bool(found)
    ground = figures.article6(on, href)
    rows = territories_on(on)
    assert ground.count('class="on-map"') == len(rows)
    ours = sum(row.evidence.confidence == "memory" for row in rows)
    assert ground.count("chip ours") == ours
    assert ("not yet in force" in ground) == (on < date(1949, 8, 24))
