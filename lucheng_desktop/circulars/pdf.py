"""Writes the display list as PDF/A-2b: every face embedded, the same bytes from the same draft."""

import datetime as dt
import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from lucheng_desktop import __version__
from lucheng_desktop.circulars.display import Glyph, Page, Paper, Ring, Rule
from lucheng_desktop.circulars.embedding import Embedded, embed
from lucheng_desktop.circulars.grid import PAGE_HEIGHT, PAGE_WIDTH, POINT
from lucheng_desktop.places import resource

RGB = MappingProxyType({"black": (0.0, 0.0, 0.0), "red": (0xC0 / 255, 0.0, 0.0)})
_COLOURS = MappingProxyType({name: " ".join(f"{part:.4f}" for part in parts) for name, parts in RGB.items()})
_BLOCK = 100
"""Most entries of one block of a character map."""
COMPRESSION: Final = 4
"""Of 1 to 9; the usual 6 saves 2 % more and costs a tenth of the whole document's time."""
_QUARTER = 0.5523
"""Of the radius: how far a curve's middle points lie from its ends, so that four of them make a circle."""
_writing = threading.Lock()
"""A loaded face serves one document at a time."""


def _unicode_map(name: str, subset: Sequence[int]) -> str:
    """The map from codes to text; characters beyond U+FFFF as pairs."""
    rows = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset)]
    blocks = [rows[start:start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    head = (f"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<< /Registry (Adobe)\n"
            f"/Ordering (UCS)\n/Supplement 0\n>> def\n/CMapName /{name} def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n")
    return f"{head}{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


@dataclass(slots=True)
class _Canvas:
    """What is drawn on one page, in points from its lower left corner."""

    used: Embedded
    code: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, *, fill: int = 1) -> None:
        """A bar, filled or outlined."""
        self.code.append(f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re {'f' if fill else 'S'}")

    def circle(self, x: float, y: float, radius: float) -> None:
        """A circle's line: four curves, each for a quarter."""
        bend = radius * _QUARTER
        turns = ((radius, bend, bend, radius, 0, radius), (-bend, radius, -radius, bend, -radius, 0),
                 (-radius, -bend, -bend, -radius, 0, -radius), (bend, -radius, radius, -bend, radius, 0))
        curves = (" ".join(f"{(x, y)[at % 2] + step:.3f}" for at, step in enumerate(turn)) for turn in turns)
        self.code.append(f"{x + radius:.3f} {y:.3f} m " + " c ".join(curves) + " c S")


def write(paper: Paper, title: str, date: dt.date) -> bytes:
    """The finished file: what the pages show, and what PDF/A-2b asks for; it names no person as author."""
    import pikepdf

    stamp = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    pikepdf.settings.set_flate_compression_level(COMPRESSION)
    with _writing, pikepdf.new() as file:
        _draw(file, paper)
        file.Root.OutputIntents = pikepdf.Array([_output_intent(file)])
        file.Root.Lang = "zh-CN"
        file.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True, PrintScaling=pikepdf.Name("/None"))
        _describe(file, title, stamp)
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, min_version="1.7")
    return out.getvalue()


def _draw(file: Any, paper: Paper) -> None:
    import pikepdf

    used = Embedded()
    contents = [_content(page, used) for page in paper.pages]
    faces = embed(file, used, _unicode_map)
    size = [0, 0, Decimal(f"{PAGE_WIDTH / POINT:.4f}"), Decimal(f"{PAGE_HEIGHT / POINT:.4f}")]
    for content in contents:
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=size, Resources=pikepdf.Dictionary(Font=faces),
            Contents=file.make_stream(content),
        )  # fmt: skip
        file.pages.append(pikepdf.Page(page))


def _content(page: Page, used: Embedded) -> bytes:
    canvas = _Canvas(used)
    for shape in page.shapes:
        _shape(canvas, shape)
    _glyphs(canvas, page.glyphs)
    _glyphs(canvas, page.marks)
    return "\n".join(canvas.code).encode("ascii")


def _shape(canvas: _Canvas, shape: Rule | Ring) -> None:
    if isinstance(shape, Rule):
        canvas.code.append(f"{_COLOURS[shape.colour]} rg")
        bottom = PAGE_HEIGHT - shape.top - shape.weight
        box = (shape.left, bottom, shape.right - shape.left, shape.weight)
        canvas.rect(*(side / POINT for side in box))
    else:
        canvas.code.append(f"{_COLOURS[shape.colour]} RG {shape.weight / POINT:.3f} w")
        radius = (shape.diameter - shape.weight) / 2
        canvas.circle(shape.x / POINT, (PAGE_HEIGHT - shape.y) / POINT, radius / POINT)


def _glyphs(canvas: _Canvas, glyphs: Sequence[Glyph]) -> None:
    """One text operator per cell, in reading order."""
    code, before = ["BT"], ("", "", "")
    for glyph in glyphs:
        face, text = canvas.used.code(glyph.slot, glyph.char)
        setting = (f"{face} {glyph.size:g} Tf", f"{_COLOURS[glyph.colour]} rg", f"{glyph.scale * 100:.4f} Tz")
        code += [new for new, old in zip(setting, before, strict=True) if new != old]
        code.append(f"1 0 0 1 {glyph.x / POINT:.3f} {(PAGE_HEIGHT - glyph.y) / POINT:.3f} Tm <{text}> Tj")
        before = setting
    canvas.code += [*code, "ET"]


def _output_intent(file: Any) -> Any:
    """What the colours mean."""
    import pikepdf

    profile = file.make_stream(resource("circulars", "srgb.icc").read_bytes(), N=3)
    return file.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFA1, OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1", DestOutputProfile=profile))


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
