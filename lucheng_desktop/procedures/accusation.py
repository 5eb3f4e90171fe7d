"""False accusation: this office may only ask; the city determines, and only its number, day and organ are kept here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lucheng_desktop.cases import clearance as rules
from lucheng_desktop.cases import clearance_city as city
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.drafting import about, draft_paper, hold_against_identity, office_words, signer
from lucheng_desktop.procedures.frozen import refuse_changed, text_digest
from lucheng_desktop.procedures.progress import Progress, progress
from lucheng_desktop.procedures.reading import looking


@dataclass(frozen=True, slots=True)
class RequestDetermination:
    """What the request to the city says; `summary` is neutral, and who reported is in a sealed annex of that number."""

    allegation: str
    summary: str
    fabrication: str
    intent: str
    evidence: str
    sealed_no: str
    signer: str = ""


@dataclass(frozen=True, slots=True)
class DeterminationRequested:
    """The matter and the request that was drafted for it."""

    accusation: str
    document: str


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The trial office agrees that the request may go up."""

    accusation: str
    opinion: str


@dataclass(frozen=True, slots=True)
class ReviewRequestSecrecy:
    """The petition office agrees: the request itself does not point to who reported."""

    accusation: str


@dataclass(frozen=True, slots=True)
class RecordDetermination:
    """The higher organ's level, number and day of its paper, and of how many persons it says that they accused falsely.

    `persons` is the paper's own number: nothing sealed is opened for it.
    """

    accusation: str
    determined_by: str
    reference: str
    on: date
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class RecordNoDetermination:
    """The city did not find a false accusation: number and day of its paper."""

    accusation: str
    reference: str
    on: date


@dataclass(frozen=True, slots=True)
class AccusationMoved:
    """Where the matter stands now."""

    accusation: str
    state: str


@step("false_accusation")
def request_determination(desk: Desk, order: RequestDetermination) -> DeterminationRequested:
    """Draft the request from the office's template; what is missing is listed. No clearance waits for it (F04)."""
    with desk.vault.transaction() as shelf:
        allegation = shelf.record("allegation", order.allegation)
        rules.finding_false(desk.rules, allegation.fields.get("finding", ""), allegation.state)
        rules.neutral_summary(desk.rules, order.summary, allegation.fields["text"])
        fields = {"petition": allegation.fields["petition"], "allegation": allegation.id}
        fields |= {"subject": allegation.fields["accused"], "summary": order.summary.strip()}
        record = shelf.record("false_accusation", shelf.create("false_accusation", fields))
        told: dict[str, Any] = {"fabrication": order.fabrication, "intent": order.intent, "evidence": order.evidence}
        told |= {"sealed_no": order.sealed_no} | about(shelf, record)
        named, to = signer(shelf, order.signer), (office_words()["superior"],)
        document = draft_paper(
            desk, shelf, "accusation_request", told, record, to=to, signer=named, purpose="accusation"
        )
        shelf.set("false_accusation", record.id, {"document": document})
        advance(desk, shelf, "request_determination", record)
    return DeterminationRequested(record.id, document)


@step("false_accusation")
def review_request(desk: Desk, order: ReviewRequest) -> AccusationMoved:
    """The trial office reviews matter and text."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("false_accusation", order.accusation)
        allowed(desk, "review_request", record)
        document = shelf.record("document", record.fields["document"])
        refuse_changed(desk, document, record)
        advance(desk, shelf, "review_request", record, opinion=order.opinion)
        advance(desk, shelf, "review_document", document, opinion=order.opinion, text=text_digest(document))
    return AccusationMoved(order.accusation, "reviewed")


@step("false_accusation")
def review_request_secrecy(desk: Desk, order: ReviewRequestSecrecy) -> AccusationMoved:
    """Hold the request against the sealed identity; who reported stands in the sealed annex alone (art. 47)."""
    with desk.vault.transaction() as shelf:
        hold_against_identity(desk, shelf, "review_request_secrecy", shelf.record("false_accusation", order.accusation))
    return AccusationMoved(order.accusation, "secrecy_reviewed")


@step("false_accusation")
def record_determination(desk: Desk, order: RecordDetermination) -> AccusationMoved:
    """Enter what the city determined; refused without its paper or from anybody below it (F04)."""
    city.determined_above(desk.rules, order.determined_by)
    persons = city.persons_named(order.persons)
    by = {"determined_by": order.determined_by, "determined_on": order.on.isoformat(), **persons}
    return _answered(desk, "record_determination", order.accusation, order.reference, order.on, by)


@step("false_accusation")
def record_no_determination(desk: Desk, order: RecordNoDetermination) -> AccusationMoved:
    """Enter that the city found none; an honest mistake has no consequence for whoever reported."""
    return _answered(desk, "record_no_determination", order.accusation, order.reference, order.on)


def _answered(
    desk: Desk, name: str, accusation: str, number: str, on: date, determined: Mapping[str, Any] | None = None
) -> AccusationMoved:
    with desk.vault.transaction() as shelf:
        record = shelf.record("false_accusation", accusation)
        allowed(desk, name, record)
        sent = date.fromisoformat(record.fields["requested_on"])
        reference = city.theirs(desk.rules, number, on, sent_on=sent, today=desk.clock.today())
        fields = {"reference": reference, "answered_on": on.isoformat()}
        shelf.set("false_accusation", accusation, fields | dict(determined or {}))
        advance(desk, shelf, name, record)
        state = shelf.record("false_accusation", accusation).state
    return AccusationMoved(accusation, state)


@dataclass(frozen=True, slots=True)
class AccusationView:
    """One request with what became of it."""

    id: str
    fields: dict[str, Any]
    subject: dict[str, Any]
    progress: Progress


def show_accusation(desk: Desk, accusation: str) -> AccusationView:
    """One request and where it stands."""
    with looking(desk) as shelf:
        record = shelf.record("false_accusation", accusation)
        subject = dict(shelf.record("person", record.fields["subject"]).fields)
        papers = tuple(shelf.record("document", record.fields["document"]) for _ in range(1))
        where = progress(desk, shelf, record, *papers)
    return AccusationView(accusation, dict(record.fields), subject, where)
