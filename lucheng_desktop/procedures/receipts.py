"""What was handed over and taken in: the receipts, newest first."""

from dataclasses import dataclass
from datetime import datetime

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk


@dataclass(frozen=True, slots=True)
class Receipt:
    """One bundle that went out or came in; `partners` are the recipients, or the sender."""

    id: str
    at: datetime
    direction: str
    file: str
    partners: tuple[str, ...]
    purpose: str
    cases: tuple[str, ...]
    sha256: str


def list_receipts(desk: Desk) -> tuple[Receipt, ...]:
    """Every receipt of this vault."""
    with desk.vault.reading() as shelf:
        peers = dict(shelf.rows("peer", ("id", "name")))
        ids = [row[0] for row in shelf.rows("handover", ("id",), order="-created")]
        records = [shelf.record("handover", id_) for id_ in ids]
    found = []
    for record in records:
        fields = record.fields
        sender = fields.get("sender", "")
        partners = tuple(fields.get("recipients", ())) or (peers.get(sender, desk.vault.office_name),)
        told = (fields.get("purpose", ""), tuple(fields.get("cases", ())), fields.get("sha256", ""))
        found.append(Receipt(record.id, moment(record.created), fields["direction"], fields["file"], partners, *told))
    return tuple(found)
