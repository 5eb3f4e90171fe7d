"""The wizard asks what the rule pack says, nothing more and nothing else."""

import shutil
from pathlib import Path

import pytest

from lucheng_desktop.cases.rulebook import Rulebook, folder, load
from lucheng_desktop.gui.wizard_plan import GROUNDS, RED_LINES, SUMMARY, Question, Step, plan

PACK = "lucheng-2020"
BASE = "lucheng-2019"
"""The pack it extends, where the criteria and gates are written."""


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load(PACK)


@pytest.fixture(scope="module")
def steps(rules: Rulebook) -> tuple[Step, ...]:
    return plan(rules)


def changed(place: Path, file: str, old: str, new: str) -> Rulebook:
    """The pack with one text of one inherited file replaced."""
    shutil.copytree(folder(PACK), place / PACK)
    copy = Path(shutil.copytree(folder(BASE), place / BASE))
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    return load(str(place / PACK))


def question(steps: tuple[Step, ...], path: str) -> Question:
    return next(one for step in steps for one in step.questions() if one.path == path)


def test_steps_are_red_lines_the_criteria_of_the_pack_grounds_and_summary(
    rules: Rulebook, steps: tuple[Step, ...]
) -> None:
    assert [step.key for step in steps] == [RED_LINES, *(one.id for one in rules.criteria), GROUNDS, SUMMARY]
    assert [step.number for step in steps] == [*(str(number) for number in range(len(rules.criteria) + 2)), ""]


def test_every_item_of_the_pack_is_asked_once(rules: Rulebook, steps: tuple[Step, ...]) -> None:
    asked = {one.path: one for step in steps for one in step.questions()}
    for name in ("exclusions", "hard_exclusions", "distinctions", "situations"):
        assert [entry.value for entry in asked[name].entries] == [item.code for item in getattr(rules, name)]
    assert [path for path in asked if path.startswith("gates.")] == [f"gates.{gate.id}" for gate in rules.gates]
    assert len(asked) == 4 + len(rules.gates) + 2 * len(rules.criteria) + 2


def test_not_applicable_is_not_offered_to_a_core_criterion(rules: Rulebook, steps: tuple[Step, ...]) -> None:
    for criterion in rules.criteria:
        offered = {entry.value for entry in question(steps, f"findings.{criterion.id}.finding").entries}
        assert ("not_applicable" in offered) is not criterion.core
        assert {"favourable", "neutral", "unfavourable", "insufficient_evidence"} <= offered


def test_each_value_stands_with_the_reading_of_its_criterion(rules: Rulebook, steps: tuple[Step, ...]) -> None:
    for criterion in rules.criteria:
        texts = {entry.value: entry.text for entry in question(steps, f"findings.{criterion.id}.finding").entries}
        assert texts["favourable"] == criterion.favourable
        assert texts["unfavourable"] == criterion.unfavourable
        assert all(texts.values()), "a value without guidance"


def test_every_reference_item_says_how_far_it_is_settled_and_where_it_comes_from(
    rules: Rulebook, steps: tuple[Step, ...]
) -> None:
    for name in ("exclusions", "hard_exclusions", "distinctions", "situations"):
        for item, entry in zip(getattr(rules, name), question(steps, name).entries, strict=True):
            assert (entry.status, entry.cite) == (item.status, rules.cite(item))
    for criterion, step in zip(rules.criteria, steps[1:], strict=False):
        assert (step.about.status, step.about.cite) == (criterion.status, rules.cite(criterion))
        assert ("reading", (rules.cite(criterion.guidance),)) in step.about.details


def test_only_where_none_may_apply_can_none_be_said(steps: tuple[Step, ...]) -> None:
    assert question(steps, "exclusions").none
    assert question(steps, "hard_exclusions").none
    assert not question(steps, "distinctions").none
    assert not question(steps, "situations").none


def test_another_word_in_the_pack_is_another_word_on_the_page(tmp_path: Path) -> None:
    rules = changed(tmp_path, "criteria.toml", 'name = "看工作依据"', 'name = "看依据是否充分"')
    assert [step.title for step in plan(rules)][2] == "看依据是否充分"


def test_another_least_length_in_the_pack_is_asked_for(tmp_path: Path) -> None:
    rules = changed(tmp_path, "parameters.toml", "value = 30", "value = 50")
    assert question(plan(rules), "findings.work_basis.reason").least == 50


def test_a_gate_that_the_pack_drops_is_not_asked(tmp_path: Path) -> None:
    text = (folder(BASE) / "gates.toml").read_text("utf-8")
    last = text[text.rindex("[[gates]]") :]
    steps = plan(changed(tmp_path, "gates.toml", last, ""))
    assert sum(one.kind == "yes_no" for one in steps[0].questions()) == 5


def test_every_path_that_can_be_missing_has_a_step(rules: Rulebook, steps: tuple[Step, ...]) -> None:
    from lucheng_desktop.cases.criteria import Assessment, Finding, assess

    findings = {one.id: Finding("favourable") for one in rules.criteria}
    for given in (Assessment(), Assessment(findings=findings)):
        for missing in assess(rules, given).missing:
            assert missing.path == "act_date" or any(step.holds(missing.path) for step in steps), missing
