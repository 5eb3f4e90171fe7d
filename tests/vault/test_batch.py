"""A batch is one unit: its steps are saved together or not at all, and a step that fails takes back only itself."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import seats
from lucheng_desktop.vault.batch import batch
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE, PASSPHRASE, PRINCIPAL


def _person(vault: Vault, name: str) -> str:
    with vault.transaction() as shelf:
        return shelf.create("person", {"name": name})


def _names(vault: Vault) -> list[str]:
    with vault.reading() as shelf:
        return [name for (name,) in shelf.rows("person", ("name",))]


def test_steps_see_what_the_steps_before_them_wrote(vault: Vault) -> None:
    with batch(vault):
        first = _person(vault, "甲")
        with vault.transaction() as shelf:
            shelf.set("person", first, {"name": "甲二"})
            assert shelf.record("person", first).fields["name"] == "甲二"
        assert _names(vault) == ["甲二"]
        _person(vault, "乙")
    assert _names(vault) == ["甲二", "乙"]
    assert vault.ledger_check().first_fault is None


def test_a_write_in_a_view_is_an_error(vault: Vault) -> None:
    with pytest.raises(RuntimeError, match="while reading"), batch(vault), vault.reading() as shelf:
        shelf.create("person", {"name": "不该写入"})
    assert _names(vault) == []


def test_a_step_that_fails_takes_back_only_itself(vault: Vault) -> None:
    with batch(vault):
        _person(vault, "甲")
        with pytest.raises(ZeroDivisionError), vault.transaction() as shelf:
            shelf.create("person", {"name": "半途"})
            raise ZeroDivisionError
        _person(vault, "乙")
    assert _names(vault) == ["甲", "乙"]
    assert vault.ledger_check().first_fault is None


def test_an_error_in_the_batch_takes_back_all_of_it(enter: Callable[..., Vault]) -> None:
    vault = enter(INTAKE)
    with vault.transaction() as shelf:
        petition = shelf.create("petition", {"summary": "反映一事"})
        shelf.seal_identity(petition, {"name": "夏侯闻笛"})
    with pytest.raises(ZeroDivisionError), batch(vault):
        _person(vault, "甲")
        with vault.transaction() as shelf:
            shelf.open_identity(petition, "反馈办理结果")
        raise ZeroDivisionError
    assert _names(vault) == []
    with vault.reading() as shelf:
        noted = [entry.body["what"] for entry in shelf.history("petition", petition) if entry.kind == "note"]
    assert noted == ["identity_sealed", "identity_opened"], "that somebody looked stays, once"
    _person(vault, "丙")
    assert vault.ledger_check().first_fault is None


def test_what_is_not_committed_is_not_there_after_a_kill(enter: Callable[..., Vault], tmp_path: Path) -> None:
    vault = enter()
    _person(vault, "先存的")
    with batch(vault):
        _person(vault, "还没有存的")
        with vault._engine.connect().execution_options(writing=False) as other:
            assert other.exec_driver_sql("SELECT count(*) FROM row_person").scalar() == 1
    assert len(_names(vault)) == 2


def test_a_batch_begins_outside_of_transactions(vault: Vault) -> None:
    with vault.transaction(), pytest.raises(RuntimeError, match="inside"), batch(vault):
        pass
    with batch(vault), pytest.raises(RuntimeError, match="inside"), batch(vault):
        pass
    _person(vault, "甲")
    vault.tampered = "E-IDENTITY/absent"
    with pytest.raises(Refused, match="E-IDENTITY"), batch(vault):
        pass
    vault.tampered = ""


def test_each_officer_at_the_open_vault_signs_with_a_key_of_their_own(enter: Callable[..., Vault]) -> None:
    host = enter(HANDLER)
    with closing(seats.sit_down(host, PRINCIPAL, PASSPHRASE)) as beside:
        assert (beside.officer.name, beside.officer.roles) == (PRINCIPAL, ("principal",))
        with batch(host):
            person = _person(host, "甲")
            with beside.transaction() as shelf:
                shelf.move("person", person, "read", "", "seen")
        with beside.reading() as shelf:
            assert [entry.officer.hex() for entry in shelf.history("person", person)] == [
                host.officer.id, beside.officer.id,
            ]  # fmt: skip
        check = host.ledger_check(thorough=True)
        assert (check.chain, check.first_fault) == ("intact", None)
        assert check.signatures >= 1
    assert _names(host) == ["甲"], "the host stays when the other leaves"
    with pytest.raises(Refused, match="E-PASSPHRASE"):
        seats.sit_down(host, PRINCIPAL, "不是这个口令")
    host.practice = False
    with pytest.raises(Refused, match="E-VAULT-SEAT"):
        seats.sit_down(host, PRINCIPAL, PASSPHRASE)
