"""The history of a case as a paper: a table of who, when, before and after, laid out beside the window's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from lucheng_desktop.procedures.speech import Line

_DPI = 300
_MARGIN_MM = 18.0
_FONT_PT = 9
_WIDTHS = (19, 10, 9, 16, 20, 26)


@dataclass(frozen=True, slots=True)
class HistorySheet:
    """What goes onto the paper; the words are ready to print."""

    face: str
    title: str
    case: str
    columns: Sequence[str]
    lines: Sequence[Line]
    foot: Callable[..., str]
    """(page, pages) -> the line at the foot."""


def lay_out(sheet: HistorySheet, check: Callable[[int, int], None]) -> bytes:
    """The paper as PDF, A4 upright, with a foot on every page."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, sheet.title)
    font = QFont(sheet.face, _FONT_PT)
    painter = QPainter(writer)
    painter.setFont(font)
    line = painter.fontMetrics().height()
    page = QSizeF(writer.width(), writer.height() - 2 * line)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setPageSize(page)
    document.setHtml(_html(sheet))
    pages = document.pageCount()
    for number in range(pages):
        check(number, pages)
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
        painter.restore()
        painter.drawText(QPointF(0, writer.height() - line / 2), sheet.foot(page=number + 1, pages=pages))
    painter.end()
    buffer.close()
    return bytes(content.data())


def _writer(buffer: QBuffer, title: str) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    return writer


def cells(line: Line) -> tuple[str, ...]:
    """One change as the words of its six columns; the time in the office's own zone, to the second."""
    at = line.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return (at, line.officer, line.kind, line.what, line.before, line.after)


def _html(sheet: HistorySheet) -> str:
    heads = _row("th", sheet.columns)
    rows = "".join(_row("td", cells(line)) for line in sheet.lines)
    return (
        f"<h2>{escape(sheet.title)}</h2><p>{escape(sheet.case)}</p>"
        f'<table border="1" cellspacing="0" cellpadding="4" width="100%" style="border-collapse:collapse">'
        f"<thead>{heads}</thead>{rows}</table>"
    )


def _row(tag: str, texts: Sequence[str]) -> str:
    cell = '<{tag} width="{width}%" align="left">{text}</{tag}>'
    parts = zip(texts, _WIDTHS, strict=True)
    return "<tr>" + "".join(cell.format(tag=tag, width=width, text=escape(text)) for text, width in parts) + "</tr>"
