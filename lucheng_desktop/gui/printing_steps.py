"""The steps of printing a paper: registered for whom and on which printer, printed, told of, witnessed, reprinted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.distribution import Share
from lucheng_desktop.gui.fields import ChoiceField, Field, LineField, NumberField, TextField
from lucheng_desktop.gui.page import say as confirm_words
from lucheng_desktop.gui.path_field import PathField
from lucheng_desktop.gui.printing import print_released
from lucheng_desktop.gui.prints_tab import say
from lucheng_desktop.gui.sheet import StepSheet, keep_drafts, sheet_for
from lucheng_desktop.procedures.circulation import JobRow
from lucheng_desktop.procedures.distribution import DistributionPlanned, PlanDistribution, plan_distribution
from lucheng_desktop.procedures.issuing import RegisterDocument, register_document
from lucheng_desktop.procedures.print_jobs import file_copy
from lucheng_desktop.procedures.printers import Printer, list_printers
from lucheng_desktop.procedures.printing import (
    PrintFileReleased,
    RecordPrint,
    ReprintDocument,
    SavePrintFile,
    SendToPrinter,
    WitnessDestruction,
    record_print,
    release_print_file,
    reprint_document,
    save_print_file,
    send_to_printer,
    witness_destruction,
)

if TYPE_CHECKING:
    from lucheng_desktop.gui.issuing_page import IssuingPage

STEPS = frozenset({"register_document", "print_job", "record_print", "witness_destruction", "reprint_document"})
_MOST = 999
_MOST_SHEETS = 99_999
_MOST_RUN = 1000
"""Copy numbers in one span that are worth writing out."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a sheet of copies is filled from."""

    plan: DistributionPlanned
    printers: tuple[Printer, ...]


class CopyNumbersField(LineField):
    """Copy numbers such as 3, 5-7; empty is none."""

    def __init__(self, path: str, label: str, known: range) -> None:
        self._known = known
        super().__init__(path, label, hint=say("record_print.spoiled_hint"))

    def value(self) -> tuple[int, ...] | None:
        return read_numbers(self.text(), self._known)

    def empty(self) -> bool:
        return not self.text().strip()

    def check(self) -> str:
        return say("record_print.spoiled_wrong") if self.value() is None else super().check()


def read_numbers(text: str, known: range) -> tuple[int, ...] | None:
    """The numbers in a text such as 3, 5-7, each once and one of the known; None when it is not that."""
    for comma in ("、", "，", ";", "；", " "):
        text = text.replace(comma, ",")
    found: list[int] = []
    for part in filter(None, text.replace("—", "-").replace("－", "-").replace("～", "-").split(",")):
        ends = part.split("-")
        if len(ends) > 2 or not all(end.isascii() and end.isdigit() and len(end) <= 6 for end in ends):
            return None
        first, last = int(ends[0]), int(ends[-1])
        if not first <= last < first + _MOST_RUN:
            return None
        found += range(first, last + 1)
    return tuple(found) if set(found) <= set(known) and len(set(found)) == len(found) else None


def printing_steps(page: "IssuingPage") -> dict[str, Callable[[], None]]:
    """Step -> what does it on `page`."""
    return {
        "register_document": lambda: _ask_ready(page, partial(_open_register, page)),
        "print_job": lambda: print_job(page, page.late.prints.chosen()),
        "record_print": lambda: _open_outcome(page),
        "witness_destruction": lambda: _open_witness(page),
        "reprint_document": lambda: _ask_ready(page, partial(_open_reprint, page)),
    }


def _ask_ready(page: "IssuingPage", then: Callable[[_Ready], None]) -> None:
    record = page.record
    page.lane.ask(page, _read_ready, record, lambda ready: then(ready) if page.record == record else None, page.refuse)


def _read_ready(desk: Any, document: str) -> _Ready:
    return _Ready(plan_distribution(desk, PlanDistribution(document)), list_printers(desk))


def kept_sheet(
    page: "IssuingPage", part: str, fields: Sequence[Field], then: Callable[[Mapping[str, Any]], None], note: str,
    title: str = "", verb: str = "",
) -> StepSheet:  # fmt: skip
    """A sheet on the page whose texts are kept until its step is taken; `verb` goes on its button."""
    sheet = sheet_for(title or say(f"{part}.title"), fields, then, page.close_sheet, note)
    if verb:
        sheet.go.setText(confirm_words("step.confirm", title=verb))
    page.open_sheet(sheet)
    page.keeper = keep_drafts(sheet, page.lane, f"document.{part}", page.record) if fields else None
    return sheet


