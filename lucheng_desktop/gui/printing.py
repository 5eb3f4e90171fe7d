"""Printing: the bytes on the screen, drawn page by page at 300 dots per inch, never two pages in memory."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from lucheng_desktop.gui.paper import DrawPage, draw, measure

if TYPE_CHECKING:
    from lucheng_desktop.gui.lane import Lane

_DPI = 300


class Printing(QObject):
    """One print job; it goes on while the officer works."""

    done = Signal(int)
    """How many pages went to the printer."""

    def __init__(self, lane: "Lane", pdf: bytes, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._pdf = pdf
        self._printer = printer
        self._painter = QPainter()
        self._sizes: tuple[tuple[float, float], ...] = ()

    def start(self) -> None:
        """Measure the pages, then draw one after the other."""
        self._lane.work(self, measure, self._pdf, self._begin)

    def _begin(self, sizes: tuple[tuple[float, float], ...]) -> None:
        self._sizes = sizes
        self._printer.setFullPage(True)
        self._set_page(0)
        self._painter.begin(self._printer)
        self._draw(0)

    def _set_page(self, number: int) -> None:
        """Paper of the page's own size, without the printer's margins."""
        size = QPageSize(QSizeF(*self._sizes[number]), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        self._printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))

    def _draw(self, number: int) -> None:
        self._lane.work(self, draw, DrawPage(self._pdf, number, _DPI), lambda seen: self._put(number, seen))

    def _put(self, number: int, seen: QImage) -> None:
        self._painter.drawImage(self._painter.viewport(), seen)
        if number + 1 < len(self._sizes):
            self._set_page(number + 1)
            self._printer.newPage()
            self._draw(number + 1)
        else:
            self._painter.end()
            self.done.emit(len(self._sizes))


def print_paper(lane: "Lane", pdf: bytes, parent: QWidget) -> Printing:
    """Ask for a printer, then print; one of the few modal questions."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DPI)
    job = Printing(lane, pdf, printer, parent)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(job.start)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return job
