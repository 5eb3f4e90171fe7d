"""A seal's picture drawn in SVG: plain red paths and circles become drawing operators, all else is refused."""

import re
from collections.abc import Iterator
from math import isfinite
from xml.etree import ElementTree as ET

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path.parser import parse_path

from lucheng_desktop.circulars.seal_image import is_red, refuse_diameter
from lucheng_desktop.refusal import Refused

_MOST_STROKES, _DEEPEST = 20_000, 32
_FORBIDDEN = re.compile(r"<!(DOCTYPE|ENTITY)|<\?(?!xml\s)|\0", re.IGNORECASE)
_ENCODING = re.compile(r"\A\ufeff?<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_ELEMENTS = {"svg": {"viewBox", "width", "height", "version"}, "g": set(), "path": {"d"}, "circle": {"cx", "cy", "r"}}
_PAINT = {"fill", "stroke", "stroke-width", "fill-rule", "id"}
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?")
_KAPPA = 0.5522847498


def read(data: bytes, diameter: float) -> bytes:
    """The drawing operators in a unit square, for a seal so many mm wide. Refused E-SEAL-IMAGE/*."""
    root = _parsed(data)
    side = _side(root, diameter)
    pen = _Pen()
    try:
        return b"".join(_drawn(root, side, pen, {}, 0))
    except (ValueError, IndexError, TypeError, KeyError, ArithmeticError) as fault:
        raise Refused("E-SEAL-IMAGE") from fault


def _parsed(data: bytes) -> ET.Element:
    """The drawing's tree: UTF-8, without definitions of any kind, so that nothing in it unfolds or is fetched."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused("E-SEAL-IMAGE") from fault
    if _FORBIDDEN.search(text) or _ENCODING.match(text):
        raise Refused("E-SEAL-IMAGE/part", part="DOCTYPE")
    try:
        return ET.fromstring(text)
    except (ET.ParseError, ValueError, LookupError) as fault:
        raise Refused("E-SEAL-IMAGE") from fault


def _side(root: ET.Element, diameter: float) -> float:
    """The square of the view, whose size is the seal's."""
    if _kind(root) != "svg":
        raise Refused("E-SEAL-IMAGE")
    box = [_number(said) for said in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if said]
    if len(box) != 4 or box[:2] != [0, 0] or box[2] != box[3] or not 0 < box[2] < 1e6:
        raise Refused("E-SEAL-IMAGE/viewbox")
    for said in filter(None, (root.get("width"), root.get("height"))):
        if not (size := re.fullmatch(r"(\d+\.?\d*)mm", said)):
            raise _part(said)
        refuse_diameter(float(size[1]), diameter)
    return box[2]


def _number(said: str) -> float:
    if not _NUMBER.fullmatch(said):
        raise Refused("E-SEAL-IMAGE")
    return float(said)


def _kind(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _part(said: str) -> Refused:
    return Refused("E-SEAL-IMAGE/part", part="".join(char for char in said if char.isprintable())[:40])


def _drawn(element: ET.Element, side: float, pen: "_Pen", over: dict[str, str], depth: int) -> Iterator[bytes]:
    """The operators of an element and what is in it; refused whatever is not a path or a circle in plain red."""
    kind = _kind(element)
    strange = [name for name in element.attrib if name not in _ELEMENTS.get(kind, set()) | _PAINT]
    if kind not in _ELEMENTS or strange or depth > _DEEPEST:
        raise _part((strange or [kind])[0])
    if text := ((element.text or "") + (element.tail or "")).strip():
        raise _part(text)
    paint = over | {name: value for name, value in element.attrib.items() if name in _PAINT}
    if kind in ("path", "circle"):
        pen.code = [f"{1 / side:.9f} 0 0 {-1 / side:.9f} 0 1 cm"]
        painted = _paint(paint, pen, side)
        (_path if kind == "path" else _circle)(element, pen)
        yield f"q {' '.join(pen.code)} {painted} Q\n".encode()
    for part in element:
        yield from _drawn(part, side, pen, paint, depth + 1)


def _paint(paint: dict[str, str], pen: "_Pen", side: float) -> str:
    """Sets colours and line in the pen's code; the operator that paints."""
    fill, stroke = (_colour(paint.get(name, default)) for name, default in (("fill", ""), ("stroke", "none")))
    pen.line = _number(paint.get("stroke-width", "1")) if stroke else 0.0
    pen.side = side
    if not 0 <= pen.line <= side:
        raise Refused("E-SEAL-IMAGE/viewbox")
    pen.code += [f"{fill} rg"] if fill else []
    pen.code += [f"{stroke} RG {pen.line:.4f} w"] if stroke else []
    odd = "*" if paint.get("fill-rule") == "evenodd" else ""
    return {(True, True): f"B{odd}", (True, False): f"f{odd}", (False, True): "S"}.get((bool(fill), bool(stroke)), "n")


def _colour(said: str) -> str:
    if said == "none":
        return ""
    found = re.fullmatch("#([0-9a-fA-F]{6})", said)
    parts = bytes.fromhex(found[1]) if found else b"\0\0\0"
    if not is_red(*parts):
        raise Refused("E-SEAL-IMAGE/colour")
    return " ".join(f"{part / 255:.4f}" for part in parts)


class _Pen(BasePen):  # type: ignore[misc]
    """Writes operators; refuses strokes without end and what reaches out of the view."""

    def __init__(self) -> None:
        super().__init__(None)
        self.code: list[str] = []
        self.line = self.side = 0.0
        self.strokes = 0

    def _put(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = [number for point in points for number in point]
        self.strokes += 1
        if self.strokes > _MOST_STROKES:
            raise Refused("E-SEAL-IMAGE/strokes", most=_MOST_STROKES)
        reach = 0.01 * self.side - self.line / 2
        if not all(isfinite(number) and -reach <= number <= self.side + reach for number in numbers):
            raise Refused("E-SEAL-IMAGE/viewbox")
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
    x, y, radius = (_number(element.get(name, "0")) for name in ("cx", "cy", "r"))
    bow = radius * _KAPPA
    pen.moveTo((x + radius, y))
    pen.curveTo((x + radius, y + bow), (x + bow, y + radius), (x, y + radius))
    pen.curveTo((x - bow, y + radius), (x - radius, y + bow), (x - radius, y))
    pen.curveTo((x - radius, y - bow), (x - bow, y - radius), (x, y - radius))
    pen.curveTo((x + bow, y - radius), (x + radius, y - bow), (x + radius, y))
    pen.closePath()
