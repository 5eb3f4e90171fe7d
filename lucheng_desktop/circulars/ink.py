"""The second eye: opens the finished file with an independent renderer and sees where ink and text really are."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lucheng_desktop import PDFIUM
from lucheng_desktop.circulars.display import Colour, Glyph
from lucheng_desktop.circulars.grid import BOTTOM
from lucheng_desktop.refusal import Refused

DPI = 150
LINE_END_HYPHEN = "\ufffe"
"""What the reader puts for a hyphen at the end of a line."""
PER_MM = DPI / 25.4
FAINTEST = 200
"""Brightness from which a point counts as paper."""
BLACK = 160
"""Red channel below which a point is black ink, not red."""
LEAST_SHARE = 0.03
"""Share of a glyph's own box that must be inked."""
_INKED = bytes(1 if value < FAINTEST else 0 for value in range(256))
_BLACK = bytes(1 if value < BLACK else 0 for value in range(256))


@dataclass(frozen=True)
class Raster:
    """One rendered page in rows of `stride`: grey bytes, or blue, green and red ones where red lies over black."""

    data: bytes
    width: int
    height: int
    stride: int
    channels: int
    left: float = 0.0
    top: float = 0.0
    """Where on the page a cut-out begins, in mm."""

    def _plane(self, channel: int, table: bytes) -> bytes:
        if self.stride == self.width * self.channels:
            return self.data[channel % self.channels :: self.channels].translate(table)
        starts = range(0, self.height * self.stride, self.stride)
        rows = (self.data[start:start + self.width * self.channels] for start in starts)
        if self.channels > 1:
            rows = (row[channel::self.channels] for row in rows)
        return b"".join(rows).translate(table)

    @cached_property
    def inked(self) -> bytes:
        """1 for each point with ink of any colour."""
        return self._plane(1, _INKED)

    @cached_property
    def black(self) -> bytes:
        """1 for each point with black ink; all ink where no red can hide what is missing."""
        return self._plane(2, _BLACK) if self.channels > 1 else self.inked

    def shows(self, box: tuple[float, float, float, float], colour: Colour) -> bool:
        """Whether at least the least share of the points in a box given in mm is inked."""
        plane = self.black if colour == "black" else self.inked
        left, top = int(box[0] * PER_MM), int(box[1] * PER_MM)
        right, bottom = int(box[2] * PER_MM) + 1, int(box[3] * PER_MM) + 1
        wanted = LEAST_SHARE * (right - left) * (bottom - top)
        for start in range(top * self.width, bottom * self.width, self.width):
            wanted -= plane.count(1, start + left, start + right)
            if wanted <= 0:
                return True
        return False

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Left, top, right, bottom of all ink above the line of page numbers, in mm; None on an empty page."""
        end = int((BOTTOM + 3) * PER_MM) * self.width
        first, last = self.inked.find(1, 0, end), self.inked.rfind(1, 0, end)
        if first < 0:
            return None
        top, bottom = first // self.width, last // self.width + 1
        left, right = self.width, 0
        for start in range(top * self.width, bottom * self.width, self.width):
            found = self.inked.find(1, start, start + left)
            left = left if found < 0 else found - start
            found = self.inked.rfind(1, start + right, start + self.width)
            right = right if found < 0 else found + 1 - start
        return left / PER_MM, top / PER_MM, right / PER_MM, bottom / PER_MM


@dataclass(frozen=True, slots=True)
class Seen:
    """What the second eye found on one page."""

    raster: Raster
    text: str


def look(pdf: bytes, coloured: Container[int] = ()) -> tuple[list[Seen], dict[str, str]]:
    """Every page (the `coloured` ones, from 0, in colours) and the file's properties. E-TEXT when it does not open."""
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            raise Refused("E-TEXT/unreadable") from None
        try:
            pages = [_see(document[number], number in coloured) for number in range(len(document))]
            return pages, {name: value for name, value in document.get_metadata_dict().items() if value}
        finally:
            document.close()


def _see(page: Any, coloured: bool) -> Seen:
    bitmap = page.render(scale=DPI / 72, may_draw_forms=False, grayscale=not coloured, prefer_bgrx=coloured)
    raster = Raster(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    text = page.get_textpage().get_text_range()
    bitmap.close()
    page.close()
    return Seen(raster, text.replace("\r\n", "\n").replace(LINE_END_HYPHEN, "-"))


def raster_of(page: Any, region: tuple[float, float, float, float]) -> Raster:
    """A cut-out of a page in grey: left, top, right, bottom in mm from its upper left corner."""
    wide, high = page.get_size()
    dots = [int(edge * PER_MM) for edge in region]
    left, top, right, bottom = (edge / PER_MM / 25.4 * 72 for edge in dots)
    crop = (left, high - bottom, wide - right, top)
    bitmap = page.render(scale=DPI / 72, may_draw_forms=False, grayscale=True, crop=crop)
    raster = Raster(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels,
                    dots[0] / PER_MM, dots[1] / PER_MM)
    bitmap.close()
    return raster


def unprinted(raster: Raster, glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs whose place shows no ink of their colour."""
    for glyph in glyphs:
        box = glyph.ink()
        if box is not None and not raster.shows(box, glyph.colour):
            yield glyph
