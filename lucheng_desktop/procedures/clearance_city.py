"""What goes to the city: the request in our own name, and of the city's answer nothing but number, day and scope."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import clearance as rules
from lucheng_desktop.cases import clearance_city as city
from lucheng_desktop.procedures.clearance import conditions
from lucheng_desktop.procedures.clearance_holds import matters, still_false
from lucheng_desktop.procedures.desk import Desk, advance, allowed, day_of, step
from lucheng_desktop.procedures.drafting import about, draft_paper, office_words, signer
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ProposeEscalation:
    """What the city is asked to clear, in which form and how widely; `effect` goes into the request in words."""

    clearance: str
    adverse_effect: str
    effect: str
    harm_scope: str
    scope: str
    scope_reason: str
    forms: tuple[str, ...]
    name_display: str = "full"
    signer: str = ""


@dataclass(frozen=True, slots=True)
class EscalationProposed:
    """The request that was drafted, and why it goes up: scope or rank."""

    clearance: str
    document: str
    ground: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordCityReply:
    """Number, day and scope of the city's answer; its text and its paper stay the city's."""

    clearance: str
    reference: str
    on: date
    scope: str


@dataclass(frozen=True, slots=True)
class DeliverCityPaper:
    """The city's own paper was passed on to this many recipients."""

    clearance: str
    copies: int


@dataclass(frozen=True, slots=True)
class CityMoved:
    """Where the clearance stands now."""

    clearance: str
    state: str


@step("clearance")
def propose_escalation(desk: Desk, order: ProposeEscalation) -> EscalationProposed:
    """Draft the request to the city from the office's template; it is reviewed like any other paper."""
    forms = rules.forms_with_writing(desk.rules, order.forms)
    rules.within_harm(desk.rules, scope=order.scope, harm_scope=order.harm_scope)
    rules.media_allowed(desk.rules, forms, order.harm_scope)
    desk.rules.known("harms", order.adverse_effect, "adverse_effect")
    desk.rules.known("name_displays", order.name_display, "name_display")
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "propose_escalation", record)
        still_false(desk, shelf, record)
        rules.nothing_held(desk.rules, matters(shelf, record))
        managed_by = shelf.record("person", record.fields["subject"]).fields.get("managed_by", "")
        ground = city.ground(desk.rules, scope=order.scope, managed_by=managed_by)
        limits, wanted = conditions(record), {"scope": order.scope, "name_display": order.name_display}
        rules.within_consent(desk.rules, limits, forms=forms, **wanted)
        fields = {"adverse_effect": order.adverse_effect, "harm_scope": order.harm_scope, **wanted}
        fields |= {"scope.reason": order.scope_reason}
        shelf.set("clearance", order.clearance, fields | {"forms": list(forms)})
        document = _request(desk, shelf, shelf.record("clearance", order.clearance), order, ground)
        shelf.set("clearance", order.clearance, {"document": document})
        advance(desk, shelf, "propose_escalation", record, ground=ground)
    return EscalationProposed(order.clearance, document, ground, forms)


def _request(desk: Desk, shelf: "Shelf", record: "State", order: ProposeEscalation, ground: str) -> str:
    said = desk.rules.term("consents", record.fields["consent"])
    told: dict[str, Any] = {"effect": order.effect, "consent": said, "ground": ground}
    told |= {"form": "、".join(desk.rules.term("forms", form) for form in record.fields["forms"])}
    told |= {"scope": desk.rules.term("scopes", order.scope)} | about(shelf, record)
    named, to = signer(shelf, order.signer), (office_words()["superior"],)
    return draft_paper(desk, shelf, "escalation_request", told, record, to=to, signer=named, purpose="escalation")


@step("clearance")
def record_city_reply(desk: Desk, order: RecordCityReply) -> CityMoved:
    """Enter the answer's number, day and scope; nothing is printed in the city's name (F22)."""
    desk.rules.known("scopes", order.scope, "scope")
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "record_city_reply", record)
        sent, today = day_of(record, "escalate_clearance") or date.min, desk.clock.today()
        reference = city.theirs(desk.rules, order.reference, order.on, sent_on=sent, today=today)
        reply = {"reply.reference": reference, "reply.on": order.on.isoformat(), "reply.scope": order.scope}
        kept = {"request": record.fields["document"], "document": "", "scope": order.scope}
        shelf.set("clearance", order.clearance, reply | kept)
        advance(desk, shelf, "record_city_reply", record, reference=reference)
    return CityMoved(order.clearance, "higher_replied")


@step("clearance")
def deliver_city_paper(desk: Desk, order: DeliverCityPaper) -> CityMoved:
    """The city's paper clears; this office only passes it on and says to how many."""
    if order.copies < 1:
        raise Refused("E-INPUT/range", path="$.copies")
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "deliver_city_paper", record)
        city.replied(desk.rules, record.fields.get("reply.reference", ""), record.fields.get("document", ""))
        rules.nothing_held(desk.rules, matters(shelf, record))
        advance(desk, shelf, "deliver_city_paper", record, copies=order.copies)
    return CityMoved(order.clearance, "issued")
