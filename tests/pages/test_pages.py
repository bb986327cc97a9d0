"""Each page with each control and the address, without a browser."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from geo_data import KINDS, View, events, snapshot
from geo_data.days import FIRST_DAY
from geo_data.history.view import LONGEST_SEARCH, SPANS
from geo_data.prose.sentences import terms
from tests.sources import FRAME

PAGES = (
    "alliance_map.py",
    "alliance_timeline.py",
    "compare_days.py",
    "country_story.py",
    "whole_record.py",
    "sources_and_method.py",
    "article_beside_record.py",
    "bring_an_article.py",
)
SEARCH = "search_results.py"
ARTICLE = "2022-02-24-us-troops"


def start(page: str = PAGES[0], **params: str | list[str]) -> AppTest:
    app = AppTest.from_file(FRAME, default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    if page != PAGES[0]:
        app.switch_page(f"../{page}").run()
    assert not app.exception
    return app


def search(q: str, **params: str | list[str]) -> AppTest:
    """The page of results: no other keeps what is looked for."""
    app = start(SEARCH)
    for name, value in {"q": q, **params}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def view(app: AppTest) -> View:
    found: View = app.session_state["view"]
    return found


def address(app: AppTest) -> dict[str, list[str]]:
    return {
        name: [value] if isinstance(value, str) else list(value)
        for name, value in app.query_params.items()
    }


def text(app: AppTest) -> str:
    return " ".join(html.proto.body for html in app.get("html"))


def frame(app: AppTest) -> dict[str, object]:
    """The frame that the page sends to the map."""
    (component,) = app.get("component_instance")
    group = json.loads(component.proto.json_args)["feature_group"]
    begin = group.index("nato.paint(") + len("nato.paint(")
    found, _ = json.JSONDecoder().raw_decode(group[begin:].replace("'", '"'))
    return dict(found)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_and_tells_how_far_the_record_goes(page: str) -> None:
    assert "Record checked until 30 June 2026" in text(start(page))


def test_the_opening_view_says_what_the_article_and_the_record_say() -> None:
    app = start()
    assert "NATO on 24 February 2022: 30 members" in text(app)
    assert "The record has eight requesters, the article names six" in text(app)
    assert view(app) == View()
    assert address(app) == {}


CONTROLS: dict[str, tuple[Callable[[AppTest], object], dict[str, list[str]]]] = {
    "on": (lambda a: a.date_input(key="on").set_value(date(2004, 3, 29)), {"on": ["2004-03-29"]}),
    "span": (lambda a: a.selectbox(key="span").set_value("all"), {"span": ["all"]}),
    "kind": (lambda a: a.button_group(key="kind").set_value(["move"]), {"kind": ["move"]}),
    "country": (lambda a: a.selectbox(key="country").set_value("POL"), {"country": ["POL"]}),
    "article": (lambda a: a.selectbox(key="article").set_value(None), {"article": ["none"]}),
    "area": (lambda a: a.button_group(key="area").set_value("alliance"), {"area": ["alliance"]}),
    "next": (lambda a: a.button(key="next_event").click(), {"on": ["2022-02-25"]}),
    "previous": (lambda a: a.button(key="previous_event").click(), {"on": ["2022-02-23"]}),
}


WITHOUT_MAP = ("on", "span", "kind", "country", "article", "next", "previous")
ON_PAGE = {
    **dict.fromkeys(("alliance_map.py", "compare_days.py", "article_beside_record.py"), CONTROLS),
    "alliance_timeline.py": WITHOUT_MAP,
    "country_story.py": ("on", "next", "previous"),
    "whole_record.py": ("on", "span", "next", "previous"),
    "sources_and_method.py": (),
    "bring_an_article.py": (),
}
"""The controls that act on each page; without a country or an article there is no map."""

ACTING = [
    (page, control)
    for page, controls in ON_PAGE.items()
    for control in controls
    if page != "country_story.py"
]
WIDGETS = ("date_input", "selectbox", "button_group")


@pytest.mark.parametrize("page", PAGES)
def test_only_filters_that_act_on_a_page_stand_there(page: str) -> None:
    app = start(page, country="SWE")
    keys = {each.key for kind in WIDGETS for each in app.get(kind)}
    known = {"on", "span", "area", "layer", "kind", "country", "article"}
    if page == "country_story.py":  # an old link: Sweden's story, and its map
        assert keys & known == known - {"country"}
        app = start(page)
        keys = {each.key for kind in WIDGETS for each in app.get(kind)}
    layer = {"layer"} if "area" in ON_PAGE[page] else set()
    assert keys & known == {*ON_PAGE[page], *layer} - {"next", "previous"}


def test_filters_that_were_not_on_a_page_are_as_they_were_on_the_next() -> None:
    app = start("sources_and_method.py", area="world", span="30", country="POL", on="2004-03-29")
    app.switch_page("../alliance_map.py").run()
    assert app.button_group(key="area").value == "world"
    assert app.selectbox(key="span").value == "30"
    assert app.selectbox(key="country").value == "POL"
    assert app.date_input(key="on").value == date(2004, 3, 29)
    app.selectbox(key="span").set_value("7").run()
    assert view(app) == View(on=date(2004, 3, 29), span=7, country="POL", area="world")


def test_a_filter_that_is_on_is_a_chip_with_the_way_to_take_it_off() -> None:
    words = text(start(country="SWE", kind=["move", "accession"]))
    assert 'href="?country=" title="Take this filter off"><span>Only Sweden</span>' in words
    assert "<span>Only accessions and force moves</span>" in words
    many = text(start(kind=[kind for kind in KINDS if kind != "move"]))
    assert "<span>Only seven of eight kinds of event</span>" in many
    assert "chips" not in text(start())


@pytest.mark.parametrize(
    ("asked", "answered", "says"),
    [
        ("2026-11-28", "2026-06-30", "The record is checked until 30 June 2026"),
        ("1912-04-15", "1949-04-04", "The record begins on 4 April 1949"),
        ("latest", "2026-06-30", ""),
    ],
)
def test_a_day_beyond_the_record_is_answered_with_the_nearest_and_a_sentence(
    asked: str, answered: str, says: str
) -> None:
    app = start(on=asked)
    assert address(app) == {"on": [answered]}
    assert ("is that day’s map." in text(app)) == bool(says)
    assert says in text(app)
    app.selectbox(key="span").set_value("30").run()
    assert "is that day’s map." not in text(app)


def test_the_last_day_and_the_article_s_are_one_click_away() -> None:
    words = text(start())
    assert '<a href="?on=latest">Latest (30 June 2026)</a>' in words
    assert '<a href="?on=2022-02-24" aria-current="date">The article’s day</a>' in words
    assert "The article’s day" not in text(start(article="none"))


def test_every_page_says_which_view_it_shows_with_its_day() -> None:
    assert 'data-named="on=2022-02-24"' in text(start())
    assert 'data-named="on=2026-06-30"' in text(start("country_story.py"))


def test_what_lies_outside_the_days_shown_leads_to_its_day() -> None:
    words = text(start(focus="accession:FIN"))
    assert "lies outside the days shown" in words
    assert '<a class="leads" href="?on=2023-04-04">Go to 4 April 2023</a>' in words
    assert "lies outside" not in text(start(focus="battlegroup:LTU-2017")), "it stands there"
    assert 'href="?on=1991-12-25">' in text(start(focus="country:SUN"))


@pytest.mark.parametrize(("page", "control"), ACTING)
def test_each_control_changes_the_address_and_the_address_alone_gives_that_view(
    page: str, control: str
) -> None:
    move, params = CONTROLS[control]
    app = start(page)
    move(app)
    app.run()
    assert not app.exception
    assert address(app) == params
    assert view(start(page, **params)) == view(app)


def test_a_filter_hides_events_and_never_changes_who_is_a_member() -> None:
    whole, moves_only = frame(start()), frame(start(kind="statement", country="USA"))
    assert whole["arrows"]
    assert not moves_only["arrows"]
    filtered = snapshot(view(start(kind="statement", country="USA")))
    assert filtered.members == snapshot(View()).members


@pytest.mark.parametrize("span", [*map(str, SPANS), "all"])
def test_every_span_draws(span: str) -> None:
    assert view(start(span=span)).params() == ({} if span == "3" else {"span": span})


def test_kinds_are_kept_in_one_order_and_bad_ones_told() -> None:
    app = start(kind=["statement", "nonsense", "accession"])
    assert view(app).kind == ("accession", "statement")
    assert address(app)["kind"] == ["accession", "statement"]
    assert "Ignored in this link" in text(app)
    assert "nonsense" in text(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("on", "yesterday"),
        ("state", "Sverige"),
        ("span", "2"),
        ("span", "٣"),
        ("kind", "party"),
        ("article", "no-such"),
        ("country", "Estonia"),
        ("area", "moon"),
        ("focus", "accession:XXX"),
        ("focus", "<img src=x onerror=alert(1)>"),
    ],
)
def test_a_value_that_means_nothing_is_dropped_and_told_in_one_line(name: str, value: str) -> None:
    app = start(**{name: value})
    assert view(app) == View()
    assert address(app) == {}
    assert text(app).count("Ignored in this link") == 1
    assert "<img src=x" not in text(app)


def test_the_telling_goes_with_the_next_change() -> None:
    app = start(on="yesterday")
    app.button(key="next_event").click().run()
    assert "Ignored in this link" not in text(app)


def test_focus_fills_the_panel_with_the_article_beside_the_record() -> None:
    app = start(focus="statement:2022-02-23-kirby")
    assert "The article beside the record" in text(app)
    assert "The record differs." in text(app)
    assert "22 February 2022" in text(app)
    assert "23 February 2022" in text(app)


@pytest.mark.parametrize("focus", ["country:EST", "border:LTU-RUS", "fact:F18", "accession:FIN"])
def test_focus_alone_gives_a_valid_view(focus: str) -> None:
    app = start(focus=focus)
    assert view(app).focus == focus
    assert 'class="focus"' in text(app)


def test_where_a_chart_leads_is_followed_once() -> None:
    app = start(PAGES[1])
    app.session_state["follow"] = "/?on=1982-05-30&focus=accession:ESP"
    app.run()
    assert 'href="/?on=1982-05-30&amp;focus=accession:ESP"' in text(app)
    app.run()
    assert "data-follow" not in text(app)


def test_steps_stop_at_both_ends_of_the_record() -> None:
    assert start(on=FIRST_DAY.isoformat()).button(key="previous_event").disabled
    assert start(on="2026-06-30").button(key="next_event").disabled


def test_the_box_of_the_search_is_one_for_all_views() -> None:
    def box(app: AppTest) -> str:
        (found,) = (each.proto.body for each in app.get("html") if "data-search" in each.proto.body)
        return str(found)

    assert len({box(start(page, on="1999-03-24")) for page in (*PAGES, SEARCH)}) == 1
    assert box(start()) == box(start(kind="move", country="POL"))


def test_the_page_of_results_is_opened_by_a_link_and_keeps_the_view() -> None:
    app = search("9/11", kind="move", country="POL", area="alliance")
    assert "3 results for “9/11”." in text(app)
    assert "Attacks of 11 September" in text(app)
    assert address(app) == {
        "q": ["9/11"],
        "kind": ["move"],
        "country": ["POL"],
        "area": ["alliance"],
    }
    app.switch_page(f"../{PAGES[0]}").run()
    assert "q" not in address(app)
    assert "q" not in address(start(q="9/11")), "no other page looks for anything"


@pytest.mark.parametrize("text_of", ["", "q", "zzzz", "<img src=x onerror=alert(1)>", "x" * 3000])
def test_where_nothing_is_found_the_page_says_what_can_be_searched(text_of: str) -> None:
    app = search(text_of)
    assert "You can search for countries" in text(app)
    assert "<img src=x" not in text(app)
    assert len(address(app).get("q", [""])[0]) <= LONGEST_SEARCH


@pytest.mark.parametrize("page", [PAGES[0], PAGES[1], PAGES[3], PAGES[5], PAGES[6]])
def test_key_terms_are_explained_where_they_are_used(page: str) -> None:
    told = text(start(page))
    for term in terms():
        assert told.count(f'id="term-{term.key}"') == 1
        assert str(escape(term.said.text)) in told


def test_two_views_send_two_frames_and_never_an_outside_address() -> None:
    sent = []
    for params in ({}, {"on": "2022-02-23"}, {"span": "30"}, {"focus": "country:EST"}):
        (component,) = start(**params).get("component_instance")
        arguments = json.loads(component.proto.json_args)
        assert "://" not in json.dumps([arguments[k] for k in ("script", "js_links", "css_links")])
        sent.append(arguments["feature_group"])
    assert len(set(sent)) == len(sent)


def test_context_events_are_counted_apart() -> None:
    app = start(PAGES[1], on="1968-08-21", article="none")
    acts = sum(not event.is_context for event in events())
    assert f"{acts} events since 1949" in text(app)
    assert f"Beside them {len(events()) - acts} context events" in text(app)
    window = "No events from 19 to 21 August 1968; 1 context event, no act of the Alliance"
    assert window in text(app)
    assert "Context: Invasion of Czechoslovakia" in text(search("20 August 1968"))


def test_the_timeline_keeps_the_filters() -> None:
    app = start(PAGES[1], kind=["consultation"])
    assert f"{sum(e.kind == 'consultation' for e in events())} events since 1949" in text(app)
    assert all(kind in KINDS for kind in view(app).kind)
