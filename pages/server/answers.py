"""How an answer is given: in one line, compressed if asked for, not again if it is still good."""

import re

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response

RETRY_SECONDS = 5
BUSY = 503
PLAIN = "identity"
GZIP = ("gzip", "x-gzip")
WEIGHT = re.compile(r"0(?:\.[0-9]{0,3}+)?+|1(?:\.0{0,3}+)?+")
"""From 0 to 1 with three decimals at most (RFC 9110, 12.4.2)."""

MOST_LISTED = 100
"""Of what a header lists; no browser lists ten."""


def line(text: str, status: int, *, close: bool = False) -> Response:
    """One line of text that says what is wrong; `close`: and nothing more is read."""
    headers = {"cache-control": "no-store", "access-control-allow-origin": "*"}
    if status == BUSY:
        headers["retry-after"] = str(RETRY_SECONDS)
    if close:
        headers["connection"] = "close"
    return PlainTextResponse(" ".join(text.split()) + "\n", status, headers)


def _listed(headers: Headers, name: str) -> list[str]:
    """What a header lists, on however many lines."""
    every = ",".join(headers.getlist(name)).split(",", MOST_LISTED)
    return [part.strip() for part in every[:MOST_LISTED]]


def _weight(parameters: str) -> float:
    """The weight of what is asked for; what is no weight is none."""
    given = [pair.partition("=") for pair in parameters.split(";")]
    weights = [text.strip() for name, _, text in given if name.strip().lower() == "q"]
    if not weights:
        return 1
    if len(weights) > 1 or not WEIGHT.fullmatch(weights[0]):
        return 0
    return float(weights[0])


def accepts_gzip(headers: Headers) -> bool:
    """Whether a request's Accept-Encoding takes gzip, and likes it no less than plain bytes."""
    weights: dict[str, float] = {}
    for each in _listed(headers, "accept-encoding"):
        name, _, parameters = each.partition(";")
        name = name.strip().lower()
        # Named twice, the word that forbids more counts.
        weights[name] = min(_weight(parameters), weights.get(name, 1))
    anything = weights.get("*", 0)
    gzip = max((weights[name] for name in GZIP if name in weights), default=anything)
    return gzip > 0 and gzip >= weights.get(PLAIN, anything)


def still_good(headers: Headers, etag: str) -> bool:
    """Whether a request's If-None-Match says that its reader has this very answer."""
    asked = {each.removeprefix("W/") for each in _listed(headers, "if-none-match")}
    return "*" in asked or etag in asked
