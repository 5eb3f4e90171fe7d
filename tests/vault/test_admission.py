"""Foreign entries: what is taken, what waits, what is held, and that nothing is half taken."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from lucheng_desktop.ledger.entry import Entry, sign
from lucheng_desktop.vault.shelf import Shelf
from lucheng_desktop.vault.store import Vault
from lucheng_desktop.vault.tables import quarantine
from tests.vault.conftest import INTAKE

Enter = Callable[..., Vault]


@pytest.fixture
def shelf(vault: Vault) -> Iterator[Shelf]:
    with vault.transaction() as shelf:
        yield shelf


@pytest.fixture
def case(other: Vault) -> tuple[str, list[Entry]]:
    """A petition of the other office, and its whole ledger."""
    with other.transaction() as shelf:
        id = shelf.create("petition", {"number": "外〔2026〕1号"})
        shelf.move("petition", id, "register_petition", "", "registered")
        shelf.set("petition", id, {"summary": "反映张三丰"})
    with other.reading() as shelf:
        return id, list(shelf.entries())


def reasons(shelf: Shelf) -> list[str]:
    return list(shelf._connection.execute(select(quarantine.c.reason).order_by(quarantine.c.stamp)).scalars())


def forged(vault: Vault, entry: Entry, **changes: Any) -> Entry:
    """An entry of another making, signed with a key of one's own choice."""
    key = changes.pop("key", Ed25519PrivateKey.generate())
    made = replace(entry, salt=os.urandom(16), signature=b"", **changes)
    return sign(made, key) if entry.kind in ("transition", "member") else made


def test_the_history_is_the_same_there(vault: Vault, other: Vault, case: tuple[str, list[Entry]]) -> None:
    id, entries = case
    with vault.transaction() as shelf:
        answer = shelf.admit(entries)
    assert answer.new == len(entries)
    assert (answer.duplicates, answer.waiting, answer.quarantined, answer.conflicts) == (0, 0, 0, 0)
    assert ("petition", id) in answer.records
    with vault.reading() as here, other.reading() as there:
        assert here.record("petition", id) == there.record("petition", id)
        assert here.history("petition", id) == there.history("petition", id)
        assert here.rows("petition", ("id", "number", "state")) == [(id, "外〔2026〕1号", "registered")]
        assert here.search("张三丰") == [("petition", id)]
        assert here.rows("officer", ("local",), {"id": other.officer.id}) == [(0,)]
    assert vault.ledger_check().chain == "intact" and vault.ledger_check().devices == 2


def test_two_histories_of_one_record_meet(vault: Vault, other: Vault, case: tuple[str, list[Entry]]) -> None:
    id, entries = case
    with vault.transaction() as shelf:
        shelf.admit(entries)
        shelf.set("petition", id, {"summary": "本单位的写法"})
        mine = list(shelf.entries())
    with other.transaction() as shelf:
        shelf.set("petition", id, {"summary": "外单位的写法"})
        answer = shelf.admit(mine)
        assert answer.conflicts == 1
        assert shelf.rows("petition", ("conflict",)) == [(1,)]
        (conflict,) = shelf.record("petition", id).conflicts
        assert set(conflict.values) == {"本单位的写法", "外单位的写法"}
        shelf.set("petition", id, {"summary": shelf.record("petition", id).fields["summary"]})
        assert shelf.rows("petition", ("conflict",)) == [(0,)], "choosing the value that is shown is a choice"


def test_early_entries_wait_for_what_they_build_on(shelf: Shelf, case: tuple[str, list[Entry]]) -> None:
    id, entries = case
    assert shelf.admit(entries[3:]).waiting == len(entries) - 3
    assert shelf.rows("petition", ("id",)) == []
    again = shelf.admit(entries[3:])
    assert (again.new, again.duplicates, again.waiting) == (0, len(entries) - 3, len(entries) - 3)
    answer = shelf.admit(entries[:3])
    assert (answer.new, answer.waiting) == (len(entries), 0)
    assert shelf.rows("petition", ("id",)) == [(id,)]


def test_waiting_entries_wait_over_night(enter: Enter, case: tuple[str, list[Entry]]) -> None:
    _, entries = case
    vault = enter()
    with vault.transaction() as shelf:
        shelf.admit(entries[1:])
    vault.close()
    with enter(INTAKE).transaction() as shelf:
        assert shelf.admit(entries[:1]).new == len(entries)


