"""Printing: the bytes on the screen, drawn page by page at 300 dots per inch, never two pages in memory."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from lucheng_desktop.gui.paper import DrawPage, draw, measure
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.gui.lane import Check, Lane
    from lucheng_desktop.procedures.printing import PrintFileReleased

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


def queues(_order: None, check: "Check") -> tuple[str, ...]:
    """The printers this PC knows, the usual one first; a print service takes its time to say."""
    usual = QPrinterInfo.defaultPrinterName()
    check(1, 1)
    return tuple(sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name)))


def print_released(
    lane: "Lane",
    released: "PrintFileReleased",
    parent: QWidget,
    done: Callable[[int], None],
    refused: Callable[[Refused], None],
    *,
    ask: bool = False,
) -> None:
    """Print the file of a job on the printer it was registered for; `ask`: in the print dialog."""
    printer = device(released)
    job = Printing(lane, released.pdf, printer, parent)
    job.done.connect(done)
    if not ask and printer.printerName() == released.printer:
        job.start()
        return

    def accepted() -> None:
        if printer.printerName() == released.printer:
            prepare(printer, released)
            job.start()
        else:
            facts = {"printer": released.printer, "other": printer.printerName()}
            refused(Refused("E-PRINTER/other", **facts))

    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def device(released: "PrintFileReleased") -> QPrinter:
    """The printer of a job; one that this PC does not know by that name keeps another name."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(released.printer)
    prepare(printer, released)
    return printer


def prepare(printer: QPrinter, released: "PrintFileReleased") -> None:
    """As the job was registered: how many times, on both sides of the sheet."""
    printer.setResolution(_DPI)
    printer.setCopyCount(released.times)
    printer.setCollateCopies(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
