"""The second eye: opens the finished file with an independent renderer and sees where ink and text really are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from typing import Any

from lucheng_desktop import PDFIUM
from lucheng_desktop.circulars.display import Colour, Glyph, Page, Ring
from lucheng_desktop.circulars.grid import BOTTOM, PAGE_WIDTH
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
_AROUND = 1.0
"""Margin of what is looked at in colours, in mm."""
_PAPER, _NOT_BLACK = bytes(range(FAINTEST, 256)), bytes(range(BLACK, 256))
_ANY, _RED = 1, 2
"""Channel that shows ink of any colour, and the one that tells black from red."""
_INK = 1
_INKED = bytes(_INK if value < FAINTEST else 0 for value in range(256))
_WHITE = b"\xff"

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in mm from the upper left corner of the page."""


@dataclass(frozen=True)
class Raster:
    """One rendered page in rows of `stride`: grey bytes, or blue, green and red ones where red lies over black.

    Points are looked at where they are asked for: most of a page is paper.
    """

    data: bytes
    width: int
    height: int
    stride: int
    channels: int
    left: float = 0.0
    top: float = 0.0
    """Where on the page a cut-out begins, in mm."""

    def shows(self, box: Box, colour: Colour) -> bool:
        """Whether at least the least share of a box given in mm is inked; its middle is looked at first."""
        left, right = int((box[0] - self.left) * PER_MM), int((box[2] - self.left) * PER_MM) + 1
        top, bottom = int((box[1] - self.top) * PER_MM), int((box[3] - self.top) * PER_MM) + 1
        wanted, middle = LEAST_SHARE * (right - left) * (bottom - top), (top + bottom) // 2
        channel, paper = (_RED, _NOT_BLACK) if colour == "black" and self.channels > 1 else (_ANY, _PAPER)
        for row in chain(range(middle, bottom), range(top, middle)):
            wanted -= len(self._channel(self._part(row, left, right), channel).translate(None, paper))
            if wanted <= 0:
                return True
        return False

    def dots(self) -> memoryview:
        """How bright each point is, red ink left out: rows of columns."""
        rows = (self._channel(self._part(row, 0, self.width), _RED) for row in range(self.height))
        return memoryview(b"".join(rows)).cast("B", (self.height, self.width))

    def holds(self, box: Box) -> bool:
        """Whether a box given in mm lies wholly in this cut-out."""
        right, bottom = self.left + self.width / PER_MM, self.top + self.height / PER_MM
        return self.left <= box[0] and box[2] < right and self.top <= box[1] and box[3] < bottom

    def bounds(self) -> Box | None:
        """Left, top, right, bottom of all ink above the line of page numbers, in mm; None on an empty page."""
        rows = range(int((BOTTOM + 3) * PER_MM))
        top, bottom = next(filter(self._inked, rows), None), next(filter(self._inked, reversed(rows)), None)
        if top is None or bottom is None:
            return None
        left, right = self._sides(range(top, bottom + 1))
        return left / PER_MM, top / PER_MM, right / PER_MM, (bottom + 1) / PER_MM

    def _part(self, row: int, left: int, right: int) -> bytes:
        start = row * self.stride
        return self.data[start + left * self.channels : start + right * self.channels]

    def _channel(self, part: bytes, channel: int) -> bytes:
        return part[channel :: self.channels] if self.channels > 1 else part

    def _ink(self, part: bytes) -> bytes:
        """For each point of a part of a row, whether there is ink of any colour."""
        return self._channel(part, _ANY).translate(_INKED)

    @cached_property
    def _blank(self) -> bytes:
        return _WHITE * (self.width * self.channels)

    def _inked(self, row: int) -> bool:
        part = self._part(row, 0, self.width)
        return part != self._blank and _INK in self._ink(part)

    def _sides(self, rows: range) -> tuple[int, int]:
        """The first point with ink in any of the rows, and behind the last; in most of them a margin is all white."""
        left, right = self.width, 0
        before = after = self._blank
        for row in rows:
            margin = self._part(row, 0, left)
            if margin != before and (found := self._ink(margin).find(_INK)) >= 0:
                left, before = found, self._blank[: found * self.channels]
            margin = self._part(row, right, self.width)
            if margin != after and (found := self._ink(margin).rfind(_INK)) >= 0:
                right += found + 1
                after = self._blank[right * self.channels :]
        return left, right


@dataclass(frozen=True, slots=True)
class Seen:
    """What the second eye found on one page; `sealed`: in colours, the lines over which red rings lie."""

    raster: Raster
    text: str
    sealed: Raster | None = None

    def shows(self, box: Box, colour: Colour) -> bool:
        """Whether a box given in mm is inked: in its own colour where red may hide what is missing."""
        part = self.sealed if self.sealed and self.sealed.holds(box) else self.raster
        return part.shows(box, colour)


def look(pdf: bytes, sealed: Sequence[Box | None] = ()) -> tuple[list[Seen], dict[str, str]]:
    """Every page, the `sealed` part of each in colours too, and the file's properties. E-TEXT if it does not open."""
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            raise Refused("E-TEXT/unreadable") from None
        try:
            parts = chain(sealed, repeat(None))
            pages = [_see(document[number], part) for number, part in zip(range(len(document)), parts, strict=False)]
            return pages, {name: value for name, value in document.get_metadata_dict().items() if value}
        finally:
            document.close()


def _see(page: Any, part: Box | None) -> Seen:
    raster = _drawn(page, grayscale=True)
    sealed = raster_of(page, part, coloured=True) if part else None
    text = page.get_textpage().get_text_range()
    page.close()
    return Seen(raster, text.replace("\r\n", "\n").replace(LINE_END_HYPHEN, "-"), sealed)


def raster_of(page: Any, region: Box, *, coloured: bool = False) -> Raster:
    """A cut-out of a page, in grey or in colours."""
    wide, high = page.get_size()
    dots = [int(edge * PER_MM) for edge in region]
    left, top, right, bottom = (edge / PER_MM / 25.4 * 72 for edge in dots)
    crop = (left, high - bottom, wide - right, top)
    place = (dots[0] / PER_MM, dots[1] / PER_MM)
    return _drawn(page, *place, crop=crop, grayscale=not coloured, prefer_bgrx=coloured)


def _drawn(page: Any, left: float = 0.0, top: float = 0.0, **how: Any) -> Raster:
    bitmap = page.render(scale=DPI / 72, may_draw_forms=False, **how)
    raster = Raster(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels, left, top)
    bitmap.close()
    return raster


def under_seals(page: Page) -> Box | None:
    """The part of a page, from edge to edge, with its red rings and every line that they touch; None without rings."""
    rings = [shape for shape in page.shapes if isinstance(shape, Ring)]
    if not rings:
        return None
    top, bottom = min(ring.y - ring.diameter / 2 for ring in rings), max(ring.y + ring.diameter / 2 for ring in rings)
    boxes = (glyph.ink() for glyph in (*page.glyphs, *page.marks))
    touched = [box for box in boxes if box and box[1] <= bottom and box[3] >= top]
    highest = min((box[1] for box in touched), default=top)
    lowest = max((box[3] for box in touched), default=bottom)
    return 0.0, min(top, highest) - _AROUND, PAGE_WIDTH, max(bottom, lowest) + _AROUND


def unprinted(seen: Seen | Raster, glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs whose place shows no ink of their colour."""
    for glyph in glyphs:
        box = glyph.ink()
        if box is not None and not seen.shows(box, glyph.colour):
            yield glyph
