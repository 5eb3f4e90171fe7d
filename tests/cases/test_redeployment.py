"""Redeployment: the reference vectors at the guard that recommends, and no sequence that slips past it."""

import calendar
import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lucheng_desktop.cases import redeployment as guards
from lucheng_desktop.cases.redeployment import Candidate, Goal, Recorded, Sought
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.sanctions import Imposed, check_imposed
from lucheng_desktop.cases.shapes import schema
from lucheng_desktop.procedures.steps import all_steps
from lucheng_desktop.refusal import Refused

RULES = load()
PROCEDURE = RULES.procedure("redeployment")
DAY = timedelta(days=1)
COLUMN = {"reuse_lower": "lower", "reuse_same": "same", "promote": "higher"}


def held(code: str, day: str, *, confirmed: bool = True, **more: Any) -> Recorded:
    return Recorded(Imposed(code, date.fromisoformat(day), **more), confirmed)


def recommend(*recorded: Recorded, target: str, on: date, leading: bool = False, affects_use: bool = False) -> None:
    guards.outside_effect_period(RULES, recorded, Sought(target, leading, on, affects_use))


def refused(*recorded: Recorded, target: str, on: date, **more: bool) -> Refused:
    with pytest.raises(Refused) as found:
        recommend(*recorded, target=target, on=on, **more)
    return found.value


@pytest.mark.parametrize(
    ("vector", "target", "sanction", "eligible"),
    [
        ("V01", "promote", held("pw", "2019-01-15"), "2020-01-16"),
        ("V02", "promote", held("psw", "2019-08-31"), "2021-03-01"),
        ("V04", "promote", held("gd", "2024-02-29"), "2025-03-01"),
        ("V05", "promote", held("gdd", "2024-02-10"), "2025-08-11"),
        ("V06", "reuse_same", held("prp", "2023-11-30"), "2025-12-01"),
        ("V09", "promote", held("adm", "2024-08-31"), "2025-03-01"),
    ],
)
def test_vector(vector: str, target: str, sanction: Recorded, eligible: str) -> None:
    day = date.fromisoformat(eligible)
    found = refused(sanction, target=target, on=day - DAY)
    assert (found.key, "F16" in found.rule, eligible in found.next) == ("E-EFFECT", True, True), vector
    recommend(sanction, target=target, on=day)
    recommend(sanction, target="reuse_lower", on=sanction.imposed.effective_on)


def test_scenario_16_a_removed_official_gets_no_leading_post_for_a_year_and_may_have_another() -> None:
    removed = held("rem", "2019-01-10")
    found = refused(removed, target="reuse_lower", on=date(2019, 6, 1), leading=True)
    assert "领导职务" in found.message
    assert "2020-01-11" in found.next
    recommend(removed, target="reuse_lower", on=date(2019, 6, 1))


def test_scenario_17_without_a_day_of_restoration_no_recommendation() -> None:
    found = refused(held("ppr", "2021-05-10"), target="reuse_same", on=date(2030, 1, 1))
    assert (found.key, "恢复日期缺失" in found.message, "F17" in found.rule) == ("E-EFFECT/restoration", True, True)


def test_f17_the_period_runs_from_the_restoration_not_from_the_sanction() -> None:
    restored = held("ppr", "2021-05-10", restored_on=date(2022, 5, 10))
    assert "2024-05-11" in refused(restored, target="reuse_same", on=date(2023, 6, 1)).next
    recommend(restored, target="reuse_same", on=date(2024, 5, 11))


def test_f16_the_article_s_official_is_lawfully_used_again() -> None:
    recommend(held("ina", "2018-09-01"), target="reuse_same", on=date(2019, 3, 1), leading=True)


def test_overlapping_sanctions_count_together_and_each_must_be_confirmed() -> None:
    first, second = held("psw", "2025-01-10"), held("gdd", "2025-06-10")
    assert "2026-12-11" in refused(first, second, target="promote", on=date(2026, 7, 11)).next
    added = refused(first, held("pw", "2025-06-10"), target="promote", on=date(2026, 7, 11))
    assert date.fromisoformat(added.next[:10]) > date(2027, 7, 1), "the rest of the old period is added (2023 art. 21)"
    unseen = refused(first, replace(second, confirmed=False), target="reuse_lower", on=date(2040, 1, 1))
    assert (unseen.key, "R06" in unseen.rule) == ("E-EFFECT/unconfirmed", True)


