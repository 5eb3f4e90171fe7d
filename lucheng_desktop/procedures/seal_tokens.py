"""Tokens at this PC: which are plugged in, and with which keys one could sign."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.circulars.token import Holding

_CHALLENGE = 32
"""Bytes that a token signs to prove that it holds the key."""


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as it tells of itself without its PIN; `serial` is what a seal is bound to."""

    serial: str
    label: str
    maker: str
    model: str


@dataclass(frozen=True, slots=True)
class TokenKey:
    """Which key of which token: its driver (the maker's library on this PC), its serial number, its PIN.

    `certificate`: fingerprint (SHA-256) of the one meant, where several could sign.
    """

    driver: Path
    serial: str
    pin: str = field(repr=False)
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class TokenKeyRow:
    """A key that can sign, by its certificate; `certificate` is the fingerprint (SHA-256)."""

    certificate: str
    subject: str
    mechanism: str
    begins: date
    ends: date


def list_tokens(driver: Path) -> tuple[TokenRow, ...]:
    """The tokens that are plugged in. Refused E-TOKEN/library, E-TOKEN/foreign, E-TOKEN/wheel."""
    from lucheng_desktop.circulars import token

    return tuple(TokenRow(one.serial, one.label, one.maker, one.model) for one in token.tokens(driver))


def list_token_keys(order: TokenKey) -> tuple[TokenKeyRow, ...]:
    """The keys in a token that can sign a paper. Refused E-TOKEN/*."""
    from lucheng_desktop.circulars import token

    with token.opened(order.driver, order.serial, order.pin) as opened:
        return tuple(map(_row, opened.holdings()))


def proven(order: TokenKey, on: date) -> "Holding":
    """The key meant, after it has signed something fresh and its certificate is valid `on`; Refused E-TOKEN/*."""
    from lucheng_desktop.circulars import token

    with token.opened(order.driver, order.serial, order.pin) as opened:
        found = _meant(opened.holdings(), order)
        opened.sign(found.certificate, os.urandom(_CHALLENGE), on)
    return found


def _meant(found: Sequence["Holding"], order: TokenKey) -> "Holding":
    """The one with that fingerprint, or the only one."""
    wanted = order.certificate.replace(":", "").strip().lower()
    fit = [one for one in found if wanted in ("", one.fingerprint)]
    if len(fit) != 1:
        told = words("sealing")["comma"].join(f"{one.subject} {one.fingerprint}" for one in found)
        raise Refused("E-TOKEN/several", path="$.token.certificate", serial=order.serial, found=told)
    return fit[0]


def _row(one: "Holding") -> TokenKeyRow:
    return TokenKeyRow(one.fingerprint, one.subject, one.mechanism, one.begins, one.ends)
