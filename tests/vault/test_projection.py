"""Rows written step by step are the rows a rebuild makes, whatever happened and in whatever order it arrived."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.vault import journal, spelling
from lucheng_desktop.vault.shelf import Shelf
from lucheng_desktop.vault.store import Vault
from lucheng_desktop.vault.tables import ROWS, columns, indexed

FREE_KINDS = sorted(KINDS.keys() - {"office", "officer", "device", "peer"})
WORDS = st.text(st.sampled_from("张三鹿纪2026号 ·a𠮷"), max_size=6)
NUMBERS = st.one_of(st.none(), st.booleans(), st.integers(-3, 2**62))
VALUES = st.one_of(WORDS, NUMBERS, st.binary(max_size=3), st.lists(WORDS, max_size=2))


class Undo(Exception):
    """Ends an example without leaving anything in the vault."""


def dump(shelf: Shelf) -> dict[str, Any]:
    """Everything a rebuild makes, without row numbers."""
    connection = shelf._connection
    found: dict[str, Any] = {
        name: sorted(connection.execute(select(table)).all(), key=lambda row: row.id) for name, table in ROWS.items()
    }
    numbers = {number: (kind, id, words) for number, kind, id, words, _ in connection.execute(select(indexed))}
    found["texts"] = sorted(numbers.values())
    tokens = {token for _, _, words in numbers.values() for token in spelling.tokens(words)}
    match = text("SELECT rowid FROM words WHERE words MATCH :token")
    rows = {token: connection.execute(match, {"token": token}).scalars().all() for token in tokens}
    found["tokens"] = {token: sorted(numbers[row] for row in holding) for token, holding in rows.items()}
    return found


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, int, str, dict[str, Any]]:
    """(kind of record, which one, kind of entry, body)."""
    kind = draw(st.sampled_from(FREE_KINDS))
    names = st.sampled_from([*columns(KINDS[kind]), *KINDS[kind].groups, "other.field", "sequence"])
    free = st.dictionaries(names, VALUES, max_size=3)
    entry_kind, body = draw(
        st.one_of(
            st.tuples(st.just("set"), free),
            st.tuples(st.just("transition"), st.fixed_dictionaries({"step": WORDS, "from": WORDS, "to": WORDS})),
            st.tuples(st.just("void"), st.fixed_dictionaries({"reason": WORDS, "voided": st.booleans()})),
            st.tuples(st.sampled_from(("add", "remove")), st.fixed_dictionaries({"set": names, "value": WORDS})),
            st.tuples(st.just("append"), st.fixed_dictionaries({"list": names, "item": free})),
            st.tuples(st.sampled_from(("number", "seal", "print", "vote", "note")), free),
        )
    )
    return kind, draw(st.integers(0, 1)), entry_kind, body


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(changes(), max_size=14))
def test_step_by_step_is_the_rebuild(vault: Vault, history: list[tuple[str, int, str, dict[str, Any]]]) -> None:
    with pytest.raises(Undo), vault.transaction() as shelf:
        for kind, which, entry_kind, body in history:
            shelf.append(kind, f"{which:032x}", entry_kind, body)
        before = dump(shelf)
        shelf.rebuild()
        assert dump(shelf) == before
        raise Undo


def test_the_last_number_of_a_register_is_the_largest_given(vault: Vault) -> None:
    id = "5" * 32
    with pytest.raises(Undo), vault.transaction() as shelf:
        for sequence in (None, 1, 7, 3, True, "9"):
            shelf.append("register", id, "number", {} if sequence is None else {"sequence": sequence})
        shelf.append("register", id, "set", {"last": 99})
        before = shelf.rows("register", ("last",))
        journal.forget()
        shelf.append("register", id, "number", {"sequence": 8})
        after = shelf.rows("register", ("last",))
        shelf.rebuild()
        assert (before, after) == ([(7,)], [(8,)]) == (before, shelf.rows("register", ("last",)))
        raise Undo


def test_a_rebuild_heals_rows_that_were_tampered_with(vault: Vault) -> None:
    with vault.transaction() as shelf:
        id = shelf.create("person", {"name": "令狐冲", "unit": "华山街道"})
        before = dump(shelf)
        shelf._connection.execute(text("UPDATE row_person SET name = '东方不败'"))
        shelf._connection.execute(text("INSERT INTO words(rowid, tokens) VALUES (99, 'x')"))
        shelf._connection.execute(text("DELETE FROM row_officer"))
        assert dump(shelf) != before
        shelf.rebuild()
        assert dump(shelf) == before
        assert shelf.rows("person", ("name",), {"id": id}) == [("令狐冲",)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(changes(), min_size=1, max_size=8), local=st.lists(changes(), max_size=4), data=st.data())
def test_the_order_of_arrival_does_not_matter(
    vault: Vault, other: Vault, history: list[Any], local: list[Any], data: st.DataObject
) -> None:
    """Foreign entries in any order and any portions end in the rows that a rebuild makes, and none is left waiting."""
    with pytest.raises(Undo), other.transaction() as there:
        for kind, which, entry_kind, body in history:
            there.append(kind, f"{which:032x}", entry_kind, body)
        delivery = list(there.entries())
        raise Undo
    shuffled = data.draw(st.permutations(delivery))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=3)))
    with pytest.raises(Undo), vault.transaction() as shelf:
        for kind, which, entry_kind, body in local:
            shelf.append(kind, f"{which:032x}", entry_kind, body)
        done = 0
        for start, stop in zip([0, *cuts], [*cuts, len(shuffled)], strict=True):
            answer = shelf.admit(shuffled[start:stop])
            done += answer.new
            assert not answer.quarantined and done + answer.waiting == stop
            before = dump(shelf)
            shelf.rebuild()
            assert dump(shelf) == before
        assert done == len(delivery)
        again = shelf.admit(delivery)
        assert (again.new, again.duplicates) == (0, len(delivery))
        raise Undo


def test_a_register_nobody_has_read_counts_on(vault: Vault) -> None:
    register = "a" * 32
    with vault.transaction() as shelf:
        shelf.append("register", register, "set", {"series": "鹿信", "year": 2026})
    for number in (1, 2, 3):
        journal.forget()
        with vault.transaction() as shelf:
            shelf.append("register", register, "number", {"sequence": number, "holder": "b" * 32})
            assert shelf.rows("register", ("last",)) == [(number,)]
            before = dump(shelf)
    with vault.transaction() as shelf:
        shelf.rebuild()
        assert dump(shelf) == before
