"""The check finds no fault in the shipped data, all of several, and stops at nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo_data.packs.check import check
from geo_data.rules.book import Fault
from geo_data.tables import files as tables
from geo_data.tables.cell_rules import TEXT
from geo_data.tables.record import BY_NAME, RECORD_TABLES
from tests.spoil import ARTICLE, Copy, file_of, only


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_the_shipped_data_have_no_fault() -> None:
    assert check() == []


def test_the_articles_that_ship_keep_to_more_than_a_pack_must() -> None:
    """A pack may leave verdict, sources and confidence empty; what ships does not."""
    for folder in tables.article_dirs():
        for name in ("facts", "notes"):
            for row in tables.rows(folder / f"{name}.csv"):
                assert [c.name for c in BY_NAME[name].columns if c.broken(row[c.name])] == []


def test_writing_a_table_again_changes_nothing(copy: Copy) -> None:
    for table in BY_NAME:
        copy.write(table, tables.rows(copy.path(table)))
        of_record = tables.RECORD_DIR / f"{table}.csv"
        original = (
            of_record if of_record.exists() else tables.ARTICLES_DIR / ARTICLE / f"{table}.csv"
        )
        assert copy.path(table).read_bytes() == original.read_bytes()


def test_several_faults_are_all_listed_in_order(copy: Copy) -> None:
    changes = [
        ("battlegroups", "EST-2017", "framework_nation_iso3", "FIN"),
        ("borders", "POL BLR", "length_km", "about 400"),
        ("facts", "F01", "paragraph", "12"),
        ("facts", "F01", "verdict", "perhaps"),
        ("facts", "F02", "source_ids", "nowhere"),
        ("membership", "SWE", "members_after", "33"),
        ("moves", "US-0224 1", "personnel", "seven thousand"),
        ("moves", "US-0227 2", "personnel", "6"),
        ("sources", "mzv-2016-czechia", "kind", "hearsay"),
    ]
    wanted = set()
    for table, key, column, value in changes:
        line = copy.change(table, key, **{column: value})
        wanted.add((file_of(table), line, column, value))
    faults = copy.check()
    found = [(f.file, f.row, f.column, f.value) for f in faults]
    assert set(found) == wanted
    assert found == sorted(found, key=lambda f: f[:3])


def test_a_fault_is_one_line_that_names_everything() -> None:
    fault = Fault("record/moves.csv", 22, "personnel", "7\n000" + "x" * 1000, "a whole number")
    line = str(fault)
    assert "\n" not in line
    assert len(line) < 200
    for part in ("record/moves.csv", "row 22", "personnel", "7\\n000", "a whole number"):
        assert part in line


def test_each_line_that_is_not_whole_is_told_and_the_rest_is_checked(copy: Copy) -> None:
    copy.change("membership", "ALB", confidence="sure")
    lines = copy.path("membership").read_text("utf-8").splitlines()
    lines[4] = lines[4].rsplit(",", 3)[0]
    lines[9] += ",one more"
    copy.path("membership").write_text("\n".join(lines) + "\n", "utf-8")
    faults = [f for f in copy.check() if f.file == "record/membership.csv" and f.row]
    assert {5, 10} <= {f.row for f in faults}
    assert "confidence" in {f.column for f in faults}


@pytest.mark.parametrize("table", [table.name for table in RECORD_TABLES])
def test_a_missing_table_is_one_fault_and_nobody_elses(copy: Copy, table: str) -> None:
    copy.path(table).unlink()
    assert only(copy.check()) == (file_of(table), 0, "", "")


@pytest.mark.parametrize("table", [table.name for table in RECORD_TABLES])
def test_an_empty_table_is_told(copy: Copy, table: str) -> None:
    copy.write(table, [])
    assert (file_of(table), 0, "the table has rows") in {
        (f.file, f.row, f.rule) for f in copy.check()
    }


TOML = [
    ("record.toml", "checked_until = 2026-06-30", "", 0, "checked_until"),
    ("record.toml", "2026-06-30", '"2026-06-30"', 2, "checked_until"),
    ("record.toml", "2026-06-30", "2026-06-30T00:00:00", 2, "checked_until"),
    ("record.toml", "2026-06-30", "2026-06-31", 0, ""),
    ("article.toml", "paragraphs = 9", "paragraphs = 0", 7, "paragraphs"),
    ("article.toml", "paragraphs = 9", "paragraphs = true", 7, "paragraphs"),
    ("article.toml", "2022-02-24", '"Thursday"', 4, "day"),
    ("article.toml", '"BuzzFeed News"', '""', 3, "publisher"),
    ("article.toml", 'language = "en"', "", 0, "language"),
]


@pytest.mark.parametrize(("name", "old", "new", "row", "column"), TOML)
def test_a_wrong_setting_is_told(
    copy: Copy, name: str, old: str, new: str, row: int, column: str
) -> None:
    path = next(p for p in (copy.record / name, copy.articles / ARTICLE / name) if p.exists())
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    file, line, blamed, _ = only(copy.check())
    assert (file.rpartition("/")[2], line, blamed) == (name, row, column)


def test_no_article_at_all_is_told(copy: Copy) -> None:
    shutil.rmtree(copy.articles)
    assert "at least one article" in copy.check()[0].rule


HOSTILE = [
    "{{ 7 * 7 }}{% raw %}",
    '"><img src=x onerror=alert(1)>',
    "`${alert(1)}`",
    "</script><script>alert(1)</script>",
    "' OR 1=1; --",
    "\u202eright to left\u202c",
    "=HYPERLINK(1)",
    "x" * 10_000,
    'two\nlines, "quoted"; and\u2028a separator',
]
# Text that another rule ties to something else, or that names a row.
TIED = {("moves", "label"), ("membership", "name"), ("consultations", "trigger")}
TIED |= {(table.name, column) for table in BY_NAME.values() for column in table.key}


def _text_columns(table: str) -> Iterator[str]:
    for column in BY_NAME[table].columns:
        if column.rule is TEXT and (table, column.name) not in TIED:
            yield column.name


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text(copy: Copy, text: str) -> None:
    for table in BY_NAME:
        rows = tables.rows(copy.path(table))
        for row in rows:
            once_a_move = {"summary"} if row.get("leg", "1") != "1" else set()
            row.update({c: text for c in _text_columns(table) if c not in once_a_move})
        if table == "moves":
            for row in rows:
                row["label"] += text if row["label"] else ""
        if table in {"states", "membership"}:
            for row in rows:
                row["name"] = text
        copy.write(table, rows)
        assert tables.rows(copy.path(table)) == rows
    faults = [f for f in copy.check() if "equipment" not in f.rule]
    faults = [f for f in faults if f.file != file_of("told_later")]  # their sentences are gone
    refused = {f.rule for f in faults if f.file.startswith("articles/")}
    assert refused == ({"text or a number, no formula"} if text.startswith("=") else set())
    assert [str(f) for f in faults if not f.file.startswith("articles/")] == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_value_in_any_cell_stops_the_check(copy: Copy, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(BY_NAME)))
    original = tables.rows(copy.path(table))
    rows = [dict(row) for row in original]
    line = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(BY_NAME[table].header))
    odd = st.sampled_from(["", ";", "USA;", "0", "-1", "9999-12-31", "0001-01-01", "F99", "²", "٣"])
    rows[line][column] = data.draw(odd | st.text(st.characters(codec="utf-8"), max_size=12))
    copy.write(table, rows)
    for fault in copy.check():
        assert isinstance(str(fault), str)
    copy.write(table, original)
