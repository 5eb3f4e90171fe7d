"""The months of training: appraisals, figures and visits added one by one, one extension, suspension, termination."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import redeployment as rules
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures import dossier
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
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class RecordAppraisal:
    """By whom (appraisers), with what grade (final_grades) and on what evidence."""

    redeployment: str
    on: date
    appraiser: str
    grade: str
    evidence: str


@dataclass(frozen=True, slots=True)
class RecordMetric:
    """A figure (training_metrics): done, of how many, when, by which paper; `stated`: the percentage as told."""

    redeployment: str
    metric: str
    numerator: int | None = None
    denominator: int | None = None
    on: date | None = None
    evidence: str = ""
    stated: str = ""


@dataclass(frozen=True, slots=True)
class RecordVisit:
    """Who went, on which day, and what was heard, seen and said."""

    redeployment: str
    on: date
    visitors: tuple[str, str]
    content: str


@dataclass(frozen=True, slots=True)
class Added:
    """What was added is the `count`-th of its kind."""

    redeployment: str
    count: int


@dataclass(frozen=True, slots=True)
class MetricRecorded:
    """The share, computed from both its parts."""

    redeployment: str
    numerator: int
    denominator: int
    percent: str


@dataclass(frozen=True, slots=True)
class RequestExtension:
    """How many more months, and why."""

    redeployment: str
    months: int
    reason: str


@step(KIND)
def record_appraisal(desk: Desk, order: RecordAppraisal) -> Added:
    """Add a monthly or quarterly appraisal."""
    desk.rules.known("appraisers", order.appraiser, "appraiser")
    desk.rules.known("final_grades", order.grade, "grade")
    with desk.vault.transaction() as shelf:
        record = _trained(desk, shelf, order.redeployment, "record_appraisal")
        rules.dated("on", order.on, _start(record), desk.clock.today())
        item = {"on": order.on.isoformat(), "appraiser": order.appraiser, "grade": order.grade}
        count = _add(shelf, record, "appraisals", item | {"evidence": told("evidence", order.evidence)})
        months = rules.rhythm(desk.rules, record.fields["plan.rhythm"]).months
        due = rules.appraisal_due(_start(record), months, order.on).isoformat()
        shelf.set(KIND, record.id, {"appraisal_due": max(due, record.fields["appraisal_due"])})
    return Added(order.redeployment, count)


@step(KIND)
def record_metric(desk: Desk, order: RecordMetric) -> MetricRecorded:
    """Add a figure; refused without its whole, its day or its evidence (C07). The latest one stands in lists."""
    desk.rules.known("training_metrics", order.metric, "metric")
    with desk.vault.transaction() as shelf:
        record = _trained(desk, shelf, order.redeployment, "record_metric")
        found = rules.metric_whole(order.numerator, order.denominator, order.evidence, order.stated)
        if order.on is None:
            raise Refused("E-RATE", path="$.on")
        rules.dated("on", order.on, _start(record), desk.clock.today())
        parts = {"numerator": found.numerator, "denominator": found.denominator, "on": order.on.isoformat()}
        _add(shelf, record, "metrics", {"metric": order.metric, "evidence": order.evidence.strip()} | parts)
        latest = {"metric": order.metric} | {f"metric_{name}": value for name, value in parts.items()}
        if order.on.isoformat() >= record.fields.get("metric_on", ""):
            shelf.set(KIND, record.id, latest)
    return MetricRecorded(order.redeployment, found.numerator, found.denominator, found.percent or "")


@step(KIND)
def record_visit(desk: Desk, order: RecordVisit) -> Added:
    """Add a visit by two different officers."""
    with desk.vault.transaction() as shelf:
        record = _trained(desk, shelf, order.redeployment, "record_visit")
        rules.dated("on", order.on, _start(record), desk.clock.today())
        known = [shelf.record("person", record.fields[one]).fields["name"] for one in ("person", "mentor")]
        visitors = rules.two_visitors(desk.rules, order.visitors, known)
        item = {"on": order.on.isoformat(), "visitors": list(visitors), "content": told("content", order.content)}
        count = _add(shelf, record, "visits", item)
        shelf.set(KIND, record.id, {"visits": count})
    return Added(order.redeployment, count)


@step(KIND)
def request_extension(desk: Desk, order: RequestExtension) -> RedeploymentMoved:
    """The organisation department asks for more time, once."""

    def request(shelf: "Shelf", record: "State") -> None:
        rules.extension_fits(desk.rules, record.fields["plan.months"], order.months, extended=_extended(record))
        fields = {"extension.asked": order.months, "extension.reason": told("reason", order.reason)}
        shelf.set(KIND, record.id, fields)

    return take(desk, order.redeployment, "request_extension", request)


@step(KIND)
def approve_extension(desk: Desk, order: OfRedeployment) -> RedeploymentMoved:
    """The commission agrees; the planned end moves on from the first day, never from today."""

    def approve(shelf: "Shelf", record: "State") -> None:
        months, more = record.fields["plan.months"], record.fields["extension.asked"]
        rules.extension_fits(desk.rules, months, more, extended=_extended(record))
        end = rules.planned_end(_start(record), months + more)
        shelf.set(KIND, record.id, {"planned_end_on": end.isoformat(), "extension.months": more})

    return take(desk, order.redeployment, "approve_extension", approve)


@step(KIND)
def refuse_extension(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """No more time; the training goes on to its assessment."""
    return take(desk, order.redeployment, "refuse_extension", reason=told("reason", order.reason))


@step(KIND)
def suspend_training(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """The training rests; whether its planned end moves by that is the pack's to say (C35)."""
    return take(desk, order.redeployment, "suspend_training", reason=told("reason", order.reason))


