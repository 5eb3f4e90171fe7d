"""Nothing leaves that has not passed: characters, ink, text, geometry, protected persons, wording."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.cases.names import plain
from lucheng_desktop.circulars import fonts, leaks, parts, pictures, seal
from lucheng_desktop.circulars.display import Paper
from lucheng_desktop.circulars.fields import Field, fields, lanes
from lucheng_desktop.circulars.flow import least_lines
from lucheng_desktop.circulars.grid import BOTTOM, LEFT, PAGE_WIDTH, RIGHT, TOLERANCE, TOP
from lucheng_desktop.circulars.head import LETTER_MARK_TOP, LETTER_RULE
from lucheng_desktop.circulars.ink import Seen, unprinted
from lucheng_desktop.circulars.wording import check_wording
from lucheng_desktop.refusal import Refused

SEAM = 40
"""How many characters on each side of a gap are searched together."""
_MATTER = ("$.title", "$.to", "$.body", "$.tables")
"""Where the person whom a document is about may be named."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate saw of a document that passed."""

    fallback: tuple[str, ...]
    geometry: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The `gate` object of the console contract; a gate that failed never gets here."""
        return {"glyphs": {"fallback": list(self.fallback), "missing": []}, "ink": True, "text": True,
                "geometry": dict(self.geometry), "leaks": [], "wording": []}


def check_draft(draft: CircularDraft) -> None:
    """Everything that can be refused before a line is set: E-GLYPH, E-TEXT, E-LEAK, E-WORDING."""
    leaks.refuse(find_leaks(draft))  # first: what another refusal shows of the text might be what is to be hidden
    for field in fields(draft):
        fonts.admit(field.text, field.path)
    for name in draft.subjects:
        _named(draft, name)
    check_wording(draft)


def check_file_names(draft: CircularDraft, names: Sequence[str]) -> None:
    """Refused E-LEAK when the name of a file that is to be written points to a protected person."""
    texts = [Field("$.file", parts.words()["where"]["file"], name) for name in names]
    leaks.refuse(leaks.find(texts, draft.protected, draft.subjects, draft.issuers))


def find_leaks(draft: CircularDraft) -> list[leaks.Leak]:
    """Where protected persons show in the texts of a draft, and only where in none of them, in the gaps between."""
    groups = (fields(draft), _across(draft), lanes(draft))
    return leaks.first(groups, draft.protected, draft.subjects, draft.issuers)


def _named(draft: CircularDraft, name: str) -> None:
    texts = (field.text for field in fields(draft) if field.path.startswith(_MATTER))
    if not any(plain(name) in plain(text) for text in texts):
        raise Refused("E-TEXT/subject", path="$.subjects", name=name)


def _across(draft: CircularDraft) -> Iterator[Field]:
    """Neighbouring texts together: a name may not hide in the gap between two paragraphs, cells or addressees."""
    where = parts.words()["where"]["across"]
    before = ""
    for field in fields(draft):
        if before:
            yield Field(field.path, where.format(where=field.where), _seam(before, field.text))
        before = (before + field.text)[-SEAM:]


def _seam(one: str, other: str) -> str:
    return one[-SEAM:] + other[:SEAM]


@dataclass(frozen=True, slots=True)
class Told:
    """What a finished file tells whoever opens it: the text of each page, the same without page marks, properties."""

    pages: tuple[str, ...]
    read: tuple[str, ...]
    properties: Mapping[str, str]


def check_paper(
    draft: CircularDraft, paper: Paper, pages: Sequence[Seen], properties: Mapping[str, str]
) -> tuple[Gate, Told]:
    """Ink, text and geometry of the finished file as another program sees it, and what that program reads."""
    _check_ink(paper, pages)
    _check_square(draft, pages)
    read = tuple(_read(paper, pages))
    _check_text(draft, paper, read)
    gate = Gate(paper.fallback, _check_geometry(draft, paper, pages))
    return gate, Told(tuple(seen.text for seen in pages), read, properties)


def _check_ink(paper: Paper, pages: Sequence[Seen]) -> None:
    if len(pages) != len(paper.pages):
        raise Refused("E-TEXT/changed")
    for number, (page, seen) in enumerate(zip(paper.pages, pages, strict=True), 1):
        for glyph in unprinted(seen, (*page.glyphs, *page.marks)):
            raise Refused("E-GLYPH/unprinted", page=number, char=glyph.char, code=f"U+{ord(glyph.char):04X}")


def _close(text: str) -> str:
    return "".join(text.split())


def _read(paper: Paper, pages: Sequence[Seen]) -> list[str]:
    """What another program reads on each page, spaces and page marks taken off."""
    read = []
    for page, seen in zip(paper.pages, pages, strict=True):
        marks, text = _close("".join(glyph.char for glyph in page.marks)), _close(seen.text)
        if not text.endswith(marks):
            raise Refused("E-TEXT", near=text[-12:])
        read.append(text.removesuffix(marks))
    return read


def _check_square(draft: CircularDraft, pages: Sequence[Seen]) -> None:
    """A square that was printed is read again; where each copy gets its own, its place is empty."""
    if draft.check and not draft.copy_row and pictures.read(pages[-1].raster.dots()) != [draft.check]:
        raise Refused("E-CODE/unread")


def _check_text(draft: CircularDraft, paper: Paper, read: Sequence[str]) -> None:
    """The text that another program reads is the draft's, in order."""
    expected, found = _close(parts.in_order(draft, paper.moved, paper.cuts)), "".join(read)
    if expected != found:
        at = next((at for at, (one, other) in enumerate(zip(expected, found, strict=False)) if one != other), 0)
        raise Refused("E-TEXT", near=expected[max(0, at - 6):at + 6])


