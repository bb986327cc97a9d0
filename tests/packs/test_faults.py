"""Every fault is told in words at its file, row and column, with a proposal where one is near."""

import pytest

from geo_data import article
from geo_data.packs.beside import shipped
from geo_data.packs.faults import MOST_SEARCHES
from geo_data.packs.head import Head
from geo_data.packs.read import read_any
from geo_data.packs.text import isolated
from geo_data.tables.articles import PACK_TABLES
from tests.packs.made import FACT, FACTS, MOVE, csv_bytes, pack, read_rows

KINDS = "border, consultation, membership, move, statement, treaty, war"
IN_FACTS = [
    ("countries", "LAT", "'LAT' is no code of a country in the record; did you mean LVA (Latvia)?"),
    ("countries", "EST;LAT", "'LAT' is no code of a country in the record; did you mean LVA"),
    ("countries", "Latvia", "'Latvia' is no code of a country in the record; did you mean LVA"),
    ("countries", "lva", "did you mean LVA (Latvia)?"),
    ("countries", "Turkey", "did you mean TUR (Türkiye)?"),
    ("countries", "Turkiye", "did you mean TUR (Türkiye)?"),
    ("countries", "Lavtia", "did you mean LVA (Latvia)?"),
    ("countries", "UK", "did you mean GBR (United Kingdom)?"),
    ("countries", "the moon", "no code of a country in the record; needed: codes of three"),
    ("countries", "Latvia, Poland", "did you mean LVA;POL?"),
    ("kind", "wars", f"'wars' is none of {KINDS}; did you mean war?"),
    ("kind", "invasion", f"'invasion' is none of {KINDS}"),
    ("verdict", "Agree", "did you mean agrees?"),
    ("verdict", "not", "did you mean not in record?"),
    ("confidence", "sure", "'sure' is none of confirmed, unverified, memory, disputed"),
    ("paragraph", "0", "'0' should be a whole number from 1"),
    ("paragraph", "9" * 5_000, "should be a whole number of at most 9 digits"),
    ("paragraph", "10", "'10' breaks the rule: the article has 1 to 9"),
    ("paragraph", "", "the cell is empty; needed: paragraph below the headline, from 1"),
    ("paraphrase", "", "the cell is empty; needed: the claim in words of ours"),
    ("day_claimed", "24 February 2022", "should be a day, YYYY-MM-DD"),
    ("day_claimed", "2022-02-30", "should be a day, YYYY-MM-DD"),
    ("day_claimed", "2022-02-25", "breaks the rule: not after the article's day, 2022-02-24"),
    ("day_claimed", "1200-01-01", "breaks the rule: not before 1949-04-04"),
    ("day_on_record", "9999-12-31", "breaks the rule: not after checked_until"),
    ("record_ids", "consultation:A4-2022-03", "no id of the record; did you mean consultation:A4"),
    ("record_ids", "statement/x", "'statement/x' is no id of the record; needed: `kind:row id`"),
    ("source_ids", "cnn-2022-02-24", "'cnn-2022-02-24' is no source of the record; did you mean"),
    ("actor", "=1+1", "'=1+1' begins as a formula does, and none is read"),
    ("note", "x" * 10_001, "should be at most 10,000 characters"),
]
ACROSS = [
    ({"verdict": "agrees"}, "record_ids", "the cell is empty, yet the verdict agrees names a"),
    (
        {"verdict": "not in record", "record_ids": "move:US-0222A"},
        "record_ids",
        "'move:US-0222A' breaks the rule: empty where the claim is not in record",
    ),
    (
        {"record_ids": "move:US-0222A", "day_on_record": "2022-02-23"},
        "day_on_record",
        "breaks the rule: within the days of a row in record_ids",
    ),
]
IN_MOVES = [
    ("destination_iso3", "Latvia", "did you mean LVA (Latvia)?"),
    ("destination_lat", "95", "should be degrees north, -90 to 90"),
    ("destination_lat", "", "the cell is empty, yet latitude and longitude are both"),
    ("destination_lat", "52.0", "breaks the rule: lies in LVA"),
    ("destination_lat", "=57", "begins as a formula does"),
    ("coord_confidence", "", "the cell is empty, yet stated exactly where"),
    ("personnel", "1,000", "should be a whole number from 1"),
    ("label", "A company", "breaks the rule: begins with the headcount, 120"),
    ("label", "", "the cell is empty, yet leg 1 of a move has one"),
    ("leg", "2", "breaks the rule: legs are numbered 1, 2, ..."),
    ("move_id", "first", "should be an id such as `US-0222A`"),
    ("leg_status", "done", "'done' is none of alert only, announced"),
    ("announced", "", "the cell is empty; needed: announced"),
    ("fact_ids", "F07", "'F07' is no fact of the article"),
    ("fact_ids", "7", "'7' is no fact of the article; needed: an id such as"),
]


@pytest.mark.parametrize(("column", "value", "says"), IN_FACTS)
def test_a_fault_of_a_fact_is_told(column: str, value: str, says: str) -> None:
    sound = {column: "", **FACT}
    facts = csv_bytes([sound, sound | {column: value}])
    (fault,) = read_any("mine.zip", pack(facts)).faults
    assert str(fault).startswith(f"facts.csv, row 3, {column}: ")
    assert says in str(fault)
    assert "\n" not in str(fault)


