"""The office's seals in keeping: taken in by two officers, handed on, renewed, put out of use."""

from dataclasses import dataclass
from pathlib import Path

from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.procedures.sealing import KIND
from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class SaveAuthority:
    """Write the certificates of the office's own authorities to a file."""

    target: Path


@dataclass(frozen=True, slots=True)
class AuthoritySaved:
    """The file was read again; the fingerprints (SHA-256) are for comparing by another way."""

    target: Path
    fingerprints: tuple[str, ...]


@step("office_seal")
def save_authority(desk: Desk, order: SaveAuthority) -> AuthoritySaved:
    """One PEM file that anybody checks the office's papers by; refused E-SEAL/none while there is no seal."""
    from lucheng_desktop.vault.certificates import as_text, fingerprint

    with desk.vault.reading() as shelf:
        seals = [shelf.record(KIND, id_) for (id_,) in shelf.rows(KIND, ("id",))]
    found = [seal.appended["seal"][-1]["authority"] for seal in seals]
    if not found:
        raise Refused("E-SEAL/none")
    write_checked(order.target, b"".join(map(as_text, found)))
    return AuthoritySaved(order.target, tuple(map(fingerprint, found)))