def test_dismissal_is_for_good_and_expiry_alone_is_not_enough() -> None:
    assert refused(held("gexp", "2021-03-15"), target="reuse_lower", on=date(2040, 1, 1)).key == "E-EFFECT/never"
    expired = held("pw", "2019-01-15")
    assert refused(expired, target="promote", on=date(2026, 1, 1), affects_use=True).key == "E-EFFECT/use"


def test_everything_that_recommends_asks_for_the_effect_period() -> None:
    guard = "redeployment.outside_effect_period"
    doors = [
        move for move in PROCEDURE.transitions if move.to in ("recommendation_drafted", "recommended", "reappointed")
    ]
    assert len(doors) == 3
    assert all({guard, "redeployment.no_open_case"} <= set(move.guards) for move in doors)


def test_the_commission_recommends_and_never_appoints() -> None:
    decided = [move for move in PROCEDURE.transitions if move.code in (
        "record_consideration", "record_reappointment", "record_not_reappointed")]  # fmt: skip
    assert {move.actors for move in decided} == {("organization_dept",)}
    for move in decided:
        fields = set(schema(all_steps()[move.code].order)["properties"])
        assert fields == {"redeployment", "reference", "on"}, "number and day of the committee's paper, nothing else"
    orders = {one.name: schema(one.order) for one in all_steps().values() if one.procedure == "redeployment"}
    assert "appoint" not in json.dumps([list(order.get("properties", {})) for order in orders.values()])


@pytest.mark.parametrize(
    ("code", "least"),
    [
        ("party_sanction", "pw"),
        ("government_sanction", "gw"),
        ("organizational_measure", "rem"),
        ("assessment_removal", "ina"),
    ],
)
def test_an_entry_reason_needs_its_own_sanction(code: str, least: str) -> None:
    guards.entry_reason_stands(RULES, code, [held(least, "2025-01-10")])
    for recorded, key in (([], "no_sanction"), ([held("gexp", "2025-01-10")], "no_sanction"),
                          ([held(least, "2025-01-10", confirmed=False)], "unconfirmed")):  # fmt: skip
        with pytest.raises(Refused) as found:
            guards.entry_reason_stands(RULES, code, recorded)
        assert found.value.key == f"E-ENTRY/{key}"


@pytest.mark.parametrize(
    ("unit", "sealed", "apart"),
    [
        ("演练桥街道", "演练桥街道办事处", False),
        ("演练桥街道办事处", " 演练桥 街道", False),
        ("演练桥街道", "演练山街道", True),
        ("演练桥街道", "", True),
        ("演练桥街道", "桥", True),
    ],
)
def test_f19_a_unit_is_told_apart_by_its_name_whoever_writes_it(unit: str, sealed: str, apart: bool) -> None:
    try:
        guards.unit_apart(RULES, unit, ["别处", sealed], confirmed=True)
    except Refused as found:
        assert not apart
        assert sealed.strip() not in found.message
    else:
        assert apart


FIT = Candidate(False, True, True, False, False, ())


@pytest.mark.parametrize(
    ("sanction", "on", "fits"),
    [
        (held("pw", "2025-01-10"), "2026-01-10", False),
        (held("pw", "2025-01-10"), "2026-01-11", True),
        (held("pw", "2015-01-10", confirmed=False), "2026-01-11", False),
        (held("ppr", "2015-01-10"), "2026-01-11", False),
    ],
)
def test_f19_a_mentor_has_no_sanction_in_effect(sanction: Recorded, on: str, fits: bool) -> None:
    mentor = replace(FIT, sanctions=(sanction,))
    if fits:
        guards.mentor_fits(RULES, mentor, date.fromisoformat(on))
        return
    with pytest.raises(Refused) as found:
        guards.mentor_fits(RULES, mentor, date.fromisoformat(on))
    assert (found.value.key, "F19" in found.value.rule) == ("E-MENTOR/unfit", True)


