"""The command line: a contract that other people's scripts use."""

import csv
import json
from datetime import date
from io import StringIO
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_data import record
from geo_data.__main__ import run
from geo_data.days import FIRST_DAY, last_day_meant
from geo_data.export.sheets import LISTINGS

SLUG = "2022-02-24-us-troops"
DAY = "2022-02-24"
HEADERS = {
    f"members --on {DAY}": "iso3,name,acceded",
    "events": "event_id,kind,day,end_day,title,countries,place,confidence,source",
    f"facts {SLUG}": "fact_id,paragraph,kind,day_claimed,day_on_record,countries,paraphrase,"
    "verdict,record_ids,note",
    "moves": "move_id,leg,day,from_place,from_iso3,to_place,to_iso3,unit,personnel,equipment,"
    "status,net_new",
    f"countries --on {DAY}": "iso3,name,member,acceded,requested_in_article,requested_on_record,"
    "borders_russia,warsaw_pact",
    f"article6 --on {DAY}": "territory,member_iso3,standing,reason,source",
    f"battlegroups --on {DAY}": "host_iso3,framework_iso3,place,since",
    f"borders --on {DAY}": "member_iso3,neighbour_iso3,length_km,published_km,source",
    f"changes --from 2001-09-11 --on {DAY}": "day,kind,what,source",
    f"totals --from 2022-02-01 --on {DAY}": "net_new_personnel,counted_moves,left_out",
}
Rows = list[dict[str, str]]


def table(text: str) -> Rows:
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


