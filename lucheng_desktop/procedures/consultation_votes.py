"""Votes of a joint meeting: one signed entry each, counted only when all are in; minutes from what was recorded."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import consultation as rules
from lucheng_desktop.cases.consultation import AGAINST, Ballot, Tally
from lucheng_desktop.places import words
from lucheng_desktop.procedures.consultation import KIND, called_as, follow, opening, seated, seats
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class CastVote:
    """One unit's vote on one item: by its own officer, or entered by the secretary from the signed ballot."""

    meeting: str
    item: str
    unit: str
    vote: str
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class VoteCast:
    """The vote is in the ledger under its officer's signature."""

    meeting: str
    item: str
    unit: str


@dataclass(frozen=True, slots=True)
class RecordOpinion:
    """What a unit that is not there sent in writing; it is no vote."""

    meeting: str
    unit: str
    opinion: str


@dataclass(frozen=True, slots=True)
class OpinionRecorded:
    """The opinion goes into the minutes."""

    meeting: str
    unit: str


@dataclass(frozen=True, slots=True)
class ConcludeConsultation:
    """Count the votes and end the meeting."""

    meeting: str


@dataclass(frozen=True, slots=True)
class ConsultationConcluded:
    """Items with how they were voted."""

    meeting: str
    tallies: dict[str, Tally]


@step(KIND)
def cast_vote(desk: Desk, order: CastVote) -> VoteCast:
    """Enter one vote; nobody votes twice, for somebody else, or before the others when in the chair."""
    ballot = Ballot(order.item, order.unit, order.vote, order.opinion)
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.meeting)
        allowed(desk, "cast_vote", record)
        if order.item not in _items(record):
            raise Refused("E-MEETING/item", path="$.item", item=order.item)
        seated(desk, record, order.unit)
        rules.may_cast(desk.rules, ballot, ballots(record), opening(record)["voters"])
        shelf.append(KIND, order.meeting, "vote", _body(ballot))
    return VoteCast(order.meeting, order.item, order.unit)


@step(KIND)
def record_opinion(desk: Desk, order: RecordOpinion) -> OpinionRecorded:
    """Keep the written opinion of an absent unit for the minutes; it is never counted."""
    desk.rules.known("meeting_units", order.unit, "unit")
    if not order.opinion.strip():
        raise Refused("E-INPUT/blank", path="$.opinion")
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.meeting)
        allowed(desk, "record_opinion", record)
        if order.unit in opening(record)["present"]:
            raise Refused("E-BALLOT/present", unit=desk.rules.term("meeting_units", order.unit))
        item = {"unit": order.unit, "opinion": order.opinion}
        shelf.append(KIND, order.meeting, "append", {"list": "opinions", "item": item})
    return OpinionRecorded(order.meeting, order.unit)


