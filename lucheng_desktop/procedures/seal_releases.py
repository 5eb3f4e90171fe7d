"""The officer who signed a paper off releases the sealing of exactly its bytes, to one keeper, for the day."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import seals as rules
from lucheng_desktop.procedures import seal_records
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.frozen import refuse_changed
from lucheng_desktop.procedures.issuing import numbered_pages
from lucheng_desktop.procedures.numbers import refuse_shared
from lucheng_desktop.procedures.papers import printed_number
from lucheng_desktop.procedures.seal_pressing import spot_for
from lucheng_desktop.procedures.seal_records import seal_facts
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ReleaseSealing:
    """Let the keeper seal the numbered document today; `number` is typed again, `seal` is its name or id."""

    document: str
    number: str
    seal: str


@dataclass(frozen=True, slots=True)
class SealingReleased:
    """Which bytes (SHA-256 before sealing) `keeper` may seal, until the end of which day."""

    document: str
    seal: str
    keeper: str
    sha256: str
    until: date


@step("document")
def release_sealing(desk: Desk, order: ReleaseSealing) -> SealingReleased:
    """Pass the releasing half on, sealed to the keeper and bound to these bytes; whoever signed off alone may."""
    if desk.vault.practice:
        raise Refused("E-SEAL/practice")
    today = desk.clock.today()
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "release_sealing", record)
        refuse_changed(desk, record)
        refuse_shared(desk, shelf, record)
        if order.number != printed_number(record):
            raise Refused("E-NUMBER", path="$.number", number=order.number)
        _refuse_other(desk, record)
        kept = seal_records.find_seal(desk, shelf, order.seal)
        seal_records.refuse_unused(desk, kept)
        digest = _digest(desk, shelf, record, kept)
        told = {"seal": kept.id, "keeper": seal_facts(kept)["keeper"], "sha256": digest, "until": today.isoformat()}
        box = _passed(desk, shelf, record.id, kept, digest, today)
        advance(desk, shelf, "release_sealing", record, **told, box=box)
        keeper = shelf.record("officer", told["keeper"]).fields["name"]
    return SealingReleased(order.document, kept.id, keeper, digest, today)


def _refuse_other(desk: Desk, record: "State") -> None:
    """Only who put his name to the text knows that it is this text that is to be sealed."""
    if record.doer("sign_off_document") not in (desk.officer.id, *desk.officer.former):
        raise Refused("E-SEAL/signer", rule=desk.rules.quote(rules.RULE))


def _digest(desk: Desk, shelf: "Shelf", record: "State", kept: "State") -> str:
    """SHA-256 of the paper's bytes, on which the seal has a place."""
    paper = numbered_pages(desk, shelf, record)
    spot_for(desk, record, kept, paper)
    return paper.sha256


def _passed(desk: Desk, shelf: "Shelf", document: str, kept: "State", digest: str, until: date) -> bytes:
    from lucheng_desktop.vault import seals

    facts = seal_facts(kept)
    half = seals.own_half(kept.id, seals.RELEASE, facts["halves"], desk.officer.id, desk.vault.keys)
    matter = seal_records.paper_matter(document, facts["content"], digest, until)
    return seals.released(kept.id, half, facts["keeper"], seal_records.agree_key(shelf, facts["keeper"]), matter)
