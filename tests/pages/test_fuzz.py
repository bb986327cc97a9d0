"""Whatever an address says, a reader gets a valid view and one line on what was left out."""

from datetime import date
from urllib.parse import parse_qs, quote, urlencode

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo_data import KINDS, View, articles, events, read_view, record
from geo_data.days import FIRST_DAY
from geo_data.geometry import AREAS
from geo_data.history.view import ALL, LAYERS, NONE, SPANS
from tests.sources import FRAME

Params = dict[str, list[str]]

MANY = settings(max_examples=500, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=30, suppress_health_check=list(HealthCheck))
LINE = "Ignored in this link"
LONGEST_LINE = 2000

# Streamlit reads no longer query, and takes the page's address as if it had none.
LONGEST_QUERY = 500_000


class Long(str):
    """A text of about 100 kB in an address, which a report of a failure need not repeat."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} characters>"


_codes = [state.iso3 for state in record().states]
SOUND: dict[str, st.SearchStrategy[str]] = {
    "on": st.dates(FIRST_DAY, record().checked_until).map(date.isoformat),
    "span": st.sampled_from([*map(str, SPANS), ALL]),
    "kind": st.sampled_from(KINDS),
    "article": st.sampled_from([*articles(), NONE]),
    "country": st.sampled_from([*_codes, NONE]),
    "area": st.sampled_from([*AREAS]),
    "focus": st.sampled_from(
        [
            *(event.event_id for event in events()),
            *(f"country:{code}" for code in _codes),
            *(row.border_id for row in record().borders),
            *(f"fact:{fact.fact_id}" for a in articles().values() for fact in a.facts),
            *(f"territory:{row.territory_id}" for row in record().article6),
            NONE,
        ]
    ),
    "layer": st.sampled_from(LAYERS),
    "against": st.dates(FIRST_DAY, record().checked_until).map(date.isoformat),
}
ODD = [
    "",
    " ",
    "\0",
    Long("\0" * 30_000),
    "2022-02-24\n",
    "2022-02-24T00:00",
    "2022-W08-4",
    "20220224",
    "٢٠٢٢-٠٢-٢٤",
    "2022-02-30",
    "0000-00-00",
    "99999-01-01",
    "-1",
    "1e9",
    "NaN",
    "None",
    "null",
    "россия",
    "日本",
    "\u202e\u200b\ufeff",
    "🇪🇪",
    "../../etc/passwd",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "country:",
    "country:XXX",
    "fact:",
    ":",
    Long("x" * 100_000),
    Long("é" * 20_000),
    Long("country:" + "EST" * 33_000),
]
TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.dates().map(date.isoformat),
    st.integers().map(str),
    st.one_of(*SOUND.values()),
    st.one_of(*SOUND.values()).map(str.swapcase),
    st.one_of(*SOUND.values()).map(lambda text: quote(quote(text, safe=""), safe="")),
)
NAMES = st.one_of(st.sampled_from([*SOUND]), st.sampled_from(["On", "kind[]", "utm_source", "на"]))


@st.composite
def queries(draw: st.DrawFn) -> Params:
    """Parameters of an address: sound, odd and repeated ones, in any mixture."""
    found: Params = {}
    for name in draw(st.lists(NAMES, max_size=8, unique=True)):
        value = st.one_of(SOUND.get(name, TEXTS), TEXTS)
        found[name] = draw(st.lists(value, min_size=1, max_size=4))
    return found


def _alone(name: str, text: str) -> tuple[object, bool]:
    """The field that one value alone gives, and whether it means anything."""
    view, dropped = read_view({name: text})
    return getattr(view, name), not dropped


def _expect_sound(params: Params, view: View, dropped: list[str]) -> None:
    """Each parameter's last value counts if it means something; each that does not is told."""
    assert read_view(view.params()) == (view, [])
    assert FIRST_DAY <= view.first <= view.on <= record().checked_until
    told = 0
    for name in SOUND:
        values = params.get(name, [])
        if name == "kind":
            told += sum(text not in KINDS for text in values)
            assert view.kind == tuple(kind for kind in KINDS if kind in values)
            continue
        field, means = _alone(name, values[-1]) if values else (getattr(View(), name), True)
        assert getattr(view, name) == field
        told += (len(values) > 1) + (not means)
    assert len(dropped) == told


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


@MANY
@given(queries())
def test_any_parameters_give_a_valid_view_and_a_line_for_each_that_was_dropped(
    params: Params,
) -> None:
    view, dropped = read_view(params)
    _expect_sound(params, view, dropped)
    assert all(len(line) < LONGEST_LINE / 4 and "\0" not in line for line in dropped)


@MANY
@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([*SOUND]))
@example("layer", "on")
def test_any_query_string_gives_a_valid_view(text: str, name: str) -> None:
    for query in (text, f"{name}={text}", f"{name}=%{text}&{name}=%00%ff{text}"):
        params = parse_qs(query, keep_blank_values=True)
        _expect_sound(params, *read_view(params))


@SOME
@example({"kind": ["move"], "country": ["AFG"]}, "alliance_timeline.py")
@given(queries(), st.sampled_from(["", "alliance_timeline.py", "sources_and_method.py"]))
def test_every_page_stands_whatever_its_address_says(params: Params, page: str) -> None:
    assume(len(urlencode(params, doseq=True)) < LONGEST_QUERY)
    app = AppTest.from_file(FRAME, default_timeout=60)
    for name, values in params.items():
        app.query_params[name] = values
    app.run()
    wanted, dropped = read_view(params)
    assert app.session_state["view"] == wanted
    lines = [html.proto.body for html in app.get("html") if LINE in html.proto.body]
    assert len(lines) == bool(dropped)
    assert all(len(line) < LONGEST_LINE and "<script>alert" not in line for line in lines)
    if page:
        app.switch_page(f"../{page}").run()
    assert not app.exception
    assert not app.error
    written = {name: _several(value) for name, value in wanted.params().items()}
    assert {name: _several(app.query_params[name]) for name in app.query_params} == written
    assert 'role="alert"' not in "".join(html.proto.body for html in app.get("html"))
