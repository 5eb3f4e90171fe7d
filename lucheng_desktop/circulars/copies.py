"""Numbered copies of a sealed paper in one file: laid out and sealed once, each copy's number pressed and looked at."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lucheng_desktop import PDFIUM
from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import check_code, layout, pdf, pictures
from lucheng_desktop.circulars.display import Glyph, Page, Paper
from lucheng_desktop.circulars.grid import LEFT, PAGE_HEIGHT, PAGE_WIDTH, POINT
from lucheng_desktop.circulars.head import copy_number
from lucheng_desktop.circulars.ink import Box, raster_of, unprinted
from lucheng_desktop.circulars.tail import imprint
from lucheng_desktop.refusal import Refused

_MARGIN = 1.0
"""Around the number, in mm: the part of the page that is looked at for each copy."""
TENTHS = 10
_NAMES = ("/Copy", "/Square")
"""What a copy's marks are called on its pages."""


@dataclass(frozen=True, slots=True)
class _Stamps:
    """What each copy gets of its own: the number on its first page, the square on its last one."""

    numbers: Sequence[Sequence[Glyph]]
    squares: Sequence[str]
    left: float = LEFT
    top: float = 0.0
    """Of the squares with their quiet zone, in mm."""

    def region(self) -> Box:
        """Left, top, right, bottom of a square, in mm."""
        side = check_code.height(self.squares[0])
        return self.left, self.top, self.left + side, self.top + side


def number_copies(
    sealed: bytes, draft: CircularDraft, numbers: Sequence[int], squares: Sequence[str] = ()
) -> bytes:  # fmt: skip
    """The copies one after the other, each with its number and, where given, its own square of the draft's size.

    Refused unless every copy shows its own number and square and is whole.
    """
    stamps = _Stamps([copy_number(draft, number) for number in numbers], squares)
    if squares:
        stamps = replace(stamps, top=_place(draft, squares))
    data = _pressed(sealed, stamps, draft)
    _check(data, sealed, stamps)
    return data


def _place(draft: CircularDraft, squares: Sequence[str]) -> float:
    """Upper edge of the place that the sealed pages keep free; refused E-CODE/long when the squares do not fit it."""
    if draft.check is None or {check_code.height(one) for one in squares} != {check_code.height(draft.check)}:
        raise Refused("E-CODE/long")
    found = imprint(draft, layout.lay_out(draft).moved)
    assert found is not None  # it holds the place
    return found.bottom


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


def _drawn(stamps: _Stamps, draft: CircularDraft) -> bytes:
    """Numbers and squares alone, a page for each, through the same display list and faces as the paper."""
    pages = [Page(glyphs=tuple(glyphs)) for glyphs in stamps.numbers]
    pages += [Page(shapes=check_code.drawn(square, stamps.left, stamps.top)) for square in stamps.squares]
    return pdf.write(Paper(tuple(pages), (), 0, 0, 0, False, 0.0, ()), "", draft.date)


def _pressed(sealed: bytes, stamps: _Stamps, draft: CircularDraft) -> bytes:
    """Every copy shares the sealed pages' own content and begins on a sheet of its own.

    A signature's picture stays; its promise about the bytes of the sealed file goes.
    """
    import pikepdf

    count = len(stamps.numbers)
    with pikepdf.open(io.BytesIO(sealed)) as base, pikepdf.open(io.BytesIO(_drawn(stamps, draft))) as marks:
        base.flatten_annotations("print")
        if "/AcroForm" in base.Root:
            del base.Root.AcroForm
        for page in base.pages:
            if "/Annots" in page.obj:
                del page.obj.Annots
        last = len(base.pages) - 1
        if len(base.pages) % 2:
            base.add_blank_page(page_size=(PAGE_WIDTH / POINT, PAGE_HEIGHT / POINT))
        sides = len(base.pages)
        for _ in range(count - 1):
            base.pages.extend(base.pages[:sides])
        before, after = base.make_stream(b"q"), {name: base.make_stream(f"Q q {name} Do Q".encode()) for name in _NAMES}
        for at, mark in enumerate(marks.pages):
            copy, side, name = (at, 0, _NAMES[0]) if at < count else (at - count, last, _NAMES[1])
            form = base.copy_foreign(mark.as_form_xobject())
            _press(base.pages[copy * sides + side].obj, name, form, (before, after[name]))
        return _saved(base)


def _press(page: Any, name: str, form: Any, around: tuple[Any, Any]) -> None:
    """A mark over a page whose content and faces it shares with every other copy."""
    import pikepdf

    resources = pikepdf.Dictionary(page.Resources)
    known = resources.get("/XObject", pikepdf.Dictionary())
    resources.XObject = pikepdf.Dictionary({**dict(known.items()), name: form})
    content = page.Contents
    parts = list(content) if isinstance(content, pikepdf.Array) else [content]
    page.Resources, page.Contents = resources, pikepdf.Array([around[0], *parts, around[1]])


def _saved(file: Any) -> bytes:
    out = io.BytesIO()
    file.save(out, deterministic_id=True)
    return out.getvalue()


def _region(glyphs: Sequence[Glyph]) -> Box:
    boxes = [box for glyph in glyphs if (box := glyph.ink())]
    edges = [pick(box[side] for box in boxes) for side, pick in enumerate((min, min, max, max))]
    return edges[0] - _MARGIN, edges[1] - _MARGIN, edges[2] + _MARGIN, edges[3] + _MARGIN


def _check(data: bytes, sealed: bytes, stamps: _Stamps) -> None:
    """With another program: page by page the sealed text, on each first page the copy's own number, inked; its square
    read again."""
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


def _compare(base: Any, file: Any, stamps: _Stamps) -> None:
    texts = [_text(base[side]) for side in range(len(base))]
    last = len(texts) - 1
    texts += [""] * (len(texts) % 2)
    if len(file) != len(texts) * len(stamps.numbers):
        raise Refused("E-TEXT/changed")
    for at, glyphs in enumerate(stamps.numbers):
        number = "".join(glyph.char for glyph in glyphs)
        for side, text in enumerate(texts):
            page = file[at * len(texts) + side]
            if _text(page) != (text + number if side == 0 else text):
                raise Refused("E-COPY", number=number)
            if side == 0:
                _inked(page, glyphs, number)
            if side == last and stamps.squares:
                _readable(page, stamps, at, number)
            page.close()


def _readable(page: Any, stamps: _Stamps, at: int, number: str) -> None:
    """A reader of squares makes out this copy's own."""
    if pictures.read(raster_of(page, stamps.region()).dots()) != [stamps.squares[at]]:
        raise Refused("E-COPY", number=number)


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

