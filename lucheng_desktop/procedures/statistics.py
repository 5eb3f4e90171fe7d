"""Figures of a period, counted from the records; each with the ids it was counted from."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Totals:
    """The article's measures as this vault has them."""

    false_items: int
    cleared: int
    cleared_section_level: int
    cleared_party_members: int
    reappointed: int
