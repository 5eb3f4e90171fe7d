"""A two-page circular with its whole gate: beside a bare drawing of the same characters, and beside other programs."""

import importlib
import importlib.util
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from statistics import median

from reportlab.pdfgen.canvas import Canvas

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import check_code, draft_docx, fonts, layout, pdf, signature
from lucheng_desktop.circulars.copies import number_copies
from lucheng_desktop.circulars.display import Paper
from lucheng_desktop.circulars.grid import PAGE_HEIGHT, PAGE_WIDTH, POINT
from lucheng_desktop.circulars.render import render
from lucheng_desktop.places import resource
from lucheng_desktop.vault.store import Vault
from tests.benchmarks.timing import Row, Work, in_turn, ratio, seconds
from tests.circulars.drafts import draft
from tests.circulars.test_signature import ANCHOR, AT, ISSUED, signatory

COPIES, BATCH = 500, 20


def rows(vault: Vault, folder: Path) -> Iterator[Row]:
    """Warm: the faces are loaded. The others lay out the same text more simply, and neither looks at its own page."""
    circular = draft()
    yield _first()
    paper = layout.lay_out(circular)
    assert len(paper.pages) == 2
    mine, signed, bare = in_turn([lambda: render(circular), lambda: _signed(circular), lambda: _bare(paper)], 40)
    for what, times, most in (("with gate", mine, 2.0), ("with gate, signed and read back", signed, 4.0)):
        middle = f"{median(times) * 1000:.0f} ms; least against least {min(times) / min(bare):.2f}"
        yield Row(f"two-page circular {what} / bare drawing", ratio(times, bare), most, "x", middle)
    yield _beside("LibreOffice, a batch of .docx", _libreoffice(circular, folder), circular)
    yield _beside("WeasyPrint, warm", _weasyprint(circular), circular)
    sealed = circular.model_copy(update={"copy_no": None, "copy_row": True})
    took = seconds(lambda: number_copies(render(sealed).pdf, sealed, range(1, COPIES + 1)))
    yield Row(f"{COPIES} numbered copies, each one looked at", took, 60.0, "s")
    squared, squares = sealed.model_copy(update={"check": _square(0)}), [_square(copy) for copy in range(1, COPIES + 1)]
    took = seconds(lambda: number_copies(render(squared).pdf, squared, range(1, COPIES + 1), squares))
    yield Row(f"{COPIES} numbered copies, each with a square of its own that is read again", took, 60.0, "s")


def _square(copy: int) -> str:
    """The square of one copy; the signature is nobody's."""
    facts = check_code.Facts("鹿纪〔2026〕7号", "陈堃喆", "反映不属实", "2026-03-02", copy)
    return check_code.written(check_code.to_sign(facts, ["正文"], bytes(32)), bytes([copy % 251]) * 64)


_ALONE = """
import time
from pathlib import Path
from lucheng_desktop.circulars.render import render
from tests.circulars.drafts import draft

def most():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024

one, start, before = draft(), time.perf_counter(), most()
render(one)
print(most() - before, time.perf_counter() - start)
"""


def _first() -> Row:
    """In a process of its own, which has taken no memory for anything else."""
    told = subprocess.run([sys.executable, "-c", _ALONE], check=True, capture_output=True, text=True).stdout.split()
    grown, took = map(float, told)
    return Row("the first circular: memory for faces and libraries", grown, 200.0, "MB", f"{took:.2f} s, once")


def _signed(circular: CircularDraft) -> None:
    found = signature.read(signature.sign(render(circular).pdf, signatory(ISSUED), AT), [ANCHOR])
    assert found.state == signature.VALID


def _bare(paper: Paper) -> bytes:
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


def _beside(other: str, work: Work | None, circular: CircularDraft) -> Row:
    """`work` makes BATCH papers; so do we."""
    what = f"two-page circular with gate / {other}"
    if work is None:
        return Row(what, None, 1.0, "x", "not installed here")
    work()
    mine, theirs = in_turn([lambda: [render(circular) for _ in range(BATCH)], work], 3)
    return Row(what, ratio(mine, theirs), 1.0, "x", f"{median(theirs) / BATCH * 1000:.0f} ms each")


def _libreoffice(circular: CircularDraft, folder: Path) -> Work | None:
    """One start of the program for the whole batch."""
    office = shutil.which("soffice")
    if not office:
        return None
    files = [folder / f"{number}.docx" for number in range(BATCH)]
    for file in files:
        file.write_bytes(draft_docx.write(circular))
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    return lambda: subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True)


def _weasyprint(circular: CircularDraft) -> Work | None:
    """The same text in one of our own faces; the library is not among ours and is measured where it is found."""
    if importlib.util.find_spec("weasyprint") is None:
        return None
    html = importlib.import_module("weasyprint").HTML
    face = min(resource("fonts").glob("*.ttf")).as_uri()
    style = f"@font-face{{font-family:f;src:url({face})}}@page{{size:A4;margin:37mm 26mm 35mm 28mm}}body{{font:16pt f}}"
    body = "".join(f"<p>{escape(part.text)}</p>" for part in circular.body)
    text = f"<style>{style}</style><h1>{escape(circular.title)}</h1>{body}"
    return lambda: [html(string=text).write_pdf() for _ in range(BATCH)]
