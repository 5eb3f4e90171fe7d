"""Attachments after they were added: voided with a reason, never deleted; damaged files set aside and named."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.cases import tolerance as rules
from lucheng_desktop.procedures.desk import Desk, allowed, step
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class VoidAttachment:
    """An attachment that was added by mistake; it stays in the vault and in the history."""

    attachment: str
    reason: str


@dataclass(frozen=True, slots=True)
class AttachmentVoided:
    """It no longer counts as evidence of the case."""

    attachment: str
    case: str


@dataclass(frozen=True, slots=True)
class QuarantineAttachments:
    """Read every attachment and set the damaged files aside."""


@dataclass(frozen=True, slots=True)
class AttachmentsQuarantined:
    """Names of attachments: `damaged` were set aside now, `missing` have no file; all others were read and are sound.

    Adding the same file again, or restoring a backup, makes an attachment whole.
    """

    damaged: tuple[str, ...]
    missing: tuple[str, ...]
    sound: int


@step("tolerance")
def void_attachment(desk: Desk, order: VoidAttachment) -> AttachmentVoided:
    """Void an attachment with a reason, as long as its case may be written in. Refused E-INPUT, E-VOIDED, E-LOCKED."""
    reason = order.reason.strip()
    if not reason:
        raise Refused("E-INPUT/blank", path="$.reason")
    with desk.vault.transaction() as shelf:
        record = shelf.record("attachment", order.attachment)
        if record.voided:
            raise Refused("E-VOIDED/attachment", name=record.fields["name"])
        shelf.append("attachment", order.attachment, "void", {"reason": reason})
        case, criterion = record.fields["owner"], record.fields["criterion"]
        _take_out(desk, shelf, case, f"findings.{criterion}.evidence", order.attachment)
    return AttachmentVoided(order.attachment, case)


def _take_out(desk: Desk, shelf: "Shelf", case: str, path: str, attachment: str) -> None:
    """Evidence that was voided supports no answer any more; who may answer may take it out."""
    record = shelf.record("tolerance", case)
    rules.wizard_open(record.state)
    allowed(desk, "complete_assessment", record)
    shelf.set("tolerance", case, {path: [one for one in record.fields.get(path, ()) if one != attachment]})


@step("keeping")
def quarantine_attachments(desk: Desk, order: QuarantineAttachments) -> AttachmentsQuarantined:
    """Set damaged files aside as evidence, without touching any other; the ledger notes which. Refused E-TAMPER."""
    from lucheng_desktop.vault import files

    if desk.vault.tampered:
        raise Refused(desk.vault.tampered)
    found = files.set_aside_damaged(desk.vault)
    if found.damaged:
        with desk.vault.transaction() as shelf:
            told = {"what": "attachments_quarantined", "purpose": ", ".join(found.damaged)}
            shelf.append("office", desk.vault.office, "note", told)
    return AttachmentsQuarantined(found.damaged, found.missing, found.sound)
