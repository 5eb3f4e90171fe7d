"""Keeps what is typed in a form as an encrypted draft, and brings it back."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from lucheng_desktop.gui.fields import Field
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.procedures.drafts import DraftsOf, KeepDraft, drafts_of, keep_draft


class DraftKeeper(QObject):
    """Drafts of one form; `key` names the record that is being worked on, and nothing is kept without one."""

    restored = Signal(object)
    """dict of path -> text that was brought back; not sent when there was nothing."""

    def __init__(self, lane: Lane, form: str, parent: QObject) -> None:
        super().__init__(parent)
        self.lane = lane
        self.form = form
        self.key = ""
        self._fields: dict[str, Field] = {}
        self._shown: dict[str, str] = {}

    def watch(self, fields: Iterable[Field]) -> None:
        """Keep these fields from now on. Fields that may not be kept are simply never given here."""
        for field in fields:
            self._fields[field.path] = field
            field.typed.connect(self.keep)
            field.settled.connect(lambda path, value, field=field: self.keep(path, as_text(field, value)))

    def forget(self) -> None:
        """Watch none of the fields any more; they are about to go."""
        self._fields.clear()

    def keep(self, path: str, text: str) -> None:
        """Keep one text now."""
        if self.key:
            self.lane.ask(self, keep_draft, KeepDraft(self.form, self.key, path, text), _kept)

    def start(self, key: str, known: Mapping[str, Any] | None = None) -> None:
        """Work on another record: finish what rests, show what is `known` by path, and bring back kept texts."""
        self.settle()
        self.key = key
        self.empty(known)
        if key:
            self.lane.ask(self, drafts_of, DraftsOf(self.form, key), self._taker(key))

    def settle(self) -> None:
        """Keep what was typed and still rests."""
        for field in self._fields.values():
            settle = getattr(field, "settle", None)
            if self.key and settle:
                settle()

    def empty(self, known: Mapping[str, Any] | None = None) -> None:
        """Empty all fields, but for what is known, without keeping that."""
        for path, field in self._fields.items():
            field.set_value((known or {}).get(path))
            self._shown[path] = as_text(field, field.value())

    def end(self) -> None:
        """The step is done and its drafts are gone: empty the form and keep nothing more."""
        self.key = ""
        self.empty()

    def drop(self) -> None:
        """Like `end`, for steps that leave the drafts to the form: empty texts take the kept ones away."""
        for path in self._fields:
            self.keep(path, "")
        self.end()

    def _bring_back(self, path: str, text: str) -> None:
        """Put a kept text back, unless somebody has typed there since the form was opened."""
        field = self._fields[path]
        if as_text(field, field.value()) == self._shown[path]:
            field.set_value(as_value(field, text))

    def _taker(self, key: str) -> Callable[[dict[str, str]], None]:
        def take(texts: dict[str, str]) -> None:
            found = {path: text for path, text in texts.items() if text}
            if key != self.key or not found:
                return
            for path in found.keys() & self._fields.keys():
                self._bring_back(path, found[path])
            self.restored.emit(found)

        return take


def as_text(field: Field, value: Any) -> str:
    """A field's value as a draft keeps it; words as they stand, even when they are not a date yet."""
    words = getattr(field, "text", None)
    if words:
        return str(words())
    return " ".join(value) if isinstance(value, tuple) else str(value or "")


def as_value(field: Field, text: str) -> Any:
    """A draft's text as the field takes it."""
    typed = hasattr(field, "text")
    return tuple(text.split()) if isinstance(field.value(), tuple) and not typed else text


def _kept(_: object) -> None:
    """The status bar says when it was saved; the form has nothing to do."""
