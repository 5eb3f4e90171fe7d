"""Appeals against a determination: the case goes on meanwhile, another department hears the appeal."""

from dataclasses import dataclass
from datetime import date

from lucheng_desktop.cases import tolerance_appeal as rules
from lucheng_desktop.procedures.desk import Desk, advance, allowed, doers, step
from lucheng_desktop.procedures.tolerance_application import said
from lucheng_desktop.procedures.tolerance_determination import day_of
from lucheng_desktop.refusal import Refused

KIND = "appeal"
_RUNNING = ("notified", "filed", "rectifying", "rectification_reported", "rectified", "applied")


@dataclass(frozen=True, slots=True)
class AppealTolerance:
    """The person does not accept the determination."""

    case: str
    reason: str
    filed_on: date


@dataclass(frozen=True, slots=True)
class ToleranceAppealed:
    """The appeal."""

    appeal: str


@dataclass(frozen=True, slots=True)
class ReviewAppeal:
    """What the review came to: uphold, change, revoke."""

    appeal: str
    result: str
    reason: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class AppealReviewed:
    """The result, and where the case stands now."""

    appeal: str
    result: str
    state: str


@step(KIND)
def appeal_tolerance(desk: Desk, order: AppealTolerance) -> ToleranceAppealed:
    """Enter an appeal; the determination is carried out meanwhile."""
    reason = said(order.reason)
    with desk.vault.transaction() as shelf:
        case = shelf.record("tolerance", order.case)
        told_on = day_of(case, "notify_determination")
        if case.state not in _RUNNING or told_on is None:
            raise Refused("E-APPEAL/state", rule=desk.rules.quote("C28"))
        rules.in_time(desk.rules, told_on, order.filed_on)
        running = shelf.rows(KIND, ("id",), where={"tolerance": case.id, "state": "appealed"})
        rules.one_at_a_time(desk.rules, len(running))
        appeal = shelf.create(KIND, {"tolerance": case.id, "filed_on": order.filed_on.isoformat(), "reason": reason})
        advance(desk, shelf, "appeal_tolerance", shelf.record(KIND, appeal))
    return ToleranceAppealed(appeal)


@step(KIND)
def review_appeal(desk: Desk, order: ReviewAppeal) -> AppealReviewed:
    """Decide the appeal: to change takes the case back to the meeting's opinion, to revoke proposes it to the organ."""
    reason = said(order.reason)
    desk.rules.known("appeal_results", order.result, "result")
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.appeal)
        case = shelf.record("tolerance", record.fields["tolerance"])
        allowed(desk, "review_appeal", record, case)
        own = (desk.officer.id, *desk.officer.former)
        rules.another_department(desk.rules, desk.officer.roles, own, doers(case))
        result = {"result": order.result, "decided_on": order.decided_on.isoformat()}
        shelf.set(KIND, record.id, result)
        advance(desk, shelf, "review_appeal", record, reason=reason, **result)
        if order.result == "change":
            advance(desk, shelf, "reopen_determination", case, reason=reason, appeal=record.id)
        return AppealReviewed(order.appeal, order.result, shelf.record("tolerance", case.id).state)
