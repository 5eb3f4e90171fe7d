"""Redeployments as pages and scripts see them: what was recorded, what is missing, and from when a post is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import redeployment as rules
from lucheng_desktop.procedures import dossier
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.portions import EVERYTHING, Portion, named, newest
from lucheng_desktop.procedures.progress import Progress, progress
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.procedures.redeployment import KIND

if TYPE_CHECKING:
    from lucheng_desktop.cases.sanctions import Eligibility
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class RedeploymentRow:
    """One line of the list."""

    id: str
    number: str
    person: str
    posting_unit: str
    start_on: str
    planned_end_on: str
    state: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class RedeploymentView:
    """Everything the page of one redeployment shows.

    `missed`: first and last day of each period without an appraisal, an alert and no failure. `earliest`: from when
    each kind of post is open, None while a sanction waits for its second officer. `reported_since`: petitions received
    since the new post, None for officers who may not know.
    """

    id: str
    fields: dict[str, Any]
    person: dict[str, Any]
    mentor: dict[str, Any]
    appraisals: tuple[Mapping[str, Any], ...]
    metrics: tuple[Mapping[str, Any], ...]
    visits: tuple[Mapping[str, Any], ...]
    tracking: tuple[Mapping[str, Any], ...]
    missed: tuple[tuple[date, date], ...]
    earliest: "Eligibility | None"
    reported_since: int | None
    progress: Progress


def list_redeployments(desk: Desk, text: str = "", part: Portion = EVERYTHING) -> tuple[RedeploymentRow, ...]:
    """Redeployments, newest first; `text` searches number, person and unit."""
    columns = ("id", "number", "person", "posting_unit", "start_on", "planned_end_on", "state", "conflict")
    with looking(desk) as shelf:
        rows = newest(shelf, KIND, columns, part)
        people = named(shelf, "person", (row[2] for row in rows))
    found = (
        RedeploymentRow(id_, number or "", people[person], unit or "", start or "", end or "", state, bool(conflict))
        for id_, number, person, unit, start, end, state, conflict in rows
    )
    return tuple(row for row in found if text in f"{row.number} {row.person} {row.posting_unit}")


def show_redeployment(desk: Desk, redeployment: str) -> RedeploymentView:
    """One redeployment whole."""
    with looking(desk) as shelf:
        record = shelf.record(KIND, redeployment)
        fields = dict(record.fields)
        person = dict(shelf.record("person", fields["person"]).fields)
        mentor = dict(shelf.record("person", fields["mentor"]).fields) if fields.get("mentor") else {}
        sanctions = dossier.recorded(shelf, fields["person"])
        since = _reported_since(desk, shelf, record)
        where = progress(desk, shelf, record)
    today = desk.clock.today()
    settled = all(one.confirmed for one in sanctions)
    earliest = rules.earliest(desk.rules, sanctions, today) if settled else None
    return RedeploymentView(
        redeployment,
        fields,
        person,
        mentor,
        appraisals=record.appended.get("appraisals", ()),
        metrics=record.appended.get("metrics", ()),
        visits=record.appended.get("visits", ()),
        tracking=record.appended.get("tracking", ()),
        missed=missed(desk, record, today),
        earliest=earliest,
        reported_since=since,
        progress=where,
    )


def missed(desk: Desk, record: "State", today: date) -> tuple[tuple[date, date], ...]:
    """Periods of the training without an appraisal, up to its end or today."""
    fields = record.fields
    if not fields.get("start_on"):
        return ()
    ends = [day for day in (fields.get("assessment.on"), fields.get("ended_on")) if day]
    until = min([date.fromisoformat(day) for day in ends], default=today)
    appraised = [date.fromisoformat(one["on"]) for one in record.appended.get("appraisals", ())]
    months = rules.rhythm(desk.rules, fields["plan.rhythm"]).months
    return tuple(rules.missed(date.fromisoformat(fields["start_on"]), months, until, appraised))


def _reported_since(desk: Desk, shelf: "Shelf", record: "State") -> int | None:
    """Petitions received since the new post: for the officers who handle them alone."""
    since: str = record.fields.get("reappointed_on") or ""
    if not (since and dossier.sees_all(desk)):
        return None
    petitions = dossier.petitions_of(shelf, record.fields["person"])
    rows = shelf.rows("petition", ("received_on",), where={"id": petitions, "voided": 0})
    return len([received for (received,) in rows if (received or "") >= since])
