"""To whom a paper went: the plan by its own addressees, the list with copy numbers, and who has signed for it."""

from dataclasses import dataclass
from datetime import date

from lucheng_desktop.cases import distribution as rules
from lucheng_desktop.cases.distribution import Share
from lucheng_desktop.cases.petitions import said
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.drafting import office_words
from lucheng_desktop.procedures.print_jobs import file_copy, numbered_copies, plan
from lucheng_desktop.procedures.reading import looking


@dataclass(frozen=True, slots=True)
class PlanDistribution:
    """A paper, how many copies each recipient is to get, and how many the file."""

    document: str
    each: int = 1
    file: int = 1


@dataclass(frozen=True, slots=True)
class DistributionPlanned:
    """Every recipient the paper names; `open_groups` are collective names whose members are still to be listed."""

    document: str
    shares: tuple[Share, ...]
    copies: int
    numbered: bool
    open_groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordReceipt:
    """Who of the recipient signed for how many copies, and when."""

    delivery: str
    on: date
    by: str
    copies: int


@dataclass(frozen=True, slots=True)
class ReceiptRecorded:
    """The copies are signed for."""

    delivery: str
    recipient: str


@dataclass(frozen=True, slots=True)
class RemindRecipient:
    """Copies that nobody has signed for, and how the recipient was reminded: whom one spoke to, by what way."""

    delivery: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecipientReminded:
    """Entered; how often it was by now."""

    delivery: str
    recipient: str
    times: int


@dataclass(frozen=True, slots=True)
class ListDeliveries:
    """Of which paper."""

    document: str


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One line of the distribution list; `first` and `last` are 0 where copies bear no number."""

    id: str
    recipient: str
    copies: int
    first: int
    last: int
    sent_on: str
    received_on: str
    word: str


@dataclass(frozen=True, slots=True)
class DeliveriesListed:
    """The distribution list of a paper, in the order of its copies."""

    document: str
    deliveries: tuple[DeliveryRow, ...]
    outstanding: int


@step("document")
def plan_distribution(desk: Desk, order: PlanDistribution) -> DistributionPlanned:
    """What the approved scope comes to: units and copies. Nothing is entered by it."""
    with looking(desk) as shelf:
        record = shelf.record("document", order.document)
        numbered = numbered_copies(desk, shelf, record)
    shares = plan(record, max(order.each, 1))
    groups = office_words()["groups"]
    open_groups = tuple(share.recipient for share in shares if share.recipient in groups)
    shares += tuple(Share(file_copy(), order.file) for _ in range(order.file > 0))
    return DistributionPlanned(order.document, shares, sum(one.copies for one in shares), numbered, open_groups)


@step("delivery")
def record_receipt(desk: Desk, order: RecordReceipt) -> ReceiptRecorded:
    """The recipient has signed for every copy it was sent; one too few is looked for first (Q07)."""
    by = said(order.by, "by")
    with desk.vault.transaction() as shelf:
        record = shelf.record("delivery", order.delivery)
        allowed(desk, "record_receipt", record)
        fields = record.fields
        rules.received_whole(desk.rules, copies=order.copies, sent=fields["copies"])
        rules.received_day(order.on, sent_on=date.fromisoformat(fields["sent_on"]), today=desk.clock.today())
        shelf.set("delivery", order.delivery, {"received_on": order.on.isoformat(), "received_by": by})
        advance(desk, shelf, "record_receipt", record)
    return ReceiptRecorded(order.delivery, fields["recipient"])


@step("delivery")
def remind_recipient(desk: Desk, order: RemindRecipient) -> RecipientReminded:
    """Enter that the recipient was asked for its receipt; the copies stay unsigned for."""
    reason = said(order.reason, "reason")
    with desk.vault.transaction() as shelf:
        record = shelf.record("delivery", order.delivery)
        advance(desk, shelf, "remind_recipient", record, reason=reason)
        times = sum(done.step == "remind_recipient" for done in shelf.record("delivery", order.delivery).steps)
    return RecipientReminded(order.delivery, record.fields["recipient"], times)


@step("delivery")
def list_deliveries(desk: Desk, order: ListDeliveries) -> DeliveriesListed:
    """Who got which copies and whether they signed; what is late stands among the reminders."""
    columns = ("id", "recipient", "copies", "first", "last", "sent_on", "received_on", "state")
    with looking(desk) as shelf:
        document = shelf.record("document", order.document).id
        rows = shelf.rows("delivery", columns, where={"document": document, "voided": 0})
    shown = tuple(
        DeliveryRow(id_, recipient, copies, first or 0, last or 0, sent, received or "",
                    desk.rules.state_name("delivery", state))
        for id_, recipient, copies, first, last, sent, received, state in rows
    )  # fmt: skip
    return DeliveriesListed(order.document, shown, sum(not one.received_on for one in shown))
