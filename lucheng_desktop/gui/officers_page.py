"""人员: who belongs to the office, what each may do, who comes and who goes; keys, and the sheets that recover them."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook, load
from lucheng_desktop.gui import officer_forms as forms
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.adding_panel import AddingPanel
from lucheng_desktop.gui.code_sheet import CodeSheet
from lucheng_desktop.gui.confirm import confirm
from lucheng_desktop.gui.facts import empty_layout, fill_facts, padded, value_label
from lucheng_desktop.gui.history_table import HistoryTable
from lucheng_desktop.gui.key_renewal import KeyRenewal
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.next_step import permit
from lucheng_desktop.gui.officer_forms import say
from lucheng_desktop.gui.record_page import Head, Reader, RecordPage
from lucheng_desktop.gui.recovery_panel import RecoveryPanel
from lucheng_desktop.gui.sheet import StepSheet
from lucheng_desktop.gui.side import Side
from lucheng_desktop.gui.table import Column, by, state_column
from lucheng_desktop.places import words
from lucheng_desktop.procedures import officers
from lucheng_desktop.procedures.officer_view import OfficerView, list_officers, show_officer, why_not_add


class OfficersPage(RecordPage):
    """The officers; each step is offered to whom it belongs, and says to others whose it is."""

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        self.rules = load()
        super().__init__(lane, say("list.title"), _columns(self.rules), empty=say("list.empty"), parent=parent)
        self.view: OfficerView | None = None
        self.begin = QPushButton(theme.icon("plus"), say("list.add"), self)
        self.sheets = QPushButton(theme.icon("documents"), say("list.recovery"), self)
        self.lines = HistoryTable()
        self.renewal = KeyRenewal(lane, self)
        self.side = Side(self)
        self._facts, self._tasks, self._column = QGridLayout(), QVBoxLayout(), QVBoxLayout()
        self._build()

    def _build(self) -> None:
        for button in (self.sheets, self.begin):
            self.ui.list_head.addWidget(button)
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(8)
        self._tasks.setSpacing(4)
        self._column.setSpacing(12)
        heading = QLabel(say("view.tasks"))
        heading.setProperty("role", "heading")
        self._column.addLayout(self._facts)
        self._column.addWidget(heading)
        self._column.addLayout(self._tasks)
        self.add_tab(padded(self._column), say("tab.overview"))
        self.ui.tabs.addTab(self.lines, say("tab.lines"))
        self.renewal.begun.connect(self.open_sheet)
        self.renewal.ended.connect(self._renewed)
        self.renewal.refused.connect(self.refuse)
        self.renewal.told.connect(lambda text, tone, detail: self.ui.message.tell(text, tone=tone, detail=detail))
        self.begin.clicked.connect(self.start)
        self.sheets.clicked.connect(self.show_recovery)

    @cached_property
    def adding(self) -> AddingPanel:
        """A new officer; built when it is opened first."""
        panel = AddingPanel(self.lane, self.rules)
        panel.added.connect(lambda officer, _told: self.open(officer))
        panel.added.connect(lambda _officer, told: self.ui.message.tell(told))
        panel.refused.connect(self.ui.message.refuse)
        panel.left.connect(lambda: self.side.leave(self.ui.table))
        return panel

    @cached_property
    def recovery(self) -> RecoveryPanel:
        """The recovery sheets."""
        panel = RecoveryPanel(self.lane)
        panel.told.connect(lambda text: self.ui.message.tell(text))
        panel.refused.connect(self.ui.message.refuse)
        panel.left.connect(lambda: self.side.leave(self.ui.table))
        return panel

    def rows_from(self) -> tuple[Reader, Any]:
        return list_officers, None

    def view_from(self, record: str) -> tuple[Reader, Any]:
        return show_officer, record

    def steps(self) -> Mapping[str, Callable[[], None]]:
        names = ("change_passphrase", "bind_device", "change_roles", "retire_officer")
        sheets: dict[str, Callable[[], None]] = {name: partial(self._open, name) for name in names}
        return sheets | {"confirm_intake": self._confirm_intake, "renew_attachments": self.renewal.renew}

    def show_view(self, view: OfficerView) -> Head:
        self.view = view
        roles = forms.roles_in_words(self.rules, view.row.roles)
        bound = "bound_yes" if view.row.bound else "bound_no"
        facts = [(say("view.roles"), roles), (say("view.slot"), say(f"view.slot_{view.row.slot}"))]
        facts += [(say("view.bound"), say(f"view.{bound}"))] if view.row.slot != "none" else []
        fill_facts(self._facts, [*facts, (say("view.intake"), say(f"view.intake_{view.intake}"))], columns=1)
        empty_layout(self._tasks)
        for text in forms.tasks_in_words(view.tasks) or [say("view.no_tasks")]:
            self._tasks.addWidget(value_label(text))
        self.lines.show_lines(view.lines)
        return Head(view.row.name, say("view.own") if view.own else "", view.progress)

    def refresh(self) -> None:
        super().refresh()
        self.lane.ask(self, why_not_add, None, partial(permit, self.begin), self.refuse)

    # What lies in the place of a record.

    def start(self) -> None:
        """Open the sheet of a new officer."""
        self.side.turn_to(self.adding)

    def show_recovery(self) -> None:
        """Open the recovery sheets."""
        self.side.turn_to(self.recovery)
        self.recovery.refresh()

    def _renewed(self) -> None:
        self.close_sheet()
        self.refresh()

    # Steps.

    def _open(self, step: str) -> None:
        view, title = self.view, words("officers")["titles"][step]
        if view is None:
            return
        made: dict[str, Callable[[], tuple[StepSheet, Callable[[Mapping[str, Any]], None]]]] = {
            "change_passphrase": lambda: (forms.passphrase_sheet(title), self._change_own),
            "bind_device": lambda: (forms.bind_sheet(title), self._change_own),
            "change_roles": lambda: (forms.roles_sheet(title, self.rules, view), self._change_roles),
            "retire_officer": lambda: (forms.retire_sheet(title, view), self._retire),
        }
        sheet, confirmed = made[step]()
        sheet.confirmed.connect(lambda _values: forms.forget_secrets(sheet))
        sheet.confirmed.connect(confirmed)
        sheet.left.connect(self.close_sheet)
        self.open_sheet(sheet)

    def _change_own(self, values: Mapping[str, Any]) -> None:
        """A new passphrase, or the code that is to be typed beside it."""
        if "new" in values:
            order = officers.ChangePassphrase(values["old"], values["new"])
            self.send(officers.change_passphrase, order, say("passphrase.done"))
        else:
            bind = officers.BindDevice(values["passphrase"], values["code"])
            self.send(officers.bind_device, bind, then=self._show_code)

    def _show_code(self, done: officers.DeviceBound) -> None:
        sheet = CodeSheet(self.lane, done.code, self.view.row.name if self.view else "")
        sheet.left.connect(self.close_sheet)
        self.open_sheet(sheet)
        sheet.print.setFocus()

    def _change_roles(self, values: Mapping[str, Any]) -> None:
        def told(done: officers.RolesChanged) -> None:
            roles = forms.roles_in_words(self.rules, done.roles)
            self.ui.message.tell(say("roles.done", name=done.name, roles=roles))

        self.send(officers.change_roles, officers.ChangeRoles(self.record, tuple(values["roles"])), then=told)

    def _confirm_intake(self) -> None:
        if self.view:
            name, order = self.view.row.name, officers.ConfirmIntake(self.record)
            told = say("confirm.done", name=name)
            confirm(self, say("confirm.what"), name, lambda: self.send(officers.confirm_intake, order, told))

    def _retire(self, values: Mapping[str, Any]) -> None:
        if self.view:
            order = officers.RetireOfficer(self.record, values["reason"], values.get("successor", ""))
            confirm(self, say("retire.what"), self.view.row.name, partial(self.renewal.retire, order))


def _columns(rules: Rulebook) -> tuple[Column, ...]:
    return (
        Column(say("list.name"), by("name"), 96, stretch=True),
        Column(say("list.roles"), lambda row: forms.roles_in_words(rules, row.roles), 140, narrow=True),
        state_column(say("list.state"), lambda row: words("officers")["states"][row.state], 112),
    )
