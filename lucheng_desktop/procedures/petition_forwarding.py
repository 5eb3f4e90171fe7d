"""Petitions that are another organ's: sent on by day and register line, and nothing of their content kept here."""

from dataclasses import dataclass
from datetime import date

from lucheng_desktop.cases import petitions as rules
from lucheng_desktop.procedures.acting import Act, acting
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.petition_moves import PetitionMoved, moved
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class ConfirmForwarding:
    """When it was handed to the higher organ's petition office, and of which level."""

    petition: str
    on: date
    to: str


@dataclass(frozen=True, slots=True)
class ForwardingConfirmed:
    """`forward_by` was the last day; `late`: it was handed over after it."""

    petition: str
    on: date
    forward_by: date
    late: bool


@dataclass(frozen=True, slots=True)
class CorrectJurisdiction:
    """What was taken for this office's own turns out to be another's before any content was entered."""

    petition: str
    managed_by: str
    own_principal: bool = False


@dataclass(frozen=True, slots=True)
class ForwardedRow:
    """One line of the register of what was sent up: days and levels, never a name, a channel or a word of content."""

    id: str
    received_on: str
    forward_by: date
    forwarded_on: str
    forwarded_to: str
    late: bool
    state: str


@step("petition")
def confirm_forwarding(desk: Desk, order: ConfirmForwarding) -> ForwardingConfirmed:
    """Enter the day of delivery; one after the last day is entered too, and shown as late (art. 15)."""
    desk.rules.known("levels", order.to, "to")
    if rules.jurisdiction(desk.rules, order.to) != "higher":
        raise Refused("E-JURISDICTION/not-higher", path="$.to", level=desk.rules.term("levels", order.to))
    with acting(desk, "confirm_forwarding", "petition", order.petition) as act:
        received = date.fromisoformat(act.value("received_on"))
        rules.day_between(order.on, "on", first=received, last=desk.clock.today())
        act.fields.update({"forwarded_on": order.on.isoformat(), "forwarded_to": order.to})
    last = rules.forward_by(desk.rules, received)
    return ForwardingConfirmed(order.petition, order.on, last, order.on > last)


@step("petition")
def forward_received(desk: Desk, order: CorrectJurisdiction) -> PetitionMoved:
    """Send up what was received as this office's own; channel and level are blanked, nothing was entered yet (F10)."""
    with acting(desk, "forward_received", "petition", order.petition) as act:
        _correct(desk, act, order, "higher")
    return moved(desk, "forward_received", order.petition)


@step("petition")
def redirect_received(desk: Desk, order: CorrectJurisdiction) -> PetitionMoved:
    """Send down what was received as this office's own."""
    with acting(desk, "redirect_received", "petition", order.petition) as act:
        _correct(desk, act, order, "lower")
    return moved(desk, "redirect_received", order.petition)


def _correct(desk: Desk, act: Act, order: CorrectJurisdiction, wanted: str) -> None:
    """Refused unless the jurisdiction is the one the step is for."""
    decided = rules.jurisdiction(desk.rules, order.managed_by, own_principal=order.own_principal)
    if decided != wanted:
        name = desk.rules.term("jurisdictions", decided)
        raise Refused("E-JURISDICTION/other", path="$.managed_by", jurisdiction=name)
    act.fields.update({"jurisdiction": decided, "channel": None, "managed_by": None})
    act.shelf.drop_drafts("petition", order.petition)


def list_forwarded(desk: Desk) -> tuple[ForwardedRow, ...]:
    """What was sent up, newest first."""
    columns = ("id", "received_on", "forwarded_on", "forwarded_to", "state")
    with looking(desk) as shelf:
        rows = shelf.rows("petition", columns, where={"jurisdiction": "higher"}, order="-created")
    return tuple(_line(desk, *row) for row in rows)


def _line(desk: Desk, id_: str, received: str, forwarded: str | None, to: str | None, state: str) -> ForwardedRow:
    last = rules.forward_by(desk.rules, date.fromisoformat(received))
    day = date.fromisoformat(forwarded) if forwarded else desk.clock.today()
    return ForwardedRow(id_, received, last, forwarded or "", to or "", day > last, state)
