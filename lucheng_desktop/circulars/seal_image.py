"""A seal's picture as an office brings it: transparent red PNG, or SVG of paths and circles; anything else is refused.

Read in memory only, never written to a file. What it shows nobody here can judge: that it is the office's own seal is
the word of the two officers who take it in.
"""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path.parser import parse_path

from lucheng_desktop.circulars.seal import DIAMETER
from lucheng_desktop.refusal import Refused

DPI = 600
LEAST = round(DIAMETER / 25.4 * DPI)
"""Pixels across at true size."""
_MOST_PIXELS, _MOST_BYTES, _MOST_PARTS = 6000, 8 << 20, 20_000
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))
_FULL = 0.97
"""The seal must reach this near to the edges of its picture: the picture's size is taken for the seal's diameter."""
_TOLERANCE = 0.5
"""mm."""
_ELEMENTS = {"svg": {"viewBox", "width", "height", "version"}, "g": set(), "path": {"d"}, "circle": {"cx", "cy", "r"}}
_PAINT = {"fill", "stroke", "stroke-width", "fill-rule", "id"}
_KAPPA = 0.5522847498


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


def read(data: bytes) -> Picture:
    """The picture in a file's bytes. Refused E-SEAL-IMAGE/*: kind, size, square, opaque, coarse, diameter, colour."""
    if len(data) > _MOST_BYTES:
        raise Refused("E-SEAL-IMAGE/size", most=_MOST_BYTES >> 20)
    return _png(data) if data.startswith(_PNG) else _svg(data)


def _png(data: bytes) -> Picture:
    from PIL import Image

    chunks = list(_chunks(data))
    _refuse_unfit(chunks)
    plain = _PNG + b"".join(whole for kind, _, whole in chunks if kind in _KEPT)
    try:
        with Image.open(io.BytesIO(plain), formats=("PNG",)) as opened:
            if not opened.has_transparency_data:
                raise Refused("E-SEAL-IMAGE/opaque")
            pixels = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError, zlib.error) as fault:
        raise Refused("E-SEAL-IMAGE") from fault
    opacity = pixels.getchannel("A")
    _refuse_opaque(opacity.tobytes(), pixels.width, opacity.point(lambda value: 255 if value > 16 else 0).getbbox())
    colour = pixels.convert("RGB")
    _refuse_other_colour(colour.tobytes(), opacity.tobytes())
    return Picture(b"/SealPixels Do", Raster(pixels.width, colour.tobytes(), opacity.tobytes()))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(kind, content, all of it) of each part of a PNG file."""
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        yield kind, content, data[at : at + 12 + length]
        at += 12 + length


def _refuse_unfit(chunks: list[tuple[bytes, bytes, bytes]]) -> None:
    """What the head says is judged before a pixel is unpacked."""
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise Refused("E-SEAL-IMAGE")
    width, height = struct.unpack(">II", chunks[0][1][:8])
    if max(width, height) > _MOST_PIXELS:
        raise Refused("E-SEAL-IMAGE/pixels", most=_MOST_PIXELS)
    if width != height:
        raise Refused("E-SEAL-IMAGE/square", width=width, height=height)
    if width < LEAST:
        raise Refused("E-SEAL-IMAGE/coarse", size=width, least=LEAST, diameter=f"{DIAMETER:g}")
    for kind, content, _ in chunks:
        if kind == b"pHYs" and len(content) == 9 and content[8] == 1:
            _refuse_diameter(1000 * width / max(1, int.from_bytes(content[:4], "big")))


def _refuse_diameter(found: float) -> None:
    if abs(found - DIAMETER) > _TOLERANCE:
        raise Refused("E-SEAL-IMAGE/diameter", found=f"{found:.1f}", diameter=f"{DIAMETER:g}")


def _refuse_opaque(opacity: bytes, size: int, box: tuple[int, int, int, int] | None) -> None:
    """Corners see-through, paper showing between the strokes, and ink from edge to edge."""
    corners = (opacity[0], opacity[size - 1], opacity[-size], opacity[-1])
    if any(corners) or opacity.count(0) < len(opacity) // 3:
        raise Refused("E-SEAL-IMAGE/opaque")
    across = min(box[2] - box[0], box[3] - box[1]) if box else 0
    if across < _FULL * size:
        _refuse_diameter(DIAMETER * across / size)


def _refuse_other_colour(colour: bytes, opacity: bytes) -> None:
    """Seals are red; a few mixed pixels at the edges are not."""
    inked = [at for at in range(0, len(opacity), 7) if opacity[at] > 128]
    red = sum(_is_red(*colour[3 * at : 3 * at + 3]) for at in inked)
    if not inked or red < 0.98 * len(inked):
        raise Refused("E-SEAL-IMAGE/colour")


def _is_red(red: int, green: int, blue: int) -> bool:
    return red >= 128 and max(green, blue) <= 110


# SVG


def _svg(data: bytes) -> Picture:
    if re.search(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", data, re.IGNORECASE):
        raise Refused("E-SEAL-IMAGE/part", part="DOCTYPE")
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as fault:
        raise Refused("E-SEAL-IMAGE") from fault
    side = _side(root)
    pen = _Pen()
    try:
        code = b"".join(_drawn(root, side, pen, {}))
    except (ValueError, IndexError, TypeError, KeyError) as fault:
        raise Refused("E-SEAL-IMAGE") from fault
    _refuse_small(pen, side)
    return Picture(code)


def _side(root: ET.Element) -> float:
    if _kind(root) != "svg":
        raise Refused("E-SEAL-IMAGE")
    box = [float(number) for number in re.findall(r"-?[0-9.]+", root.get("viewBox", ""))]
    if len(box) != 4 or box[:2] != [0, 0] or box[2] != box[3] or box[2] <= 0:
        raise Refused("E-SEAL-IMAGE/viewbox")
    for said in filter(None, (root.get("width"), root.get("height"))):
        if not (size := re.fullmatch(r"([0-9.]+)mm", said)):
            raise Refused("E-SEAL-IMAGE/part", part=said[:40])
        _refuse_diameter(float(size[1]))
    return box[2]


def _kind(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _drawn(element: ET.Element, side: float, pen: "_Pen", over: dict[str, str]) -> Iterator[bytes]:
    """The operators of an element and what is in it; refused whatever is not a path or a circle in plain red."""
    kind = _kind(element)
    strange = [name for name in element.attrib if name not in _ELEMENTS.get(kind, set()) | _PAINT]
    if kind not in _ELEMENTS or strange:
        raise Refused("E-SEAL-IMAGE/part", part=(strange or [kind])[0][:40])
    paint = over | {name: value for name, value in element.attrib.items() if name in _PAINT}
    if kind in ("path", "circle"):
        pen.code = [f"{1 / side:.9f} 0 0 {-1 / side:.9f} 0 1 cm"]
        painted = _paint(paint, pen)
        (_path if kind == "path" else _circle)(element, pen)
        yield f"q {' '.join(pen.code)} {painted} Q\n".encode()
    for part in element:
        yield from _drawn(part, side, pen, paint)


def _paint(paint: dict[str, str], pen: "_Pen") -> str:
    """Sets colours and line in the pen's code; the operator that paints."""
    fill, stroke = (_colour(paint.get(name, default)) for name, default in (("fill", ""), ("stroke", "none")))
    pen.line = float(paint.get("stroke-width", "1")) if stroke else 0.0
    pen.code += [f"{fill} rg"] if fill else []
    pen.code += [f"{stroke} RG {pen.line:.4f} w"] if stroke else []
    odd = "*" if paint.get("fill-rule") == "evenodd" else ""
    return {(True, True): f"B{odd}", (True, False): f"f{odd}", (False, True): "S"}.get((bool(fill), bool(stroke)), "n")


