"""The history of a case as a paper: a table of who, when, before and after, laid out beside the window's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from lucheng_desktop.gui import text_paper
from lucheng_desktop.gui.text_paper import TextPaper
from lucheng_desktop.procedures.speech import Line

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
    return text_paper.lay_out(TextPaper(sheet.face, _FONT_PT, sheet.title, _html(sheet), sheet.foot), check)


def cells(line: Line) -> tuple[str, ...]:
    """One change as the words of its six columns; the time in the office's own zone, to the second."""
    at = line.at.strftime("%Y-%m-%d %H:%M:%S")
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
