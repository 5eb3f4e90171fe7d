"""Registering: jurisdiction first, the complainant sealed, nothing half-written."""

from dataclasses import replace
from datetime import date

import pytest

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures import petitions
from lucheng_desktop.refusal import Refused
from tests.office import ACCUSED, COMPLAINANT, TEXTS, At, received, registered


def test_a_petition_gets_its_number_its_person_and_its_allegations(at: At) -> None:
    with at("petition_office") as desk:
        answer = registered(desk)
        view = petitions.show_petition(desk, answer.petition)
    assert view.fields["number"] == f"鹿信〔{Clock().today().year}〕1号"
    assert view.accused["name"] == "陈堃喆"
    assert [one.text for one in view.allegations] == [one.text for one in TEXTS]
    assert (view.progress.state, view.sealed) == ("registered", True)


def test_numbers_follow_each_other(at: At) -> None:
    with at("petition_office") as desk:
        first = registered(desk)
        second = registered(desk, accused=replace(ACCUSED, person=first.accused))
    assert [answer.number[-2:] for answer in (first, second)] == ["1号", "2号"]
    assert first.accused == second.accused


@pytest.mark.parametrize(
    ("managed_by", "own_principal"), [("municipal", False), ("provincial", False), ("district", True)]
)
def test_a_petition_of_a_higher_organ_is_forwarded_and_nothing_of_it_kept(
    at: At, managed_by: str, own_principal: bool
) -> None:
    with at("petition_office") as desk:
        order = petitions.ReceivePetition(date(2026, 3, 2), "visit", managed_by, own_principal)
        answer = petitions.receive_petition(desk, order)
        with desk.vault.reading() as shelf:
            kept = shelf.record("petition", answer.petition)
    assert (answer.jurisdiction, answer.forward_by, kept.state) == ("higher", date(2026, 3, 9), "direct_forwarded")
    assert set(kept.fields) == {"jurisdiction", "received_on"}


def test_content_of_a_higher_organs_petition_is_refused(at: At) -> None:
    with at("petition_office") as desk:
        forwarded = petitions.receive_petition(desk, petitions.ReceivePetition(date(2026, 3, 2), "web", "municipal"))
        order = petitions.RegisterPetition(forwarded.petition, "accusation", "anonymous", "摘要", ACCUSED, TEXTS)
        with pytest.raises(Refused) as refused:
            petitions.register_petition(desk, order)
        assert not desk.vault.office or petitions.list_allegations(desk) == ()
    assert refused.value.code in {"E-STATE", "E-JURISDICTION"}


def test_the_complainant_is_in_no_row_no_entry_and_no_search(at: At) -> None:
    with at("petition_office") as desk:
        answer = registered(desk)
        with desk.vault.reading() as shelf:
            entries = repr([entry.body for entry in shelf.entries()])
            found = [shelf.search(word) for word in ("夏侯闻笛", "老夏", "13912345678", "五金店", "xiahou")]
        for secret in ("夏侯闻笛", "老夏", "13912345678", "演练五金经营部", "330302198001010017"):
            assert secret not in entries
        assert found == [[]] * 5
        with desk.vault.transaction() as shelf:
            assert shelf.open_identity(answer.petition, "反馈")["name"] == COMPLAINANT.name


def test_only_the_petition_office_opens_the_identity_and_the_attempt_is_recorded(at: At) -> None:
    with at("petition_office") as desk:
        answer = registered(desk)
    with at("principal") as desk:
        with pytest.raises(Refused) as refused, desk.vault.transaction() as shelf:
            shelf.open_identity(answer.petition, "好奇")
        with desk.vault.reading() as shelf:
            noted = [entry.body["what"] for entry in shelf.history("petition", answer.petition) if entry.kind == "note"]
    assert refused.value.code == "E-IDENTITY"
    assert "identity_refused" in noted


def test_a_namesake_of_the_same_unit_and_post_must_be_chosen_or_told_apart(at: At) -> None:
    with at("petition_office") as desk:
        registered(desk)
        with pytest.raises(Refused) as refused:
            registered(desk)
        registered(desk, accused=replace(ACCUSED, post="旧村改造科科员", rank="section"))
        assert len(petitions.list_petitions(desk)) == 3, "the refused one stays received, without content"
    assert refused.value.code == "E-SAME-NAME"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"category": "gossip"}, "$.category"),
        ({"naming": "shy"}, "$.naming"),
        ({"allegations": ()}, "$.allegations"),
        ({"allegations": (replace(TEXTS[0], text=" \u3000"),)}, "$.allegations[0].text"),
        ({"allegations": (TEXTS[0], replace(TEXTS[1], discipline="taste"))}, "$.allegations[1].discipline"),
        ({"accused": replace(ACCUSED, name=" ")}, "$.accused.name"),
        ({"accused": replace(ACCUSED, rank="duke")}, "$.accused.rank"),
        ({"naming": "anonymous"}, "$.complainant"),
        ({"complainant": None}, "$.complainant"),
    ],
)
def test_a_wrong_part_is_refused_with_its_path_and_nothing_is_written(
    at: At, changes: dict[str, object], path: str
) -> None:
    with at("petition_office") as desk:
        with pytest.raises(Refused) as refused:
            registered(desk, **changes)
        with desk.vault.reading() as shelf:
            left = [shelf.rows(kind, ("id",)) for kind in ("person", "allegation", "register")]
    assert refused.value.path == path
    assert left == [[], [], []]


def test_another_department_may_not_register(at: At) -> None:
    with at("petition_office") as desk:
        petition = received(desk).petition
    with at("handling_dept") as desk, pytest.raises(Refused) as refused:
        order = petitions.RegisterPetition(petition, "accusation", "anonymous", "摘要", ACCUSED, TEXTS)
        petitions.register_petition(desk, order)
    assert refused.value.code == "E-ROLE"
    assert refused.value.rule
