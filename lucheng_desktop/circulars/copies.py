"""Numbered copies of a sealed paper in one file: laid out and sealed once, each copy's number pressed and looked at."""

import io
from collections.abc import Sequence
from typing import Any

from lucheng_desktop import PDFIUM
from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import pdf
from lucheng_desktop.circulars.display import Glyph, Page, Paper
from lucheng_desktop.circulars.grid import PAGE_HEIGHT, PAGE_WIDTH, POINT
from lucheng_desktop.circulars.head import copy_number
from lucheng_desktop.circulars.ink import Box, raster_of, unprinted
from lucheng_desktop.refusal import Refused

_MARGIN = 1.0
"""Around the number, in mm: the part of the page that is looked at for each copy."""
TENTHS = 10


def number_copies(sealed: bytes, draft: CircularDraft, numbers: Sequence[int]) -> bytes:
    """The copies one after the other, each with its number; refused unless every one shows its own and is whole."""
    stamps = [copy_number(draft, number) for number in numbers]
    data = _pressed(sealed, _stamps(stamps, draft), len(numbers))
    _check(data, sealed, stamps)
    return data


def moved(data: bytes, right: int, down: int) -> bytes:
    """The same pages for a printer that is off, moved by tenths of a mm; unchanged bytes when it is not."""
    if not right and not down:
        return data
    import pikepdf

    x, y = right / TENTHS / POINT, -down / TENTHS / POINT
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            left, bottom, far, top = (float(edge) for edge in page.mediabox)
            page.obj.MediaBox = [left - x, bottom - y, far - x, top - y]
        return _saved(file)


def _stamps(stamps: Sequence[Sequence[Glyph]], draft: CircularDraft) -> bytes:
    """The numbers alone, a page for each, through the same display list and faces as the paper."""
    pages = tuple(Page(glyphs=tuple(glyphs)) for glyphs in stamps)
    return pdf.write(Paper(pages, (), 0, 0, 0, False, 0.0, ()), "", draft.date)


def _pressed(sealed: bytes, stamps: bytes, count: int) -> bytes:
    """Every copy shares the sealed pages' own content and begins on a sheet of its own.

    A signature's picture stays; its promise about the bytes of the sealed file goes.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(sealed)) as base, pikepdf.open(io.BytesIO(stamps)) as marks:
        base.flatten_annotations("print")
        if "/AcroForm" in base.Root:
            del base.Root.AcroForm
        for page in base.pages:
            if "/Annots" in page.obj:
                del page.obj.Annots
        if len(base.pages) % 2:
            base.add_blank_page(page_size=(PAGE_WIDTH / POINT, PAGE_HEIGHT / POINT))
        sides = len(base.pages)
        for _ in range(count - 1):
            base.pages.extend(base.pages[:sides])
        before, after = base.make_stream(b"q"), base.make_stream(b"Q q /Copy Do Q")
        for at in range(count):
            form = base.copy_foreign(marks.pages[at].as_form_xobject())
            _press(base.pages[at * sides].obj, form, before, after)
        return _saved(base)


def _press(page: Any, form: Any, before: Any, after: Any) -> None:
    """The number over a page whose content and faces it shares with every other copy."""
    import pikepdf

    resources = pikepdf.Dictionary(page.Resources)
    known = resources.get("/XObject", pikepdf.Dictionary())
    resources.XObject = pikepdf.Dictionary({**dict(known.items()), "/Copy": form})
    content = page.Contents
    parts = list(content) if isinstance(content, pikepdf.Array) else [content]
    page.Resources, page.Contents = resources, pikepdf.Array([before, *parts, after])


def _saved(file: Any) -> bytes:
    out = io.BytesIO()
    file.save(out, deterministic_id=True)
    return out.getvalue()


def _region(glyphs: Sequence[Glyph]) -> Box:
    boxes = [box for glyph in glyphs if (box := glyph.ink())]
    edges = [pick(box[side] for box in boxes) for side, pick in enumerate((min, min, max, max))]
    return edges[0] - _MARGIN, edges[1] - _MARGIN, edges[2] + _MARGIN, edges[3] + _MARGIN


def _check(data: bytes, sealed: bytes, stamps: Sequence[Sequence[Glyph]]) -> None:
    """With another program: page by page the sealed text, on each first page the copy's own number, inked."""
    import pypdfium2

    with PDFIUM:
        try:
            base, file = pypdfium2.PdfDocument(sealed), pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            raise Refused("E-TEXT/unreadable") from None
        try:
            _compare(base, file, stamps)
        finally:
            base.close()
            file.close()


def _compare(base: Any, file: Any, stamps: Sequence[Sequence[Glyph]]) -> None:
    texts = [_text(base[side]) for side in range(len(base))]
    texts += [""] * (len(texts) % 2)
    if len(file) != len(texts) * len(stamps):
        raise Refused("E-TEXT/changed")
    for at, glyphs in enumerate(stamps):
        number = "".join(glyph.char for glyph in glyphs)
        for side, text in enumerate(texts):
            page = file[at * len(texts) + side]
            if _text(page) != (text + number if side == 0 else text):
                raise Refused("E-COPY", number=number)
            if side == 0:
                _inked(page, glyphs, number)
            page.close()


def _text(page: Any) -> str:
    held = page.get_textpage()
    text = "".join(held.get_text_range().split())
    held.close()
    return text


def _inked(page: Any, glyphs: Sequence[Glyph], number: str) -> None:
    """The number's place shows exactly these figures: read by itself, and inked figure by figure."""
    region = _region(glyphs)
    held = page.get_textpage()
    left, top, right, bottom = region
    edges = (left, PAGE_HEIGHT - bottom, right, PAGE_HEIGHT - top)
    seen = held.get_text_bounded(*(edge / POINT for edge in edges))
    held.close()
    if "".join(seen.split()) != number or list(unprinted(raster_of(page, region), glyphs)):
        raise Refused("E-COPY", number=number)

