"""What belongs together: a case and the records that hang on it, and nobody else's (F30)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf

Member = tuple[str, str]
_HANGING = ("repeat", "naming_check", "notice", "disposal_approval", "case_filing", "handling")
"""Kinds of record that hang on one petition."""


def family(shelf: "Shelf", kind: str, record: str) -> tuple[Member, ...]:
    """(kind, id) of the record and of all that belongs to it, each once; persons it is about included."""
    return tuple(dict.fromkeys(_members(shelf, kind, record)))


def _members(shelf: "Shelf", kind: str, record: str) -> Iterator[Member]:
    yield kind, record
    if kind == "petition":
        yield from _reported(shelf, record)
    if kind == "false_accusation":
        yield "document", shelf.record(kind, record).fields["document"]
    if kind == "clearance":
        yield from (("document", row[0]) for row in shelf.rows("document", ("id",), where={"clearance": record}))
    if kind == "sanction":
        yield "person", shelf.record("sanction", record).fields["person"]
    if kind == "redeployment":
        yield from _redeployed(shelf, record)
    if kind == "tolerance":
        yield from _judged(shelf, record)
    if kind in ("tolerance", "redeployment"):
        yield from (("document", row[0]) for row in shelf.rows("document", ("id",), where={kind: record}))
    if kind in ("tolerance", "clearance", "redeployment"):
        yield from (("consultation", row[0]) for row in shelf.rows("consultation", ("id",), where={"subject": record}))


def _reported(shelf: "Shelf", record: str) -> Iterator[Member]:
    """What was reported and of whom, the clearings, what hangs on the petition, and requests to the city."""
    for allegation, accused in shelf.rows("allegation", ("id", "accused"), where={"petition": record}):
        yield "person", accused
        yield "allegation", allegation
        for (clearance,) in shelf.rows("clearance", ("id",), where={"allegation": allegation}):
            yield from _members(shelf, "clearance", clearance)
    hanging = ((part, one) for part in _HANGING for one in shelf.rows(part, ("id",), where={"petition": record}))
    yield from ((part, row[0]) for part, row in hanging)
    where = {"subject_kind": "petition", "subject": record}
    yield from (("suspension", row[0]) for row in shelf.rows("suspension", ("id",), where=where))
    for (request,) in shelf.rows("false_accusation", ("id",), where={"petition": record}):
        yield from _members(shelf, "false_accusation", request)


def _judged(shelf: "Shelf", record: str) -> Iterator[Member]:
    """The person, the evidence, appeals, and the filing the case rests on."""
    fields = shelf.record("tolerance", record).fields
    yield "person", fields["subject"]
    yield from (("attachment", row[0]) for row in shelf.rows("attachment", ("id",), where={"owner": record}))
    yield from (("appeal", row[0]) for row in shelf.rows("appeal", ("id",), where={"tolerance": record}))
    if fields.get("prefiled"):
        yield "prefiled", fields["prefiled"]


def _redeployed(shelf: "Shelf", record: str) -> Iterator[Member]:
    """The person with his sanctions, and the mentor; never a petition."""
    fields = shelf.record("redeployment", record).fields
    yield "person", fields["person"]
    yield from (("sanction", row[0]) for row in shelf.rows("sanction", ("id",), where={"person": fields["person"]}))
    if fields.get("mentor"):
        yield "person", fields["mentor"]