@pytest.mark.parametrize(("cells", "column", "says"), ACROSS)
def test_what_does_not_fit_together_is_told(cells: dict[str, str], column: str, says: str) -> None:
    (fault,) = read_rows(Head(), [FACT | cells]).faults
    assert (fault.row, fault.column) == (1, column)
    assert says in str(fault)


@pytest.mark.parametrize(("column", "value", "says"), IN_MOVES)
def test_a_fault_of_a_move_is_told(column: str, value: str, says: str) -> None:
    brought = read_rows(Head(), [FACT], [MOVE | {column: value}])
    told = [str(f) for f in brought.faults if (f.file, f.column) == ("moves.csv", column)]
    assert any(says in line for line in told), [str(f) for f in brought.faults]
    assert brought.waits["moves"] == {1}


def test_ids_name_one_row_only() -> None:
    rows = [FACT | {"fact_id": "F01"}] * 2
    (fault,) = read_any("mine.csv", csv_bytes(rows)).faults
    assert str(fault) == (
        "mine.csv, row 3, fact_id: 'F01' breaks the rule: fact_id name one row only; "
        "row 2 has the same"
    )


def test_a_note_stands_beside_a_fact() -> None:
    brought = read_rows(Head(), [FACT], notes=[{"fact_id": "F09", "note": "A remark."}])
    assert [str(f) for f in brought.faults] == [
        "notes.csv, row 1, fact_id: 'F09' breaks the rule: the fact is one of facts.csv"
    ]
    assert brought.waits["notes"] == {1}


def test_the_record_is_no_part_of_the_pack() -> None:
    """A pack may name the record's rows, and its own moves are none of them."""
    moves = [MOVE | {"move_id": "US-0222A", "fact_ids": "F01"}]
    brought = read_rows(Head(), [FACT | {"record_ids": "move:US-0222A"}], moves)
    assert brought.faults == ()
    brought = read_rows(Head(), [FACT | {"record_ids": "move:US-9"}], [MOVE | {"move_id": "US-9"}])
    assert "'move:US-9' is no id of the record" in str(brought.faults[0])


SIGNS = ["=1", "+a", "-a", "@a", "\uff1d1", " \u200b=1", "-1+1", "+ 1", "'=1", "- a"]


@pytest.mark.parametrize("text", SIGNS)
def test_what_a_spreadsheet_would_run_is_refused(text: str) -> None:
    (fault,) = read_rows(Head(), [FACT | {"actor": text}]).faults
    assert "begins as a formula does" in str(fault)


@pytest.mark.parametrize("text", ["-12.5", "+5", "–", "a=b", "'tis", "1-2", "(+1)", "−5"])
def test_numbers_and_other_text_are_none(text: str) -> None:
    assert read_rows(Head(), [FACT | {"actor": text}]).faults == ()


HARMLESS = [
    "{{ 7 * 7 }}{% raw %}",
    "<script>alert(1)</script>",
    "${7*7}",
    "' OR 1=1; --",
    "\u202ea",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_markup_in_every_text_column_is_text(text: str) -> None:
    given = {"facts": FACT, "moves": MOVE, "notes": {"fact_id": "F01", "note": "x"}}
    rows = {}
    for name, row in given.items():
        columns = PACK_TABLES[name].columns
        prose = {c.name for c in columns if c.rule.words.startswith("text without blanks")}
        rows[name] = dict(row) | dict.fromkeys(prose, text)
    rows["moves"]["label"] = f"120 {text}"
    brought = read_rows(Head(text, text), [rows["facts"]], [rows["moves"]], [rows["notes"]])
    assert brought.faults == ()
    assert brought.sheets["facts"].rows[0]["paraphrase"] == isolated(text)
    assert brought.article is not None
    assert brought.article.title == isolated(text)


def test_control_characters_that_are_typed_become_blanks() -> None:
    brought = read_rows(Head(), [FACT | {"paraphrase": "a\0b\x0bc\ud800\r\nd"}])
    assert brought.sheets["facts"].rows[0]["paraphrase"] == "a b c\ufffd\nd"


def test_a_table_full_of_faults_is_told_whole_and_searched_a_little() -> None:
    rows = [FACT | {"kind": f"wars{n}"} for n in range(1_000)]
    faults = read_rows(Head(), rows).faults
    assert [fault.row for fault in faults] == list(range(1, 1_001))
    assert sum("did you mean" in str(fault) for fault in faults) == MOST_SEARCHES


def test_a_row_names_each_of_its_faults() -> None:
    row = {"paragraph": "x", "kind": "x", "countries": "x;y", "day_claimed": "x"}
    faults = read_rows(Head(), [row]).faults
    assert {f.column for f in faults} == {*row, "paraphrase"}


def test_the_shipped_record_is_read_once() -> None:
    assert shipped() is shipped()
    assert shipped().states
    assert len(article("2022-02-24-us-troops").facts) == 23


def test_a_csv_alone_names_itself() -> None:
    (fault,) = read_any("mine.csv", FACTS.replace(b"war", b"wax")).faults
    assert str(fault) == f"mine.csv, row 2, kind: 'wax' is none of {KINDS}; did you mean war?"
