"""What changed in a paper since somebody last looked at it: its earlier text in the ledger beside the present one."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.documents import read_draft
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.documents import CircularDraft
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

LOOKED = frozenset({"review_document", "sign_off_document", "return_document", "order_redraft"})
"""Steps whose officer has read the text."""


@dataclass(frozen=True, slots=True)
class CompareDrafts:
    """The paper, and a .docx to write with its revision marks; no file: the marks alone."""

    document: str
    target: Path | None = None


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """`change`: same, deleted or inserted."""

    change: str
    text: str


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """One paragraph that changed, with what stayed around the changes."""

    part: str
    runs: tuple[MarkedRun, ...]


@dataclass(frozen=True, slots=True)
class DraftsCompared:
    """Since which step (of which officer, when) what changed; `seen` is empty when nobody but the drafter has read."""

    document: str
    seen: str
    officer: str
    at: str
    paragraphs: tuple[MarkedParagraph, ...]
    file: str = ""


@step("document")
def compare_drafts(desk: Desk, order: CompareDrafts) -> DraftsCompared:
    """What is different from the text that was last read by another officer, also in the paper this one replaces."""
    from lucheng_desktop.circulars import revision

    with looking(desk) as shelf:
        record = shelf.record("document", order.document)
        officers = dict(shelf.rows("officer", ("id", "name")))
        looked, before = _last_seen(shelf, record)
    after = read_draft(record.fields["draft"])
    marked = tuple(one for one in revision.marks(before, after) if one.changed)
    paragraphs = tuple(MarkedParagraph(one.style, tuple(MarkedRun(run.change, run.text) for run in one.runs))
                       for one in marked)  # fmt: skip
    digest = ""
    if order.target:
        content = revision.write(before, after, desk.clock.today())
        digest = write_checked(order.target, content)
    if looked is None:
        return DraftsCompared(order.document, "", "", "", paragraphs, digest)
    officer, at = officers.get(looked.officer, ""), moment(looked.stamp).isoformat()
    return DraftsCompared(order.document, looked.step, officer, at, paragraphs, digest)


def _last_seen(shelf: "Shelf", record: "State") -> tuple[Any, "CircularDraft"]:
    """The last step at which somebody read the text, and the text as it stood then; else the first draft of all."""
    looks = [done for done in record.steps if done.step in LOOKED]
    if not looks:
        replaced = _replaced(shelf, record)
        if replaced is not None:
            return _last_seen(shelf, replaced)
    texts = [entry for entry in shelf.history("document", record.id) if entry.kind == "set" and "draft" in entry.body]
    if not texts:
        raise Refused("E-ABSENT", kind="document", id=record.id)
    known = [entry for entry in texts if entry.stamp < looks[-1].stamp] if looks else texts[:1]
    return (looks[-1] if looks else None), read_draft(known[-1].body["draft"])


def _replaced(shelf: "Shelf", record: "State") -> "State | None":
    """The void paper that this one stands for: named by it, or the last one that its case sent back."""
    if named := record.fields.get("supersedes"):
        return shelf.record("document", named)
    if not record.fields.get("clearance"):
        return None
    where = {"clearance": record.fields["clearance"], "voided": 1}
    rows = [(created, id_) for id_, created in shelf.rows("document", ("id", "created"), where=where)
            if created < record.created]  # fmt: skip
    earlier = [shelf.record("document", id_) for _, id_ in sorted(rows)]
    same = [one for one in earlier if one.fields.get("purpose", "") == record.fields.get("purpose", "")]
    return same[-1] if same else None
