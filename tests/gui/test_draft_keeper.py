"""Drafts come back late from the vault: what somebody has typed meanwhile stays."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from lucheng_desktop.gui.draft_keeper import DraftKeeper
from lucheng_desktop.gui.fields import ChoiceField, DateField, LineField
from lucheng_desktop.gui.options import Option, TickField
from lucheng_desktop.procedures.drafts import DraftsOf, KeepDraft


class SlowLane(QObject):
    """Keeps every question and answers when told."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[Any, Callable[[Any], None]]] = []

    def ask(self, owner: QObject, function: object, order: Any, answered: Callable[[Any], None]) -> None:
        self.asked.append((order, answered))

    def kept(self) -> list[tuple[str, str, str]]:
        return [(order.key, order.field, order.text) for order, _ in self.asked if isinstance(order, KeepDraft)]

    def answer(self, key: str, texts: dict[str, str]) -> None:
        for order, answered in self.asked:
            if isinstance(order, DraftsOf) and order.key == key:
                answered(texts)


class Form:
    """One field of each sort with its keeper."""

    def __init__(self) -> None:
        self.lane = SlowLane()
        self.keeper = DraftKeeper(self.lane, "form", self.lane)  # type: ignore[arg-type]
        self.name = LineField("name", "姓名")
        self.on = DateField("on", "日期")
        self.rank = ChoiceField("rank", "职级", (("section", "科级"), ("staff", "一般干部")))
        self.forms = TickField("forms", "方式", (Option("written", "书面", fixed=True), Option("meeting", "会议")))
        self.keeper.watch((self.name, self.on, self.rank, self.forms))


def test_what_was_kept_comes_back_in_every_sort_of_field(qapp: QApplication) -> None:
    form = Form()
    form.keeper.start("甲")
    form.lane.answer("甲", {"name": "陈堃喆", "on": "三月", "rank": "staff", "forms": "written meeting", "gone": "x"})
    assert (form.name.value(), form.on.text(), form.on.value()) == ("陈堃喆", "三月", None)
    assert (form.rank.value(), form.forms.value()) == ("staff", ("written", "meeting"))


def test_words_typed_while_waiting_are_not_overwritten(qapp: QApplication) -> None:
    form = Form()
    form.keeper.start("甲")
    form.name.control.setText("刚写的")
    form.lane.answer("甲", {"name": "以前的", "rank": "staff"})
    assert (form.name.value(), form.rank.value()) == ("刚写的", "staff")


def test_an_answer_for_another_record_is_dropped(qapp: QApplication) -> None:
    form = Form()
    form.keeper.start("甲")
    form.keeper.start("乙")
    form.lane.answer("甲", {"name": "甲的"})
    assert form.name.value() == ""


def test_going_on_keeps_what_still_rests_under_its_own_record(qapp: QApplication) -> None:
    form = Form()
    form.keeper.start("甲")
    form.name.control.setText("还没停下来的字")
    form.keeper.start("乙")
    assert form.lane.kept() == [("甲", "name", "还没停下来的字")]
    assert form.name.value() == ""


def test_a_wrong_date_is_kept_as_it_stands(qapp: QApplication) -> None:
    form = Form()
    form.keeper.start("甲")
    form.on.control.setText("三月二十日")
    form.on.settle()
    assert form.lane.kept() == [("甲", "on", "三月二十日")]


def test_without_a_record_nothing_is_kept(qapp: QApplication) -> None:
    form = Form()
    form.name.control.setText("字")
    form.name.settle()
    form.keeper.end()
    assert form.lane.asked == []


def test_dropping_takes_the_kept_texts_away(qapp: QApplication) -> None:
    form = Form()
    form.keeper.start("甲", {"name": "记录里的"})
    assert form.name.value() == "记录里的"
    form.keeper.drop()
    dropped = {(field, text) for _, field, text in form.lane.kept()}
    assert dropped == {(name, "") for name in ("name", "on", "rank", "forms")}
    assert form.keeper.key == "" and form.name.value() == ""
