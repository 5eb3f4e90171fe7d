"""A draft laid out without any vault: the whole gate, and files only when it passes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lucheng_desktop.cases.documents import read_draft
from lucheng_desktop.procedures.issued_files import write_together
from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class RenderDraft:
    """A draft as plain data in the shape of the contract, and the files to write: PDF, and OFD when asked for."""

    draft: Any
    target: Path
    ofd: Path | None = None


@dataclass(frozen=True, slots=True)
class DraftRendered:
    """Pages, digest, the text a second program read from them, and what the gate measured."""

    pages: int
    sha256: str
    text: str
    gate: Any
    ofd: str | None = None
    """SHA-256 of the OFD, unsigned, where one was asked for."""
    fonts: Any = ()
    """The faces it was set in: slot, family, origin and SHA-256 of each file."""


def render_draft(order: RenderDraft) -> DraftRendered:
    """Lay out a draft without any vault; a draft that fails the gate writes no file."""
    from lucheng_desktop.circulars.gate import check_file_names
    from lucheng_desktop.circulars.render import render

    if order.ofd == order.target:
        raise Refused("E-FILE/same", file=order.target.name)
    draft = read_draft(order.draft)
    check_file_names(draft, [file.stem for file in (order.target, order.ofd) if file])
    rendered = render(draft, ofd=order.ofd is not None)
    written = {order.target: rendered.pdf} | ({order.ofd: rendered.ofd} if order.ofd else {})
    digests = write_together(written)
    ofd = digests[order.ofd] if order.ofd else None
    told = rendered.as_json()
    return DraftRendered(rendered.pages, rendered.sha256, rendered.text, told["gate"], ofd, told["fonts"])
