"""Every refusal Python raises has its sentence, every sentence is raised, and the facts fit."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest

from lucheng_desktop.places import resource
from lucheng_desktop.refusal import fields, sentences
from tests.house.source import modules

KEY = re.compile(r"E-[A-Z0-9]+(-[A-Z0-9]+)*(/[a-z0-9]+([_-][a-z0-9]+)*)?")
HAN = re.compile(r"[\u4e00-\u9fff]")


def literals() -> set[str]:
    """Every string in Python that reads like a refusal's key."""
    texts = (node.value for module in modules() for node in module.nodes(ast.Constant))
    return {text for text in texts if isinstance(text, str) and KEY.fullmatch(text)}


def composed() -> set[str]:
    """The fixed beginnings of keys put together at run time: `E-INPUT/` of f"E-INPUT/{case}"."""
    parts = [node.values[0] for module in modules() for node in module.nodes(ast.JoinedStr) if node.values]
    parts += [node.left for module in modules() for node in module.nodes(ast.BinOp)]
    texts = {part.value for part in parts if isinstance(part, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and re.match(r"E-[A-Z]", text)}


def named_in_rules() -> set[str]:
    """Keys that rule packs name, for guards that are data."""
    files = resource("rules").rglob("*.toml")
    return {found[0] for file in files for found in KEY.finditer(file.read_text("utf-8"))}


def calls() -> Iterator[tuple[str, str, set[str | None]]]:
    """Every `Refused("E-...", ...)` with a literal key: its place, the key and the names of what it gives."""
    for module in modules():
        for node in module.nodes(ast.Call):
            key = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            if ast.unparse(node.func).split(".")[-1] == "Refused" and isinstance(key, str):
                yield f"{module.place}:{node.lineno}", key, {word.arg for word in node.keywords}


def test_every_key_in_python_has_its_sentence() -> None:
    codes = {key.partition("/")[0] for key in sentences()}
    assert not {key for key in literals() | named_in_rules() if key not in sentences() and key not in codes}


def test_every_raised_key_has_its_sentence() -> None:
    assert not [(place, key) for place, key, _ in calls() if key not in sentences()]


def test_every_sentence_is_raised() -> None:
    used, begun = literals() | named_in_rules(), tuple(composed())
    assert not {key for key in sentences() if key not in used and not key.startswith(begun or ("\0",))}


def test_the_facts_are_those_the_sentence_asks_for() -> None:
    faults = [
        (place, key, asked ^ given)
        for place, key, names in calls()
        if key in sentences() and None not in names
        # A path may be given for the answer alone, and a rule replaces the sentence's own.
        for asked, given in [(fields(key), (names - {"rule", "path"}) | (names & fields(key)))]
        if asked != given
    ]
    assert not faults, faults


def test_no_key_is_told_twice() -> None:
    files = sorted(resource("refusals").rglob("*.toml"))
    told = Counter(key for file in files for key in tomllib.loads(file.read_text("utf-8")))
    assert not [key for key, times in told.items() if times > 1]


def test_a_sentence_file_belongs_to_a_room_or_to_a_subject_of_one() -> None:
    rooms = {module.room for module in modules()}
    subjects = {module.place.removesuffix(".py").partition("/")[2] for module in modules()}
    top = resource("refusals")
    files = {file.relative_to(top).with_suffix("").as_posix() for file in top.rglob("*.toml")}
    assert files <= rooms | subjects


@pytest.mark.parametrize("key", sorted(sentences()))
def test_a_sentence_says_what_happened_and_what_to_do(key: str) -> None:
    told = sentences()[key]
    assert KEY.fullmatch(key)
    assert set(told) <= {"message", "rule", "next"}
    assert HAN.search(told["message"])
    assert told["message"].endswith(("。", "！", "？", "}")), told["message"]  # a fact may be a sentence
    assert not re.search(r"[\u4e00-\u9fff][,;:!?]", "".join(told.values())), "a Chinese sentence has full-width marks"
