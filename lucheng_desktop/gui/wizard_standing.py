"""How far each step is, told from what the rules call missing and from the red lines that are hit."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lucheng_desktop.gui.wizard_plan import RED_LINES, SUMMARY, Step, say
from lucheng_desktop.gui.wizard_steps import Standing

if TYPE_CHECKING:
    from lucheng_desktop.cases.criteria import Opinion


def step_of(steps: tuple[Step, ...], path: str) -> int:
    """Position of the step that a path belongs to; the summary's for a path that no step holds."""
    return next((at for at, step in enumerate(steps) if step.holds(path)), len(steps) - 1)


def standings(steps: tuple[Step, ...], answers: Mapping[str, Any], opinion: "Opinion") -> dict[str, Standing]:
    """The standing of every step by its key."""
    missing = [step_of(steps, one.path) for one in opinion.missing]
    return {step.key: _standing(step, missing.count(at), answers, opinion) for at, step in enumerate(steps)}


def _standing(step: Step, missing: int, answers: Mapping[str, Any], opinion: "Opinion") -> Standing:
    if step.key == SUMMARY:
        missing = len(opinion.missing)
        return Standing("soon", say("state.some", count=missing)) if missing else Standing("done", say("state.ready"))
    if step.key == RED_LINES and (answers.get("exclusions") or answers.get("hard_exclusions")):
        return Standing("stop", say("state.stop"))
    if not missing:
        return Standing("done", say("state.full"))
    begun = any(answers.get(question.path) is not None for question in step.questions())
    return Standing("soon", say("state.some", count=missing)) if begun else Standing("plain", say("state.empty"))
