"""Nothing grows past what one can hold in mind: ceilings for modules, classes and the middle function."""

import ast
from statistics import median

import pytest

from tests.house.source import Function, Module, modules


def lines(node: ast.ClassDef | Function) -> int:
    assert node.end_lineno
    return node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)
def test_module_ceiling(module: Module) -> None:
    count = len(module.text.splitlines())
    assert count <= 400


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)
def test_class_ceiling(module: Module) -> None:
    for found in module.nodes(ast.ClassDef):
        methods = sum(isinstance(node, Function) for node in found.body)
        assert methods <= 20, found.name
        assert lines(found) <= 250, found.name


def test_the_middle_function_is_short() -> None:
    lengths = [lines(node) for module in modules() for node in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef)]
    assert median(lengths) < 10
