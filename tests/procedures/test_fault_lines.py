"""Fault lines that belong to no single procedure, each tried through the door that would do the harm."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lucheng_desktop.cases.calendar import deadline
from lucheng_desktop.cases.shapes import schema
from lucheng_desktop.circulars.render import render
from lucheng_desktop.procedures import clearance, issuing, petitions, sanctions, secrecy
from lucheng_desktop.procedures.family import family
from lucheng_desktop.procedures.people import Whom
from lucheng_desktop.procedures.steps import all_steps
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import draft, saying
from tests.office import ACCUSED, COMPLAINANT, At, approved, consented, found, proposed, registered, supervised

PAPER = {"decided_by": "演练区纪委", "document_number": "演练纪〔2026〕7号"}


def reviewed_for_secrecy(at: At, summary: str) -> Refused:
    """The refusal of the petition office's review of a circular with that summary; nothing moved."""
    with at("petition_office") as desk:
        false, _ = registered(desk).allegations
    candidate = found(at, false, "unsubstantiated").candidate
    with at("handling_dept") as desk:
        clearance.seek_consent(desk, clearance.SeekConsent(candidate, summary))
        consent = clearance.RecordConsent(candidate, "agree", date(2026, 3, 20), ("陈行远", "方同舟"))
        clearance.record_consent(desk, consent)
    proposed(at, candidate)
    supervised(at, candidate)
    with at("case_trial") as desk:
        clearance.review_clearance(desk, clearance.ReviewClearance(candidate, "同意。"))
    with at("petition_office") as desk:
        with pytest.raises(Refused) as refused:
            clearance.review_secrecy(desk, clearance.ReviewSecrecy(candidate))
        assert clearance.show_clearance(desk, candidate).progress.state == "reviewed"
    return refused.value


def test_f01_no_circular_names_who_complained(at: At) -> None:
    refused = reviewed_for_secrecy(at, "经老夏反映的签约问题")
    assert (refused.code, bool(refused.rule), bool(refused.next)) == ("E-LEAK", True, True)
    told = str(refused.as_json())
    assert not any(secret in told for secret in (COMPLAINANT.name, "老夏", COMPLAINANT.phone))


def test_f02_no_circular_describes_who_complained(at: At) -> None:
    refused = reviewed_for_secrecy(at, "与占道经营被罚三次的五金店往来的问题")
    assert (refused.code, "五金" in refused.message) == ("E-LEAK", False)


def test_f07_no_circular_vouches_for_the_whole_person() -> None:
    with pytest.raises(Refused) as refused:
        render(saying("该同志一贯清正廉洁，作风扎实。"))
    assert (refused.value.code, bool(refused.value.rule), bool(refused.value.next)) == ("E-WORDING", True, True)


def test_f20_days_moved_for_a_holiday_are_counted_and_an_unknown_year_is_said_to_be_a_guess() -> None:
    moved = deadline({"start": "2025-09-26", "limit": {"working_days": 5}})
    assert (moved.on, moved.estimated) == (date(2025, 10, 10), False), "the Sunday of 28 September was worked"
    unknown = deadline({"start": "2028-01-03", "limit": {"working_days": 5}})
    assert (unknown.estimated, "2028" in unknown.as_json()["note"]) == (True, True)


def test_f22_nothing_is_printed_in_the_name_or_number_of_the_higher_commission() -> None:
    with pytest.raises(Refused) as refused:
        render(draft(issuers=["中共温州市纪律检查委员会"]))
    assert (refused.value.key, bool(refused.value.rule)) == ("E-WORDING/issuer", True)


def test_f23_nobody_picks_a_classification_from_a_list(at: At) -> None:
    fields = {name for step in all_steps().values() for name in _fields(schema(step.order))}
    assert not fields & {"classification", "secrecy", "urgency"}
    document = approved(at).document
    with at("general_office") as desk:
        assert not issuing.show_document(desk, document).fields["draft"].get("classification")


