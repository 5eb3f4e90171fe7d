"""A seal's picture as an office brings it: transparent red PNG, or SVG of paths and circles; anything else is refused.

Read in memory only, never written to a file; of a PNG nothing stays but its pixels, of an SVG nothing but its strokes.
What it shows nobody here can judge: that it is the office's own seal is the word of the two officers who take it in.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lucheng_desktop.refusal import Refused

DPI = 600
_MOST_PIXELS, _MOST_BYTES = 2400, 4 << 20
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))
_FULL = 0.97
"""The seal must reach this near to the edges of its picture: the picture's size is taken for the seal's diameter."""
_TOLERANCE = 0.5
"""mm."""
_LEAST_INK, _MOST_INK = 0.02, 0.67
"""Share of the picture that is ink: neither empty nor a blot that hides what is written under it."""
_MAGIC, _HEAD = b"LCSI\x01", struct.Struct(">II")
_RED, _NOT_RED = 128, 110


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels row by row: three bytes of colour each, and one of opacity each; `size` on both sides."""

    size: int
    colour: bytes
    opacity: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A seal ready to be pressed: drawing operators in a unit square, or pixels that fill it."""

    code: bytes
    raster: Raster | None = None


def read(data: bytes, diameter: float) -> Picture:
    """The picture in a file's bytes, of a seal so many mm wide. Refused E-SEAL-IMAGE/*, in words."""
    if len(data) > _MOST_BYTES:
        raise Refused("E-SEAL-IMAGE/size", most=_MOST_BYTES >> 20)
    if data.startswith(_PNG):
        return _png(data, diameter)
    from lucheng_desktop.circulars import seal_vector

    picture = Picture(seal_vector.read(data, diameter))
    opacity, size = _shadow(picture)
    _refuse_amount(opacity)
    _refuse_narrow(opacity, size, diameter)
    return picture


def kept(picture: Picture) -> bytes:
    """The picture as bytes, to be locked away."""
    raster = picture.raster or Raster(0, b"", b"")
    head = _HEAD.pack(raster.size, len(picture.code))
    return _MAGIC + head + picture.code + zlib.compress(raster.colour + raster.opacity, 6)


def taken(data: bytes) -> Picture:
    """What `kept` made bytes of; refused E-SEAL-IMAGE for any others."""
    start = len(_MAGIC) + _HEAD.size
    try:
        size, length = _HEAD.unpack(data[len(_MAGIC) : start])
        pixels = zlib.decompressobj().decompress(data[start + length :], 4 * _MOST_PIXELS**2)
    except (struct.error, zlib.error) as fault:
        raise Refused("E-SEAL-IMAGE") from fault
    if not data.startswith(_MAGIC) or len(pixels) != 4 * size**2:
        raise Refused("E-SEAL-IMAGE")
    raster = Raster(size, pixels[: 3 * size**2], pixels[3 * size**2 :]) if size else None
    return Picture(data[start : start + length], raster)


def is_red(red: int, green: int, blue: int) -> bool:
    """Whether a colour, 0 to 255 each, is a seal's red."""
    return red >= _RED and max(green, blue) <= _NOT_RED


def refuse_diameter(found: float, diameter: float) -> None:
    """Refused E-SEAL-IMAGE/diameter unless the picture is of a seal of that size, in mm."""
    if abs(found - diameter) > _TOLERANCE:
        raise Refused("E-SEAL-IMAGE/diameter", found=f"{found:.1f}", diameter=f"{diameter:g}")


