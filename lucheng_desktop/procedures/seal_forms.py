"""The forms of an office's own seal: what is locked away when one is taken in, what it presses, how it signs.

A further form is one more entry of FORMS; records, the two halves, release and register are the same for all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.refusal import Refused, because

if TYPE_CHECKING:
    from lucheng_desktop.circulars.signature import Signatory
    from lucheng_desktop.vault.certificates import Credentials
    from lucheng_desktop.vault.seals import Opened

BLANK, DEMO = "blank", "demo"
IMAGE, KEY = "image", "key"
_MOST = (4 << 20) + 1
"""Bytes read of a picture's file: one more than is taken in."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a seal is made from: the name in its certificate, its diameter in mm, the picture's file if it has one."""

    name: str
    diameter: int
    image: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A seal just made: what only both halves may open again, its certificates, and its authority's private key."""

    opened: "Opened"
    credentials: "Credentials"
    authority: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """`signer`: from the record's facts and the opened seal, for one paper, what puts the signature."""

    make: Callable[[Desk, Wanted], Made]
    signer: Callable[[Mapping[str, Any], "Opened"], "Signatory"]


def _soft(desk: Desk, wanted: Wanted, picture: bytes) -> Made:
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
    from lucheng_desktop.circulars import seal_image

    if wanted.image is None:
        raise Refused("E-SEAL-KEEPING/no-picture", path="$.image")
    try:
        with wanted.image.open("rb") as file:
            data = file.read(_MOST)
    except OSError as error:
        raise Refused("E-FILE", file=wanted.image.name, reason=because(error)) from error
    return _soft(desk, wanted, seal_image.kept(seal_image.read(data, wanted.diameter)))


def soft_signer(known: Mapping[str, Any], opened: "Opened") -> "Signatory":
    """Signs with a private key that is in the opened seal."""
    from lucheng_desktop.circulars.signature import Signatory

    return Signatory(known["certificate"], known["authority"], known["revoked"], opened.sign)


FORMS: Mapping[str, Form] = MappingProxyType({IMAGE: Form(_image, soft_signer), KEY: Form(_key, soft_signer)})


def form_of(code: str) -> Form:
    """The form of that name; refused E-SEAL-KEEPING/form."""
    if code not in FORMS:
        raise Refused("E-SEAL-KEEPING/form", path="$.form", form=code)
    return FORMS[code]
