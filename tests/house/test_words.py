"""Python holds no text of the office, says what each module is, and uses no empty names."""

import ast
import re

import pytest

from tests.house.source import Module, docstrings, modules

HAN = re.compile(r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?)(_|$)|Utils?\b|Helpers?\b|Manager|Controller")
ALL = pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)


def han_texts(module: Module) -> list[str]:
    """String literals outside docstrings that hold a Chinese character, with their lines."""
    told = docstrings(module)
    texts = (node for node in module.nodes(ast.Constant) if isinstance(node.value, str) and node not in told)
    return [f"line {node.lineno}: {node.value}" for node in texts if HAN.search(node.value)]


def names(module: Module) -> set[str]:
    """The module's own file names and every name it defines."""
    defined = {node.name for node in module.nodes(ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)}
    stored = {node.id for node in module.nodes(ast.Name) if isinstance(node.ctx, ast.Store)}
    return defined | stored | set(module.place.removesuffix(".py").split("/"))


@ALL
def test_no_office_text_in_python(module: Module) -> None:
    assert not han_texts(module)


def test_office_text_in_python_is_found() -> None:
    lines = ['"""鹿城。"""', 'A = "澄清"', 'B = f"{1}条"', 'C = "，。〔〕"', r'D = "\u9e7f"', r'E = r"[\u4e00-\u9fff]"']
    text = "\n".join(lines)
    found = han_texts(Module("lucheng_desktop/app.py", text, ast.parse(text)))
    assert sorted(line.split(":")[0] for line in found) == ["line 2", "line 3", "line 5"]


@ALL
def test_every_module_says_what_it_is(module: Module) -> None:
    told = ast.get_docstring(module.tree)
    assert told, "no docstring"
    assert told.splitlines()[0].endswith((".", ":")), "the first line is a sentence"


@ALL
def test_a_room_says_itself_in_one_sentence(module: Module) -> None:
    if module.place.endswith("__init__.py"):
        told = ast.get_docstring(module.tree) or ""
        assert re.fullmatch(r"[^.\n]+\.", told), told


@ALL
def test_names_say_something(module: Module) -> None:
    assert not [name for name in names(module) if EMPTY_NAMES.search(name)]


@ALL
def test_names_are_plain_ascii(module: Module) -> None:
    assert not [name for name in names(module) if not name.isascii()]
