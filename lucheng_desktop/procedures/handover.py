"""Handing a case over: an encrypted, signed bundle out, a bundle checked whole and taken in."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.family import Member, family
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.exchange.bundle import Inspected, Opened
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
    cases: tuple[tuple[str, str], ...]
    receipt: str
