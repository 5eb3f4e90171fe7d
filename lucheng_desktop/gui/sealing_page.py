"""用印: the register of seals, whether its lines hang together, and the paper it prints on."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.facts import grouped
from lucheng_desktop.gui.forms.sealing import Ui_Sealing
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.listing import Listing
from lucheng_desktop.gui.page import Page
from lucheng_desktop.gui.printing import print_paper
from lucheng_desktop.gui.seal_sheet import SealSheet, lay_out
from lucheng_desktop.gui.table import NUMBER_PX, Column, by
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.places import words
from lucheng_desktop.procedures.documents import SealLine, seal_register, seal_years

_DIGEST = 16
_PRINTED = ("serial", "at", "number", "name", "copies", "applicant", "approver", "keeper", "form", "digest")


def say(name: str, /, **facts: object) -> str:
    """A sentence of this page: `resources/words/sealing.toml`, part `register`."""
    text: str = words("sealing")["register"][name]
    return text.format_map(facts) if facts else text


@dataclass(frozen=True, slots=True)
class SealsRead:
    """The lines of a year (0: all) as they were read, the years there are, and who read them where."""

    year: int
    years: tuple[int, ...]
    lines: tuple[SealLine, ...]
    officer: str
    office: str


class SealingPage(Page):
    """The year and the state of the chain above, the lines below, and the same as a paper."""

    searchable = True

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(lane, parent)
        self.ui = Ui_Sealing()
        self.ui.setupUi(self)
        self.setObjectName("page")
        self.paper = PaperView(lane)
        self._lines: dict[str, SealLine] = {}
        self._year = -1
        self._build()

    def _build(self) -> None:
        ui = self.ui
        ui.table.lay_out(_columns())
        Listing(ui.table, ui.count, ui.nothing, say("empty"))
        ui.tabs.addTab(self.paper, say("paper"))
        ui.tabs.tabBar().setDrawBase(False)
        ui.chain.hide()
        ui.facts.setText(say("facts"))
        ui.year.activated.connect(lambda _: self._turn(int(ui.year.currentData())))
        ui.table.chosen.connect(lambda _: self._choose())
        ui.table.opened.connect(lambda id_: self.goto.emit("issuing", id_))
        ui.go.clicked.connect(lambda: self.goto.emit("issuing", ui.table.current()))
        self.paper.print_wanted.connect(self._print)

    def refresh(self) -> None:
        """Read the lines of the year again; the latest year at first."""
        self.lane.ask(self, _read, self._year, self._show, self.ui.message.refuse)

    def search(self, text: str) -> None:
        """Narrow the lines."""
        self.ui.table.rows.find(text)

    def zones(self) -> tuple[QWidget, ...]:
        return (self.ui.table, self.ui.tabs)

    def _turn(self, year: int) -> None:
        self._year = year
        self.refresh()

    def _show(self, read: SealsRead) -> None:
        ui = self.ui
        self._year = read.year if read.years else -1
        self._offer_years(read)
        self._lines = {line.id: line for line in read.lines}
        ui.table.show_rows(tuple(reversed(read.lines)))
        if read.lines and not ui.table.current():
            ui.table.choose(read.lines[-1].id)
        loose = [line.serial for line in read.lines if not line.chained]
        ui.chain.show_state(_chain(read), ("stop" if loose else "done") if read.lines else "plain")
        ui.facts.setText(say("fault", serial=loose[0]) if loose else say("facts"))
        self._choose()
        self._lay_out(read)

    def _offer_years(self, read: SealsRead) -> None:
        box = self.ui.year
        box.clear()
        for year in read.years:
            box.addItem(say("year", year=year), year)
        box.addItem(say("all"), 0)
        box.setCurrentIndex(max(0, box.findData(read.year)))
        box.setEnabled(bool(read.years))

    def _choose(self) -> None:
        line = self._lines.get(self.ui.table.current())
        for part in (self.ui.line, self.ui.go):
            part.setVisible(line is not None)
        if line:
            facts = {"digest": _spaced(line.sha256), "prev": _spaced(line.prev) or say("first")}
            self.ui.line.setText(say("line", serial=line.serial, number=line.number, **facts))

    def _lay_out(self, read: SealsRead) -> None:
        self.paper.clear()
        if not read.lines:
            return
        at = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
        about = say("count", count=len(read.lines), chain=_chain(read))
        year = say("year", year=read.year) if read.year else say("all")
        sheet = SealSheet(
            theme.face(), say("title"), f"{read.office} {year} {about}", [say(name) for name in _PRINTED],
            [_cells(line) for line in read.lines], partial(say, "foot", officer=read.officer, at=at),
        )  # fmt: skip
        self.lane.work(self, lay_out, sheet, self.paper.show_pdf)

    def _print(self, pdf: bytes) -> None:
        job = print_paper(self.lane, pdf, self)
        job.done.connect(lambda pages: self.ui.message.tell(say("printed", pages=pages)))


def _read(desk: Any, year: int) -> SealsRead:
    """The lines of `year`; a negative one is the latest."""
    years = seal_years(desk)
    wanted = (years[0] if years else 0) if year < 0 else year
    return SealsRead(wanted, years, seal_register(desk, wanted), desk.officer.name, desk.vault.office_name)


def _chain(read: SealsRead) -> str:
    loose = sum(not line.chained for line in read.lines)
    return "" if not read.lines else say("broken", count=loose) if loose else say("intact")


def _spaced(digest: str) -> str:
    return " ".join(grouped(digest).split())


def _form(line: Any) -> str:
    """What was pressed, by the name of the seal where it is the office's own."""
    word = words("history")["codes"].get(line.form, line.form)
    return " ".join(filter(None, (line.name, word)))


def _at(line: Any) -> str:
    return str(line.at.replace("T", " ")[:16])


def _cells(line: SealLine) -> tuple[str, ...]:
    people = (line.applicant, line.approver, line.keeper)
    return (line.serial, _at(line), line.number, line.title, str(line.copies), *people, _form(line),
            line.sha256[:_DIGEST])  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("serial"), by("serial"), NUMBER_PX),
        Column(say("at"), _at, 132),
        Column(say("number"), by("number"), NUMBER_PX),
        Column(say("name"), by("title"), 200, stretch=True),
        Column(say("copies"), by("copies"), 56, key=lambda row: row.copies, right=True),
        Column(say("applicant"), by("applicant"), 72, narrow=True),
        Column(say("approver"), by("approver"), 72, narrow=True),
        Column(say("keeper"), by("keeper"), 72, narrow=True),
        Column(say("form"), _form, 116, narrow=True, spare=True),
        Column(say("chained"), lambda row: say("yes" if row.chained else "no"), 96, narrow=True,
               tone=lambda row: "done" if row.chained else "stop"),
    )  # fmt: skip
