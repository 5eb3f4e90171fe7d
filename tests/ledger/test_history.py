"""History reads as lines: who, when, what, from what, to what."""

from lucheng_desktop.ledger.entry import shred
from lucheng_desktop.ledger.history import chronicle
from lucheng_desktop.ledger.merge import fold
from tests.ledger.writers import GROUPS, Writer, ident


def lines(writer: Writer) -> list[tuple[str, str, object, object]]:
    return [(line.kind, line.what, line.before, line.after) for line in chronicle(writer.entries)]


def test_each_field_and_step_is_a_line_with_before_and_after() -> None:
    writer = Writer("赵")
    writer.set(summary="初稿", position=1)
    writer.move("register", "received", "registered")
    writer.set(summary="二稿")
    writer.write("add", {"set": "linked", "value": "甲"})
    writer.write("remove", {"set": "linked", "value": "甲"})
    writer.write("append", {"list": "talks", "item": {"n": 1}})
    writer.write("number", {"sequence": 1})
    assert lines(writer) == [
        ("set", "summary", None, "初稿"),
        ("set", "position", None, 1),
        ("transition", "register", "received", "registered"),
        ("set", "summary", "初稿", "二稿"),
        ("add", "linked", None, "甲"),
        ("remove", "linked", "甲", None),
        ("append", "talks", None, {"n": 1}),
        ("number", "number", None, {"sequence": 1}),
    ]
    first = chronicle(writer.entries)[0]
    assert (first.officer, first.stamp, first.entry) == (
        ident("赵").hex(),
        writer.entries[0].stamp,
        writer.entries[0].id.hex(),
    )


def test_before_is_what_the_writer_saw_not_what_came_from_elsewhere() -> None:
    first, second = Writer("赵"), Writer("钱")
    first.set(finding="a")
    second.hear(first)
    first.set(finding="b")
    second.set(finding="c")
    second.hear(first)
    found = [(line.before, line.after) for line in chronicle(second.entries)]
    assert sorted(found, key=str) == [("a", "b"), ("a", "c"), (None, "a")]


def test_a_resolution_shows_each_choice() -> None:
    first, second = Writer("赵"), Writer("钱")
    first.set(summary="甲")
    second.hear(first)
    for writer in (first, second):
        writer.move("approve", "", "approved")
    first.hear(second)
    first.write("resolve", {"fields": {"summary": "丙"}, "state": "approved", "voided": False, "settles": ["number"]})
    assert lines(first)[-4:] == [
        ("resolve", "summary", "甲", "丙"),
        ("resolve", "transition", "approved", "approved"),
        ("resolve", "void", None, False),
        ("resolve", "number", None, None),
    ]


def test_shredded_entries_leave_a_line_without_words() -> None:
    writer = Writer("赵")
    writer.set(summary="要销毁")
    assert [(line.kind, line.what, line.before, line.after) for line in chronicle([shred(writer.entries[0])])] == [
        ("set", "set", None, None)
    ]


def test_the_doer_is_the_one_who_took_the_step_last() -> None:
    writer = Writer("赵")
    writer.move("propose", "", "proposed")
    writer.move("return", "proposed", "")
    writer.write("transition", {"step": "propose", "from": "", "to": "proposed"}, officer="钱")
    state = fold(writer.entries, GROUPS)
    assert state.doer("propose") == ident("钱").hex()
    assert state.doer("return") == ident("赵").hex()
