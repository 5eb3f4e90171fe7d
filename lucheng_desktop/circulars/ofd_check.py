"""Opens a finished OFD again and holds it against the display list: text, places, faces, rules."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, zip_longest
from typing import Any
from xml.etree import ElementTree as ET

from lucheng_desktop.circulars.display import Glyph, Page, Paper, Ring, Shape
from lucheng_desktop.circulars.grid import POINT
from lucheng_desktop.circulars.ofd import RGB, SPACE
from lucheng_desktop.refusal import Refused

NEAR = 0.01
"""What a place read back may differ from the display list, in mm."""
Placed = tuple[str, str, float, float, float, str, float]
"""Character, face, left of its origin, baseline, size in mm, colour, horizontal scale."""
_NAMES = {"ofd": SPACE}


def check_ofd(data: bytes, paper: Paper) -> None:
    """Refused E-TEXT/ofd unless the file draws exactly what the display list says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if packed.testzip() is None and _same(packed, paper):
                return
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, ET.ParseError):
        pass
    raise Refused("E-TEXT/ofd")


def _same(packed: zipfile.ZipFile, paper: Paper) -> bool:
    start = _read(packed, "OFD.xml").findtext("ofd:DocBody/ofd:DocRoot", "", _NAMES)
    folder = start.rpartition("/")[0]
    document = _read(packed, start)
    resources = _read(packed, f"{folder}/{document.findtext('ofd:CommonData/ofd:PublicRes', '', _NAMES)}")
    files = {face.get("ID", ""): f"{folder}/{resources.get('BaseLoc')}/{face.findtext('ofd:FontFile', '', _NAMES)}"
             for face in resources.iterfind("ofd:Fonts/ofd:Font", _NAMES)}
    pages = [_read(packed, f"{folder}/{page.get('BaseLoc')}")
             for page in document.iterfind("ofd:Pages/ofd:Page", _NAMES)]
    names = {number: file.rpartition("/")[2].removesuffix(".ttf") for number, file in files.items()}
    drawn = [list(_placed(page, names)) for page in pages]
    return (len(pages) == len(paper.pages)
            and all(map(_same_text, drawn, paper.pages))
            and all(map(_same_shapes, pages, paper.pages))
            and _inked({names[number]: packed.read(file) for number, file in files.items()}, chain(*drawn)))


def _read(packed: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(packed.read(name))


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in (text or "").split()]


def _placed(page: ET.Element, names: Mapping[str, str]) -> Iterator[Placed]:
    """Every character of a page, its place counted from the upper left corner of the page."""
    for item in page.iterfind("ofd:Content/ofd:Layer/ofd:TextObject", _NAMES):
        left, top, *_ = _numbers(item.get("Boundary"))
        scale = _numbers(item.get("CTM", "1"))[0]
        colour = item.find("ofd:FillColor", _NAMES).get("Value", "")  # type: ignore[union-attr]
        for code in item.iterfind("ofd:TextCode", _NAMES):
            places = accumulate(_numbers(code.get("DeltaX")), initial=float(code.get("X", "")))
            for char, x in zip(code.text or "", places, strict=True):
                baseline = top + float(code.get("Y", ""))
                yield (char, names[item.get("Font", "")], left + x * scale, baseline, float(item.get("Size", "")),
                       colour, scale)


def _wanted(glyph: Glyph) -> Placed:
    return (glyph.char, glyph.slot, glyph.x, glyph.y, glyph.size * POINT, RGB[glyph.colour], glyph.scale)


def _near(one: Sequence[Any] | None, other: Sequence[Any] | None) -> bool:
    """Whether both say the same, lengths to a hundredth of a millimetre."""
    if one is None or other is None or len(one) != len(other):
        return False
    return all(abs(a - b) <= NEAR if isinstance(a, float) else a == b for a, b in zip(one, other, strict=True))


def _same_text(drawn: Sequence[Placed], page: Page) -> bool:
    wanted = [_wanted(glyph) for glyph in (*page.glyphs, *page.marks)]
    inked: Callable[[Placed], bool] = lambda one: not one[0].isspace()  # noqa: E731
    return all(_near(*pair) for pair in zip_longest(filter(inked, drawn), filter(inked, wanted)))


def _box(shape: Shape) -> list[float]:
    """Left, top, width and height that a shape takes."""
    if isinstance(shape, Ring):
        half = shape.diameter / 2
        return [shape.x - half, shape.y - half, shape.diameter, shape.diameter]
    return [shape.left, shape.top, shape.right - shape.left, shape.weight]


def _same_shapes(page: ET.Element, wanted: Page) -> bool:
    found = page.findall("ofd:Content/ofd:Layer/ofd:PathObject", _NAMES)
    return all(item is not None and shape is not None and _near(_numbers(item.get("Boundary")), _box(shape))
               and item[0].get("Value") == RGB[shape.colour] for item, shape in zip_longest(found, wanted.shapes))


def _inked(faces: Mapping[str, bytes], drawn: Iterator[Placed]) -> bool:
    """Whether every character has an outline in the face that the file brings along for it."""
    from fontTools.ttLib import TTFont

    opened = {slot: TTFont(io.BytesIO(data)) for slot, data in faces.items()}
    maps = {slot: face.getBestCmap() for slot, face in opened.items()}
    used = {(slot, char) for char, slot, *_ in drawn if not char.isspace()}
    return all(opened[slot]["glyf"][maps[slot][ord(char)]].numberOfContours for slot, char in used)
