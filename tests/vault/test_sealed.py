"""The complainant's identity: who may open it, what is left of an attempt, and where it never shows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door
from lucheng_desktop.vault.shelf import Shelf
from lucheng_desktop.vault.slots import FLOOR
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE, PASSPHRASE

Enter = Callable[..., Vault]
FACTS = {"name": "举报人赵𠮷", "phone": "13900000000", "unit": "某某街道办事处", "note": "每周三在家"}


def notes(shelf: Shelf, petition: str) -> list[tuple[str, Any]]:
    return [(note["what"], note.get("purpose")) for note in shelf.record("petition", petition).appended["note"]]


@pytest.fixture
def petition(enter: Enter) -> str:
    """A petition registered by the handling officer, who cannot open what he sealed."""
    vault = enter(HANDLER)
    with vault.transaction() as shelf:
        id = shelf.create("petition", {"number": "信〔2026〕3号", "summary": "反映某人"})
        assert not shelf.identity_sealed(id)
        shelf.seal_identity(id, FACTS)
        assert shelf.identity_sealed(id)
    vault.close()
    return id


def test_the_intake_role_opens_it_for_a_purpose(enter: Enter, petition: str) -> None:
    vault = enter(INTAKE)
    with vault.transaction() as shelf:
        assert shelf.open_identity(petition, "核实联系方式") == FACTS
    with vault.reading() as shelf:
        assert notes(shelf, petition) == [("identity_sealed", None), ("identity_opened", "核实联系方式")]
        assert shelf.history("petition", petition)[-1].officer.hex() == vault.officer.id


@pytest.mark.parametrize("purpose", ["", "  ", "\u3000\n"])
def test_without_a_purpose_it_stays_shut(enter: Enter, petition: str, purpose: str) -> None:
    with pytest.raises(Refused) as fault, enter(INTAKE).transaction() as shelf:
        shelf.open_identity(petition, purpose)
    assert fault.value.key == "E-IDENTITY/purpose"


def test_others_are_refused_and_the_refusal_stays_in_the_ledger(enter: Enter, petition: str) -> None:
    vault = enter(HANDLER)
    with pytest.raises(Refused) as fault, vault.transaction() as shelf:
        shelf.create("person", {"name": "同一事务"})
        shelf.open_identity(petition, "好奇")
    assert fault.value.key == "E-IDENTITY" and HANDLER in fault.value.message
    with vault.reading() as shelf:
        assert notes(shelf, petition)[-1] == ("identity_refused", "好奇")
        assert shelf.rows("person", ("id",)) == []
    assert vault.ledger_check().chain == "intact"


def test_an_opening_stays_in_the_ledger_even_if_what_followed_failed(enter: Enter, petition: str) -> None:
    vault = enter(INTAKE)
    with pytest.raises(ZeroDivisionError), vault.transaction() as shelf:
        shelf.open_identity(petition, "出文前检查")
        raise ZeroDivisionError
    with vault.reading() as shelf:
        assert notes(shelf, petition)[1:] == [("identity_opened", "出文前检查")]


def test_a_petition_without_a_complainant(enter: Enter) -> None:
    vault = enter(INTAKE)
    with vault.transaction() as shelf:
        id = shelf.create("petition", {"number": "匿名"})
    with pytest.raises(Refused) as fault, vault.transaction() as shelf:
        shelf.open_identity(id, "核实")
    assert fault.value.key == "E-IDENTITY/absent"


def test_an_unknown_petition_is_refused(enter: Enter) -> None:
    vault = enter(INTAKE)
    unknown = "00" * 16
    for act in (lambda shelf: shelf.seal_identity(unknown, FACTS), lambda shelf: shelf.open_identity(unknown, "核实")):
        with pytest.raises(Refused) as fault, vault.transaction() as shelf:
            act(shelf)
        assert fault.value.key == "E-ABSENT"
    with vault.reading() as shelf:
        assert shelf.rows("petition", ("id",)) == []


def test_a_correction_stands_over_what_was_sealed_before(enter: Enter, petition: str) -> None:
    vault = enter(INTAKE)
    with vault.transaction() as shelf:
        shelf.seal_identity(petition, {"name": "改正后的姓名"})
        assert shelf.open_identity(petition, "核对") == {"name": "改正后的姓名"}
    with vault._engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM identity")).scalar() == 2


def test_sealed_for_one_petition_it_does_not_open_for_another(enter: Enter, petition: str) -> None:
    vault = enter(INTAKE)
    with vault.transaction() as shelf:
        stranger = shelf.create("petition", {"number": "另一件"})
        copied = "INSERT INTO identity(petition, epoch, record_key, box) SELECT :to, epoch, record_key, box"
        shelf._connection.execute(text(f"{copied} FROM identity"), {"to": stranger})
    with pytest.raises(Refused) as fault, vault.transaction() as shelf:
        shelf.open_identity(stranger, "核实")
    assert fault.value.key == "E-IDENTITY/damaged"


def test_the_vault_s_own_keys_do_not_open_it(enter: Enter, petition: str) -> None:
    """Who has a slot and reads the tables by himself still lacks the intake role's key."""
    vault = enter(HANDLER)
    with vault._engine.connect() as connection:
        record_key, box = connection.execute(text("SELECT record_key, box FROM identity")).one()
    for key in (bytes(vault.master._secret), vault.keys.agree, bytes(vault.master.derive("db"))):
        from lucheng_desktop.vault import sealed
        from lucheng_desktop.vault.keys import unseal

        assert unseal(key, record_key, sealed._context(vault.keyfile.vault, petition, 1)) is None
    assert FACTS["name"].encode() not in box


def test_it_shows_in_no_row_no_search_and_no_entry(enter: Enter, petition: str) -> None:
    vault = enter(INTAKE)
    with vault.transaction() as shelf:
        shelf.open_identity(petition, "核实")
        for value in FACTS.values():
            assert shelf.search(value) == []
        tables = text("SELECT name FROM sqlite_master WHERE type = 'table'")
        for table in shelf._connection.execute(tables).scalars():
            if table == "words":
                continue
            shown = repr(shelf._connection.execute(text(f"SELECT * FROM {table}")).all())
            for value in FACTS.values():
                assert value not in shown and repr(value.encode())[2:-1] not in shown


def test_without_an_intake_officer_nothing_is_sealed_for_nobody(tmp_path: Path) -> None:
    path = tmp_path / "无信访.vault"
    door.create(path, office="甲", practice=True, officers=[door.NewOfficer(HANDLER, (), PASSPHRASE)], cost=FLOOR)
    vault = door.unlock(path, HANDLER, PASSPHRASE)
    with pytest.raises(Refused) as fault, vault.transaction() as shelf:
        shelf.seal_identity(shelf.create("petition", {"number": "1"}), FACTS)
    vault.close()
    assert fault.value.key == "E-IDENTITY/holder"
