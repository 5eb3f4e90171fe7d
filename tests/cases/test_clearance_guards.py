"""What the guards of a clearance refuse, as pure questions; and that no sequence of steps gets past them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lucheng_desktop.cases import clearance, clearance_after, clearance_city
from lucheng_desktop.cases.clearance_after import Receipt, Volume
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.refusal import Refused

RULES = load()
PROCEDURE = RULES.procedure("clearance")
FINDINGS = [finding.code for finding in RULES.terms.findings]
UNCLEARABLE = [code for code in FINDINGS if not clearance.clearable(RULES, code)]
CLEARED = {"approved", "issued", "implemented", "followed_up", "archived"}
FINDING_GUARDS = {"clearance.clearable", "clearance.finding_allows"}
SCOPES = list(RULES.words("scopes"))
DISPLAYS = list(RULES.words("name_displays"))
FORMS = list(RULES.words("forms"))
ON = date(2026, 3, 12)


def refused(key: str, function: object, *given_: object, **named: object) -> Refused:
    with pytest.raises(Refused) as found:
        function(RULES, *given_, **named)  # type: ignore[operator]
    assert (found.value.key, bool(found.value.next)) == (key, True)
    return found.value


class NoWayAround(RuleBasedStateMachine):
    """Any steps in any order, with a finding that may be changed before: what is not false is never cleared."""

    state = ""
    finding = ""
    consent = False

    @initialize(finding=st.sampled_from(UNCLEARABLE))
    def begin(self, finding: str) -> None:
        self.finding = finding

    @rule(finding=st.sampled_from(FINDINGS))
    def found_again(self, finding: str) -> None:
        if self.state not in CLEARED and self.state != "suspended":
            self.finding = finding

    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        moves = [move for move in PROCEDURE.transitions if self.state in move.from_]
        if not moves:
            return
        move = data.draw(st.sampled_from(moves))
        consent = self.consent or move.code == "open_false_part"
        try:
            if FINDING_GUARDS & set(move.guards):
                clearance.finding_allows(RULES, self.finding, clearance.APPROVED, trial_consent=consent)
        except Refused:
            return
        if move.code != "resume_issued":  # lawful only for what had gone out: the record says where it was suspended
            self.state, self.consent = move.to, consent

    @invariant()
    def only_what_is_false_is_cleared(self) -> None:
        if self.state in CLEARED:
            assert clearance.clearable(RULES, self.finding, trial_consent=self.consent)


TestNoWayAround = NoWayAround.TestCase
TestNoWayAround.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_every_way_to_approval_passes_the_question_what_was_found() -> None:
    """Without the guarded steps nothing reaches approval, from nowhere and from no state before it."""
    open_ = [move for move in PROCEDURE.transitions if not FINDING_GUARDS & set(move.guards)]
    reached = {"", *(state.code for state in PROCEDURE.states)} - CLEARED
    while more := {move.to for move in open_ if set(move.from_) & reached} - reached:
        reached |= more
    assert "approved" not in reached


@given(
    st.tuples(st.sampled_from(SCOPES), st.sampled_from(DISPLAYS), st.sets(st.sampled_from(FORMS))),
    st.tuples(st.sampled_from(SCOPES), st.sampled_from(DISPLAYS), st.sets(st.sampled_from(FORMS))),
)
def test_a_proposal_stays_within_what_the_person_agreed_to(
    agreed: tuple[str, str, set[str]], asked: tuple[str, str, set[str]]
) -> None:
    limits = clearance.Conditions(tuple(agreed[2]), agreed[0], agreed[1])
    lawful = SCOPES.index(asked[0]) <= SCOPES.index(agreed[0]) and DISPLAYS.index(asked[1]) >= DISPLAYS.index(agreed[1])
    lawful = lawful and (not agreed[2] or asked[2] <= agreed[2] | {"written"})
    try:
        clearance.within_consent(RULES, limits, forms=sorted(asked[2]), scope=asked[0], name_display=asked[1])
        assert lawful
    except Refused as found:
        assert not lawful
        assert "F08" in found.rule


def test_media_answers_only_what_the_media_said() -> None:
    clearance.media_allowed(RULES, ("media", "written"), "public")
    clearance.media_allowed(RULES, ("meeting", "written"), "unit")
    assert "Q01" in refused("E-MEDIA", clearance.media_allowed, ("media",), "city").rule


def test_the_reason_of_a_suspension_names_no_other_matter() -> None:
    other = (["鹿信〔2026〕7号"], ["反映其在另一项目招标中泄露标底。"])
    clearance.names_nothing(RULES, "有关情况须先行研究。", *other)
    for said in ("见鹿信〔2026〕7号", "见 鹿信〔2026〕 7 号", "因反映其在另一项目招标中泄露标底一事"):
        refused("E-HELD/named", clearance.names_nothing, said, *other)


@pytest.mark.parametrize("reference", ["鹿纪〔2026〕1号", "鹿纪函[2026]2号", "鹿监（2026）3号", " 鹿 纪【2026】4号"])
def test_a_number_of_our_own_is_not_the_citys(reference: str) -> None:
    found = refused("E-CITY-PAPER", clearance_city.theirs, reference, ON, sent_on=ON, today=ON)
    assert "F22" in found.rule


def test_the_citys_number_is_kept_as_it_stands_and_of_a_possible_day() -> None:
    days = {"sent_on": ON, "today": ON + timedelta(5)}
    assert clearance_city.theirs(RULES, " 温纪[2026]18号 ", ON, **days) == "温纪〔2026〕18号"
    refused("E-CITY-PAPER/day", clearance_city.theirs, "温纪〔2026〕18号", ON - timedelta(1), **days)
    refused("E-CITY-PAPER/day", clearance_city.theirs, "温纪〔2026〕18号", ON + timedelta(6), **days)


@pytest.mark.parametrize("level", ["district", "town"])
def test_nobody_below_the_city_determines_a_false_accusation(level: str) -> None:
    assert "F04" in refused("E-ACCUSATION/district", clearance_city.determined_above, level).rule
    clearance_city.determined_above(RULES, "municipal")


def test_what_goes_up_goes_for_scope_or_rank_and_for_nothing_else() -> None:
    assert clearance_city.ground(RULES, scope="city", managed_by="district") == "scope"
    assert clearance_city.ground(RULES, scope="unit", managed_by="municipal") == "rank"
    refused("E-ESCALATE/needless", clearance_city.ground, scope="district", managed_by="district")
    refused("E-ESCALATE", clearance_city.own_power, scope="unit", managed_by="municipal", replied_scope="")
    clearance_city.own_power(RULES, scope="unit", managed_by="municipal", replied_scope="unit")
    refused("E-ESCALATE/wider", clearance_city.own_power, scope="district", managed_by="district", replied_scope="unit")


@pytest.mark.parametrize(
    ("kind", "retention", "short"),
    [
        ("trial", "years_10", True),
        ("trial", "years_30", True),
        ("trial", "permanent", False),
        ("forms", "years_10", True),
        ("forms", "years_30", False),
        ("petition", "years_10", False),
    ],
)
def test_scenario_24_a_volume_is_kept_as_long_as_the_table_says(kind: str, retention: str, short: bool) -> None:
    volumes = (Volume(kind, retention, ("卷内目录",)),)
    if not short:
        assert clearance_after.kept_long_enough(RULES, volumes, "") == ()
        return
    assert "Q04" in refused("E-RETENTION", clearance_after.kept_long_enough, volumes, " ").rule
    assert len(clearance_after.kept_long_enough(RULES, volumes, "区档案局〔2025〕3号")) == 1


def test_each_form_has_its_proof() -> None:
    receipts = (Receipt("written", "送达回证", ON),)
    clearance_after.receipts_for_forms(RULES, ("written",), receipts)
    refused("E-RECEIPT", clearance_after.receipts_for_forms, ("written", "meeting"), receipts)
    refused("E-RECEIPT/other", clearance_after.receipts_for_forms, ("meeting",), receipts)
    refused("E-INPUT/blank", clearance_after.receipts_for_forms, ("written",), (Receipt("written", " ", ON),))


def test_limits_are_counted_by_the_calendar_and_the_pack() -> None:
    assert clearance_after.implement_by(RULES, date(2026, 3, 12)).on == date(2026, 3, 26)
    assert clearance_after.follow_up_by(RULES, date(2026, 3, 12)).on == date(2026, 6, 12)
    refused("E-FOLLOW-UP/early", clearance_after.follow_up_due, date(2026, 4, 11), date(2026, 3, 12))
    clearance_after.follow_up_due(RULES, date(2026, 4, 12), date(2026, 3, 12))
    opened = date(2026, 3, 12)
    ages = {days: clearance_after.band(RULES, opened, opened + timedelta(days)) for days in (0, 7, 8, 30, 31)}
    assert ages == {0: "fresh", 7: "fresh", 8: "pending", 30: "pending", 31: "stale"}
