"""What may not change any more: the text each officer signed for, held against the record before the next step."""

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.canonical import pack
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State, Step

TEXT = ("kind", "title", "draft", "clearance", "subject", "purpose", "false_accusation", "template")
"""The fields of a document that drafter, reviewers and signer put their names to."""
_WRITES = ("draft_document", "revise_document", "classify_document")
NUMBERED = (*TEXT, "series", "year", "sequence", "issued_on", "code")
"""And what numbering adds."""


def text_digest(document: "State", names: tuple[str, ...] = TEXT) -> str:
    """SHA-256 (hex) of those fields as they stand; a step takes it along under the officer's signature."""
    fields = document.fields
    return sha256(pack({name: fields[name] for name in names if name in fields})).hexdigest()


def refuse_changed(desk: Desk, document: "State", *others: "State") -> None:
    """Refused E-TEXT-CHANGED unless the text is what every step on it saw, of the document and of `others`."""
    steps = (*since_written(document), *(done for record in others for done in record.steps))
    seen = {done.body["text"] for done in steps if _about(done.body, document)}
    if not seen or not seen <= {text_digest(document), text_digest(document, NUMBERED)}:
        raise Refused("E-TEXT-CHANGED", rule=desk.rules.quote("C06"))


def since_written(document: "State") -> "tuple[Step, ...]":
    """The steps on a document since its present text was written: earlier ones were about another text."""
    written = [at for at, done in enumerate(document.steps) if done.step in _WRITES]
    return document.steps[written[-1] :] if written else document.steps


def _about(body: Mapping[str, object], document: "State") -> bool:
    return "text" in body and body.get("document", document.id) == document.id
