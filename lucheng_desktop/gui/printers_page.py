"""打印机: which printers may print official papers, the page they are measured with, and what was measured."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.facts import fill_facts, padded
from lucheng_desktop.gui.fields import Field, LineField
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.path_field import PathField
from lucheng_desktop.gui.printing import print_paper, queues
from lucheng_desktop.gui.record_page import Head, Reader, RecordPage
from lucheng_desktop.gui.sheet import keep_drafts, sheet_for
from lucheng_desktop.gui.table import Column, by, state_column
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.places import words
from lucheng_desktop.procedures.print_jobs import spooler
from lucheng_desktop.procedures.printers import (
    FIT,
    UNMEASURED,
    CalibrationRecorded,
    PrinterView,
    RecordCalibration,
    SaveCalibrationPage,
    calibration_page,
    list_measured,
    record_calibration,
    save_calibration_page,
    show_printer,
)
from lucheng_desktop.procedures.printing import PrintCalibrationPage, print_calibration_page
from lucheng_desktop.procedures.progress import Choice, Progress

_NEW = " "
"""The record of a printer that is not in the list yet: no printer has this name."""
_MILLIMETRES = re.compile(r"(\d{1,3})(?:[.．](\d))?", re.ASCII)


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: `part.name` in `resources/words/printers.toml`."""
    part, _, name = key.partition(".")
    text: str = words("printers")[part][name]
    return text.format_map(facts) if facts else text


class MillimetreField(LineField):
    """A length as a ruler shows it, such as 100.3; its value is in tenths of a mm."""

    def __init__(self, path: str, label: str, hint: str) -> None:
        super().__init__(path, label, required=True, hint=hint)

    def value(self) -> int | None:
        found = _MILLIMETRES.fullmatch(self.text().strip())
        return int(found[1]) * 10 + int(found[2] or 0) if found else None

    def empty(self) -> bool:
        return not self.text().strip()

    def check(self) -> str:
        return say("record.wrong") if not self.empty() and self.value() is None else super().check()


