"""Where a record stands: the state's word as a chip, and the path of its states done, current and ahead."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.page import say
from lucheng_desktop.places import words

_DISC = 7
_GAP = 6
_LINE_MIN = 14
_LINE_MAX = 40
_FONT_PX = 13
_NAME_LEAST = 96


def tone_of(state: str) -> str:
    """Tone of a state's mark: plain, open, soon, done or stop; states not named are open."""
    tones: dict[str, list[str]] = words("gui")["tones"]
    return next((tone for tone, named in tones.items() if state in named), "open" if state else "plain")


class Chip(QLabel):
    """The state's word in a frame of its tone, with the mark that repeats the tone as a shape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    _MARKS = {"done": "\u2713 ", "stop": "\u25a0 ", "soon": "\u25b2 ", "open": "\u25cf ", "plain": ""}  # noqa: RUF012

    def show_state(self, word: str, tone: str) -> None:
        """Show a word in a tone; an empty word hides the chip."""
        theme.mark(self, "chip", tone)
        self.setText(f"{self._MARKS[tone]}{word}")
        self.setAccessibleName(say("path.chip", word=word))
        self.setVisible(bool(word))


class PathBar(QWidget):
    """A line of states: a filled disc with a tick is done, a filled disc with a bold word is now, a ring is ahead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._now = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_path(self, path: Sequence[tuple[str, str]], state: str) -> None:
        """Show (code, word) pairs with `state` as the current one; a state off the path shows no current one."""
        codes = [code for code, _ in path]
        self._words = tuple(word for _, word in path)
        self._now = codes.index(state) if state in codes else -1
        self.setVisible(bool(path))
        word = self._words[self._now] if self._now >= 0 else ""
        self.setAccessibleName(say("path.path", word=word, at=self._now + 1, of=len(path)))
        self.setToolTip(say("path.arrow").join(self._words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        labels, line = self._fit()
        x, middle = 1.0, self.height() / 2
        for at, label in enumerate(labels):
            if at:
                self._draw_line(painter, x, middle, line, done=at <= self._now)
                x += line + _GAP
            self._draw_disc(painter, QPointF(x + _DISC, middle), at)
            x += 2 * _DISC + _GAP
            painter.setFont(self._font(bold=at == self._now))
            painter.setPen(theme.colour("ink" if at == self._now else "ink2" if at < self._now else "ink3"))
            wide = self._width(label, bold=at == self._now)
            painter.drawText(QRectF(x, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, label)
            x += wide + (_GAP if label else 0)

    def _fit(self) -> tuple[list[str], float]:
        """Words to show and length of the lines: far words give way first, discs never."""
        labels, line = list(self._words), 0.0
        far = sorted(range(len(labels)), key=lambda at: -abs(at - max(self._now, 0)))
        for at in (None, *far[:-1]):
            if at is not None:
                labels[at] = ""
            bodies = sum(
                2 * _DISC + _GAP + self._width(word, bold=at == self._now) + (_GAP if word else 0)
                for at, word in enumerate(labels)
            )
            line = (self.width() - 4 - bodies) / max(len(labels) - 1, 1) - _GAP
            if line >= _LINE_MIN:
                break
        return labels, max(4.0, min(line, _LINE_MAX))

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_FONT_PX)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def _width(self, word: str, *, bold: bool) -> int:
        return QFontMetrics(self._font(bold=bold)).horizontalAdvance(word) if word else 0

    def _draw_line(self, painter: QPainter, x: float, middle: float, length: float, *, done: bool) -> None:
        painter.setPen(QPen(theme.colour("accent" if done else "line"), 1.5))
        painter.drawLine(QPointF(x, middle), QPointF(x + length, middle))

    def _draw_disc(self, painter: QPainter, centre: QPointF, at: int) -> None:
        reached = at <= self._now
        painter.setPen(QPen(theme.colour("accent" if reached else "edge"), 1.5))
        painter.setBrush(theme.colour("accent" if at < self._now else "surface"))
        painter.drawEllipse(centre, _DISC - 1, _DISC - 1)
        if at < self._now:
            painter.setPen(QPen(theme.colour("on_accent"), 1.5))
            tick = ((-2.6, 0.2), (-0.7, 2.1), (2.8, -1.9))
            painter.drawPolyline([centre + QPointF(x, y) for x, y in tick])
        elif at == self._now:
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(centre, 2.5, 2.5)


class ElidedLabel(QLabel):
    """One line of text that gives way when there is no room, and shows itself whole on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_NAME_LEAST, super().sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if text != self.text() else "")
        painter = QPainter(self)
        painter.setPen(theme.colour("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
