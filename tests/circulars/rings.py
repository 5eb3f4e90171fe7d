"""An invented seal for tests: a plain red ring with the words 演练 and 测试, no emblem, no star, no organ's name."""

import io
import zlib
from functools import cache

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from lucheng_desktop.places import resource

SIDE = 1004
"""Pixels: 42 mm at a little over 600 dpi."""
RED = (192, 0, 0, 255)


@cache
def ring(side: int = SIDE, colour: tuple[int, int, int, int] = RED, note: str = "") -> bytes:
    """The ring as PNG; `note`: metadata beside the pixels."""
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((0, 0, side - 1, side - 1), outline=colour, width=side // 35)
    face = ImageFont.truetype(str(resource("fonts", "NotoSansSC-Regular.ttf")), side // 6)
    for text, height in (("演练", 0.30), ("测试", 0.78)):
        draw.text((side / 2, side * height), text, font=face, fill=colour, anchor="mm")
    said = PngImagePlugin.PngInfo()
    if note:
        said.add_text("Author", note)
    return saved(image, said)


def saved(image: Image.Image, said: PngImagePlugin.PngInfo | None = None) -> bytes:
    """An image as PNG."""
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=said)
    return out.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    """One part of a PNG file."""
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="42mm" height="42mm">'
    '<circle cx="50" cy="50" r="48.5" fill="none" stroke="#c00000" stroke-width="3"/>'
    '<g fill="#c00000"><path d="M20 30 L80 30 L80 36 L20 36 Z"/></g></svg>'
)
