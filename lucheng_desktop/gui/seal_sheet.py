"""The register of seals as a paper: one line a sealing, laid out beside the window's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from lucheng_desktop.gui import text_paper
from lucheng_desktop.gui.text_paper import TextPaper

_FONT_PT = 8
_WIDTHS = (14, 11, 14, 17, 5, 7, 7, 7, 9, 9)


@dataclass(frozen=True, slots=True)
class SealSheet:
    """What goes onto the paper; the words are ready to print."""

    face: str
    title: str
    about: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    foot: Callable[..., str]
    """(page, pages) -> the line at the foot."""


def lay_out(sheet: SealSheet, check: Callable[[int, int], None]) -> bytes:
    """The paper as PDF, A4 upright, with a foot on every page."""
    return text_paper.lay_out(TextPaper(sheet.face, _FONT_PT, sheet.title, _html(sheet), sheet.foot), check)


def _html(sheet: SealSheet) -> str:
    heads = _row("th", sheet.columns)
    rows = "".join(_row("td", row) for row in sheet.rows)
    return (
        f'<h2 align="center">{escape(sheet.title)}</h2><p>{escape(sheet.about)}</p>'
        f'<table border="1" cellspacing="0" cellpadding="3" width="100%" style="border-collapse:collapse">'
        f"<thead>{heads}</thead>{rows}</table>"
    )


def _row(tag: str, texts: Sequence[str]) -> str:
    parts = zip(texts, _WIDTHS, strict=True)
    cells = (f'<{tag} width="{width}%" align="left">{escape(text)}</{tag}>' for text, width in parts)
    return f"<tr>{''.join(cells)}</tr>"
