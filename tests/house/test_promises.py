"""Every promise of SECURITY.md names a place that is there and a test that holds it."""

import ast
import re

import pytest

from tests.sources import ROOT

TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
_PLACE = r"`((?:geo_data|pages|tests|\.streamlit|\.github)/[\w./-]*)`"
PLACES = sorted(set(re.findall(_PLACE, TEXT)))


@pytest.mark.parametrize(("path", "name"), TESTS)
def test_the_test_is_there(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("place", PLACES)
def test_the_place_is_there(place: str) -> None:
    assert (ROOT / place).exists()


def test_each_row_of_the_table_names_a_test() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 15
    assert [row for row in rows if "`tests/" not in row] == []
