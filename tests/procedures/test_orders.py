"""Every step takes whatever an order may say, and answers or refuses in words; it never stumbles."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.cases import rulebook, shapes
from lucheng_desktop.procedures.steps import all_steps, catalogue
from lucheng_desktop.refusal import Refused
from tests.office import OFFICERS, At

NASTY = ("", " ", "zz", "陈堃喆", "a" * 32, "A" * 32, "00" * 16, "a\0b", "长" * 5000, "../..", "\u202e", "\ue000")
TAKEN_WITH_OTHERS = {"forward_petition", "redirect_petition"}
"""Taken by the officer of another step in the same act: the receipt of a petition."""


def _filled(shape: dict[str, Any], known: dict[str, Any], text: str, folder: Path) -> Any:
    """An order of that JSON Schema with `text` wherever a text may stand."""
    if "$ref" in shape:
        return _filled(known[shape["$ref"].rpartition("/")[2]], known, text, folder)
    if "anyOf" in shape:
        return _filled(shape["anyOf"][0], known, text, folder)
    if "properties" in shape:
        return {name: _filled(part, known, text, folder) for name, part in shape["properties"].items()}
    if shape.get("type") == "array":
        parts = shape.get("prefixItems") or [shape["items"]]
        return [_filled(part, known, text, folder) for part in parts]
    if shape.get("type") == "object":
        return {text: text}
    if shape.get("type") == "string":
        given = {"date": date.max.isoformat(), "path": str(folder / "没有" / "也没有" / text)}
        return given.get(shape.get("format", ""), text)
    return {"integer": 2**40, "boolean": True, "null": None}[shape["type"]]


@pytest.mark.parametrize("role", sorted(OFFICERS))
def test_no_order_is_a_stumbling_block(at: At, tmp_path: Path, role: str) -> None:
    (tmp_path / "没有").touch()  # a file where every path of an order looks for a folder
    with at(role) as desk:
        before = sum(1 for _ in _entries(desk))
        for text in NASTY:
            for step in all_steps().values():
                shape = shapes.schema(step.order)
                if not shape.get("properties") or step.name == "find_complainant":
                    continue  # what asks nothing cannot be filled wrongly, and a search that finds nothing is an answer
                order = _filled(shape, shape.get("$defs", {}), text, tmp_path)
                with pytest.raises(Refused) as refused:
                    step.function(desk, shapes.read(step.order, order))
                assert refused.value.message
        assert sum(1 for _ in _entries(desk)) == before


def _entries(desk: Any) -> list[Any]:
    with desk.vault.reading() as shelf:
        return [entry for entry in shelf.entries() if entry.kind != "note"]  # a refused attempt may leave its note


@pytest.mark.parametrize("name", sorted(all_steps()))
def test_an_empty_order_is_refused_at_its_first_missing_field(name: str) -> None:
    step = all_steps()[name]
    required = shapes.schema(step.order).get("required")
    if not required:
        assert shapes.read(step.order, {}) == step.order()
        return
    with pytest.raises(Refused) as refused:
        shapes.read(step.order, {})
    assert (refused.value.code, refused.value.path) == ("E-INPUT", f"$.{required[0]}")


def test_every_step_of_the_pack_that_people_take_can_be_taken_by_name() -> None:
    wanted = {
        move.id for procedure in rulebook.load().procedures for move in procedure.transitions if not move.automatic
    }
    assert wanted - set(all_steps()) == TAKEN_WITH_OTHERS
    assert {one.name for one in catalogue()} == set(all_steps())


def test_the_catalogue_names_who_may_act() -> None:
    actors = {one.name: one.actors for one in catalogue()}
    assert actors["return_clearance"] == ("case_supervision", "case_trial", "petition_office", "principal")
    assert actors["save_copy"] == ()
