"""`python -m tests.bench [--repeats 20] [--starts 2] [--only NAME]...`: prints the table."""

import argparse
import os
import platform
from importlib.metadata import version

from playwright.sync_api import sync_playwright

from tests import chromium
from tests.bench.run import Result, measure_changes, measure_first_paints
from tests.bench.subjects import SUBJECTS
from tests.bench.table import rows


def main() -> None:
    """Measure the subjects in one run and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--repeats", type=int, default=20, help="changes of day for each page")
    parser.add_argument("--starts", type=int, default=2, help="server starts, ten readers each")
    parser.add_argument("--only", action="append", choices=SUBJECTS, help="leave the others out")
    arguments = parser.parse_args()
    subjects = [SUBJECTS[name] for name in arguments.only or SUBJECTS]
    results = {subject.name: Result() for subject in subjects}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        measure_changes(browser, subjects, results, arguments.repeats)
        for _ in range(arguments.starts):
            measure_first_paints(browser, subjects, results)
        print(
            f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
            f"Python {platform.python_version()}, Chromium {browser.version}, "
            + ", ".join(f"{name} {version(name)}" for name in ("streamlit", "streamlit-folium"))
            + f"; {arguments.repeats} changes, {10 * arguments.starts} first paints a page"
        )
        browser.close()
    print("\n".join(["", *rows(results)]))


if __name__ == "__main__":
    main()
