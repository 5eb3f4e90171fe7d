"""Writes the display list as PDF/A-2b: every face embedded, the same bytes from the same draft."""

import datetime as dt
import io
import threading
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final

from lucheng_desktop import __version__
from lucheng_desktop.circulars import fonts
from lucheng_desktop.circulars.display import Glyph, Page, Paper, Ring, Rule
from lucheng_desktop.circulars.grid import PAGE_HEIGHT, PAGE_WIDTH, POINT
from lucheng_desktop.places import resource

RGB = MappingProxyType({"black": (0.0, 0.0, 0.0), "red": (0xC0 / 255, 0.0, 0.0)})
_COLOURS = MappingProxyType({name: " ".join(f"{part:.4f}" for part in parts) for name, parts in RGB.items()})
_BLOCK = 100
"""Most entries of one block of a character map."""
COMPRESSION: Final = 4
"""Of 1 to 9; the usual 6 saves 2 % more and costs a tenth of the whole document's time."""
_writing = threading.Lock()
"""A loaded face serves one document at a time."""


def _unicode_map(name: str, subset: Sequence[int]) -> str:
    """The map from codes to text; characters beyond U+FFFF as pairs, which the writer's own version cuts off."""
    rows = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset)]
    blocks = [rows[start:start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    head = (f"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<< /Registry (Adobe)\n"
            f"/Ordering (UCS)\n/Supplement 0\n>> def\n/CMapName /{name} def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n")
    return f"{head}{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def write(paper: Paper, title: str, date: dt.date) -> bytes:
    """The finished file."""
    with _writing:
        drawn = _draw(paper)
    return _archive(drawn, title, date)


def _draw(paper: Paper) -> bytes:
    from reportlab.pdfbase import ttfonts
    from reportlab.pdfgen.canvas import Canvas

    ttfonts.makeToUnicodeCMap = _unicode_map
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(PAGE_WIDTH / POINT, PAGE_HEIGHT / POINT), invariant=1, pageCompression=0)
    canvas._preamble = "1 0 0 1 0 0 cm"  # the writer's own one selects a face that is not embedded
    for page in paper.pages:
        _page(canvas, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page(canvas: Any, page: Page) -> None:
    for shape in page.shapes:
        _shape(canvas, shape)
    _glyphs(canvas, page.glyphs)
    _glyphs(canvas, page.marks)


def _shape(canvas: Any, shape: Rule | Ring) -> None:
    if isinstance(shape, Rule):
        canvas.setFillColorRGB(*RGB[shape.colour])
        bottom = PAGE_HEIGHT - shape.top - shape.weight
        box = (shape.left, bottom, shape.right - shape.left, shape.weight)
        canvas.rect(*(side / POINT for side in box), stroke=0, fill=1)
    else:
        canvas.setStrokeColorRGB(*RGB[shape.colour])
        canvas.setLineWidth(shape.weight / POINT)
        radius = (shape.diameter - shape.weight) / 2
        canvas.circle(shape.x / POINT, (PAGE_HEIGHT - shape.y) / POINT, radius / POINT, stroke=1, fill=0)


def _glyphs(canvas: Any, glyphs: Sequence[Glyph]) -> None:
    """One text operator per cell, in reading order.

    Written here and not by the writer's own text object, which takes ten times as long over its numbers.
    """
    code, before = ["BT"], ("", "", "")
    for glyph in glyphs:
        face, text = _encoded(canvas, glyph)
        setting = (f"{face} {glyph.size:g} Tf", f"{_COLOURS[glyph.colour]} rg", f"{glyph.scale * 100:.4f} Tz")
        code += [new for new, old in zip(setting, before, strict=True) if new != old]
        code.append(f"1 0 0 1 {glyph.x / POINT:.3f} {(PAGE_HEIGHT - glyph.y) / POINT:.3f} Tm <{text}> Tj")
        before = setting
    canvas._code.append("\n".join([*code, "ET"]))


def _encoded(canvas: Any, glyph: Glyph) -> tuple[str, str]:
    """The name of the part of the face that holds the character in this file, and its code there."""
    face = fonts.font(glyph.slot)
    [(subset, code)] = face.splitString(glyph.char, canvas._doc)
    return face.getSubsetInternalName(subset, canvas._doc), code.hex()


def _archive(drawn: bytes, title: str, date: dt.date) -> bytes:
    """Adds what PDF/A-2b asks for: output intent, metadata, language; the file names no person as author."""
    import pikepdf

    stamp = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    pikepdf.settings.set_flate_compression_level(COMPRESSION)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        profile = pdf.make_stream(resource("circulars", "srgb.icc").read_bytes(), N=3)
        pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFA1, OutputConditionIdentifier="sRGB",
            Info="sRGB IEC61966-2.1", DestOutputProfile=profile))])
        _drop_unused(pdf)
        pdf.Root.Lang = "zh-CN"
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True, PrintScaling=pikepdf.Name("/None"))
        _describe(pdf, title, stamp)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, min_version="1.7")
    return out.getvalue()


def _drop_unused(pdf: Any) -> None:
    """Takes out the writer's standing entries for a built-in face and a slide effect, which no page uses."""
    for page in pdf.pages:
        faces = page.Resources.get("/Font", {})
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
        for name in [name for name in faces if "/FontDescriptor" not in faces[name]]:
            del faces[name]


def _describe(pdf: Any, title: str, stamp: dt.datetime) -> None:
    """The same facts in the file's properties and in its XMP packet."""
    producer = f"Lucheng Desktop {__version__}"
    del pdf.docinfo
    written = stamp.strftime("D:%Y%m%d%H%M%SZ")
    for name, value in {"/Title": title, "/Producer": producer, "/CreationDate": written, "/ModDate": written}.items():
        pdf.docinfo[name] = value
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta.load_from_docinfo(pdf.docinfo)
        meta["xmp:MetadataDate"] = stamp.isoformat()
        meta["dc:language"] = {"zh-CN"}
        meta["pdfaid:part"] = "2"
        meta["pdfaid:conformance"] = "B"
