"""A reader's own article in the library: its moves are drawn and never counted, its view is his."""

from collections.abc import Mapping
from datetime import date

import pytest
import streamlit

from geo_data import (
    Article,
    View,
    ViewError,
    article,
    articles,
    events,
    read_view,
    record,
    snapshot,
)
from geo_data.figures import legend
from geo_data.figures.map.frame import closeup, frame
from geo_data.figures.web.article import fact as told_of
from geo_data.geometry import AREAS
from geo_data.history.drawn import lit
from geo_data.history.totals import totals
from geo_data.packs.read import read_any
from geo_data.prose.fact_check import day_of
from pages.server import files
from pages.shell import own_article
from pages.shell.own_article import SPARE_ROWS, Own, cells, edited
from pages.shell.own_article import frame as table
from tests.packs.made import MOVE, csv_bytes, pack

DAY = date(2022, 2, 24)
FACTS = csv_bytes(
    [
        {
            "paragraph": "1",
            "kind": "consultation",
            "day_claimed": "2022-02-24",
            "countries": "FIN;EST",
            "paraphrase": "Two ask for talks.",
        },
        {
            "paragraph": "2",
            "kind": "move",
            "day_claimed": "2022-02-22",
            "countries": "",
            "paraphrase": "A company goes to Latvia.",
        },
    ]
)
MOVE_ID = "move:own/OWN-1"


@pytest.fixture(scope="module")
def own() -> Mapping[str, Article]:
    brought = read_any("mine.zip", pack(FACTS, moves=csv_bytes([MOVE | {"fact_ids": "F02"}])))
    assert brought.faults == ()
    assert brought.article
    return {"own": brought.article}


def test_its_moves_are_drawn_and_marked_as_the_articles(own: Mapping[str, Article]) -> None:
    snap = snapshot(View(article="own", focus=MOVE_ID), own)
    painted = frame(snap)
    (arrow,) = (arrow for arrow in painted["arrows"] if "own" in arrow)
    assert arrow["id"] == MOVE_ID
    assert arrow["label"] == "120 troops"
    assert "Force move of the article, not of the record" in arrow["tip"]
    assert lit(snap) == [MOVE_ID]
    assert "move-own" in [entry.key for entry in legend.entries(painted)]
    without = frame(snapshot(View()))
    assert not any("own" in arrow for arrow in without["arrows"])
    assert "move-own" not in [entry.key for entry in legend.entries(without)]


def test_its_moves_are_no_events_of_the_record_and_count_in_no_total(
    own: Mapping[str, Article],
) -> None:
    before = totals(DAY, DAY)
    snap = snapshot(View(article="own", span=None), own)
    assert MOVE_ID in {event.event_id for event in snap.events}
    assert MOVE_ID not in {event.event_id for event in events()}
    assert totals(DAY, DAY) == before
    assert not {"own/OWN-1"} & {move.move_id for move in record().moves}
    assert MOVE_ID not in {e.event_id for e in snapshot(View(span=None)).events}
    assert "own" not in articles()


def test_a_fact_lights_its_moves_and_a_move_finds_its_facts(own: Mapping[str, Article]) -> None:
    article = own["own"]
    snap = snapshot(View(article="own", focus="fact:F02"), own)
    assert MOVE_ID in lit(snap)
    assert [fact.fact_id for fact in snap.facts_of(MOVE_ID)] == ["F02"]
    assert [fact.fact_id for fact in snap.facts_of("country:FIN")] == ["F01"]
    assert day_of(View(span=1), article, article.by_id["fact:F02"]) == date(2022, 2, 22)
    assert "Not compared with the record yet." in told_of(snap, article, article.facts[1])


def test_who_asked_by_the_article_alone_has_a_look_of_its_own(own: Mapping[str, Article]) -> None:
    snap = snapshot(View(article="own"), own)
    fills = frame(snap)["fills"]
    assert "FIN" in fills["asked-article"].split()
    assert fills["asked"] == "EST"
    assert "asked-article" not in frame(snapshot(View()))["fills"]


@pytest.mark.parametrize("area", AREAS)
def test_the_map_goes_to_what_is_lit_and_stays_within_itself(
    own: Mapping[str, Article], area: str
) -> None:
    x0, y0, x1, y1 = AREAS[area].box
    for focus in ("fact:F01", "fact:F02", MOVE_ID, "country:EST", "battlegroup:EST-2017"):
        view = View(article="own", area=area, focus=focus)
        left, low, right, high = frame(snapshot(view, own), follow=True)["to"]
        assert x0 <= left < right <= x1
        assert y0 <= low < high <= y1
        assert (right - left) * (high - low) < (x1 - x0) * (y1 - y0)


def test_the_map_holds_the_arrow_that_is_lit(own: Mapping[str, Article]) -> None:
    painted = frame(snapshot(View(article="own", focus=MOVE_ID), own), follow=True)
    left, low, right, high = painted["to"]
    (arrow,) = (arrow for arrow in painted["arrows"] if arrow["id"] == MOVE_ID)
    curve = arrow["strokes"][0]["curve"]
    xs, ys = curve[0::2], curve[1::2]
    assert left <= min(xs) <= max(xs) <= right
    assert low <= min(ys) <= max(ys) <= high


