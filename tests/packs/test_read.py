"""What is brought is read whole: good rows make the article, the others wait."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from geo_data import article, record
from geo_data.errors import PackError
from geo_data.packs import limits
from geo_data.packs.brought import NO_PUBLISHER, NO_TITLE
from geo_data.packs.head import Head
from geo_data.packs.read import read_any, read_folder, read_path
from geo_data.tables.files import ARTICLES_DIR
from tests.packs.made import (
    FACT,
    FACTS,
    HEAD,
    MOVE,
    csv_bytes,
    pack,
    read_rows,
    workbook,
    xlsx_bytes,
)

SLUG = "2022-02-24-us-troops"
DAY = date(2022, 2, 24)
NOTE = {"fact_id": "F01", "note": "A remark."}


def test_a_shipped_folder_is_read_without_a_fault() -> None:
    brought = read_folder(ARTICLES_DIR / SLUG)
    assert brought.faults == ()
    assert brought.article == article(SLUG)


def test_a_pack_makes_an_article() -> None:
    brought = read_any("mine.zip", pack(moves=csv_bytes([MOVE]), notes=csv_bytes([NOTE])))
    assert brought.faults == ()
    assert brought.head == Head("A headline", "A paper", DAY, "en", 9)
    made = brought.article
    assert made is not None
    assert (made.slug, made.title, made.day, made.paragraphs) == ("own", "A headline", DAY, 9)
    assert [fact.fact_id for fact in made.facts] == ["F01"]
    assert made.facts[0].verdict == ""
    assert [note.note_id for note in made.notes] == ["F02"]
    assert [(move.move_id, move.personnel) for move in made.moves] == [("own/OWN-1", 120)]
    assert made.moves[0].fact_ids == ("F01",)
    assert not made.compiled


def test_an_article_compiled_from_the_record_says_so() -> None:
    brought = read_any("mine.zip", pack(head=f"{HEAD}compiled_from_record = true\n"))
    assert brought.article is not None
    assert brought.article.compiled
    assert brought.article.slug == "own"


def test_a_table_alone_is_dated_by_what_it_speaks_of() -> None:
    rows = [FACT | {"day_claimed": day} for day in ("2022-02-24", "2022-02-20")]
    made = read_any("mine.csv", csv_bytes(rows)).article
    assert made is not None
    assert (made.title, made.publisher, made.day) == (NO_TITLE, NO_PUBLISHER, DAY)
    undated = read_any("mine.csv", FACTS).article
    assert undated is not None
    assert undated.day == record().checked_until


def test_a_table_takes_the_head_that_a_form_gives() -> None:
    brought = read_any("mine.csv", FACTS, Head("Title", "Paper", DAY, "en", 3))
    assert brought.faults == ()
    assert brought.article is not None
    assert brought.article.title == "Title"
    assert brought.article.slug == "own"


@pytest.mark.parametrize(
    ("head", "column"),
    [
        (Head(day=date(1200, 1, 1)), "day"),
        (Head(day=date(9999, 12, 31)), "day"),
        (Head(language="English"), "language"),
        (Head(paragraphs=-3), "paragraphs"),
        (Head(title="x" * 20_000), "title"),
    ],
)
def test_a_wrong_head_is_told_and_left_out(head: Head, column: str) -> None:
    brought = read_rows(head, [FACT])
    assert [(f.file, f.column) for f in brought.faults] == [("article.toml", column)]
    assert brought.head == head
    assert brought.article is not None
    assert brought.article.title == NO_TITLE
    assert brought.article.day == record().checked_until


def test_good_rows_are_kept_and_the_others_wait() -> None:
    rows = [FACT, FACT | {"kind": "wars"}, {}, FACT | {"paraphrase": ""}, FACT]
    brought = read_rows(Head(), rows)
    assert brought.sheets["facts"].lines == [1, 2, 4, 5]
    assert brought.waits["facts"] == {2, 4}
    assert [row["fact_id"] for row in brought.sheets["facts"].rows] == ["F01", "F02", "F03", "F04"]
    assert brought.article is not None
    assert [fact.fact_id for fact in brought.article.facts] == ["F01", "F04"]


def test_rows_of_an_editor_need_no_text() -> None:
    brought = read_rows(Head(), [{**FACT, "paragraph": 1, "note": None, "actor": None}])
    assert brought.faults == ()
    assert brought.sheets["facts"].rows[0]["actor"] == ""
    nothing = read_rows(Head(), [{}, {"note": None, "kind": " "}])
    assert (nothing.sheets["facts"].rows, nothing.faults, nothing.article) == ([], (), None)


def test_ids_are_given_where_there_are_none() -> None:
    rows = [FACT, FACT | {"fact_id": "F02"}, FACT]
    notes = [NOTE | {"note_id": "F03"}, NOTE]
    moves = [MOVE, MOVE | {"move_id": "US-1"}, {**MOVE, "move_id": "US-1", "personnel": ""}]
    moves[2] |= {"label": "", "summary": ""}
    brought = read_rows(Head(), rows, moves, notes)
    assert brought.faults == ()
    assert [row["fact_id"] for row in brought.sheets["facts"].rows] == ["F01", "F02", "F04"]
    assert [row["note_id"] for row in brought.sheets["notes"].rows] == ["F03", "F05"]
    assert [(r["move_id"], r["leg"]) for r in brought.sheets["moves"].rows] == [
        ("OWN-1", "1"),
        ("US-1", "1"),
        ("US-1", "2"),
    ]


def test_a_move_waits_with_all_its_legs() -> None:
    legs = [MOVE | {"move_id": "US-1"}, {"move_id": "US-1", "leg": "2"}, MOVE]
    brought = read_rows(Head(), [FACT], legs)
    assert brought.waits["moves"] == {1, 2}
    assert brought.article is not None
    assert [move.move_id for move in brought.article.moves] == ["own/OWN-1"]


def test_a_note_beside_a_fact_that_waits_waits_with_it() -> None:
    rows = [FACT | {"fact_id": "F01", "kind": "x"}, FACT]
    brought = read_rows(Head(), rows, notes=[NOTE])
    assert brought.article is not None
    assert brought.article.notes == ()
    assert len(brought.sheets["notes"].rows) == 1


def test_nothing_usable_makes_no_article() -> None:
    assert read_rows(Head(), [FACT | {"kind": "x"}]).article is None


@pytest.mark.parametrize(
    "content", [pack(), FACTS, xlsx_bytes(workbook([FACT, FACT.values()]))], ids=["zip", "csv", "x"]
)
@pytest.mark.parametrize("name", ["mine", "mine.txt"])
def test_a_file_is_known_by_what_it_holds(content: bytes, name: str) -> None:
    if content.startswith(b"PK") and b"[Content_Types].xml" in content:
        name = "mine.xlsx"
    made = read_any(name, content).article
    assert made is not None
    assert len(made.facts) == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARTICLES_DIR / SLUG, tmp_path / "copy"))


def test_a_folder_that_is_dropped_is_an_article(folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "moves.csv").write_bytes(csv_bytes([MOVE]))
    (folder / "notes.csv").unlink()
    brought = read_path(folder)
    assert brought.faults == ()
    assert brought.article is not None
    assert brought.article.slug == "copy"
    assert len(brought.article.moves) == 1


def test_what_is_no_part_of_a_folder_is_told(folder: Path) -> None:
    (folder / "fact.csv").write_text("a", "utf-8")
    (folder / "more").mkdir()
    (folder / "article.toml").unlink()
    odd = folder.rename(folder.parent / "My article")
    assert sorted((f.file, f.value) for f in read_folder(odd).faults) == [
        ("article.toml", ""),
        ("article.toml", "My article"),
        ("fact.csv", ""),
        ("more", ""),
    ]


def test_a_folder_without_facts_is_told(folder: Path) -> None:
    (folder / "facts.csv").unlink()
    with pytest.raises(PackError, match="header and no row"):
        read_folder(folder)
    (folder / "moves.csv").write_bytes(csv_bytes([MOVE | {"fact_ids": ""}]))
    (folder / "notes.csv").unlink()
    assert [str(f) for f in read_folder(folder).faults] == ["facts.csv: it is missing"]


@pytest.mark.parametrize("name", ["missing", "large.csv", "empty"])
def test_what_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "large.csv").write_bytes(b"0" * (limits.FILE_BYTES + 1))
    with pytest.raises(PackError, match=name):
        read_path(tmp_path / name)


def test_a_large_file_of_a_folder_is_not_read(folder: Path) -> None:
    (folder / "facts.csv").write_bytes(b"0" * (limits.FILE_BYTES + 1))
    with pytest.raises(PackError, match=r"facts\.csv: it has 5\.0 MB"):
        read_folder(folder)


def test_too_many_rows_and_too_much_text_are_refused() -> None:
    with pytest.raises(PackError, match="more than 5,000 rows"):
        read_rows(Head(), [FACT] * 5_001)
    with pytest.raises(PackError, match="more than 500 rows"):
        read_rows(Head(), [FACT], [MOVE] * 501)
    with pytest.raises(PackError, match="more than 5 MB of text"):
        read_rows(Head(), [FACT | {"note": "x" * 9_000, "actor": "y" * 9_000}] * 400)


TOML = [
    ("A headline", "", "title", 1),
    ('"A headline"', "7", "title", 1),
    ("2022-02-24", '"2022-02-24"', "day", 3),
    ("2022-02-24", "2022-02-24T10:00:00", "day", 3),
    ("2022-02-24", "1200-01-01", "day", 3),
    ("2022-02-24", "9999-12-31", "day", 3),
    ("= 9", "= 0", "paragraphs", 5),
    ("= 9", "= true", "paragraphs", 5),
    ("= 9", "= 9.0", "paragraphs", 5),
    ('"en"', '"English"', "language", 4),
    ("paragraphs = 9", "paragraphs = 9\nauthor = 'x'", "author", 6),
    ("= 9", "= 9\ncompiled_from_record = 'yes'", "compiled_from_record", 6),
]


@pytest.mark.parametrize(("old", "new", "column", "row"), TOML)
def test_each_fault_of_the_head_is_told(old: str, new: str, column: str, row: int) -> None:
    brought = read_any("mine.zip", pack(head=HEAD.replace(old, new)))
    assert [(f.file, f.row, f.column) for f in brought.faults] == [("article.toml", row, column)]
    assert brought.article is not None


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("title = ", "cannot be read"),
        ("day = 2022-02-30", "cannot be read"),
        ("x = " + "[" * 5_000, "nested too deeply"),
        ("x = " + "9" * 10_000, "cannot be read|not right|no such key"),
        ("# " * 20_000, "more than 20,000 bytes"),
        ("title = '\0'", "control character"),
    ],
)
def test_a_head_that_is_no_toml_is_refused(head: str, says: str) -> None:
    with pytest.raises(PackError, match=says) as caught:
        read_any("mine.zip", pack(head=head))
    assert str(caught.value).startswith("article.toml: ")


def test_all_days_of_the_record_can_be_claimed_and_none_beyond() -> None:
    last = record().checked_until
    days = {"1949-04-04": 0, "1949-04-03": 1, f"{last}": 0, f"{last + timedelta(1)}": 1}
    for day, faults in days.items():
        assert len(read_rows(Head(), [FACT | {"day_claimed": day}]).faults) == faults
