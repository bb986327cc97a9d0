"""The project's own files, and what each of them imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRAME = ROOT / "pages/shell/frame.py"
"""The script that Streamlit runs, whatever the page."""


def files(*suffixes: str, under: str = ".") -> Iterator[Path]:
    """Files with one of `suffixes` below a folder, hidden folders left out, by path."""
    for path in sorted((ROOT / under).rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(ROOT).parts[:-1])
        if path.suffix in suffixes and path.is_file() and not hidden:
            yield path


def app_files() -> list[Path]:
    """The Python files that a reader's server runs, and the command line."""
    return [ROOT / "dashboard.py", *files(".py", under="pages"), *files(".py", under="geo_data")]


def imports(path: Path) -> set[str]:
    """Dotted names that a file imports, wherever it does: `a`, `a.b` for `from a import b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = ".".join([*_package(path, node.level), *filter(None, [node.module])])
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)} - {""}
    return names


def strings(path: Path) -> set[str]:
    """Every text constant of a Python file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def _package(path: Path, level: int) -> tuple[str, ...]:
    return path.relative_to(ROOT).parts[:-level] if level else ()
