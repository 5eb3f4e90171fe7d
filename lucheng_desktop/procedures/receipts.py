"""What was handed over and taken in: the receipts, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.portions import EVERYTHING, Portion, newest
from lucheng_desktop.procedures.reading import covered, hidden_word, unspoken

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State


@dataclass(frozen=True, slots=True)
class Receipt:
    """One bundle that went out or came in; `partners` are the recipients, or the sender. `officer` did it here."""

    id: str
    at: datetime
    direction: str
    file: str
    partners: tuple[str, ...]
    purpose: str
    cases: tuple[str, ...]
    sha256: str
    entries: int
    bytes: int
    officer: str


def list_receipts(desk: Desk, part: Portion = EVERYTHING) -> tuple[Receipt, ...]:
    """The receipts of this vault, or a portion of them."""
    unsaid = unspoken(desk)
    with desk.vault.reading() as shelf:
        peers = dict(shelf.rows("peer", ("id", "name")))
        officers = dict(shelf.rows("officer", ("id", "name")))
        ids = [id_ for (id_,) in newest(shelf, "handover", ("id",), part)]
        read = [(shelf.record("handover", id_), shelf.history("handover", id_)[0].officer.hex()) for id_ in ids]
    found = (_receipt(desk, record, peers, officers.get(officer, officer)) for record, officer in read)
    return tuple(_covered(one, unsaid) for one in found)


def _covered(receipt: Receipt, unsaid: frozenset[str]) -> Receipt:
    """The register keeps its line; which hidden case went out, as what file and what for, it does not say."""
    cases = covered(receipt.cases, unsaid)
    if cases == receipt.cases:
        return receipt
    return replace(receipt, cases=cases, file=hidden_word(), purpose=hidden_word())


def _receipt(desk: Desk, record: "State", peers: Mapping[str, str], officer: str) -> Receipt:
    fields = record.fields
    partners = tuple(fields.get("recipients", ())) or (peers.get(fields.get("sender", ""), desk.vault.office_name),)
    return Receipt(
        id=record.id,
        at=moment(record.created),
        direction=fields["direction"],
        file=fields["file"],
        partners=partners,
        purpose=fields.get("purpose", ""),
        cases=tuple(fields.get("cases", ())),
        sha256=fields.get("sha256", ""),
        entries=fields.get("entries", 0),
        bytes=fields.get("bytes", 0),
        officer=officer,
    )
