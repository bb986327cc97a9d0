"""The types of the frame as JSDoc, for the browser's half: `python -m tests.types` writes them."""

import ast
import inspect
import json
from collections.abc import Iterator
from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints

from geo_data.figures import contract
from geo_data.figures.map.assets import WEB

TYPES = WEB / "types.js"
JS = {str: "string", int: "number", float: "number", bool: "boolean"}


def jsdoc() -> str:
    """The same types as JSDoc, in a file that holds nothing else."""
    tree = ast.parse(inspect.getsource(contract))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    head = "/* The types of a frame, written by python -m tests.types. */"
    blocks = ("\n".join(_typedef(getattr(contract, node.name), node)) for node in classes)
    return "\n\n".join((head, *blocks)) + "\n"


def _typedef(kind: type, node: ast.ClassDef) -> Iterator[str]:
    """The lines of a TypedDict; what is said of a key stands below it."""
    yield "/**"
    yield f" * {ast.get_docstring(node)}"
    yield " *"
    yield f" * @typedef {{Object}} {node.name}"
    said = [ast.literal_eval(each.value) for each in node.body[2::2] if isinstance(each, ast.Expr)]
    hints = get_type_hints(kind, include_extras=True)
    for (name, hint), text in zip(hints.items(), said, strict=True):
        left_out = get_origin(hint) is NotRequired
        of, key = (get_args(hint)[0], f"[{name}]") if left_out else (hint, name)
        yield f" * @property {{{_js(of)}}} {key} {text}"
    yield " */"


def _js(hint: Any) -> str:  # noqa: ANN401 - any type
    """A type as JSDoc has it."""
    args, of = get_args(hint), get_origin(hint)
    if of is Literal:
        return " | ".join(map(json.dumps, args))
    parts = [_js(each) for each in args]
    if of is list:
        return f"{parts[0]}[]"
    if of is dict:
        return f"Record<{', '.join(parts)}>"
    if of is tuple:
        return f"[{', '.join(parts)}]"
    return " | ".join(parts) or JS.get(hint) or str(hint.__name__)


if __name__ == "__main__":
    TYPES.write_text(jsdoc(), "utf-8")
