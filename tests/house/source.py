"""The program's source as the house tests read it: every module once, parsed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
PACKAGE = HOUSE / "lucheng_desktop"
FORMS = PACKAGE / "gui" / "forms"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: where it lies from the checkout's root, its text and its tree."""

    place: str
    text: str = field(repr=False)
    tree: ast.Module = field(repr=False)

    @property
    def room(self) -> str:
        """`cases` of `lucheng_desktop/cases/states.py`; `app` of `lucheng_desktop/app.py`."""
        return self.place.split("/")[1].removesuffix(".py")

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """All nodes of these kinds."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))


@cache
def modules() -> tuple[Module, ...]:
    """Every module written by hand (compiled forms are not)."""
    files = sorted(file for file in PACKAGE.rglob("*.py") if FORMS not in file.parents)
    texts = ((file, file.read_text("utf-8")) for file in files)
    return tuple(Module(file.relative_to(HOUSE).as_posix(), text, ast.parse(text, file)) for file, text in texts)


def docstrings(module: Module) -> set[ast.expr]:
    """The string nodes that are docstrings, those under a class's or module's names included."""
    found: set[ast.expr] = set()
    for holder in module.nodes(ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef):
        for statement in holder.body:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                found.add(statement.value)
    return found
