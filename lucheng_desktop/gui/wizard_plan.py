"""What the wizard asks, read off the rule pack: steps, questions and reference items, without a widget in sight."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.places import words

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Criterion, Item, Rulebook, Situation

RED_LINES, GROUNDS, SUMMARY = "red_lines", "grounds", "summary"


def say(key: str, /, **facts: object) -> str:
    """A sentence of the wizard: `part.name` in `resources/words/wizard.toml`, filled with facts."""
    part, _, name = key.partition(".")
    text: str = words("wizard")[part][name]
    return text.format_map(facts) if facts else text


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the pack as an answer to choose: what is saved and shown, how far it is settled, and its source."""

    value: str
    title: str = ""
    text: str = ""
    status: str = ""
    cite: str = ""
    group: str = ""
    brief: str = ""
    """What the summary calls it; the title, if empty."""
    details: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(heading, lines) of the guidance."""


@dataclass(frozen=True, slots=True)
class Question:
    """One answer to give; `kind` is one, yes_no, several, words or day."""

    path: str
    kind: str
    title: str
    entries: tuple[Entry, ...] = ()
    none: str = ""
    """Words of the box that says none applies; empty where at least one must."""
    least: int = 0
    """Characters that a reason must have, blanks not counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under one heading."""

    questions: tuple[Question, ...]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the wizard; `criterion` is the criterion whose evidence it collects."""

    key: str
    number: str
    title: str
    about: Entry
    """What the guidance shows when the step is opened."""
    parts: tuple[Part, ...] = ()
    criterion: str = ""

    def questions(self) -> Iterator[Question]:
        """All questions of the step in reading order."""
        for part in self.parts:
            yield from part.questions

    def holds(self, path: str) -> bool:
        """Whether a path of an answer, or of something missing, belongs to this step."""
        if self.criterion:
            return path.startswith(f"findings.{self.criterion}.") or path == f"findings.{self.criterion}"
        return any(path == question.path or question.path.startswith(f"{path}.") for question in self.questions())


def plan(rules: "Rulebook") -> tuple[Step, ...]:
    """The steps of the wizard in order: red lines, the criteria of the pack, grounds, summary."""
    criteria = tuple(_criterion(rules, at, one) for at, one in enumerate(rules.criteria, start=1))
    return (
        _step(RED_LINES, "0", _red_lines(rules)),
        *criteria,
        _step(GROUNDS, str(len(criteria) + 1), _grounds(rules)),
        _step(SUMMARY, "", ()),
    )


def _step(key: str, number: str, parts: tuple[Part, ...]) -> Step:
    title = say(f"steps.{key}")
    return Step(key, number, title, Entry("", title, say(f"guidance.{key}")), parts)


def _part(key: str, *questions: Question) -> Part:
    return Part(questions, say(f"parts.{key}"), say(f"parts.{key}_note"))


def _entry(
    rules: "Rulebook", item: "Item", *, details: tuple[tuple[str, tuple[str, ...]], ...] = (), **shown: Any
) -> Entry:
    cite = rules.cite(item)
    return Entry(item.code, status=item.status, cite=cite, details=(*details, ("source", (cite,))), **shown)


def _red_lines(rules: "Rulebook") -> tuple[Part, ...]:
    names = {criterion.code: criterion.name for criterion in rules.criteria}
    hits = tuple(_entry(rules, one, title=one.code, text=one.text, brief=one.text) for one in rules.exclusions)
    vetoes = tuple(_entry(rules, one, title=names[one.code], text=one.text) for one in rules.hard_exclusions)
    texts = ((gate, _entry(rules, gate, title=gate.name, text=gate.text)) for gate in rules.gates)
    gates = (Question(f"gates.{gate.id}", "yes_no", gate.name, (entry,)) for gate, entry in texts)
    none = say("questions.none")
    return (
        _part("exclusions", Question("exclusions", "several", say("parts.exclusions"), hits, none)),
        _part("hard_exclusions", Question("hard_exclusions", "several", say("parts.hard_exclusions"), vetoes, none)),
        _part("gates", *gates),
    )


def _criterion(rules: "Rulebook", at: int, criterion: "Criterion") -> Step:
    path = f"findings.{criterion.id}"
    finding = Question(f"{path}.finding", "one", criterion.asks, _values(rules, criterion))
    reason = Question(f"{path}.reason", "words", say("questions.reason"), least=rules.parameter("reason_length"))
    cite = rules.cite(criterion)
    about = Entry("", say("guidance.title"), status=criterion.status, cite=cite, details=_guidance(rules, criterion))
    return Step(criterion.id, str(at), criterion.name, about, (Part((finding, reason)),), criterion.id)


def _values(rules: "Rulebook", criterion: "Criterion") -> tuple[Entry, ...]:
    """The values this criterion may take; not applicable is not offered to a core criterion."""
    offered = (value for value in rules.terms.criterion_values if value.core or not criterion.core)
    return tuple(Entry(value.code, value.name, _value_text(criterion, value.code)) for value in offered)


def _value_text(criterion: "Criterion", value: str) -> str:
    text: str = getattr(criterion, value, "") or words("wizard")["values"].get(value, "")
    return text


def _guidance(rules: "Rulebook", criterion: "Criterion") -> tuple[tuple[str, tuple[str, ...]], ...]:
    names = {one.code: one.short for one in rules.distinctions}
    vetoes = tuple(one.text for one in rules.hard_exclusions if one.code == criterion.code)
    found = (
        ("evidence", criterion.evidence),
        ("hard", vetoes),
        ("primary", tuple(names[code] for code in criterion.primary)),
        ("name", (rules.cite(criterion),)),
        ("reading", (rules.cite(criterion.guidance),)),
    )
    return tuple((key, lines) for key, lines in found if lines)


def _grounds(rules: "Rulebook") -> tuple[Part, ...]:
    distinctions = tuple(_entry(rules, one, title=one.short, text=one.text) for one in rules.distinctions)
    situations = tuple(_situation(rules, one) for one in rules.situations)
    days = (Question(name, "day", say(f"questions.{name}")) for name in ("prohibition_issued_on", "prefiled_on"))
    return (
        _part("distinctions", Question("distinctions", "several", say("parts.distinctions"), distinctions)),
        _part("situations", Question("situations", "several", say("parts.situations"), situations)),
        _part("dates", *days),
    )


def _situation(rules: "Rulebook", situation: "Situation") -> Entry:
    names = {one.code: one.short for one in rules.distinctions}
    details = (
        ("conditions", situation.conditions),
        ("evidence", situation.evidence),
        ("distinctions", tuple(names[code] for code in situation.distinctions)),
    )
    return _entry(rules, situation, title=situation.title, text=situation.text, group=situation.group, details=details)
