"""Everything a first paper needs, loaded before anybody waits for it: faces, writer, second eye, signature."""

import datetime as dt
from importlib import import_module

from lucheng_desktop.cases.names import spelled
from lucheng_desktop.circulars import parts, pdf
from lucheng_desktop.circulars.display import Page, Paper, set_text
from lucheng_desktop.circulars.faces import SLOTS
from lucheng_desktop.circulars.grid import HALF, LEFT, SIZE_3, TOP
from lucheng_desktop.circulars.ink import look


def warm() -> None:
    """Load every face but the rare one, and draw and look at one line in each; 0.5 s. Refused as a paper would be."""
    text = parts.words()["practice"]["foot"]
    lines = (set_text(text, slot, LEFT, TOP, SIZE_3, HALF) for slot in SLOTS)
    paper = Paper((Page(tuple(glyph for line in lines for glyph in line)),), (), 0, 0, 0, False, 0.0, ())
    look(pdf.write(paper, text, dt.date(2000, 1, 1)))
    spelled(text)
    import_module("lucheng_desktop.circulars.signature")
