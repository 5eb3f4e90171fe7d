"""Screening: whether a registered petition is new, ours to handle and of substance; repeats linked, not merged."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.cases import petitions as rules
from lucheng_desktop.cases import repeats
from lucheng_desktop.procedures.acting import acting, entering
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.petition_moves import PetitionAlone, PetitionMoved, PetitionWithReason, move, moved
from lucheng_desktop.procedures.portions import named
from lucheng_desktop.procedures.reading import looking

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ScreenPetition:
    """The opinion; `different` says why likely repeats that are not linked report something else."""

    petition: str
    opinion: str
    different: str = ""


@dataclass(frozen=True, slots=True)
class RedirectDown:
    """To which lower organ it goes."""

    petition: str
    to: str


@dataclass(frozen=True, slots=True)
class LinkRepeat:
    """`repeat_of` is the petition that reported it first; the reason is said."""

    petition: str
    repeat_of: str
    reason: str


@dataclass(frozen=True, slots=True)
class RepeatLinked:
    """The link; both petitions keep their numbers and all they hold."""

    repeat: str
    petition: str
    repeat_of: str


@dataclass(frozen=True, slots=True)
class UnlinkRepeat:
    """Take a link back; the reason is said."""

    petition: str
    reason: str


@dataclass(frozen=True, slots=True)
class RepeatUnlinked:
    """The petition stands for itself again."""

    repeat: str
    petition: str


@dataclass(frozen=True, slots=True)
class LikelyRepeat:
    """An earlier petition that may report the same, by number and day; `likeness` in percent. Never its words."""

    petition: str
    number: str
    received_on: str
    state: str
    accused: str
    likeness: int


@step("petition")
def screen_petition(desk: Desk, order: ScreenPetition) -> PetitionMoved:
    """Screen; likely repeats are linked first or told apart with a reason."""
    opinion = rules.said(order.opinion, "opinion")
    with acting(desk, "screen_petition", "petition", order.petition) as act:
        count = len(_likely(desk, act.shelf, order.petition))
        repeats.decided(desk.rules, count, repeat_of=act.value("repeat_of"), different=order.different)
        act.fields["screened_on"] = desk.clock.today().isoformat()
        act.said.update({"opinion": opinion, "different": order.different.strip()})
    return moved(desk, "screen_petition", order.petition)


@step("petition")
def accept_petition(desk: Desk, order: PetitionAlone) -> PetitionMoved:
    """Accept; from receipt on a real-name complainant is to be told within the limit."""
    with acting(desk, "accept_petition", "petition", order.petition) as act:
        rules.acceptable(desk.rules, act.value("category"), repeat_of=act.value("repeat_of"))
        act.fields["accepted_on"] = desk.clock.today().isoformat()
    return moved(desk, "accept_petition", order.petition)


@step("petition")
def redirect_down(desk: Desk, order: RedirectDown) -> PetitionMoved:
    """Hand it down to the organ that manages the accused (art. 16)."""
    to = rules.said(order.to, "to")
    today = desk.clock.today().isoformat()
    return move(desk, "redirect_down", order.petition, forwarded_to=to, forwarded_on=today)


@step("petition")
def set_out_of_scope(desk: Desk, order: PetitionWithReason) -> PetitionMoved:
    """It is not the business of this office (art. 17)."""
    reason = rules.said(order.reason, "reason")
    return move(desk, "set_out_of_scope", order.petition, reason, closed_on=desk.clock.today().isoformat())


@step("petition")
def set_no_substance(desk: Desk, order: PetitionWithReason) -> PetitionMoved:
    """It names nothing that could be looked into (art. 17)."""
    reason = rules.said(order.reason, "reason")
    return move(desk, "set_no_substance", order.petition, reason, closed_on=desk.clock.today().isoformat())


@step("petition")
def file_repeat(desk: Desk, order: PetitionAlone) -> PetitionMoved:
    """Keep a linked repeat with what it repeats; it stays registered and is counted (art. 14)."""
    with acting(desk, "file_repeat", "petition", order.petition) as act:
        repeats.linked(desk.rules, act.value("repeat_of"))
        act.fields["closed_on"] = desk.clock.today().isoformat()
    return moved(desk, "file_repeat", order.petition)


@step("petition")
def rescreen_petition(desk: Desk, order: PetitionWithReason) -> PetitionMoved:
    """Take a petition that was put aside up again."""
    return move(desk, "rescreen_petition", order.petition, rules.said(order.reason, "reason"), closed_on=None)


@step("petition")
def withdraw_petition(desk: Desk, order: PetitionWithReason) -> PetitionMoved:
    """The complainant takes it back; everything stays, and new evidence takes it up again (F26)."""
    reason = rules.said(order.reason, "reason")
    return move(desk, "withdraw_petition", order.petition, reason, withdrawn_on=desk.clock.today().isoformat())


@step("petition")
def note_withdrawal(desk: Desk, order: PetitionWithReason) -> PetitionMoved:
    """The complainant takes back what is being dealt with already: it is noted, and the office goes on (C34)."""
    reason = rules.said(order.reason, "reason")
    with acting(desk, "note_withdrawal", "petition", order.petition) as act:
        rules.noted_once(desk.rules, act.record.state, [done.step for done in act.record.steps])
        act.fields["withdrawn_on"] = desk.clock.today().isoformat()
        act.said["reason"] = reason
    return moved(desk, "note_withdrawal", order.petition, act.record.state)


@step("repeat")
def link_repeat(desk: Desk, order: LinkRepeat) -> RepeatLinked:
    """Link a petition to the one it repeats; nothing is merged."""
    reason = rules.said(order.reason, "reason")
    with entering(desk, "link_repeat", "repeat", order.petition) as act:
        first = act.shelf.record("petition", order.repeat_of)
        rules.kept_here(desk.rules, first.fields["jurisdiction"])
        chain, known = _chain(act.shelf, first.id), act.value("repeat_of")
        repeats.may_link(desk.rules, order.petition, first.id, repeat_of=known, chain=chain)
        act.fields.update({"petition": order.petition, "repeat_of": first.id})
        act.fields["linked_on"] = desk.clock.today().isoformat()
        act.said["reason"] = reason
        act.shelf.set("petition", order.petition, {"repeat_of": first.id})
    return RepeatLinked(act.made[0], order.petition, order.repeat_of)


@step("repeat")
def unlink_repeat(desk: Desk, order: UnlinkRepeat) -> RepeatUnlinked:
    """Take the link back; both petitions are as they were."""
    reason = rules.said(order.reason, "reason")
    with looking(desk) as shelf:
        repeats.linked(desk.rules, shelf.record("petition", order.petition).fields.get("repeat_of"))
        link = shelf.rows("repeat", ("id",), where={"petition": order.petition}, order="-created", limit=1)[0][0]
    with acting(desk, "unlink_repeat", "repeat", link) as act:
        act.said["reason"] = reason
        act.shelf.set("petition", order.petition, {"repeat_of": None})
    return RepeatUnlinked(link, order.petition)


def likely_repeats(desk: Desk, petition: str) -> tuple[LikelyRepeat, ...]:
    """Earlier petitions about the same people that read alike, to be linked or told apart by the petition office."""
    with looking(desk) as shelf:
        found = {one.petition: one.likeness for one in _likely(desk, shelf, petition)}
        about = dict(shelf.rows("allegation", ("petition", "accused"), where={"petition": list(found)}))
        people = named(shelf, "person", about.values())
        accused = {of: people[who] for of, who in about.items()}
        columns = ("id", "number", "received_on", "state")
        rows = {row[0]: row[1:] for row in shelf.rows("petition", columns, where={"id": list(found)})}
    return tuple(_likely_repeat(one, rows[one], accused[one], likeness) for one, likeness in found.items())


def _likely_repeat(petition: str, row: tuple[str, ...], accused: str, likeness: int) -> LikelyRepeat:
    number, received_on, state = row
    return LikelyRepeat(petition, number, received_on, state, accused, likeness)


def _likely(desk: Desk, shelf: "Shelf", petition: str) -> tuple[repeats.Likely, ...]:
    columns = ("petition", "accused", "discipline", "text")
    own = [repeats.Matter(*row) for row in shelf.rows("allegation", columns, where={"petition": petition})]
    others = shelf.rows("allegation", columns, where={"accused": list({one.accused for one in own})})
    return repeats.likely(desk.rules, own, (repeats.Matter(*row) for row in others))


def _chain(shelf: "Shelf", petition: str) -> list[str]:
    """What the petition repeats, and what that repeats in turn."""
    found: list[str] = []
    while petition and petition not in found:
        found.append(petition)
        petition = shelf.record("petition", petition).fields.get("repeat_of") or ""
    return found
