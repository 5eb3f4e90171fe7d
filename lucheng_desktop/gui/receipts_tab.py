"""交接记录: every bundle that went out or came in, each with a receipt to print and sign."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.facts import grouped
from lucheng_desktop.gui.forms.receipts import Ui_Receipts
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.listing import Listing
from lucheng_desktop.gui.printing import print_paper
from lucheng_desktop.gui.receipt_sheet import ReceiptSheet, lay_out
from lucheng_desktop.gui.table import Column, by
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.places import words
from lucheng_desktop.procedures.receipts import Receipt, list_receipts
from lucheng_desktop.refusal import Refused


def say(part: str, name: str, /, **facts: object) -> str:
    """A sentence of this tab: `resources/words/handover.toml`."""
    text: str = words("handover")[part][name]
    return text.format_map(facts) if facts else text


@dataclass(frozen=True, slots=True)
class ReceiptsRead:
    """The receipts as they were read, and who read them where."""

    receipts: tuple[Receipt, ...]
    officer: str
    office: str


class ReceiptsTab(QWidget):
    """The list at the left, the receipt as the paper it prints on at the right."""

    told = Signal(str)
    """Something was done; the page says it."""
    refused = Signal(Refused)

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Receipts()
        self.ui.setupUi(self)
        self.paper = PaperView(lane)
        self._lane = lane
        self._read = ReceiptsRead((), "", "")
        self._build()

    def _build(self) -> None:
        self.ui.table.lay_out(
            (
                Column(say("receipt", "at"), _at, 136),
                Column(say("receipt", "direction"), _direction, 64, narrow=True),
                Column(say("receipt", "partners"), lambda row: _names(row.partners), 120, stretch=True),
                Column(say("receipt", "file"), by("file"), 150, spare=True),
                Column(say("receipt", "purpose"), by("purpose"), 150, spare=True),
            )
        )
        Listing(self.ui.table, self.ui.count, self.ui.nothing, say("receipt", "empty"))
        self.ui.paper_column.addWidget(self.paper)
        self.ui.table.chosen.connect(self._choose)
        self.paper.print_wanted.connect(self._print)

    def refresh(self) -> None:
        """Read the receipts again."""
        self._lane.ask(self, _read, None, self._show, self.refused.emit)

    def _show(self, read: ReceiptsRead) -> None:
        self._read = read
        self.paper.setVisible(bool(read.receipts))
        self.ui.table.show_rows(read.receipts)

    def _choose(self, id_: str) -> None:
        """Lay the receipt out as it prints."""
        receipt = next((one for one in self._read.receipts if one.id == id_), None)
        if receipt:
            self._lane.work(self, lay_out, self._sheet(receipt), partial(self._take, id_))

    def _take(self, id_: str, pdf: bytes) -> None:
        if id_ == self.ui.table.current():
            self.paper.show_pdf(pdf)

    def _sheet(self, receipt: Receipt) -> ReceiptSheet:
        at = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
        return ReceiptSheet(
            theme.face(),
            say("slip", "title"),
            self._read.office,
            _facts(receipt),
            say("slip", f"note_{receipt.direction}"),
            [(say("slip", who), say("slip", "day")) for who in ("giver", "taker")],
            partial(say, "slip", "foot", officer=self._read.officer, at=at),
        )

    def _print(self, pdf: bytes) -> None:
        job = print_paper(self._lane, pdf, self)
        job.done.connect(lambda pages: self.told.emit(say("slip", "printed", pages=pages)))


def _read(desk: Any, _order: None) -> ReceiptsRead:
    return ReceiptsRead(list_receipts(desk), desk.officer.name, desk.vault.office_name)


def _facts(receipt: Receipt) -> list[tuple[str, str]]:
    """What a receipt says, in the order of the paper, without what an older one does not know."""
    told = {
        "at": _at(receipt),
        "direction": _direction(receipt),
        "officer": receipt.officer,
        "partners": _names(receipt.partners),
        "purpose": receipt.purpose,
        "cases": "\n".join(receipt.cases),
        "entries": _counted("entries_value", receipt.entries),
        "file": receipt.file,
        "bytes": _counted("bytes_value", receipt.bytes),
        "sha256": grouped(receipt.sha256),
    }
    return [(say("slip", name), text) for name, text in told.items() if text]


def _counted(name: str, count: int) -> str:
    return say("slip", name, count=count) if count else ""


def _at(receipt: Any) -> str:
    return str(receipt.at.strftime("%Y-%m-%d %H:%M"))


def _direction(receipt: Any) -> str:
    return say("receipt", receipt.direction)


def _names(names: tuple[str, ...]) -> str:
    return say("between", "names").join(names)
