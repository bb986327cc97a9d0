"""Text that turns the direction of writing does so for itself alone."""

from hypothesis import example, given
from hypothesis import strategies as st

from geo_data.packs.text import isolated

EMBED, POP_EMBED = "\u202a\u202b\u202d\u202e", "\u202c"
ISOLATE, POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"
LETTERS = st.text(st.sampled_from(["a", "\n", "א", *EMBED, POP_EMBED, *ISOLATE, POP_ISOLATE]))


def _left_open(text: str) -> tuple[int, int]:
    """How much a line opens and does not close, and how much it closes that it did not open."""
    opened: list[str] = []
    astray = 0
    for letter in text:
        if letter in EMBED + ISOLATE:
            opened.append(letter)
        elif letter == POP_EMBED:
            if opened and opened[-1] in EMBED:
                opened.pop()
            else:
                astray += 1
        elif letter == POP_ISOLATE:
            if not any(each in ISOLATE for each in opened):
                astray += 1
                continue
            while opened.pop() not in ISOLATE:
                pass
    return len(opened), astray


@example("\u202eabc")
@example("120 \u202eabc\u202c troops\u2069")
@given(LETTERS)
def test_each_line_closes_what_it_opens_and_nothing_else(text: str) -> None:
    found = isolated(text)
    for line in found.split("\n"):
        assert _left_open(line) == (0, 0)
        outside, depth = "", 0
        for letter in line:
            depth -= letter == POP_ISOLATE
            outside += letter if depth == 0 else ""
            depth += letter in ISOLATE
        assert not set(outside) & set(EMBED + POP_EMBED)
    assert isolated(found) == found
    directions = str.maketrans("", "", EMBED + POP_EMBED + ISOLATE + POP_ISOLATE)
    assert found.translate(directions) == text.translate(directions)


@given(st.text())
def test_other_text_is_left_as_it_is(text: str) -> None:
    if not set(text) & set(EMBED + POP_EMBED + ISOLATE + POP_ISOLATE):
        assert isolated(text) == text