def test_f19_one_sentence_for_all_that_only_the_office_knows_of_a_mentor() -> None:
    told = set()
    for mentor in (
        replace(FIT, entangled=True),
        replace(FIT, open_case=True),
        replace(FIT, sanctions=(held("pw", "2025-01-10"),)),
    ):
        with pytest.raises(Refused) as found:
            guards.mentor_fits(RULES, mentor, date(2025, 6, 1))
        told.add(str(found.value.as_json()))
    assert len(told) == 1


def test_scenario_20_a_rate_without_its_whole_is_refused() -> None:
    assert guards.metric_whole(3134, 3164, "签约台账", "99.05").percent == "99.05"
    for numerator, denominator in ((3134, None), (None, 3164), (3134, 0), (3165, 3164), (-1, 3164), (1, 2**70)):
        with pytest.raises(Refused, match="E-RATE"):
            guards.metric_whole(numerator, denominator, "签约台账")


@given(st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), st.integers(0, 4))
def test_a_stated_percentage_is_right_at_every_precision_and_wrong_beside_it(
    parts: tuple[int, int], places: int
) -> None:
    part, whole = parts
    stated = f"{100 * part / whole:.{places}f}"
    guards.metric_whole(part, whole, "台账", stated)
    for wrong in (f"{float(stated) + 2 * 10**-places:.{places}f}%", "很高", "NaN", "1e9", "-Infinity"):
        with pytest.raises(Refused):
            guards.metric_whole(part, whole, "台账", wrong)


@given(
    st.dates(date(2019, 1, 1), date(2026, 1, 1)),
    st.sampled_from((1, 3)),
    st.integers(0, 500),
    st.sets(st.integers(0, 500)),
)
def test_missed_periods_are_whole_disjoint_and_without_an_appraisal(
    start: date, months: int, length: int, appraised: set[int]
) -> None:
    until, days = start + length * DAY, {start + day * DAY for day in appraised}
    found = list(guards.missed(start, months, until, days))
    assert all(first <= last < until and not days & {first + n * DAY for n in range((last - first).days + 1)}
               for first, last in found)  # fmt: skip
    assert all(first[1] < second[0] for first, second in pairwise(found))
    assert len(list(guards.missed(start, months, until, ()))) >= len(found)


@given(st.dates(date(2019, 1, 1), date(2026, 1, 1)), st.sampled_from((1, 3)), st.integers(0, 900))
def test_the_next_appraisal_is_due_after_the_period_of_the_last(start: date, months: int, day: int) -> None:
    on = start + day * DAY
    due = guards.appraisal_due(start, months, on)
    assert on < due
    assert guards.appraisal_due(start, months) <= due
    *_, (first, last) = guards.missed(start, months, due + DAY, ())
    assert last == due
    assert on < first, "the period of the appraisal itself is done"
    assert not any(begin > on for begin, end in guards.missed(start, months, due + DAY, ()) if end < first)


def test_a_plan_lasts_half_a_year_to_a_year_and_is_extended_once_to_eighteen_months() -> None:
    for months in (6, 12):
        guards.plan_fits(RULES, months)
    for months in (5, 13, -6):
        with pytest.raises(Refused, match="E-PLAN"):
            guards.plan_fits(RULES, months)
    guards.extension_fits(RULES, 12, 6, extended=False)
    for months, more, extended in ((12, 7, False), (6, 0, False), (6, 1, True)):
        with pytest.raises(Refused, match="E-EXTEND"):
            guards.extension_fits(RULES, months, more, extended=extended)
    with pytest.raises(Refused, match="E-PLAN"):
        guards.goals_measurable(RULES, [Goal("搞好工作", "签约户数", 0, "户")])
    with pytest.raises(Refused, match="E-PLAN"):
        guards.goals_measurable(RULES, [Goal("搞好工作", "签约户数", 2**70, "户")])


