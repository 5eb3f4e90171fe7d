"""The steps after a paper went out: receipts, reminders, and its place in the archive."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lucheng_desktop.gui.fields import ChoiceField, DateField, LineField, NumberField, TextField
from lucheng_desktop.gui.printing_steps import kept_sheet
from lucheng_desktop.gui.prints_tab import say, span
from lucheng_desktop.procedures.archiving import ArchiveDocument, archive_document
from lucheng_desktop.procedures.circulation import Delivery
from lucheng_desktop.procedures.distribution import RecordReceipt, RemindRecipient, record_receipt, remind_recipient

if TYPE_CHECKING:
    from lucheng_desktop.gui.issuing_page import IssuingPage

STEPS = frozenset({"archive_document", "record_receipt"})
_MOST = 999


def issued_steps(page: "IssuingPage") -> dict[str, Callable[[], None]]:
    """Step -> what does it on `page`."""
    return {
        "archive_document": lambda: _open_archive(page),
        "record_receipt": lambda: page.late.turn_to("deliveries"),
    }


def open_receipt(page: "IssuingPage", row: Delivery) -> None:
    """Who of the recipient signed, when, for how many copies."""
    numbers = span(row.numbers)
    told_numbers = say("record_receipt.span", numbers=numbers) if numbers else ""
    note = say("record_receipt.note", copies=row.copies, span=told_numbers)
    by = LineField("by", say("record_receipt.by"), required=True)
    on = DateField("on", say("record_receipt.on"), required=True)
    copies = NumberField("copies", say("record_receipt.copies"), 1, _MOST)

    def send(values: Mapping[str, Any]) -> None:
        order = RecordReceipt(row.id, values["on"], values["by"], values["copies"])
        page.send(record_receipt, order, then=lambda done: _told(page, "record_receipt", recipient=done.recipient))

    title = say("record_receipt.title", recipient=row.recipient)
    verb = say("record_receipt.go")
    kept_sheet(page, f"record_receipt.{row.id}", (by, on, copies), send, note, title, verb)


def open_reminder(page: "IssuingPage", row: Delivery) -> None:
    """How the recipient was reminded and what it said."""
    reason = TextField("reason", say("remind_recipient.reason"), required=True, lines=2)

    def send(values: Mapping[str, Any]) -> None:
        page.send(remind_recipient, RemindRecipient(row.id, values["reason"]), then=told)

    def told(done: Any) -> None:
        _told(page, "remind_recipient", recipient=done.recipient, times=done.times)

    title = say("remind_recipient.title", recipient=row.recipient)
    note, verb = say("remind_recipient.note"), say("remind_recipient.go")
    kept_sheet(page, f"remind_recipient.{row.id}", (reason,), send, note, title, verb)


def _open_archive(page: "IssuingPage") -> None:
    number = LineField("archive_number", say("archive_document.number"), required=True)
    on = DateField("on", say("archive_document.on"), required=True)
    on.set_value(datetime.now().astimezone().date())
    words = tuple(page.rules.words("retentions").items())
    retention = ChoiceField("retention", say("archive_document.retention"), words)
    override = LineField("override", say("archive_document.override"))
    left = sum(not one.received_on for one in page.copies.deliveries)
    note = say("archive_document.note") + (say("archive_document.open", count=left) if left else "")

    def send(values: Mapping[str, Any]) -> None:
        page.send(archive_document, ArchiveDocument(page.record, **values), then=told)

    def told(done: Any) -> None:
        _told(page, "archive_document", retention=page.rules.term("retentions", done.retention))

    kept_sheet(page, "archive_document", (number, on, retention, override), send, note)


def _told(page: "IssuingPage", part: str, **facts: object) -> None:
    page.forget_drafts()
    page.ui.message.tell(say(f"{part}.done", **facts))