class Ask:
    """Runs a command and reads its table."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, command: str) -> Rows:
        return table(self.text(command))

    def text(self, command: str) -> str:
        assert run(command.split()) == 0
        out, err = self.capsys.readouterr()
        assert not err
        return out


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    return Ask(capsys)


@pytest.mark.parametrize("command", HEADERS)
def test_header_and_order(ask: Ask, command: str) -> None:
    text = ask.text(command)
    assert text.splitlines()[0] == HEADERS[command]
    assert "\r" not in text
    rows = table(text)
    first = next(iter(rows[0]))
    for above, below in pairwise(rows):
        assert above[first] <= below[first]
        if "leg" in above and above[first] == below[first]:
            assert (above["day"], int(above["leg"])) < (below["day"], int(below["leg"]))
    assert len(LISTINGS) == len(HEADERS)


def test_members(ask: Ask) -> None:
    found = {row["iso3"]: row for row in ask(f"members --on {DAY}")}
    assert len(found) == 30
    assert found["TUR"] == {"iso3": "TUR", "name": "Turkey", "acceded": "1952-02-18"}
    assert found["CZE"]["name"] == "Czechia"
    assert ask("members --on 1949-04-04") == []


@pytest.mark.parametrize(
    ("window", "days"),
    [
        (f"--on {DAY}", [DAY]),
        (f"--from {DAY}", [DAY]),
        (f"--from 2022-02-22 --on {DAY}", ["2022-02-22", "2022-02-23", DAY]),
    ],
)
@pytest.mark.parametrize("command", ["events", "moves"])
def test_one_side_of_a_window_is_one_day(
    ask: Ask, command: str, window: str, days: list[str]
) -> None:
    assert ask(f"{command} {window}") == [row for row in ask(command) if row["day"] in days]


def test_without_a_window_all(ask: Ask) -> None:
    legs = sum(len(move.legs) for move in record().moves)
    assert len(ask("moves")) == legs
    assert {row["kind"] for row in ask("events")} >= {"accession", "invocation", "statement"}


def test_events_by_kind_and_country(ask: Ask) -> None:
    whole = ask("events")
    kinds = ask("events --kind move --kind invocation")
    assert kinds == [row for row in whole if row["kind"] in ("move", "invocation")]
    finland = ask("events --country FIN --country SWE")
    assert finland == [r for r in whole if {"FIN", "SWE"} & set(r["countries"].split(";"))]
    months = {row["event_id"]: row["day"] for row in whole if len(row["day"]) == 7}
    assert months["battlegroup:ROU-2022"] == "2022-05"
    assert ask("events --on 2022-05-31")[0]["event_id"] == "battlegroup:ROU-2022"


def test_context_events_are_a_kind_of_their_own(ask: Ask) -> None:
    [prague] = ask("events --kind context --on 1968-08-20")
    assert (prague["event_id"], prague["end_day"]) == ("context:CX12", "1968-08-21")
    assert prague["countries"] == "CSK;SUN;BGR;HUN;POL"
    assert ask("events --on 1968-08-20") == [prague]
    assert not ask("changes --from 1968-08-19 --on 1968-08-21"), "no change of the Alliance"


def test_who_is_in_the_warsaw_pact(ask: Ask) -> None:
    found = {row["iso3"]: row for row in ask("countries --on 1955-05-14")}
    pact = {code for code, row in found.items() if row["warsaw_pact"] == "yes"}
    assert pact == {"ALB", "BGR", "CSK", "DDR", "HUN", "POL", "ROU", "SUN"}
    assert {found[code]["member"] for code in pact} == {"no"}
    assert {row["warsaw_pact"] for row in ask("countries --on 1991-07-01")} == {"no"}


def test_every_cell_is_a_known_form(ask: Ask) -> None:
    for row in ask("events"):
        assert last_day_meant(row["day"]) is not None
        assert row["end_day"] == "" or last_day_meant(row["end_day"]) is not None
        assert row["source"].split(";")[0] in record().sources
    for row in ask(f"countries --on {DAY} --article {SLUG}"):
        assert {row["member"], row["requested_in_article"], row["borders_russia"]} <= {"yes", "no"}
    for row in ask(f"countries --on {DAY}"):
        assert row["requested_in_article"] == ""


def test_a_headcount_is_printed_once_a_move(ask: Ask) -> None:
    rows = ask("moves")
    assert {row["leg"] for row in rows if row["personnel"]} == {"1"}


def test_facts(ask: Ask) -> None:
    found = ask(f"facts {SLUG}")
    assert len(found) == 23
    claimed = {row["fact_id"]: (row["day_claimed"], row["day_on_record"]) for row in found}
    assert claimed["F13"] == ("2022-02-22", "2022-02-23")


def test_article6(ask: Ask) -> None:
    found = {row["territory"]: row for row in ask(f"article6 --on {DAY}")}
    assert found["Hawaii"]["standing"] == "not covered"
    assert found["Ceuta"]["standing"] == "disputed"
    for row in found.values():
        assert row["reason"].endswith(".")
        assert set(row["source"].split(";")) <= set(record().sources)
    berlin = next(r for r in ask("article6 --on 1960-01-01") if r["territory"] == "West Berlin")
    assert berlin["member_iso3"] == "USA;GBR;FRA"
    assert ask("article6 --on 1949-08-23") == []


def test_battlegroups(ask: Ask) -> None:
    assert [row["host_iso3"] for row in ask(f"battlegroups --on {DAY}")] == [
        *("EST", "LTU", "LVA", "POL"),
    ]
    found = {row["host_iso3"]: row for row in ask("battlegroups --on 2024-07-01")}
    assert found["SVK"] == {
        "host_iso3": "SVK",
        "framework_iso3": "ESP",
        "place": "Lešť",
        "since": "2024-07-01",
    }
    assert found["ROU"]["since"] == "2022-05"


def test_totals(ask: Ask) -> None:
    def row(new: str, counted: str, left: str) -> Rows:
        return [{"net_new_personnel": new, "counted_moves": counted, "left_out": left}]

    assert ask("totals --from 2022-02-01 --on 2022-03-31") == row("13030", "9", "1")
    assert ask(f"totals --from 2022-02-01 --on {DAY}") == row("12000", "4", "1")
    assert ask(f"totals --on {DAY}") == ask(f"totals --from {DAY}") == row("7000", "1", "0")
    assert ask("totals") == ask("totals --from 1949-04-04 --on 2026-06-30")
    assert ask("totals --on 2022-05-13") == row("0", "0", "0")


def test_changes(ask: Ask) -> None:
    unity = ask("changes --from 1990-10-02 --on 1990-10-03")
    kinds = ["article6", "article6", "belonging", "end", "end", "ground", "name"]
    assert [row["kind"] for row in unity] == kinds
    assert {row["day"] for row in unity} == {"1990-10-03"}
    assert ask(f"changes --from {DAY} --on {DAY}") == []
    whole = ask("changes --from 1949-04-04 --on 2026-06-30")
    assert sum(row["kind"] == "accession" for row in whole) == 32
    assert "2022-05" in {row["day"] for row in whole}
    for row in whole:
        assert set(row["source"].split(";")) <= set(record().sources)


def test_geojson(ask: Ask) -> None:
    command = f"countries --on {DAY} --format geojson"
    features = json.loads(ask.text(f"{command} --article {SLUG}"))["features"]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    assert all(shapely.box(-180, -90, 180, 90).covers(shape) for shape in shapes)
    about = {f["properties"]["iso3"]: f["properties"] for f in features}
    *first, last = HEADERS[f"countries --on {DAY}"].split(",")
    assert list(about["POL"]) == [*first, "holder_iso3", last], "what is newer stands behind"
    assert about["GRL"]["holder_iso3"] == "DNK"
    assert shapes[list(about).index("POL")].contains(shapely.Point(21, 52.2))
    assert about["SVK"]["member"] is True
    assert about["SVK"]["requested_in_article"] is False
    alone = json.loads(ask.text(command))["features"]
    assert {f["properties"]["requested_in_article"] for f in alone} == {None}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["members"],
        ["members", "--on", "today"],
        ["members", "--on", "2022-02-30"],
        ["members", "--on", "20220224"],
        ["members", "--on", "1949-04-03"],
        ["members", "--on", "2026-07-01"],
        ["members", "--on", DAY, "a\nb"],
        ["events", "--on", ""],
        ["events", "--kind", "war"],
        ["events", "--country", "XXX"],
        ["events", "--country", "fin"],
        ["events", "--from", DAY, "--on", "2022-02-23"],
        ["moves", "--from", DAY, "--on", "2022-02-23"],
        ["article6"],
        ["article6", "--on", "1949-04-03"],
        ["battlegroups"],
        ["battlegroups", "--on", "2026-07-01"],
        ["totals", "--from", DAY, "--on", "2022-02-23"],
        ["changes", "--on", DAY],
        ["changes", "--from", DAY],
        ["changes", "--from", DAY, "--on", "2022-02-23"],
        ["changes", "--from", "1949-04-03", "--on", DAY],
        ["facts"],
        ["facts", "../record"],
        ["facts", "a\nb\udcff"],
        ["countries"],
        ["countries", "--on", DAY, "--article", "other"],
        ["countries", "--on", DAY, "--format", "svg"],
    ],
)
def test_bad_arguments_are_told_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = run(arguments)
    except SystemExit as end:
        code = int(str(end.code))
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert err.strip().startswith("python -m geo_data")


@settings(max_examples=10)
@given(st.dates(FIRST_DAY, record().checked_until))
def test_any_day_has_members_and_countries_that_agree(day: date) -> None:
    found = {}
    for command in ("members", "countries"):
        with StringIO() as out, pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", out)
            assert run([command, "--on", day.isoformat()]) == 0
            found[command] = table(out.getvalue())
    yes = [row["iso3"] for row in found["countries"] if row["member"] == "yes"]
    assert yes == [row["iso3"] for row in found["members"]]
