"""Contrast of what is written and drawn on the map, computed from the palette, in both themes.

WCAG 2.2: text 4.5 : 1 (1.4.3); what is needed to understand a drawing 3 : 1 against what lies
next to it (1.4.11), unless the same is said without colour. Fills of countries need no 3 : 1
between one another: each is told by its outline, its label, its tooltip, its row in the list,
and the two that stand for a doubt by a pattern. So fills are held to be distinct, marks and
outlines to 3 : 1 where they are all there is.
"""

import re
from itertools import combinations, pairwise

import pytest

from geo_data.figures import legend
from geo_data.figures.look import THEMES, look
from geo_data.figures.map import assets
from geo_data.figures.map.assets import WEB
from geo_data.figures.web.markup import fragment
from geo_data.history.membership import rounds
from geo_data.prose.sentences import vocabulary

TEXT = 4.5
DRAWN = 3.0
DISTINCT = 1.1
GROUNDS = ("sea", "pale", "pact", "member", "asked", "russia")
# What is written on the map has a halo of its own colour around each letter.
HALOED = ("ink", "quiet-ink", "move")
MARKS = ("move", "border", "battlegroup", "context", "focus")
"""Arrows, lines, battlegroups, context events, and the outline of what is in focus."""

BARE_TEXT = 3.0
"""What a name has left where a halo is thin; with its halo it has the full 4.5."""

PAPER = {
    "ink": ("paper", "sea", "pale"),
    "quiet-ink": ("paper",),
    "move": ("paper", "sea"),
    "halo": ("move",),
    "focus": ("paper", "sea"),
}
"""Text beside the map, and the number in its disc, on what lies below it."""


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    assert re.fullmatch(r"#[0-9a-f]{6}", colour)
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _below(theme: str, wanted: float, pairs: list[tuple[str, str]]) -> dict[str, float]:
    """The pairs of colours that fall short."""
    palette = look()["colours"][theme]
    found = {f"{a} on {b}": _contrast(palette[a], palette[b]) for a, b in pairs}
    return {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < wanted}


def test_contrast_is_computed_as_wcag_has_it() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_the_map_stands_out_from_its_halo(theme: str) -> None:
    assert _below(theme, TEXT, [(text, "halo") for text in HALOED]) == {}
    css = (WEB / "map.css").read_text("utf-8")
    label = re.search(r"\.label \{(.*?)\}", css, re.DOTALL)
    assert label
    assert label[1].count("var(--halo)") >= 4, "a halo on every side of a letter"


@pytest.mark.parametrize("theme", THEMES)
def test_names_can_be_made_out_on_every_fill_without_their_halo(theme: str) -> None:
    assert _below(theme, BARE_TEXT, [("ink", ground) for ground in GROUNDS]) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_text_beside_the_map_is_readable(theme: str) -> None:
    pairs = [(text, ground) for text, grounds in PAPER.items() for ground in grounds]
    assert _below(theme, TEXT, pairs) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_every_ground(theme: str) -> None:
    pairs = [(mark, ground) for mark in MARKS for ground in GROUNDS]
    assert _below(theme, DRAWN, pairs) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_fills_are_distinct_from_one_another(theme: str) -> None:
    assert _below(theme, DISTINCT, list(combinations(GROUNDS, 2))) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_rounds_are_a_ramp_on_which_names_and_marks_can_be_read(theme: str) -> None:
    ramp = [each.look for each in rounds()]
    assert _below(theme, BARE_TEXT, [("ink", ground) for ground in (*ramp, "new")]) == {}
    assert (
        _below(theme, DRAWN, [(mark, ground) for mark in MARKS for ground in (*ramp, "new")]) == {}
    )
    light = [_luminance(look()["colours"][theme][each]) for each in ramp]
    assert light == sorted(light)
    assert _below(theme, 1.04, list(pairwise(ramp))) == {}, "each is lighter than the one before"
    assert _below(theme, DISTINCT, [(ramp[0], ramp[3]), (ramp[0], ramp[-1])]) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_both_parts_of_a_pattern_can_be_told_apart(theme: str) -> None:
    pairs = [("asked", "member"), ("asked", "pale"), ("member-line", "member"), ("russia", "pact")]
    assert _below(theme, DISTINCT, pairs) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_context_events_can_be_seen_on_a_timeline_and_are_its_quietest(theme: str) -> None:
    paper, hues = look()["colours"][theme]["paper"], look()["timeline"][theme]
    seen = {kind: _contrast(hue, paper) for kind, hue in hues.items() if kind != "band"}
    assert min(seen, key=lambda kind: seen[kind]) == "context"
    assert seen["context"] >= DRAWN


def test_both_themes_have_the_same_colours_and_every_one_is_used() -> None:
    names = {theme: set(colours) for theme, colours in look()["colours"].items()}
    assert names["light"] == names["dark"]
    assert set(names) == set(THEMES)
    used = "".join(assets.asset(f"{name}.css").content.decode() for name in ("map", "page"))
    assert {name for name in names["light"] if f"var(--{name})" not in used} == set()


def test_every_entry_of_the_legend_has_a_drawing() -> None:
    assert {*look()["looks"], *vocabulary()["marks"]} == set(legend.every_key())


def test_what_colour_says_is_said_without_it() -> None:
    drawn = {key: fragment("look.svg", "swatch", key, "light") for key in legend.every_key()}
    for key in ("asked-record", "asked-article", "annexed", "pact"):
        assert "<pattern" in drawn[key]
    for key in ("move-dashed", "move-dotted"):
        assert "stroke-dasharray" in drawn[key]
    grey = {re.sub(r"#[0-9a-f]{6}", "", drawing) for drawing in drawn.values()}
    alike = {"asked", "asked-plain", "covered", "member", "new", "russia", "soviet", "pale"}
    alike |= {each.look for each in rounds()}  # the year stands after each name
    # Plain fills differ by colour alone here: their names stand beside them, and on the map.
    lines = {"border", "border-soviet"}  # never on one map
    assert len(grey) == len(drawn) - len(alike) - len(lines) + 2
