"""The fold: the same state from any order, nothing lost, nothing decided by software that people must decide."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.ledger.entry import Entry, shred
from lucheng_desktop.ledger.merge import Conflict, State, fold, group_of
from tests.ledger.writers import ENTITY, GROUPS, Writer, ident


def merged(*writers: Writer) -> State:
    return fold([entry for writer in writers for entry in writer.entries], GROUPS)


def conflict(state: State, what: str) -> Conflict:
    return next(found for found in state.conflicts if found.what == what)


@pytest.fixture
def pair() -> tuple[Writer, Writer]:
    """Two PCs that share one registered petition."""
    first, second = Writer("赵"), Writer("钱", wall=1_767_225_700_000)
    first.set(summary="群众反映虚报项目进度", contact="无")
    first.move("register", "received", "registered")
    second.hear(first)
    return first, second


def test_one_officers_work_never_conflicts() -> None:
    writer = Writer("赵")
    writer.set(summary="初稿", finding="false")
    for number in range(9):
        writer.move(f"step{number}", f"s{number}", f"s{number + 1}")
        writer.set(finding=f"结论{number}", findings__nature__reason=f"理由{number}")
    writer.write("void", {"reason": "重复"})
    state = merged(writer)
    assert state.conflicts == ()
    assert (state.state, state.voided, state.entries) == ("s9", True, 20)
    assert state.fields == {"summary": "初稿", "finding": "结论8", "findings.nature.reason": "理由8"}
    assert [step.step for step in state.steps] == [f"step{number}" for number in range(9)]
    assert state.heads == (writer.prev,)
    assert state.doer("step3") == ident("赵").hex() and state.doer("never") is None


def test_disjoint_free_fields_merge_without_a_word(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.set(summary="改后的摘要")
    second.set(contact="电话")
    state = merged(first, second)
    assert (state.fields["summary"], state.fields["contact"], state.conflicts) == ("改后的摘要", "电话", ())
    assert len(state.heads) == 2


def test_equal_values_merge_but_true_is_not_one(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.set(summary="同一句话", naming=True)
    second.set(summary="同一句话", naming=1)
    state = merged(first, second)
    assert [found.what for found in state.conflicts] == ["naming"]


def test_a_field_written_twice_shows_both_and_the_later_meanwhile(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    early, late = first.set(summary="甲"), second.set(summary="乙")
    state = merged(first, second)
    assert state.fields["summary"] == "乙"
    assert conflict(state, "summary") == Conflict("summary", ("乙", "甲"), (late.id.hex(), early.id.hex()))


def test_overwriting_knowingly_settles_a_free_field(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.set(summary="甲")
    second.set(summary="乙")
    first.hear(second)
    first.set(summary="丙")
    state = merged(first, second)
    assert (state.fields["summary"], state.conflicts) == ("丙", ())


def test_a_group_conflicts_as_a_whole_even_when_no_field_overlaps(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.set(findings__nature__finding="favourable")
    second.set(gates__legality=False)
    state = merged(first, second)
    assert conflict(state, "assessment").values == (
        {"gates.legality": False},
        {"findings.nature.finding": "favourable"},
    )


def test_touching_one_field_of_a_group_leaves_its_conflict_open(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.set(findings__a="favourable")
    second.set(findings__b="neutral")
    first.hear(second)
    first.set(findings__a="unfavourable")
    values = conflict(merged(first, second), "assessment").values
    assert {"findings.a": "unfavourable"} in values and {
        "findings.a": "unfavourable",
        "findings.b": "neutral",
    } in values
    first.write("resolve", {"fields": {"findings.a": "favourable", "findings.b": "neutral"}})
    state = merged(first, second)
    assert state.conflicts == ()
    assert (state.fields["findings.a"], state.fields["findings.b"]) == ("favourable", "neutral")


def test_equal_outcomes_of_a_group_are_no_conflict(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.set(finding="not_excluded")
    first.set(finding="false")
    second.set(finding="false")
    assert merged(first, second).conflicts == ()


@pytest.mark.parametrize(
    "field, group",
    [
        ("finding", "finding"),
        ("findings", "assessment"),
        ("findings.a.b", "assessment"),
        ("findings2", None),
        ("found", None),
        ("gates.x", "assessment"),
    ],
)
def test_groups_go_by_name_or_dotted_prefix(field: str, group: str | None) -> None:
    assert group_of(field, GROUPS) == group


@pytest.mark.parametrize("target", ["approved", "returned"])
def test_two_transitions_at_once_conflict_even_if_equal(pair: tuple[Writer, Writer], target: str) -> None:
    first, second = pair
    first.move("approve", "registered", "approved")
    second.move("approve", "registered", target)
    state = merged(first, second)
    assert conflict(state, "transition").values == (target, "approved")
    assert state.state == target
    first.hear(second)
    first.move("issue", target, "issued")
    assert conflict(merged(first, second), "transition").values[0] == "issued"
    first.write("resolve", {"state": "approved"})
    settled = merged(first, second)
    assert (settled.state, settled.conflicts) == ("approved", ())


def test_a_resolution_that_did_not_know_a_third_transition_leaves_it_open(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    third = Writer("孙")
    third.hear(first)
    for writer in (first, second, third):
        writer.move("approve", "registered", "approved")
    first.hear(second)
    first.write("resolve", {"state": "approved"})
    assert len(conflict(merged(first, second, third), "transition").values) == 2


def test_sets_keep_what_the_remover_had_not_seen(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.write("add", {"set": "attachments", "value": "甲"})
    second.hear(first)
    second.write("remove", {"set": "attachments", "value": "甲"})
    assert merged(first, second).sets == {"attachments": frozenset()}
    first.write("add", {"set": "attachments", "value": "甲"})
    state = merged(first, second)
    assert (state.sets, state.conflicts) == ({"attachments": frozenset({"甲"})}, ())


def test_lists_are_united_and_keep_equal_items(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    for writer in pair:
        writer.write("append", {"list": "talks", "item": {"on": "2026-02-01"}})
    first.write("note", {"text": "查阅"})
    state = merged(first, second)
    assert state.appended == {"note": ({"text": "查阅"},), "talks": ({"on": "2026-02-01"}, {"on": "2026-02-01"})}
    assert state.conflicts == ()


@pytest.mark.parametrize(
    "kind, body",
    [
        ("set", {"summary": "补充"}),
        ("add", {"set": "linked", "value": "x"}),
        ("append", {"list": "talks", "item": {}}),
        ("transition", {"step": "close", "from": "registered", "to": "closed"}),
        ("number", {"sequence": 1}),
        ("void", {"reason": "也作废"}),
    ],
)
def test_void_and_an_edit_at_once_conflict(pair: tuple[Writer, Writer], kind: str, body: dict[str, object]) -> None:
    first, second = pair
    first.write("void", {"reason": "重复"})
    second.write(kind, body)
    state = merged(first, second)
    assert state.voided and len(conflict(state, "void").entries) == 2
    first.hear(second)
    first.write("resolve", {"voided": False})
    settled = merged(first, second)
    assert (settled.voided, settled.conflicts) == (False, ())


def test_a_look_into_the_file_does_not_contradict_a_void(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.write("void", {"reason": "重复"})
    second.write("note", {"text": "查阅"})
    assert merged(first, second).conflicts == ()


@pytest.mark.parametrize("kind", ["number", "seal", "print", "member"])
def test_guarded_single_kinds_conflict_until_settled(pair: tuple[Writer, Writer], kind: str) -> None:
    first, second = pair
    for writer in pair:
        writer.write(kind, {"sequence": 1})
    assert conflict(merged(first, second), kind).values == ({"sequence": 1}, {"sequence": 1})
    first.hear(second)
    first.write("resolve", {"settles": [kind]})
    assert merged(first, second).conflicts == ()
    first.write(kind, {"sequence": 2})
    assert merged(first, second).conflicts == ()


def test_votes_of_different_officers_stand_side_by_side_and_one_officers_do_not(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.write("vote", {"choice": "agree"})
    second.write("vote", {"choice": "against"})
    state = merged(first, second)
    assert state.conflicts == () and len(state.appended["vote"]) == 2
    second.write("vote", {"choice": "agree"}, officer="赵")
    assert {vote["choice"] for vote in conflict(merged(first, second), "vote").values} == {"agree"}


def test_approvals_hold_until_something_covered_is_written_unseen(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.set(finding="false", findings__a="favourable")
    first.write("approve", {"scope": ["finding", "findings.a"], "digest": "d1"})
    first.set(findings__ab="neutral")
    first.set(summary="改")
    assert [approval.stale for approval in merged(first, second).approvals] == [False]
    second.set(finding="not_excluded")
    assert [approval.stale for approval in merged(first, second).approvals] == [True]


def test_an_approval_of_everything_ages_with_any_field(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.write("approve", {"scope": [""], "digest": "d1"})
    second.set(contact="电话")
    approval = merged(first, second).approvals[0]
    assert (approval.stale, approval.digest, approval.officer) == (True, "d1", ident("赵").hex())


def test_a_resolution_makes_an_older_approval_stale(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.write("approve", {"scope": ["summary"], "digest": "d1"})
    first.write("resolve", {"fields": {"summary": "合并"}})
    assert [approval.stale for approval in merged(first, second).approvals] == [True]


def test_other_entities_are_not_folded_in() -> None:
    writer = Writer("赵")
    writer.set(summary="一")
    writer.write("set", {"summary": "二"}, entity=ident("another"))
    with pytest.raises(ValueError):
        fold(writer.entries, GROUPS)
    with pytest.raises(ValueError):
        fold([], GROUPS)


def test_shredded_entries_still_fold() -> None:
    writer = Writer("赵")
    writer.set(summary="要销毁的内容")
    for kind, body in {
        "transition": {"step": "a", "from": "", "to": "b"},
        "approve": {"scope": [], "digest": ""},
        "add": {"set": "s", "value": 1},
        "append": {"list": "l", "item": {}},
        "vote": {},
        "resolve": {"state": "x"},
        "note": {},
        "remove": {"set": "s", "value": 1},
    }.items():
        writer.write(kind, body)
    state = fold([shred(entry) for entry in writer.entries], GROUPS)
    assert (dict(state.fields), state.state, state.entries, state.heads) == ({}, "", 9, (writer.prev,))


def test_every_order_of_a_small_history_gives_the_same_state(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    first.set(summary="甲")
    second.move("approve", "registered", "approved")
    second.set(summary="乙")
    everything = list({entry.id: entry for writer in pair for entry in writer.entries}.values())
    expected = fold(everything, GROUPS)
    for order in permutations(everything):
        assert fold((*order, order[0]), GROUPS) == expected


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=3))
def test_parents_that_have_not_arrived_do_not_stop_the_reading(parents: list[bytes]) -> None:
    entry = Entry(
        bytes(16),
        2,
        b"1" * 32,
        "petition",
        ENTITY,
        tuple(parents),
        "set",
        {"summary": "先到"},
        bytes(16),
        1,
        1,
        bytes(16),
    )
    assert fold([entry], GROUPS).fields == {"summary": "先到"}
