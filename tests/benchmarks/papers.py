"""How long a two-page circular takes with its whole gate, beside a bare drawing of the same characters.

`python -m tests.benchmarks.papers [ROUNDS]`: processor time, the two measured in turn, least and middle of all rounds;
then 500 numbered copies by the clock. docs/performance.md keeps the figures.
"""

import io
import sys
import time
from collections.abc import Callable
from statistics import median

from reportlab.pdfgen.canvas import Canvas

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import fonts, layout, pdf
from lucheng_desktop.circulars.copies import number_copies
from lucheng_desktop.circulars.display import Paper
from lucheng_desktop.circulars.grid import PAGE_HEIGHT, PAGE_WIDTH, POINT
from lucheng_desktop.circulars.render import render
from tests.circulars.drafts import draft

COPIES = 500


def bare(paper: Paper) -> bytes:
    """The same characters in the same places and faces with the PDF library alone: no rules, no checks, no PDF/A."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(PAGE_WIDTH / POINT, PAGE_HEIGHT / POINT), invariant=1, pageCompression=1)
    for page in paper.pages:
        for glyph in (*page.glyphs, *page.marks):
            canvas.setFillColorRGB(*pdf.RGB[glyph.colour])
            canvas.setFont(fonts.faces()[glyph.slot].name, glyph.size)
            canvas.drawString(glyph.x / POINT, (PAGE_HEIGHT - glyph.y) / POINT, glyph.char)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def spent(work: Callable[[], object]) -> float:
    """Processor time in ms."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def copies(circular: CircularDraft) -> tuple[float, float]:
    """Seconds by the clock and of the processor for 500 copies, each with its own 份号, each one looked at."""
    sealed = circular.model_copy(update={"copy_no": None, "copy_row": True})
    start, before = time.perf_counter(), time.process_time()
    data = number_copies(render(sealed).pdf, sealed, range(1, COPIES + 1))
    assert data.startswith(b"%PDF")
    return time.perf_counter() - start, time.process_time() - before


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    circular = draft()
    paper = layout.lay_out(circular)
    assert len(paper.pages) == 2
    ways = {"bare drawing": lambda: bare(paper), "circular with gate": lambda: render(circular)}
    for work in ways.values():
        work()
    took = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            took[name].append(spent(work))
    for name, times in took.items():
        print(f"{name}: least {min(times):.1f} ms, middle {median(times):.1f} ms")
    least, middle = ([kind(times) for times in took.values()] for kind in (min, median))
    print(f"ratio: least {least[1] / least[0]:.2f}, middle {middle[1] / middle[0]:.2f}")
    print(f"with OFD: {min(spent(lambda: render(circular, ofd=True)) for _ in range(5)):.0f} ms")
    clock, processor = copies(circular)
    print(f"{COPIES} numbered copies (<= 60 s): {clock:.1f} s by the clock, {processor:.1f} s of the processor")


if __name__ == "__main__":
    main()