def check_persons(draft: CircularDraft, told: Told) -> None:
    """Refused E-LEAK when the finished file points to a protected person, on a page, across pages or beside them."""
    where = parts.words()["where"]
    texts = [Field(f"$.page[{at}]", where["page"].format(number=at + 1), text) for at, text in enumerate(told.pages)]
    texts += [Field(f"$.page[{at}]", where["page"].format(number=at + 1), _seam(*both))
              for at, both in enumerate(pairwise(told.read), 1)]
    texts += [Field(f"$.metadata.{name}", where["metadata"], value) for name, value in told.properties.items()]
    leaks.refuse(leaks.find(texts, draft.protected, draft.subjects, draft.issuers))


def _measured(what: str, expected: float, measured: float, clause: str) -> Refused:
    name = parts.words()["measure"][what]
    numbers = {"expected": f"{expected:.1f}", "measured": f"{measured:.2f}"}
    return Refused("E-GEOMETRY/measured", what=name, clause=clause, **numbers)


def _check_geometry(draft: CircularDraft, paper: Paper, pages: Sequence[Seen]) -> dict[str, Any]:
    """Rules 5.2 and 7.3.5 on the finished paper, measured in mm."""
    edges = [seen.raster.bounds() for seen in pages]
    for number, bounds in enumerate(edges, 1):
        _inside(bounds, draft.kind == "letter" and number == 1)
    for place in paper.seals:
        if not seal.within_one_line(place):
            raise _measured("gap", 0.0, place.gap, "7.3.5.1")
    if len(paper.seals) > 1 and paper.seals[1].x - paper.seals[0].x <= seal.DIAMETER:
        raise _measured("apart", seal.DIAMETER, paper.seals[1].x - paper.seals[0].x, "7.3.5.1")
    if paper.lines_on_signature_page < least_lines(paper.body_lines, paper.text_pages):
        raise Refused("E-GEOMETRY", what=parts.words()["unfit"]["page"], clause="7.3.5")
    return _facts(paper, edges[0])


def _inside(bounds: tuple[float, float, float, float] | None, letter: bool) -> None:
    """Ink stays inside the type area; the first page of a letter reaches to its own rules."""
    if bounds is None:
        return
    side = (PAGE_WIDTH - LETTER_RULE) / 2
    left, right, top = (side, PAGE_WIDTH - side, LETTER_MARK_TOP) if letter else (LEFT, RIGHT, TOP)
    checks = (("left", left, left - bounds[0]), ("right", right, bounds[2] - right), ("top", top, top - bounds[1]),
              ("bottom", BOTTOM, bounds[3] - BOTTOM))
    for what, expected, outside in checks:
        if outside > TOLERANCE:
            raise _measured(what, expected, expected + (outside if what in ("right", "bottom") else -outside), "5.2.1")


def _facts(paper: Paper, bounds: tuple[float, float, float, float] | None) -> dict[str, Any]:
    left, top, right, bottom = (round(edge, 2) for edge in bounds or (0.0, 0.0, 0.0, 0.0))
    places = [{"page": place.page, "x_mm": round(place.x, 2), "y_mm": round(place.y, 2), "diameter_mm": place.diameter}
              for place in paper.seals]
    return {"seal_gap_mm": round(min(place.gap for place in paper.seals), 2) if paper.seals else None,
            "lines_on_signature_page": paper.lines_on_signature_page, "text_pages": paper.text_pages,
            "line_pitch_mm": round(paper.pitch, 3), "addressees_moved": paper.moved, "seals": places,
            "page_1_ink_mm": {"left": left, "top": top, "right": right, "bottom": bottom}}
