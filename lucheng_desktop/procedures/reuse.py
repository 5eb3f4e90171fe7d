"""After the training: assessed by two bodies, recommended by both, decided by the district committee alone, tracked.

No order of this module can appoint: what the committee decides is told by the number and the day of its paper.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import redeployment as rules
from lucheng_desktop.procedures import dossier
from lucheng_desktop.procedures.deadlines import effective
from lucheng_desktop.procedures.desk import Desk, allowed, step
from lucheng_desktop.procedures.redeployment import (
    KIND,
    OfRedeployment,
    RedeploymentMoved,
    WithReason,
    close,
    take,
    told,
)

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class AssessTraining:
    """The commission's grade; the mentor is heard and has no vote. `early_reason`: the merit, before its time."""

    redeployment: str
    on: date
    grade: str
    basis: str
    mentor_opinion: str
    early_reason: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmAssessment:
    """The organisation department's own grade and what it rests on."""

    redeployment: str
    grade: str
    basis: str


@dataclass(frozen=True, slots=True)
class ProposeRecommendation:
    """For what kind of post (recommendations), and whether the old matter still speaks against using the person."""

    redeployment: str
    recommendation: str
    leading: bool
    affects_use: bool
    use_opinion: str
    appeal_pending: bool
    on: date


@dataclass(frozen=True, slots=True)
class JoinRecommendation:
    """The other body joins on this day; it is the day of the recommendation."""

    redeployment: str
    appeal_pending: bool
    on: date


@dataclass(frozen=True, slots=True)
class CommitteePaper:
    """The committee's minutes or decision: number and day, nothing of what it says."""

    redeployment: str
    reference: str
    on: date


@dataclass(frozen=True, slots=True)
class BeginTracking:
    """How the person will be accompanied in the first year."""

    redeployment: str
    arrangement: str


@dataclass(frozen=True, slots=True)
class RecordTracking:
    """What was found on that day."""

    redeployment: str
    on: date
    content: str


@step(KIND)
def assess_training(desk: Desk, order: AssessTraining) -> RedeploymentMoved:
    """The commission's half of the final assessment."""
    desk.rules.known("final_grades", order.grade, "grade")

    def assess(shelf: "Shelf", record: "State") -> None:
        rules.dated("on", order.on, _day(record, "start_on"), desk.clock.today())
        end = effective(desk, shelf, record, "final_assessment")
        rules.end_reached(desk.rules, end, order.on, grade=order.grade, early_reason=order.early_reason)
        rules.mentor_has_no_vote(desk.rules, desk.officer.name, _mentor(shelf, record))
        fields = {"on": order.on.isoformat(), "grade": order.grade, "basis": told("basis", order.basis)}
        fields |= {"mentor_opinion": told("mentor_opinion", order.mentor_opinion)}
        fields |= {"early_reason": order.early_reason.strip() if order.on < end else ""}
        shelf.set(KIND, record.id, {f"assessment.{name}": value for name, value in fields.items()})

    return take(desk, order.redeployment, "assess_training", assess)


@step(KIND)
def confirm_assessment(desk: Desk, order: ConfirmAssessment) -> RedeploymentMoved:
    """The organisation department's half; only a grade both came to is the final one."""
    desk.rules.known("final_grades", order.grade, "grade")

    def confirm(shelf: "Shelf", record: "State") -> None:
        rules.mentor_has_no_vote(desk.rules, desk.officer.name, _mentor(shelf, record))
        rules.grades_agree(desk.rules, record.fields["assessment.grade"], order.grade)
        fields = {"final_grade": order.grade, "assessed_on": record.fields["assessment.on"]}
        shelf.set(KIND, record.id, fields | {"assessment.other_basis": told("basis", order.basis)})

    return take(desk, order.redeployment, "confirm_assessment", confirm)


