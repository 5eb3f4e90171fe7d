"""Official documents shown as paper: the very bytes that print, page under page, at real size or fitted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QListWidgetItem, QWidget

from lucheng_desktop.cases.marked_pages import PageMark
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.forms.viewer import Ui_Viewer
from lucheng_desktop.gui.page import say
from lucheng_desktop.gui.paper import POINTS_PER_INCH, DrawPage, draw, measure

if TYPE_CHECKING:
    from lucheng_desktop.gui.lane import Lane, Work

_STEPS = (50, 67, 80, 100, 125, 150, 200)
_USUAL_DPI = 96.0
_BELIEVABLE_DPI = (60.0, 240.0)


class PaperPage(QWidget):
    """One page on the grey ground; it asks for its picture only when it comes into sight."""

    wanted = Signal(int)

    def __init__(self, number: int, points: tuple[float, float], parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.points = points
        self.marks: tuple[tuple[int, PageMark], ...] = ()
        self._picture = QImage()
        self._asked = 0.0
        self._scale = 1.0

    def scale_to(self, scale: float) -> None:
        """Show the page at `scale` px per point; an old picture is stretched until the new one is there."""
        self._scale = scale
        self._asked = 0.0
        self.setFixedSize(QSize(round(self.points[0] * scale), round(self.points[1] * scale)))
        self.update()

    def take(self, picture: QImage, dpi: float) -> None:
        """Take the picture if it is still the one that is wanted."""
        if dpi == self._asked:
            self._picture = picture
            self.update()

    def drawn(self) -> bool:
        """Whether a picture is shown."""
        return not self._picture.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        dpi = self._scale * POINTS_PER_INCH * self.devicePixelRatioF()
        if self._asked != dpi:
            self._asked = dpi
            self.wanted.emit(self.number)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.drawn():
            painter.drawImage(self.rect(), self._picture)
        for at, mark in self.marks:
            self._outline(painter, at, mark)
        painter.setPen(theme.colour("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _outline(self, painter: QPainter, at: int, mark: PageMark) -> None:
        left, top, width, height = (part * self._scale for part in mark.box)
        box = QRectF(left, top, width, height).adjusted(-2, -2, 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("amber"), 2))
        painter.drawRect(box)
        painter.drawText(box.topRight() + QPointF(4, 12), str(at))

    def forget(self) -> None:
        """The picture was not drawn after all; ask again when seen."""
        self._asked = 0.0

    def asked(self) -> float:
        """Dots per inch of the picture that is wanted now."""
        return self._asked


class PaperView(QWidget):
    """A document on a grey ground with zoom and print; pages are drawn beside the window's thread."""

    print_wanted = Signal(bytes)
    """The officer wants these bytes on paper."""

    def __init__(self, lane: "Lane", parent: QWidget | None = None, *, most: int = 0) -> None:
        """`most`: how many pages are shown of a file of thousands; 0 shows all."""
        super().__init__(parent)
        self.ui = Ui_Viewer()
        self.ui.setupUi(self)
        self._lane = lane
        self._most = most
        self._count = 0
        self._pdf = b""
        self._zoom = 100
        self.pages: tuple[PaperPage, ...] = ()
        self._works: list[Work] = []
        self._dress()
        self.clear()

    def _dress(self) -> None:
        ui = self.ui
        ui.table.setObjectName("paper")
        for name, icon in (("smaller", "minus"), ("larger", "plus"), ("fit", "fit"), ("print", "print")):
            getattr(ui, name).setIcon(theme.icon(icon))
        ui.smaller.clicked.connect(lambda: self._step(-1))
        ui.larger.clicked.connect(lambda: self._step(1))
        ui.percent.clicked.connect(lambda: self.zoom(100))
        ui.fit.toggled.connect(lambda on: self._lay_out() if on else None)
        ui.print.clicked.connect(lambda: self.print_wanted.emit(self._pdf))
        ui.marks.currentRowChanged.connect(self._go_to_mark)
        ui.paper.viewport().installEventFilter(self)
        ui.paper.verticalScrollBar().rangeChanged.connect(lambda *_: self._go_to_mark(ui.marks.currentRow()))
        ui.paper.verticalScrollBar().rangeChanged.connect(lambda *_: self._say_page())
        ui.paper.verticalScrollBar().valueChanged.connect(lambda _: self._say_page())
        keys = (
            ("Ctrl++", ui.larger),
            ("Ctrl+=", ui.larger),
            ("Ctrl+-", ui.smaller),
            ("Ctrl+0", ui.percent),
            ("Ctrl+P", ui.print),
        )
        for key, button in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def clear(self) -> None:
        """Show no document."""
        self._drop_pages()
        self._pdf = b""
        self._marks: tuple[PageMark, ...] = ()
        self.ui.print.setEnabled(False)
        self.ui.marks.hide()
        self.ui.place.setText(say("viewer.empty"))

    def show_pdf(self, pdf: bytes, marks: Sequence[PageMark] = ()) -> None:
        """Show these bytes; the same bytes print."""
        self.clear()
        self._pdf = pdf
        self._marks = tuple(marks)
        self.ui.place.setText(say("viewer.reading"))
        self._works.append(self._lane.work(self, measure, pdf, lambda sizes: self._build(pdf, sizes)))

    def zoom(self, percent: int) -> None:
        """100 is the real size of the paper."""
        self.ui.fit.setChecked(False)
        self._zoom = percent
        self._lay_out()

    def percent(self) -> int:
        """The zoom as it is shown, in per cent of real size."""
        return round(self._scale() / self._real() * 100)

    def _build(self, pdf: bytes, sizes: Sequence[tuple[float, float]]) -> None:
        if pdf is not self._pdf:
            return
        self._drop_pages()
        made = []
        self._count = len(sizes)
        for number, points in enumerate(sizes[: self._most or None]):
            page = PaperPage(number, points, self.ui.table)
            page.marks = tuple((at, mark) for at, mark in enumerate(self._marks, start=1) if mark.page == number)
            page.setAccessibleName(say("viewer.spoken", page=number + 1, pages=len(sizes)))
            page.wanted.connect(self._draw, Qt.ConnectionType.QueuedConnection)
            self.ui.stack.insertWidget(number, page, 0, Qt.AlignmentFlag.AlignHCenter)
            made.append(page)
        self.pages = tuple(made)
        self.ui.print.setEnabled(not self._marks)
        self._lay_out()
        self._list_marks()

    def _list_marks(self) -> None:
        self.ui.marks.clear()
        self.ui.marks.setVisible(bool(self._marks))
        for at, mark in enumerate(self._marks, start=1):
            self.ui.marks.addItem(QListWidgetItem(f"{at}  {mark.text}"))
        self.ui.marks.setCurrentRow(0)

    def _go_to_mark(self, row: int) -> None:
        if 0 <= row < len(self._marks) and self.pages:
            mark, scale = self._marks[row], self._scale()
            top = self.pages[mark.page].y() + round(mark.box[1] * scale)
            self.ui.paper.verticalScrollBar().setValue(top - 80)

    def _drop_pages(self) -> None:
        for work in self._works:
            work.cancel()
        self._works.clear()
        for page in self.pages:
            self.ui.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.pages = ()

    def _draw(self, number: int) -> None:
        """Draw a page unless it has been laid out of sight again since it asked."""
        page = self.sender()
        if not isinstance(page, PaperPage) or page not in self.pages:
            return
        if page.visibleRegion().isEmpty() or not page.asked():
            page.forget()
            return
        order = DrawPage(self._pdf, number, page.asked())
        self._works.append(self._lane.work(self, draw, order, lambda picture: page.take(picture, order.dpi)))

    def _real(self) -> float:
        """Px per point at which the paper has its real size on this screen."""
        screen = self.screen()
        dpi = screen.physicalDotsPerInch() / screen.devicePixelRatio()
        believable = _BELIEVABLE_DPI[0] <= dpi <= _BELIEVABLE_DPI[1]
        return (dpi if believable else _USUAL_DPI) / POINTS_PER_INCH

    def _scale(self) -> float:
        if not self.ui.fit.isChecked() or not self.pages:
            return self._real() * self._zoom / 100
        widest = max(page.points[0] for page in self.pages)
        return max(0.2, (self.ui.paper.viewport().width() - 32) / widest)

    def _step(self, way: int) -> None:
        now = self.percent()
        further = [step for step in _STEPS if (step - now) * way > 0]
        if further:
            self.zoom(min(further) if way > 0 else max(further))

    def _lay_out(self) -> None:
        scale = self._scale()
        for page in self.pages:
            page.scale_to(scale)
        self.ui.percent.setText(say("viewer.zoom", percent=self.percent()))
        self._say_page()

    def _say_page(self) -> None:
        if self.pages:
            middle = self.ui.paper.verticalScrollBar().value() + self.ui.paper.viewport().height() // 2
            here = sum(1 for page in self.pages if page.y() <= middle) or 1
            more = len(self.pages) < self._count
            words = say("viewer.page_some", shown=len(self.pages)) if more else ""
            self.ui.place.setText(say("viewer.page", page=here, pages=self._count) + words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.ui.fit.isChecked():
            self._lay_out()
        return False
