"""A guard that the pack names for a step is really asked when the step is taken."""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from lucheng_desktop.cases.rulebook import Transition, load
from lucheng_desktop.procedures.assigned import HANDLED
from tests.house.source import modules

RULES = load()
GUARDED = [
    pytest.param(move, guard, id=f"{move.code}-{guard}")
    for procedure in RULES.procedures
    for move in procedure.transitions
    for guard in move.guards
]
ASKED_BY_ALL = {HANDLED}
"""Guards that every step is asked by the one way a step moves a record; each has a test of its own."""
PROCEDURES = {
    module.place.removesuffix(".py").replace("/", "."): module
    for module in modules()
    if module.place.startswith("lucheng_desktop/procedures/")
}
"""Dotted name -> module."""
Place = tuple[str, str]
"""A function: its module's dotted name and its own."""


@cache
def _functions(dotted: str) -> dict[str, ast.FunctionDef]:
    nodes = PROCEDURES[dotted].nodes(ast.FunctionDef)
    return {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}


@cache
def _constants(dotted: str) -> dict[str, str]:
    """The texts to which the module gives a name."""
    found = {}
    for node in PROCEDURES[dotted].nodes(ast.Assign):
        assert isinstance(node, ast.Assign)
        for target in node.targets:
            names, values = (one.elts if isinstance(one, ast.Tuple) else [one] for one in (target, node.value))
            for name, value in zip(names, values, strict=False):
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                    found[name.id] = str(value.value)
    return found


@cache
def _texts(dotted: str, name: str) -> frozenset[str]:
    """The texts a function says, itself or by the name that its module gave them."""
    nodes = list(ast.walk(_functions(dotted)[name]))
    said = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    return frozenset(said | {_constants(dotted).get(node.id, "") for node in nodes if isinstance(node, ast.Name)})


def _carriers(step: str) -> Iterator[Place]:
    """The functions that take the step: they name it, or let the pack say which one a petition takes."""
    receiving = {term.step for term in RULES.terms.jurisdictions}
    for dotted in PROCEDURES:
        for name in _functions(dotted):
            called = {call.rpartition(".")[2] for call in _called(dotted, name)}
            if step in _texts(dotted, name) or (step in receiving and "receiving_step" in called):
                yield dotted, name


@cache
def _called(dotted: str, name: str) -> frozenset[str]:
    """What a function calls: names, and where a name is asked for one of its own, both (`sealing.sealed`)."""
    calls = [node.func for node in ast.walk(_functions(dotted)[name]) if isinstance(node, ast.Call)]
    return frozenset(ast.unparse(call) for call in calls if isinstance(call, ast.Attribute | ast.Name))


@cache
def _imported(dotted: str) -> dict[str, str]:
    """Name in this module -> the dotted name it stands for."""
    taken = [node for node in PROCEDURES[dotted].nodes(ast.ImportFrom) if isinstance(node, ast.ImportFrom)]
    return {name.asname or name.name: f"{one.module}.{name.name}" for one in taken for name in one.names}


def _found(dotted: str, call: str) -> Place | None:
    """The function of a procedure that a call in this module means."""
    first, _, rest = call.partition(".")
    whole = ".".join(filter(None, (_imported(dotted).get(first, f"{dotted}.{first}"), rest)))
    where, _, name = whole.rpartition(".")
    return (where, name) if where in PROCEDURES and name in _functions(where) else None


@cache
def _reached(place: Place) -> frozenset[str]:
    """The last names of everything the function calls, through all procedures it calls."""
    seen, ahead, names = {place}, [place], set[str]()
    while ahead:
        dotted, name = ahead.pop()
        for call in _called(dotted, name):
            names.add(call.rpartition(".")[2])
            if (found := _found(dotted, call)) and found not in seen:
                seen.add(found)
                ahead.append(found)
    return frozenset(names)


@pytest.mark.parametrize(("move", "guard"), GUARDED)
def test_a_guard_in_the_pack_is_asked(move: Transition, guard: str) -> None:
    carriers = list(_carriers(move.code))
    assert carriers
    name = guard.partition(".")[2]
    asked = [place for place in carriers if name in _reached(place)]
    assert asked or guard in ASKED_BY_ALL, guard