@pytest.mark.parametrize(
    ("found", "sees", "key"),
    [
        ({"declared": True}, False, "appeal"), ({"appeal": True}, True, "appeal"), ({"appeal": True}, False, "hold"),
        ({"open_clue": True}, True, "clue"), ({"open_clue": True}, False, "hold"), ({}, False, ""),
    ],
)  # fmt: skip
def test_who_may_not_know_what_is_pending_hears_only_to_wait(found: dict[str, bool], sees: bool, key: str) -> None:
    asked = dict.fromkeys(("declared", "appeal", "open_clue"), False) | found
    try:
        guards.nothing_pending(RULES, **asked, sees=sees)
    except Refused as refusal:
        assert refusal.key == f"E-OPEN-CASE/{key}"
    else:
        assert not key


def test_the_mentor_is_heard_and_has_no_vote() -> None:
    guards.mentor_has_no_vote(RULES, "许可容", "欧阳砚秋")
    with pytest.raises(Refused, match="E-GRADE"):
        guards.mentor_has_no_vote(RULES, "欧阳 砚秋", "欧阳砚秋")


MONTHS: dict[str, dict[str, int]] = {
    "pw": {"higher": 12}, "psw": {"higher": 18}, "prp": {"same": 24, "higher": 24},
    "ppr": {"lower": 0, "same": 24, "higher": 24, "leading": 0}, "gw": {"higher": 6}, "gd": {"higher": 12},
    "gdd": {"higher": 18}, "gdg": {"higher": 24}, "grp": {"same": 24, "higher": 24}, "adm": {"higher": 6},
    "adj": {"higher": 12}, "rem": {"same": 12, "higher": 24, "leading": 12}, "ina": {"higher": 12},
    "dem": {"same": 24, "higher": 24},
}  # fmt: skip
"""The reference matrix, typed a second time."""


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Recommending(RuleBasedStateMachine):
    """Sanctions come, are confirmed, restored and annulled, days pass, and somebody always tries to recommend."""

    @initialize()
    def begin(self) -> None:
        self.today = date(2021, 1, 1)
        self.held: list[Recorded] = []

    @rule(days=st.integers(1, 400))
    def wait(self, days: int) -> None:
        self.today += days * DAY

    @rule(code=st.sampled_from(sorted(MONTHS)), ago=st.integers(-40, 900), confirmed=st.booleans())
    def impose(self, code: str, ago: int, confirmed: bool) -> None:
        found = Imposed(code, max(self.today - ago * DAY, date(2020, 7, 1)))
        check_imposed(RULES, found)
        self.held.append(Recorded(found, confirmed))

    @rule(pick=st.integers(0, 20), after=st.integers(0, 900))
    def settle(self, pick: int, after: int) -> None:
        if not self.held:
            return
        at = pick % len(self.held)
        found = self.held[at].imposed
        if found.code == "ppr":
            found = replace(found, restored_on=found.effective_on + after * DAY)
        self.held[at] = Recorded(found, True)

    @rule(pick=st.integers(0, 20))
    def annul(self, pick: int) -> None:
        if self.held:
            self.held.pop(pick % len(self.held))

    @invariant()
    def nothing_barred_is_recommended_and_nothing_open_is_refused(self) -> None:
        for target, column in COLUMN.items():
            for leading in (False, True):
                columns = [column, *(["leading"] if leading else [])]
                barring = [one for one in self.held if any(self._bars(one, name) for name in columns)]
                touched = [one for one in self.held if any(name in MONTHS[one.imposed.code] for name in columns)]
                try:
                    guards.outside_effect_period(RULES, self.held, Sought(target, leading, self.today, False))
                except Refused as found:
                    assert touched or not all(one.confirmed for one in self.held)
                    assert found.rule
                    assert found.next
                else:
                    assert not barring
                    assert all(one.confirmed for one in self.held)

    def _bars(self, one: Recorded, column: str) -> bool:
        """Whether this one alone bars the column today, by the matrix above."""
        months, found = MONTHS[one.imposed.code].get(column), one.imposed
        if months is None:
            return False
        since = found.restored_on if found.code == "ppr" else found.effective_on
        return since is None or self.today <= months_later(since, months)


TestRecommending = Recommending.TestCase
TestRecommending.settings = settings(settings.default, max_examples=40, stateful_step_count=25)
