"""The forms of an office's own seal: what is locked away when one is taken in, what it presses, how it signs.

A further form is one more entry of FORMS; records, the two halves, release and register are the same for all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.seal_tokens import TokenKey, proven
from lucheng_desktop.refusal import Refused, because

if TYPE_CHECKING:
    from lucheng_desktop.circulars.signature import Signatory
    from lucheng_desktop.vault.certificates import Credentials
    from lucheng_desktop.vault.seals import Opened

BLANK, DEMO = "blank", "demo"
IMAGE, KEY, TOKEN = "image", "key", "token"
_MOST = (4 << 20) + 1
"""Bytes read of a picture's file: one more than is taken in."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a seal is made from: the name in its certificate, its diameter in mm, the picture's file if it has one."""

    name: str
    diameter: int
    image: Path | None = None
    token: TokenKey | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A seal just made: what only both halves may open again, its certificates, and its authority's private key.

    `told`: what else everybody may read of it in the ledger.
    """

    opened: "Opened"
    credentials: "Credentials"
    authority: bytes
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brought:
    """What the keeper brings to a sealing with a token: its PIN, and its driver where this is another PC."""

    pin: str = field(default="", repr=False)
    driver: Path | None = None


NOTHING = Brought()


@dataclass(frozen=True, slots=True)
class Form:
    """`signer`: from the record's facts and the opened seal, for one paper, what puts the signature."""

    make: Callable[[Desk, Wanted], Made]
    signer: Callable[[Desk, Mapping[str, Any], "Opened", Brought], "Signatory"]


def _soft(desk: Desk, wanted: Wanted, picture: bytes) -> Made:
    if wanted.token is not None:
        raise Refused("E-SEAL-KEEPING/token", path="$.token")
    from lucheng_desktop.vault import certificates
    from lucheng_desktop.vault.seals import Opened

    issued = certificates.issue(desk.vault.office_name, desk.clock.today(), seal=wanted.name)
    opened = Opened(bytearray(issued.signer_key), bytearray(picture))
    return Made(opened, issued.credentials, issued.authority_key)


def _key(desk: Desk, wanted: Wanted) -> Made:
    """An electronic signature over a place that stays blank."""
    if wanted.image is not None:
        raise Refused("E-SEAL-KEEPING/picture", path="$.image")
    return _soft(desk, wanted, b"")


def _image(desk: Desk, wanted: Wanted) -> Made:
    """A picture that is pressed, and an electronic signature."""
    if wanted.image is None:
        raise Refused("E-SEAL-KEEPING/no-picture", path="$.image")
    return _soft(desk, wanted, _picture(wanted.image, wanted.diameter))


def _picture(image: Path, diameter: int) -> bytes:
    from lucheng_desktop.circulars import seal_image

    try:
        with image.open("rb") as file:
            data = file.read(_MOST)
    except OSError as error:
        raise Refused("E-FILE", file=image.name, reason=because(error)) from error
    return seal_image.kept(seal_image.read(data, diameter))


def _token(desk: Desk, wanted: Wanted) -> Made:
    """A key that stays in its token, certified by the office; with a picture or over a place that stays blank."""
    from lucheng_desktop.vault import certificates
    from lucheng_desktop.vault.seals import Opened

    if wanted.token is None:
        raise Refused("E-SEAL-KEEPING/no-token", path="$.token")
    picture = _picture(wanted.image, wanted.diameter) if wanted.image else b""
    today = desk.clock.today()
    found = proven(wanted.token, today)
    known, authority = certificates.certify_also(
        desk.vault.office_name, today, found.certificate, seal=wanted.name
    )
    serial = wanted.token.serial.strip()
    told = {"serial": serial, "driver": str(wanted.token.driver), "certificate": found.fingerprint,
            "subject": found.subject, "ends": found.ends.isoformat()}  # fmt: skip
    return Made(Opened(bytearray(serial.encode()), bytearray(picture)), known, authority, {"token": told})


def _token_signer(desk: Desk, known: Mapping[str, Any], opened: "Opened", brought: Brought) -> "Signatory":
    """Signs with the token that the opened seal names; only the keeper who is there has its PIN."""
    from lucheng_desktop.circulars import token

    if not brought.pin:
        raise Refused("E-SEAL-KEEPING/no-pin", path="$.pin", serial=known["token"]["serial"])
    driver = brought.driver or Path(known["token"]["driver"])
    parts = (known["certificate"], known["authority"], known["revoked"])
    return token.signatory(driver, bytes(opened.key).decode(), brought.pin, *parts, desk.clock.today())


def _soft_signer(desk: Desk, known: Mapping[str, Any], opened: "Opened", brought: Brought) -> "Signatory":
    return soft_signer(known, opened)


def soft_signer(known: Mapping[str, Any], opened: "Opened") -> "Signatory":
    """Signs with a private key that is in the opened seal."""
    from lucheng_desktop.circulars.signature import Signatory

    return Signatory(known["certificate"], known["authority"], known["revoked"], opened.sign)


FORMS: Mapping[str, Form] = MappingProxyType(
    {IMAGE: Form(_image, _soft_signer), KEY: Form(_key, _soft_signer), TOKEN: Form(_token, _token_signer)}
)


def form_of(code: str) -> Form:
    """The form of that name; refused E-SEAL-KEEPING/form."""
    if code not in FORMS:
        raise Refused("E-SEAL-KEEPING/form", path="$.form", form=code)
    return FORMS[code]
