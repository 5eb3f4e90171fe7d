"""交接: cases go out as an encrypted, signed bundle; a bundle is proven whole before anything is taken in."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QPushButton, QWidget

from lucheng_desktop.cases.records import kind_word
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.gui.cards_tab import CardsTab
from lucheng_desktop.gui.facts import fill_facts, grouped
from lucheng_desktop.gui.fields import LineField
from lucheng_desktop.gui.forms.handover import Ui_Handover
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.options import Option, TickField
from lucheng_desktop.gui.page import Page
from lucheng_desktop.gui.path_field import PathField
from lucheng_desktop.gui.petition_forms import complete
from lucheng_desktop.gui.receipts_tab import ReceiptsTab
from lucheng_desktop.gui.table import NUMBER_PX, Column, by, state_column
from lucheng_desktop.places import words
from lucheng_desktop.procedures.cases import CaseRow, list_cases
from lucheng_desktop.procedures.handover import (
    BundleImported,
    BundleVerified,
    CasesExported,
    ExportCases,
    ImportBundle,
    export_cases,
    import_bundle,
    verify_bundle,
)
from lucheng_desktop.procedures.office import Colleague, colleagues
from lucheng_desktop.refusal import Refused

_WHOLE = ("petition", "tolerance")
"""Kinds that are handed over whole; what belongs to them goes with them."""


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: `part.name` in `resources/words/handover.toml`."""
    part, _, name = key.partition(".")
    text: str = words("handover")[part][name]
    return text.format_map(facts) if facts else text


