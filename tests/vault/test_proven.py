"""A second check of the ledger looks only at signatures it has not proven, and a forged note of that helps nobody."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy import text, update

from lucheng_desktop.ledger import chain
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import proven
from lucheng_desktop.vault.store import Vault
from lucheng_desktop.vault.tables import meta


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Messages whose signatures were looked at."""
    seen: list[bytes] = []
    signed_by = chain.signed_by

    def look(public: bytes, signature: bytes, message: bytes) -> bool:
        seen.append(message)
        return signed_by(public, signature, message)

    monkeypatch.setattr(chain, "signed_by", look)
    return seen


def test_each_signature_is_looked_at_once_unless_asked(vault: Vault, looked: list[bytes]) -> None:
    first = vault.ledger_check()
    assert len(looked) == first.signatures > 0
    with vault.transaction() as shelf:
        case = shelf.create("tolerance", {"matter": "旧村改造"})
        shelf.move("tolerance", case, "open_case", "", "verifying")
    looked.clear()
    assert vault.ledger_check().signatures == first.signatures + 1 and len(looked) == 1
    looked.clear()
    assert vault.ledger_check().chain == "intact" and not looked
    assert len(looked) == 0 and vault.ledger_check(thorough=True).signatures == len(looked)


def test_a_note_that_is_not_ours_proves_nothing(vault: Vault, looked: list[bytes]) -> None:
    signatures = vault.ledger_check().signatures
    with vault._connected(writing=True) as connection:
        connection.execute(update(meta).where(meta.c.name == "proven").values(value="00 {}"))
    looked.clear()
    assert vault.ledger_check().signatures == len(looked) == signatures


def test_what_was_proven_hides_no_change(vault: Vault, enter: Callable[..., Vault]) -> None:
    with vault.transaction() as shelf:
        case = shelf.create("tolerance", {"matter": "旧村改造"})
        for step in range(4):
            shelf.move("tolerance", case, "again", "", f"第{step}步")
    assert vault.ledger_check().chain == "intact"
    with vault._connected(writing=True) as connection:
        connection.execute(text("DROP TRIGGER entry_no_update"))
        one, two = connection.execute(text("SELECT id, data FROM entry ORDER BY seq DESC LIMIT 2 OFFSET 1")).all()
        forged = bytearray(one.data)
        forged[-10] ^= 1  # inside the signature
        connection.execute(text("UPDATE entry SET data = :data WHERE id = :id"), {"data": bytes(forged), "id": one.id})
    found = vault.ledger_check()
    assert found.chain == "broken" and found.first_fault is not None and found.first_fault.what == "signature"
    assert two.id


def test_opening_reads_only_what_is_new(vault: Vault, looked: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    first = vault.ledger_check()
    case = _moved(vault, "一")
    looked.clear()
    monkeypatch.setattr(proven, "_sums", lambda *_: pytest.fail("read again"))
    assert vault.ledger_check(newest=True).entries == first.entries + 2 and len(looked) == 1
    with vault._connected(writing=True) as connection:
        connection.execute(text("DROP TRIGGER entry_no_delete"))
        connection.execute(text("DELETE FROM head"))
        connection.execute(text("DELETE FROM entry WHERE seq = 2"))
    monkeypatch.undo()
    found = vault.ledger_check(newest=True)
    assert found.first_fault is not None and (found.first_fault.what, found.first_fault.seq) == ("gap", 3) and case


def _moved(vault: Vault, matter: str) -> str:
    with vault.transaction() as shelf:
        case = shelf.create("tolerance", {"matter": matter})
        shelf.move("tolerance", case, "open_case", "", "verifying")
    return case


@pytest.mark.parametrize("seed", range(8))
def test_any_byte_of_what_was_proven_is_compared(vault: Vault, seed: int) -> None:
    dice = random.Random(seed)
    _moved(vault, "旧村改造" * 20)
    assert vault.ledger_check().chain == "intact"
    _moved(vault, "证明之后")
    with vault._connected(writing=True) as connection:
        connection.execute(text("DROP TRIGGER entry_no_update"))
        count = connection.execute(text("SELECT count(*) FROM entry")).scalar_one() - 2
        seq = dice.randint(1, count)
        (data,) = connection.execute(text("SELECT data FROM entry WHERE seq = :seq"), {"seq": seq}).one()
        changed = bytearray(data)
        changed[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        connection.execute(text("UPDATE entry SET data = :data WHERE seq = :seq"), {"data": bytes(changed), "seq": seq})
    try:
        assert vault.ledger_check().chain == "broken"
    except Refused as refused:
        assert refused.code in ("E-LEDGER-DAMAGED", "E-LEDGER-NEWER")
