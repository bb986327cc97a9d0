"""The test command: `python3 -m tests [pytest arguments | --explore [MINUTES]]`.

Without arguments: linters, formatters, types and every test. With arguments: pytest alone, with
them. With --explore: new examples for every property, until Ctrl-C (tests/explore.py).

What is missing is installed first: the packages of tests/requirements.lock (into .venv, or into
the virtual environment that runs this) and a browser.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests import chromium, install

ROOT = Path(__file__).resolve().parent.parent

CHECKS = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy", "--num-workers", "2")),
    ("oxlint", ("oxlint", "--deny-warnings", "geo_data/figures/web")),
    ("oxfmt", ("oxfmt", "--check", "geo_data/figures/web/*.js")),
)
"""Programs, each installed beside the interpreter."""

# loadfile: the tests of one file share a server and a browser. tests/conftest.py orders the files.
ALL_TESTS = (
    *("pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"),
    *("--max-worker-restart", "0"),  # what stood still is not tried again
)


def main(arguments: list[str]) -> int:
    """Install what is missing, run what was asked for, return the exit code."""
    try:
        python = install.packages(ROOT)
        browser = chromium.find() or install.browser(python)
    except install.InstallError as error:
        print(error, file=sys.stderr)
        return 1
    environment = os.environ | {"CHROMIUM": str(browser)}

    def run(program: str, *arguments: str) -> int:
        command = [str(python.with_name(program)), *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode

    if arguments[:1] == ["--explore"]:
        return run(python.name, "-m", "tests.explore", *arguments[1:])
    if arguments:
        return run(python.name, "-m", "pytest", *arguments)
    failed = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        if run(*command) != 0:
            failed.append(name)
            print(f"== {name} FAILED", flush=True)
    # pytest has the last word: tests/conftest.py tells these in its summary.
    environment["FAILED_CHECKS"] = ", ".join(failed)
    print("== pytest", flush=True)
    return run(python.name, "-m", *ALL_TESTS) or int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
