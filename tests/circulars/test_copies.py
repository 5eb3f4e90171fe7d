"""Numbered copies: one sealed paper, each copy its own number, seen by other programs; nothing else changed."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from lucheng_desktop.circulars import calibration, check_code, copies, pictures
from lucheng_desktop.circulars.render import Rendered, render
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import draft

DRAFT = draft().model_copy(update={"copy_row": True, "copy_no": None, "seal": "demo", "practice": True})


def square(copy: int) -> str:
    """The square of one copy; the signature is nobody's."""
    facts = check_code.Facts("鹿纪〔2026〕7号", "陈堃喆", "反映不属实", "2026-03-02", copy)
    return check_code.written(check_code.to_sign(facts, ["文"], bytes(32)), bytes(range(copy, copy + 64)))


@pytest.fixture(scope="module")
def sealed() -> Rendered:
    return render(DRAFT)


@pytest.fixture(scope="module")
def printed(sealed: Rendered) -> bytes:
    return copies.number_copies(sealed.pdf, DRAFT, range(7, 19))


def texts(data: bytes, folder: Path) -> list[str]:
    file = folder / "copies.pdf"
    file.write_bytes(data)
    read = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    return ["".join(page.split()) for page in read.split("\f")[:-1]]


def test_each_copy_bears_its_number_and_the_sealed_text(sealed: Rendered, printed: bytes, tmp_path: Path) -> None:
    base, pages = texts(sealed.pdf, tmp_path), texts(printed, tmp_path)
    sides = len(base)
    assert len(pages) == 12 * sides
    for at, number in enumerate(range(7, 19)):
        first = pages[at * sides]
        assert first.count(f"{number:06d}") == 1
        assert sorted(first.replace(f"{number:06d}", "")) == sorted(base[0])
        assert pages[at * sides + 1 : (at + 1) * sides] == base[1:]


def test_the_same_copies_are_the_same_bytes_and_sound(sealed: Rendered, printed: bytes, tmp_path: Path) -> None:
    assert copies.number_copies(sealed.pdf, DRAFT, range(7, 19)) == printed
    file = tmp_path / "copies.pdf"
    file.write_bytes(printed)
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    assert all(" yes yes " in line for line in fonts.splitlines()[2:])


SQUARED = DRAFT.model_copy(update={"check": square(0)})


@pytest.fixture(scope="module")
def paper() -> bytes:
    """The sealed pages that keep a place free for each copy's square."""
    return render(SQUARED).pdf


def _rasters(data: bytes, page: int) -> list[str]:
    with pypdfium2.PdfDocument(data) as file:
        seen = file[page].render(scale=200 / 72, grayscale=True).to_pil()
    return pictures.read(seen)


def test_each_copy_bears_its_own_square_and_the_sealed_pages_none(paper: bytes) -> None:
    made = copies.number_copies(paper, SQUARED, (7, 8), [square(7), square(8)])
    assert [_rasters(made, page) for page in range(4)] == [[], [square(7)], [], [square(8)]]
    assert _rasters(paper, 1) == []
    with pytest.raises(Refused) as refused:
        copies.number_copies(paper, SQUARED, (7, 8), [square(7), square(8) + "A" * 80])
    assert refused.value.key == "E-CODE/long", "a square that needs more room than was kept free"


def test_a_copy_whose_square_does_not_read_is_found(paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = check_code.drawn
    others = {square(8): square(9)}
    monkeypatch.setattr(check_code, "drawn", lambda text, *place: drawn(others.get(text, text), *place))
    with pytest.raises(Refused) as refused:
        copies.number_copies(paper, SQUARED, (7, 8), [square(7), square(8)])
    assert (refused.value.code, refused.value.facts["number"]) == ("E-COPY", "000008")


def test_a_copy_without_its_figures_is_found(sealed: Rendered, monkeypatch: pytest.MonkeyPatch) -> None:
    from lucheng_desktop.circulars import pdf

    write = pdf.write

    def third_lost(paper: object, title: str, date: object) -> bytes:
        with pikepdf.open(io.BytesIO(write(paper, title, date))) as file:
            file.pages[2].obj.Contents = file.make_stream(b"")
            out = io.BytesIO()
            file.save(out)
        return out.getvalue()

    monkeypatch.setattr(copies.pdf, "write", third_lost)
    with pytest.raises(Refused) as refused:
        copies.number_copies(sealed.pdf, DRAFT, range(1, 5))
    assert (refused.value.code, refused.value.facts["number"]) == ("E-COPY", "000003")


def test_an_uneven_paper_starts_each_copy_on_its_own_sheet() -> None:
    letter = DRAFT.model_copy(update={"kind": "letter", "cc": (), "printed_by": None, "printed_on": None,
                                      "body": DRAFT.body[:2]})  # fmt: skip
    paper = render(letter)
    with pikepdf.open(io.BytesIO(copies.number_copies(paper.pdf, letter, (1, 2)))) as file:
        assert len(file.pages) == 2 * (paper.pages + paper.pages % 2)


def test_an_offset_moves_the_page_and_no_offset_changes_no_byte(printed: bytes) -> None:
    assert copies.moved(printed, 0, 0) is printed
    with pikepdf.open(io.BytesIO(copies.moved(printed, 15, -10))) as file:
        left, bottom, _, _ = (float(edge) / 72 * 25.4 for edge in file.pages[0].mediabox)
    assert (round(left, 2), round(bottom, 2)) == (-1.5, -1.0)


def ink(file: Path, page: int = 1) -> bytes:
    from datetime import date

    file.write_bytes(calibration.page(date(2026, 3, 2)))
    words = ["pdftoppm", "-r", "254", "-gray", "-f", str(page), "-l", str(page), str(file)]
    return subprocess.run(words, capture_output=True, check=True).stdout


def test_the_rulers_of_the_calibration_page_are_100_mm(tmp_path: Path) -> None:
    head, data = (part := ink(tmp_path / "page.pdf")).split(b"255\n", 1)[0], part.split(b"255\n", 1)[1]
    width = int(head.split()[1])
    rows = [data[at : at + width] for at in range(0, len(data), width)]
    across = rows[round(80.0 * 10)]
    run = [at for at, dot in enumerate(across) if dot < 128]
    assert abs((max(run) - min(run)) - 1000) <= 3
    column = bytes(row[round(55.0 * 10)] for row in rows)
    run = [at for at, dot in enumerate(column) if dot < 128 and 990 <= at <= 2010]
    assert abs((max(run) - min(run)) - 1000) <= 3
    corner = [at for at, dot in enumerate(rows[200][:400]) if dot < 128]
    assert abs((max(corner) + min(corner)) / 2 - 200) <= 2


def test_a_signature_s_field_does_not_go_with_the_copies(sealed: Rendered) -> None:
    with pikepdf.open(io.BytesIO(sealed.pdf)) as file:
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T="Seal",
            Rect=[0, 0, 0, 0],
            F=132,
        )
        made = file.make_indirect(field)
        file.pages[0].obj.Annots = pikepdf.Array([made])
        file.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made]), SigFlags=3)
        out = io.BytesIO()
        file.save(out)
    with pikepdf.open(io.BytesIO(copies.number_copies(out.getvalue(), DRAFT, (1, 2)))) as file:
        assert "/AcroForm" not in file.Root
        assert not any("/Annots" in page.obj for page in file.pages)
