"""Telling complainants who gave a name: name checked, acceptance and result told, the identity opened for no more."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from lucheng_desktop.cases import feedback
from lucheng_desktop.cases import petitions as rules
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.acting import Act, acting, entering
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.petition_moves import PetitionAlone
from lucheng_desktop.procedures.reading import refuse
from lucheng_desktop.refusal import Refused

_VERIFIED = "real_name"
_UNVERIFIED = "signed_unverified"


@dataclass(frozen=True, slots=True)
class OpenForFeedback:
    """`purpose`: naming_check, acceptance or feedback; nothing else opens an identity here."""

    petition: str
    purpose: str


@dataclass(frozen=True, slots=True)
class OpenedForFeedback:
    """Who is to be spoken to, and until when it may be seen again."""

    petition: str
    facts: dict[str, str] = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class NamingChecked:
    """How the petition is signed, as far as is known now."""

    petition: str
    naming: str


@dataclass(frozen=True, slots=True)
class TellAccepted:
    """When the complainant was told that the petition is accepted, by which two officers or more."""

    petition: str
    on: date
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcceptanceTold:
    """The notice record."""

    petition: str
    notice: str
    on: date


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """When the result was told, by whom, and what the complainant said; an objection is written down."""

    petition: str
    on: date
    present: tuple[str, ...]
    outcome: str
    objection: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """`state` is that of the petition."""

    petition: str
    outcome: str
    state: str


@step("petition")
def open_for_feedback(desk: Desk, order: OpenForFeedback) -> OpenedForFeedback:
    """Open the sealed identity to check the name or to tell something that is due; an anonymous one has none (F21)."""
    from lucheng_desktop.vault import identities

    if order.purpose not in _OPEN_FOR:
        raise Refused("E-FEEDBACK/purpose", path="$.purpose", rule=desk.rules.quote("C11"))
    refuse(desk, "petition", order.petition)
    with desk.vault.transaction() as shelf:
        _OPEN_FOR[order.purpose](desk, Act(shelf, shelf.record("petition", order.petition)))
        facts = dict(identities.grant(shelf, order.petition, order.purpose))
    return OpenedForFeedback(order.petition, facts, moment(desk.clock.now()) + timedelta(minutes=identities.MINUTES))


@step("naming_check")
def confirm_naming(desk: Desk, order: PetitionAlone) -> NamingChecked:
    """The complainant has confirmed it under their own name."""
    with entering(desk, "confirm_naming", "naming_check", order.petition) as act:
        feedback.may_verify(desk.rules, act.value("naming"), act.value("real_name_verified_on"))
        feedback.identity_opened(desk.rules, _opened(act), feedback.NAMING)
        naming = _VERIFIED if act.value("naming") == _UNVERIFIED else act.value("naming")
        _checked(desk, act, {"naming": naming, "real_name_verified_on": desk.clock.today().isoformat()})
    return NamingChecked(order.petition, naming)


@step("naming_check")
def refute_naming(desk: Desk, order: PetitionAlone) -> NamingChecked:
    """Whoever is named did not write it: it counts as unverified, and nobody is traced (F21)."""
    with entering(desk, "refute_naming", "naming_check", order.petition) as act:
        feedback.may_verify(desk.rules, act.value("naming"), act.value("real_name_verified_on"))
        _checked(desk, act, {"naming": _UNVERIFIED})
    return NamingChecked(order.petition, _UNVERIFIED)


def _checked(desk: Desk, act: Act, fields: dict[str, str]) -> None:
    act.fields.update({"petition": act.record.id, "checked_on": desk.clock.today().isoformat()})
    act.shelf.set("petition", act.record.id, fields)


@step("notice")
def tell_accepted(desk: Desk, order: TellAccepted) -> AcceptanceTold:
    """Write down that the complainant was told of the acceptance."""
    present = feedback.two_officers(desk.rules, order.present)
    with entering(desk, "tell_accepted", "notice", order.petition) as act:
        _acceptance_open(desk, act)
        feedback.identity_opened(desk.rules, _opened(act), feedback.ACCEPTANCE)
        accepted = date.fromisoformat(act.value("accepted_on"))
        rules.day_between(order.on, "on", first=accepted, last=desk.clock.today())
        act.fields.update({"petition": order.petition, "told_on": order.on.isoformat(), "present": list(present)})
        act.shelf.set("petition", order.petition, {"told_accepted_on": order.on.isoformat()})
    return AcceptanceTold(order.petition, act.made[0], order.on)


@step("petition")
def give_feedback(desk: Desk, order: GiveFeedback) -> FeedbackGiven:
    """Write down that the result was told by two or more, and any objection; nobody anonymous is told (F21)."""
    desk.rules.known("feedback_outcomes", order.outcome, "outcome")
    present = feedback.two_officers(desk.rules, order.present)
    objection = rules.said(order.objection, "objection") if order.outcome == "objection" else ""
    with acting(desk, "give_feedback", "petition", order.petition) as act:
        _result_open(desk, act)
        feedback.identity_opened(desk.rules, _opened(act), feedback.RESULT)
        rules.day_between(order.on, "on", first=date.fromisoformat(_ended(act)), last=desk.clock.today())
        reached = next(term.reached for term in desk.rules.terms.feedback_outcomes if term.code == order.outcome)
        act.fields.update({"fed_back_on": order.on.isoformat() if reached else None, "feedback.outcome": order.outcome})
        act.fields.update({"feedback.present": list(present), "feedback.objection": objection})
    return FeedbackGiven(order.petition, order.outcome, "fed_back")


def _name_open(desk: Desk, act: Act) -> None:
    feedback.may_verify(desk.rules, act.value("naming") or "", act.value("real_name_verified_on"))


def _acceptance_open(desk: Desk, act: Act) -> None:
    accepted, told = act.value("accepted_on"), act.value("told_accepted_on")
    again = bool(act.value("repeat_of"))
    feedback.acceptance_due(desk.rules, act.value("naming") or "", accepted_on=accepted, told_on=told, again=again)


def _result_open(desk: Desk, act: Act) -> None:
    verified, told = act.value("real_name_verified_on"), act.value("fed_back_on")
    naming, ended = act.value("naming") or "", _ended(act)
    feedback.result_due(desk.rules, naming, ended_on=ended, verified_on=verified, fed_back_on=told)


def _ended(act: Act) -> str:
    """The day of conclusion, or of closing without one; empty while it is open."""
    return min(filter(None, (act.value("concluded_on"), act.value("closed_on"))), default="")


_OPEN_FOR = {feedback.NAMING: _name_open, feedback.ACCEPTANCE: _acceptance_open, feedback.RESULT: _result_open}


def _opened(act: Act) -> frozenset[str]:
    """The purposes for which the identity has been opened since the petition was last taken up again."""
    found: set[str] = set()
    for entry in act.shelf.history("petition", act.record.id):
        if entry.kind == "transition" and entry.body["step"] == "reopen_petition":
            found.clear()
        elif entry.kind == "note" and entry.body.get("what") == "identity_opened":
            found.add(str(entry.body.get("purpose")))
    return frozenset(found)
