"""An office's own seal on one released paper: both halves together, the picture pressed, the signature, all wiped."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import seals as rules
from lucheng_desktop.procedures import seal_records
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.seal_forms import Brought, form_of
from lucheng_desktop.procedures.seal_records import seal_facts
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.circulars.render import Rendered
    from lucheng_desktop.circulars.seal_press import Spot, Stamp
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.seals import Opened
    from lucheng_desktop.vault.shelf import Shelf

Shift = tuple[int, int]
"""How far a seal is moved to the right and down, in tenths of a millimetre."""


def pressed(
    desk: Desk, shelf: "Shelf", record: "State", seal: str, paper: "Rendered", shift: Shift, at: datetime,
    brought: Brought,
) -> "Rendered":  # fmt: skip
    """The paper with the seal; refused E-SEAL/* unless exactly these bytes were released to this keeper today."""
    from lucheng_desktop.circulars import seal_press, signature

    kept = shelf.record(seal_records.KIND, seal)
    refuse_unreleased(desk, record, kept, paper.sha256)
    facts = seal_facts(kept)
    spot = spot_for(desk, record, kept, paper, shift)
    opened = _opened(desk, shelf, record, kept)
    try:
        stamp = _stamp(spot, opened) if spot else None
        who = form_of(facts["form"]).signer(desk, facts, opened, brought)
        signed = signature.sign(paper.pdf, who, at, stamp)
    finally:
        opened.wipe()
    if spot and not seal_press.seen(paper.pdf, signed, spot):
        raise Refused("E-REOPEN")
    return replace(paper, pdf=signed, sha256=sha256(signed).hexdigest())


def refuse_unreleased(desk: Desk, record: "State", kept: "State", digest: str) -> None:
    """Refused E-SEAL/* unless the seal is in use, kept by this officer and released for these bytes on this day."""
    seal_records.refuse_unused(desk, kept)
    release = seal_records.as_release(seal_records.release_of(record))
    today = desk.clock.today()
    rules.released(desk.rules, release, rules.Release(kept.id, desk.officer.id, digest, today))
    if seal_facts(kept)["keeper"] != desk.officer.id:
        raise Refused("E-SEAL/keeper", rule=desk.rules.quote(rules.RULE))


def spot_for(desk: Desk, record: "State", kept: "State", paper: "Rendered", shift: Shift = (0, 0)) -> "Spot | None":
    """Where the seal goes on this paper, None for one without a picture; refused E-SEAL/issuer, E-SEAL-PLACE/*."""
    from lucheng_desktop.circulars import seal_press

    facts = seal_facts(kept)
    which = rules.own_name(desk.rules, record.fields["draft"]["issuers"], facts["name"])
    if not facts["pictured"]:
        return None
    right, down = (tenths / 10 for tenths in shift)
    return seal_press.spot(paper.gate.geometry, which, facts["diameter"], right, down)


def _opened(desk: Desk, shelf: "Shelf", record: "State", kept: "State") -> "Opened":
    """The seal by the half that was released and the keeper's own."""
    from lucheng_desktop.vault import seals

    done, facts = seal_records.release_of(record), seal_facts(kept)
    assert done
    release = seal_records.as_release(done)
    assert release
    matter = seal_records.paper_matter(record.id, facts["content"], release.sha256, release.until)
    halves = passed_on(desk, kept.id, facts, done.body["box"], matter)
    try:
        return seals.open_content(kept.id, *halves, locked(shelf, facts))
    finally:
        wipe(*halves)


def passed_on(
    desk: Desk, seal: str, facts: Mapping[str, Any], box: bytes, matter: Mapping[str, Any]
) -> tuple[bytes, bytes]:  # fmt: skip
    """The half that was passed on for a matter, and the own one; the caller wipes both."""
    from lucheng_desktop.vault import seals

    own = desk.vault.keys
    release = seals.received(seal, box, desk.officer.id, own, matter)
    return release, seals.own_half(seal, seals.PRESS, facts["halves"], desk.officer.id, own)


def locked(shelf: "Shelf", facts: Mapping[str, Any]) -> bytes:
    """The locked box of a seal."""
    return b"".join(shelf.attachment(facts["content"]))


def wipe(*secrets: bytes) -> None:
    """Overwrite what opened a seal."""
    from lucheng_desktop.vault import keys

    for secret in secrets:
        keys.wipe(secret)


def _stamp(spot: "Spot", opened: "Opened") -> "Stamp":
    from lucheng_desktop.circulars import seal_image, seal_press

    return seal_press.Stamp(spot, seal_image.taken(bytes(opened.picture)))