# for whom, and on which printer


def _copies_fields(ready: _Ready, wanted: Mapping[str, int]) -> list[Field]:
    """Total, printer, and a number for each recipient; members of a collective name that is not listed are typed."""
    total = NumberField("copies", say("register.copies"), 1, _MOST)
    named = [("", say("register.elsewhere")), *((one.name, one.name) for one in ready.printers)]
    printer = ChoiceField("printer", say("register.printer"), named[1:])
    printer.box.setItemText(0, named[0][1])
    fields: list[Field] = [total, printer]
    for at, share in enumerate(_recipients(ready)):
        if share.recipient in ready.plan.open_groups:
            label = say("register.members", group=share.recipient)
            fields.append(TextField(f"members[{at}]", label, lines=2))
        else:
            number = NumberField(f"shares[{at}].copies", share.recipient, 0, _MOST)
            number.set_value(str(wanted.get(share.recipient, 0)))
            fields.append(number)
    if len(ready.printers) == 1:
        printer.set_value(ready.printers[0].name)
    return fields


def _recipients(ready: _Ready) -> list[Share]:
    return [share for share in ready.plan.shares if share.recipient != file_copy()]


def _shares(ready: _Ready, values: Mapping[str, Any]) -> tuple[Share, ...]:
    """What was typed, and what is left over for the file."""
    found: list[Share] = []
    for at, share in enumerate(_recipients(ready)):
        if f"members[{at}]" in values:
            names = [line.strip() for line in values[f"members[{at}]"].splitlines() if line.strip()]
            found += [Share(name, 1, share.recipient) for name in names] or [Share(share.recipient, 1, "")]
        elif values[f"shares[{at}].copies"]:
            found.append(Share(share.recipient, values[f"shares[{at}].copies"], share.group))
    left = values["copies"] - sum(one.copies for one in found)
    return (*found, *(Share(file_copy(), left) for _ in range(left > 0)))


def _enough(sheet: StepSheet, shares: Sequence[Share]) -> bool:
    """Whether the total suffices for all; the field says so when it does not."""
    least, field = sum(one.copies for one in shares), sheet.fields["copies"]
    short = least > field.value()
    field.fault(say("register.too_few", least=least) if short else "")
    return not short


def _open_register(page: "IssuingPage", ready: _Ready) -> None:
    planned = {share.recipient: share.copies for share in _recipients(ready)}
    numbered = say("register.numbered" if ready.plan.numbered else "register.unnumbered")
    note = say("register.note", numbered=numbered) + ("" if ready.printers else "\n" + say("register.no_printer"))

    def send(values: Mapping[str, Any]) -> None:
        shares = _shares(ready, values)
        if _enough(sheet, shares):
            order = RegisterDocument(page.record, values["copies"], shares, values["printer"])
            page.send(register_document, order, then=lambda answer: _registered(page, answer, values))

    sheet = kept_sheet(page, "register", _copies_fields(ready, planned), send, note)


def _registered(page: "IssuingPage", answer: Any, values: Mapping[str, Any]) -> None:
    page.forget_drafts()
    page.fresh = (answer.document, answer.job) if values["printer"] else ("", 0)
    page.ui.message.tell(say("register.done", number=answer.number, copies=values["copies"]))
    page.late.turn_to("prints")


def _open_reprint(page: "IssuingPage", ready: _Ready) -> None:
    wanted = {share.recipient: share.copies for share in page.copies.instead}
    fields = _copies_fields(ready, wanted)
    total = sum(share.copies for share in page.copies.instead)
    fields[0].set_value(total or "")
    reason = TextField("reason", say("reprint_document.reason"), required=True, lines=2)

    def send(values: Mapping[str, Any]) -> None:
        shares = _shares(ready, values)
        if _enough(sheet, shares):
            order = ReprintDocument(page.record, values["copies"], values["reason"], shares, values["printer"])
            page.send(reprint_document, order, then=lambda answer: _reprinted(page, answer, values))

    sheet = kept_sheet(page, "reprint_document", [*fields, reason], send, say("reprint_document.note"))


def _reprinted(page: "IssuingPage", answer: Any, values: Mapping[str, Any]) -> None:
    page.forget_drafts()
    page.fresh = (answer.document, answer.job) if values["printer"] else ("", 0)
    given = say("reprint_document.span", first=answer.first, last=answer.last) if answer.first else ""
    page.ui.message.tell(say("reprint_document.done", number=answer.job, copies=values["copies"], span=given))
    page.late.turn_to("prints")