def _png(data: bytes, diameter: float) -> Picture:
    from PIL import Image

    chunks = list(_chunks(data))
    size = _fit_size(chunks, diameter)
    plain = _PNG + b"".join(whole for kind, _, whole in chunks if kind in _KEPT)
    try:
        with Image.open(io.BytesIO(plain), formats=("PNG",)) as opened:
            if not opened.has_transparency_data:
                raise Refused("E-SEAL-IMAGE/opaque")
            pixels = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error) as fault:
        raise Refused("E-SEAL-IMAGE") from fault
    opacity, colour = pixels.getchannel("A").tobytes(), pixels.convert("RGB").tobytes()
    _refuse_opaque(opacity, size)
    _refuse_amount(opacity)
    _refuse_narrow(opacity, size, diameter)
    _refuse_other_colour(colour, opacity)
    return Picture(b"/SealPixels Do", Raster(size, colour, opacity))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(kind, content, all of it) of each part of a PNG file."""
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        yield kind, content, data[at : at + 12 + length]
        at += 12 + length


def _fit_size(chunks: list[tuple[bytes, bytes, bytes]], diameter: float) -> int:
    """Pixels on a side; what the head says is judged before a pixel is unpacked."""
    heads = [content for kind, content, _ in chunks if kind == b"IHDR"]
    if len(heads) != 1 or chunks[0][0] != b"IHDR" or len(heads[0]) != 13:
        raise Refused("E-SEAL-IMAGE")
    width, height = struct.unpack(">II", heads[0][:8])
    least = round(diameter / 25.4 * DPI)
    if max(width, height) > _MOST_PIXELS:
        raise Refused("E-SEAL-IMAGE/pixels", most=_MOST_PIXELS)
    if width != height:
        raise Refused("E-SEAL-IMAGE/square", width=width, height=height)
    if width < least:
        raise Refused("E-SEAL-IMAGE/coarse", size=width, least=least, diameter=f"{diameter:g}")
    for kind, content, _ in chunks:
        if kind == b"pHYs" and len(content) == 9 and content[8] == 1:
            refuse_diameter(1000 * width / max(1, int.from_bytes(content[:4], "big")), diameter)
    return int(width)


def _refuse_opaque(opacity: bytes, size: int) -> None:
    """Corners see-through, and paper showing between the strokes."""
    corners = (opacity[0], opacity[size - 1], opacity[-size], opacity[-1])
    if any(corners) or opacity.count(0) < len(opacity) // 3:
        raise Refused("E-SEAL-IMAGE/opaque")


def _refuse_amount(opacity: bytes) -> None:
    inked = len(opacity) - sum(opacity.count(value) for value in range(129))
    share = inked / len(opacity)
    if share < _LEAST_INK:
        raise Refused("E-SEAL-IMAGE/empty")
    if share > _MOST_INK:
        raise Refused("E-SEAL-IMAGE/opaque")


def _refuse_narrow(opacity: bytes, size: int, diameter: float) -> None:
    """Ink from edge to edge, both ways."""
    from PIL import Image

    strong = Image.frombytes("L", (size, size), opacity).point(lambda value: 255 if value > 16 else 0)
    left, top, right, bottom = strong.getbbox() or (0, 0, 0, 0)
    across = min(right - left, bottom - top)
    if across < _FULL * size:
        raise Refused("E-SEAL-IMAGE/diameter", found=f"{diameter * across / size:.1f}", diameter=f"{diameter:g}")


def _refuse_other_colour(colour: bytes, opacity: bytes) -> None:
    """Seals are red; a few mixed pixels at the edges are not."""
    inked = [at for at in range(0, len(opacity), 7) if opacity[at] > 128]
    red = sum(is_red(*colour[3 * at : 3 * at + 3]) for at in inked)
    if not inked or red < 0.98 * len(inked):
        raise Refused("E-SEAL-IMAGE/colour")


def _shadow(picture: Picture, size: int = 400) -> tuple[bytes, int]:
    """How the strokes of an SVG cover their square, as another program draws them: opacity, pixels on a side."""
    import pikepdf
    import pypdfium2

    from lucheng_desktop import PDFIUM

    out = io.BytesIO()
    with pikepdf.new() as file:
        page = file.add_blank_page(page_size=(size, size))
        page.Contents = file.make_stream(b"q %d 0 0 %d 0 0 cm\n%s\nQ" % (size, size, picture.code))
        file.save(out)
    with PDFIUM:
        opened = pypdfium2.PdfDocument(out.getvalue())
        drawn = opened[0].render(scale=1, grayscale=True)
        grey = b"".join(bytes(drawn.buffer[at : at + size]) for at in range(0, size * drawn.stride, drawn.stride))
        opened.close()
    return grey.translate(bytes(255 - value for value in range(256))), size
