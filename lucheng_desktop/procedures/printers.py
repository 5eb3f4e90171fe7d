"""The printers of the office: measured with a calibration page, their offset kept; one out of scale prints nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from lucheng_desktop.cases import printing as rules
from lucheng_desktop.cases.petitions import said
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf

PRINTERS = UUID("0f5c8a1e-5a43-5f0e-8f0b-6f7f6f1f5b27")
"""Name space of printer ids, so that a printer has one record whichever device measured it."""


@dataclass(frozen=True, slots=True)
class SaveCalibrationPage:
    """Write the page with two rulers of 100 mm and corner marks, to be printed at its own size."""

    target: Path


@dataclass(frozen=True, slots=True)
class CalibrationPageSaved:
    """The file, read again."""

    target: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordCalibration:
    """What a ruler says of the printed page, all in tenths of a mm.

    `across`, `down`: the two rulers of 100 mm; `left`, `top`: the corner mark from the paper's left and upper edge,
    which is drawn at 20 mm.
    """

    printer: str
    across: int
    down: int
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class CalibrationRecorded:
    """How far pages are moved for this printer, in tenths of a mm; `fit`: official papers may go to it."""

    printer: str
    right: int
    below: int
    fit: bool
    clamped: bool


@dataclass(frozen=True, slots=True)
class Printer:
    """A measured printer that is in scale: how far its pages are moved to the right and down, tenths of a mm."""

    name: str
    right: int
    below: int


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """One printer of the list, by its name. `state`: fit, unfit (out of scale) or unmeasured."""

    id: str
    name: str
    state: str
    checked_on: str
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class PrinterView:
    """What holds of a printer today: lengths and offsets in tenths of a mm; `why`: what keeps it from printing."""

    id: str
    name: str
    state: str
    checked_on: str = ""
    officer: str = ""
    across: int = 0
    down: int = 0
    right: int = 0
    below: int = 0
    why: Refused | None = None


FIT, UNFIT, UNMEASURED = "fit", "unfit", "unmeasured"


@step("printer")
def save_calibration_page(desk: Desk, order: SaveCalibrationPage) -> CalibrationPageSaved:
    """Write it, and read it again."""
    from lucheng_desktop.circulars.calibration import page

    return CalibrationPageSaved(order.target, write_checked(order.target, page(desk.clock.today())))


@step("printer")
def record_calibration(desk: Desk, order: RecordCalibration) -> CalibrationRecorded:
    """Enter what was measured, also of a printer that is out of scale: it then prints nothing official (Q09)."""
    from lucheng_desktop.circulars.calibration import MARK

    name = said(order.printer, "printer")
    rules.measured(across=order.across, down=order.down, left=order.left, top=order.top)
    wished = (round(MARK * 10) - order.left, round(MARK * 10) - order.top)
    right, below = (rules.clamped(desk.rules, one) for one in wished)
    fields = {"name": name, "across": order.across, "down": order.down, "right": right, "below": below}
    with desk.vault.transaction() as shelf:
        entered = {**fields, "checked_on": desk.clock.today().isoformat()}
        shelf.append("printer", uuid5(PRINTERS, name).hex, "set", entered)
    return CalibrationRecorded(name, right, below, _fit(desk, order.across, order.down), (right, below) != wished)


def _fit(desk: Desk, across: int, down: int) -> bool:
    try:
        rules.printer_fit(desk.rules, across=across, down=down)
    except Refused:
        return False
    return True


def the_printer(desk: Desk, shelf: "Shelf", name: str) -> Printer:
    """A printer that may print official papers; refused E-PRINTER when nobody measured it, or it is out of scale."""
    rows = shelf.rows("printer", ("id",), where={"id": uuid5(PRINTERS, name).hex})
    if not rows:
        raise Refused("E-PRINTER", path="$.printer", rule=desk.rules.quote("Q09"), printer=name)
    record = shelf.record("printer", rows[0][0])
    rules.printer_fit(desk.rules, across=record.fields["across"], down=record.fields["down"])
    return Printer(name, record.fields["right"], record.fields["below"])


def calibration_page(desk: Desk, _order: None = None) -> bytes:
    """The page as it prints, to be looked at or drawn by a printer that takes no PDF."""
    from lucheng_desktop.circulars.calibration import page

    return page(desk.clock.today())


def list_measured(desk: Desk, queues: tuple[str, ...] = ()) -> tuple[PrinterRow, ...]:
    """The printers that were measured, and those of this PC (`queues`) that were not."""
    with desk.vault.reading() as shelf:
        names = [name for (name,) in shelf.rows("printer", ("name",), order="name")]
        views = [_view(desk, shelf, name) for name in (*names, *(one for one in queues if one not in names))]
    return tuple(PrinterRow(view.id, view.name, view.state, view.checked_on) for view in views)


def show_printer(desk: Desk, name: str) -> PrinterView:
    """One printer; of one that nobody measured only that it may not print official papers."""
    with desk.vault.reading() as shelf:
        return _view(desk, shelf, name)


def _view(desk: Desk, shelf: "Shelf", name: str) -> PrinterView:
    why: Refused | None = None
    try:
        the_printer(desk, shelf, name)
    except Refused as refused:
        why = refused
    id_ = uuid5(PRINTERS, name).hex
    if not shelf.rows("printer", ("id",), where={"id": id_}):
        return PrinterView(name, name, UNMEASURED, why=why)
    fields, last = shelf.record("printer", id_).fields, shelf.history("printer", id_)[-1]
    officer = dict(shelf.rows("officer", ("id", "name"))).get(last.officer.hex(), "")
    measured: dict[str, int] = {one: fields[one] for one in ("across", "down", "right", "below")}
    return PrinterView(name, name, UNFIT if why else FIT, fields["checked_on"], officer, why=why, **measured)


def list_printers(desk: Desk) -> tuple[Printer, ...]:
    """Every printer that may print official papers."""
    with desk.vault.reading() as shelf:
        names = [name for (name,) in shelf.rows("printer", ("name",), order="name")]
        found = [record for name in names if (record := _known(desk, shelf, name))]
    return tuple(found)


def _known(desk: Desk, shelf: "Shelf", name: str) -> Printer | None:
    try:
        return the_printer(desk, shelf, name)
    except Refused:
        return None