class HandoverPage(Page):
    """Four tabs: what goes out, what comes in, the receipts of both, and the cards by which offices know each other."""

    searchable = True

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(lane, parent)
        self.ui = Ui_Handover()
        self.ui.setupUi(self)
        self.setObjectName("page")
        self.rules = load()
        self._cases: dict[str, CaseRow] = {}
        self.recipients: TickField | None = None
        self.purpose = LineField("purpose", say("export.purpose"), required=True, hint=say("export.purpose_hint"))
        self.target = PathField("target", say("export.target"), save=True, kinds=say("export.kinds"))
        self.file = PathField("file", say("receive.file"), save=False, kinds=say("receive.kinds"))
        self.receipts, self.cards = ReceiptsTab(lane), CardsTab(lane, self.rules)
        self._pressed: QPushButton | None = None
        self._build()

    def _build(self) -> None:
        ui = self.ui
        ui.cases.lay_out(
            (
                Column(say("case.number"), by("number"), NUMBER_PX, stretch=True),
                Column(say("case.kind"), lambda row: kind_word(row.kind), 84, narrow=True, spare=True),
                state_column(say("case.state"), by("word")),
            )
        )
        ui.cases.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for tab, title in ((self.receipts, "tab.receipts"), (self.cards, "tab.cards")):
            ui.tabs.addTab(tab, say(title))
            tab.told.connect(ui.message.tell)
            tab.refused.connect(ui.message.refuse)
        ui.tabs.tabBar().setDrawBase(False)
        ui.export_fields.addWidget(self.purpose)
        ui.export_fields.addWidget(self.target)
        ui.receive_fields.addWidget(self.file)
        ui.cases_empty.setText(say("case.empty"))
        ui.cases.chosen.connect(lambda _: self._count())
        ui.export_go.clicked.connect(self.export)
        ui.verify_go.clicked.connect(self.verify)
        ui.import_go.clicked.connect(self.take_in)
        self.target.set_value(Path.home() / say("export.file", at=f"{datetime.now().astimezone():%Y%m%d}"))
        self._count()

    def refresh(self) -> None:
        """Read cases, colleagues and receipts again."""
        ask, refuse = self.lane.ask, self.ui.message.refuse
        ask(self, lambda desk, _order: list_cases(desk), None, self._show_cases, refuse)
        ask(self, lambda desk, _order: (desk.officer.id, colleagues(desk)), None, self._show_colleagues, refuse)
        self.receipts.refresh()
        self.cards.refresh()

    def search(self, text: str) -> None:
        """Narrow the list of the tab in front."""
        for table in (self.ui.cases, self.receipts.ui.table):
            if table.isVisible():
                table.rows.find(text)

    def zones(self) -> tuple[QWidget, ...]:
        return (self.ui.tabs,)

    def open(self, record: str) -> None:
        """Offer one case for handing over."""
        self.ui.cases.choose(record)

    def export(self) -> None:
        """Write the bundle of the chosen cases, unless something is still missing."""
        cases = tuple((self._cases[id_].kind, id_) for id_ in self.ui.cases.currents())
        if not cases:
            self.ui.message.tell(say("export.none"), tone="open")
            self.ui.cases.setFocus()
        elif self.recipients and complete((self.recipients, self.purpose, self.target)):
            order = ExportCases(cases, self.recipients.value(), self.target.value() or Path(), self.purpose.value())
            self._work(say("export.working"))
            self.lane.ask(self, export_cases, order, self._exported, self._refuse)

    def verify(self) -> None:
        """Prove the bundle whole and take nothing in."""
        if complete((self.file,)):
            self._work(say("receive.working_verify"))
            order = ImportBundle(self.file.value() or Path())
            self.lane.ask(self, verify_bundle, order, self._verified, self._refuse)

    def take_in(self) -> None:
        """Prove the bundle whole and take it in."""
        if complete((self.file,)):
            self._work(say("receive.working_import"))
            order = ImportBundle(self.file.value() or Path())
            self.lane.ask(self, import_bundle, order, self._imported, self._refuse)

    def _work(self, words: str) -> None:
        """Say what is going on; the buttons rest until there is an answer."""
        for grid in (self.ui.export_facts, self.ui.receive_facts):
            fill_facts(grid, ())
        self.ui.message.tell(words, tone="open")
        self._rest(True)

    def _rest(self, resting: bool) -> None:
        """A button that rests loses the focus; it gets it back."""
        buttons = (self.ui.export_go, self.ui.verify_go, self.ui.import_go)
        if resting:
            self._pressed = next((button for button in buttons if button.hasFocus()), None)
        for button in buttons:
            button.setEnabled(not resting)
        if self._pressed and not resting:
            self._pressed.setFocus()

    def _refuse(self, refused: Refused) -> None:
        self._rest(False)
        self.ui.message.refuse(refused)

    def _exported(self, done: CasesExported) -> None:
        self._rest(False)
        self.ui.message.tell(say("export.done", file=done.file.name), detail=say("export.slip"))
        names = ("file", "cases", "entries", "attachments", "recipients", "sha256")
        size = say("fact.bytes_value", bytes=done.bytes, volumes=done.volumes)
        fill_facts(self.ui.export_facts, _facts(done, names, size))

    def _verified(self, seen: BundleVerified) -> None:
        self._rest(False)
        self.ui.message.tell(say("receive.verified"))
        names = ("file", "sender", "purpose", "created", "cases", "entries", "attachments", "sha256")
        fill_facts(self.ui.receive_facts, _facts(seen, names, say("fact.bytes_only", bytes=seen.bytes)))

    def _imported(self, done: BundleImported) -> None:
        self._rest(False)
        conflicts = say("receive.conflicts", count=done.conflicts) if done.conflicts else ""
        tone = "soon" if conflicts else "done"
        self.ui.message.tell(say("receive.imported", new=done.new), tone=tone, detail=conflicts)
        names = ("new", "duplicates", "conflicts", "waiting", "quarantined", "cases")
        fill_facts(self.ui.receive_facts, _facts(done, names))

    def _show_cases(self, rows: Sequence[CaseRow]) -> None:
        whole = [row for row in rows if row.kind in _WHOLE and row.number]
        self._cases = {row.id: row for row in whole}
        self.ui.cases.show_rows(whole)
        self.ui.cases.setVisible(bool(whole))
        self.ui.cases_empty.setVisible(not whole)

    def _show_colleagues(self, read: tuple[str, Sequence[Colleague]]) -> None:
        """Offer everybody but the officer at the desk, people of other offices first."""
        own, people = read
        kept = self.recipients.value() if self.recipients else ()
        others = sorted((one for one in people if one.id != own), key=lambda one: one.local)
        if self.recipients:
            self.ui.export_fields.removeWidget(self.recipients)
            self.recipients.hide()
            self.recipients.deleteLater()
        options = [Option(one.id, one.name, self._describe(one)) for one in others]
        self.recipients = TickField("recipients", say("export.recipients"), options, required=True) if options else None
        if self.recipients:
            self.recipients.set_value(kept)
            self.ui.export_fields.insertWidget(0, self.recipients)
        else:
            self.ui.message.tell(say("export.nobody"), tone="open")

    def _describe(self, one: Colleague) -> str:
        roles = say("between.names").join(self.rules.term("roles", role) for role in one.roles)
        return say("export.local" if one.local else "export.peer", roles=roles, office=one.office)

    def _count(self) -> None:
        self.ui.cases_count.setText(say("case.count", count=len(self.ui.cases.currents())))


def _facts(answer: Any, names: Sequence[str], size: str = "") -> list[tuple[str, str]]:
    """What a receipt says, as labels and words; nothing that is empty."""
    shown = [(say(f"fact.{name}"), _words(name, getattr(answer, name))) for name in names]
    sized = [(say("fact.bytes"), size)] if size else []
    return [(label, text) for label, text in (*shown[:1], *sized, *shown[1:]) if text]


def _words(name: str, part: Any) -> str:
    if name == "sha256":
        return grouped(part)
    if isinstance(part, tuple):
        return say("between.names").join(str(one) for one in part)
    return part.name if isinstance(part, Path) else str(part)
