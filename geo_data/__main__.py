"""The command line: `python -m geo_data COMMAND`. CSV on standard output, header row first.

`draw` alone writes a file, a picture.

A contract that other people's scripts use. Bad arguments: exit code 2 and one clear line.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TypeVar

from geo_data.days import FIRST_DAY
from geo_data.errors import GeoDataError, ViewError
from geo_data.export import sheets
from geo_data.export.package import header, texts
from geo_data.geometry import AREAS
from geo_data.history.events import KINDS, kept_between
from geo_data.history.snapshot import countries, states_on
from geo_data.history.view import (
    LAYERS,
    SPANS,
    read_article,
    read_country,
    read_day,
    read_kind,
    read_view,
)
from geo_data.packs.shipped import article
from geo_data.tables.files import csv_text

T = TypeVar("T")


def _write(command: str, items: Iterable[object]) -> None:
    fields = sheets.LISTINGS[command]
    sys.stdout.write(csv_text(header(fields), texts(fields, items)))


def _on_day(asked: argparse.Namespace) -> None:
    _write(asked.command, sheets.ON_DAY[asked.command](asked.on))


def _window(asked: argparse.Namespace) -> tuple[date, date]:
    """Both sides of the window; one given alone means that one day, neither means all."""
    first, last = asked.first or asked.on, asked.on or asked.first
    if first is None or last is None:
        return date.min, date.max
    if first > last:
        msg = f"--from {first} is after --on {last}"
        raise ViewError(msg)
    return first, last


def _in_window(asked: argparse.Namespace) -> None:
    _write(asked.command, sheets.IN_WINDOW[asked.command](*_window(asked)))


def _events(asked: argparse.Namespace) -> None:
    found = kept_between(*_window(asked), asked.kind or (), asked.country or ())
    _write("events", sheets.by_id(found))


def _facts(asked: argparse.Namespace) -> None:
    _write("facts", sheets.claims(article(asked.slug)))


def _countries(asked: argparse.Namespace) -> None:
    states = states_on(asked.on, article(asked.article) if asked.article else None)
    if asked.format == "geojson":
        sys.stdout.write(countries(states).to_json(drop_id=True) + "\n")
        return
    _write("countries", states)


def _check(asked: argparse.Namespace) -> int:
    faults: Sequence[object]
    if asked.path:
        from geo_data.packs.apart import faults_of  # noqa: PLC0415 - slow to import

        faults = faults_of(asked.path)
    else:
        from geo_data.packs.check import check  # noqa: PLC0415 - slow to import

        faults = check()
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    sys.stdout.write(f"{many}\n" if faults else "no faults\n")
    return 1 if faults else 0


def _build(_asked: argparse.Namespace) -> None:
    from geo_data.build.shapes import build  # noqa: PLC0415

    for path in build():
        sys.stdout.write(f"{path}\n")


def _draw(asked: argparse.Namespace) -> None:
    from geo_data.export import press  # noqa: PLC0415 - slow to import

    names = ("on", "span", "article", "area", "layer", "kind", "country")
    given = {name: value for name in names if (value := getattr(asked, name)) is not None}
    read_day(given["on"])  # an address beyond the record is answered with the nearest day
    view, dropped = read_view(given)
    if dropped:
        raise ViewError("; ".join(dropped))
    file, kinds = Path(asked.output), press.KINDS[asked.what]
    kind = file.suffix.lower().removeprefix(".")
    if kind not in kinds:
        endings = ", ".join(f".{each}" for each in kinds)
        raise ViewError(f"{file.name!r}: a {asked.what} is written to a file ending in {endings}")
    if kind == "html" and (asked.size or asked.theme):
        raise ViewError("a page has every size and theme: leave out --size and --theme")
    name = f"draw/{asked.what}.{kind}"
    content = press.make(press.Order(name, view, asked.size or "slide", asked.theme or ""))
    try:
        _write_whole(file.resolve(), content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ViewError(f"{str(file)!r} cannot be written: {reason}") from error


def _write_whole(file: Path, content: bytes) -> None:
    if file.exists() and not file.is_file():
        raise OSError(0, "it is no file")
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _argument(read: Callable[[str], T]) -> Callable[[str], T]:
    """A reader of a view's value as argparse wants it: its error text is told to the user."""

    def convert(text: str) -> T:
        try:
            return read(text)
        except ViewError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return convert


