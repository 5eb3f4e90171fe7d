"""Before the joint meeting: case supervision, trial office and secrecy each look at the papers and sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.cases import consultation as rules
from lucheng_desktop.places import words
from lucheng_desktop.procedures import dossier
from lucheng_desktop.procedures.desk import Desk, allowed, step
from lucheng_desktop.procedures.drafting import protected_person
from lucheng_desktop.procedures.tolerance_application import KIND, ToleranceMoved, moved, said, write

if TYPE_CHECKING:
    from lucheng_desktop.circulars.fields import Field
    from lucheng_desktop.ledger.merge import State

_PURPOSE = "secrecy_review"


@dataclass(frozen=True, slots=True)
class PrereviewPapers:
    """The opinion of one of the three who look at the papers."""

    case: str
    opinion: str


@dataclass(frozen=True, slots=True)
class ReturnPapers:
    """The papers do not do as they are, and why."""

    case: str
    reason: str


@step(KIND)
def prereview_supervision(desk: Desk, order: PrereviewPapers) -> ToleranceMoved:
    """The case supervision office looks at the papers first."""
    return moved(desk, "prereview_supervision", order.case, opinion=rules.opined(order.opinion))


@step(KIND)
def prereview_trial(desk: Desk, order: PrereviewPapers) -> ToleranceMoved:
    """The trial office looks at them after it."""
    return moved(desk, "prereview_trial", order.case, opinion=rules.opined(order.opinion))


@step(KIND)
def prereview_secrecy(desk: Desk, order: PrereviewPapers) -> ToleranceMoved:
    """The papers go to other units: nothing in them may point to who reported the person (F01, F02)."""
    from lucheng_desktop.circulars import leaks

    opinion = rules.opined(order.opinion)
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "prereview_secrecy", record)
        subject = shelf.record("person", record.fields["subject"])
        sealed = [protected_person(facts) for facts in dossier.complainants(shelf, subject.id, _PURPOSE)]
        leaks.refuse(leaks.find(_papers(desk, record), sealed, (subject.fields["name"],)))
        return write(desk, shelf, "prereview_secrecy", record, opinion=opinion)


@step(KIND)
def return_papers(desk: Desk, order: ReturnPapers) -> ToleranceMoved:
    """Send the papers back before the meeting is called; the other side is argued anew."""
    return moved(desk, "return_papers", order.case, reason=said(order.reason))


def _papers(desk: Desk, record: "State") -> "Iterator[Field]":
    """What the units will read: matter, report, the reasons of the eight criteria, and the other side."""
    from lucheng_desktop.circulars.fields import Field

    where = words("tolerance")["papers"]
    for name in ("matter", "verification", "objection", "basis", "materials"):
        yield Field(f"$.{name}", where[name], str(record.fields.get(name) or ""))
    for criterion in desk.rules.criteria:
        path = f"findings.{criterion.id}.reason"
        yield Field(f"$.{path}", criterion.name, str(record.fields.get(path) or ""))
