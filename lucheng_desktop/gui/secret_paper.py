"""A paper that is meant for an envelope: printed as it stands, never shown on the screen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from lucheng_desktop.gui import text_paper
from lucheng_desktop.gui.text_paper import TextPaper

_FONT_PT = 14


@dataclass(frozen=True, slots=True)
class SecretPaper:
    """The words of the paper, or the file that holds them."""

    face: str
    title: str
    text: str | Path = field(repr=False)
    foot: Callable[..., str] = field(repr=False)
    """(page, pages) -> the line at the foot."""


def lay_out(paper: SecretPaper, check: Callable[[int, int], None]) -> bytes:
    """The paper as PDF, A4 upright, its lines and spaces kept."""
    text = paper.text.read_text("utf-8") if isinstance(paper.text, Path) else paper.text
    html = f'<p style="white-space:pre-wrap; line-height:150%">{escape(text)}</p>'
    return text_paper.lay_out(TextPaper(paper.face, _FONT_PT, paper.title, html, paper.foot), check)
