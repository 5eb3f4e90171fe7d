"""One way from a draft to a finished file: checked draft, layout, PDF, gate. Refused means no bytes."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import layout, marking, parts, pdf
from lucheng_desktop.circulars.display import Paper, Ring
from lucheng_desktop.circulars.gate import Gate, check_draft, check_paper
from lucheng_desktop.circulars.ink import look
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
    ofd: bytes = b""
    """The same display list as OFD, opened again; empty unless asked for."""

    def as_json(self) -> dict[str, Any]:
        """The answer of `circular render` in the console contract."""
        return {"pages": self.pages, "sha256": self.sha256, "text": self.text, "gate": self.gate.as_json()}


def render(draft: CircularDraft, *, ofd: bool = False) -> Rendered:
    """The finished document; E-GLYPH, E-LEAK, E-WORDING, E-GEOMETRY or E-TEXT when the gate says no."""
    try:
        check_draft(draft)
    except Refused as fault:
        raise marking.with_pages(fault, draft) from None
    paper = layout.lay_out(draft)
    rendered = _passed(_write(draft, paper), draft, paper)
    return replace(rendered, ofd=_write_ofd(draft, paper)) if ofd else rendered


def check(data: bytes, draft: CircularDraft) -> Rendered:
    """Opens finished bytes again: they must be this draft's own and pass the whole gate once more."""
    check_draft(draft)
    paper = layout.lay_out(draft)
    look(data)
    if data != _write(draft, paper):
        raise Refused("E-TEXT/changed")
    return _passed(data, draft, paper)


def _write(draft: CircularDraft, paper: Paper) -> bytes:
    return pdf.write(paper, parts.title(draft), draft.date)


def _write_ofd(draft: CircularDraft, paper: Paper) -> bytes:
    from lucheng_desktop.circulars.ofd import write
    from lucheng_desktop.circulars.ofd_check import check_ofd

    data = write(paper, parts.title(draft), draft.date)
    check_ofd(data, paper)
    return data


def _passed(data: bytes, draft: CircularDraft, paper: Paper) -> Rendered:
    sealed = {at for at, page in enumerate(paper.pages) if any(isinstance(shape, Ring) for shape in page.shapes)}
    pages, properties = look(data, sealed)
    gate = check_paper(draft, paper, pages, properties)
    text = "\n".join(page.text for page in pages)
    return Rendered(data, hashlib.sha256(data).hexdigest(), len(pages), text, gate)
