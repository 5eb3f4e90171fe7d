"""The receipt of a handover as a paper: what changed hands, with a line for each of the two who sign."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from lucheng_desktop.gui import text_paper
from lucheng_desktop.gui.text_paper import TextPaper

_FONT_PT = 11
_LABEL_PERCENT = 20


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """What goes onto the paper; the words are ready to print."""

    face: str
    title: str
    office: str
    facts: Sequence[tuple[str, str]]
    note: str
    signatures: Sequence[Sequence[str]]
    """For each of the two who sign, the lines to fill in by hand."""
    foot: Callable[..., str]
    """(page, pages) -> the line at the foot."""


def lay_out(sheet: ReceiptSheet, check: Callable[[int, int], None]) -> bytes:
    """The paper as PDF, A4 upright."""
    return text_paper.lay_out(TextPaper(sheet.face, _FONT_PT, sheet.title, _html(sheet), sheet.foot), check)


def _html(sheet: ReceiptSheet) -> str:
    rows = "".join(_row(label, text) for label, text in sheet.facts)
    signed = "".join(f'<td width="50%">{_lines(lines)}</td>' for lines in sheet.signatures)
    return (
        f'<h2 align="center">{escape(sheet.title)}</h2><p align="center">{escape(sheet.office)}</p>'
        f'<table border="1" cellspacing="0" cellpadding="7" width="100%" '
        f'style="border-collapse:collapse; margin-top:12px">{rows}</table>'
        f"<p>{escape(sheet.note)}</p><br/><br/>"
        f'<table border="0" cellspacing="0" cellpadding="4" width="100%"><tr>{signed}</tr></table>'
    )


def _row(label: str, text: str) -> str:
    lines = "<br/>".join(escape(line) for line in text.split("\n"))
    return f'<tr><td width="{_LABEL_PERCENT}%">{escape(label)}</td><td>{lines}</td></tr>'


def _lines(lines: Sequence[str]) -> str:
    return "<br/><br/>".join(escape(line) for line in lines)
