"""The sentences that print, made from the draft: for the layout that sets them and the gate that looks for them."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

from lucheng_desktop.cases.documents import CircularDraft, Paragraph
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
    """份号, 密级 and 紧急程度, top left on successive lines."""
    copy = "" if draft.copy_no is None else f"{draft.copy_no:06d}"
    return [text for text in (copy, draft.classification or "", draft.urgency or "") if text]


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
    """Whether the paper ends with signature and seal; minutes do not."""
    return draft.kind != "minutes"


def _head(draft: CircularDraft) -> Iterator[str]:
    yield from corner(draft)
    if draft.practice:
        yield words()["practice"]["mark"]
    yield from draft.issuers
    yield document_word(draft)
    yield str(draft.number or "")
    if draft.signers:
        yield words()["signer"]
    yield from draft.signers


def _tail(draft: CircularDraft) -> Iterator[str]:
    if signed(draft):
        if draft.seal == "demo":
            yield from words()["seal"]["demo"] * len(draft.issuers)
        yield from draft.issuers
    yield day(draft.date)
    yield note(draft)


def in_order(draft: CircularDraft, moved: bool) -> str:
    """Everything that prints in reading order, page marks left out."""
    imprinted = imprint(draft) or ("", "")
    parts = [*_head(draft), title(draft), "" if moved else addressees(draft), *(part.text for part in draft.body),
             *attachments(draft), *_tail(draft), *copies(draft, moved), *imprinted]
    return "".join(parts)