@step(KIND)
def conclude_consultation(desk: Desk, order: ConcludeConsultation) -> ConsultationConcluded:
    """Count every item; refused while a vote is outstanding."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.meeting)
        allowed(desk, "conclude_consultation", record)
        found = tallies(desk, record)
        rules.counted(desk.rules, found)
        results = {code: {"agree": len(one.agree), "adopted": one.adopted} for code, one in found.items()}
        advance(desk, shelf, "conclude_consultation", record, results=results)
        subject = shelf.record(record.fields["subject_kind"], record.fields["subject"])
        follow(desk, shelf, subject, "record_consultation", order.meeting)
    return ConsultationConcluded(order.meeting, found)


def _items(record: "State") -> dict[str, Any]:
    return {item["code"]: item for item in called_as(record)["items"]}


def _body(ballot: Ballot) -> dict[str, str]:
    return {"item": ballot.item, "unit": ballot.unit, "vote": ballot.vote, "opinion": ballot.opinion}


def ballots(record: "State") -> tuple[Ballot, ...]:
    """All votes in the order they were cast."""
    return tuple(Ballot(**body) for body in record.appended.get("vote", ()))


def tallies(desk: Desk, record: "State") -> dict[str, Tally]:
    """Item -> how it stands, over the units that were entitled when the meeting was opened."""
    voters = opening(record).get("voters", ())
    return {code: rules.tally(desk.rules, code, ballots(record), voters) for code in _items(record)}


def adopted(desk: Desk, shelf: "Shelf", subject: "State") -> dict[str, bool]:
    """Outcome -> whether the meeting on this record adopted it; empty when none on it was concluded."""
    meeting = subject.fields.get("meeting", "")
    record = shelf.record(KIND, meeting) if meeting else subject
    lawful = record.kind == KIND and record.state == "held" and not (record.conflicts or record.voided)
    if not lawful or called_as(record)["subject"] != subject.id:
        return {}
    found = tallies(desk, record)
    return {item["outcome"]: found[code].adopted for code, item in _items(record).items() if item["outcome"]}


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """A meeting as people read it: its fields, who may vote, each item's tally, and the minutes' facts by item."""

    id: str
    state: str
    fields: dict[str, Any]
    voters: tuple[str, ...]
    recused: tuple[str, ...]
    tallies: dict[str, Tally]
    minutes: dict[str, dict[str, Any]]


def show_consultation(desk: Desk, meeting: str) -> ConsultationView:
    """One meeting with its tallies; minutes only of one that was held."""
    with looking(desk) as shelf:
        record = shelf.record(KIND, meeting)
        found, opened = tallies(desk, record), opening(record)
        held = _items(record) if record.state == "held" else {}
        minutes = {code: _minutes(desk, shelf, record, item, found[code]) for code, item in held.items()}
    people = tuple(opened.get("voters", ())), tuple(opened.get("recused", ()))
    return ConsultationView(meeting, record.state, dict(record.fields), *people, found, minutes)


def _minutes(desk: Desk, shelf: "Shelf", record: "State", item: dict[str, Any], found: Tally) -> dict[str, Any]:
    """The facts of the minutes on one item, as the template `consultation_minutes` asks for them."""
    from datetime import date

    say, opened = words("consultation"), opening(record)
    sitting = {seat.unit: f"{_unit(desk, seat.unit)}{seat.holder}" for seat in seats(record)}
    subject = shelf.record(record.fields["subject_kind"], record.fields["subject"])
    chair = next(term.code for term in desk.rules.terms.meeting_units if term.chair)
    cast = [ballot for ballot in ballots(record) if ballot.item == item["code"]]
    dissent = [f"{_unit(desk, one.unit)}：{one.opinion}" for one in cast if one.vote == AGAINST]
    absent = [name for unit, name in sitting.items() if unit not in opened["present"]]
    listened = [name for unit, name in sitting.items() if unit in opened["present"] and unit not in found_units(found)]
    return {
        "meeting": say["meeting"],
        "held_on": date.fromisoformat(opened["held_on"]),
        "place": record.fields["place"],
        "chair": next(seat.holder for seat in seats(record) if seat.unit == chair),
        "matter": subject.fields.get("matter", item["text"]),
        "subject": _person(shelf, subject),
        "opinions": [{"unit": _unit(desk, one.unit), "opinion": _said(desk, one)} for one in cast],
        "eligible": found.eligible,
        "agreed": len(found.agree),
        "against": len(found.against),
        "abstained": len(found.abstain),
        "dissent": "；".join(dissent),
        "conclusion": say["adopted" if found.adopted else "rejected"].format(text=item["text"]),
        "attended": [sitting[unit] for unit in found_units(found)],
        "absent": [name for name in absent if name not in _recused(sitting, opened)],
        "listened": [name for name in listened if name not in _recused(sitting, opened)],
        "recused": _recused(sitting, opened),
    }


def _recused(sitting: dict[str, str], opened: Any) -> list[str]:
    return [sitting[unit] for unit in opened["recused"]]


def found_units(found: Tally) -> tuple[str, ...]:
    """All units that voted."""
    return (*found.agree, *found.against, *found.abstain)


def _unit(desk: Desk, unit: str) -> str:
    return desk.rules.term("meeting_units", unit)


def _said(desk: Desk, ballot: Ballot) -> str:
    return ballot.opinion.strip() or desk.rules.term("ballots", ballot.vote)


def _person(shelf: "Shelf", subject: "State") -> str:
    for field in ("subject", "person"):
        rows = shelf.rows("person", ("name",), where={"id": subject.fields.get(field, "")})
        if rows:
            return str(rows[0][0])
    return ""


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """One line of the list of meetings."""

    id: str
    subject_kind: str
    subject: str
    called_on: str
    held_on: str
    state: str


def list_consultations(desk: Desk, subject: str = "") -> tuple[ConsultationRow, ...]:
    """Meetings, newest first; of one record if it is named."""
    columns = ("id", "subject_kind", "subject", "called_on", "held_on", "state")
    with looking(desk) as shelf:
        rows = shelf.rows(KIND, columns, where={"subject": subject} if subject else {}, order="-created")
    return tuple(ConsultationRow(*(value or "" for value in row)) for row in rows)
