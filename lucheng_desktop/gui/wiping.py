"""What locking takes off the screen at once, before Qt gets round to letting the widgets themselves go."""

from PySide6.QtCore import QAbstractItemModel, QObject
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from lucheng_desktop.gui.table import RowModel


def wipe(root: QWidget) -> None:
    """Take every row out of every model and every word out of every widget of a page that will never be shown again.

    Signals are off: an emptied field is no answer, and must not overwrite the draft of what was typed in it.
    """
    parts = [root, *root.findChildren(QObject)]
    for part in parts:
        part.blockSignals(True)
    for part in parts:
        if isinstance(part, QAbstractItemModel):
            _forget_rows(part)
        elif isinstance(part, QWidget):
            _forget_words(part)


def _forget_rows(model: QAbstractItemModel) -> None:
    if isinstance(model, RowModel):
        model.forget()


def _forget_words(widget: QWidget) -> None:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        widget.setText("")  # in a line this forgets what could be undone, too
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        widget.setPlainText("")
    elif isinstance(widget, QComboBox):
        widget.clear()
    if widget.toolTip():
        widget.setToolTip("")
    if widget.accessibleName():
        widget.setAccessibleName("")
    if widget.accessibleDescription():
        widget.setAccessibleDescription("")
