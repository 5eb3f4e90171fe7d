"""The ceiling follows the rules: worst first, monotonic, independent of order, defined for whatever is answered."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases.ceilings import CEILINGS
from lucheng_desktop.cases.criteria import (
    Assessment,
    Finding,
    assess,
    from_fields,
    read_assessment,
)
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.refusal import Refused
from tests.cases.answers import (
    ASSESSMENTS,
    CRITERIA,
    EXCLUSIONS,
    GATES,
    REASON,
    RULES,
    VETOES,
    complete,
    contract,
    found,
)

LISTS = ("exclusions", "hard_exclusions", "distinctions", "situations")


def _rank(assessment: Assessment) -> int:
    return CEILINGS.index(assess(RULES, assessment).ceiling)


def _missing(assessment: Assessment) -> list[str]:
    return [gap.path for gap in assess(RULES, assessment).missing]


def test_a_faultless_assessment_may_be_tolerated_and_lacks_nothing() -> None:
    opinion = assess(RULES, read_assessment(contract()))
    assert (opinion.ceiling, opinion.missing, opinion.flags) == ("may_tolerate", (), ())
    assert [reason.rule for reason in opinion.reasons] == ["D1"]


def test_the_answer_has_the_shape_of_the_contract_and_no_score() -> None:
    answer = assess(RULES, read_assessment(contract())).as_json()
    assert set(answer) == {"ceiling", "reasons", "flags", "missing", "pack"}
    assert answer["pack"] == {"id": "lucheng-2020", "version": "2", "status": "待核定", "in_force": True}
    assert not [value for value in _leaves(json.loads(json.dumps(answer))) if type(value) in (int, float)]


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in _leaves(part)]
    return [leaf for part in value for leaf in _leaves(part)] if isinstance(value, list) else [value]


@pytest.mark.parametrize("code", EXCLUSIONS)
def test_one_hit_of_the_negative_list_is_absolute(code: str) -> None:
    opinion = assess(RULES, complete(exclusions=(code,)))
    assert opinion.ceiling == "cannot_tolerate"
    assert opinion.reasons[0].rule == code


@pytest.mark.parametrize("code", VETOES)
def test_one_hard_exclusion_is_absolute(code: str) -> None:
    opinion = assess(RULES, complete(hard_exclusions=(code,)))
    assert (opinion.ceiling, opinion.reasons[0].rule) == ("cannot_tolerate", code)


@pytest.mark.parametrize("gate", GATES)
def test_a_condition_that_is_not_met_bars_tolerance(gate: str) -> None:
    opinion = assess(RULES, complete(gates=dict.fromkeys(GATES, True) | {gate: False}))
    assert opinion.ceiling == "cannot_tolerate"


def test_lawfulness_can_be_read_less_strictly_if_the_pack_says_so() -> None:
    mild = tuple(
        one.model_copy(update={"value": "minor_breach_allowed"}) if one.code == "g1_mode" else one
        for one in RULES.parameters
    )
    rules = RULES.model_copy(update={"parameters": mild})
    unlawful = complete(gates=dict.fromkeys(GATES, True) | {"legality": False})
    assert (assess(rules, unlawful).ceiling, assess(RULES, unlawful).ceiling) == ("at_most_mitigate", "cannot_tolerate")


@pytest.mark.parametrize("criterion", CRITERIA)
def test_an_unfavourable_finding_leaves_mitigation_at_most(criterion: str) -> None:
    opinion = assess(RULES, complete(findings=found(**{criterion: "unfavourable"})))
    assert opinion.ceiling == "at_most_mitigate"


@pytest.mark.parametrize(("at", "ceiling"), [(0, "return_to_verify"), (3, "return_to_verify"), (4, "may_tolerate")])
def test_too_little_evidence_sends_back_only_the_first_four(at: int, ceiling: str) -> None:
    bare = {CRITERIA[at]: Finding("insufficient_evidence", REASON)}
    opinion = assess(RULES, complete(findings={**found(), **bare}))
    assert opinion.ceiling == ceiling
    assert not opinion.missing
    assert ("insufficient_evidence" in opinion.flags) == (at >= 4)


@pytest.mark.parametrize(("at", "missing"), [(0, True), (3, True), (4, False), (7, False)])
def test_not_applicable_is_no_answer_to_the_first_four(at: int, missing: bool) -> None:
    other = {CRITERIA[at]: Finding("not_applicable", REASON)}
    path = f"findings.{CRITERIA[at]}.finding"
    assert (path in _missing(complete(findings={**found(), **other}))) is missing


@pytest.mark.parametrize(
    ("reason", "enough"),
    [("理" * 30, True), ("理" * 29, False), ("理 " * 29 + "　\n\t", False), ("𠮷" * 30, True), ("", False)],
)
def test_a_reason_has_thirty_characters_blanks_aside(reason: str, enough: bool) -> None:
    findings = {**found(), "work_basis": Finding("neutral", reason, ("e",))}
    assert ("findings.work_basis.reason" not in _missing(complete(findings=findings))) is enough


@pytest.mark.parametrize(("value", "needed"), [("neutral", True), ("insufficient_evidence", False)])
def test_evidence_is_needed_where_something_is_established(value: str, needed: bool) -> None:
    findings = {**found(), "work_basis": Finding(value, REASON, (" ",))}
    assert ("findings.work_basis.evidence" in _missing(complete(findings=findings))) is needed


def test_unanswered_is_not_the_same_as_none_found() -> None:
    assert {"exclusions", "hard_exclusions"} <= set(_missing(complete(exclusions=None, hard_exclusions=None)))
    assert not _missing(complete())


def test_a_distinction_needs_one_of_its_own_criteria_favourable() -> None:
    neutral = found(subjective_motive="neutral")
    assert "distinctions" in _missing(complete(distinctions=("D3",), findings=neutral))
    assert "distinctions" not in _missing(complete(distinctions=("D3",)))
    assert "distinctions" in _missing(complete(distinctions=()))
    assert "situations" in _missing(complete(situations=()))


@pytest.mark.parametrize(("days", "usable"), [(-1, False), (0, False), (1, True), (None, True)])
def test_the_second_distinction_rests_on_the_day_of_the_ban(days: int | None, usable: bool) -> None:
    act = date(2021, 3, 5)
    ban = None if days is None else act + timedelta(days=days)
    given = complete(distinctions=("D2",), prohibition_issued_on=ban, act_date=act)
    assert ("distinctions" not in _missing(given)) is usable
    assert ("D2" in [reason.rule for reason in assess(RULES, given).reasons]) is usable


def test_an_act_after_the_ban_cannot_be_called_well_founded() -> None:
    given = complete(prohibition_issued_on=date(2021, 1, 1))
    opinion = assess(RULES, given)
    assert "acted_after_prohibition" in opinion.flags
    assert "findings.work_basis.finding" in [gap.path for gap in opinion.missing]
    for said in (complete(findings=found(work_basis="unfavourable")), complete(exclusions=("NX03",))):
        assert not _missing(replace(said, prohibition_issued_on=date(2021, 1, 1)))


def test_filing_after_the_act_is_flagged_and_quoted() -> None:
    late = assess(RULES, complete(prefiled_on=date(2021, 3, 6)))
    assert late.flags == ("prefiled_after_act",)
    assert "F13" in [reason.rule for reason in late.reasons]
    assert assess(RULES, complete(prefiled_on=date(2021, 3, 5))).flags == ()


def test_neutral_nature_needs_a_note_while_lawfulness_is_read_strictly() -> None:
    assert assess(RULES, complete(findings=found(nature_of_problem="neutral"))).flags == ("trial_note_needed",)


def test_a_reading_is_not_quoted_with_the_authority_of_the_article() -> None:
    reasons = assess(RULES, complete(findings=found(work_basis="unfavourable"))).reasons
    assert (reasons[0].rule, "原文" in reasons[0].source) == ("B2", False)


@pytest.mark.parametrize(
    ("day", "pack", "flags"),
    [
        (date(2019, 6, 13), "lucheng-2019", ("older_than_any_pack",)),
        (date(2019, 6, 14), "lucheng-2019", ()),
        (date(2020, 1, 20), "lucheng-2019", ()),
        (date(2020, 1, 21), "lucheng-2020", ()),
    ],
)
def test_an_act_is_judged_by_the_pack_of_its_day(day: date, pack: str, flags: tuple[str, ...]) -> None:
    opinion = assess(RULES, complete(act_date=day))
    assert (opinion.pack.id, opinion.flags) == (pack, flags)
    assert opinion.pack.in_force == (not flags)
    assert opinion == assess(load("lucheng-2019"), complete(act_date=day)), "whichever pack the step is taken by"


def test_an_older_act_is_judged_by_the_nearest_rules_and_says_so() -> None:
    opinion = assess(RULES, complete(act_date=date(2017, 10, 18)))
    assert (opinion.pack.in_force, opinion.missing) == (False, ())


def test_a_red_line_that_did_not_stand_on_the_day_of_the_act_is_named_and_not_dropped() -> None:
    later = tuple(one.model_copy(update={"effective_from": date(2022, 1, 1)}) for one in RULES.exclusions)
    opinion = assess(RULES.model_copy(update={"exclusions": later}), complete(exclusions=("NX06",)))
    assert [(gap.path, "NX06" in gap.text) for gap in opinion.missing] == [("exclusions", True)]


def test_a_situation_that_was_not_listed_on_the_day_of_the_act_does_not_count() -> None:
    later = tuple(
        one.model_copy(update={"effective_from": date(2022, 1, 1)}) if one.code == "RC05" else one
        for one in RULES.situations
    )
    rules = RULES.model_copy(update={"situations": later})
    assert [gap.path for gap in assess(rules, complete()).missing] == ["situations"]
    assert not assess(rules, complete(act_date=date(2022, 1, 1))).missing


@given(ASSESSMENTS, st.sampled_from(EXCLUSIONS), st.sampled_from(VETOES))
def test_one_more_exclusion_never_improves_anything(given: Assessment, exclusion: str, veto: str) -> None:
    more = replace(given, exclusions=tuple({*(given.exclusions or ()), exclusion}))
    vetoed = replace(given, hard_exclusions=tuple({*(given.hard_exclusions or ()), veto}))
    assert _rank(more) <= _rank(given)
    assert _rank(vetoed) <= _rank(given)
    assert _rank(more) == _rank(vetoed) == 0


@given(ASSESSMENTS, st.sampled_from(CRITERIA), st.sampled_from(["insufficient_evidence", "unfavourable"]))
def test_a_worse_finding_never_improves_the_ceiling(given: Assessment, criterion: str, worse: str) -> None:
    good = {**given.findings, criterion: Finding("favourable", REASON, ("e",))}
    bad = {**given.findings, criterion: Finding(worse, REASON, ("e",))}
    assert _rank(replace(given, findings=bad)) <= _rank(replace(given, findings=good))


@given(ASSESSMENTS, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(given: Assessment, random: Any) -> None:
    def shuffled(values: Any) -> Any:
        return values and tuple(random.sample(values, len(values)))

    other = replace(
        given,
        findings=dict(shuffled(tuple(given.findings.items())) or ()),
        gates=dict(shuffled(tuple(given.gates.items())) or ()),
        **{name: shuffled(getattr(given, name)) for name in LISTS},
    )
    assert assess(RULES, other) == assess(RULES, given)


@given(ASSESSMENTS)
def test_whatever_is_answered_has_an_opinion(given: Assessment) -> None:
    opinion = assess(RULES, given)
    assert opinion.ceiling in CEILINGS
    assert all(reason.text and reason.source for reason in opinion.reasons)
    assert {gap.path.partition(".")[0] for gap in opinion.missing} <= set(contract())
    assert opinion.reasons == tuple(sorted(opinion.reasons, key=lambda one: CEILINGS.index(one.ceiling)))


@given(ASSESSMENTS)
def test_fields_of_a_record_read_back_as_the_same_answers(given: Assessment) -> None:
    fields = _fields(given)
    read = from_fields(RULES, fields | {"number": "鹿容〔2026〕1号", "subject": "3f"})
    assert assess(RULES, read) == assess(RULES, given)


def _fields(given: Assessment) -> dict[str, Any]:
    fields: dict[str, Any] = {f"gates.{name}": value for name, value in given.gates.items()}
    for name, answer in given.findings.items():
        fields |= {f"findings.{name}.finding": answer.finding, f"findings.{name}.reason": answer.reason}
        fields[f"findings.{name}.evidence"] = list(answer.evidence)
    for name in LISTS:
        value = getattr(given, name)
        fields[name] = value if value is None else list(value)
    for name in ("act_date", "prohibition_issued_on", "prefiled_on"):
        value = getattr(given, name)
        fields[name] = value and value.isoformat()
    return fields


@pytest.mark.parametrize(
    ("at", "value", "path"),
    [
        (("act_date",), "2021-02-30", "$.act_date"),
        (("act_date",), "1709164800", "$.act_date"),
        (("act_date",), "2021-03-05T00:00:00", "$.act_date"),
        (("act_date",), None, "$.act_date"),
        (("act_date",), ..., "$.act_date"),
        (("gates", "legality"), 1, "$.gates.legality"),
        (("gates", "legality"), None, "$.gates.legality"),
        (("gates", "honesty"), True, "$.gates.honesty"),
        (("findings", "work_basis"), ..., "$.findings.work_basis"),
        (("findings", "work_basis", "finding"), "有利", "$.findings.work_basis.finding"),
        (("findings", "work_basis", "score"), 7, "$.findings.work_basis.score"),
        (("findings", "work_basis", "evidence"), ["甲", 3], "$.findings.work_basis.evidence[1]"),
        (("findings", "看工作依据"), {}, "$.findings.看工作依据"),
        (("exclusions",), ["NX02", "NX99"], "$.exclusions[1]"),
        (("exclusions",), "NX02", "$.exclusions"),
        (("hard_exclusions",), ["B5"], "$.hard_exclusions[0]"),
        (("distinctions",), ["D4"], "$.distinctions[0]"),
        (("situations",), ["RC21"], "$.situations[0]"),
        (("prefiled_on",), ..., "$.prefiled_on"),
        (("prefiled_on",), "", "$.prefiled_on"),
        (("score",), 7, "$.score"),
        (("findings", "work_basis", "reason"), "半个字\ud840", "$.findings.work_basis.reason"),
    ],
)
def test_bad_input_is_refused_at_its_place(at: tuple[str, ...], value: Any, path: str) -> None:
    data = deepcopy(contract())
    place = data
    for step in at[:-1]:
        place = place[step]
    if value is ...:
        del place[at[-1]]
    else:
        place[at[-1]] = value
    with pytest.raises(Refused) as refused:
        read_assessment(data)
    assert (refused.value.code, refused.value.path) == ("E-INPUT", path)


@pytest.mark.parametrize("data", [None, [], "八看", 7, True])
def test_something_that_is_no_assessment_at_all_is_refused(data: Any) -> None:
    with pytest.raises(Refused, match="E-INPUT") as refused:
        read_assessment(data)
    assert refused.value.path == "$"


def test_the_first_fault_in_reading_order_is_named() -> None:
    data = {"situations": ["RC99"], **contract(), "act_date": "昨天"}
    with pytest.raises(Refused) as refused:
        read_assessment({**data, "situations": ["RC99"]})
    assert refused.value.path == "$.situations[0]"
