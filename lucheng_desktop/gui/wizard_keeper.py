"""Saves the answers of one case through the lane: choices at once, words as drafts while typed, for good when left."""

from collections import Counter
from functools import partial
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lucheng_desktop.procedures.drafts import KeepDraft, keep_draft
from lucheng_desktop.procedures.tolerance import (
    Answer,
    AnswerRecorded,
    AttachEvidence,
    RecordAnswer,
    attach_evidence,
    record_answer,
)

if TYPE_CHECKING:
    from lucheng_desktop.gui.lane import Lane
    from lucheng_desktop.refusal import Refused

FORM = "tolerance"
PLACE = "place"
"""The draft that holds the step the officer was at."""

_UNKNOWN_TYPE = "application/octet-stream"


class Keeper(QObject):
    """One case's way to the vault; a keeper that has been replaced still finishes what it was given."""

    judged = Signal(object)
    """The Opinion after an answer was saved."""
    refused = Signal(object)
    """A Refused; the words it concerned are kept as a draft."""

    def __init__(self, lane: "Lane", case: str, parent: QObject) -> None:
        super().__init__(parent)
        self.case = case
        self._lane = lane
        self._open: Counter[str] = Counter()
        self._retired = False

    def draft(self, path: str, text: str) -> None:
        """Keep words as they stand."""
        self._lane.ask(self, keep_draft, KeepDraft(FORM, self.case, path, text), lambda _: None, self.refused.emit)

    def place(self, step: str) -> None:
        """Remember the step the officer is at."""
        self.draft(PLACE, step)

    def record(self, path: str, value: Answer) -> None:
        """Save one answer in the ledger; refused words stay behind as a draft."""
        self._open[path] += 1
        order = RecordAnswer(self.case, path, value)
        self._lane.ask(self, record_answer, order, self._recorded, partial(self._refused, path, value))

    def attach(self, criterion: str, file: Path) -> None:
        """Store a file, encrypted, as evidence of a criterion."""
        order = AttachEvidence(self.case, criterion, file, file.name, guess_type(file.name)[0] or _UNKNOWN_TYPE)
        self._lane.ask(self, attach_evidence, order, lambda _: None, self.refused.emit)

    def on_its_way(self, path: str) -> bool:
        """Whether an answer to this question is still being saved."""
        return self._open[path] > 0

    def retire(self) -> None:
        """Another case is shown: say nothing of this one any more, and go when everything given is saved."""
        self._retired = True
        self._close("")

    def _recorded(self, answer: AnswerRecorded) -> None:
        if not self._retired:
            self.judged.emit(answer.opinion)
        self._close(answer.path)

    def _refused(self, path: str, value: Answer, refused: "Refused") -> None:
        if isinstance(value, str):
            self.draft(path, value)
        self.refused.emit(refused)
        self._close(path)

    def _close(self, path: str) -> None:
        """One answer has arrived."""
        self._open.subtract([path] if path else [])
        if self._retired and not any(self._open.values()):
            self.deleteLater()
