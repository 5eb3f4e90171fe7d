"""Tokens at this PC: which are plugged in, and with which keys one could sign."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lucheng_desktop.circulars.token import Holding


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as it tells of itself without its PIN; `serial` is what a seal is bound to."""

    serial: str
    label: str
    maker: str
    model: str


@dataclass(frozen=True, slots=True)
class OpenToken:
    """Look into a token: its driver (the maker's library on this PC), the serial number, the PIN."""

    driver: Path
    serial: str
    pin: str = field(repr=False)


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


def list_token_keys(order: OpenToken) -> tuple[TokenKeyRow, ...]:
    """The keys in a token that can sign a paper. Refused E-TOKEN/*."""
    from lucheng_desktop.circulars import token

    with token.opened(order.driver, order.serial, order.pin) as opened:
        return tuple(map(_row, opened.holdings()))


def _row(one: "Holding") -> TokenKeyRow:
    return TokenKeyRow(one.fingerprint, one.subject, one.mechanism, one.begins, one.ends)
