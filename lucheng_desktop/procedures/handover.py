"""Handing a case over: an encrypted, signed bundle out; a bundle proven whole and taken in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.family import Member, family
from lucheng_desktop.procedures.history import case_history, printed
from lucheng_desktop.procedures.reading import covered, looking, refuse_family, unspoken
from lucheng_desktop.procedures.secrecy import refuse_above
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.exchange.bundle import Attachment, Human, Inspected, Opened, Parcel
    from lucheng_desktop.ledger.entry import Entry
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ExportCases:
    """Cases as (kind, id), recipients as officer ids, the file to write and what it is for."""

    cases: tuple[tuple[str, str], ...]
    recipients: tuple[str, ...]
    target: Path
    purpose: str


@dataclass(frozen=True, slots=True)
class CasesExported:
    """The receipt: written, reopened and counted before it is given. `recipients` are names."""

    file: Path
    bytes: int
    volumes: int
    sha256: str
    cases: int
    entries: int
    attachments: int
    recipients: tuple[str, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class ImportBundle:
    """A bundle file made for this officer."""

    file: Path


@dataclass(frozen=True, slots=True)
class BundleImported:
    """How many entries were new, known, in conflict, waiting for others, or set aside; and the cases that came."""

    new: int
    duplicates: int
    conflicts: int
    waiting: int
    quarantined: int
    cases: tuple[str, ...]
    receipt: str


@dataclass(frozen=True, slots=True)
class BundleVerified:
    """What a bundle that was proven whole says of itself; `readers` are fingerprints."""

    file: Path
    bytes: int
    sha256: str
    sender: str
    office: str
    purpose: str
    created: str
    cases: tuple[str, ...]
    entries: int
    attachments: int
    readers: tuple[str, ...]
    verified: bool


@step("handover")
def export_cases(desk: Desk, order: ExportCases) -> CasesExported:
    """Write the bundle for its readers and the sender, reopen it, and enter it in the ledger."""
    from lucheng_desktop.exchange import bundle

    for kind, record in dict.fromkeys(order.cases):
        refuse_family(desk, kind, record)
    with looking(desk) as shelf:
        readers = _readers(desk, shelf, order.recipients)
        parcel = _parcel(desk, shelf, order)
        own = shelf.record("officer", desk.officer.id).fields["agree_key"]
        keys = [bytes.fromhex(key) for key in dict.fromkeys((*readers.values(), own))]
        written = bundle.write(
            order.target, parcel, keys, desk.vault.device_key, own=desk.vault.keys.agree, explain=True
        )
    names = tuple(readers)
    _note(desk, {"direction": "out", "file": order.target.name, "recipients": list(names), "sha256": written.sha256,
                 "purpose": order.purpose, "cases": list(parcel.cases), "entries": written.entries,
                 "bytes": written.bytes})  # fmt: skip
    return CasesExported(
        order.target, written.bytes, written.volumes, written.sha256, len(parcel.cases), written.entries,
        written.attachments, names, written.verified,
    )  # fmt: skip


@step("handover")
def verify_bundle(desk: Desk, order: ImportBundle) -> BundleVerified:
    """Prove the whole bundle without taking anything in."""
    opened = _opened(desk, order.file)
    header = opened.header
    with looking(desk) as shelf:
        sender = shelf.record("peer", header.sender).fields["name"] if header.sender != desk.vault.device.hex() else ""
    return BundleVerified(
        opened.seen.file, opened.seen.bytes, opened.seen.sha256, sender or desk.vault.office_name, header.office,
        header.purpose, header.created, covered(header.cases, unspoken(desk)), header.entries, len(header.attachments),
        header.readers, True,
    )  # fmt: skip


@step("handover")
def import_bundle(desk: Desk, order: ImportBundle) -> BundleImported:
    """Take a bundle in after it was proven whole: entries, attachments and the receipt in one transaction."""
    opened = _opened(desk, order.file)
    header = opened.header
    with desk.vault.transaction() as shelf:
        refuse_above(desk, shelf, opened.entries())
        admitted = shelf.admit(tuple(opened.entries()), _extracts(opened))
        for listed, content in opened.attachments():
            shelf.attach(iter(content), name=listed.name, media_type=listed.media_type, known_as=listed.content)
        receipt = shelf.create("handover", _receipt(order.file, opened))
    counts = (admitted.new, admitted.duplicates, admitted.conflicts, admitted.waiting, admitted.quarantined)
    return BundleImported(*counts, covered(header.cases, unspoken(desk)), receipt)


def inspect_bundle(file: Path) -> "Inspected":
    """What anybody may know of a bundle."""
    from lucheng_desktop.exchange import bundle

    return bundle.inspect(file)


def _opened(desk: Desk, file: Path) -> "Opened":
    """The bundle proven whole for this officer, from a device whose card was taken in by hand."""
    from lucheng_desktop.exchange import bundle

    with looking(desk) as shelf:
        trusted = {bytes.fromhex(id_): bytes.fromhex(key) for id_, key in shelf.rows("peer", ("id", "sign_key"))}
        own = shelf.record("device", desk.vault.device.hex()).fields["sign_key"]
    trusted[desk.vault.device] = bytes.fromhex(own)
    return bundle.open_bundle(file, desk.vault.keys.agree, trusted.get)


def _extracts(opened: "Opened") -> frozenset[bytes]:
    return frozenset(segment.device for segment in opened.segments if segment.nature == "extract")


def _receipt(file: Path, opened: "Opened") -> dict[str, Any]:
    header = opened.header
    told = {"direction": "in", "file": file.name, "sha256": opened.seen.sha256, "sender": header.sender}
    counts = {"entries": header.entries, "bytes": opened.seen.bytes}
    return told | counts | {"purpose": header.purpose, "cases": list(header.cases)}


def _note(desk: Desk, fields: dict[str, Any]) -> None:
    with desk.vault.transaction() as shelf:
        shelf.create("handover", fields)


def _readers(desk: Desk, shelf: "Shelf", recipients: Iterable[str]) -> dict[str, str]:
    """Name -> public key of each recipient; a bundle for nobody is refused."""
    found = {}
    for officer in recipients:
        fields = shelf.record("officer", officer).fields
        found[fields["name"]] = fields["agree_key"]
    if not found:
        raise Refused("E-NO-RECIPIENT", path="$.recipients")
    return found


def _parcel(desk: Desk, shelf: "Shelf", order: ExportCases) -> "Parcel":
    """The entries of the cases and of those who signed them, attachments, and copies people can read (F30)."""
    from lucheng_desktop.exchange.bundle import Parcel
    from lucheng_desktop.ledger.clock import moment

    cases = dict.fromkeys(order.cases)
    members = dict.fromkeys(member for case in cases for member in family(shelf, *case))
    entries = [entry for member in members for entry in shelf.history(*member)]
    signers = dict.fromkeys(_signers(shelf, entries))
    entries += [entry for signer in signers for entry in shelf.history(*signer)]
    return Parcel(
        office=desk.vault.office,
        device=desk.vault.device.hex(),
        purpose=order.purpose,
        created=moment(desk.clock.now()).isoformat(timespec="seconds"),
        entries=entries,
        entities=[record for _, record in (*members, *signers)],
        cases=[_name(shelf, *case) for case in cases],
        attachments=list(_attachments(shelf, members)),
        human=list(_copies(desk, order)),
        heads={device.hex(): seq for device, (seq, _) in shelf.heads().items()},
    )


def _name(shelf: "Shelf", kind: str, record: str) -> str:
    """The number of a case, or its id where it has none."""
    number: str = shelf.record(kind, record).fields.get("number", record)
    return number


def _signers(shelf: "Shelf", entries: Iterable["Entry"]) -> Iterator[Member]:
    """The officers and devices behind entries, with their offices."""
    for entry in entries:
        for kind, record in (("officer", entry.officer.hex()), ("device", entry.device.hex())):
            yield kind, record
            yield "office", shelf.record(kind, record).fields["office"]


def _attachments(shelf: "Shelf", members: Iterable[Member]) -> Iterator["Attachment"]:
    """The files of attachments and sealed documents; each is read when it is written into the bundle."""
    from lucheng_desktop.exchange.bundle import Attachment

    for kind, record in members:
        fields = shelf.record(kind, record).fields
        if kind in ("attachment", "document") and "content" in fields:
            content = fields["content"]
            size = fields.get("bytes") or sum(len(piece) for piece in shelf.attachment(content))
            name = fields.get("name") or f"{record}.pdf"
            media_type = fields.get("media_type", "application/pdf")
            yield Attachment(content, name, media_type, size, partial(shelf.attachment, content))


def _copies(desk: Desk, order: ExportCases) -> Iterator["Human"]:
    """The history of each case as text that opens anywhere."""
    from lucheng_desktop.exchange.bundle import Human

    for kind, record in dict.fromkeys(order.cases):
        yield Human(f"{kind}-{record[:8]}.txt", printed(case_history(desk, kind, record)).encode())
