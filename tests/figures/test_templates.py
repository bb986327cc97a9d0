"""Templates: all text is escaped, but for what stands inside the one HTML file."""

from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from geo_data.figures.web import markup
from geo_data.figures.web.markup import fragment

FOLDER = Path(markup.__file__).parent / "templates"
NAMES = sorted(path.name for path in FOLDER.iterdir())
EVIL = '<img src=x onerror="alert(1)">{{ 7 * 7 }}'


@pytest.mark.parametrize("name", NAMES)
def test_only_the_whole_page_has_texts_that_are_not_escaped(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert text.count("safe }}") == (3 if name == "page.html" else 0)
    assert "autoescape" not in text


def test_what_a_value_holds_is_neither_markup_nor_template() -> None:
    html = fragment("app.html", "heading", EVIL, EVIL, fragment("app.html", "go", EVIL, EVIL), EVIL)
    assert isinstance(html, Markup)
    assert "<img" not in html
    assert html.count("{{ 7 * 7 }}") == 5


def test_a_line_break_is_nothing_between_tags_and_a_blank_within_words() -> None:
    html = fragment("record.html", "heading", date(2022, 2, 24), None)
    assert html == (
        '<h1>The whole record</h1><p class="standfirst">What stands on 24 February 2022, and what '
        "happened before and after it. The map shows each row on its own day.</p>"
    )
