"""The eight criteria: what officers answered, read strictly, and the ceiling the rules leave. No score anywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from lucheng_desktop.cases.ceilings import CEILINGS, Ceiling
from lucheng_desktop.cases.shapes import read_with
from lucheng_desktop.places import words

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from lucheng_desktop.cases.rulebook import Criterion, Gate, Rulebook, ValueTerm

_BEST = CEILINGS[-1]
_NATURE, _BASIS, _UNRESTRICTED, _LEGALITY, _PERSISTED = "B1", "B2", "D2", "G1", "NX03"
_LISTS = ("exclusions", "hard_exclusions", "distinctions", "situations")
_DATES = ("prohibition_issued_on", "prefiled_on")
_FAVOURABLE, _NEUTRAL, _UNFAVOURABLE = "favourable", "neutral", "unfavourable"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one criterion; None: not answered yet."""

    finding: str | None = None
    reason: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything answered so far. None means nobody looked yet, an empty list that nothing was found."""

    act_date: date | None = None
    findings: Mapping[str, Finding] = field(default_factory=dict)
    gates: Mapping[str, bool | None] = field(default_factory=dict)
    exclusions: tuple[str, ...] | None = None
    hard_exclusions: tuple[str, ...] | None = None
    distinctions: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    prohibition_issued_on: date | None = None
    prefiled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that bears on the case, the best it leaves, and where it comes from."""

    rule: str
    text: str
    source: str
    ceiling: Ceiling


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps the assessment from being complete; `path` names the question, such as `gates.legality`."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The pack an opinion rests on."""

    id: str
    version: str
    status: str
    in_force: bool
    """False: the act is older than the pack, or newer; the nearest rules there are were used."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The best the rules leave to the meeting, worst rule first; people decide."""

    ceiling: Ceiling
    reasons: tuple[Reason, ...]
    flags: tuple[str, ...]
    missing: tuple[Missing, ...]
    pack: Judged

    def as_json(self) -> dict[str, Any]:
        """The answer of `rules assess` in the console contract."""
        parts = ("reasons", "missing")
        lists = {name: [asdict(part) for part in getattr(self, name)] for name in parts}
        return {"ceiling": self.ceiling, "flags": list(self.flags), "pack": asdict(self.pack), **lists}


def read_assessment(data: Any, rules: "Rulebook | None" = None) -> Assessment:
    """A whole assessment in the contract's shape; refused E-INPUT with the path of the first fault."""
    if rules is None:
        from lucheng_desktop.cases.rulebook import load

        rules = load()
    return _assessment(read_with(_shape(rules, whole=True), data).model_dump())


def from_fields(rules: "Rulebook", fields: Mapping[str, Any]) -> Assessment:
    """The assessment that a record's fields hold."""
    return read_fields(rules, answers(fields))


