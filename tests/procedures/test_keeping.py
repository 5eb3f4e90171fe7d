"""Locking backs up what is new, and nothing keeps anybody from locking."""

import shutil
from pathlib import Path

import pytest

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures import keeping, numbers
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import backup
from tests.office import OFFICERS, PASSPHRASE, At, received


def generations(vault: Path) -> list[str]:
    return sorted(path.name for path in (vault / "backups").glob("??????-*"))


def desk_at(office: Path, role: str = "petition_office") -> keeping.Desk:
    return unlock(Unlock(office, OFFICERS[role], PASSPHRASE))


def test_locking_backs_up_once_what_was_written(office: Path) -> None:
    desk = desk_at(office)
    received(desk)
    assert keeping.lock(desk) is None
    assert len(generations(office)) == 1
    assert keeping.lock(desk_at(office)) is None
    assert len(generations(office)) == 1, "nothing new"


def test_the_named_place_gets_its_own(office: Path, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    desk = desk_at(office)
    made = keeping.back_up(desk, keeping.BackUp(stick, remember=True))
    assert made.verified and made.backup.parent == stick
    received(desk)
    keeping.lock(desk)
    assert len(generations(office)) == 1 and len(list(stick.glob("??????-*"))) == 2
    shutil.rmtree(stick)
    desk = desk_at(office)
    received(desk)
    assert keeping.lock(desk) is None, "a stick that is not there keeps nothing back"
    assert len(generations(office)) == 2 and not stick.exists()


def test_a_backup_that_is_refused_keeps_nobody_from_locking(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_at(office)
    received(desk)
    monkeypatch.setattr(backup, "_SPARE", 1 << 60)
    refused = keeping.lock(desk)
    assert isinstance(refused, Refused) and refused.key == "E-BACKUP/space"
    assert keeping.lock(desk_at(office)) is not None


def test_a_rollback_needs_a_reason_and_must_be_one(at: At) -> None:
    with at("principal") as desk:
        desk.vault.copied = ""
        with pytest.raises(Refused) as fault:
            keeping.acknowledge_rollback(desk, keeping.AcknowledgeRollback("理由", OFFICERS["case_trial"], PASSPHRASE))
        assert fault.value.key == "E-ROLLBACK/none"
        desk.vault.tampered = "E-TAMPER/rollback"
        with pytest.raises(Refused) as fault:
            keeping.acknowledge_rollback(desk, keeping.AcknowledgeRollback("  ", OFFICERS["case_trial"], PASSPHRASE))
        assert fault.value.key == "E-ROLLBACK/reason"


def test_a_copied_practice_vault_says_so_and_may_become_another_device(at: At) -> None:
    with at("principal") as desk:
        notice, before = keeping.copy_notice(desk), desk.vault.device
        assert notice and notice.key == "E-COPIED" and keeping.suspicion(desk) is None
        keeping.acknowledge_rollback(desk, keeping.AcknowledgeRollback("分组", OFFICERS["case_trial"], PASSPHRASE))
        assert keeping.copy_notice(desk) is None and desk.vault.device != before
        with pytest.raises(Refused) as fault:
            keeping.acknowledge_rollback(desk, keeping.AcknowledgeRollback("再次", OFFICERS["case_trial"], PASSPHRASE))
        assert fault.value.key == "E-ROLLBACK/none"


def test_a_clock_in_1970_opens_the_vault_says_so_and_gives_no_number(office: Path) -> None:
    desk = unlock(Unlock(office, OFFICERS["petition_office"], PASSPHRASE), Clock(lambda: 0))
    notice = keeping.clock_notice(desk)
    assert notice and notice.key == "E-CLOCK" and notice.next
    with pytest.raises(Refused) as fault, desk.vault.transaction() as shelf:
        numbers.allocate(desk, shelf, "鹿信", desk.officer.id)
    assert fault.value.key == "E-CLOCK"
    keeping.lock(desk)
    desk = desk_at(office)
    assert keeping.clock_notice(desk) is None and received(desk)
    keeping.lock(desk)