class PrintersPage(RecordPage):
    """The printers of this PC and those that were measured; one of them with what holds of it today."""

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(lane, say("list.title"), _columns(), empty=say("list.empty"), parent=parent)
        self.begin = QPushButton(theme.icon("plus"), say("list.new"), self)
        self.paper = PaperView(lane)
        self._facts = QGridLayout()
        self._queues: tuple[str, ...] = ()
        self._asked = False
        self._view: PrinterView | None = None
        self._build()

    def _build(self) -> None:
        self.ui.list_head.addWidget(self.begin)
        facts = QVBoxLayout()
        facts.addLayout(self._facts)
        self.add_tab(padded(facts), say("tab.facts"))
        self.ui.tabs.addTab(self.paper, say("tab.page"))
        self.paper.ui.print.hide()
        self.begin.clicked.connect(self._begin)

    def refresh(self) -> None:
        """Ask this PC for its printers once, beside the window's thread."""
        super().refresh()
        if not self._asked:
            self._asked = True
            self.lane.work(self, queues, None, self._take_queues)
            self.lane.ask(self, calibration_page, None, self.paper.show_pdf, self.refuse)

    def rows_from(self) -> tuple[Reader, Any]:
        return list_measured, self._queues

    def view_from(self, record: str) -> tuple[Reader, Any]:
        return show_printer, record

    def steps(self) -> Mapping[str, Callable[[], None]]:
        return {"print": self._print, "record": self._open_record, "save": self._open_save}

    def show_view(self, view: PrinterView) -> Head:
        self._view = view
        fill_facts(self._facts, _facts(view), columns=1)
        missing = [("", view.why.message)] if view.why and view.id != _NEW else []
        word = say(f"list.{view.state}")
        progress = Progress(view.state, word, (), _choices(view), (), ())
        return Head(view.name.strip() or say("list.new"), view.checked_on, progress, missing)

    def _take_queues(self, names: tuple[str, ...]) -> None:
        if names != self._queues:
            self._queues = names
            self.feed.refresh()

    def _begin(self) -> None:
        self.ui.table.clearSelection()
        self._choose(_NEW)

    def _print(self) -> None:
        """By the print service where there is one, else in the print dialog; then what was measured is asked."""
        name = self.record
        if spooler() and name in self._queues:
            self.lane.ask(self, print_calibration_page, PrintCalibrationPage(name), self._sent, self.refuse)
        else:
            self.lane.ask(self, calibration_page, None, self._draw, self.refuse)

    def _sent(self, sent: Any) -> None:
        self.ui.message.tell(say("print.sent", printer=sent.printer, request=sent.request))
        self._open_record()

    def _draw(self, pdf: bytes) -> None:
        def done(pages: int) -> None:
            self.ui.message.tell(say("print.drawn", pages=pages))
            self._open_record()

        print_paper(self.lane, pdf, self).done.connect(done)

    def _open_record(self) -> None:
        name = LineField("printer", say("record.printer"), required=True)
        rulers = [MillimetreField(one, say(f"record.{one}"), say("record.ruler_hint")) for one in ("across", "down")]
        edges = [MillimetreField(one, say(f"record.{one}"), say("record.edge_hint")) for one in ("left", "top")]
        fields: list[Field] = [*rulers, *edges, *(name for _ in range(self.record == _NEW))]
        sheet = sheet_for(say("record.title"), fields, self._record, self.close_sheet, say("record.note"))
        self.open_sheet(sheet)
        self._keeper = keep_drafts(sheet, self.lane, "printer", self.record)

    def _record(self, values: Mapping[str, Any]) -> None:
        order = RecordCalibration(**{"printer": self.record, **values})
        self.send(record_calibration, order, then=self._recorded)

    def _recorded(self, done: CalibrationRecorded) -> None:
        self._keeper.drop()
        self._choose(done.printer)
        if not done.fit:
            self.ui.message.tell(say("record.unfit", printer=done.printer), tone="stop")
        else:
            moved = say("record.moved", right=_right(done.right), below=_below(done.below))
            told = moved if done.right or done.below else say("record.unmoved")
            detail = say("record.clamped") if done.clamped else ""
            tone = "soon" if done.clamped else "done"
            self.ui.message.tell(say("record.done", printer=done.printer, moved=told), tone=tone, detail=detail)

    def _open_save(self) -> None:
        target = PathField("target", say("save.target"), save=True, kinds=say("save.kinds"))
        target.set_value(Path.home() / say("save.file"))

        def send(values: Mapping[str, Any]) -> None:
            done = say("save.done", file=values["target"].name)
            self.send(save_calibration_page, SaveCalibrationPage(values["target"]), done)

        self.open_sheet(sheet_for(say("save.title"), (target,), send, self.close_sheet, say("save.note")))


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("list.name"), by("name"), 140, stretch=True),
        state_column(say("list.state"), lambda row: say(f"list.{row.state}")),
        Column(say("list.checked"), by("checked_on"), 96, spare=True),
    )


def _choices(view: PrinterView) -> tuple[Choice, ...]:
    """A printer that may not print yet wants the page; one that may can be measured again."""
    steps = ("print", "record", "save") if view.id != _NEW else ("record", "print", "save")
    return tuple(
        Choice(step, say(f"step.{step}"), (), open=True, why="", back=at > 0 or view.state == FIT)
        for at, step in enumerate(steps)
    )


def _facts(view: PrinterView) -> list[tuple[str, str]]:
    if view.state == UNMEASURED:
        return [(say("fact.name"), say("fact.new" if view.id == _NEW else "fact.unmeasured"))]
    told = {"name": view.name, "across": _length(view.across), "down": _length(view.down)}
    told |= {"right": _right(view.right), "below": _below(view.below)}
    told |= {"checked_on": view.checked_on, "officer": view.officer}
    return [(say(f"fact.{name}"), text) for name, text in told.items()]


def _length(tenths: int) -> str:
    return say("fact.length", length=f"{tenths / 10:.1f}", percent=f"{(tenths - 1000) / 10:+.1f}")


def _right(tenths: int) -> str:
    return _moved(tenths, "to_right", "to_left")


def _below(tenths: int) -> str:
    return _moved(tenths, "to_below", "to_above")


def _moved(tenths: int, onward: str, back: str) -> str:
    way = onward if tenths > 0 else back
    return say(f"fact.{way}", length=f"{abs(tenths) / 10:.1f}") if tenths else say("fact.none")
