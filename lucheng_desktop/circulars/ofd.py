"""Writes the display list as OFD (GB/T 33190-2016), unsigned: faces cut to what is used, each character in place."""

import datetime as dt
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, groupby, pairwise
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree as ET

from lucheng_desktop import __version__
from lucheng_desktop.circulars import fonts
from lucheng_desktop.circulars.display import Glyph, Page, Paper, Rule, Shape
from lucheng_desktop.circulars.grid import PAGE_HEIGHT, PAGE_WIDTH, POINT
from lucheng_desktop.places import resource

SPACE = "http://www.ofdspec.org/2016"
RGB = MappingProxyType({"black": "0 0 0", "red": "192 0 0"})
DOCUMENT, RESOURCES = "Doc_0/Document.xml", "Doc_0/PublicRes.xml"
QUARTER = 0.5522847498
"""Handles of a cubic curve that draws a quarter of a circle of radius 1."""
ET.register_namespace("ofd", SPACE)


@dataclass(slots=True)
class _Numbers:
    """The ids of one document: each object has its own, counted from 1; a face gets one where it is first used."""

    last: int = 0
    faces: dict[str, str] = field(default_factory=dict)

    def next(self) -> str:
        """A fresh id."""
        self.last += 1
        return str(self.last)

    def face(self, slot: str) -> str:
        """The id of a face."""
        if slot not in self.faces:
            self.faces[slot] = self.next()
        return self.faces[slot]


@cache
def _face_name(slot: str) -> str:
    return str(tomllib.loads(resource("circulars", "ofd.toml").read_text("utf-8"))["face"][slot])


def page_file(number: int) -> str:
    """Where the page of this number (from 1) lies in the file."""
    return f"Doc_0/Pages/Page_{number - 1}/Content.xml"


def face_file(slot: str) -> str:
    """Where an embedded face lies in the file."""
    return f"Doc_0/Res/{slot}.ttf"


def write(paper: Paper, title: str, date: dt.date) -> bytes:
    """The finished file; the same bytes from the same draft, and no person is named as its author."""
    numbers = _Numbers()
    pages = {page_file(at): _page(page, numbers) for at, page in enumerate(paper.pages, 1)}
    files = {RESOURCES: _resources(numbers), **pages}
    files[DOCUMENT] = _document(len(pages), numbers)
    files = {"OFD.xml": _entry(title, date, files), **files}
    drawn = {slot: _subset(slot, _characters(paper, slot)) for slot in numbers.faces}
    return _packed({name: _text(root) for name, root in files.items()}
                   | {face_file(slot): face for slot, face in drawn.items()}, date)


def _packed(files: dict[str, bytes], date: dt.date) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name, (date.year, date.month, date.day, 0, 0, 0)), data,
                            compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _text(root: ET.Element) -> bytes:
    text: bytes = ET.tostring(root, "UTF-8", xml_declaration=True)
    return text


def _add(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{SPACE}}}{name}", attributes)
    made.text = text or None
    return made


def _root(name: str, **attributes: str) -> ET.Element:
    return ET.Element(f"{{{SPACE}}}{name}", attributes)


def _entry(title: str, date: dt.date, files: dict[str, ET.Element]) -> ET.Element:
    """OFD.xml; the document's id is the digest of everything that prints."""
    root = _root("OFD", Version="1.0", DocType="OFD")
    body = _add(root, "DocBody")
    told = _add(body, "DocInfo")
    digest = hashlib.sha256(b"".join(map(_text, files.values())))
    for name, text in (("DocID", digest.hexdigest()[:32]), ("Title", title), ("CreationDate", date.isoformat()),
                       ("Creator", "Lucheng Desktop"), ("CreatorVersion", __version__)):
        _add(told, name, text)
    _add(body, "DocRoot", DOCUMENT)
    return root


def _document(pages: int, numbers: _Numbers) -> ET.Element:
    root = _root("Document")
    common = _add(root, "CommonData")
    listed = _add(root, "Pages")
    for at in range(1, pages + 1):
        _add(listed, "Page", ID=numbers.next(), BaseLoc=page_file(at).removeprefix("Doc_0/"))
    _add(common, "MaxUnitID", str(numbers.last))
    _area(common, "PageArea")
    _add(common, "PublicRes", RESOURCES.removeprefix("Doc_0/"))
    return root


def _area(parent: ET.Element, name: str) -> None:
    _add(_add(parent, name), "PhysicalBox", _list((0, 0, PAGE_WIDTH, PAGE_HEIGHT)))


def _resources(numbers: _Numbers) -> ET.Element:
    root = _root("Res", BaseLoc="Res")
    listed = _add(root, "Fonts")
    for slot, number in numbers.faces.items():
        name = _face_name(slot)
        face = _add(listed, "Font", ID=number, FontName=name, FamilyName=name, Charset="unicode")
        _add(face, "FontFile", face_file(slot).rpartition("/")[2])
    return root