@step(KIND)
def resume_training(desk: Desk, order: OfRedeployment) -> RedeploymentMoved:
    """The training goes on."""

    def resume(shelf: "Shelf", record: "State") -> None:
        found = dossier.open_case(shelf, record.fields["person"])
        rules.no_open_case(desk.rules, found, sees=dossier.sees_all(desk))
        if desk.rules.parameter("training_rest_moves") == "moves":
            shelf.set(KIND, record.id, {"rests": [*record.fields.get("rests", ()), _rest(desk, record)]})

    return take(desk, order.redeployment, "resume_training", resume)


def _rest(desk: Desk, record: "State") -> str:
    """From the day the training came to rest up to today, as the planned end is moved by it."""
    stopped = next(done.stamp for done in reversed(record.steps) if done.source == "training")
    return f"{moment(stopped).date().isoformat()}/{desk.clock.today().isoformat()}"


@step(KIND)
def propose_termination(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """A new violation: the handling department proposes to end the training."""
    return take(desk, order.redeployment, "propose_termination", reason=told("reason", order.reason))


@step(KIND)
def confirm_termination(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """The organisation department agrees; the training has ended."""
    return close(desk, order, "confirm_termination")


@step(KIND)
def refuse_termination(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """The organisation department does not agree; the training rests until the commission lets it go on."""
    return take(desk, order.redeployment, "refuse_termination", reason=told("reason", order.reason))


def _trained(desk: Desk, shelf: "Shelf", case: str, name: str) -> "State":
    """The case, if this officer may add to it now. Adding moves nothing, so that two devices may both add."""
    record = shelf.record(KIND, case)
    allowed(desk, name, record)
    return record


def _add(shelf: "Shelf", record: "State", name: str, item: dict[str, Any]) -> int:
    shelf.append(KIND, record.id, "append", {"list": name, "item": item})
    return len(record.appended.get(name, ())) + 1


def _start(record: "State") -> date:
    return date.fromisoformat(record.fields["start_on"])


def _extended(record: "State") -> bool:
    return "extension.months" in record.fields