def test_an_extract_may_have_gaps_but_must_link(other: Vault, vault: Vault, case: tuple[str, list[Entry]]) -> None:
    id, entries = case
    with other.transaction() as shelf:
        shelf.create("person", {"name": "与本案无关"})
        shelf.set("petition", id, {"summary": "再改"})
        entries = list(shelf.entries())
    chosen = [entry for entry in entries if entry.entity_kind in ("office", "device", "officer", "petition")]
    with vault.transaction() as shelf:
        answer = shelf.admit(chosen[::-1], extracts=[other.device])
        assert (answer.new, answer.waiting, answer.quarantined) == (len(chosen), 0, 0)
        assert shelf.record("petition", id).fields["summary"] == "再改"
        wrong = forged(vault, entries[-2], prev=os.urandom(32))
        assert shelf.admit([wrong], extracts=[other.device]).quarantined == 1
        assert reasons(shelf) == ["fork"]
        assert shelf.admit([entries[-2]]).new == 1, "the gap may be closed later"
    assert vault.ledger_check().chain == "intact"


def test_a_fork_is_held_and_the_known_branch_stays(shelf: Shelf, vault: Vault, case: tuple[str, list[Entry]]) -> None:
    id, entries = case
    shelf.admit(entries)
    fork = forged(vault, entries[-1], body={"summary": "偷换"})
    answer = shelf.admit([fork, fork])
    assert (answer.new, answer.quarantined) == (0, 1) and reasons(shelf) == ["fork"]
    assert shelf.record("petition", id).fields["summary"] == "反映张三丰"
    assert shelf.admit([fork]).duplicates == 1


def test_a_wrong_link_is_a_fork(shelf: Shelf, vault: Vault, case: tuple[str, list[Entry]]) -> None:
    _, entries = case
    shelf.admit(entries[:-1])
    shelf.admit([forged(vault, entries[-1], prev=os.urandom(32))])
    assert reasons(shelf) == ["fork"]


def test_entries_under_our_own_device_are_held(shelf: Shelf, vault: Vault, case: tuple[str, list[Entry]]) -> None:
    seq, head = shelf.heads()[vault.device]
    shelf.admit([forged(vault, case[1][-1], device=vault.device, seq=seq + 1, prev=head, parents=())])
    assert reasons(shelf) == ["own device"]


def test_a_forged_signature_is_held(shelf: Shelf, vault: Vault, case: tuple[str, list[Entry]]) -> None:
    id, entries = case
    place = next(place for place, entry in enumerate(entries) if entry.kind == "transition")
    answer = shelf.admit([*entries[:place], forged(vault, entries[place])])
    assert (answer.new, answer.quarantined) == (place, 1) and reasons(shelf) == ["signature"]
    assert shelf.record("petition", id).state == ""


def test_parents_of_another_record_are_held(shelf: Shelf, vault: Vault, case: tuple[str, list[Entry]]) -> None:
    _, entries = case
    shelf.admit(entries[:-1])
    mine = shelf.create("person", {"name": "甲"})
    (head,) = shelf.history("person", mine)
    shelf.admit([forged(vault, entries[-1], parents=(head.id,))])
    assert reasons(shelf) == ["parents"]
    shelf.set("person", mine, {"name": "乙"})
    assert shelf.history("person", mine)[-1].parents == (head.id,)


class Stranger:
    """Somebody who knows the format and writes what he likes."""

    def __init__(self, office: str) -> None:
        self.key, self.office = Ed25519PrivateKey.generate(), office
        self.device, self.officer = os.urandom(16), os.urandom(16)
        self.made: list[Entry] = []
        self.add("device", self.device, "member", {"office": office, "sign_key": "00" * 32})
        self.add("officer", self.officer, "member", self.card())

    def card(self, **changes: Any) -> dict[str, Any]:
        public = self.key.public_key().public_bytes_raw().hex()
        return {"name": "某甲", "roles": ["principal"], "office": self.office, "sign_key": public, **changes}

    def add(self, kind: str, entity: bytes, entry_kind: str, body: dict[str, Any], **changes: Any) -> Entry:
        prev = self.made[-1].id if self.made else bytes(32)
        seq, salt = len(self.made) + 1, os.urandom(16)
        made = Entry(self.device, seq, prev, kind, entity, (), entry_kind, body, self.officer, 1 << 56, 1, salt)
        made = replace(made, **changes)
        self.made.append(sign(made, self.key) if entry_kind in ("member", "transition") else made)
        return self.made[-1]


