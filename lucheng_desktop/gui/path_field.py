"""A field for a file: typed or pasted, or chosen in the system's own dialog."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QWidget

from lucheng_desktop.gui.fields import Field, WordLine
from lucheng_desktop.gui.page import say


class PathField(Field):
    """A file to write (`save`) or to read, with the kinds of file the dialog offers."""

    def __init__(
        self,
        path: str,
        label: str,
        *,
        save: bool,
        kinds: str = "",
        required: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self.line = WordLine()
        self._save = save
        self._kinds = kinds
        row = QWidget()
        super().__init__(path, label, row, required=required, parent=parent)
        self.browse = QPushButton(say("field.browse"), row)
        self.line.setAccessibleName(self.control.accessibleName())
        side = QHBoxLayout(row)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.line, 1)
        side.addWidget(self.browse)
        row.setFocusProxy(self.line)
        self.label.setBuddy(self.line)
        self.browse.clicked.connect(self._choose)
        self.line.left.connect(self._left)

    def value(self) -> Path | None:
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_value(self, value: Any) -> None:
        self.line.setText(str(value or ""))
        self.fault("")

    def check(self) -> str:
        file = self.value()
        if file and self._save and not file.parent.is_dir():
            return say("field.no_folder", folder=file.parent)
        if file and not self._save and not file.is_file():
            return say("field.no_file", file=file.name)
        return super().check()

    def _left(self) -> None:
        if not self.empty():
            self.fault(self.check())
        self.settled.emit(self.path, self.value())

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.name, str((self.value() or Path.home()).parent), self._kinds)
        if self._save:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(self.line.text())
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _chosen(self, file: str) -> None:
        self.set_value(file)
        self._left()