class _OneLine(argparse.ArgumentParser):
    """A parser whose errors are one line, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and exit with 2."""
        self.exit(2, f"{self.prog}: {' '.join(message.split())}\n")


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    day, country = _argument(read_day), _argument(read_country)
    until = f"a day from {FIRST_DAY} to the last day the record was checked"
    main = _OneLine(prog="python -m geo_data", description="The Alliance's geography, by day.")
    commands = main.add_subparsers(dest="command", required=True, parser_class=_OneLine)

    def command(
        name: str, run: Callable[[argparse.Namespace], int | None], says: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=says, description=says)
        made.set_defaults(run=run)
        return made

    for name, says in (
        ("members", "who was a member at the end of a day"),
        ("article6", "what Article 6 covers at the end of a day"),
        ("battlegroups", "the battlegroups that stand at the end of a day"),
        ("borders", "members' borders with Russia, Belarus and Ukraine at the end of a day"),
    ):
        made = command(name, _on_day, says)
        made.add_argument("--on", type=day, required=True, metavar="DAY", help=until)
    for name, does, needed, says in (
        ("events", _events, False, "what happened, oldest id first"),
        ("moves", _in_window, False, "force moves, one row a leg"),
        ("totals", _in_window, False, "US troops new in Europe, no head counted twice"),
        ("changes", _in_window, True, "what changed from the end of a day to that of another"),
    ):
        made = command(name, does, says)
        for flag, dest in (("--from", "first"), ("--on", "on")):
            made.add_argument(flag, dest=dest, type=day, required=needed, metavar="DAY", help=until)
    happened, kinds = commands.choices["events"], ", ".join(KINDS)
    happened.add_argument("--kind", action="append", type=_argument(read_kind), help=kinds)
    happened.add_argument("--country", action="append", type=country, metavar="ISO3")
    facts = command("facts", _facts, "an article's facts and their verdicts")
    facts.add_argument("slug", type=_argument(read_article), metavar="SLUG")
    states = command("countries", _countries, "every state's standing at the end of a day")
    states.add_argument("--on", type=day, required=True, metavar="DAY", help=until)
    states.add_argument("--article", type=_argument(read_article), metavar="SLUG")
    states.add_argument("--format", choices=("csv", "geojson"), default="csv")
    _add_drawing(command("draw", _draw, "the map or the timeline as a picture or a page"), until)
    says = "every fault of the tables, with file, row, column, value and rule"
    pack = "an article pack (folder or zip) or a table of facts; without it all that ships"
    command("check", _check, says).add_argument("path", type=Path, nargs="?", help=pack)
    command("build", _build, "make the shapes from the pinned package")
    return main


def _add_drawing(made: argparse.ArgumentParser, until: str) -> None:
    made.add_argument("what", choices=("map", "timeline"))
    made.add_argument("--on", required=True, metavar="DAY", help=until)
    spans = f"{', '.join(map(str, SPANS))} or all: the days up to DAY whose events are shown"
    made.add_argument("--span", metavar="N", help=spans)
    made.add_argument("--article", metavar="SLUG", help="an article's folder, or none")
    made.add_argument("--area", help=", ".join(AREAS))
    made.add_argument("--layer", help=", ".join(LAYERS))
    made.add_argument("--kind", action="append", help=", ".join(KINDS))
    made.add_argument("--country", metavar="ISO3")
    made.add_argument("--size", help="slide, column, a3 or preview")
    made.add_argument("--theme", help="light or dark")
    endings = "a file ending in .png, .svg, .pdf or, for a map, .html"
    made.add_argument("-o", "--output", required=True, metavar="FILE", help=endings)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    asked = parser().parse_args(arguments)
    try:
        code: int | None = asked.run(asked)
    except ViewError as error:
        sys.stderr.write(f"python -m geo_data: {error}\n")
        return 2
    except GeoDataError as error:
        sys.stderr.write(f"python -m geo_data: {error}\n")
        return 1
    return code or 0


def main() -> int:
    """Run the command that the shell gave: UTF-8 whatever its locale, its pipe cut or not."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has had enough. Python would flush again at exit, and complain.
        _nowhere()
        return 1
    except OSError as error:
        _nowhere()
        sys.stderr.write(f"python -m geo_data: the output cannot be written: {error.strerror}\n")
        return 1
    return code


def _nowhere() -> None:
    """Let what is left of the output go: Python writes it once more at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