def held(shelf: Shelf, stranger: Stranger) -> list[str]:
    shelf.admit(stranger.made)
    return reasons(shelf)


@pytest.fixture
def stranger() -> Stranger:
    return Stranger("ab" * 16)


def test_an_honest_stranger_is_taken(shelf: Shelf, stranger: Stranger) -> None:
    stranger.add("person", os.urandom(16), "set", {"name": "甲"})
    assert held(shelf, stranger) == [] and len(shelf.rows("person", ("id",))) == 1


def test_nobody_else_describes_our_officers(shelf: Shelf, vault: Vault, stranger: Stranger) -> None:
    ours = bytes.fromhex(vault.officer.id)
    stranger.add("officer", ours, "member", stranger.card())
    assert held(shelf, stranger) == ["local member"]
    assert shelf.rows("officer", ("roles",), {"id": vault.officer.id}) == [("handling_dept case_supervision",)]


@pytest.mark.parametrize("kind", ["office", "device", "officer"])
def test_nobody_joins_our_office_from_outside(shelf: Shelf, vault: Vault, stranger: Stranger, kind: str) -> None:
    entity = bytes.fromhex(vault.office) if kind == "office" else os.urandom(16)
    stranger.add(kind, entity, "member", stranger.card(office=vault.office))
    assert held(shelf, stranger) == ["local member"]


def test_a_device_of_our_office_is_not_made_elsewhere(shelf: Shelf, vault: Vault) -> None:
    assert held(shelf, Stranger(vault.office)) == ["local member"]


def test_nobody_writes_in_the_name_of_our_officers(shelf: Shelf, vault: Vault, stranger: Stranger) -> None:
    stranger.add("person", os.urandom(16), "set", {"name": "甲"}, officer=bytes.fromhex(vault.officer.id))
    assert held(shelf, stranger) == ["other office"]


def test_a_third_office_s_officers_are_described_by_itself(shelf: Shelf, stranger: Stranger) -> None:
    stranger.add("officer", os.urandom(16), "member", stranger.card(office="cd" * 16))
    assert held(shelf, stranger) == ["other office"]


def test_membership_is_never_unsigned(shelf: Shelf, stranger: Stranger) -> None:
    stranger.add("officer", stranger.officer, "set", {"roles": ["principal"]})
    assert held(shelf, stranger) == ["unsigned member"]


def test_a_known_key_does_not_change_by_itself(shelf: Shelf, stranger: Stranger) -> None:
    stranger.add("officer", stranger.officer, "member", stranger.card(sign_key="11" * 32))
    assert held(shelf, stranger) == ["changed key"]


def test_an_unknown_officer_s_words_wait(shelf: Shelf, stranger: Stranger) -> None:
    stranger.add("person", os.urandom(16), "set", {"name": "甲"}, officer=os.urandom(16))
    answer = shelf.admit(stranger.made)
    assert (answer.new, answer.waiting) == (2, 1)


def test_a_kind_of_a_newer_program_is_kept_and_does_not_show(shelf: Shelf, vault: Vault, stranger: Stranger) -> None:
    stranger.add("hologram", os.urandom(16), "set", {"name": "甲"})
    assert held(shelf, stranger) == []
    shelf.rebuild()
    assert list(shelf.entries({vault.device: 10**6}))[-1].entity_kind == "hologram"


def test_a_failure_in_the_middle_takes_the_whole_delivery_back(vault: Vault, case: tuple[str, list[Entry]]) -> None:
    _, entries = case
    with vault.reading() as shelf:
        before = shelf.heads()
    with pytest.raises(ZeroDivisionError), vault.transaction() as shelf:
        shelf.admit(entries)
        raise ZeroDivisionError
    with vault.reading() as shelf:
        assert shelf.heads() == before and shelf.rows("petition", ("id",)) == []


def test_stamps_of_others_are_followed(vault: Vault, case: tuple[str, list[Entry]], tmp_path: Path) -> None:
    _, entries = case
    with vault.transaction() as shelf:
        shelf.admit(entries)
        id = shelf.create("person", {"name": "甲"})
        assert shelf.history("person", id)[0].stamp > max(entry.stamp for entry in entries)
