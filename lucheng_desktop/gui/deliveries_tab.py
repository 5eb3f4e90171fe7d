"""送达: who got which copies, who has signed, who is late and was reminded."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui.forms.deliveries import Ui_Deliveries
from lucheng_desktop.gui.next_step import permit
from lucheng_desktop.gui.prints_tab import moment_text, say, span
from lucheng_desktop.gui.table import Column, by
from lucheng_desktop.procedures.circulation import OVERDUE, Delivery

_TONES = {"sent": "open", OVERDUE: "stop", "received": "done"}


class DeliveriesTab(QWidget):
    """One line a recipient; a receipt and a reminder are entered for the chosen one."""

    receive = Signal(object)
    """The Delivery whose receipt is to be entered."""
    remind = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Deliveries()
        self.ui.setupUi(self)
        self._rows: dict[str, Delivery] = {}
        self.ui.table.lay_out(_columns())
        self.ui.nothing.setText(say("delivery.empty"))
        self.ui.table.chosen.connect(lambda _: self._choose())
        self.ui.table.opened.connect(lambda _: self.ui.receive.click())
        self.ui.receive.clicked.connect(lambda: self._send(self.receive.emit))
        self.ui.remind.clicked.connect(lambda: self._send(self.remind.emit))

    def show_deliveries(self, rows: Sequence[Delivery]) -> None:
        """Show these; the first that waits is chosen unless another one was."""
        self._rows = {row.id: row for row in rows}
        waiting = next((row.id for row in rows if not row.received_on), "")
        self.ui.table.show_rows(rows, "" if self._waits(self.ui.table.current()) else waiting)
        for part in (self.ui.table, self.ui.summary, self.ui.line, self.ui.receive, self.ui.remind):
            part.setVisible(bool(rows))
        self.ui.nothing.setVisible(not rows)
        self.ui.summary.setText(_summary(rows))
        self._choose()

    def _waits(self, id_: str) -> bool:
        row = self._rows.get(id_)
        return bool(row and not row.received_on)

    def _choose(self) -> None:
        row = self._rows.get(self.ui.table.current())
        self.ui.line.setText(_line(row) if row else say("delivery.choose"))
        why = say("delivery.choose") if row is None else say("delivery.signed") if row.received_on else row.why
        for button in (self.ui.receive, self.ui.remind):
            permit(button, why)

    def _send(self, emit: Callable[[Delivery], None]) -> None:
        row = self._rows.get(self.ui.table.current())
        if row:
            emit(row)


def _summary(rows: Sequence[Delivery]) -> str:
    received = sum(bool(row.received_on) for row in rows)
    late = sum(row.state == OVERDUE for row in rows)
    return say("delivery.summary", total=len(rows), received=received, waiting=len(rows) - received, late=late)


def _line(row: Delivery) -> str:
    """All about one recipient, in a sentence."""
    times, last = len(row.reminded), row.reminded[-1] if row.reminded else None
    told = say("delivery.reminded", times=times, officer=last.officer, at=moment_text(last)) if last else ""
    if row.received_on:
        facts = {"on": row.received_on, "by": row.received_by}
        return say("delivery.received", recipient=row.recipient, copies=row.copies, reminded=told, **facts)
    facts = {"sent": row.sent_on, "due": f"{row.due}"}
    return say("delivery.waiting", recipient=row.recipient, copies=row.copies, reminded=told, **facts)


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("delivery.recipient"), by("recipient"), 160, stretch=True),
        Column(say("delivery.copies"), by("copies"), 56, right=True),
        Column(say("delivery.numbers"), lambda row: span(row.numbers), 130, spare=True),
        Column(say("delivery.sent"), by("sent_on"), 96, spare=True),
        Column(say("delivery.due"), lambda row: f"{row.due or ''}", 96),
        Column(say("delivery.standing"), _word, 110, tone=lambda row: _TONES[row.state], narrow=True),
        Column(say("delivery.by"), by("received_by"), 80, spare=True),
    )


def _word(row: Delivery) -> str:
    return say(f"delivery.word_{row.state}", days=-row.left)
