"""What is done with a kept petition, whom it is told, and what repeats what: each no with its rule and the way on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases import disposals, feedback, petitions, repeats
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.refusal import Refused

RULES, OLD = load(), load("lucheng-2019")
TODAY = date(2026, 3, 2)
NAMES = st.lists(st.sampled_from(["陈行远", "陈 行远", "\u3000", "", "方同舟", "司徒远山"]), max_size=4)


@pytest.mark.parametrize("code", ["talk_inquiry", "preliminary_verification", "hold", "close"])
def test_the_four_disposals_are_known_in_both_packs(code: str) -> None:
    assert disposals.in_force(RULES, code, TODAY).leads
    assert disposals.in_force(OLD, code, date(2019, 8, 1)).leads


def test_the_fifth_of_the_older_five_ended_with_the_rules_of_2020() -> None:
    assert disposals.in_force(OLD, "file_case", date(2020, 1, 20)).leads == "file_case"
    with pytest.raises(Refused) as refused:
        disposals.in_force(RULES, "file_case", date(2020, 1, 21))
    assert refused.value.key == "E-DISPOSAL/ended"


@pytest.mark.parametrize("approved", [*RULES.words("disposals"), None, ""])
@pytest.mark.parametrize("step", ["start_verification", "hold_petition", "close_petition"])
def test_only_the_approved_disposal_is_carried_out(approved: str | None, step: str) -> None:
    leads = {term.code: term.leads for term in RULES.terms.disposals}
    if leads.get(approved or "") == step:
        disposals.leads_to(RULES, approved, step)
        return
    with pytest.raises(Refused, match="E-DISPOSAL"):
        disposals.leads_to(RULES, approved, step)


@given(NAMES)
def test_two_officers_are_two_different_names(names: list[str]) -> None:
    different = {"".join(name.split()) for name in names} - {""}
    try:
        assert set(disposals.two_officers(RULES, names)) == different
        assert len(different) >= 2
    except Refused as refused:
        assert (refused.code, len(different) < 2) == ("E-TWO-OFFICERS", True)


@pytest.mark.parametrize(("review", "fits"), [
    (date(2026, 3, 2), False), (date(2026, 3, 3), True), (date(2027, 3, 2), True), (date(2027, 3, 3), False),
])  # fmt: skip
def test_a_petition_rests_for_a_year_at_most(review: date, fits: bool) -> None:
    try:
        disposals.review_within(RULES, review, TODAY)
        assert fits
    except Refused:
        assert not fits


@given(st.lists(st.sampled_from(["open", "finding_drafted", "finding_approved"]), max_size=4))
def test_a_petition_is_concluded_when_every_allegation_has_its_approved_finding(states: list[str]) -> None:
    whole = bool(states) and set(states) == {"finding_approved"}
    try:
        disposals.every_allegation_found(RULES, states)
        assert whole
    except Refused as refused:
        assert not whole
        assert refused.rule.startswith("C12")


def test_the_result_of_a_verification_is_the_principals_to_approve() -> None:
    disposals.result_approver(RULES, "preliminary_verification", ["principal"])
    disposals.result_approver(RULES, "talk_inquiry", ["deputy_in_charge"])
    disposals.result_approver(RULES, None, ["deputy_in_charge"])
    with pytest.raises(Refused) as refused:
        disposals.result_approver(RULES, "preliminary_verification", ["deputy_in_charge"])
    assert "第四十一条" in refused.value.rule


def test_whoever_registered_or_bears_the_accuseds_name_does_not_handle() -> None:
    def named(name: str, *roles: str) -> disposals.Handler:
        return disposals.Handler(name, name, roles)

    disposals.handlers_apart(RULES, [named("陈行远", "handling_dept")], "林知微", ["陈堃喆"])
    for handlers, key in (
        ([], "E-INPUT/blank"),
        ([named("周慎之", "case_trial")], "E-HANDLER/role"),
        ([named("林知微", "handling_dept")], "E-HANDLER/registrar"),
        ([named("方同舟", "handling_dept"), named("陈堃喆", "handling_dept")], "E-HANDLER/accused"),
    ):
        with pytest.raises(Refused) as refused:
            disposals.handlers_apart(RULES, handlers, "林知微", ["陈堃喆"])
        assert refused.value.key == key


def test_a_case_needs_a_finding_against_that_very_person() -> None:
    disposals.may_file_case(RULES, ["p1"], {"p1"}, ())
    for persons, filed, key in (((), (), "blank"), (["p2"], (), "no-finding"), (["p1"], ["p1"], "filed")):
        with pytest.raises(Refused) as refused:
            disposals.may_file_case(RULES, persons, {"p1"}, filed)
        assert refused.value.key.endswith(key)


def test_f09_an_open_case_is_known_by_person() -> None:
    rows = [
        petitions.Filed("a", "1号", "p1", "2026-01-05"),
        petitions.Filed("b", "2号", "p1", "2025-01-05", "2025-03-01"),
        petitions.Filed("c", "3号", "p2", "2026-01-05"),
        petitions.Filed("d", "4号", "p1", None),
    ]
    assert [row.number for row in petitions.open_case_on("p1", rows)] == ["1号"]
    assert petitions.open_case_on("p3", rows) == ()


@pytest.mark.parametrize("naming", [*RULES.words("namings")])
def test_f21_only_a_given_name_is_owed_an_answer(naming: str) -> None:
    told = {"accepted_on": "2026-03-02", "told_on": None, "again": False}
    if naming in ("real_name", "joint"):
        feedback.acceptance_due(RULES, naming, **told)
        with pytest.raises(Refused, match="E-FEEDBACK"):
            feedback.acceptance_due(RULES, naming, **{**told, "again": True})
        return
    with pytest.raises(Refused) as refused:
        feedback.acceptance_due(RULES, naming, **told)
    assert refused.value.rule.startswith("F21")
    with pytest.raises(Refused) as refused:
        feedback.result_due(RULES, naming, ended_on="2026-03-20", verified_on="2026-03-03", fed_back_on=None)
    assert refused.value.rule.startswith("F21")


def test_a_result_is_told_once_there_is_one_the_name_is_verified_and_nobody_told_it() -> None:
    whole = {"ended_on": "2026-03-20", "verified_on": "2026-03-03", "fed_back_on": None}
    feedback.result_due(RULES, "real_name", **whole)
    for changed, key in (
        ({"ended_on": ""}, "open"), ({"verified_on": None}, "name"), ({"fed_back_on": "2026-03-21"}, "told"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            feedback.result_due(RULES, "real_name", **{**whole, **changed})
        assert refused.value.key == f"E-FEEDBACK/{key}"


@pytest.mark.parametrize(("contacts", "fits"), [(("", " \u3000"), False), (("13912345678", ""), True)])
def test_a_real_name_comes_with_a_way_to_be_reached(contacts: tuple[str, str], fits: bool) -> None:
    petitions.real_name_has_contact(RULES, "signed_unverified", ("", ""))
    petitions.real_name_has_contact(RULES, "anonymous", ())
    try:
        petitions.real_name_has_contact(RULES, "real_name", contacts)
        assert fits
    except Refused as refused:
        assert (refused.path, fits) == ("$.complainant.phone", False)


@pytest.mark.parametrize("state", [one.code for one in RULES.procedure("petition").states])
def test_what_is_added_and_found_depends_on_where_the_petition_stands(state: str) -> None:
    adds = ("registered", "screened", "accepted", "assigned", "reopened", "disposal_proposed", "disposal_approved")
    for guard, open_ in (
        (petitions.takes_allegations, (*adds, "verifying")), (petitions.may_be_found, ("registered", "verifying")),
    ):  # fmt: skip
        try:
            guard(RULES, state)
            assert state in open_
        except Refused:
            assert state not in open_


@pytest.mark.parametrize("fault", [*RULES.words("complainant_faults")])
def test_what_is_thought_of_a_complainant_is_ours_but_for_one(fault: str) -> None:
    if fault == "false_accusation":
        with pytest.raises(Refused, match="E-FAULT"):
            petitions.fault_allowed(RULES, fault)
    else:
        petitions.fault_allowed(RULES, fault)


def _matter(petition: str, text: str, accused: str = "p1") -> repeats.Matter:
    return repeats.Matter(petition, accused, "work", text)


def test_a_repeat_is_of_the_same_person_and_reads_alike() -> None:
    own = [_matter("b", "反映其在旧村改造签约中，收受拆迁户香烟两条。")]
    others = [
        _matter("a", "反映其在旧村改造签约中收受拆迁户香烟两条、购物卡"),
        _matter("c", "反映其在旧村改造签约中收受拆迁户香烟两条。", accused="p2"),
        _matter("d", "反映其违规操办婚宴，收受礼金。"),
        _matter("b", "反映其在旧村改造签约中，收受拆迁户香烟两条。"),
    ]
    assert [one.petition for one in repeats.likely(RULES, own, others)] == ["a"]


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_mutual_and_between_nothing_and_all(first: str, second: str) -> None:
    assert repeats.likeness(first, second) == repeats.likeness(second, first) in range(101)


def test_links_make_no_circle_and_stand_once() -> None:
    repeats.may_link(RULES, "b", "a", repeat_of=None, chain=["a"])
    for other, known, chain in (("b", None, ["b"]), ("a", "a", ["a"]), ("a", None, ["a", "c", "b"])):
        with pytest.raises(Refused, match="E-REPEAT"):
            repeats.may_link(RULES, "b", other, repeat_of=known, chain=chain)
