"""Days as the tables print them and as a reader reads them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data.days import in_words, last_day_meant, text_in_words, whole_day

DAYS = st.dates()


@given(DAYS)
def test_a_printed_day_is_that_day(day: date) -> None:
    assert last_day_meant(day.isoformat()) == whole_day(day.isoformat()) == day


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_month_counts_from_its_last_day(day: date) -> None:
    last = last_day_meant(f"{day:%Y}-{day:%m}".zfill(7))
    assert last is not None
    assert last >= day
    assert (last + timedelta(days=1)).day == 1
    assert last.month == day.month


def test_an_empty_cell_is_unknown() -> None:
    assert last_day_meant("") is None
    assert text_in_words("") == ""


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-30",
        "2022-13",
        "2022-00",
        "0000-05",
        "20220224",
        "2022-W08",
        "2022-W08-4",
        "2022W08",
        "2022/05",
        "2022-2-4",
        " 2022-02-24",
        "2022-02-24\n",
        "2022-02-24T00:00",
        "-022-05",
        "\uff12\uff10\uff12\uff12-\uff10\uff12",
        "٢٠٢٢-٠٢-٢٤",
        "22",
        "today",
    ],
)
def test_what_is_written_otherwise_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        last_day_meant(text)


@given(st.text())
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        day = last_day_meant(text)
    except ValueError:
        return
    assert text == "" if day is None else day.isoformat().startswith(text)


def test_days_in_words() -> None:
    assert in_words(date(2022, 2, 4)) == "4 February 2022"
    assert text_in_words("2022-02-24") == "24 February 2022"
    assert text_in_words("2022-05") == "May 2022"
    assert text_in_words("2022") == "2022"
