"""The small editable list of allegations: each a text and the discipline it touches."""

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.fields import ChoiceField, Field, TextField
from lucheng_desktop.places import words
from lucheng_desktop.procedures.petitions import AllegationText

_LABEL_PX = 22
"""Height of a field's label with the space below it."""


class AllegationLine(QWidget):
    """One allegation: its text, its discipline, and a button that takes it away."""

    removed = Signal(object)

    def __init__(self, position: int, disciplines: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named = {name: text.format(position=position) for name, text in words("petitions")["line"].items()}
        path = f"allegations[{position - 1}]"
        self.text = TextField(f"{path}.text", named["text"], required=True, hint=named["hint"], lines=2)
        self.discipline = ChoiceField(f"{path}.discipline", named["discipline"], disciplines, required=True)
        self.remove = QToolButton(self)
        self.remove.setIcon(theme.icon("close"))
        self.remove.setAccessibleName(named["remove"])
        self.remove.setToolTip(named["remove"])
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(12)
        row.setColumnStretch(0, 1)
        for column, part in enumerate((self.text, self.discipline, _beside(self.remove))):
            row.addWidget(part, 0, column, Qt.AlignmentFlag.AlignTop)
        self.discipline.setFixedWidth(176)

    def content(self) -> tuple[str, str]:
        """(text as typed, code of the discipline)."""
        return self.text.text(), self.discipline.value()


def _beside(button: QToolButton) -> QWidget:
    """The button at the height of the controls, below the line of their labels."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, _LABEL_PX, 0, 0)
    column.addWidget(button)
    return place


class AllegationLines(QWidget):
    """At least one allegation; the whole list is one draft, because lines change places when one is taken away."""

    changed = Signal(str)
    """The list as it stands, as `restore` reads it."""

    def __init__(self, disciplines: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._disciplines = disciplines
        self.lines: list[AllegationLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.restore("")

    def add(self) -> None:
        """One more, ready to type."""
        self._rebuild([*self._contents(), ("", "")])
        self.lines[-1].text.setFocus()
        self._report()

    def fields(self) -> tuple[Field, ...]:
        """All fields in reading order."""
        return tuple(field for line in self.lines for field in (line.text, line.discipline))

    def texts(self) -> tuple[AllegationText, ...]:
        """What was typed, as the order wants it."""
        return tuple(AllegationText(line.text.value(), line.discipline.value()) for line in self.lines)

    def settle(self) -> None:
        """Finish what still rests in the lines."""
        for line in self.lines:
            line.text.settle()

    def restore(self, text: str) -> None:
        """Show a kept list; one empty line when there is none."""
        self._rebuild([(words_, code) for words_, code in json.loads(text)] if text else [("", "")])

    def _contents(self) -> list[tuple[str, str]]:
        return [line.content() for line in self.lines]

    def _rebuild(self, contents: Sequence[tuple[str, str]]) -> None:
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(position, content) for position, content in enumerate(contents, start=1)]
        for line in self.lines:
            line.remove.setVisible(len(self.lines) > 1)

    def _line(self, position: int, content: tuple[str, str]) -> AllegationLine:
        line = AllegationLine(position, self._disciplines, self)
        line.text.set_value(content[0])
        line.discipline.set_value(content[1])
        line.text.typed.connect(self._report)
        line.text.settled.connect(self._report)
        line.discipline.settled.connect(self._report)
        line.removed.connect(self._remove)
        self._column.addWidget(line)
        return line

    def _remove(self, line: AllegationLine) -> None:
        kept = [one.content() for one in self.lines if one is not line]
        self._rebuild(kept)
        self.lines[0].text.setFocus()
        self._report()

    def _report(self) -> None:
        self.changed.emit(json.dumps(self._contents(), ensure_ascii=False))