def test_without_anything_lit_the_map_is_whole(own: Mapping[str, Article]) -> None:
    assert frame(snapshot(View(article="own"), own), follow=True)["to"] == []
    assert "to" not in frame(snapshot(View(focus="country:EST")))
    assert closeup(snapshot(View()), (), []) is None
    assert closeup(snapshot(View()), (), ["country:RUS"]) is None, "it is half of the map"
    assert closeup(snapshot(View()), (), ["accession:XXX"]) is None


def test_the_address_names_it_in_its_own_session_only(own: Mapping[str, Article]) -> None:
    given = {"article": "own", "focus": MOVE_ID}
    assert read_view(given, own) == (View(article="own", focus=MOVE_ID), [])
    view, dropped = read_view(given)
    assert view == View()
    assert len(dropped) == 2
    assert "brought by a reader and is gone; open its pack again" in dropped[0]
    with pytest.raises(ViewError, match="no article 'own'"):
        snapshot(View(article="own"))
    assert article("own", own) is own["own"]


@pytest.mark.parametrize("name", ["embed", "data/events.csv", "draw/map.svg"])
def test_files_of_it_are_refused(name: str) -> None:
    with pytest.raises(ViewError, match="was brought by a reader") as told:
        files.read_order(name, {"article": ["own"]}, "")
    assert "\n" not in str(told.value)


def test_what_an_editor_says_becomes_rows() -> None:
    rows = table("facts", [{"fact_id": "F01", "actor": "x"}, {"fact_id": "F02"}, {"actor": "z"}])
    assert list(rows.index) == [*range(1, 3 + SPARE_ROWS + 1)]
    rows = rows.fillna("")
    changes = {
        "edited_rows": {0: {"actor": None}, "2": {"fact_id": 7, "_index": 4, "nonsense": "y"}},
        "deleted_rows": [1],
        "added_rows": [{"actor": "new"}, {}],
    }
    found = [(row["fact_id"], row["actor"]) for row in edited(rows, changes)]
    assert found == [("F01", ""), ("7", "z"), *[("", "")] * SPARE_ROWS, ("", "new"), ("", "")]


def test_rows_are_kept_whatever_they_say_and_too_many_are_refused() -> None:
    mine = Own()
    blank = dict.fromkeys(mine.rows["facts"].columns, "")
    good = blank | {"paragraph": "1", "kind": "war", "paraphrase": "A claim."}
    bad = good | {"kind": "party"}

    def add(*rows: dict[str, str]) -> None:
        mine.base = dict(mine.rows)
        changes = {"edited_rows": {}, "deleted_rows": [], "added_rows": rows}
        mine.typed("facts", changes)

    add(good, bad)
    assert mine.read
    assert mine.read.waits["facts"]
    assert mine.article
    assert len(mine.article.facts) == 1
    add(*[good] * 5000)
    assert "5,000" in mine.refused
    assert len(mine.article.facts) == 1, "what was read stays"
    kept = [row for row in cells(mine.rows["facts"]) if any(row.values())]
    assert len(kept) == 5002
    turn = mine.turn
    mine.base = dict(mine.rows)
    mine.typed("facts", {"edited_rows": {}, "added_rows": [], "deleted_rows": [*range(5100)]})
    assert [row for row in cells(mine.rows["facts"]) if any(row.values())] == []
    assert (mine.refused, mine.turn) == ("", turn + 1)


def _session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit, "session_state", {})


def test_a_row_with_too_many_cells_waits_until_it_is_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _session(monkeypatch)
    text = "kind,paragraph,paraphrase\nstatement,1,One.\nstatement,2,Two.,much,more\n"
    mine = own_article.opened("a.csv", text.encode())
    assert mine.read
    assert mine.article
    assert [fact.paraphrase for fact in mine.article.facts] == ["One."]
    assert len(mine.read.sheets["facts"].rows) == 2
    assert mine.read.waits["facts"] == {2}
    assert any(fault.row == 2 for fault in mine.read.faults)
    wide = mine.read.sheets["facts"].rows[1]
    mine.typed(
        "facts",
        {
            "edited_rows": {
                1: {k: "" for k in wide if k not in ("kind", "paragraph", "paraphrase")}
            },
            "added_rows": [],
            "deleted_rows": [],
        },
    )
    assert len(mine.article.facts) == 2
    assert not mine.read.waits["facts"]


def test_what_was_wrong_with_the_file_itself_stays_told(monkeypatch: pytest.MonkeyPatch) -> None:
    _session(monkeypatch)
    text = "kind,paragraph,paraphrase,colour\nstatement,1,One.,red\n"
    mine = own_article.opened("a.csv", text.encode())
    assert mine.read
    assert any("colour" in str(fault) for fault in mine.read.faults)
    mine.again()
    assert any("colour" in str(fault) for fault in mine.read.faults)
