"""One way from a draft to a finished file: checked draft, layout, PDF, gate. Refused means no bytes."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import beside, fonts, layout, marking, parts, pdf
from lucheng_desktop.circulars.display import Paper
from lucheng_desktop.circulars.gate import Gate, Told, check_draft, check_paper, check_persons
from lucheng_desktop.circulars.ink import look, under_seals
from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document that passed the gate."""

    pdf: bytes
    sha256: str
    pages: int
    text: str
    """What another program reads from the file, page after page."""
    gate: Gate
    fonts: tuple[Mapping[str, str], ...] = ()
    """The faces it was set in: slot, family, origin and SHA-256 of the file."""
    ofd: bytes = b""
    """The same display list as OFD, opened again; empty unless asked for."""

    def as_json(self) -> dict[str, Any]:
        """The answer of `circular render` in the console contract."""
        return {"pages": self.pages, "sha256": self.sha256, "text": self.text, "gate": self.gate.as_json(),
                "fonts": [dict(face) for face in self.fonts]}


@dataclass(frozen=True, slots=True)
class _Made:
    """A finished file that is sound whoever is to be protected: that is asked of each draft anew."""

    paper: Paper
    rendered: Rendered
    told: Told


_MOST = 64
"""Files remembered at a time."""
_made: ContextVar[OrderedDict[CircularDraft, _Made] | None] = ContextVar("made", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Until its end the same draft is laid out, drawn and looked at once; then all is forgotten.

    A file is a function of its draft, so the second time nothing else could be found.
    """
    before = _made.set(OrderedDict())
    try:
        yield
    finally:
        _made.reset(before)


def render(draft: CircularDraft, *, ofd: bool = False) -> Rendered:
    """The finished document; E-GLYPH, E-LEAK, E-WORDING, E-GEOMETRY or E-TEXT when the gate says no.

    With a second process beside this one it passes the gate there, and what the gate measured is not told here.
    """
    if (there := beside.now()) and not ofd:
        paper = layout.lay_out(draft)
        there.gate(draft, data := _write(draft, paper))
        return Rendered(data, hashlib.sha256(data).hexdigest(), len(paper.pages), "", Gate(paper.fallback, {}))
    try:
        check_draft(draft)
    except Refused as fault:
        raise marking.with_pages(fault, draft) from None
    made = _finished(draft)
    return replace(made.rendered, ofd=_write_ofd(draft, made.paper)) if ofd else made.rendered


def admit(draft: CircularDraft) -> None:
    """The whole gate, as `render`, for a draft whose pages nobody wants yet."""
    if there := beside.now():
        there.gate(draft)
    else:
        render(draft)


def check(data: bytes, draft: CircularDraft) -> None:
    """Opens finished bytes again: they must be this draft's own, which pass the whole gate."""
    if there := beside.now():
        there.gate(draft, data)
        return
    check_draft(draft)
    if data != _finished(draft).rendered.pdf:
        look(data)
        raise Refused("E-TEXT/changed")


def _finished(draft: CircularDraft) -> _Made:
    made = _laid_out(draft.model_copy(update={"protected": ()}))
    check_persons(draft, made.told)
    return made


def _laid_out(draft: CircularDraft) -> _Made:
    """The file of a draft without anybody to be protected: no identity is remembered with it."""
    known = _made.get()
    made = known.get(draft) if known is not None else None
    if made is None:
        paper = layout.lay_out(draft)
        made = _passed(_write(draft, paper), draft, paper)
    if known is not None:
        known[draft] = made
        known.move_to_end(draft)
        if len(known) > _MOST:
            known.popitem(last=False)
    return made


def _write(draft: CircularDraft, paper: Paper) -> bytes:
    return pdf.write(paper, parts.title(draft), draft.date)


def _write_ofd(draft: CircularDraft, paper: Paper) -> bytes:
    from lucheng_desktop.circulars.ofd import write
    from lucheng_desktop.circulars.ofd_check import check_ofd

    data = write(paper, parts.title(draft), draft.date)
    check_ofd(data, paper)
    return data


def _passed(data: bytes, draft: CircularDraft, paper: Paper) -> _Made:
    gate, told = check_paper(draft, paper, *look(data, list(map(under_seals, paper.pages))))
    used = fonts.used(glyph.slot for page in paper.pages for glyph in (*page.glyphs, *page.marks))
    digest, text = hashlib.sha256(data).hexdigest(), "\n".join(told.pages)
    return _Made(paper, Rendered(data, digest, len(told.pages), text, gate, tuple(used)), told)
