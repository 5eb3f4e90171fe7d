"""The moment of sealing: which seal may press on this paper, the electronic signature, and the line in the register."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from lucheng_desktop.ledger.canonical import pack
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.numbers import allocate, register_id
from lucheng_desktop.procedures.papers import printed_number
from lucheng_desktop.procedures.seal_forms import BLANK, DEMO, NOTHING, Brought, soft_signer
from lucheng_desktop.procedures.seal_pressing import Shift, pressed
from lucheng_desktop.procedures.seal_records import KIND, find_seal, release_of, seal_facts
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.circulars.render import Rendered
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.seals import Opened
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be pressed: a blank place for the wet stamp, the demonstration seal, or a seal of the office."""

    form: str
    seal: str = ""
    shift: Shift = (0, 0)
    brought: Brought = NOTHING

    @property
    def drawn(self) -> str:
        """What the layout draws in the seal's place."""
        return DEMO if self.form == DEMO else BLANK

    @property
    def own(self) -> bool:
        """Whether it is a seal of the office."""
        return self.form not in (BLANK, DEMO)


def chosen(
    desk: Desk, shelf: "Shelf", record: "State", wanted: str, shift: Shift = (0, 0), brought: Brought = NOTHING
) -> Mark:  # fmt: skip
    """The seal asked for. A practice vault has the demonstration seal and nothing else; a formal one never has it.

    Not asked for by name it is the one whose use on this paper was released, and otherwise the blank place.
    """
    if desk.vault.practice:
        if wanted not in ("", DEMO):
            raise Refused("E-SEAL/practice")
        return Mark(DEMO, _demo_seal(desk, shelf))
    release = release_of(record)
    if wanted == BLANK or not (wanted or release):
        return Mark(BLANK)
    kept = find_seal(desk, shelf, wanted or (release.body["seal"] if release else ""))
    return Mark(seal_facts(kept)["form"], kept.id, shift, brought)


def sealed(desk: Desk, shelf: "Shelf", record: "State", mark: Mark, paper: "Rendered") -> "Rendered":
    """The same paper sealed; with the blank place it stays as it is until the keeper stamps it by hand."""
    from lucheng_desktop.circulars import signature

    if mark.form == BLANK:
        return paper
    if mark.own:
        return pressed(desk, shelf, record, mark.seal, paper, mark.shift, _now(desk), mark.brought)
    known = seal_facts(shelf.record(KIND, mark.seal))
    opened = _opened(desk, known, mark)
    try:
        signed = signature.sign(paper.pdf, soft_signer(known, opened), _now(desk))
    finally:
        opened.wipe()
    return replace(paper, pdf=signed, sha256=sha256(signed).hexdigest())


def _now(desk: Desk) -> datetime:
    return moment(desk.vault.clock.now()).astimezone(UTC).replace(microsecond=0)


def _opened(desk: Desk, known: Mapping[str, Any], mark: Mark) -> "Opened":
    from lucheng_desktop.vault import seals

    return seals.open_demo(mark.seal, known["box"], desk.officer.id, desk.vault.keys)


def _demo_seal(desk: Desk, shelf: "Shelf") -> str:
    """The keeper's demonstration seal, made when he first seals; its authority's key is thrown away at once."""
    from lucheng_desktop.vault import certificates, seals

    found = shelf.rows(KIND, ("id",), {"form": DEMO, "keeper": desk.officer.id})
    if found:
        return str(found[0][0])
    issued = certificates.issue(desk.vault.office_name, desk.clock.today())
    fields = {"name": desk.vault.office_name, "form": DEMO, "keeper": desk.officer.id}
    seal = shelf.create(KIND, fields)
    box = seals.lock_demo(seal, issued.signer_key, desk.officer.id, desk.vault.keys.agree_public)
    shelf.append(KIND, seal, "seal", {"form": DEMO, "box": box, **told(issued.credentials)})
    return seal


def told(credentials: Any) -> dict[str, bytes]:
    """Certificates as a ledger entry holds them."""
    return {"certificate": credentials.signer, "authority": credentials.authority, "revoked": credentials.revoked}


def reopened(desk: Desk, shelf: "Shelf", mark: Mark, before: "Rendered", stored: bytes) -> None:
    """Refused E-REOPEN unless the stored bytes are the paper of before with a valid signature and nothing else."""
    from lucheng_desktop.circulars import signature

    if not stored.startswith(before.pdf):
        raise Refused("E-REOPEN")
    if mark.form == BLANK:
        return
    if signature.read(stored, [seal_facts(shelf.record(KIND, mark.seal))["authority"]]).state != signature.VALID:
        raise Refused("E-REOPEN")


# the register of seals


def enter(desk: Desk, shelf: "Shelf", record: "State", mark: Mark, before: str, after: str) -> None:
    """The line in the register: who asked, approved and sealed what, which bytes; chained to the line before."""
    series = desk.rules.term("series", "seal")
    previous = _last_line(shelf, series)
    year, serial = allocate(desk, shelf, series, record.id)
    line = {
        "serial": serial, "year": year, "number": printed_number(record), "title": record.fields["title"],
        "applicant": record.doer("draft_document") or "", "approver": record.doer("sign_off_document") or "",
        "keeper": desk.officer.id, "seal": mark.seal if mark.own else mark.form, "before": before, "sha256": after,
        "prev": previous, **(_named(shelf, mark) if mark.own else {}),
    }  # fmt: skip
    shelf.append("document", record.id, "seal", line)
    shelf.append("register", register_id(desk.vault.office, series, year), "append", _link(serial, line))


def _named(shelf: "Shelf", mark: Mark) -> dict[str, Any]:
    """What the line says besides of a seal of the office; `shift` in tenths of a millimetre, right and down."""
    return {"form": mark.form, "name": seal_facts(shelf.record(KIND, mark.seal))["name"], "shift": [*mark.shift]}


def _link(serial: int, line: Mapping[str, Any]) -> dict[str, Any]:
    return {"list": "lines", "item": {"sequence": serial, "line": line_digest(line)}}


def line_digest(line: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a line, which the next one names."""
    return sha256(pack(dict(line))).hexdigest()


def _last_line(shelf: "Shelf", series: str) -> str:
    """Digest of the line entered last, in whatever year; empty for the first."""
    years = [(year, id_) for id_, name, year in shelf.rows("register", ("id", "series", "year")) if name == series]
    lines = shelf.record("register", max(years)[1]).appended.get("lines", ()) if years else ()
    return str(lines[-1]["line"]) if lines else ""
