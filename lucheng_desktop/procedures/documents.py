"""Which paper a person at the console means, and the register of seals as it is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.numbers import official, with_number
from lucheng_desktop.procedures.sealing import line_digest
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


def find_document(desk: Desk, wanted: str) -> str:
    """The id of the paper with this number or id, or of the clearance with it; refused E-ABSENT/paper."""
    with desk.vault.reading() as shelf:
        if found := with_number(shelf, wanted):
            return found
        clearances = (shelf.rows("clearance", ("document",), where={column: wanted}) for column in ("id", "number"))
        papers = [*(row for rows in clearances for row in rows), *shelf.rows("document", ("id",), where={"id": wanted})]
    for (document,) in papers:
        if document:
            return str(document)
    raise Refused("E-ABSENT/paper", number=wanted)


@dataclass(frozen=True, slots=True)
class SealLine:
    """One line of the register of seals. `chained`: it names the line before it, and that one is as it was.

    `seal`, `name`, `shift` (tenths of a millimetre, right and down): of a seal of the office.
    """

    serial: str
    at: str
    number: str
    title: str
    copies: int
    applicant: str
    approver: str
    keeper: str
    form: str
    before: str
    sha256: str
    prev: str
    chained: bool
    seal: str = ""
    name: str = ""
    shift: tuple[int, ...] = ()


def seal_register(desk: Desk) -> tuple[SealLine, ...]:
    """用印登记簿, oldest first, with the copies printed so far."""
    with desk.vault.reading() as shelf:
        names: Mapping[str, str] = dict(shelf.rows("officer", ("id", "name")))
        lines = sorted(_lines(shelf), key=lambda line: (line[1]["year"], line[1]["serial"]))
    told, before = [], ""
    for at, line, copies in lines:
        serial = official(desk.rules.term("series", "seal"), line["year"], line["serial"])
        who: dict[str, Any] = {name: names.get(line[name], "") for name in ("applicant", "approver", "keeper")}
        kept: dict[str, Any] = {name: line[name] for name in ("number", "title", "before", "sha256", "prev")}
        kept |= {"form": line.get("form", line["seal"]), "chained": line["prev"] == before}
        if "form" in line:
            kept |= {"seal": line["seal"], "name": line["name"], "shift": tuple(line["shift"])}
        told.append(SealLine(serial=serial, at=at, copies=copies, **who, **kept))
        before = line_digest(line)
    return tuple(told)


def _lines(shelf: "Shelf") -> Iterator[tuple[str, Mapping[str, Any], int]]:
    """(when, line, copies printed) of every sealing; papers sealed before there was a register have no line."""
    from lucheng_desktop.ledger.clock import moment

    for (id_,) in shelf.rows("document", ("id",)):
        record = shelf.record("document", id_)
        copies = sum(int(said.get("copies", 0)) for said in record.appended.get("print", ()))
        times = [done.stamp for done in record.steps if done.step == "seal_document"]
        for line in record.appended.get("seal", ()):
            if "serial" in line and times:
                yield moment(times[-1]).isoformat(timespec="seconds"), line, copies
