"""Attachments of a case as plain files with their checksums, for a reader who has no vault."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.family import family
from lucheng_desktop.procedures.reading import looking, refuse_family
from lucheng_desktop.refusal import Refused, because

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

SUMS = "SHA256SUMS"
_UNFIT = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows the dot."""
_LONGEST = 180
"""Bytes of a name in UTF-8: every file system takes it, numbered or not."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class ExportAttachments:
    """A case, and a folder that is new or empty."""

    kind: str
    case: str
    folder: Path


@dataclass(frozen=True, slots=True)
class AttachmentsExported:
    """What lies in the folder; every file was read again and its checksum compared."""

    folder: Path
    files: tuple[str, ...]
    bytes: int
    verified: bool


@step("handover")
def export_attachments(desk: Desk, order: ExportAttachments) -> AttachmentsExported:
    """Write decrypted copies and SHA256SUMS; the ledger notes it. Refused E-FILE/not-empty, /nothing, E-FILE, E-EXPORT.

    Evidence and documents of the case and of all that belongs to it; what was voided stays in the vault.
    """
    refuse_family(desk, order.kind, order.case)
    try:
        if order.folder.exists() and any(order.folder.iterdir()):
            raise Refused("E-FILE/not-empty", file=order.folder.name)
        written, size = _exported(desk, order)
    except OSError as fault:
        raise Refused("E-FILE", file=order.folder.name, reason=because(fault)) from fault
    with desk.vault.transaction() as shelf:
        told = {"what": "attachments_exported", "files": list(written), "sha256": list(written.values()),
                "purpose": order.folder.name}  # fmt: skip
        shelf.append(order.kind, order.case, "note", told)
    return AttachmentsExported(order.folder, tuple(written), size, verified=True)


def _exported(desk: Desk, order: ExportAttachments) -> tuple[dict[str, str], int]:
    """Names with their SHA-256, and all bytes: the folder appears when every file in it has been read again."""
    target = order.folder
    part = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}-", suffix=".part", dir=target.parent))
    try:
        with looking(desk) as shelf:
            written = _copy_all(shelf, order, part)
        size = sum(_verified(part / name, digest) for name, digest in written.items())
        if target.exists():
            target.rmdir()
        part.replace(target)
        return written, size
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _copy_all(shelf: "Shelf", order: ExportAttachments, folder: Path) -> dict[str, str]:
    """Name -> SHA-256 of the files written."""
    written: dict[str, str] = {}
    for content, name in _attached(shelf, order):
        free = _free(_fit(name), written)
        written[free] = _copied(shelf.attachment(content), folder / free)
    if not written:
        raise Refused("E-FILE/nothing")
    with (folder / SUMS).open("x", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{digest}  {name}\n" for name, digest in written.items())
        file.flush()
        os.fsync(file.fileno())
    return written


def _attached(shelf: "Shelf", order: ExportAttachments) -> Iterator[tuple[str, str]]:
    """(content id, name) of every attachment and document that has not been voided."""
    for kind, record in family(shelf, order.kind, order.case):
        state = shelf.record(kind, record)
        if kind in ("attachment", "document") and not state.voided and "content" in state.fields:
            yield state.fields["content"], _called(state)


def _called(state: "State") -> str:
    name: str = state.fields.get("name") or f"{state.fields.get('title') or state.id}.pdf"
    return name


def _fit(name: str) -> str:
    """A name that every file system takes and `sha256sum` reads back: no separators, no leading dot, not too long."""
    plain = "".join("_" if category(one)[0] == "C" else one for one in normalize("NFC", name))
    plain = _UNFIT.sub("_", plain).strip().lstrip(".").rstrip(". ") or "_"
    plain = f"_{plain}" if _RESERVED.match(plain) else plain
    stem, suffix = Path(plain).stem, Path(plain).suffix[:10]
    room = _LONGEST - len(suffix.encode())
    return plain if len(plain.encode()) <= _LONGEST else stem.encode()[:room].decode(errors="ignore") + suffix


def _free(name: str, taken: dict[str, str]) -> str:
    """The name, numbered if another file bears it already, whatever the case of its letters."""
    known = {one.casefold() for one in taken} | {SUMS.casefold()}
    stem, suffix = Path(name).stem, Path(name).suffix
    numbered = (f"{stem} ({number}){suffix}" if number else name for number in range(len(known) + 1))
    return next(one for one in numbered if one.casefold() not in known)


def _copied(chunks: Iterator[bytes], target: Path) -> str:
    known = sha256()
    with target.open("xb") as file:
        for chunk in chunks:
            known.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return known.hexdigest()


def _verified(path: Path, expected: str) -> int:
    """The size of the file after it was read again."""
    known, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            known.update(chunk)
            size += len(chunk)
    if known.hexdigest() != expected:
        raise Refused("E-EXPORT", file=path.name)
    return size
