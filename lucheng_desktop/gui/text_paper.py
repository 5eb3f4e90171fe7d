"""Text as a paper: HTML laid out on A4 as PDF, with a foot on every page, beside the window's thread."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

_DPI = 300
_MARGIN_MM = 18.0


@dataclass(frozen=True, slots=True)
class TextPaper:
    """What goes onto the paper, ready to print; `points` is the size of its letters."""

    face: str
    points: int
    title: str
    html: str
    foot: Callable[..., str]
    """(page, pages) -> the line at the foot."""


def lay_out(paper: TextPaper, check: Callable[[int, int], None]) -> bytes:
    """The paper as PDF, A4 upright."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, paper.title)
    font = QFont(paper.face, paper.points)
    painter = QPainter(writer)
    painter.setFont(font)
    line = painter.fontMetrics().height()
    page = QSizeF(writer.width(), writer.height() - 2 * line)
    document = _document(writer, font, page, paper.html)
    pages = document.pageCount()
    for number in range(pages):
        check(number, pages)
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
        painter.restore()
        painter.drawText(QPointF(0, writer.height() - line / 2), paper.foot(page=number + 1, pages=pages))
    painter.end()
    buffer.close()
    return bytes(content.data())


def _document(writer: QPdfWriter, font: QFont, page: QSizeF, html: str) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setPageSize(page)
    document.setHtml(html)
    return document


def _writer(buffer: QBuffer, title: str) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    return writer
