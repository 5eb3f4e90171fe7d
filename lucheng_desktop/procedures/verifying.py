"""Verifying a paper that somebody brings: against the register of a vault, and as far as the file itself can tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.numbers import official
from lucheng_desktop.procedures.papers import printed_number
from lucheng_desktop.procedures.progress import standing
from lucheng_desktop.procedures.seal_records import own_seals, seal_facts
from lucheng_desktop.refusal import Refused, because

if TYPE_CHECKING:
    from lucheng_desktop.circulars.signature import Signature
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf



@dataclass(frozen=True, slots=True)
class Registered:
    """A document of the register: its number, the code of its state, slot and SHA-256 of the fonts it was set in."""

    number: str
    state: str
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperVerified:
    """The answer of `circular verify` in the console contract.

    `unchanged` is None for an unsigned file without a vault: it cannot prove itself. `code` is what the paper prints.
    `trusted`: the signature leads to the authority that was given; without one it only agrees with itself, as anybody's
    would. `note` says so, or what is wrong, in words.
    """

    signature: str
    signer: str | None
    unchanged: bool | None
    register: Registered | None
    code: str
    sha256: str
    trusted: bool
    note: str


def verify_paper(file: Path, desk: Desk | None = None, authority: Path | None = None) -> PaperVerified:
    """What can be known of a paper; refused when it is no PDF. `authority`: a pinned certificate, PEM or DER."""
    from lucheng_desktop.circulars import signature
    from lucheng_desktop.circulars.paper import Paper, read_paper

    data = _bytes_of(file)
    digest = sha256(data).hexdigest()
    seen = signature.read(data, _anchors(desk, authority))
    try:
        paper = read_paper(data)
    except Refused:
        if seen.state != signature.INVALID:
            raise
        paper = Paper("", "", 0)
    issued, register = _in_register(desk, digest, paper.text) if desk else (None, None)
    unchanged = {signature.INVALID: False, signature.VALID: issued is not False}.get(seen.state, issued)
    note = words("sealing")["verified"][seen.fault or _standing(seen)]
    return PaperVerified(seen.state, seen.signer, unchanged, register, paper.code, digest, seen.trusted, note)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused("E-FILE", file=file.name, reason=because(error)) from error


def _standing(seen: "Signature") -> str:
    return f"{seen.state}_trusted" if seen.trusted else seen.state


def _anchors(desk: Desk | None, authority: Path | None) -> list[bytes] | None:
    """Whose signatures count: of the vault's own seals, and of the certificate that was handed over; None: no word."""
    found = _pinned(authority) if authority else []
    if desk:
        with desk.vault.reading() as shelf:
            found += [seal_facts(seal)["authority"] for seal in own_seals(desk, shelf)]
    return found if desk or authority else None


def _pinned(authority: Path) -> list[bytes]:
    from lucheng_desktop.vault.certificates import from_text

    found = from_text(_bytes_of(authority))
    if not found:
        raise Refused("E-CERTIFICATE", file=authority.name)
    return found


def _in_register(desk: Desk, digest: str, text: str) -> tuple[bool, Registered | None]:
    """Whether exactly these bytes were issued, and the document whose bytes they are or whose number they show."""
    with desk.vault.reading() as shelf:
        numbered = list(_numbered(shelf, digest, text))
    issued = [record for record in numbered if _sealed_as(record) == digest]
    named = [record for record in numbered if printed_number(record) in text]
    found = (*issued, *named)
    return bool(issued), _line(desk, found[0]) if found else None


def _numbered(shelf: "Shelf", digest: str, text: str) -> Iterator["State"]:
    """The documents whose bytes or whose number these may be, newest first."""
    columns = ("id", "sha256", "series", "year", "sequence")
    for id_, made, series, year, sequence in shelf.rows("document", columns, order="-created"):
        if sequence and (made == digest or official(series, year, sequence) in text):
            yield shelf.record("document", id_)


def _sealed_as(record: "State") -> str:
    """The digest that the seal keeper signed for; empty before."""
    digests: list[str] = [done.body["sha256"] for done in record.steps if done.step == "seal_document"]
    return digests[-1] if digests else ""


def _line(desk: Desk, record: "State") -> Registered:
    state, _ = standing(desk, record.kind, record.state, voided=record.voided)
    return Registered(printed_number(record), state, _faces(record.fields.get("fonts", {})))


def _faces(fonts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{slot} {digest}" for slot, digest in sorted(fonts.items()))
