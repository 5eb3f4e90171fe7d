"""Squares in pictures: a photograph, a scan, a scanned PDF, a rendered page. All in memory; nothing is ever written."""

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lucheng_desktop import PDFIUM
from lucheng_desktop.circulars.check_code import PREFIX
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 64 << 20
MOST_DOTS = 64_000_000
"""Of a picture, unpacked; a page scanned at 600 dpi has 35 million."""
MOST_PAGES = 40
_SEEN_AT, _ENLARGED_AT = 5000, 2600
"""Dots along the longer side to which a picture is brought before it is read, or looked at once more."""
_DPI, _WIDEST = 200, 4000
_KINDS = ("PNG", "JPEG")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, MemoryError, struct.error, Warning)
"""What the library says of a picture that is none."""


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as PNG or JPEG do."""
    return data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def square_of(data: bytes) -> str:
    """What the one square of ours in a picture holds; refused E-PICTURE when there is none, or more than one."""
    return _the_one(_found(_opened(data)))


def square_of_pdf(data: bytes) -> str:
    """The same for a scanned PDF; refused E-PICTURE/pages when it has more pages than one paper has."""
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            raise Refused("E-TEXT/unreadable") from None
        try:
            if len(document) > MOST_PAGES:
                raise Refused("E-PICTURE/pages", most=MOST_PAGES)
            return _the_one([one for page in document for one in _on_page(page)])
        except (pypdfium2.PdfiumError, MemoryError):
            raise Refused("E-TEXT/unreadable") from None
        finally:
            document.close()


def read(pixels: Any) -> list[str]:
    """Every square in a grey picture, whatever its direction, the damaged ones as empty text."""
    import zxingcpp

    kinds, plain = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(pixels, formats=kinds, text_mode=plain, return_errors=True)
    return [one.text if one.valid else "" for one in found]


def _the_one(found: list[str]) -> str:
    """Ours among all that were seen; each way of having none, or too many, has its own sentence."""
    ours = sorted({one for one in found if one.startswith(PREFIX)})
    if len(ours) > 1:
        raise Refused("E-PICTURE/several", count=len(ours))
    if ours:
        return ours[0]
    if any(found):
        raise Refused("E-PICTURE/foreign")
    raise Refused("E-PICTURE/damaged" if found else "E-PICTURE/none")


def _opened(data: bytes) -> "Image":
    """In grey on white; refused E-PICTURE/large before anything is unpacked, E-PICTURE/unreadable when it is broken."""
    from PIL import Image

    if len(data) > MOST_BYTES:
        raise Refused("E-PICTURE/large")
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as image:
            if image.width * image.height > MOST_DOTS:
                raise Refused("E-PICTURE/large")
            coarser = _too_fine(image, _SEEN_AT)
            image.draft("L", (image.width // coarser, image.height // coarser))
            return _grey(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("E-PICTURE/large") from None
    except _BROKEN:
        raise Refused("E-PICTURE/unreadable") from None


def _grey(image: "Image") -> "Image":
    """What is transparent is paper; sixteen bits are brought to eight."""
    from PIL import Image

    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256)
    return _smaller(image.convert("L"), _SEEN_AT)


def _too_fine(image: "Image", most: int) -> int:
    return -(-max(image.size) // most)


def _smaller(image: "Image", most: int) -> "Image":
    return image.reduce(_too_fine(image, most))


def _found(image: "Image") -> list[str]:
    """As it is; then, where nothing was made out, enlarged and sharpened, which noise and a soft focus need."""
    found = read(image)
    for better in (_enlarged, _sharpened):
        if any(found):
            break
        found = read(better(_smaller(image, _ENLARGED_AT))) or found
    return found


def _enlarged(image: "Image") -> "Image":
    from PIL.Image import Resampling

    return image.resize((image.width * 2, image.height * 2), Resampling.BICUBIC)


def _sharpened(image: "Image") -> "Image":
    from PIL.ImageFilter import UnsharpMask

    return image.filter(UnsharpMask(2, 300, 0))


def _on_page(page: Any) -> Iterator[str]:
    """A page in grey, however large its sheet says it is."""
    scale = min(_DPI / 72, _WIDEST / max(*page.get_size(), 1.0))
    bitmap = page.render(scale=scale, may_draw_forms=False, grayscale=True)
    try:
        yield from _found(bitmap.to_pil())
    finally:
        bitmap.close()
        page.close()
