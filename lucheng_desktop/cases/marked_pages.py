"""Pages of a paper with places on them marked, for whoever shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageMark:
    """One place on a page: page from 0, box (left, top, width, height) in points, and why it is marked."""

    page: int
    box: tuple[float, float, float, float]
    text: str


@dataclass(frozen=True, slots=True)
class MarkedPages:
    """The pages that a refused draft would have had, as PDF, and what on them is at fault."""

    pdf: bytes
    marks: tuple[PageMark, ...]
