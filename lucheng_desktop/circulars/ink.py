"""The second eye: opens the finished file with an independent renderer and sees where ink and text really are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lucheng_desktop import PDFIUM
from lucheng_desktop.circulars.display import Colour, Glyph
from lucheng_desktop.circulars.grid import BOTTOM
from lucheng_desktop.refusal import Refused

DPI = 200
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
    """One rendered page: blue, green, red bytes in rows of `stride`."""

    data: bytes
    width: int
    height: int
    stride: int
    channels: int

    def _plane(self, channel: int, table: bytes) -> bytes:
        starts = range(0, self.height * self.stride, self.stride)
        rows = (self.data[start:start + self.width * self.channels] for start in starts)
        return b"".join(row[channel::self.channels] for row in rows).translate(table)

    @cached_property
    def inked(self) -> bytes:
        """1 for each point with ink of any colour."""
        return self._plane(1, _INKED)

    @cached_property
    def black(self) -> bytes:
        """1 for each point with black ink."""
        return self._plane(2, _BLACK)

    def share(self, box: tuple[float, float, float, float], colour: Colour) -> float:
        """Share of inked points in a box given in mm."""
        plane = self.black if colour == "black" else self.inked
        left, top = int(box[0] * PER_MM), int(box[1] * PER_MM)
        right, bottom = int(box[2] * PER_MM) + 1, int(box[3] * PER_MM) + 1
        count = sum(plane[row * self.width + left:row * self.width + right].count(1) for row in range(top, bottom))
        return count / ((right - left) * (bottom - top))

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Left, top, right, bottom of all ink above the line of page numbers, in mm; None on an empty page."""
        rows = []
        for row in range(int((BOTTOM + 3) * PER_MM)):
            line = self.inked[row * self.width:(row + 1) * self.width]
            left = line.find(1)
            if left >= 0:
                rows.append((row, left, line.rfind(1) + 1))
        if not rows:
            return None
        edges = (min(left for _, left, _ in rows), rows[0][0], max(right for _, _, right in rows), rows[-1][0] + 1)
        return tuple(edge / PER_MM for edge in edges)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the second eye found on one page."""

    raster: Raster
    text: str


def look(pdf: bytes) -> tuple[list[Seen], dict[str, str]]:
    """Every page as raster and text, and the file's properties. E-TEXT when the file cannot be opened."""
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            raise Refused("E-TEXT/unreadable") from None
        try:
            pages = [_see(document[number]) for number in range(len(document))]
            return pages, {name: value for name, value in document.get_metadata_dict().items() if value}
        finally:
            document.close()


def _see(page: Any) -> Seen:
    bitmap = page.render(scale=DPI / 72, may_draw_forms=False)
    raster = Raster(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    text = page.get_textpage().get_text_range()
    bitmap.close()
    page.close()
    return Seen(raster, text.replace("\r\n", "\n").replace(LINE_END_HYPHEN, "-"))


def unprinted(raster: Raster, glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs whose place shows no ink of their colour."""
    for glyph in glyphs:
        box = glyph.ink()
        if box is not None and raster.share(box, glyph.colour) < LEAST_SHARE:
            yield glyph
