"""What one transaction does: all of it or nothing, ledger and rows together."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.ledger.entry import GUARDED, verify
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door
from lucheng_desktop.vault.shelf import Shelf
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE, PASSPHRASE, PRINCIPAL

Enter = Callable[..., Vault]
NASTY = "𠮷田·买买提〔2026〕1号 \u200b「引号」'; DROP TABLE entry; --\n第二行\t０１２ 㐂 " + "长" * 500


@pytest.fixture
def shelf(vault: Vault) -> Iterator[Shelf]:
    with vault.transaction() as shelf:
        yield shelf


def test_an_unknown_record(shelf: Shelf) -> None:
    with pytest.raises(Refused) as fault:
        shelf.record("petition", "00" * 16)
    assert fault.value.key == "E-ABSENT"


def test_what_is_written_is_read_back_by_the_next_session(enter: Enter) -> None:
    vault = enter()
    with vault.transaction() as shelf:
        written = {"number": "信〔2026〕1号", "summary": NASTY, "extra.deep": [1, True, None, b"\0"]}
        id = shelf.create("petition", written)
    vault.close()
    with enter(INTAKE).reading() as shelf:
        assert shelf.record("petition", id).fields == written
        assert shelf.rows("petition", ("id", "number", "summary", "state")) == [(id, "信〔2026〕1号", NASTY, "")]


def test_set_writes_only_what_differs(shelf: Shelf) -> None:
    id = shelf.create("tolerance", {"matter": "甲", "findings.a.done": True, "findings.a.list": ["x"]})
    shelf.set("tolerance", id, {"matter": "甲", "findings.a.done": True, "findings.a.list": ("x",)})
    assert shelf.record("tolerance", id).entries == 1
    shelf.set("tolerance", id, {"matter": "甲", "findings.a.done": 1})
    assert shelf.history("tolerance", id)[-1].body == {"findings.a.done": 1}
    shelf.set("tolerance", id, {"matter": None, "new": None})
    assert shelf.record("tolerance", id).fields["matter"] is None
    assert shelf.record("tolerance", id).entries == 3


def test_what_was_read_may_be_changed_in_place(shelf: Shelf) -> None:
    id = shelf.create("tolerance", {"evidence": ["一"], "deep": {"list": [1]}})
    fields = shelf.record("tolerance", id).fields
    fields["evidence"].append("二")
    fields["deep"]["list"].append(2)
    shelf.history("tolerance", id)[0].body["evidence"].append("三")
    shelf.set("tolerance", id, {"evidence": fields["evidence"], "deep": fields["deep"]})
    assert shelf.record("tolerance", id).fields == {"evidence": ["一", "二"], "deep": {"list": [1, 2]}}


def test_a_step_is_signed_by_the_officer_and_shows_in_the_row(vault: Vault, shelf: Shelf) -> None:
    id = shelf.create("petition", {"number": "1"})
    made = shelf.move("petition", id, "register_petition", "received", "registered", by="phone")
    assert verify(made, vault.keys.sign_public) and made.body["by"] == "phone"
    state = shelf.record("petition", id)
    assert (state.state, state.doer("register_petition")) == ("registered", vault.officer.id)
    assert shelf.rows("petition", ("state",), {"id": id}) == [("registered",)]


def test_each_guarded_kind_is_signed_and_no_other(vault: Vault, shelf: Shelf) -> None:
    id = shelf.create("document", {"title": "甲"})
    bodies: dict[str, dict[str, Any]] = {
        "transition": {"step": "a", "from": "", "to": "b"}, "approve": {"scope": [""], "digest": "00"},
        "void": {"reason": "错"}, "append": {"list": "l", "item": {}},
        "add": {"set": "s", "value": 1}, "remove": {"set": "s", "value": 1},
    }  # fmt: skip
    for kind in ("number", "seal", "print", "vote", "resolve", "note", *bodies):
        made = shelf.append("document", id, kind, bodies.get(kind, {"what": kind}))
        assert bool(made.signature) == (kind in GUARDED)
    assert shelf.rows("document", ("voided",)) == [(1,)]


def test_parents_are_the_heads_and_the_device_chain_has_no_gap(shelf: Shelf) -> None:
    id = shelf.create("person", {"name": "甲"})
    shelf.create("person", {"name": "乙"})
    shelf.set("person", id, {"name": "丙"})
    first, second = shelf.history("person", id)
    assert (first.parents, second.parents) == ((), (first.id,))
    entries = list(shelf.entries())
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.prev for entry in entries[1:]] == [entry.id for entry in entries[:-1]]
    assert shelf.heads() == {entries[0].device: (len(entries), entries[-1].id)}
    assert list(shelf.entries({entries[0].device: 3})) == entries[3:]


def test_history_is_oldest_first_even_if_the_clock_is_set_back(directory: Path) -> None:
    wall = [2_000_000_000_000]
    vault = door.unlock(directory, HANDLER, PASSPHRASE, Clock(lambda: wall[0]))
    with vault.transaction() as shelf:
        id = shelf.create("person", {"name": "一"})
    vault.close()
    wall[0] -= 10**9
    vault = door.unlock(directory, HANDLER, PASSPHRASE, Clock(lambda: wall[0]))
    with vault.transaction() as shelf:
        shelf.set("person", id, {"name": "二"})
        assert [entry.body["name"] for entry in shelf.history("person", id)] == ["一", "二"]
        assert shelf.record("person", id).fields["name"] == "二"
    assert vault.clock.set_back > 0
    vault.close()


def test_a_failure_takes_everything_back(vault: Vault) -> None:
    with vault.reading() as shelf:
        before = list(shelf.entries())
    with pytest.raises(ZeroDivisionError), vault.transaction() as shelf:
        shelf.create("person", {"name": "不该留下"})
        shelf.keep_draft("form", "key", "field", "不该留下")
        raise ZeroDivisionError
    with vault.reading() as shelf:
        assert list(shelf.entries()) == before
        assert not shelf.search("不该留下") and not shelf.rows("person", ("id",)) and not shelf.drafts("form", "key")
    with vault.transaction() as shelf:
        assert shelf.create("person", {"name": "之后照常"})


def test_a_transaction_inside_a_transaction_is_an_error(vault: Vault) -> None:
    with vault.transaction() as shelf:
        with pytest.raises(RuntimeError), vault.transaction():
            pass
        shelf.create("person", {"name": "外层照常"})
    with vault.reading() as shelf:
        assert shelf.search("外层照常")


def test_reading_sees_one_state_and_cannot_write(vault: Vault) -> None:
    with vault.reading() as view:
        assert view.rows("person", ("name",)) == []
        with vault.transaction() as shelf:
            shelf.create("person", {"name": "后来"})
        assert view.rows("person", ("name",)) == []
    with pytest.raises(RuntimeError, match="while reading"), vault.reading() as view:
        view.create("person", {"name": "读时写"})
    with vault.reading() as view:
        assert view.rows("person", ("name",)) == [("后来",)]
    with vault.transaction() as shelf:
        shelf.create("person", {"name": "读过的连接还能写"})


def test_a_full_disk_is_said_in_words(vault: Vault) -> None:
    with vault._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(Refused) as fault, vault.transaction() as shelf:
        for _ in range(100):
            shelf.create("person", {"name": "甲" * 3000})
    assert fault.value.key == "E-VAULT-FULL"
    with vault._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with vault.reading() as shelf:
        assert shelf.rows("person", ("id",)) == []


def test_rows_filter_order_and_limit(shelf: Shelf) -> None:
    facts = [{"title": f"第{n}", "year": 2020 + n, "series": "鹿纪" if n % 2 else None} for n in range(6)]
    ids = [shelf.create("document", fields) for fields in facts]
    assert [row[0] for row in shelf.rows("document", ("year",))] == [2020 + n for n in range(6)]
    assert [row[0] for row in shelf.rows("document", ("year",), order="-year", limit=2)] == [2025, 2024]
    assert shelf.rows("document", ("year",), {"series": "鹿纪", "year": [2021, 2025]}) == [(2021,), (2025,)]
    assert shelf.rows("document", ("id",), {"series": None}) == [(ids[0],), (ids[2],), (ids[4],)]
    assert shelf.rows("document", ("id",), {"id": []}) == []


def test_values_that_do_not_fit_a_column_do_not_break_the_row(shelf: Shelf) -> None:
    odd = {"title": {"a": [1, b"\xff"]}, "year": "二〇二六", "sequence": True, "series": ["甲", "乙"], "kind": b"\xff"}
    shelf.create("document", odd)
    columns = ("title", "year", "sequence", "series", "kind")
    assert shelf.rows("document", columns) == [('{"a": [1, "ff"]}', None, 1, "甲 乙", "ff")]


def test_officers_devices_and_offices_come_from_signed_entries_alone(vault: Vault, shelf: Shelf) -> None:
    columns = ("id", "name", "roles", "office", "local")
    mine = (vault.officer.id, HANDLER, "handling_dept case_supervision", vault.office, 1)
    assert mine in shelf.rows("officer", columns)
    shelf.set("officer", vault.officer.id, {"roles": ["principal"], "name": PRINCIPAL, "sign_key": "00" * 32})
    assert mine in shelf.rows("officer", columns)
    assert shelf.record("officer", vault.officer.id).fields["name"] == HANDLER
    assert shelf.rows("device", ("id", "office")) == [(vault.device.hex(), vault.office)]
    assert shelf.rows("office", ("id", "name", "practice")) == [(vault.office, vault.office_name, 1)]
    device = shelf.record("device", vault.device.hex()).fields
    assert device["sign_key"] == vault.device_key.public_key().public_bytes_raw().hex()


def test_drafts_survive_and_go_without_a_trace_in_the_ledger(enter: Enter) -> None:
    vault = enter()
    before = vault.ledger_check().entries
    for text in ("半", "半句", NASTY):
        with vault.transaction() as shelf:
            shelf.keep_draft("wizard", "k1", "reason", text)
            shelf.keep_draft("wizard", "k1", "evidence", text[::-1])
            shelf.keep_draft("wizard", "k2", "reason", "别的案件")
    vault.close()
    vault = enter()
    with vault.transaction() as shelf:
        assert shelf.drafts("wizard", "k1") == {"reason": NASTY, "evidence": NASTY[::-1]}
        shelf.drop_drafts("wizard", "k1", ["reason"])
        assert shelf.drafts("wizard", "k1") == {"evidence": NASTY[::-1]}
        shelf.drop_drafts("wizard", "k1")
        assert (shelf.drafts("wizard", "k1"), shelf.drafts("wizard", "k2")) == ({}, {"reason": "别的案件"})
    assert vault.ledger_check().entries == before


def test_the_ledger_checks_out(vault: Vault) -> None:
    with vault.transaction() as shelf:
        id = shelf.create("petition", {"number": "1"})
        shelf.move("petition", id, "register_petition", "", "registered")
    found = vault.ledger_check()
    assert (found.chain, found.devices, found.first_fault) == ("intact", 1, None)
    assert found.signatures == 1 + 1 + 3 + 1 and found.entries == found.signatures + 1


def test_an_entry_cut_out_of_the_ledger_is_found(vault: Vault) -> None:
    with vault.transaction() as shelf:
        shelf.create("person", {"name": "甲"})
        shelf.create("person", {"name": "乙"})
    with vault._engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER entry_no_delete")
        connection.exec_driver_sql("DELETE FROM head")
        connection.exec_driver_sql("DELETE FROM entry WHERE seq = 6")
    found = vault.ledger_check()
    assert found.chain == "broken" and found.first_fault is not None and found.first_fault.seq == 7
