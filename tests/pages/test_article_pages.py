"""The article beside the record, the reading mode and the page to bring one, without a browser."""

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo_data import articles
from tests.pages.test_pages import frame, start, text, view

ARTICLE, READING, BRING = "article_beside_record.py", "reading_mode.py", "bring_an_article.py"
FINLAND = "2023-04-04-finland-accession"


def hrefs(app: AppTest, label: str) -> list[str]:
    """Where links with this text lead, as the page writes them."""
    found = re.findall(rf'<a href="([^"]*)"[^>]*>{label}', text(app))
    return [href.replace("&amp;", "&") for href in found]


@pytest.mark.parametrize("slug", articles())
def test_the_article_is_told_fact_by_fact_with_what_differs_on_top(slug: str) -> None:
    app, article = start(ARTICLE, article=slug), articles()[slug]
    told = text(app)
    assert f"<h2>{len(article.facts)} facts</h2>" in told
    assert ("no newspaper" in told) == article.compiled
    assert told.count("<small>¶ ") == len(article.facts)
    assert ("Where article and record differ" in told) == (not article.compiled)


def test_on_top_stand_the_counts_and_both_differences() -> None:
    app = start(ARTICLE)
    told = text(app)
    assert "web address is not known" in told
    assert told.count("Fact 13 (¶ 6)</a>") == 1, "a count leads to its facts"
    for count, words in (
        (12, "agree with the record"),
        (6, "correct but incomplete"),
        (1, "differs from the record"),
        (4, "not checkable"),
    ):
        assert re.search(rf'chip [\w-]+">{count}</b> {words}', told)
    assert "The article says Tuesday 22 February 2022, the record Wednesday" in told
    assert "Six countries named, eight asked" in told


def test_a_fact_is_the_focus_and_leads_to_the_next_and_the_one_before() -> None:
    app = start(ARTICLE, focus="fact:F13")
    assert view(app).focus == "fact:F13"
    assert "Fact 13 of 23" in text(app)
    assert hrefs(app, "◀ Previous") == ["?on=2022-02-24&focus=fact:F12"]
    assert hrefs(app, "Next ▶") == ["?on=2022-02-24&focus=fact:F14"]
    assert hrefs(start(ARTICLE, focus="fact:F01"), "◀ Previous") == []
    assert hrefs(start(ARTICLE, focus="fact:F24"), "Next ▶") == []
    assert hrefs(start(ARTICLE), "Begin with the first") == ["?on=2022-02-24&focus=fact:F01"]


def test_the_map_lights_what_the_fact_speaks_of_and_goes_there() -> None:
    painted = frame(start(ARTICLE, focus="fact:F11"))
    assert painted["lit"] == [
        *(f"move:US-0222{leg}" for leg in "ABCD"),
        *(f"country:{iso3}" for iso3 in ("EST", "LVA", "LTU")),
    ]
    assert painted["to"]
    assert frame(start(ARTICLE))["to"] == []


def test_a_mark_finds_its_facts() -> None:
    app = start(ARTICLE, focus="country:EST")
    assert "4 of 23 facts speak of it." in text(app)
    assert text(app).count(' hit"') == 4
    assert "No fact of this article speaks of it." in text(start(ARTICLE, focus="country:FRA"))


@pytest.mark.parametrize("focus", ["fact:F24", "move:own/OWN-1", "accession:XXX", "fact:F99"])
def test_a_fact_of_another_article_or_of_none_leaves_the_article(focus: str) -> None:
    app = start(ARTICLE, article=FINLAND, focus=focus)
    assert "Choose a fact, or a mark on the map." in text(app)
    assert 'role="alert"' not in text(app)


def test_without_an_article_the_page_says_how_to_choose_one() -> None:
    app = start(ARTICLE, article="none")
    assert "No article chosen" in text(app)
    assert f"article={FINLAND}" in text(app)
    assert "There is no article to read." in text(start(READING, article="none"))


def test_reading_mode_has_one_fact_no_masthead_and_the_way_back() -> None:
    app = start(READING, focus="fact:F18")
    told = text(app)
    assert "Fact 18 of 23" in told
    assert "Record checked until" not in told
    assert not app.selectbox
    assert 'class="facts"' not in told
    assert hrefs(app, "Leave reading mode") == ["/article?focus=fact:F18"]


def test_reading_mode_begins_with_the_first_fact_lit() -> None:
    app = start(READING)
    assert "Fact 1 of 23" in text(app)
    assert "statement:2022-02-24-biden" in str(frame(app)["lit"])
    assert "4 of 23 facts speak of it." in text(start(READING, focus="country:EST"))


def test_what_is_brought_is_gone_in_another_session_and_the_page_says_so() -> None:
    for page in (ARTICLE, READING, BRING):
        app = start(page, article="own", focus="fact:F01")
        assert view(app).article == "2022-02-24-us-troops"
    assert "&#39;own&#39; was brought by a reader and is gone" in text(start(article="own"))


def test_the_page_to_bring_one_says_what_becomes_of_it() -> None:
    app = start(BRING)
    assert "never written to its disk" in text(app)
    assert "When you close or reload the page, you lose it" in text(app)
    assert 'class="brought"' not in text(app)
    assert not app.get("component_instance"), "no map before there is an article"
    assert app.button[[b.label for b in app.button].index("Begin with an empty table")].disabled
    for name in ("article-pack.zip", "article-facts.csv"):
        assert f"/data/{name}" in text(app)


def test_the_head_is_checked_as_it_is_typed_and_turns_the_map_to_its_day() -> None:
    app = start(BRING)
    app.text_input(key="own_title").set_value("{{ 7*7 }}").run()
    app.date_input(key="own_day").set_value(date(2014, 3, 18)).run()
    assert not app.exception
    assert view(app).on.isoformat() == "2014-03-18"
    assert app.text_input(key="own_title").value == "{{ 7*7 }}"
    assert app.session_state["own"].head.title == "{{ 7*7 }}"