def _colour(said: str) -> str:
    if said == "none":
        return ""
    found = re.fullmatch("#([0-9a-fA-F]{6})", said)
    parts = bytes.fromhex(found[1]) if found else b"\0\0\0"
    if not _is_red(*parts):
        raise Refused("E-SEAL-IMAGE/colour")
    return " ".join(f"{part / 255:.4f}" for part in parts)


class _Pen(BasePen):  # type: ignore[misc]
    """Writes operators, and remembers how far they reach."""

    def __init__(self) -> None:
        super().__init__(None)
        self.code: list[str] = []
        self.line = 0.0
        self.reach: list[float] = []

    def _put(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = [number for point in points for number in point]
        self.reach += [number + side * self.line / 2 for number in numbers for side in (-1, 1)]
        if len(self.reach) > 12 * _MOST_PARTS:
            raise Refused("E-SEAL-IMAGE/size", most=_MOST_BYTES >> 20)
        self.code.append(" ".join([*(f"{number:.4f}" for number in numbers), operator]))

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._put("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._put("l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._put("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._put("h")

    def _endPath(self) -> None:
        pass


def _path(element: ET.Element, pen: _Pen) -> None:
    parse_path(element.attrib["d"], pen)


def _circle(element: ET.Element, pen: _Pen) -> None:
    x, y, radius = (float(element.get(name, "0")) for name in ("cx", "cy", "r"))
    bow = radius * _KAPPA
    pen.moveTo((x + radius, y))
    pen.curveTo((x + radius, y + bow), (x + bow, y + radius), (x, y + radius))
    pen.curveTo((x - bow, y + radius), (x - radius, y + bow), (x - radius, y))
    pen.curveTo((x - radius, y - bow), (x - bow, y - radius), (x, y - radius))
    pen.curveTo((x + bow, y - radius), (x + radius, y - bow), (x + radius, y))
    pen.closePath()


def _refuse_small(pen: _Pen, side: float) -> None:
    low, high = min(pen.reach, default=0.0), max(pen.reach, default=0.0)
    if low < -0.01 * side or high > 1.01 * side or high - low < _FULL * side:
        _refuse_diameter(DIAMETER * (high - low) / side)
        raise Refused("E-SEAL-IMAGE/viewbox")
