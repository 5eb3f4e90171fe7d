"""The text between title and signature as lines, and how the lines fall on pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from lucheng_desktop.cases.documents import CircularDraft, Paragraph
from lucheng_desktop.circulars import fonts, parts
from lucheng_desktop.circulars.lines import MEASURE, Line, break_lines

BODY_INDENT = 4
"""Half-cells: the first line of a paragraph stands two characters in."""
FACES = ("fangsong", "hei", "kai", "fangsong", "fangsong")
"""Face of plain text and of the four ranks of headings (GB/T 9704-2012 7.3.3)."""
LEAST_ON_SIGNATURE_PAGE = 2
_TEXT = MappingProxyType({"attachment": "body"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the grid; `line` is None for a blank one."""

    kind: str
    """to, body, attachment or blank."""
    line: Line | None = None
    slots: tuple[str, ...] = ()
    keep: bool = False
    """A heading that must not end a page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The rows of each page, and how many lines were left blank at the foot of pages that had to end early."""

    rows: tuple[tuple[Row, ...], ...]
    wasted: int


def _set(kind: str, text: str, slots: tuple[str, ...], first: int, rest: int, names: Sequence[str],
         keep: bool = False, measure: int = MEASURE) -> Iterator[Row]:
    for line in break_lines(text, first, rest, names, measure):
        yield Row(kind, line, slots, keep)


def paragraph_rows(part: Paragraph, names: Sequence[str], measure: int = MEASURE) -> Iterator[Row]:
    """A heading that runs on into text changes back to 仿宋 after its first full stop."""
    text, heading = part.text, FACES[part.level]
    cut = text.find(parts.words()["heading_end"]) + 1
    end = cut if 0 < cut < len(text) else len(text)
    slots = fonts.assign(text[:end], heading, names) + fonts.assign(text[end:], "fangsong", names)
    alone = part.level in (1, 2) and end == len(text)
    return _set("body", text, slots, BODY_INDENT, 0, names, alone, measure)


def _attendance(part: Paragraph, label: str, names: Sequence[str]) -> Iterator[Row]:
    """出席, 请假 or 列席 in 黑体, later lines under the first name (GB/T 9704-2012 10.3)."""
    text = part.text
    slots = fonts.assign(label, "hei", ()) + fonts.assign(text[len(label):], "fangsong", names)
    return _set("body", text, slots, BODY_INDENT, BODY_INDENT + 2 * len(label), names)


def _attachments(draft: CircularDraft) -> Iterator[Row]:
    texts = parts.attachments(draft)
    if texts:
        yield Row("blank")
    for at, text in enumerate(texts):
        first = BODY_INDENT if at == 0 else 10
        rest = 10 if len(texts) == 1 else 12
        yield from _set("attachment", text, fonts.assign(text, "fangsong", draft.people), first, rest, draft.people)


def text_rows(draft: CircularDraft, moved: bool, measure: int = MEASURE) -> list[Row]:
    """Every line of the text in order; addressees are left out when they are moved to the imprint.

    `measure`: half-cells of a line of the body.
    """
    names = draft.people
    to = parts.addressees(draft)
    found = [] if moved or not to else list(_set("to", to, fonts.assign(to, "fangsong", names), 0, 0, names))
    for part in draft.body:
        label = parts.attendance(draft, part)
        if label and not any(row.kind == "blank" for row in found):
            found.append(Row("blank"))
        found.extend(_attendance(part, label, names) if label else paragraph_rows(part, names, measure))
    return [*found, *_attachments(draft)]


def body_lines(page: Sequence[Row]) -> int:
    """Lines of body text on a page."""
    return sum(row.kind == "body" for row in page)


def least_lines(total: int, pages: int) -> int:
    """Body lines that the signature page must show: two, or what a shorter text can give when page 1 needs one."""
    return min(LEAST_ON_SIGNATURE_PAGE, total if pages == 1 else total - 1)


def _fill(text: Sequence[Row], first: int, later: int) -> tuple[list[list[Row]], int]:
    """Rows onto pages of `first` and then `later` lines; no page starts with a blank or ends with a heading."""
    pages: list[list[Row]] = [[]]
    wasted, room = 0, first
    for row in text:
        if len(pages[-1]) == room:
            carried = _trailing_headings(pages[-1])
            wasted += len(carried)
            pages.append(carried)
            room = later
        if pages[-1] or row.kind != "blank":
            pages[-1].append(row)
    return pages, wasted


def _trailing_headings(page: list[Row]) -> list[Row]:
    carried: list[Row] = []
    while page and page[-1].keep and len(page) > 1:
        carried.insert(0, page.pop())
    return carried


def paginate(text: Sequence[Row], first: int, later: int, tail: int) -> Pages | None:
    """Pages of text with room for `tail` lines and at least two body lines on the last; None when that cannot be.

    In a text of hardly more than headings one may end a page when nothing else is possible; where the names of the
    attachments fill a page, the signature may stand with them: they are text too (7.3.5.1).
    """
    loose = [replace(row, keep=False) for row in text]
    found = _paginate(text, first, later, tail) or _paginate(loose, first, later, tail)
    if found or sum(row.kind == "attachment" for row in text) + tail + LEAST_ON_SIGNATURE_PAGE < later:
        return found
    return _paginate([replace(row, kind=_TEXT.get(row.kind, row.kind)) for row in text], first, later, tail)


def _paginate(text: Sequence[Row], first: int, later: int, tail: int) -> Pages | None:
    pages, wasted = _fill(text, first, later)
    total = sum(map(body_lines, pages))
    room = first if len(pages) == 1 else later
    if len(pages[-1]) + tail > room:
        pages.append([])
        room = later
    while not pages[-1] or body_lines(pages[-1]) < least_lines(total, len(pages)):
        if len(pages) == 1 or not _pull(pages):
            return None
        wasted += 1
    while pages[-1][0].kind == "blank":
        pages[-1].pop(0)
    if len(pages[-1]) + tail > room or not body_lines(pages[0]):
        return None
    return Pages(tuple(map(tuple, pages)), wasted + _unused(pages, first, later))


def _pull(pages: list[list[Row]]) -> bool:
    """Moves the last line (with the headings above it) of the page before the last; false when nothing may move."""
    source, target = pages[-2], pages[-1]
    if body_lines(source) <= 1 and source[-1].kind == "body":
        return False
    target.insert(0, source.pop())
    while source and (source[-1].keep or source[-1].kind == "blank"):
        target.insert(0, source.pop())
    return bool(body_lines(source))


def _unused(pages: Sequence[Sequence[Row]], first: int, later: int) -> int:
    return sum((first if at == 0 else later) - len(page) for at, page in enumerate(pages[:-1]))
