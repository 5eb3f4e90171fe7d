"""Words on their way: kept encrypted as they are typed, so that a crash loses nothing; no part of the record yet."""

from dataclasses import dataclass

from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.reading import looking, refuse_key


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """The text of one field as it stands; `form` and `key` say of which form and record."""

    form: str
    key: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftKept:
    """The text is on the disk."""

    field: str


@dataclass(frozen=True, slots=True)
class DraftsOf:
    """Ask for what was typed in a form and not settled."""

    form: str
    key: str


def keep_draft(desk: Desk, order: KeepDraft) -> DraftKept:
    """Keep what was typed, in its own short transaction."""
    with desk.vault.transaction() as shelf:
        shelf.keep_draft(order.form, order.key, order.field, order.text)
    return DraftKept(order.field)


def drafts_of(desk: Desk, order: DraftsOf) -> dict[str, str]:
    """The kept texts of a form by field; refused E-RECUSED/read when they are about a hidden record."""
    refuse_key(desk, order.key)
    with looking(desk) as shelf:
        return shelf.drafts(order.form, order.key)
