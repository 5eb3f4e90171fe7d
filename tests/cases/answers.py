"""Assessments to judge: a faultless one, and every kind that officers can leave behind."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from lucheng_desktop.cases.criteria import Assessment, Finding
from lucheng_desktop.cases.rulebook import load

RULES = load()
REASON = "会议纪要、表决记录和请示报告件齐全，三次专题会均有专家和法制机构意见，足以认定（见卷二第17—43页）。"
GATES = [gate.id for gate in RULES.gates]
CRITERIA = [criterion.id for criterion in RULES.criteria]
VALUES = [value.code for value in RULES.terms.criterion_values]
EXCLUSIONS = [exclusion.code for exclusion in RULES.exclusions]
VETOES = [veto.code for veto in RULES.hard_exclusions]
DISTINCTIONS = [distinction.code for distinction in RULES.distinctions]
SITUATIONS = [situation.code for situation in RULES.situations]


def contract() -> dict[str, Any]:
    """A complete assessment in the shape of the contract, every answer favourable."""
    finding = {"finding": "favourable", "reason": REASON, "evidence": ["3f9a"]}
    return {
        "act_date": "2021-03-05",
        "findings": {name: dict(finding) for name in CRITERIA},
        "gates": dict.fromkeys(GATES, True),
        "exclusions": [],
        "hard_exclusions": [],
        "distinctions": ["D1"],
        "situations": ["RC05"],
        "prohibition_issued_on": None,
        "prefiled_on": None,
    }


def complete(**changed: Any) -> Assessment:
    """The same as a value, with some parts changed."""
    favourable = dict.fromkeys(CRITERIA, Finding("favourable", REASON, ("3f9a",)))
    whole = Assessment(date(2021, 3, 5), favourable, dict.fromkeys(GATES, True), (), (), ("D1",), ("RC05",))
    return replace(whole, **changed)


def found(**values: str) -> Mapping[str, Finding]:
    """All eight favourable but for the named ones."""
    return {name: Finding(values.get(name, "favourable"), REASON, ("3f9a",)) for name in CRITERIA}


def _some(codes: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), unique=True).map(tuple)


_ODD = ["", "　", "𠮷" * 30, "同意" * 14, "a b " * 30]
_KEPT = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
_TEXTS = st.one_of(st.just(REASON), st.text(_KEPT, max_size=40), st.sampled_from(_ODD))
_EVIDENCE = st.lists(st.sampled_from(["e1", "e2", " "]), max_size=2).map(tuple)
_FINDINGS = st.builds(Finding, st.sampled_from([None, *VALUES]), _TEXTS, _EVIDENCE)
_DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))

ASSESSMENTS = st.builds(
    Assessment,
    act_date=st.none() | _DAYS,
    findings=st.dictionaries(st.sampled_from(CRITERIA), _FINDINGS),
    gates=st.dictionaries(st.sampled_from(GATES), st.sampled_from([True, False, None])),
    exclusions=st.none() | _some(EXCLUSIONS),
    hard_exclusions=st.none() | _some(VETOES),
    distinctions=_some(DISTINCTIONS),
    situations=_some(SITUATIONS),
    prohibition_issued_on=st.none() | _DAYS,
    prefiled_on=st.none() | _DAYS,
)
"""Whatever can stand in a case: half filled, contradictory, long and odd."""