# to the printer


def print_job(page: "IssuingPage", number: int, *, ask: bool = False) -> None:
    """The file of a job to its printer: as vectors by the print service, else page by page; its outcome is asked."""
    job = page.late.prints.job(number)
    if job is None or job.standing != "untold":
        page.ui.message.tell(say("print.shut", number=number) if job else say("print.none"), tone="open")
        return
    order = SendToPrinter(page.record, number)
    page.ui.message.tell(say("print.working"), tone="open")
    if page.copies.spooler and not ask:
        page.lane.ask(page, send_to_printer, order, lambda sent: _sent(page, order, sent), page.refuse)
    else:
        then = partial(_draw, page, order, ask=ask)
        page.lane.ask(page, release_print_file, order, then, page.refuse)


def _sent(page: "IssuingPage", order: SendToPrinter, sent: Any) -> None:
    page.ui.message.tell(say("print.sent", printer=sent.printer, request=sent.request))
    _ask_outcome(page, order)


def _draw(page: "IssuingPage", order: SendToPrinter, released: PrintFileReleased, *, ask: bool) -> None:
    def done(pages: int) -> None:
        page.ui.message.tell(say("print.drawn", printer=released.printer, pages=pages))
        _ask_outcome(page, order)

    print_released(page.lane, released, page, done, page.refuse, ask=ask)


def _ask_outcome(page: "IssuingPage", order: SendToPrinter) -> None:
    page.fresh = ("", 0)
    if page.record == order.document:
        page.late.turn_to("prints")
        page.late.prints.ui.table.choose(str(order.job))
        _open_outcome(page)


def save_file(page: "IssuingPage", number: int) -> None:
    """The file of a job for a printer that this PC cannot reach."""
    if not page.view:
        return
    target = PathField("target", say("save.target"), save=True, kinds=say("save.kinds"))
    target.set_value(Path.home() / say("save.file", name=page.view.number, number=number))

    def send(values: Mapping[str, Any]) -> None:
        order = SavePrintFile(page.record, number, values["target"])
        page.send(save_print_file, order, then=lambda done: page.ui.message.tell(
            say("save.done", file=done.target.name), detail=done.sha256))  # fmt: skip

    kept_sheet(page, "save", (target,), send, say("save.note"))


# what came out


def _first(page: "IssuingPage", standing: str) -> JobRow | None:
    return next((job for job in page.copies.jobs if job.standing == standing), None)


def _open_outcome(page: "IssuingPage") -> None:
    job = _first(page, "untold")
    if job is None:
        return
    sheets = NumberField("sheets", say("record_print.sheets"), 0, _MOST_SHEETS)
    lost: Field
    if job.numbers[0]:
        known = range(job.numbers[0], job.numbers[1] + 1)
        lost = CopyNumbersField("spoiled", say("record_print.spoiled"), known)
    else:
        lost = NumberField("lost", say("record_print.lost"), 0, job.copies)
        lost.set_value("0")

    def send(values: Mapping[str, Any]) -> None:
        order = RecordPrint(page.record, job.number, values["sheets"], values.get("spoiled", ()), values.get("lost", 0))
        page.send(record_print, order, then=lambda done: _told(page, done, values))

    title = say("record_print.title", number=job.number)
    kept_sheet(page, "record_print", (sheets, lost), send,
               say("record_print.note", copies=job.copies, sheets=job.sheets), title)  # fmt: skip


def _told(page: "IssuingPage", done: Any, values: Mapping[str, Any]) -> None:
    page.forget_drafts()
    part = "record_print.done_lost" if done.lost else "record_print.done"
    words = say(part, number=done.job, lost=done.lost, sheets=values["sheets"])
    page.ui.message.tell(words, tone="soon" if done.lost else "done")


def _open_witness(page: "IssuingPage") -> None:
    job = _first(page, "unwitnessed")
    if job is None:
        return
    spoiled = say("job.spoiled", numbers="、".join(f"{one:06d}" for one in job.spoiled)) if job.spoiled else ""
    officer = job.told.officer if job.told else ""
    note = say("witness_destruction.note", number=job.number, officer=officer, lost=job.lost, spoiled=spoiled)
    done = say("witness_destruction.done", number=job.number, lost=job.lost)
    order = WitnessDestruction(page.record, job.number)
    kept_sheet(page, "witness_destruction", (), lambda _: page.send(witness_destruction, order, done), note)
