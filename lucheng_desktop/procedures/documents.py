"""Which paper a person at the console means, and the register of seals as it is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.numbers import official, with_number
from lucheng_desktop.procedures.reading import masked, refuse
from lucheng_desktop.procedures.sealing import line_digest
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


def find_document(desk: Desk, wanted: str) -> str:
    """The id of the paper with this number or id, or of the clearance with it; refused E-ABSENT, E-RECUSED."""
    with desk.vault.reading() as shelf:
        numbered = with_number(shelf, wanted)
        clearances = (shelf.rows("clearance", ("document",), where={column: wanted}) for column in ("id", "number"))
        papers = [*(row for rows in clearances for row in rows), *shelf.rows("document", ("id",), where={"id": wanted})]
    found = numbered or next((str(document) for (document,) in papers if document), "")
    if not found:
        raise Refused("E-ABSENT/paper", number=wanted)
    refuse(desk, "document", found)
    return found


@dataclass(frozen=True, slots=True)
class SealLine:
    """One line of the register of seals. `chained`: it names the line before it, and that one is as it was.

    `id` is the paper's; `title` is hidden from who is recused from it. `seal`, `name`, `shift` (tenths of a
    millimetre, right and down): of a seal of the office.
    """

    id: str
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


def seal_years(desk: Desk) -> tuple[int, ...]:
    """The years in which something was sealed, the latest first."""
    with desk.vault.reading() as shelf:
        return tuple(sorted(_registers(desk, shelf), reverse=True))


def seal_register(desk: Desk, year: int = 0) -> tuple[SealLine, ...]:
    """用印登记簿 of a year (0: of all), oldest first, with the copies printed so far."""
    with desk.vault.reading() as shelf:
        names: Mapping[str, str] = dict(shelf.rows("officer", ("id", "name")))
        registers = _registers(desk, shelf)
        years = [one for one in sorted(registers) if year in (0, one)]
        found = (line for one in years for line in _lines(shelf, registers[one]))
        lines = sorted(found, key=lambda line: (line[2]["year"], line[2]["serial"]))
        before = _last_before(shelf, registers, year)
    told = []
    for id_, at, line, copies in lines:
        serial = official(desk.rules.term("series", "seal"), line["year"], line["serial"])
        who: dict[str, Any] = {name: names.get(line[name], "") for name in ("applicant", "approver", "keeper")}
        kept: dict[str, Any] = {name: line[name] for name in ("number", "title", "before", "sha256", "prev")}
        kept |= {"form": line.get("form", line["seal"]), "chained": line["prev"] == before}
        if "form" in line:
            kept |= {"seal": line["seal"], "name": line["name"], "shift": tuple(line["shift"])}
        told.append(SealLine(id=id_, serial=serial, at=at, copies=copies, **who, **kept))
        before = line_digest(line)
    return masked(told, desk, "title")


def _registers(desk: Desk, shelf: "Shelf") -> Mapping[int, str]:
    """Year -> the id of its register of seals."""
    series = desk.rules.term("series", "seal")
    rows = shelf.rows("register", ("id", "series", "year"), where={"series": series})
    return {year: id_ for id_, _, year in rows}


def _last_before(shelf: "Shelf", registers: Mapping[int, str], year: int) -> str:
    """The digest of the last line before a year, as that line's own register has it."""
    for earlier in sorted((one for one in registers if one < year), reverse=True):
        if lines := shelf.record("register", registers[earlier]).appended.get("lines", ()):
            return str(lines[-1]["line"])
    return ""


def _lines(shelf: "Shelf", register: str) -> Iterator[tuple[str, str, Mapping[str, Any], int]]:
    """(paper, when, line, copies printed) of every sealing that took a number of this register."""
    from lucheng_desktop.ledger.clock import moment

    held = {body["holder"] for body in shelf.record("register", register).appended.get("number", ())}
    for id_ in sorted(held):
        record = shelf.record("document", id_)
        copies = sum(int(said.get("copies", 0)) for said in record.appended.get("print", ()))
        times = [done.stamp for done in record.steps if done.step == "seal_document"]
        for line in record.appended.get("seal", ()):
            if "serial" in line and times:
                yield id_, moment(times[-1]).isoformat(timespec="seconds"), line, copies