@step(KIND)
def return_assessment(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """The two bodies do not agree yet: back, with the reason."""
    return take(desk, order.redeployment, "return_assessment", reason=told("reason", order.reason))


@step(KIND)
def propose_recommendation(desk: Desk, order: ProposeRecommendation) -> RedeploymentMoved:
    """The commission's half: the grade allows it, and no effect period bars such a post on that day (F16, F17)."""

    def propose(shelf: "Shelf", record: "State") -> None:
        rules.dated("on", order.on, _day(record, "assessed_on"), desk.clock.today())
        sought = rules.Sought(order.recommendation, order.leading, order.on, order.affects_use)
        rules.recommendation(desk.rules, order.recommendation)
        _recommendable(desk, shelf, record, sought, appeal=order.appeal_pending)
        fields = {"recommendation": order.recommendation, "recommendation.leading": order.leading}
        fields |= {"recommendation.on": order.on.isoformat(), "recommendation.affects_use": order.affects_use}
        shelf.set(KIND, record.id, fields | {"recommendation.use_opinion": told("use_opinion", order.use_opinion)})

    return take(desk, order.redeployment, "propose_recommendation", propose)


@step(KIND)
def join_recommendation(desk: Desk, order: JoinRecommendation) -> RedeploymentMoved:
    """The organisation department's half, asked again of everything on record by now."""

    def join(shelf: "Shelf", record: "State") -> None:
        rules.dated("on", order.on, _day(record, "recommendation.on"), desk.clock.today())
        _recommendable(desk, shelf, record, _sought(record, order.on), appeal=order.appeal_pending)
        shelf.set(KIND, record.id, {"recommended_on": order.on.isoformat()})

    return take(desk, order.redeployment, "join_recommendation", join)


@step(KIND)
def return_recommendation(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """Not joined: back, with the reason."""
    return take(desk, order.redeployment, "return_recommendation", reason=told("reason", order.reason))


@step(KIND)
def recall_recommendation(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """Taken back before the committee has considered it, because something has come up."""

    def recall(shelf: "Shelf", record: "State") -> None:
        shelf.set(KIND, record.id, {"recommended_on": None})

    return take(desk, order.redeployment, "recall_recommendation", recall, reason=told("reason", order.reason))


@step(KIND)
def end_without_recommendation(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """The training has ended and nothing is recommended."""
    return close(desk, order, "end_without_recommendation")


@step(KIND)
def record_consideration(desk: Desk, order: CommitteePaper) -> RedeploymentMoved:
    """The committee has considered the recommendation; only the paper is named."""

    def consider(shelf: "Shelf", record: "State") -> None:
        rules.dated("on", order.on, _day(record, "recommended_on"), desk.clock.today())
        fields = {"consideration.reference": told("reference", order.reference)}
        shelf.set(KIND, record.id, fields | {"consideration.on": order.on.isoformat()})

    return take(desk, order.redeployment, "record_consideration", consider)


@step(KIND)
def record_reappointment(desk: Desk, order: CommitteePaper) -> RedeploymentMoved:
    """The committee has decided to use the person again; refused when its day lies inside an effect period (F16)."""

    def decide(shelf: "Shelf", record: "State") -> None:
        rules.dated("on", order.on, _day(record, "consideration.on"), desk.clock.today())
        _clear(desk, shelf, record, _sought(record, order.on))
        fields = {"reference": told("reference", order.reference), "reappointed_on": order.on.isoformat()}
        until = rules.tracked_until(desk.rules, order.on).isoformat()
        shelf.set(KIND, record.id, fields | {"tracking_until": until})

    return take(desk, order.redeployment, "record_reappointment", decide)


@step(KIND)
def record_not_reappointed(desk: Desk, order: CommitteePaper) -> RedeploymentMoved:
    """The committee has decided otherwise."""

    def decide(shelf: "Shelf", record: "State") -> None:
        rules.dated("on", order.on, _day(record, "consideration.on"), desk.clock.today())
        fields = {"reference": told("reference", order.reference), "ended_on": order.on.isoformat()}
        shelf.set(KIND, record.id, fields)

    return take(desk, order.redeployment, "record_not_reappointed", decide)


@step(KIND)
def begin_tracking(desk: Desk, order: BeginTracking) -> RedeploymentMoved:
    """A year of company begins with the new post."""

    def begin(shelf: "Shelf", record: "State") -> None:
        shelf.set(KIND, record.id, {"tracking.arrangement": told("arrangement", order.arrangement)})

    return take(desk, order.redeployment, "begin_tracking", begin)


@step(KIND)
def record_tracking(desk: Desk, order: RecordTracking) -> RedeploymentMoved:
    """Add what was found; it moves nothing."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.redeployment)
        allowed(desk, "record_tracking", record)
        rules.dated("on", order.on, _day(record, "reappointed_on"), desk.clock.today())
        item = {"on": order.on.isoformat(), "content": told("content", order.content)}
        shelf.append(KIND, record.id, "append", {"list": "tracking", "item": item})
    return RedeploymentMoved(order.redeployment, record.state)


@step(KIND)
def archive_redeployment(desk: Desk, order: OfRedeployment) -> RedeploymentMoved:
    """Into the archive; after a new post only when the year of tracking is over."""

    def archive(shelf: "Shelf", record: "State") -> None:
        if record.fields.get("reappointed_on"):
            rules.tracked_long_enough(desk.rules, _day(record, "reappointed_on"), desk.clock.today())
        if not record.fields.get("ended_on"):
            shelf.set(KIND, record.id, {"ended_on": desk.clock.today().isoformat()})

    return take(desk, order.redeployment, "archive_redeployment", archive)


def _recommendable(desk: Desk, shelf: "Shelf", record: "State", sought: rules.Sought, *, appeal: bool) -> None:
    """Everything a recommendation hangs on, both times it is asked."""
    rules.excellent(desk.rules, record.fields["final_grade"])
    person, sees = record.fields["person"], dossier.sees_all(desk)
    clue, known = dossier.open_clue(shelf, person), dossier.appealing(shelf, person)
    rules.nothing_pending(desk.rules, declared=appeal, appeal=known, open_clue=clue, sees=sees)
    _clear(desk, shelf, record, sought)


def _clear(desk: Desk, shelf: "Shelf", record: "State", sought: rules.Sought) -> None:
    """No open case, and no effect period of any sanction on record."""
    person = record.fields["person"]
    rules.no_open_case(desk.rules, dossier.open_case(shelf, person), sees=dossier.sees_all(desk))
    rules.outside_effect_period(desk.rules, dossier.recorded(shelf, person), sought)


def _sought(record: "State", on: date) -> rules.Sought:
    fields: dict[str, Any] = dict(record.fields)
    leading, affects = fields["recommendation.leading"], fields["recommendation.affects_use"]
    return rules.Sought(fields["recommendation"], leading, on, affects)


def _day(record: "State", field: str) -> date:
    return date.fromisoformat(record.fields[field])


def _mentor(shelf: "Shelf", record: "State") -> str:
    name: str = shelf.record("person", record.fields["mentor"]).fields["name"]
    return name
