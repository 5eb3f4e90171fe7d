"""恢复份额: three sheets of paper, any two of which make a new way in; made, printed, proven by a drill."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.confirm import confirm
from lucheng_desktop.gui.facts import empty_layout, fill_facts
from lucheng_desktop.gui.fields import LineField, TextField
from lucheng_desktop.gui.forms.recovery import Ui_Recovery
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.next_step import permit
from lucheng_desktop.gui.officer_forms import say
from lucheng_desktop.gui.petition_forms import complete
from lucheng_desktop.gui.printing import print_paper
from lucheng_desktop.gui.secret_paper import SecretPaper, lay_out
from lucheng_desktop.procedures.recovery import (
    DrillRecovery,
    RecoveryDrilled,
    RecoverySplit,
    RecoveryStanding,
    SplitRecovery,
    discard_sheets,
    drill_recovery,
    recovery_standing,
    split_recovery,
)
from lucheng_desktop.refusal import Refused


class RecoveryPanel(QFrame):
    """What there is, a new set, the drill; the words of a sheet go to the printer and never onto the screen."""

    told = Signal(str)
    refused = Signal(Refused)
    left = Signal()

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Recovery()
        self.ui.setupUi(self)
        self.folder = LineField("folder", say("recovery.folder"), required=True)
        self.first = TextField("first", say("recovery.first"), required=True, hint=say("recovery.hint"), lines=5)
        self.second = TextField("second", say("recovery.second"), required=True, hint=say("recovery.hint"), lines=5)
        self.files: tuple[Path, ...] = ()
        self._lane = lane
        self._number = ""
        self._build()

    def _build(self) -> None:
        ui = self.ui
        ui.split_note.setText(say("recovery.split_note"))
        ui.drill_note.setText(say("recovery.drill_note"))
        ui.lost.setText(say("recovery.lost"))
        ui.folder_place.addWidget(self.folder)
        ui.sheets_typed.addWidget(self.first, 0, 0)
        ui.sheets_typed.addWidget(self.second, 0, 1)
        ui.discard.hide()
        ui.split.clicked.connect(self.split)
        ui.drill.clicked.connect(self.drill)
        ui.discard.clicked.connect(self.discard)
        ui.leave.clicked.connect(self.left)
        self.folder.set_value(
            Path.home() / say("recovery.folder_default", on=f"{datetime.now().astimezone():%Y-%m-%d}")
        )
        self.setFocusProxy(self.folder)

    def refresh(self) -> None:
        """Read how it stands."""
        self._lane.ask(self, recovery_standing, None, self._show, self.refused.emit)

    def _show(self, standing: RecoveryStanding) -> None:
        made = say("recovery.by", on=standing.made_on, officer=standing.maker)
        drilled = say("recovery.by", on=standing.drilled_on, officer=standing.drilled_by)
        facts = (
            (say("recovery.facts_number"), standing.number),
            (say("recovery.facts_made"), made),
            (say("recovery.facts_drilled"), drilled if standing.drilled_on else say("recovery.never")),
        )
        fill_facts(self.ui.facts, facts if standing.number else (), columns=3)
        self.ui.none.setText("" if standing.number else say("recovery.none"))
        self.ui.none.setVisible(not standing.number)
        self._number, why = standing.number, standing.why_not_split
        permit(self.ui.split, why)
        self.ui.why.setText(why)
        self.ui.why.setVisible(bool(why))
        self.ui.drill.setEnabled(bool(standing.number))

    def split(self) -> None:
        """Make three sheets; those of an earlier set end by that, so it is asked."""
        if not complete((self.folder,)):
            return
        if self._number:
            confirm(self, say("recovery.confirm"), self._number, self._split)
        else:
            self._split()

    def _split(self) -> None:
        order = SplitRecovery(Path(self.folder.value()).expanduser())
        self._lane.ask(self, split_recovery, order, self._made, self.refused.emit)

    def _made(self, done: RecoverySplit) -> None:
        self._offer(done.files)
        self.told.emit(say("recovery.made", number=done.number))
        self.refresh()

    def _offer(self, files: Sequence[Path]) -> None:
        """A button for each sheet, and one that deletes the files."""
        self.files = tuple(files)
        empty_layout(self.ui.prints)
        for sheet, file in enumerate(self.files, 1):
            button = QPushButton(theme.icon("print"), say("recovery.print", sheet=sheet))
            button.setAccessibleName(say("recovery.print_spoken", sheet=sheet))
            button.clicked.connect(partial(self._print, sheet, file))
            self.ui.prints.addWidget(button)
        self.ui.discard.setVisible(bool(self.files))

    def _print(self, sheet: int, file: Path, _checked: bool = False) -> None:
        paper = SecretPaper(theme.face(), file.stem, file, partial(say, "recovery.foot"))
        self._lane.work(self, lay_out, paper, partial(self._send, sheet))

    def _send(self, sheet: int, pdf: bytes) -> None:
        job = print_paper(self._lane, pdf, self)
        job.done.connect(lambda pages: self.told.emit(say("recovery.printed", sheet=sheet, pages=pages)))

    def discard(self) -> None:
        """Delete the files of sheets that are on paper."""
        self._lane.ask(self, discard_sheets, self.files, self._discarded, self.refused.emit)

    def _discarded(self, _answer: None) -> None:
        self._offer(())
        self.told.emit(say("recovery.discarded"))
        self.ui.leave.setFocus()

    def drill(self) -> None:
        """Prove two sheets; what was typed is forgotten whatever comes of it, unless a group was mistyped."""
        if complete((self.first, self.second)):
            order = DrillRecovery((self.first.value(), self.second.value()))
            self._lane.ask(self, drill_recovery, order, self._drilled, self.refused.emit)

    def _drilled(self, done: RecoveryDrilled) -> None:
        for field in (self.first, self.second):
            field.set_value("")
        self.told.emit(say("recovery.drilled", sheets=say("between.names").join(map(str, done.sheets))))
        self.refresh()
