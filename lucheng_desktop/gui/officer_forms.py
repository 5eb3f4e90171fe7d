"""The sheets of 人员与密钥: what is asked for each step, and the long work that renews keys."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.gui.fields import ChoiceField, LineField, TextField
from lucheng_desktop.gui.options import Option, TickField
from lucheng_desktop.gui.secret_field import SecretField
from lucheng_desktop.gui.sheet import StepSheet
from lucheng_desktop.places import words
from lucheng_desktop.procedures.officer_view import LEAVING, OfficerView, state_of
from lucheng_desktop.procedures.waiting import Task

_TASKS_SHOWN = 20


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: `part.name` in `resources/words/people.toml`."""
    part, _, name = key.partition(".")
    text: str = words("people")[part][name]
    return text.format_map(facts) if facts else text


class RepeatField(SecretField):
    """The same passphrase once more, because nobody can read what he typed."""

    def __init__(self, label: str, first: SecretField) -> None:
        super().__init__("repeat", label)
        self._first = first

    def check(self) -> str:
        return super().check() or ("" if self.value() == self._first.value() else say("secret.differs"))


def role_field(rules: Rulebook) -> TickField:
    """All the roles of the rule pack."""
    options = [Option(code, word) for code, word in rules.words("roles").items()]
    return TickField("roles", say("add.roles"), options, required=True, columns=3)


def roles_in_words(rules: Rulebook, roles: Sequence[str]) -> str:
    """The roles as a list shows them."""
    return say("between.names").join(rules.term("roles", role) for role in roles)


def add_sheet(rules: Rulebook) -> StepSheet:
    """A new officer, who types the passphrase himself."""
    passphrase = SecretField("passphrase", say("add.passphrase"))
    name = LineField("name", say("add.name"), required=True)
    fields = (name, role_field(rules), passphrase, RepeatField(say("add.repeat"), passphrase))
    return StepSheet(say("add.title"), fields, say("add.note"))


def roles_sheet(title: str, rules: Rulebook, view: OfficerView) -> StepSheet:
    """All the roles an officer has from now on."""
    roles = role_field(rules)
    roles.set_value(view.row.roles)
    return StepSheet(title, (roles,), say("roles.note"))


def passphrase_sheet(title: str) -> StepSheet:
    """The old passphrase, and the new one twice."""
    old, new = SecretField("old", say("passphrase.old")), SecretField("new", say("passphrase.new"))
    return StepSheet(title, (old, new, RepeatField(say("passphrase.repeat"), new)), say("passphrase.note"))


def bind_sheet(title: str) -> StepSheet:
    """The passphrase, and a code that colleagues have on paper already."""
    fields = (SecretField("passphrase", say("bind.passphrase")), LineField("code", say("bind.code")))
    return StepSheet(title, fields, say("bind.note"))


def retire_sheet(title: str, view: OfficerView) -> StepSheet:
    """What has to be handed over comes first; who takes it over is asked only when there is something."""
    listed = "\n".join(tasks_in_words(view.tasks))
    note = say("retire.note_tasks", count=len(view.tasks), tasks=listed) if view.tasks else say("retire.note_free")
    if state_of(view.row) == LEAVING:
        note = f"{say('retire.note_again')}\n{note}"
    successor = ChoiceField("successor", say("retire.successor"), view.successors, required=bool(view.tasks))
    reason = TextField("reason", say("retire.reason"), required=True, lines=2)
    return StepSheet(title, (reason, successor) if view.tasks else (reason,), note)


def tasks_in_words(tasks: Sequence[Task]) -> list[str]:
    """What waits, a line each; of very many things the oldest, and how many more there are."""
    shown = [_in_words(task) for task in tasks[:_TASKS_SHOWN]]
    more = len(tasks) - len(shown)
    return [*shown, say("view.more_tasks", count=more)] if more else shown


def _in_words(task: Task) -> str:
    title = task.title or say("view.unnumbered")
    return say("view.task", verb=task.verb, title=title, state=task.state, since=f"{task.since:%Y-%m-%d}")


def forget_secrets(sheet: QWidget) -> None:
    """Empty what nobody may read from a sheet that stays open."""
    for field in sheet.findChildren(SecretField):
        field.put_away()


class WorkSheet(QFrame):
    """Long work on its way: what is done, how much of it, and a way to pause."""

    paused = Signal()

    def __init__(self, title: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.setAccessibleName(title)
        self.bar, self.done, self.pause = QProgressBar(), QLabel(), QPushButton(say("retire.pause"))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        heading, told = QLabel(title), QLabel(note)
        heading.setProperty("role", "heading")
        told.setProperty("role", "quiet")
        told.setWordWrap(True)
        self.done.setProperty("role", "quiet")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        row.addWidget(self.done, 1)
        row.addWidget(self.pause)
        for part in (heading, told, self.bar):
            column.addWidget(part)
        column.addLayout(row)
        self.pause.clicked.connect(self.paused)
        self.show_progress(0, 1)

    def show_progress(self, done: int, total: int) -> None:
        """So much is done of so much."""
        percent = 100 * done // max(total, 1)
        self.bar.setValue(percent)
        self.done.setText(say("retire.progress", percent=percent))
