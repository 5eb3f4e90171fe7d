"""The lane: one thread for the vault, answers on the window's thread, nothing answered to who has gone."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.history_sheet import HistorySheet, lay_out
from lucheng_desktop.gui.lane import Cancelled, Check, Lane
from lucheng_desktop.procedures import drafts
from lucheng_desktop.procedures.speech import Line
from lucheng_desktop.refusal import Refused


def gone(owner: QObject) -> None:
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def threads(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane()
    yield made
    made.close(lambda desk: None)


def refuse(desk: object, order: object) -> None:
    raise Refused("E-PASSPHRASE")


def test_inline_answers_before_ask_returns(lane: Lane) -> None:
    heard: list[object] = []
    owner = QObject()
    lane.open(owner, lambda: "桌", heard.append)
    lane.ask(owner, lambda desk, order: (desk, order), 7, heard.append)
    assert heard == ["桌", ("桌", 7)]


def test_every_question_runs_on_one_other_thread_and_is_answered_on_the_windows(qtbot: QtBot, threads: Lane) -> None:
    ran, heard = [], []
    owner = QObject()
    for _ in range(20):
        threads.ask(
            owner,
            lambda desk, order: ran.append(threading.get_ident()),
            None,
            lambda _: heard.append(threading.get_ident()),
        )
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert set(heard) == {threading.get_ident()}
    assert len(set(ran)) == 1
    assert set(ran) != set(heard)


def test_questions_are_answered_in_order(qtbot: QtBot, threads: Lane) -> None:
    heard: list[int] = []
    owner = QObject()
    for number in range(50):
        threads.ask(owner, lambda desk, order: order, number, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 50)
    assert heard == list(range(50))


def test_the_answer_to_a_page_that_has_gone_is_dropped(qtbot: QtBot, threads: Lane) -> None:
    owner, other = QObject(), QObject()
    heard: list[str] = []
    held = threading.Event()
    threads.ask(owner, lambda desk, order: held.wait(10), None, lambda _: heard.append("gone"))
    threads.ask(other, lambda desk, order: None, None, lambda _: heard.append("still here"))
    gone(owner)
    held.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["still here"]


def test_a_refusal_goes_to_who_wants_it_else_to_the_window(lane: Lane) -> None:
    own, window = [], []
    owner = QObject()
    lane.refused.connect(window.append)
    lane.ask(owner, refuse, None, lambda _: None, own.append)
    assert [one.code for one in own] == ["E-PASSPHRASE"]
    assert not window
    lane.ask(owner, refuse, None, lambda _: None)
    assert [one.code for one in window] == ["E-PASSPHRASE"]


def test_a_refusal_to_a_page_that_has_gone_is_still_shown(lane: Lane) -> None:
    window: list[Refused] = []
    owner = QObject()
    lane.refused.connect(window.append)

    def vanish(desk: object, order: object) -> None:
        gone(owner)
        raise Refused("E-PASSPHRASE")

    lane.ask(owner, vanish, None, lambda _: None, lambda _: pytest.fail("the page has gone"))
    assert len(window) == 1


def test_a_refusal_that_is_handed_back_is_an_answer(lane: Lane) -> None:
    heard: list[object] = []
    lane.ask(QObject(), lambda desk, order: Refused("E-PASSPHRASE"), None, heard.append)
    assert [type(one) for one in heard] == [Refused]


def test_work_at_the_vault_has_its_desk_and_reports(qtbot: QtBot, threads: Lane) -> None:
    owner, told, heard = QObject(), [], []
    threads.open(owner, lambda: "桌", lambda _: None)

    def copy(desk: object, order: int, check: Check) -> object:
        for done in range(order):
            check(done + 1, order)
        return desk

    threads.attend(owner, copy, 3, heard.append, progress=lambda done, of: told.append((done, of)))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["桌"]
    assert told[-1] == (3, 3)


def test_a_bug_reaches_the_excepthook_and_the_lane_goes_on(qtbot: QtBot, threads: Lane) -> None:
    owner = QObject()
    heard: list[int] = []
    with qtbot.captureExceptions() as caught:
        threads.ask(owner, lambda desk, order: 1 // 0, None, lambda _: pytest.fail("there is no answer"))
        threads.ask(owner, lambda desk, order: 5, None, heard.append)
        qtbot.waitUntil(lambda: bool(heard))
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert heard == [5]


def test_only_what_writes_is_reported_as_saved(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[object] = []
    lane.saved.connect(saved.append)
    owner = QObject()
    lane.ask(owner, lambda desk, order: None, None, lambda _: None)
    assert not saved

    def keep_draft(desk: object, order: object) -> None: ...

    keep_draft.__module__ = drafts.__name__
    lane.ask(owner, keep_draft, None, lambda _: None)
    assert len(saved) == 1


def test_a_refused_step_is_not_reported_as_saved(lane: Lane) -> None:
    saved: list[object] = []
    lane.saved.connect(saved.append)

    def keep_draft(desk: object, order: object) -> None:
        raise Refused("E-PASSPHRASE")

    keep_draft.__module__ = drafts.__name__
    lane.ask(QObject(), keep_draft, None, lambda _: None, lambda _: None)
    assert not saved


def test_a_step_says_which_procedure_it_changed(lane: Lane) -> None:
    from lucheng_desktop.procedures.desk import STEPS, Step

    def approve_nothing(desk: object, order: object) -> None: ...

    changed: list[frozenset[str]] = []
    lane.changed.connect(changed.append)
    STEPS["approve_nothing"] = Step("approve_nothing", "petition", object, approve_nothing)
    try:
        lane.ask(QObject(), approve_nothing, None, lambda _: None)
        lane.ask(QObject(), lambda desk, order: None, None, lambda _: None)
    finally:
        del STEPS["approve_nothing"]
    assert changed == [frozenset({"petition"})]


def test_long_work_reports_and_answers(qtbot: QtBot, threads: Lane) -> None:
    told: list[tuple[int, int]] = []
    heard: list[object] = []

    def count(order: int, check: Check) -> str:
        for done in range(order):
            check(done + 1, order)
        return "数完"

    owner = QObject()
    threads.work(owner, count, 3, heard.append, progress=lambda done, of: told.append((done, of)))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["数完"]
    assert told[-1] == (3, 3)


def test_cancelled_work_stops_at_its_next_check_and_is_not_answered(qtbot: QtBot, threads: Lane) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def forever(order: object, check: Check) -> None:
        begun.set()
        try:
            while True:
                check(0, 1)
        except Cancelled:
            stopped.set()
            raise

    owner = QObject()
    work = threads.work(owner, forever, None, lambda _: pytest.fail("cancelled work has no answer"))
    assert begun.wait(10)
    with qtbot.waitSignal(threads.busy):
        work.cancel()
    assert stopped.wait(10)


def test_close_finishes_what_was_asked_and_lets_go_of_the_desk(qtbot: QtBot) -> None:
    lane = Lane()
    owner = QObject()
    done: list[object] = []
    lane.open(owner, lambda: "桌", lambda _: None)
    for number in range(10):
        lane.ask(owner, lambda desk, order: done.append((desk, order)), number, lambda _: None)
    lane.close(done.append)
    assert done == [*(("桌", number) for number in range(10)), "桌"]


def test_after_shutting_there_is_no_desk(lane: Lane) -> None:
    owner = QObject()
    heard: list[object] = []
    lane.open(owner, lambda: "桌", heard.append)
    lane.shut(owner, heard.append)
    lane.ask(owner, lambda desk, order: desk, None, heard.append)
    assert heard == ["桌", "桌", None]


def test_a_history_can_be_laid_out_beside_the_window(qtbot: QtBot, threads: Lane) -> None:
    """Qt's font cache warns on threads that are not Qt's own, and a Qt warning fails a test."""
    line = Line(datetime(2026, 3, 5, 9, tzinfo=UTC), "陈行远", "填写", "摘要", "", "反映旧村改造签约中的两个问题。" * 9)
    sheet = HistorySheet(theme.face(), "历史", "鹿信〔2026〕1号", ["时间"] * 6, [line] * 40, lambda **_: "第 1 页")
    papers: list[bytes] = []
    threads.work(threads, lay_out, sheet, papers.append)
    qtbot.waitUntil(lambda: bool(papers))
    assert papers[0].startswith(b"%PDF")
