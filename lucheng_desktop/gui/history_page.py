"""账本: what happened to a case, by whom, before and after; and proof that nobody rewrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from lucheng_desktop.cases.records import kind_word
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.forms.history import Ui_History
from lucheng_desktop.gui.history_sheet import HistorySheet, lay_out
from lucheng_desktop.gui.history_table import COLUMNS, HistoryTable
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.page import Page
from lucheng_desktop.gui.printing import print_paper
from lucheng_desktop.gui.table import NUMBER_PX, Column, by, state_column
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.places import words
from lucheng_desktop.procedures.cases import WHOLE, CaseRow, list_cases
from lucheng_desktop.procedures.history import LedgerCheck, case_history, verify_ledger
from lucheng_desktop.procedures.speech import Line

_SHORT_HEAD = 10


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: `part.name` in `resources/words/ledger.toml`."""
    part, _, name = key.partition(".")
    text: str = words("ledger")[part][name]
    return text.format_map(facts) if facts else text


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """The history of one case as it was read, and who read it."""

    lines: tuple[Line, ...]
    officer: str


class HistoryPage(Page):
    """Cases at the left, the history of the chosen one at the right, the ledger's own state above it."""

    searchable = True

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(lane, parent)
        self.ui = Ui_History()
        self.ui.setupUi(self)
        self.setObjectName("page")
        self.record = ""
        self._rows: dict[str, CaseRow] = {}
        self._head = ""
        self.lines = HistoryTable()
        self.paper = PaperView(lane)
        self._build()

    def _build(self) -> None:
        ui = self.ui
        ui.cases.lay_out(
            (
                Column(say("list.number"), _number, NUMBER_PX, stretch=True),
                Column(say("list.kind"), lambda row: kind_word(row.kind), 84, narrow=True, spare=True),
                state_column(say("list.state"), by("word")),
            )
        )
        ui.tabs.addTab(self.lines, say("tab.lines"))
        ui.tabs.addTab(self.paper, say("tab.paper"))
        ui.tabs.tabBar().setDrawBase(False)
        ui.halves.setSizes([392, 768])
        ui.halves.setStretchFactor(1, 1)
        ui.cases.chosen.connect(self._choose)
        ui.verify.clicked.connect(self.verify)
        ui.chain.hide()
        self.paper.print_wanted.connect(self._print)

    def refresh(self) -> None:
        """Read the cases and the open history again, and check the ledger."""
        self.lane.ask(self, lambda desk, _order: list_cases(desk), None, self._show_cases, self.ui.message.refuse)
        self.verify()
        if self.record:
            self._read()

    def open(self, record: str) -> None:
        """Show the history of one case."""
        if not self.ui.cases.choose(record):
            self.record = record

    def search(self, text: str) -> None:
        """Narrow the history that is shown, or the cases when none is."""
        (self.lines if self.record else self.ui.cases).rows.find(text)

    def zones(self) -> tuple[QWidget, ...]:
        return (self.ui.cases, self.ui.tabs)

    def verify(self) -> None:
        """Check every link and every signature now."""
        self.ui.ledger.setText(say("ledger.working"))
        self.lane.ask(self, lambda desk, _order: verify_ledger(desk), None, self._show_check, self.ui.message.refuse)

    def _show_cases(self, cases: Sequence[CaseRow]) -> None:
        whole = [row for row in cases if row.kind in WHOLE]
        self._rows = {row.id: row for row in whole}
        self.ui.cases.show_rows(whole)
        if self.record:
            self.ui.cases.choose(self.record)

    def _show_check(self, check: LedgerCheck) -> None:
        intact = check.chain == "intact"
        self._head = check.head[:_SHORT_HEAD]
        self.ui.chain.show_state(say("ledger.intact" if intact else "ledger.broken"), "done" if intact else "stop")
        facts = say(
            "ledger.facts",
            entries=check.entries,
            devices=check.devices,
            signatures=check.signatures,
            head=self._head,
            anchor=say(f"anchor.{check.anchor}"),
        )
        fault = "" if intact else "\n" + say("ledger.fault", fault=check.first_fault)
        self.ui.ledger.setText(facts + fault)

    def _choose(self, record: str) -> None:
        if record and record != self.record:
            self.record = record
            self._read()

    def _read(self) -> None:
        row = self._rows.get(self.record)
        if row:
            self.lane.ask(self, _history, (row.kind, row.id), self._taker(row), self.ui.message.refuse)

    def _taker(self, row: CaseRow) -> Any:
        def take(read: CaseHistory) -> None:
            if row.id == self.record:
                self.lines.show_lines(read.lines)
                self._lay_out(row, read)

        return take

    def _lay_out(self, row: CaseRow, read: CaseHistory) -> None:
        at = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
        sheet = HistorySheet(
            theme.face(),
            say("sheet.title"),
            say("sheet.case", kind=kind_word(row.kind), number=_number(row)),
            [say(f"column.{name}") for name in COLUMNS],
            read.lines,
            partial(say, "sheet.foot", officer=read.officer, at=at, count=len(read.lines), head=self._head),
        )
        self.lane.work(self, lay_out, sheet, self.paper.show_pdf)

    def _print(self, pdf: bytes) -> None:
        job = print_paper(self.lane, pdf, self)
        job.done.connect(lambda pages: self.ui.message.tell(say("sheet.printed", pages=pages)))


def _number(row: CaseRow) -> str:
    """Its number; a case that was never numbered goes by what it is about."""
    return row.number or row.title


def _history(desk: Any, case: tuple[str, str]) -> CaseHistory:
    return CaseHistory(case_history(desk, *case), desk.officer.name)
