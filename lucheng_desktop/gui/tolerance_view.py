"""The reading views of a tolerance case: what it is about, its evidence, its history."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from lucheng_desktop.cases.tolerance import UNVERIFIED, VERIFIED
from lucheng_desktop.gui.facts import empty_layout, fill_done, fill_facts, value_label
from lucheng_desktop.gui.history_table import HistoryTable
from lucheng_desktop.gui.tolerance_form import say
from lucheng_desktop.gui.wizard_ceiling import ceiling_word
from lucheng_desktop.gui.wizard_side import file_size
from lucheng_desktop.procedures.history import case_history

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook
    from lucheng_desktop.gui.lane import Lane
    from lucheng_desktop.procedures.speech import Line
    from lucheng_desktop.procedures.tolerance import ToleranceView


class Overview(QWidget):
    """The facts of a case and the steps that were done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts, self._done = QGridLayout(), QVBoxLayout()
        heading = QLabel(say("overview.done"), self)
        heading.setProperty("role", "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        self._facts.setVerticalSpacing(8)
        self._facts.setHorizontalSpacing(12)
        column.addLayout(self._facts)
        column.addWidget(heading)
        column.addLayout(self._done)
        column.addStretch(1)

    def show_view(self, rules: "Rulebook", view: "ToleranceView") -> None:
        """Fill everything from what was read."""
        fill_facts(self._facts, _facts(rules, view))
        fill_done(self._done, view.progress.done)


def _facts(rules: "Rulebook", view: "ToleranceView") -> tuple[tuple[str, str], ...]:
    fields, subject, pack = view.fields, view.subject, rules.pack
    assessed = view.progress.state not in (*UNVERIFIED, VERIFIED)
    shown = (
        ("subject", subject["name"]),
        ("rank", rules.term("ranks", subject.get("rank", ""))),
        ("post", f"{subject.get('unit', '')} {subject.get('post', '')}".strip()),
        ("act_date", fields["act_date"]),
        ("matter", fields["matter"]),
        ("verification", fields["verification"]),
        ("ceiling", ceiling_word(rules, view.opinion)[0] if assessed else say("overview.ceiling_none")),
        ("pack", say("overview.pack_line", title=pack.title, version=pack.version, status=pack.status)),
    )
    return tuple((say(f"overview.{name}"), value) for name, value in shown)


class Materials(QWidget):
    """All evidence of a case with the criterion it serves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_view(self, rules: "Rulebook", view: "ToleranceView") -> None:
        """Fill the list from what was read."""
        empty_layout(self._grid)
        names = {criterion.id: criterion.name for criterion in rules.criteria}
        lines = [(names.get(one.criterion, one.criterion), one.name, file_size(one.bytes)) for one in view.evidence]
        if not lines:
            self._grid.addWidget(_label(say("materials.none"), "quiet"), 0, 0)
            return
        heads = tuple(say(f"materials.{name}") for name in ("criterion", "name", "size"))
        _fill(self._grid, (heads, *lines))


class CaseHistory(HistoryTable):
    """The changes of one case and of all that belongs to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = ""

    def read(self, lane: "Lane", case: str) -> None:
        """Ask for the history of a case; an answer for another one that comes late is dropped."""
        self._case = case
        lane.ask(self, _history, case, partial(self._take, case))

    def _take(self, case: str, lines: "Sequence[Line]") -> None:
        if case == self._case:
            self.show_lines(lines)


def _history(desk: Any, case: str) -> "tuple[Line, ...]":
    return case_history(desk, "tolerance", case)


def _fill(grid: QGridLayout, lines: Sequence[Sequence[str]]) -> None:
    """Lines of words under each other; the first is the heading."""
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            grid.addWidget(value_label(text) if row else _label(text, "label"), row, column)


def _label(text: str, role: str) -> Any:
    label = QLabel(text)
    label.setProperty("role", role)
    return label