def _page(page: Page, numbers: _Numbers) -> ET.Element:
    root = _root("Page")
    _area(root, "Area")
    layer = _add(_add(root, "Content"), "Layer", ID=numbers.next(), Type="Body")
    for shape in page.shapes:
        _shape(layer, shape, numbers.next())
    for run in chain(runs(page.glyphs), runs(page.marks)):
        _run(layer, run, numbers)
    return root


def _mm(value: float) -> str:
    """A length to the thousandth of a millimetre."""
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")  # + 0.0: no minus before a nought


def _list(values: Sequence[float]) -> str:
    return " ".join(map(_mm, values))


def _shape(layer: ET.Element, shape: Shape, number: str) -> None:
    """A rule as a filled rectangle, a ring as a circle drawn with a pen of its weight."""
    if isinstance(shape, Rule):
        left, top, wide, high = shape.left, shape.top, shape.right - shape.left, shape.weight
        drawn = f"M 0 0 L {_mm(wide)} 0 L {_mm(wide)} {_mm(high)} L 0 {_mm(high)} C"
        made = _add(layer, "PathObject", ID=number, Boundary=_list((left, top, wide, high)), Stroke="false",
                    Fill="true")
        _add(made, "FillColor", Value=RGB[shape.colour])
    else:
        half = shape.diameter / 2
        box = (shape.x - half, shape.y - half, shape.diameter, shape.diameter)
        drawn = _circle(half, half - shape.weight / 2)
        made = _add(layer, "PathObject", ID=number, Boundary=_list(box), LineWidth=_mm(shape.weight))
        _add(made, "StrokeColor", Value=RGB[shape.colour])
    _add(made, "AbbreviatedData", drawn)


def _circle(middle: float, radius: float) -> str:
    """A circle of four curves."""
    ends = [(radius, 0.0), (0.0, radius), (-radius, 0.0), (0.0, -radius), (radius, 0.0)]
    parts = [f"M {_list((middle + radius, middle))}"]
    for (x, y), (to_x, to_y) in pairwise(ends):
        points = (x + to_x * QUARTER, y + to_y * QUARTER, to_x + x * QUARTER, to_y + y * QUARTER, to_x, to_y)
        parts.append(f"B {_list([middle + value for value in points])}")
    return " ".join([*parts, "C"])


def runs(glyphs: Sequence[Glyph]) -> Iterator[tuple[Glyph, ...]]:
    """Neighbours of one face, size, colour, scale and baseline; no run starts or ends with a space."""
    for _, same in groupby(glyphs, lambda one: (one.slot, one.size, one.y, one.colour, one.scale)):
        run = list(same)
        while run and run[0].char.isspace():
            run.pop(0)
        while run and run[-1].char.isspace():
            run.pop()
        if run:
            yield tuple(run)


def _extent(run: Sequence[Glyph]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom that hold the ink and the em squares of a run."""
    em = run[0].size * POINT
    inks = [ink for glyph in run if (ink := glyph.ink())]
    left = min(run[0].x, *(ink[0] for ink in inks))
    right = max(run[-1].x + em * run[-1].scale, *(ink[2] for ink in inks))
    top = min(run[0].y - em, *(ink[1] for ink in inks))
    return left, top, right, max(run[0].y + em / 4, *(ink[3] for ink in inks))


def _run(layer: ET.Element, run: Sequence[Glyph], numbers: _Numbers) -> None:
    """One text object; a narrowed face is narrowed by the object's matrix, which its positions then allow for."""
    one = run[0]
    left, top, right, bottom = (round(edge, 3) for edge in _extent(run))
    attributes = {"ID": numbers.next(), "Boundary": _list((left, top, right - left, bottom - top)),
                  "Font": numbers.face(one.slot), "Size": _mm(one.size * POINT)}
    if one.scale != 1.0:
        attributes["CTM"] = f"{one.scale:.6f} 0 0 1 0 0"
    made = _add(layer, "TextObject", **attributes)
    _add(made, "FillColor", Value=RGB[one.colour])
    places = [round((glyph.x - left) / one.scale, 3) for glyph in run]
    code = _add(made, "TextCode", "".join(glyph.char for glyph in run), X=_mm(places[0]), Y=_mm(one.y - top))
    if len(run) > 1:
        code.set("DeltaX", _list([after - before for before, after in pairwise(places)]))


def _characters(paper: Paper, slot: str) -> str:
    glyphs = chain.from_iterable((*page.glyphs, *page.marks) for page in paper.pages)
    return "".join(sorted({glyph.char for glyph in glyphs if glyph.slot == slot}))


def _subset(slot: str, characters: str) -> bytes:
    """The face with these characters alone, still mapped by code point."""
    from fontTools import subset

    source = fonts.faces()[slot]
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, recalc_timestamp=False)
    options.font_number = source.number
    out = io.BytesIO()
    face: Any
    with subset.load_font(str(source.file), options, lazy=True) as face:
        # Plain numbers: making a name of each glyph's code points takes longer than all the rest.
        face.setGlyphOrder([f"g{number}" for number in range(face["maxp"].numGlyphs)])
        cut = subset.Subsetter(options)
        cut.populate(text=characters)
        cut.subset(face)
        face.save(out)
    return out.getvalue()