def answers(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The answers among a record's fields, by dotted names such as `findings.work_basis.reason`."""
    heads = {one.name for one in dataclass_fields(Assessment)}
    return {path: value for path, value in fields.items() if path.partition(".")[0] in heads}


def read_fields(rules: "Rulebook", answers: Mapping[str, Any]) -> Assessment:
    """Answers by dotted path, any of them open; refused E-INPUT for a path or value that no question has."""
    return _assessment(read_with(_shape(rules, whole=False), _nested(answers)).model_dump())


def assess(rules: "Rulebook", given: Assessment) -> Opinion:
    """The opinion on what is answered so far (domain rules 1.3, 2, 3): the worst ceiling that applies."""
    rules = _judging(rules, given.act_date)
    book = book_of(rules, given.act_date)
    found = tuple(_reasons(book, given))
    reasons = tuple(sorted(found, key=lambda reason: CEILINGS.index(reason.ceiling)))
    ceiling = reasons[0].ceiling if reasons else _BEST
    return Opinion(ceiling, reasons, tuple(_flags(rules, given)), tuple(_missing(book, given)), _pack(rules, given))


def _pack(rules: "Rulebook", given: Assessment) -> Judged:
    in_force = given.act_date is None or rules.pack.in_force(given.act_date)
    return Judged(rules.pack.id, rules.pack.version, rules.pack.status, in_force)


def book_of(rules: "Rulebook", act_date: date | None) -> "Rulebook":
    """The rules of the day of the act (F14); for an older act, the first ones there are."""
    rules = _judging(rules, act_date)
    return rules.on(max(act_date, rules.pack.effective_from)) if act_date else rules


def _judging(rules: "Rulebook", act_date: date | None) -> "Rulebook":
    """Substance is judged by the pack of the act's day, whatever pack the step is taken by."""
    from lucheng_desktop.cases.rulebook import judging

    return judging(rules, act_date) if act_date else rules


def _reasons(book: "Rulebook", given: Assessment) -> Iterator[Reason]:
    for exclusion in book.exclusions:
        if exclusion.code in (given.exclusions or ()):
            yield _reason(book, exclusion, CEILINGS[0], "exclusion", text=exclusion.text)
    names = {criterion.code: criterion.name for criterion in book.criteria}
    for veto in book.hard_exclusions:
        if veto.code in (given.hard_exclusions or ()):
            yield _reason(book, veto, CEILINGS[0], "hard_exclusion", name=names[veto.code], text=veto.text)
    for gate in book.gates:
        if given.gates.get(gate.id) is False:
            yield _reason(book, gate, _failed(book, gate), "gate", name=gate.name, text=gate.text)
    for criterion in book.criteria:
        yield from _judged(book, criterion, given)
    yield from _grounds(book, given)


def _failed(book: "Rulebook", gate: "Gate") -> Ceiling:
    """What a failed condition leaves; lawfulness can be read less strictly, if the pack says so."""
    if gate.code == _LEGALITY and book.parameter("g1_mode") != "strict":
        ceiling: Ceiling = book.parameter("minor_breach_ceiling")
        return ceiling
    return gate.failed


def _judged(book: "Rulebook", criterion: "Criterion", given: Assessment) -> Iterator[Reason]:
    value = _value(book, given, criterion)
    ceiling = _BEST if value is None else value.core_ceiling if criterion.core else value.ceiling
    if value and ceiling != _BEST:
        text = getattr(criterion, value.code, "")
        text = words("cases")["reasons"][value.code].format(name=criterion.name, text=text)
        yield Reason(criterion.code, text, book.cite(criterion.guidance), ceiling)


def _grounds(book: "Rulebook", given: Assessment) -> Iterator[Reason]:
    """What speaks for the case, and the dates by which something no longer does (F13, C05)."""
    for distinction in book.distinctions:
        carried = _carriers(book, given, distinction.code)
        if distinction.code in given.distinctions and carried and not _forbidden(given, distinction.code):
            facts = {"names": "、".join(criterion.name for criterion in carried), "text": distinction.text}
            yield _reason(book, distinction, _BEST, "distinction", **facts)
    late = {"F13": (given.prefiled_on, given.act_date), "C05": (given.act_date, given.prohibition_issued_on)}
    for principle in (book.principle(code) for code, days in late.items() if _late(*days)):
        yield _reason(book, principle, _BEST, "principle", text=principle.text)


def _reason(book: "Rulebook", item: Any, ceiling: Ceiling, words_key: str, **facts: str) -> Reason:
    text = words("cases")["reasons"][words_key].format(**facts)
    return Reason(item.code, text, book.cite(item), ceiling)


def _flags(rules: "Rulebook", given: Assessment) -> Iterator[str]:
    nature = next((one for one in rules.criteria if one.code == _NATURE), None)
    neutral = nature is not None and given.findings.get(nature.id, Finding()).finding == _NEUTRAL
    others = (one for one in rules.criteria if not one.core)
    signs = {
        "prefiled_after_act": _late(given.prefiled_on, given.act_date),
        "acted_after_prohibition": _late(given.act_date, given.prohibition_issued_on),
        "older_than_any_pack": not _pack(rules, given).in_force,
        "trial_note_needed": neutral and rules.parameter("g1_mode") == "strict",
        "insufficient_evidence": any(_open_question(rules, given, one) for one in others),
    }
    return (flag for flag in rules.words("flags") if signs[flag])


def _open_question(rules: "Rulebook", given: Assessment, criterion: "Criterion") -> bool:
    """Nothing could be established about it, and it is not a core criterion, so that this sends nothing back."""
    value = _value(rules, given, criterion)
    return value is not None and value.core_ceiling != value.ceiling and value.core


def _missing(book: "Rulebook", given: Assessment) -> Iterator[Missing]:
    say = words("cases")["missing"]
    if given.act_date is None:
        yield Missing("act_date", say["act_date"])
    for name in ("exclusions", "hard_exclusions"):
        if getattr(given, name) is None:
            yield Missing(name, say[name])
    for gate in book.gates:
        if given.gates.get(gate.id) is None:
            yield Missing(f"gates.{gate.id}", say["gate"].format(name=gate.name))
    for criterion in book.criteria:
        for part, key in _gaps(book, given, criterion):
            least = book.parameter("reason_length")
            yield Missing(f"findings.{criterion.id}.{part}", say[key].format(name=criterion.name, least=least))
    yield from _open_grounds(book, given, say)


def _gaps(book: "Rulebook", given: Assessment, criterion: "Criterion") -> Iterator[tuple[str, str]]:
    """What one criterion still lacks: (field, key of the words)."""
    value = _value(book, given, criterion)
    answer = given.findings.get(criterion.id, Finding())
    if value is None:
        yield "finding", "finding"
        return
    if criterion.core and not value.core:
        yield "finding", "not_applicable"
    elif criterion.code == _BASIS and _hides_prohibition(given, value):
        yield "finding", "prohibition"
    if len("".join(answer.reason.split())) < book.parameter("reason_length"):
        yield "reason", "reason"
    if value.evidence and not any(piece.strip() for piece in answer.evidence):
        yield "evidence", "evidence"


def _hides_prohibition(given: Assessment, value: "ValueTerm") -> bool:
    """The ban came before the act, and no answer says so."""
    named = _PERSISTED in (given.exclusions or ()) or _BASIS in (given.hard_exclusions or ())
    return _late(given.act_date, given.prohibition_issued_on) and not named and value.code != _UNFAVOURABLE


def _open_grounds(book: "Rulebook", given: Assessment, say: Mapping[str, str]) -> Iterator[Missing]:
    if not given.distinctions:
        yield Missing("distinctions", say["distinctions"])
    for distinction in book.distinctions:
        if distinction.code in given.distinctions:
            if _forbidden(given, distinction.code):
                yield Missing("distinctions", say["forbidden"].format(short=distinction.short))
            if not _carriers(book, given, distinction.code):
                yield Missing("distinctions", say["carried"].format(short=distinction.short))
    if not given.situations:
        yield Missing("situations", say["situations"])
    for name in _LISTS:
        listed = {item.code for item in getattr(book, name)}
        for code in sorted(set(getattr(given, name) or ()) - listed):
            yield Missing(name, say["not_listed"].format(code=code))


def _carriers(book: "Rulebook", given: Assessment, distinction: str) -> "list[Criterion]":
    """The criteria that carry a distinction by themselves and were found favourable."""
    primary = (criterion for criterion in book.criteria if distinction in criterion.primary)
    return [one for one in primary if given.findings.get(one.id, Finding()).finding == _FAVOURABLE]


def _forbidden(given: Assessment, distinction: str) -> bool:
    """D2 rests on dates: a ban not later than the act leaves nothing unrestricted (C05)."""
    day, ban = given.act_date, given.prohibition_issued_on
    return distinction == _UNRESTRICTED and day is not None and ban is not None and ban <= day


def _late(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other


def _value(book: "Rulebook", given: Assessment, criterion: "Criterion") -> "ValueTerm | None":
    code = given.findings.get(criterion.id, Finding()).finding
    return next((value for value in book.terms.criterion_values if value.code == code), None)


def _assessment(read: Mapping[str, Any]) -> Assessment:
    told = _told(read)
    answers = told.pop("findings", {})
    return Assessment(findings={name: Finding(**_told(answer)) for name, answer in answers.items() if answer}, **told)


def _told(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if value is not None}


def _nested(answers: Mapping[str, Any]) -> dict[str, Any]:
    """`{"gates.legality": True}` as `{"gates": {"legality": True}}`."""
    tree: dict[str, Any] = {}
    for path, value in answers.items():
        *heads, last = path.split(".")
        place = tree
        for head in heads:
            place = place.setdefault(head, {})
        place[last] = value
    return tree


@lru_cache(maxsize=8)
def _shape(rules: "Rulebook", *, whole: bool) -> "TypeAdapter[Any]":
    """The contract's shape with this pack's codes; of a part, every answer may be open."""

    from pydantic import TypeAdapter

    part = _must if whole else _may
    values = _codes(rules.terms.criterion_values)
    finding = _model({"finding": part(values), "reason": part(str), "evidence": part(_many(str))})
    findings = _model({one.id: part(finding) for one in rules.criteria})
    gates = _model({gate.id: part(bool) for gate in rules.gates})
    lists = {name: part(_many(_codes(getattr(rules, name)))) for name in _LISTS}
    dates = dict.fromkeys(_DATES, (date | None, ... if whole else None))
    answers = {"act_date": part(date), "findings": part(findings), "gates": part(gates)}
    return TypeAdapter(_model({**answers, **lists, **dates}))


def _model(parts: Mapping[str, Any]) -> Any:
    from pydantic import create_model

    making: Any = create_model
    return making("Answers", **parts)


def _codes(items: Any) -> Any:
    return Literal.__getitem__(tuple(item.code for item in items))


def _many(kind: Any) -> Any:
    return tuple.__class_getitem__((kind, ...))


def _must(kind: Any) -> Any:
    return (kind, ...)


def _may(kind: Any) -> Any:
    return (kind | None, None)
