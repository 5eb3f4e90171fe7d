"""Guards around a determination: no sequence of steps, votes and papers tolerates what the rules exclude."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lucheng_desktop.cases import precedents, prefiling
from lucheng_desktop.cases import tolerance_appeal as appeal
from lucheng_desktop.cases import tolerance_application as application
from lucheng_desktop.cases import tolerance_correction as correction
from lucheng_desktop.cases import tolerance_determination as rules
from lucheng_desktop.cases.ceilings import CEILINGS
from lucheng_desktop.cases.criteria import assess
from lucheng_desktop.cases.precedents import Decided
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.states import check_step
from lucheng_desktop.cases.tolerance_determination import Resolution
from lucheng_desktop.refusal import Refused
from tests.cases.answers import ASSESSMENTS, EXCLUSIONS, VETOES, complete

RULES = load()
OUTCOMES = [term.code for term in RULES.terms.outcomes if term.ceiling]
STATUTES = [term.code for term in RULES.terms.statutes]
TOLERANT = {term.code for term in RULES.terms.outcomes if term.tolerates}
GOOD = Resolution("standing_committee", date(2026, 3, 30), "鹿纪常纪〔2026〕9号", 7, 6, 5)
TODAY = date(2026, 3, 30)
MOVES = RULES.procedure("tolerance").transitions
ROLES = tuple(term.code for term in RULES.terms.roles)


class Excluded(RuleBasedStateMachine):
    """Officers with every role, meetings that vote for everything, an assessment that bears one exclusion."""

    @initialize(veto=st.sampled_from([*EXCLUSIONS, *VETOES]))
    def begin(self, veto: str) -> None:
        named = {"exclusions": (veto,)} if veto in EXCLUSIONS else {"hard_exclusions": (veto,)}
        self.opinion = assess(RULES, complete(**named))
        self.state, self.outcome, self.doers = "", "", dict[str, str]()

    @rule(move=st.sampled_from(MOVES), officer=st.sampled_from("甲乙丙丁"), outcome=st.sampled_from(OUTCOMES))
    def attempt(self, move: Any, officer: str, outcome: str) -> None:
        facts = {"state": self.state, "officer": officer, "roles": ROLES, "doers": self.doers}
        try:
            check_step(RULES, "tolerance", move.code, **facts)
            self._guarded(move.code, outcome)
        except Refused:
            return
        self.state, self.doers[move.code] = move.to, officer

    def _guarded(self, step: str, outcome: str) -> None:
        """What the steps ask beside state, role and person."""
        if step == "propose_determination":
            rules.within_ceiling(RULES, outcome, self.opinion, CEILINGS[-1])
            rules.meeting_agreed(RULES, outcome, dict.fromkeys(OUTCOMES, True))
            rules.statute_cited(RULES, outcome, STATUTES, TODAY)
            self.outcome = outcome
        elif step == "approve_determination":
            rules.within_ceiling(RULES, self.outcome, self.opinion, CEILINGS[-1])
            rules.collective(RULES, GOOD)
        elif step == "close_refused":
            correction.only_when_refused(RULES, self.outcome)

    @invariant()
    def nothing_excluded_is_tolerated(self) -> None:
        assert self.outcome not in TOLERANT


def test_f12_no_sequence_of_steps_tolerates_a_hard_exclusion() -> None:
    run_state_machine_as_test(Excluded, settings=settings(settings.default, max_examples=25, stateful_step_count=60))


@given(ASSESSMENTS, st.sampled_from(OUTCOMES), st.sampled_from(CEILINGS))
@settings(max_examples=60)
def test_f12_no_outcome_passes_a_worse_ceiling(given_: Any, outcome: str, signed: Any) -> None:
    """Whatever was answered and signed: an outcome that passes is no better than both ceilings leave."""
    opinion = assess(RULES, given_)
    try:
        rules.within_ceiling(RULES, outcome, opinion, signed)
    except Refused as refused:
        assert refused.next
        return
    worst = min(opinion.ceiling, signed, key=CEILINGS.index)
    assert not opinion.missing
    assert CEILINGS.index(rules.determined(RULES, outcome).ceiling or worst) <= CEILINGS.index(worst)
    assert outcome not in TOLERANT or not (given_.exclusions or given_.hard_exclusions)


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"should_attend": 1, "present": 1, "in_favour": 1}, "E-COLLECTIVE/single"),
        ({"present": 1, "in_favour": 1}, "E-COLLECTIVE/single"),
        ({"present": 3, "in_favour": 3}, "E-COLLECTIVE"),
        ({"should_attend": 8, "present": 6, "in_favour": 4}, "E-COLLECTIVE"),
        ({"present": 9}, "E-INPUT"),
        ({"in_favour": 7}, "E-INPUT"),
        ({"reference": " "}, "E-COLLECTIVE/minutes"),
        ({"body": "principal"}, "E-INPUT"),
        ({"major": True}, "E-COLLECTIVE/district"),
    ],
)
def test_one_person_or_too_few_decide_nothing(changed: dict[str, Any], key: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.collective(RULES, replace(GOOD, **changed), "district")
    assert refused.value.key == key


def test_a_quorate_majority_decides_and_the_district_is_asked_for_its_own() -> None:
    rules.collective(RULES, GOOD, "district")
    rules.collective(RULES, replace(GOOD, major=True, district_reference="鹿委〔2026〕3号"), "district")
    rules.collective(RULES, replace(GOOD, body="district_committee", major=True), "district")


@pytest.mark.parametrize(
    ("outcome", "statutes", "day", "ok"),
    [
        ("tolerate_full", ("LZ12",), TODAY, True),
        ("tolerate_full", ("LZ12",), date(2020, 6, 30), False),
        ("tolerate_full", ("LZ11",), TODAY, False),
        ("tolerate_mitigate", ("LZ11",), TODAY, True),
        ("tolerate_mitigate", (), TODAY, False),
        ("tolerate_reduce", ("GC14", "LZ12"), TODAY, True),
        ("not_tolerated", (), TODAY, True),
        ("tolerate_full", ("XX1",), TODAY, False),
    ],
)
def test_an_article_in_force_that_allows_the_outcome_is_cited(
    outcome: str, statutes: tuple[str, ...], day: date, ok: bool
) -> None:
    try:
        rules.statute_cited(RULES, outcome, statutes, day)
        assert ok
    except Refused:
        assert not ok


def test_a_determination_follows_the_meeting() -> None:
    rules.meeting_agreed(RULES, "partial", {"tolerate_full": False, "partial": True})
    rules.meeting_agreed(RULES, "not_tolerated", {"tolerate_full": False})
    for outcome, adopted in (
        ("tolerate_full", {}),
        ("tolerate_full", {"tolerate_full": False}),
        ("tolerate_full", {"partial": True}),
        ("not_tolerated", {"tolerate_full": True}),
    ):
        with pytest.raises(Refused, match="E-OUTCOME"):
            rules.meeting_agreed(RULES, outcome, adopted)


SUBJECT = {"name": "陈堃喆", "unit": "演练街道办事处"}


def test_one_applies_for_oneself_a_unit_for_its_own_and_the_commission_by_a_paper() -> None:
    own = (("person", ""), ("person", "陈堃喆"), ("unit", "演练街道办事处"), ("initiated_by_commission", "呈批表"))
    for kind, applicant in own:
        application.applicant_named(RULES, kind, applicant, SUBJECT)
    others = (("person", "陈堃吉"), ("unit", "别的单位"), ("initiated_by_commission", " "), ("press", ""))
    for kind, applicant in others:
        with pytest.raises(Refused):
            application.applicant_named(RULES, kind, applicant, SUBJECT)


def test_turning_away_needs_a_ground_and_shows_the_way_on() -> None:
    application.rejected_with_review(RULES, ("NX02",), "district", "市纪委监委")
    application.rejected_with_review(RULES, ("jurisdiction",), "municipal", "市纪委监委")
    for grounds, level, organ in (
        ((), "district", "市纪委监委"), (("RC05",), "district", "市纪委监委"),
        (("jurisdiction",), "district", "市纪委监委"), (("NX02",), "district", ""),
    ):  # fmt: skip
        with pytest.raises(Refused):
            application.rejected_with_review(RULES, grounds, level, organ)
    with pytest.raises(Refused, match="E-WITHDRAWAL"):
        application.withdrawable(RULES, "initiated_by_commission")
    with pytest.raises(Refused, match="E-TOLERANCE"):
        application.kept_here(RULES, "municipal")


def test_an_appeal_is_in_time_alone_and_elsewhere() -> None:
    appeal.in_time(RULES, date(2026, 3, 2), date(2026, 4, 1))
    for day in (date(2026, 3, 1), date(2026, 4, 2)):
        with pytest.raises(Refused, match="E-APPEAL"):
            appeal.in_time(RULES, date(2026, 3, 2), day)
    appeal.another_department(RULES, ("case_trial",), ("乙",), {"argue_against": "甲"})
    for roles, officer in ((("case_trial", "handling_dept"), "乙"), (("case_trial",), "甲")):
        with pytest.raises(Refused, match="E-APPEAL"):
            appeal.another_department(RULES, roles, (officer,), {"argue_against": "甲"})


def test_revoking_needs_evidence_and_what_must_be_proposed_was_proposed() -> None:
    correction.ground_known(RULES, "private_gain", "新查明收受购物卡。", ())
    correction.ground_known(RULES, "appeal", "复核决定〔2026〕1号。", ("appeal",))
    for ground, evidence, proposed in (
        ("private_gain", " ", ()), ("correction_failed", "两次未整改。", ("appeal",)), ("mood", "无。", ()),
    ):  # fmt: skip
        with pytest.raises(Refused):
            correction.ground_known(RULES, ground, evidence, proposed)


CODES = st.sampled_from(["D1", "D2", "RC05", "RC07", "work_basis=neutral", "NX02"])
PATTERNS = st.sets(CODES).map(sorted).map(" ".join)


@given(PATTERNS, st.lists(st.builds(Decided, PATTERNS, st.sampled_from(OUTCOMES), st.sampled_from(["2024", "2025"]))))
def test_precedents_are_the_least_different_and_explain_every_code(own: str, decided: list[Decided]) -> None:
    found = precedents.nearest(own, decided)
    assert len(found) == min(3, len(decided))
    apart = [len({*one.here, *one.there}) for one in found]
    others = sorted(len({*own.split()} ^ {*one.pattern.split()}) for one in decided)
    assert apart == others[: len(found)]
    for one in found:
        assert {*one.agree, *one.here} == {*own.split()}
    assert sum(precedents.outcomes(found).values()) == len(found)


def test_a_pattern_is_codes_alone() -> None:
    coded = precedents.pattern(complete(exclusions=("NX02",)))
    assert "NX02" in coded.split() and "work_basis=favourable" in coded.split() and "legality=yes" in coded.split()
    assert coded.isascii()


def test_a_late_filing_is_taken_out_of_the_evidence_and_nothing_else() -> None:
    fields = {"prefiled": "p", "prefiled_on": "2025-06-04", "act_date": "2025-06-03", "findings.x.evidence": ["p", "q"]}
    assert prefiling.without_late(fields)["findings.x.evidence"] == ["q"]
    assert prefiling.without_late({**fields, "prefiled_on": "2025-06-03"})["findings.x.evidence"] == ["p", "q"]
