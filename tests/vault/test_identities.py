"""Openings that end, and searches that tell nobody for whom was looked."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import blind, identities
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE

Enter = Callable[..., Vault]
FACTS = {
    "name": "夏侯闻笛",
    "aliases": "老夏\n笛子（网名）",
    "phone": "139 1234 5678",
    "id_no": "33030219800101001x",
    "address": "演练路八十八号",
}


def sealed_by(vault: Vault, number: str, facts: dict[str, str]) -> str:
    with vault.transaction() as shelf:
        petition = shelf.create("petition", {"number": number})
        shelf.seal_identity(petition, facts)
    return petition


def found(vault: Vault, wanted: str) -> tuple[str, ...]:
    with vault.transaction() as shelf:
        return identities.find(shelf, wanted, "查重")


def notes(vault: Vault, kind: str, id: str) -> list[Any]:
    with vault.reading() as shelf:
        return [dict(entry.body) for entry in shelf.history(kind, id) if entry.kind == "note"]


# time


def test_an_opening_ends_and_is_asked_for_anew(enter: Enter) -> None:
    vault, now = enter(INTAKE), 1000.0
    petition = sealed_by(vault, "1", FACTS)

    def clock() -> float:
        return now

    with pytest.raises(Refused) as fault:
        identities.again(vault, petition, clock)
    assert fault.value.key == "E-IDENTITY/expired"
    with vault.transaction() as shelf:
        assert identities.grant(shelf, petition, "电话核实", 10, clock) == FACTS
    now += 599
    assert identities.again(vault, petition, clock) == FACTS
    now += 1
    for _ in range(2):
        with pytest.raises(Refused) as fault:
            identities.again(vault, petition, clock)
        assert fault.value.key == "E-IDENTITY/expired"
    with vault.transaction() as shelf:
        identities.grant(shelf, petition, "反馈办理结果", 10, clock)
    assert identities.again(vault, petition, clock) == FACTS
    opened = [note for note in notes(vault, "petition", petition) if note["what"] == "identity_opened"]
    assert opened == [
        {"what": "identity_opened", "purpose": "电话核实", "minutes": 10},
        {"what": "identity_opened", "purpose": "反馈办理结果", "minutes": 10},
    ]


def test_an_opening_ends_with_the_session_and_opens_one_petition(enter: Enter) -> None:
    vault = enter(INTAKE)
    one, other = sealed_by(vault, "1", FACTS), sealed_by(vault, "2", FACTS)
    with vault.transaction() as shelf:
        identities.grant(shelf, one, "核实")
    assert identities.again(vault, one) == FACTS
    with pytest.raises(Refused):
        identities.again(vault, other)
    vault.close()
    vault = enter(INTAKE)
    with pytest.raises(Refused):
        identities.again(vault, one)


def test_a_refused_opening_leaves_a_note_and_nothing_to_see_again(enter: Enter) -> None:
    vault = enter(HANDLER)
    petition = sealed_by(vault, "1", FACTS)
    with pytest.raises(Refused), vault.transaction() as shelf:
        identities.grant(shelf, petition, "好奇")
    assert notes(vault, "petition", petition)[-1] == {"what": "identity_refused", "purpose": "好奇"}
    with pytest.raises(Refused):
        identities.again(vault, petition)


# search


@pytest.mark.parametrize("sealer", [INTAKE, HANDLER])
def test_it_is_found_by_every_exact_name_and_number_and_by_nothing_less(enter: Enter, sealer: str) -> None:
    vault = enter(sealer)
    petition = sealed_by(vault, "1", FACTS)
    sealed_by(vault, "2", {"name": "夏侯闻", "phone": "13912345679"})
    vault.close()
    vault = enter(INTAKE)
    for wanted in (
        "夏侯闻笛",
        " 夏侯 闻笛 ",
        "老夏",
        "笛子(网名)",
        "１３９１２３４５６７８",
        "+86 139-1234-5678",
        "33030219800101001X",
    ):
        assert found(vault, wanted) == (petition,), wanted
    for wanted in ("夏侯", "闻笛", "笛子", "1391234567", "演练路八十八号", "", "。", "33030219800101001"):
        assert found(vault, wanted) == (), wanted


def test_the_identity_that_stands_is_the_one_found(enter: Enter) -> None:
    vault = enter(INTAKE)
    petition = sealed_by(vault, "1", FACTS)
    with vault.transaction() as shelf:
        shelf.seal_identity(petition, {"name": "改正后的姓名"})
    assert (found(vault, "夏侯闻笛"), found(vault, "改正后的姓名")) == ((), (petition,))


def test_the_ledger_hears_of_a_search_but_not_for_whom(enter: Enter) -> None:
    vault = enter(INTAKE)
    sealed_by(vault, "1", FACTS)
    found(vault, FACTS["name"])
    assert notes(vault, "office", vault.office)[-1] == {"what": "identity_searched", "purpose": "查重", "found": 1}
    with vault.reading() as shelf:
        whole = json.dumps([dict(entry.body) for entry in shelf.entries()], ensure_ascii=False, default=repr)
    assert FACTS["name"] not in whole


def test_others_search_nothing_and_that_is_on_the_record(enter: Enter) -> None:
    vault = enter(HANDLER)
    with pytest.raises(Refused) as fault:
        found(vault, FACTS["name"])
    assert fault.value.key == "E-IDENTITY"
    assert notes(vault, "office", vault.office)[-1] == {"what": "identity_search_refused", "purpose": "查重"}
    with pytest.raises(Refused) as fault, vault.transaction() as shelf:
        identities.find(shelf, "甲", "  ")
    assert fault.value.key == "E-IDENTITY/purpose"


def test_the_masters_key_tries_out_no_names(enter: Enter) -> None:
    """Somebody with a slot reads the sums but lacks the key under which they were made."""
    vault = enter(INTAKE)
    sealed_by(vault, "1", FACTS)
    vault.close()
    vault = enter(HANDLER)
    with vault._engine.connect() as connection:
        stored = connection.execute(text("SELECT record_key FROM identity")).scalar_one()
    tokens = stored[80:]
    assert len(tokens) == 8 * blind.SIZE
    for key in (bytes(vault.master._secret), vault.keys.agree, vault.keyfile.intake_public):
        assert not blind.holds(tokens, blind.wanted(key, vault.keyfile.vault, FACTS["name"]))


names = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=12)


@given(names, names)
def test_sums_say_the_same_as_the_open_text(name: str, asked: str) -> None:
    key, vault = bytes(range(32)), b"v" * 16
    facts = {"name": name, "phone": name}
    for wanted in (asked, name):
        by_sum = blind.holds(blind.tokens(key, vault, facts), blind.wanted(key, vault, wanted))
        assert by_sum == blind.matches(facts, wanted)
