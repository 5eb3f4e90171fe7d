"""Pages of a PDF as pictures: measured and drawn beside the window's thread, one at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QImage

from lucheng_desktop import PDFIUM

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class DrawPage:
    """One page of a document at `dpi` dots per inch, counted from 0."""

    pdf: bytes
    page: int
    dpi: float


def measure(pdf: bytes, check: Callable[[int, int], None]) -> tuple[tuple[float, float], ...]:
    """(width, height) of every page in points."""
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            sizes = tuple(document.get_page_size(page) for page in range(len(document)))
        finally:
            document.close()
    check(len(sizes), len(sizes))
    return sizes


def draw(order: DrawPage, check: Callable[[int, int], None]) -> QImage:
    """The page as a picture of 32 bits a dot."""
    import pypdfium2

    with PDFIUM:
        check(0, 1)
        document = pypdfium2.PdfDocument(order.pdf)
        try:
            made = document[order.page].render(scale=order.dpi / POINTS_PER_INCH, prefer_bgrx=True)
            seen = QImage(bytes(made.buffer), made.width, made.height, made.stride, QImage.Format.Format_RGB32)
            return seen.copy()
        finally:
            document.close()
