"""Long work at the keys: an officer is let go, everybody else's keys are renewed, older attachments follow."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui.lane import Lane, Work
from lucheng_desktop.gui.officer_forms import WorkSheet, say
from lucheng_desktop.places import words
from lucheng_desktop.procedures import officers
from lucheng_desktop.refusal import Refused


class KeyRenewal(QObject):
    """Shows how far it has come; paused or broken off it harms nothing and is taken up again on the officer's page."""

    begun = Signal(QWidget)
    """The sheet to show meanwhile."""
    ended = Signal()
    """The sheet is wanted no more; records may have changed."""
    told = Signal(str, str, str)
    """Text, tone, detail."""
    refused = Signal(Refused)

    def __init__(self, lane: Lane, page: QWidget) -> None:
        super().__init__(page)
        self.sheet: WorkSheet | None = None
        self._lane = lane
        self._running: Work | None = None

    def retire(self, order: officers.RetireOfficer) -> None:
        """Let an officer go, or go on with that."""
        self._attend(officers.retire_officer, order, say("retire.working"), self._let_gone)

    def _let_gone(self, done: officers.OfficerRetired) -> None:
        self._end()
        text = say("retire.done", name=done.name, generation=done.generation, count=len(done.tasks))
        self.told.emit(text, "done", say("retire.copied"))
        self.renew()

    def renew(self) -> None:
        """Attachments of earlier keys follow; that may be put off, for who left has no way in any more."""
        order = officers.RenewAttachments()
        self._attend(officers.renew_attachments, order, say("retire.renewing"), self._renewed)

    def _renewed(self, done: officers.AttachmentsRenewed) -> None:
        self._end()
        if done.renewed:
            self.told.emit(say("retire.renewed", count=done.renewed), "done", "")

    def _attend(self, step: Callable[..., Any], order: Any, note: str, done: Callable[[Any], None]) -> None:
        self.sheet = WorkSheet(words("officers")["titles"][step.__name__], note)
        self.sheet.paused.connect(partial(self._pause, step.__name__))
        self.begun.emit(self.sheet)
        self.sheet.pause.setFocus()
        self._running = self._lane.attend(self, step, order, done, self._broken_off, self._show_progress)

    def _show_progress(self, done: int, total: int) -> None:
        if self.sheet:
            self.sheet.show_progress(done, total)

    def _broken_off(self, refused: Refused) -> None:
        self._end()
        self.refused.emit(refused)

    def _pause(self, step: str) -> None:
        if self._running:
            self._running.cancel()
        self._end()
        self.told.emit(say(f"paused.{step}"), "open", "")

    def _end(self) -> None:
        self.sheet = self._running = None
        self.ended.emit()
