"""What a request's headers ask for is read as RFC 9110 says; what means nothing costs nothing."""

import pytest
from starlette.datastructures import Headers

from pages.server.answers import accepts_gzip, still_good


@pytest.mark.parametrize(
    ("asked", "zipped"),
    [
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("GZip", True),
        ("x-gzip", True),
        ("*", True),
        ("gzip;q=0.001", True),
        ("gzip ; Q=1.000", True),
        ("br;q=1, gzip;q=0.5, *;q=0", True),
        ("gzip;q=0.5, identity;q=0.5", True),
        ("identity;q=0, *", True),
        ("", False),
        ("identity", False),
        ("deflate", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("GZIP;Q=0.000", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("gzip;q=0.5, identity", False),
        ("gzip;q=0.5, *", False),
        ("br, *;q=0", False),
        ("gzipped", False),
        ("not-gzip", False),
        ("gzip;q=", False),
        ("gzip;q=x", False),
        ("gzip;q=nan", False),
        ("gzip;q=inf", False),
        ("gzip;q=-1", False),
        ("gzip;q=2", False),
        ("gzip;q=1.5", False),
        ("gzip;q=1e0", False),
        ("gzip;q=0.1234", False),
        ("gzip;q=0.\xb2", False),
        ("gzip;q=1;q=0", False),
        ("gzip;q=0, gzip", False),
        (";;;,,,;q=1", False),
    ],
)
def test_gzip_is_sent_to_who_takes_it(asked: str, *, zipped: bool) -> None:
    assert accepts_gzip(Headers({"Accept-Encoding": asked})) is zipped


def test_a_header_on_two_lines_is_one() -> None:
    lines = [(b"accept-encoding", b"br"), (b"accept-encoding", b"gzip")]
    assert accepts_gzip(Headers(raw=lines))
    assert not accepts_gzip(Headers(raw=[*lines, (b"accept-encoding", b"gzip;q=0")]))
    assert not accepts_gzip(Headers())


@pytest.mark.parametrize(
    ("asked", "good"),
    [
        ("*", True),
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "c" ,"a"', True),
        (",".join(['"b"'] * 99 + ['"a"']), True),
        ('"b"', False),
        ("a", False),
        ("", False),
        ('"a', False),
        (",,,", False),
        (",".join(['"b"'] * 5000 + ['"a"']), False),
        ('"a-gzip"', False),
    ],
)
def test_a_copy_is_still_good_if_it_is_the_same(asked: str, *, good: bool) -> None:
    assert still_good(Headers({"If-None-Match": asked}), '"a"') is good


def test_without_the_question_nothing_is_left_out() -> None:
    assert not still_good(Headers(), '"a"')
