"""What tests look for in a window: words cut off, places Tab comes to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget


def tabbed(window: QWidget) -> list[QWidget]:
    """Every visible widget Tab comes to."""
    found = [
        one for one in window.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    return [one for one in found if one.isEnabled() and one.focusProxy() is None]


def cut_off(root: QWidget) -> list[str]:
    """Visible one-line widgets that are smaller than their words."""
    small = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton | QComboBox):
            continue
        if isinstance(widget.parent(), QLineEdit):
            continue
        if isinstance(widget, QLabel) and (widget.wordWrap() or not widget.text()):
            continue
        need, have = widget.minimumSizeHint(), widget.size()
        if have.width() < need.width() or have.height() < need.height():
            small.append(f"{type(widget).__name__} {widget.objectName()} {have} < {need}")
    return small
