"""The public keys by which anybody checks the squares of this office's papers, without its vault."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.signing import from_pem, pem, signed_by
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.refusal import Refused, because

if TYPE_CHECKING:
    from lucheng_desktop.circulars.check_code import Claim
    from lucheng_desktop.vault.shelf import Shelf

_MOST = 1 << 20
"""Bytes of a file of keys."""


@dataclass(frozen=True, slots=True)
class SaveCheckKeys:
    """Write the keys to a file that may be handed to anybody; it names nobody."""

    target: Path


@dataclass(frozen=True, slots=True)
class CheckKeysSaved:
    """The file was read again; `keys` are the ids that squares name, for comparing by another way."""

    target: Path
    keys: tuple[str, ...]


@step("office")
def save_check_keys(desk: Desk, order: SaveCheckKeys) -> CheckKeysSaved:
    """The keys of every officer this office has or had: a paper is checked years after its signer has left."""
    from lucheng_desktop.circulars.check_code import key_id

    with desk.vault.reading() as shelf:
        keys = sorted(known_keys(shelf, desk.vault.office))
    write_checked(order.target, b"".join(map(pem, keys)))
    return CheckKeysSaved(order.target, tuple(key_id(key).hex() for key in keys))


def known_keys(shelf: "Shelf", office: str = "") -> dict[bytes, str]:
    """Public key -> name of every officer, or of one office's; retired ones too."""
    where = {"office": office} if office else {}
    rows = shelf.rows("officer", ("sign_key", "name"), where=where, order="")
    return {bytes.fromhex(key): name for key, name in rows if key}


def read_keys(file: Path) -> tuple[bytes, ...]:
    """The keys in a file; refused E-KEY-FILE when there is none."""
    try:
        with file.open("rb") as opened:
            found = from_pem(opened.read(_MOST))
    except OSError as error:
        raise Refused("E-FILE", file=file.name, reason=because(error)) from error
    if not found:
        raise Refused("E-KEY-FILE", file=file.name)
    return found


def signer(claim: "Claim", keys: "tuple[bytes, ...]") -> bytes | None:
    """The one of these keys that signed a square; None: none of them."""
    from lucheng_desktop.circulars.check_code import key_id

    fitting = (key for key in keys if key_id(key) == claim.key)
    return next((key for key in fitting if signed_by(key, claim.signature, claim.signed)), None)
