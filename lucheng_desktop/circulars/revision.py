"""Revision marks: what changed between two drafts of one paper, word by word, as data and as a .docx to read."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars.draft_docx import Block, blocks, shaped
from lucheng_desktop.refusal import Refused

Change = Literal["same", "deleted", "inserted"]
_WORD = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*|[A-Za-z]+|.", re.DOTALL)
_ISLAND = 2
"""Unchanged characters between two changes that are too few to be read as kept."""
_TAGS = {"inserted": ("w:ins", "w:t"), "deleted": ("w:del", "w:delText")}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one paragraph and what happened to it."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One paragraph of the paper: what it is (title, to, body ...) and its runs in order."""

    style: str
    runs: tuple[Run, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it is not as before."""
        return any(run.change != "same" for run in self.runs)


def marks(before: CircularDraft, after: CircularDraft) -> tuple[Marked, ...]:
    """Every paragraph of both drafts in reading order, with what was taken out and what was put in."""
    old, new = list(blocks(before)), list(blocks(after))
    matcher = SequenceMatcher(None, [_key(block) for block in old], [_key(block) for block in new], autojunk=False)
    pieces = (_paired(old[a:b], new[c:d]) for _, a, b, c, d in matcher.get_opcodes())
    return tuple(marked for piece in pieces for marked in piece)


def compared(before: str, after: str) -> tuple[Run, ...]:
    """Two texts as runs; numbers and Latin words are compared whole, scraps between changes go with them."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    runs = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("".join(old[a:b]), "".join(old[a:b])))
        else:
            runs.append(("".join(old[a:b]), "".join(new[c:d])))
    return tuple(_told(_without_islands(runs)))


def _without_islands(runs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Join changes that only a scrap of unchanged text keeps apart."""
    held = ("", "")
    for at, (old, new) in enumerate(runs):
        island = old == new and 0 < at < len(runs) - 1 and len(old) < _ISLAND and held[0] + held[1]
        if old != new or island:
            held = (held[0] + old, held[1] + new)
            continue
        if held[0] + held[1]:
            yield held
        held = ("", "")
        yield old, new
    if held[0] + held[1]:
        yield held


def _told(runs: Iterable[tuple[str, str]]) -> Iterator[Run]:
    for old, new in runs:
        if old == new:
            yield Run("same", old)
        else:
            yield from (Run("deleted", old) for _ in range(bool(old)))
            yield from (Run("inserted", new) for _ in range(bool(new)))


def _key(block: Block) -> tuple[str, str]:
    return block.style, block.text


def _paired(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Marked]:
    """Paragraphs of one changed stretch, each beside the one most like it; whatever is over came or went whole."""
    left = list(old)
    for block in new:
        near = max(left, key=lambda one: _likeness(one, block), default=None)
        if near is None or _likeness(near, block) < 0.4:
            yield Marked(block.style, (Run("inserted", block.text),))
            continue
        for gone in left[: left.index(near)]:
            yield Marked(gone.style, (Run("deleted", gone.text),))
        left = left[left.index(near) + 1 :]
        yield Marked(block.style, compared(near.text, block.text))
    yield from (Marked(gone.style, (Run("deleted", gone.text),)) for gone in left)


def _likeness(one: Block, other: Block) -> float:
    if one.style != other.style:
        return 0.0
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()


def write(before: CircularDraft, after: CircularDraft, on: dt.date) -> bytes:
    """A draft .docx whose changes are real revisions, to accept or reject; opened again and found equal to both."""
    marked = marks(before, after)
    document, styles = shaped(after, {one.style for one in marked})
    stamp = f"{on.isoformat()}T00:00:00Z"
    for number, one in enumerate(marked):
        paragraph = document.add_paragraph(style=styles[one.style])
        for at, run in enumerate(one.runs):
            _add(paragraph, run, number * 1000 + at, stamp)
    out = io.BytesIO()
    document.save(out)
    if read(out.getvalue()) != tuple((_side(one, "deleted"), _side(one, "inserted")) for one in marked):
        raise Refused("E-TEXT/docx")
    return out.getvalue()


def read(data: bytes) -> tuple[tuple[str, str], ...]:
    """What each paragraph of such a file said before and says now."""
    from docx import Document
    from docx.oxml.ns import qn

    def text(paragraph: Any, without: str) -> str:
        nodes = paragraph._p.iter(qn("w:t"), qn("w:delText"))
        return "".join(node.text or "" for node in nodes if next(node.iterancestors(qn(without)), None) is None)

    return tuple((text(one, "w:ins"), text(one, "w:del")) for one in Document(io.BytesIO(data)).paragraphs)


def _side(one: Marked, side: Change) -> str:
    return "".join(run.text for run in one.runs if run.change in ("same", side))


def _add(paragraph: Any, run: Run, number: int, stamp: str) -> None:
    """One run, wrapped in the mark of a revision where it is one; the reviser is nobody by name."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = paragraph.add_run(run.text)
    if run.change == "same":
        return
    outer, inner = _TAGS[run.change]
    mark = OxmlElement(outer)
    for name, value in {"id": str(number), "author": "-", "date": stamp}.items():
        mark.set(qn(f"w:{name}"), value)
    made._r.addprevious(mark)
    mark.append(made._r)
    for node in made._r.findall(qn("w:t")):
        node.tag = qn(inner)
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
