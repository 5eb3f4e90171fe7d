"""A guard that the pack names for a step is really asked when the step is taken."""

import ast
from collections.abc import Iterator

import pytest

from lucheng_desktop.cases.rulebook import Transition, load
from lucheng_desktop.procedures.assigned import HANDLED
from tests.house.source import Module, modules

RULES = load()
GUARDED = [
    pytest.param(move, guard, id=f"{move.code}-{guard}")
    for procedure in RULES.procedures
    for move in procedure.transitions
    for guard in move.guards
]
ASKED_BY_ALL = {HANDLED}
"""Guards that every step is asked by the one way a step moves a record; each has a test of its own."""
PROCEDURES = [module for module in modules() if module.place.startswith("lucheng_desktop/procedures/")]


def _functions(module: Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in module.nodes(ast.FunctionDef) if isinstance(node, ast.FunctionDef)}


def _carriers(step: str) -> Iterator[tuple[Module, ast.FunctionDef]]:
    """The functions that take the step: they name it, or let the pack say which one a petition takes."""
    receiving = {term.step for term in RULES.terms.jurisdictions}
    for module in PROCEDURES:
        for function in _functions(module).values():
            texts = {node.value for node in ast.walk(function) if isinstance(node, ast.Constant)}
            if step in texts or (step in receiving and "receiving_step" in _called(function)):
                yield module, function


def _called(function: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


def _imported(module: Module) -> dict[str, ast.FunctionDef]:
    """The functions that a module takes by name from its neighbours."""
    taken = [node for node in module.nodes(ast.ImportFrom) if isinstance(node, ast.ImportFrom)]
    wanted = {(f"{one.module}", name.name) for one in taken for name in one.names}
    neighbours = ((other, other.place.removesuffix(".py").replace("/", ".")) for other in PROCEDURES)
    return {
        name: function
        for other, dotted in neighbours
        for name, function in _functions(other).items()
        if (dotted, name) in wanted
    }


def _reached(module: Module, function: ast.FunctionDef) -> set[str]:
    """Everything the function calls, through its own module's functions and those taken from neighbours."""
    known, names, ahead = _imported(module) | _functions(module), set[str](), [function]
    while ahead:
        fresh = _called(ahead.pop()) - names
        names |= fresh
        ahead += [known[name] for name in fresh if name in known]
    return names


@pytest.mark.parametrize(("move", "guard"), GUARDED)
def test_a_guard_in_the_pack_is_asked(move: Transition, guard: str) -> None:
    carriers = list(_carriers(move.code))
    assert carriers
    name = guard.partition(".")[2]
    asked = [function.name for module, function in carriers if name in _reached(module, function)]
    assert asked or guard in ASKED_BY_ALL, guard
