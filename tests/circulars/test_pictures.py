"""Squares in pictures: read as scanners and telephones send them; whatever else a picture holds is a sentence."""

import datetime as dt
import io
import struct
import tempfile
import zlib
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from lucheng_desktop.circulars import check_code, pdf, pictures
from lucheng_desktop.circulars.display import Page, Paper, Rule
from lucheng_desktop.refusal import Refused


def _square(copy: int) -> str:
    facts = check_code.Facts("鹿纪〔2026〕17号", "欧阳堃喆", "反映不属实", "2026-03-02", copy)
    return check_code.written(check_code.to_sign(facts, ["文"], bytes(32)), bytes(range(copy, copy + 64)))


TEXT, OTHER = _square(12), _square(13)


def _pdf(*squares: tuple[str, float]) -> bytes:
    """One page with squares at the left, their upper edges in mm, and a rule."""
    shapes = [rule for text, top in squares for rule in check_code.drawn(text, 28.0, top)]
    page = Page(shapes=(*shapes, Rule(28.0, 184.0, 262.0, 0.35, "black")))
    return pdf.write(Paper((page,), (), 0, 0, 0, False, 0.0, ()), "", dt.date(2026, 3, 2))


def _page(data: bytes, dpi: int) -> Image.Image:
    with pypdfium2.PdfDocument(data) as file:
        return file[0].render(scale=dpi / 72).to_pil().convert("L")


def _file(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    return _page(_pdf((TEXT, 210.0)), 150)


def _noisy(image: Image.Image, much: float = 0.25) -> Image.Image:
    return Image.blend(image, Image.effect_noise(image.size, 120), much)


def _skewed(image: Image.Image, degrees: float = 3.0) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _grey(image: Image.Image) -> Image.Image:
    return image.point(lambda value: 95 + value * 100 // 255)


SHAPES = {
    "clean": lambda image: _file(image), "jpeg 40": lambda image: _file(image, "JPEG", quality=40),
    "upside down": lambda image: _file(image.transpose(Image.Transpose.ROTATE_180)),
    "sideways": lambda image: _file(image.transpose(Image.Transpose.ROTATE_90)),
    "skewed": lambda image: _file(_skewed(image)), "noise": lambda image: _file(_noisy(image)),
    "grey": lambda image: _file(_grey(image), "JPEG", quality=60),
    "soft": lambda image: _file(image.filter(ImageFilter.GaussianBlur(1.2))),
    "everything": lambda image: _file(_noisy(_skewed(_grey(image), -3.0), 0.15), "JPEG", quality=40),
    "palette": lambda image: _file(image.convert("P")),
    "one bit": lambda image: _file(image.convert("1")),
    "colour": lambda image: _file(image.convert("RGB")),
    "sixteen bits": lambda image: _file(image.convert("I").point(lambda value: value * 257).convert("I;16")),
    "see-through": lambda image: _file(_cut_out(image)),
}  # fmt: skip


def _cut_out(image: Image.Image) -> Image.Image:
    """Black ink on nothing at all."""
    ink = Image.new("RGBA", image.size, (0, 0, 0, 0))
    ink.putalpha(image.point(lambda value: 255 - value))
    return ink


@pytest.mark.parametrize("shape", SHAPES)
def test_a_square_is_read_from_a_scan_of_150_dpi(scan: Image.Image, shape: str) -> None:
    assert pictures.square_of(SHAPES[shape](scan)) == TEXT


@pytest.mark.parametrize("dpi", [200, 300])
def test_finer_scans_and_scanned_pdfs_are_read(dpi: int) -> None:
    image = _page(_pdf((TEXT, 210.0)), dpi)
    assert pictures.square_of(_file(image)) == TEXT
    assert pictures.square_of_pdf(_file(_skewed(image, 2.0), "PDF", resolution=dpi)) == TEXT


def test_two_papers_in_one_picture_are_not_guessed_at(scan: Image.Image) -> None:
    twice = Image.new("L", (scan.width * 2, scan.height), 255)
    twice.paste(scan, (0, 0))
    twice.paste(scan, (scan.width, 0))
    assert pictures.square_of(_file(twice)) == TEXT, "the same square seen twice is one"
    for read, data in ((pictures.square_of_pdf, both := _pdf((TEXT, 100.0), (OTHER, 200.0))),
                       (pictures.square_of, _file(_page(both, 150)))):  # fmt: skip
        with pytest.raises(Refused) as refused:
            read(data)
        assert refused.value.key == "E-PICTURE/several"


def _foreign(text: str) -> Image.Image:
    """A square of somebody else's: of that text, five dots a module."""
    rows = check_code.modules(text)
    image = Image.new("L", (len(rows) + 8, len(rows) + 8), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.putpixel((x + 4, y + 4), 0 if dark else 255)
    return image.resize((image.width * 5, image.height * 5), Image.Resampling.NEAREST)


def _torn(scan: Image.Image) -> Image.Image:
    """A coffee cup stood on it."""
    torn = scan.copy()
    side = int(26 / 25.4 * 150)
    left, top = int(30 / 25.4 * 150), int(212 / 25.4 * 150)
    torn.paste(255, (left + side // 2, top + side // 2, left + side - 30, top + side - 4))
    torn.paste(0, (left + side // 4, top + side // 3, left + side // 2, top + side // 2 + 20))
    return torn


def test_every_other_picture_is_a_sentence(scan: Image.Image) -> None:
    blank = Image.new("L", (900, 1200), 255)
    told = {
        "none": _file(blank), "damaged": _file(_torn(scan)), "foreign": _file(_foreign("HTTPS://EXAMPLE.COM/P?ID=1")),
        "unreadable": _file(scan)[:-2000],
    }  # fmt: skip
    for case, data in told.items():
        with pytest.raises(Refused) as refused:
            pictures.square_of(data)
        assert refused.value.key == f"E-PICTURE/{case}"
        assert refused.value.next
    with pytest.raises(Refused) as refused:
        pictures.square_of_pdf(b"%PDF-1.7\nnothing")
    assert refused.value.key == "E-TEXT/unreadable"
    with pytest.raises(Refused) as refused:
        pictures.square_of_pdf(_file(blank, "PDF", save_all=True, append_images=[blank] * pictures.MOST_PAGES))
    assert refused.value.key == "E-PICTURE/pages"


def test_a_foreign_square_beside_ours_does_not_disturb(scan: Image.Image) -> None:
    page = scan.copy()
    page.paste(_foreign("HTTPS://EXAMPLE.COM"), (600, 200))
    assert pictures.square_of(_file(page)) == TEXT


def _bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is huge."""
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(bytes(4096))), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("size", [(8001, 8001), (12_000, 12_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_would_fill_the_memory_is_not_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refused:
        pictures.square_of(_bomb(*size))
    assert refused.value.key == "E-PICTURE/large"


def test_nothing_is_ever_written(scan: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_args: object, **_named: object) -> None:
        raise AssertionError("a picture was put on disk")

    monkeypatch.setattr(tempfile, "mkstemp", never)
    monkeypatch.setattr(tempfile, "TemporaryFile", never)
    data = _file(scan, "JPEG", quality=80)
    monkeypatch.setattr("builtins.open", never)
    assert pictures.square_of(data) == TEXT
