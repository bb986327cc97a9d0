"""Names and numbers as an English sentence has them."""

import re
from collections.abc import Iterable

ONES = (
    "",
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
LARGEST_WORD = 12
_DOUBLE, _SINGLE = re.compile(r'["“]([^"“”]*+)["”]'), "\N{LEFT SINGLE QUOTATION MARK}\\1’"
_ARTICLE = re.compile(
    r"^(United|Soviet|Free Territory|Federal|German Democratic)\b|^(Saar|West Bank and Gaza)$"
    r"|\b(Netherlands|Republic|Islands|Emirates|Antilles|Bahamas|territories)( \(.*\))?$"
    r"|^Isle of Man$"
)
"""Names of countries that take the article; to a name with its own, none is added."""

_SEVERAL = re.compile(r"\b(Islands|Antilles|Bahamas|territories)$|^West Bank and Gaza$")


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values in order, each once, empty ones left out."""
    return tuple(dict.fromkeys(value for value in values if value))


def in_a_row(names: Iterable[str]) -> str:
    """Names as a sentence has them: A, B and C."""
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def number_word(number: int) -> str:
    """A number from 1 to 99 as a word."""
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")


def count_word(number: int) -> str:
    """A small number as a word, a larger one in digits."""
    return number_word(number) if 0 < number <= LARGEST_WORD else str(number)


def counted(number: int, one: str, several: str) -> str:
    """How many of something, in words: no moves, one move, two moves, 13 moves."""
    word = count_word(number) if number else "no"
    return f"{word} {one if number == 1 else several}"


def the(name: str) -> str:
    """A country's name as a sentence has it: some take the article."""
    return f"the {name}" if _ARTICLE.search(name) else name


def capital(text: str) -> str:
    """A text that opens a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def are(name: str) -> str:
    """The verb that follows a country's name: Estonia is, the Faroe Islands are."""
    return "are" if _SEVERAL.search(name) else "is"


def titled(title: str) -> str:
    """A title in its quotation marks, those inside it single; nothing where there is none."""
    return f"“{_DOUBLE.sub(_SINGLE, title)}”" if title else ""


def grouped(number: str) -> str:
    """A printed number with its thousands apart: 1309 becomes 1,309; 280.5 stays."""
    whole, dot, rest = number.partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole.isdigit() else number
