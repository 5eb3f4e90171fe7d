"""备份: the last good backup and all there are, one made now or elsewhere; checks and restores begin by locking."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui.facts import fill_facts
from lucheng_desktop.gui.fields import LineField
from lucheng_desktop.gui.forms.keeping import Ui_Keeping
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.listing import Listing
from lucheng_desktop.gui.page import DOOR, Page
from lucheng_desktop.gui.petition_forms import complete
from lucheng_desktop.gui.table import Column
from lucheng_desktop.places import words
from lucheng_desktop.procedures.backups import BackupRow, Backups, backups
from lucheng_desktop.procedures.keeping import BackedUp, BackUp, back_up
from lucheng_desktop.refusal import Refused


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: `part.name` in `resources/words/backups.toml`."""
    part, _, name = key.partition(".")
    text: str = words("backups")[part][name]
    return text.format_map(facts) if facts else text


class KeepingPage(Page):
    """At the left every backup that has been proven, at the right what the chosen one holds and what can be done."""

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(lane, parent)
        self.ui = Ui_Keeping()
        self.ui.setupUi(self)
        self.setObjectName("page")
        self.place = LineField("to", say("further.folder"), required=True, hint=say("further.default"))
        self._rows: dict[str, BackupRow] = {}
        self._fresh = ""
        self._pressed: QWidget | None = None
        self._build()

    def _build(self) -> None:
        ui = self.ui
        ui.table.lay_out(_columns())
        Listing(ui.table, ui.count, ui.list_empty, say("list.empty"))
        ui.progress.setRange(0, 0)
        ui.progress.hide()
        ui.kept.setText(say("last.kept"))
        ui.further_note.setText(say("further.note"))
        ui.check_note.setText(say("check.note"))
        ui.place_column.addWidget(self.place)
        ui.table.chosen.connect(self._show_facts)
        ui.back_up.clicked.connect(self.make)
        ui.back_up_there.clicked.connect(self.make_there)
        ui.check.clicked.connect(lambda: self.goto.emit(DOOR, "check"))
        ui.restore.clicked.connect(lambda: self.goto.emit(DOOR, "restore"))

    def refresh(self) -> None:
        """Read which backups there are."""
        self.lane.ask(self, backups, None, self._show, self.ui.message.refuse)

    def zones(self) -> tuple[QWidget, ...]:
        return (self.ui.table, self.ui.card)

    def make(self) -> None:
        """Make a backup beside the vault now."""
        self._send(BackUp())

    def make_there(self) -> None:
        """Make one in another place, and remember the place if that is wanted."""
        if complete((self.place,)):
            self._send(BackUp(Path(self.place.value()).expanduser(), self.ui.remember.isChecked()))

    def _send(self, order: BackUp) -> None:
        self.ui.message.tell(say("work.working"), tone="open")
        self._rest(True)
        self.lane.ask(self, back_up, order, self._made, self._refuse)

    def _made(self, done: BackedUp) -> None:
        self._rest(False)
        lost = say("work.damaged", count=len(done.damaged)) if done.damaged else ""
        text = say("work.done", number=done.number, entries=done.entries)
        self.ui.message.tell(text, tone="soon" if lost else "done", detail=lost)
        self._fresh = str(done.backup)  # the list is read again, because a step has been done

    def _refuse(self, refused: Refused) -> None:
        self._rest(False)
        self.ui.message.refuse(refused)

    def _rest(self, resting: bool) -> None:
        """The bar moves while nobody can say how much is left; a button that rests gets its focus back."""
        pressed = self.focusWidget() if resting else None
        self.ui.progress.setVisible(resting)
        for button in (self.ui.back_up, self.ui.back_up_there, self.ui.check, self.ui.restore):
            button.setEnabled(not resting)
        if not resting:
            (self._pressed or self.ui.back_up).setFocus()
            if self.place.empty():
                self.place.fault("")  # the focus only passed by while the buttons rested
        self._pressed = pressed

    def _show(self, read: Backups) -> None:
        self._rows = {row.id: row for row in read.rows}
        last = read.rows[0] if read.rows else None
        self.ui.last.setText(say("last.last", made=last.made) if last else say("last.none"))
        self.ui.due.show_state(say("last.due" if read.due else "last.whole"), "soon" if read.due else "done")
        if read.place and self.place.empty():
            self.place.set_value(read.place)
            self.ui.remember.setChecked(True)
        self.ui.table.show_rows(read.rows, self._fresh)
        self._fresh = ""
        if last and not self.ui.table.current():
            self.ui.table.choose(last.id)
        self._show_facts(self.ui.table.current())
        if read.failed:
            self.ui.message.tell(
                say("last.failed", at=read.failed.at.replace("T", " ")[:16], message=read.failed.message), tone="soon",
                detail=read.failed.next,
            )  # fmt: skip

    def _show_facts(self, id_: str) -> None:
        row = self._rows.get(id_)
        fill_facts(self.ui.facts, _facts(row) if row else ())


def _facts(row: BackupRow) -> Sequence[tuple[str, str]]:
    damaged = [(say("last.damaged"), say("last.damaged_value", count=row.damaged))] if row.damaged else []
    return (
        (say("last.number"), say("list.number_value", number=row.number)),
        (say("last.officer"), row.officer),
        (say("last.entries"), say("last.entries_value", count=row.entries)),
        (say("last.attachments"), say("last.attachments_value", count=row.attachments)),
        *damaged,
        (say("last.place"), row.id),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("list.number"), lambda row: say("list.number_value", number=row.number), 88, key=_number),
        Column(say("list.made"), lambda row: str(row.made), 96, stretch=True),
        Column(say("list.place"), lambda row: say("list.home" if row.home else "list.away"), 64, narrow=True),
        Column(say("list.entries"), lambda row: str(row.entries), 80, key=lambda row: row.entries, right=True),
        Column(say("list.officer"), lambda row: str(row.officer), 80, spare=True),
    )


def _number(row: Any) -> int:
    return int(row.number)
