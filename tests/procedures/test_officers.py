"""Officers of the office at work: who enters whom, what a leaver hands over, and what stays apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lucheng_desktop.procedures import complainants, findings, office, officers
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.procedures.waiting import waiting
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import slots
from tests.office import CHEAP, COMPLAINANT, OFFICERS, PASSPHRASE, At, registered

NEWCOMER = "欧阳代办·阿依古丽"
LEAVER = OFFICERS["handling_dept"]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(slots, "calibrated", lambda: CHEAP)
    yield


def entered(at: At, *roles: str) -> officers.OfficerAdded:
    with at("general_office") as desk:
        return officers.add_officer(desk, officers.AddOfficer(NEWCOMER, roles, PASSPHRASE))


def refusal(fault: pytest.ExceptionInfo[Refused]) -> str:
    return fault.value.key


@pytest.mark.parametrize("role", ["principal", "petition_office", "seal_keeper"])
def test_only_the_general_office_keeps_the_list(at: At, role: str) -> None:
    orders = {
        officers.add_officer: officers.AddOfficer(NEWCOMER, ("handling_dept",), PASSPHRASE),
        officers.retire_officer: officers.RetireOfficer(LEAVER, "调离"),
        officers.change_roles: officers.ChangeRoles(LEAVER, ("principal",)),
    }
    with at(role) as desk:
        for act, order in orders.items():
            with pytest.raises(Refused) as fault:
                act(desk, order)  # type: ignore[operator]
            assert refusal(fault) == "E-ROLE" and "办公室" in fault.value.message


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (officers.AddOfficer("  ", ("principal",), PASSPHRASE), "E-INPUT/blank"),
        (officers.AddOfficer(NEWCOMER, (), PASSPHRASE), "E-OFFICER/no-role"),
        (officers.AddOfficer(NEWCOMER, ("principal", "皇帝"), PASSPHRASE), "E-INPUT"),
        (officers.AddOfficer(NEWCOMER, ("principal",), "短"), "E-PASSPHRASE/short"),
    ],
)
def test_what_is_asked_of_a_new_officer(at: At, order: officers.AddOfficer, said: str) -> None:
    with at("general_office") as desk, pytest.raises(Refused) as fault:
        officers.add_officer(desk, order)
    assert refusal(fault).startswith(said)


def test_a_leaver_hands_over_what_waits_for_him(at: At, office: Path) -> None:
    with at("petition_office") as desk:
        registered(desk)
    with at("handling_dept") as desk:
        expected = waiting(desk)
    assert expected
    order = officers.RetireOfficer(LEAVER, "调离")
    with at("general_office") as desk:
        assert officers.hand_over_list(desk, LEAVER) == expected
        with pytest.raises(Refused) as fault:
            officers.retire_officer(desk, order)
        assert refusal(fault) == "E-OFFICER/handover" and str(len(expected)) in fault.value.message
        with pytest.raises(Refused) as fault:
            officers.retire_officer(desk, officers.RetireOfficer(LEAVER, "调离", OFFICERS["principal"]))
        assert refusal(fault) == "E-OFFICER/successor"
        assert [row.retired for row in officers.register(desk) if row.name == LEAVER] == [False], "nothing was done"
    entered(at, "handling_dept")
    stages: list[tuple[int, int]] = []
    with at("general_office") as desk:
        gone = officers.retire_officer(
            desk, officers.RetireOfficer(LEAVER, "调离", NEWCOMER), lambda *stage: stages.append(stage)
        )
        assert (gone.tasks, gone.generation, bool(stages)) == (expected, 2, True)
        rows = {row.name: row for row in officers.register(desk)}
        assert (rows[LEAVER].retired, rows[LEAVER].slot, rows[NEWCOMER].slot) == (True, "none", "handed")
        assert LEAVER not in [one.name for one in office_colleagues(desk)]
        assert officers.unfinished_retirements(desk) == ()
    desk = unlock(Unlock(office, NEWCOMER, PASSPHRASE))
    assert waiting(desk) == expected
    desk.vault.close()


def office_colleagues(desk: officers.Desk) -> tuple[office.Colleague, ...]:
    return office.colleagues(desk)


def test_who_comes_back_under_a_new_entry_does_not_approve_his_own_work(at: At, office: Path) -> None:
    with at("petition_office") as desk:
        allegation = registered(desk).allegations[0]
    with at("handling_dept") as desk:
        findings.draft_finding(desk, findings.DraftFinding(allegation, "unsubstantiated", "调取台账，相互印证。"))
    with at("general_office") as desk:
        tasks = officers.hand_over_list(desk, LEAVER)
    entered(at, "handling_dept")
    with at("general_office") as desk:
        officers.retire_officer(desk, officers.RetireOfficer(LEAVER, "调离", NEWCOMER if tasks else ""))
        officers.add_officer(desk, officers.AddOfficer(LEAVER, ("principal",), PASSPHRASE))
    desk = unlock(Unlock(office, LEAVER, PASSPHRASE))
    with pytest.raises(Refused) as fault:
        findings.approve_finding(desk, findings.ApproveFinding(allegation))
    desk.vault.close()
    assert refusal(fault) == "E-SAME-PERSON"
    with at("principal") as desk:
        findings.approve_finding(desk, findings.ApproveFinding(allegation))


def test_other_roles_count_from_the_next_unlocking(at: At) -> None:
    with at("general_office") as desk:
        answer = officers.change_roles(desk, officers.ChangeRoles(LEAVER, ("handling_dept", "petition_office")))
    assert answer.epoch == 2
    with at("petition_office") as desk:
        assert officers.confirm_intake(desk, officers.ConfirmIntake(LEAVER)).since == 1
    with at("handling_dept") as desk:
        assert desk.officer.roles == ("handling_dept", "petition_office") and set(desk.vault.keys.intake) == {1, 2}


def test_attachments_follow_when_there_is_time(at: At) -> None:
    with at("general_office") as desk:
        with desk.vault.transaction() as shelf:
            content = shelf.attach("会议纪要".encode() * 100, name="纪要.txt", media_type="text/plain").content
        tasks = officers.hand_over_list(desk, OFFICERS["seal_keeper"])
        assert not tasks
        officers.retire_officer(desk, officers.RetireOfficer(OFFICERS["seal_keeper"], "退休"))
        assert officers.renew_attachments(desk, officers.RenewAttachments()) == officers.AttachmentsRenewed(1, True)
        assert officers.renew_attachments(desk, officers.RenewAttachments()) == officers.AttachmentsRenewed(0, True)
        with desk.vault.reading() as shelf:
            assert b"".join(shelf.attachment(content)) == "会议纪要".encode() * 100


def test_who_complained_is_opened_for_a_time_and_found_by_name(at: At) -> None:
    with at("petition_office") as desk:
        petition = registered(desk).petition
        opened = complainants.open_complainant(desk, complainants.OpenComplainant(petition, "电话核实"))
        assert opened.facts["name"] == COMPLAINANT.name == complainants.see_complainant(desk, petition)["name"]
        found = complainants.find_complainant(desk, complainants.FindComplainant(COMPLAINANT.phone, "查重"))
        assert [id_ for id_, _number in found.petitions] == [petition]
    for role in ("general_office", "principal", "handling_dept"):
        with at(role) as desk:
            for act in (
                lambda desk=desk: complainants.open_complainant(desk, complainants.OpenComplainant(petition, "好奇")),
                lambda desk=desk: complainants.find_complainant(desk, complainants.FindComplainant("甲", "好奇")),
            ):
                with pytest.raises(Refused) as fault:
                    act()
                assert refusal(fault) == "E-IDENTITY"


def test_a_new_passphrase(at: At, office: Path) -> None:
    with at("principal") as desk:
        officers.change_passphrase(desk, officers.ChangePassphrase(PASSPHRASE, "新的口令 也要 很长 88"))
    unlock(Unlock(office, OFFICERS["principal"], "新的口令 也要 很长 88")).vault.close()