def test_f23_the_district_makes_no_state_secret_and_an_ordinary_pc_holds_none(at: At) -> None:
    document = proposed(at, consented(at)).document
    order, fault = secrecy.ClassifyDocument(document, "work_secret"), secrecy.classify_document
    derived = replace(order, option="derived", level="secret", months=12)
    with at("handling_dept") as desk:
        for wrong, key in (
            (replace(order, option="secret"), "E-CLASS/originate"),
            (replace(order, months=12), "E-CLASS/plain"),
            (derived, "E-CLASS/derived"),
            (replace(derived, option="authorised"), "E-CLASS/authorised"),
            (replace(derived, source="演练委〔2026〕1号", months=121), "E-CLASS/period"),
            (replace(derived, source="演练委〔2026〕1号", level="work_secret"), "E-CLASS/level"),
            (replace(derived, source="演练委〔2026〕1号"), "E-CLASS/ceiling"),
        ):
            with pytest.raises(Refused) as refused:
                fault(desk, wrong)
            assert refused.value.key == key and refused.value.next
        assert "F23" in refused.value.rule
        assert fault(desk, order).mark == "工作秘密"
        with pytest.raises(Refused, match="E-ROLE"):
            secrecy.set_machine_ceiling(desk, secrecy.SetMachineCeiling("secret", "涉密计算机 7 号"))
    with at("general_office") as desk:
        with pytest.raises(Refused, match="E-CLASS"):
            secrecy.set_machine_ceiling(desk, secrecy.SetMachineCeiling("secret"))
        set_ = secrecy.set_machine_ceiling(desk, secrecy.SetMachineCeiling("secret", "涉密计算机 7 号，演练保密局核准"))
        assert (set_.max_class, set_.synchronises) == ("secret", False)
        assert fault(desk, replace(derived, source="演练委〔2026〕1号")).mark == "秘密★1年"
        secrecy.set_machine_ceiling(desk, secrecy.SetMachineCeiling("work_secret"))
        with desk.vault.reading() as shelf, pytest.raises(Refused, match="E-CLASS"):
            secrecy.refuse_above(desk, shelf, shelf.history("document", document))


def _fields(shape: dict[str, Any]) -> set[str]:
    parts = [shape, *shape.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}


def test_f25_a_number_is_neither_given_twice_nor_given_back_in_time(at: At) -> None:
    document = approved(at).document
    with at("general_office") as desk:
        desk.clock.set_back = 3_600_000
        with pytest.raises(Refused) as refused:
            issuing.number_document(desk, issuing.NumberDocument(document))
        assert (refused.value.code, bool(refused.value.next)) == ("E-CLOCK", True)
        desk.clock.set_back = 0
        issuing.number_document(desk, issuing.NumberDocument(document))
        with pytest.raises(Refused, match="E-STATE"):
            issuing.number_document(desk, issuing.NumberDocument(document))
        with desk.vault.reading() as shelf:
            registers = [row[0] for row in shelf.rows("register", ("id",), where={"series": "鹿纪"})]
            given = [entry for id_ in registers for entry in shelf.history("register", id_) if entry.kind == "number"]
    assert [entry.body["sequence"] for entry in given] == [1]


def test_f28_a_sanction_does_not_fall_on_a_namesake(at: At) -> None:
    with at("petition_office") as desk:
        accused = registered(desk).accused
    order = sanctions.RecordSanction(Whom(), "pw", date(2026, 1, 10), date(2026, 1, 10), **PAPER)
    who = {
        "name": ACCUSED.name,
        "unit": ACCUSED.unit,
        "post": ACCUSED.post,
        "rank": "section",
        "managed_by": "district",
    }
    with at("handling_dept") as desk:
        with pytest.raises(Refused) as refused:
            sanctions.record_sanction(desk, replace(order, person=Whom(**who)))
        assert ("F28" in refused.value.rule, bool(refused.value.next)) == (True, True)
        other = sanctions.record_sanction(desk, replace(order, person=Whom(**who | {"unit": "别的单位"})))
        assert other.person != accused
        assert petitions.namesakes(desk, ACCUSED.name) and len(petitions.namesakes(desk, ACCUSED.name)) == 2


def test_f30_what_belongs_to_a_case_is_nobody_elses(at: At) -> None:
    with at("petition_office") as desk:
        first = registered(desk)
        second = registered(desk, accused=petitions.Accused("别案人", "别的单位", "科员", "section"))
        with desk.vault.reading() as shelf:
            one, two = ({id_ for _, id_ in family(shelf, "petition", made.petition)} for made in (first, second))
            kinds = {kind for kind, _ in family(shelf, "petition", first.petition)}
    assert {first.petition, first.accused, *first.allegations} == one
    assert not one & two
    assert not kinds & {"officer", "office", "register", "device"}
