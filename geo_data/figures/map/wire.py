"""The one way from Python to the map in the browser: JSON that is also safe as a script.

folium runs the text it is given as a Jinja template, streamlit-folium rewrites what follows an
underscore, and the browser evaluates the result. So every character inside a string that any
of them could take for its own is sent as a JSON escape; JSON.parse gives it back letter for
letter, and map.js writes it as text, never as markup.
"""

import hashlib
import json
import re

_IN_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"')
_UNSAFE = re.compile(r"\\.|[{}<>&_%$`'#/]")


def encode(value: object) -> str:
    """A JSON text of `value` in plain ASCII, without any character that another layer minds.

    Raises ValueError for a number that JSON has not (NaN, infinity).
    """
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return _IN_STRING.sub(lambda m: _UNSAFE.sub(_escaped, m.group()), text)


def literal(value: object) -> str:
    """The same as a JavaScript literal in single quotes, which travel unescaped in a message."""
    return quoted(encode(value))


def quoted(text: str) -> str:
    """An encoded text as that literal."""
    return text.replace('"', "'")


def _escaped(found: re.Match[str]) -> str:
    """An escape of JSON's own stays as it is, but for the quote: the delimiters may change."""
    text = found.group()
    if text.startswith("\\"):
        return "\\u0022" if text[1] == '"' else text
    return f"\\u{ord(text):04x}"


def digest(text: str) -> str:
    """A short name for a frame, by which a test or a reader's tool knows that it was painted."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
