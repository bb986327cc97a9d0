"""No pattern on foreign text can go back over what it has read: each repeat keeps what it took."""

import ast
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from geo_data.tables.articles import PACK_TABLES
from geo_data.tables.record import RECORD_TABLES
from tests.sources import ROOT

READS_FOREIGN = (
    *sorted((ROOT / "geo_data/packs").glob("*.py")),
    *sorted((ROOT / "geo_data/rules").glob("*.py")),
    *sorted((ROOT / "pages").rglob("*.py")),
    *(
        ROOT / "geo_data" / name
        for name in (
            "days.py",
            "texts.py",
            "tables/cell_rules.py",
            "history/view.py",
            "figures/map/live.py",
            "figures/web/markup.py",
            "export/press.py",
        )
    ),
)
OWN_TEXT = {"pages/server/serving.py"}
"""Reads the page that Streamlit ships."""


def goes_back(pattern: str) -> bool:
    """Whether a repeat of a pattern may give back what it took."""
    place, inside = 0, False
    while place < len(pattern):
        letter = pattern[place]
        place += 1
        if letter == "\\":
            place += 1
        elif inside:
            inside = letter != "]"
        elif letter == "[":
            inside = True
            place += pattern[place : place + 1] == "^"
            place += pattern[place : place + 1] == "]"
        elif letter == "(" and pattern[place : place + 1] == "?":
            place += 1
        elif letter in "*+?" or (letter == "{" and "," in pattern[place:].partition("}")[0]):
            place = pattern.index("}", place) + 1 if letter == "{" else place
            if pattern[place : place + 1] != "+":
                return True
            place += 1
        elif letter == "{":
            place = pattern.index("}", place) + 1
    return False


def _written(path: Path) -> Iterator[str]:
    """The patterns that a module hands to `re`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        function = node.func if isinstance(node, ast.Call) else None
        if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
            continue
        assert isinstance(node, ast.Call)
        if function.value.id == "re" and function.attr != "escape":
            pattern = node.args[0]
            yield from (
                part.value
                for part in ast.walk(pattern)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


@pytest.mark.parametrize("path", READS_FOREIGN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_that_reads_foreign_text_has_none(path: Path) -> None:
    if str(path.relative_to(ROOT)) not in OWN_TEXT:
        assert [pattern for pattern in _written(path) if goes_back(pattern)] == []


def test_no_rule_of_a_cell_has_one() -> None:
    tables = (*RECORD_TABLES, *PACK_TABLES.values())
    rules = [column.rule.holds for table in tables for column in table.columns]
    patterns = {rule.args[0] for rule in rules if isinstance(rule, partial) and rule.args}
    texts = {pattern for pattern in patterns if isinstance(pattern, str)}
    assert len(texts) > 10
    assert {pattern for pattern in texts if goes_back(pattern)} == set()


@pytest.mark.parametrize(
    "pattern", [r'"[^"]*"', r"a+", r"(?:ab)*", r"[0-9]{2,}", r"x?", r"(a|b)+?", r"\[[^\]]*\]"]
)
def test_one_would_be_seen(pattern: str) -> None:
    assert goes_back(pattern)


@pytest.mark.parametrize("pattern", [r"[+*?]", r"\*\+", r"a++", r"[a-z]{3}", r"(?:a{2,}+)*+b"])
def test_others_are_left_alone(pattern: str) -> None:
    assert not goes_back(pattern)
