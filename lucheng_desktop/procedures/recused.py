"""Whom the register of recusals keeps from a record: one indexed look-up a transaction, more only for the recused."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import recusal as rules
from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Transition
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.procedures.desk import Desk
    from lucheng_desktop.vault.shelf import Shelf

_KNOWN = "recusals"
Kept = Mapping[str, str]
"""Ids of persons and records that an officer is kept from, each with the relation."""


def stands_clear(desk: "Desk", transition: "Transition", *records: "State") -> None:
    """Refused E-RECUSED when the desk's officer is recused from one of these records or from a person in them (F18)."""
    if not desk.vault.shelves:
        with desk.vault.reading():
            stands_clear(desk, transition, *records)
        return
    shelf = desk.vault.shelves[-1]
    kept_from = of_officer(shelf, desk.officer.id, *desk.officer.former)
    if kept_from and transition.code not in rules.OWN_STEPS:
        rules.not_recused(desk.rules, transition, kept_from, touched(shelf, *records))


def of_officer(shelf: "Shelf", *officer: str) -> Mapping[str, str]:
    """Ids of the persons and records that an officer is recused from now, each with the relation."""
    known: dict[tuple[str, ...], Mapping[str, str]] = shelf.looked_up.setdefault(_KNOWN, {})
    if officer not in known:
        where = {"officer": officer, "state": rules.STANDING}
        rows = shelf.rows("recusal", ("person", "record", "relation"), where=where)
        known[officer] = {target: relation for *targets, relation in rows for target in targets if target}
    return known[officer]


def touched(shelf: "Shelf", *records: "State") -> frozenset[str]:
    """Every person and record that these records are about, through the records they belong to."""
    return frozenset(id_ for record in records for id_ in _about(shelf, record, depth=2))


def _about(shelf: "Shelf", record: "State", depth: int) -> Iterator[str]:
    yield record.id
    yield from (value for value in _values(record.fields) if len(value) == 32)
    if record.kind == "petition":
        yield from (row[0] for row in shelf.rows("allegation", ("accused",), where={"petition": record.id}))
    if depth:
        for kind, id_ in _owners(record.fields):
            with suppress(Refused):  # it may lie in another office's vault
                yield from _about(shelf, shelf.record(kind, id_), depth - 1)


def _owners(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The records that a record names as its own: a clearance its petition, a meeting its subject."""
    yield from ((name, fields[name]) for name in fields if name in KINDS and name != "officer" and fields[name])
    if fields.get("subject_kind") in KINDS and fields.get("subject"):
        yield fields["subject_kind"], fields["subject"]


def _values(fields: Mapping[str, Any]) -> Iterator[str]:
    for value in fields.values():
        yield from (one for one in (value if isinstance(value, list | tuple) else (value,)) if isinstance(one, str))
