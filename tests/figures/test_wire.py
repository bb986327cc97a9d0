"""The wire: whatever a text holds, it arrives letter for letter and means nothing on the way."""

import json
import re
from typing import cast

import folium
import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit_folium import _get_feature_group_string, generate_js_hash

from geo_data.figures.contract import Frame
from geo_data.figures.map.live import Paint, digest, encode, literal

HOSTILE = [
    "{{ 7*7 }}",
    "{% raw %}",
    "{# gone #}",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--",
    "`${alert(1)}`",
    "\"'\\",
    "\\u007b",
    "back\\slash at the end\\",
    "\u202eright to left\u200f",
    "\u2028\u2029\x00\x7f\r\n\t",
    "_a1b2_c3d4 feature_group_0 map_div",
    "maps/abc123/",
    "&amp; &#39; %7B",
    "\ud800 alone",
    "🛰️ Łask, Ādaži, Київ",
    "x_" * 5000,
    "",
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
OUTSIDE = re.compile(r"(true|false|null|-?[0-9.]+(e[+-]?[0-9]+)?|[\[\]{},:])*")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def through_folium(value: object) -> str:
    """The argument of nato.paint() in the script that streamlit-folium would send."""
    chart, group = folium.Map(), folium.FeatureGroup()
    group.add_child(Paint(cast("Frame", {"text": value})))
    script: str = _get_feature_group_string(group, chart)
    return script.split("nato.paint(", 1)[1].rsplit("});", 1)[0] + "}"


def unquoted(sent: str) -> str:
    """A literal as JSON again: no string in it has a bare quote of either kind."""
    assert '"' not in sent
    return sent.replace("'", '"')


def check(value: object) -> None:
    text = encode(value)
    assert json.loads(text) == json.loads(unquoted(literal(value))) == value
    assert text.isascii()
    assert text.isprintable()
    assert OUTSIDE.fullmatch(STRING.sub("", text))
    assert not re.search(r"[{}<>&_%$`'#/]", "".join(STRING.findall(text)))


@given(VALUES)
def test_any_value_arrives_as_it_was(value: object) -> None:
    check(value)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_json_has_not_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON"):
        encode([number])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_arrives_as_it_was(text: str) -> None:
    check({text: [text, {text: text}]})
    for sent in (encode([text]), literal([text])):
        assert jinja2.Template("{{ x }}").render(x=sent) == sent
        assert jinja2.Template(sent).render() == sent


@pytest.mark.parametrize("text", HOSTILE)
def test_folium_and_streamlit_folium_leave_it_alone(text: str) -> None:
    sent = through_folium(text)
    assert json.loads(unquoted(sent))["text"] == text
    assert sent.startswith(literal({"text": text}).removesuffix("}"))


@settings(max_examples=25)
@given(st.text())
def test_any_text_passes_folium(text: str) -> None:
    assert json.loads(unquoted(through_folium(text)))["text"] == text


@given(VALUES, VALUES)
def test_values_that_differ_are_sent_as_different_texts(one: object, other: object) -> None:
    same = json.dumps(one) == json.dumps(other)
    assert (encode(one) == encode(other)) == same
    assert (digest(encode(one)) == digest(encode(other))) == same


@pytest.mark.parametrize(("one", "other"), [("_a1", "_b2"), ("maps/abc/", "maps/def/"), ("", " ")])
def test_streamlit_folium_tells_any_two_frames_apart(one: str, other: str) -> None:
    keys = {generate_js_hash(through_folium(text)) for text in (one, other)}
    assert len(keys) == 2
