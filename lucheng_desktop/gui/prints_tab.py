"""打印: the jobs of a paper, and the very file of the chosen one as it prints, with its digest."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.facts import grouped
from lucheng_desktop.gui.forms.prints import Ui_Prints
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.next_step import permit
from lucheng_desktop.gui.table import ROW_PX, Column, by
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.places import words
from lucheng_desktop.procedures.circulation import Act, JobRow
from lucheng_desktop.procedures.printing import SendToPrinter, show_print_file
from lucheng_desktop.refusal import Refused

_MOST_PAGES = 40
"""Hundreds of numbered copies are one file; its first pages show what it is."""
_MOST_ROWS = 4
TONES = {"untold": "soon", "unwitnessed": "soon", "settled": "done"}


def say(key: str, /, **facts: object) -> str:
    """A sentence of the later life of a paper: `part.name` in `resources/words/circulation.toml`."""
    part, _, name = key.partition(".")
    text: str = words("circulation")[part][name]
    return text.format_map(facts) if facts else text


def span(numbers: tuple[int, int]) -> str:
    """Copy numbers as they are printed; empty where copies bear none."""
    first, last = numbers
    if not first:
        return ""
    return say("job.single" if first == last else "job.span", first=first, last=last)


class PrintsTab(QWidget):
    """Jobs above, the paper of the chosen one below."""

    refused = Signal(Refused)
    wanted = Signal(int)
    """Print this job."""
    dialog_wanted = Signal(int)
    file_wanted = Signal(int)

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Prints()
        self.ui.setupUi(self)
        self._lane = lane
        self._document = ""
        self._jobs: dict[str, JobRow] = {}
        self._shown = ("", "")
        self.paper = PaperView(lane, most=_MOST_PAGES)
        self.go, self.dialog, self.file = self.ui.go, self.ui.dialog, self.ui.file
        self._build()

    def _build(self) -> None:
        ui = self.ui
        ui.table.lay_out(_columns())
        ui.nothing.setText(say("job.empty"))
        ui.paper_column.addWidget(self.paper)
        self.paper.ui.print.hide()
        for button, icon in ((self.go, "print"), (self.dialog, "print"), (self.file, "save")):
            button.setIcon(theme.icon(icon))
        ui.table.chosen.connect(lambda _: self._show_chosen())
        for pressed in (self.go.clicked, self.paper.print_wanted):
            pressed.connect(lambda _: self.wanted.emit(self.chosen()))
        self.dialog.clicked.connect(lambda: self.dialog_wanted.emit(self.chosen()))
        self.file.clicked.connect(lambda: self.file_wanted.emit(self.chosen()))

    def show_jobs(self, document: str, jobs: Sequence[JobRow]) -> None:
        """The jobs of one paper; the last one is chosen unless another one of it was."""
        other, self._document = document != self._document, document
        self._jobs = {one.id: one for one in jobs}
        self.ui.table.show_rows(jobs, jobs[-1].id if jobs and (other or not self.chosen()) else "")
        for part in (self.ui.table, self.ui.digest, self.ui.acts, self.paper):
            part.setVisible(bool(jobs))
        for button in (self.go, self.dialog, self.file):
            button.hide()
        self.ui.nothing.setVisible(not jobs)
        head = self.ui.table.horizontalHeader().sizeHint().height()
        self.ui.table.setFixedHeight(head + ROW_PX * min(len(jobs), _MOST_ROWS) + 2)
        self._show_chosen()

    def chosen(self) -> int:
        """The number of the chosen job; 0 when there is none."""
        return int(self.ui.table.current() or 0)

    def job(self, number: int) -> JobRow | None:
        """What is known of a job."""
        return self._jobs.get(str(number))

    def _show_chosen(self) -> None:
        job = self.job(self.chosen())
        if job is None:
            return
        digest = " ".join(grouped(job.sha256).split())
        self.ui.digest.setText(say("job.digest", number=job.number, digest=digest))
        self.ui.acts.setText(_told(job))
        told = "" if job.standing == "untold" else say("print.shut", number=job.number)
        for button, why in ((self.go, self._here(job)), (self.dialog, self._here(job)), (self.file, "")):
            permit(button, told or why)
            button.setVisible(not told)
        self._read(job)

    def _here(self, job: JobRow) -> str:
        return "" if job.printer else say("print.elsewhere")

    def _read(self, job: JobRow) -> None:
        """Read the file again only when it is another file."""
        wanted = (self._document, job.id)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.paper.clear()
        order = SendToPrinter(self._document, job.number)
        self._lane.ask(self, show_print_file, order, lambda pdf: self._take(wanted, pdf), self.refused.emit)

    def _take(self, wanted: tuple[str, str], pdf: bytes) -> None:
        if wanted == self._shown:
            self.paper.show_pdf(pdf)


def _told(job: JobRow) -> str:
    """Who entered a job, what came of it, and who saw the spoiled sheets destroyed."""
    spoiled = say("job.spoiled", numbers="、".join(f"{one:06d}" for one in job.spoiled)) if job.spoiled else ""
    acts = [_act("entered", job.entered), "" if job.told else say("job.sheets", sheets=job.sheets)]
    acts += [_act("told", job.told, used=job.used, lost=job.lost, spoiled=spoiled), _act("witnessed", job.witnessed)]
    return " ".join(filter(None, acts))


def _act(name: str, act: Act | None, **facts: object) -> str:
    return say(f"job.{name}", officer=act.officer, at=moment_text(act), **facts) if act else ""


def moment_text(act: Act) -> str:
    """When something was done, to the minute."""
    return f"{act.at:%Y-%m-%d %H:%M}"


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("job.number"), lambda row: say("job.number_value", number=row.number), 76, key=by("id")),
        Column(say("job.copies"), by("copies"), 56, right=True),
        Column(say("job.numbers"), lambda row: span(row.numbers), 140),
        Column(say("job.printer"), lambda row: row.printer or say("job.elsewhere"), 120, stretch=True),
        Column(say("job.reason"), by("reason"), 110, spare=True),
        Column(say("job.standing"), lambda row: say(f"job.{row.standing}"), 110, tone=lambda row: TONES[row.standing]),
    )
