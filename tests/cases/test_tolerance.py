"""The wizard opens on verified facts, takes only what it asks, and closes only when nothing is missing."""

from typing import Any

import pytest

from lucheng_desktop.cases import tolerance
from lucheng_desktop.cases.criteria import Assessment, assess
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.refusal import Refused
from tests.cases.answers import complete

RULES = load()


LOCKED = [("", "E-LOCKED"), ("verifying", "E-LOCKED"), ("assessed", "E-LOCKED/assessed")]


@pytest.mark.parametrize(("state", "key"), LOCKED)
def test_the_eight_criteria_are_locked_before_verification_and_after_the_end(state: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        tolerance.wizard_open(state)
    assert refused.value.key == key
    tolerance.wizard_open("verified")


def test_the_lock_quotes_the_rule_as_the_pack_has_it() -> None:
    with pytest.raises(Refused) as refused:
        tolerance.wizard_open("verifying")
    assert RULES.principle("F11").text in refused.value.rule + "。"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("gates.legality", True),
        ("gates.legality", None),
        ("exclusions", ()),
        ("exclusions", ("NX02", "NX14")),
        ("findings.work_basis.finding", "neutral"),
        ("findings.work_basis.reason", "“当时没有明令禁止”"),
        ("findings.work_basis.evidence", ("3f9a",)),
        ("prohibition_issued_on", "2021-03-05"),
        ("prefiled_on", None),
    ],
)
def test_an_answer_to_a_question_is_taken(path: str, value: Any) -> None:
    tolerance.check_answer(RULES, path, value)


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("gates.legality", "是", "$.gates.legality"),
        ("gates.score", True, "$.gates.score"),
        ("findings.work_basis", True, "$.findings.work_basis"),
        ("findings.work_basis.score", "7", "$.findings.work_basis.score"),
        ("findings.work_basis.finding", "exemplary", "$.findings.work_basis.finding"),
        ("exclusions", "NX02", "$.exclusions"),
        ("exclusions", ("NX02", "NX16"), "$.exclusions[1]"),
        ("prefiled_on", "2021-13-01", "$.prefiled_on"),
        ("act_date", "2021-03-05", "$.act_date"),
        ("number", "鹿容〔2026〕1号", "$.number"),
        ("", "x", "$."),
    ],
)
def test_anything_else_is_refused_at_its_place(path: str, value: Any, at: str) -> None:
    with pytest.raises(Refused) as refused:
        tolerance.check_answer(RULES, path, value)
    assert (refused.value.code, refused.value.path) == ("E-INPUT", at)


def test_an_assessment_closes_when_nothing_is_missing() -> None:
    tolerance.nothing_missing(assess(RULES, complete()))
    with pytest.raises(Refused) as refused:
        tolerance.nothing_missing(assess(RULES, Assessment()))
    assert (refused.value.code, refused.value.path) == ("E-INCOMPLETE", "$.act_date")
    assert f"{len(assess(RULES, Assessment()).missing)} 项" in refused.value.message
