"""Exports a draft as .docx for colleagues who edit in WPS or Word: marked as a draft, never an official document."""

import datetime as dt
import io
import tomllib
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lucheng_desktop.cases.documents import Cell, CircularDraft, Paragraph, Table
from lucheng_desktop.circulars import parts
from lucheng_desktop.circulars.flow import FACES
from lucheng_desktop.circulars.gate import check_draft
from lucheng_desktop.circulars.grid import (
    BOTTOM,
    CELL,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PITCH,
    POINT,
    RIGHT,
    SIZE_3,
    TOP,
)
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

_CENTRED, _RIGHT = frozenset({"mark", "number", "title"}), frozenset({"signature"})
_INDENTED = frozenset({"body", "attachment", "note"})
_RED = (0xC0, 0, 0)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: the name of its style and its runs, each with the face that it is set in."""

    style: str
    runs: tuple[tuple[str, str], ...]
    table: Table | None = None
    """A table in the place of a paragraph."""

    @property
    def text(self) -> str:
        """What it says: cells of a row with tabs between them."""
        if self.table is None:
            return "".join(text for text, _ in self.runs)
        rows = [tuple(self.table.head)] if self.table.head else []
        rows += [tuple(cell.whole for cell in row) for row in self.table.rows]
        return "\n".join("\t".join(row) for row in rows)


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource("circulars", "docx.toml").read_text("utf-8"))


def write(draft: CircularDraft) -> bytes:
    """The file, opened again and found equal to the draft; E-GLYPH, E-LEAK or E-WORDING as for the paper itself."""
    check_draft(draft)
    wanted = list(blocks(draft))
    data = _file(draft, wanted)
    if read(data) != (_header(draft), [block.text for block in wanted]):
        raise Refused("E-TEXT/docx")
    return data


def read(data: bytes) -> tuple[str, list[str]]:
    """The header and the paragraphs of a file; E-TEXT/docx when it cannot be opened."""
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        document = Document(io.BytesIO(data))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError):
        raise Refused("E-TEXT/docx") from None
    headers = {"".join(one.text for one in section.header.paragraphs) for section in document.sections}
    return "".join(headers), [_said(one) for one in document.iter_inner_content()]


def _said(one: Any) -> str:
    """The text of a paragraph or of a table whose merged cells count once."""
    if hasattr(one, "text"):
        return str(one.text)
    rows = [list({id(cell._tc): cell.text for cell in row.cells}.values()) for row in one.rows]
    return "\n".join("\t".join(row) for row in rows)


def blocks(draft: CircularDraft) -> Iterator[Block]:
    """The paragraphs in the order of the paper; what only numbering and sealing give is left open."""
    yield from (_plain("corner", text) for text in parts.corner(draft) if text)
    if parts.red_head(draft):
        for at, name in enumerate(draft.issuers, 1):
            yield _plain("mark", name + (parts.document_word(draft) if at == len(draft.issuers) else ""))
        yield _plain("number", str(draft.number or _words()["number_open"]))
    if draft.signers:
        names = _words()["sign_join"].join(draft.signers)
        yield _plain("number", _words()["sign_line"].format(label=parts.words()["signer"], names=names))
    yield _plain("title", parts.title(draft))
    if draft.to:
        yield _plain("to", parts.addressees(draft))
    if draft.kind == "form":
        yield _plain("attachment", _words()["sign_join"].join(parts.filled(draft)))
    yield from _matter(draft.body, draft.tables)
    yield from (_plain("attachment", text) for text in parts.attachments(draft))
    yield from _ends(draft)


def _matter(body: Iterable[Paragraph], tables: Iterable[Table]) -> Iterator[Block]:
    yield from (Block("body", tuple(_runs(part.text, FACES[part.level]))) for part in body)
    for table in tables:
        if table.title:
            yield _plain("corner", table.title)
        yield Block("cell", (), table)


def _ends(draft: CircularDraft) -> Iterator[Block]:
    """Signature, date, note, what is enclosed, imprint."""
    names = draft.issuers if parts.signed(draft) or draft.kind == "report" else ()
    yield from (_plain("signature", name) for name in names)
    if draft.kind != "form":
        yield _plain("signature", parts.day(draft.date))
    if parts.note(draft):
        yield _plain("note", parts.note(draft))
    for enclosed in draft.enclosures:
        yield _plain("corner", parts.enclosure_label(draft, enclosed))
        yield _plain("title", draft.attachments[enclosed.number - 1])
        yield from _matter(enclosed.body, enclosed.tables)
    ends = [("imprint", text) for text in parts.copies(draft, False)]
    ends += [("imprint", _words()["sign_join"].join(parts.imprint(draft) or ()))]
    yield from (_plain(style, text) for style, text in ends if text)


def _plain(style: str, text: str) -> Block:
    return Block(style, ((text, _words()["style"][style]["face"]),))


def _runs(text: str, face: str) -> Iterator[tuple[str, str]]:
    """A heading that runs on into text changes back to 仿宋 after its first full stop."""
    cut = text.find(parts.words()["heading_end"]) + 1
    yield text[:cut] if cut else text, face
    if 0 < cut < len(text):
        yield text[cut:], FACES[0]


def _header(draft: CircularDraft) -> str:
    return str(_words()["header_practice" if draft.practice else "header"])


def shaped(draft: CircularDraft, names: Collection[str]) -> tuple[Any, Mapping[str, Any]]:
    """An empty document marked as a draft, and the styles of those names in it."""
    from docx import Document

    document = Document()
    _describe(document, draft)
    _page(document.sections[0])
    _edges(document.sections[0], _header(draft))
    return document, {name: _style(document, name, _words()["style"][name]) for name in sorted(names)}


def _file(draft: CircularDraft, wanted: list[Block]) -> bytes:
    document, styles = shaped(draft, _words()["style"].keys())
    for block in wanted:
        if block.table:
            _table(document, block.table, styles[block.style])
            continue
        paragraph = document.add_paragraph(style=styles[block.style])
        for text, face in block.runs:
            _face(paragraph.add_run(text).font, face)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, table: Table, style: Any) -> None:
    """A ruled table as wide as the page, cells that span columns merged; its head stands again on every page."""
    from docx.oxml import OxmlElement

    made = document.add_table(rows=0, cols=len(table.columns), style=document.styles["Table Grid"])
    for number, row in enumerate(_grid(table)):
        cells = made.add_row().cells
        at = 0
        for cell in row:
            whole = cells[at].merge(cells[at + cell.span - 1])
            at += cell.span
            whole.paragraphs[0].style = style
            _face(whole.paragraphs[0].add_run(cell.whole).font, "hei" if cell.label else FACES[0])
        if table.head and not number:
            made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _grid(table: Table) -> Iterator[tuple[Cell, ...]]:
    if table.head:
        yield tuple(Cell(text=text, label=True) for text in table.head)
    yield from table.rows


def _describe(document: Any, draft: CircularDraft) -> None:
    """Whose draft it is stands nowhere; changes made from here on are marked as revisions."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    told = document.core_properties
    told.author = told.last_modified_by = told.comments = told.keywords = ""
    told.title = _words()["title"].format(title=parts.title(draft))
    told.created = told.modified = dt.datetime(draft.date.year, draft.date.month, draft.date.day, tzinfo=dt.UTC)
    told.language = "zh-CN"
    settings = document.settings.element
    settings.find(qn("w:defaultTabStop")).addprevious(OxmlElement("w:trackRevisions"))


