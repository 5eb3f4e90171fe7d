"""The sentences that print, made from the draft: for the layout that sets them and the gate that looks for them."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from lucheng_desktop.cases.documents import CircularDraft, Enclosure, Paragraph, Table
from lucheng_desktop.places import resource


@cache
def words() -> Mapping[str, Any]:
    """The fixed words (`resources/circulars/parts.toml`)."""
    return tomllib.loads(resource("circulars", "parts.toml").read_text("utf-8"))


def word(name: str, **facts: object) -> str:
    """One fixed phrase, filled."""
    return cast(str, words()[name]).format_map(facts)


def day(date: dt.date) -> str:
    """A date in Arabic figures without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return word("date", year=date.year, month=date.month, day=date.day)


def corner(draft: CircularDraft) -> list[str]:
    """份号, 密级 and 紧急程度, top left on successive lines; empty where the first line is kept free."""
    copy = "" if draft.copy_no is None else f"{draft.copy_no:06d}"
    serial = word("serial", number=draft.serial) if draft.serial else ""
    kept = [copy] if copy or draft.copy_row else []
    return kept + [text for text in (draft.classification, draft.urgency, serial) if text]


def document_word(draft: CircularDraft) -> str:
    """What follows the issuer in the red head."""
    name = {"letter": "", "minutes": "minutes"}.get(draft.kind, "document")
    return word(name) if name else ""


def title(draft: CircularDraft) -> str:
    """The title without breaks set by hand."""
    return draft.title.replace("\n", "")


def addressees(draft: CircularDraft) -> str:
    """主送机关 with its colon; empty without any."""
    return words()["to_join"].join(draft.to) + words()["to_end"] if draft.to else ""


def attachments(draft: CircularDraft) -> list[str]:
    """The lines of the 附件说明 before breaking."""
    if len(draft.attachments) == 1:
        return [word("attachment", title=draft.attachments[0])]
    names = ["attachment_first", *["attachment_next"] * len(draft.attachments)]
    return [word(name, number=number, title=text)
            for number, (name, text) in enumerate(zip(names, draft.attachments, strict=False), 1)]


def attendance(draft: CircularDraft, part: Paragraph) -> str:
    """The label of a paragraph of minutes that says who was there; empty for any other paragraph."""
    labels = words()["attendance"] if draft.kind == "minutes" and part.level == 0 else ()
    return next((label for label in labels if part.text.startswith(label)), "")


def note(draft: CircularDraft) -> str:
    """附注 in its brackets, with the short code where there is one."""
    text = (draft.note or "").removeprefix(words()["note_open"]).removesuffix(words()["note_close"])
    if draft.code:
        text = word("note_code", note=text, code=draft.code) if text else word("code_only", code=draft.code)
    return word("note", text=text) if text else ""


def copies(draft: CircularDraft, moved: bool) -> list[str]:
    """主送 (when moved to the imprint) and 抄送."""
    rows = [("moved_to", draft.to if moved else ()), ("cc", draft.cc)]
    return [word(name, names=words()["to_join"].join(who)) for name, who in rows if who]


def imprint(draft: CircularDraft) -> tuple[str, str] | None:
    """印发机关 and 印发日期."""
    if draft.printed_by is None or draft.printed_on is None:
        return None
    return draft.printed_by, word("printed_on", date=day(draft.printed_on))


def signed(draft: CircularDraft) -> bool:
    """Whether the paper ends with signature and seal; minutes, reports within the office and forms do not."""
    return draft.kind not in ("minutes", "report", "form")


def red_head(draft: CircularDraft) -> bool:
    """Whether the paper has a red head: reports within the office and forms have none."""
    return draft.kind not in ("report", "form")


def filled(draft: CircularDraft) -> tuple[str, str]:
    """The line above the table of a form: who fills it in, and when."""
    who = words()["join"].join(draft.issuers)
    return word("filled_by", who=who), word("filled_on", date=day(draft.date))


def enclosure_label(draft: CircularDraft, enclosed: Enclosure) -> str:
    """附件 or 附件1, as the 附件说明 numbers it (GB/T 9704-2012 7.3.8)."""
    number = "" if len(draft.attachments) == 1 else str(enclosed.number)
    return word("enclosure", number=number)


Cuts = Mapping[tuple[int, int], Sequence[tuple[int, ...]]]
"""Rows that go on over pages: table and row from 0, and for each break how much of each cell stands before it."""


def tables(draft: CircularDraft) -> Iterator[Table]:
    """All tables of the paper in order: those of the form, then those of its enclosures."""
    yield from draft.tables
    for enclosed in draft.enclosures:
        yield from enclosed.tables


def _table(table: Table, at: int, cuts: Cuts) -> Iterator[str]:
    yield table.title or ""
    yield from table.head
    for number, row in enumerate(table.rows):
        ends = [*cuts.get((at, number), ()), tuple(len(cell.whole) for cell in row)]
        starts = [tuple(0 for _ in row), *ends]
        for start, end in zip(starts, ends, strict=False):
            yield from (cell.whole[a:b] for cell, a, b in zip(row, start, end, strict=True))


def _enclosures(draft: CircularDraft, cuts: Cuts) -> Iterator[str]:
    at = len(draft.tables)
    for enclosed in draft.enclosures:
        yield enclosure_label(draft, enclosed)
        yield draft.attachments[enclosed.number - 1]
        yield from (part.text for part in enclosed.body)
        for table in enclosed.tables:
            yield from _table(table, at, cuts)
            at += 1


def _head(draft: CircularDraft) -> Iterator[str]:
    yield from corner(draft)
    if draft.practice:
        yield words()["practice"]["mark"]
    if not red_head(draft):
        return
    yield from draft.issuers
    yield document_word(draft)
    yield str(draft.number or "")
    if draft.signers:
        yield words()["signer"]
    yield from draft.signers


def _tail(draft: CircularDraft) -> Iterator[str]:
    if signed(draft) and draft.seal == "demo":
        yield from words()["seal"]["demo"] * len(draft.issuers)
    if signed(draft) or draft.kind == "report":
        yield from draft.issuers
    if draft.kind != "form":
        yield day(draft.date)
    yield note(draft)


def _matter(draft: CircularDraft, moved: bool, cuts: Cuts) -> Iterator[str]:
    if draft.kind == "form":
        yield from filled(draft)
    yield "" if moved else addressees(draft)
    yield from (part.text for part in draft.body)
    for at, table in enumerate(draft.tables):
        yield from _table(table, at, cuts)
    yield from attachments(draft)


def in_order(draft: CircularDraft, moved: bool, cuts: Cuts = MappingProxyType({})) -> str:
    """Everything that prints in reading order; page marks and what is said again on a further page left out."""
    imprinted = imprint(draft) or ("", "")
    parts = [*_head(draft), title(draft), *_matter(draft, moved, cuts), *_tail(draft), *_enclosures(draft, cuts),
             *copies(draft, moved), *imprinted]
    return "".join(parts)