def _page(section: Any) -> None:
    """A4 with the whites and the grid of 22 lines of 28 characters (GB/T 9704-2012 5.2)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(PAGE_HEIGHT - BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(PAGE_WIDTH - RIGHT)
    section.header_distance = section.footer_distance = Mm(25)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    facts = {"type": "linesAndChars", "linePitch": round(PITCH / POINT * 20),
             "charSpace": round((CELL / POINT - SIZE_3) * 4096)}
    for name, value in facts.items():
        grid.set(qn(f"w:{name}"), str(value))
    section._sectPr.append(grid)


def _edges(section: Any, header: str) -> None:
    """The mark at the head and the page number at the foot of every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    above.alignment = below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    marked = above.add_run(header)
    _face(marked.font, "hei")
    marked.font.color.rgb = RGBColor(*_RED)
    below.add_run(_words()["page_before"])
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    below._p.append(field)
    below.add_run(_words()["page_after"])


def _style(document: Any, name: str, facts: Mapping[str, Any]) -> Any:
    """A named style, so that one change of it changes every paragraph of its kind."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    style = document.styles.add_style(facts["name"], WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(facts["size"])
    _face(style.font, facts["face"])
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = Pt(max(PITCH / POINT, facts["size"] * 1.3))
    if name in _INDENTED:
        shape.first_line_indent = Pt(2 * facts["size"])
    if name in _CENTRED | _RIGHT:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER if name in _CENTRED else WD_ALIGN_PARAGRAPH.RIGHT
    if name == "mark":
        style.font.color.rgb = RGBColor(*_RED)
    return style


def _face(font: Any, slot: str) -> None:
    """Chinese in the named face, figures and letters in the Latin one."""
    from docx.oxml.ns import qn

    font.name = _words()["latin"]
    font.element.rPr.rFonts.set(qn("w:eastAsia"), _words()["face"][slot])
