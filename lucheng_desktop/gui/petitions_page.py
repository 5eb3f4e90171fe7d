"""登记: jurisdiction first, then the petition with its allegations; the complainant goes to the sealed table only."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook, load
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.complainant_panel import ComplainantPanel
from lucheng_desktop.gui.complainant_search import ComplainantSearch
from lucheng_desktop.gui.facts import fill_done, padded
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.next_step import permit
from lucheng_desktop.gui.petition_forms import ContentForm, IntakeForm, say
from lucheng_desktop.gui.petition_view import ForwardSheet, PetitionSheet
from lucheng_desktop.gui.record_page import Head, Reader, RecordPage, with_form
from lucheng_desktop.gui.side import Side
from lucheng_desktop.gui.table import NUMBER_PX, Column, by, state_column
from lucheng_desktop.procedures.complainants import why_not_open
from lucheng_desktop.procedures.petitions import (
    PetitionReceived,
    PetitionRegistered,
    PetitionView,
    list_petitions,
    namesakes,
    receive_petition,
    register_petition,
    show_petition,
    why_not_receive,
)
from lucheng_desktop.refusal import Refused

_NAMESAKE = "E-SAME-NAME"


class PetitionsPage(RecordPage):
    """The petitions, and the two steps in which one comes in."""

    in_portions = True

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        self.rules = load()
        super().__init__(lane, say("list.title"), _columns(self.rules), empty=say("list.empty"), parent=parent)
        self.sheet = PetitionSheet(self.rules)
        self.opened = ComplainantPanel(lane, self.sheet.ui.open_sealed)
        self.forward = ForwardSheet(self.rules)
        self.begin = QPushButton(theme.icon("plus"), say("list.new"), self)
        self.look = QPushButton(theme.icon("search"), say("search.button"), self)
        self.side = Side(self)
        self._column, self._done = QVBoxLayout(), QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._fresh = self._shown = ""
        self._part: QWidget | None = None
        self._parts: list[QWidget] = [self.sheet, self.forward]
        self._build()

    def _build(self) -> None:
        self.ui.list_head.addWidget(self.look)
        self.ui.list_head.addWidget(self.begin)
        self.look.clicked.connect(lambda: self.side.turn_to(self.searching))
        self.side.turning.connect(partial(_put_away, self))
        self.side.turning.connect(self.opened.put_away)
        self.sheet.ui.sealed_place.addWidget(self.opened)
        self.opened.over.connect(lambda words: self.ui.message.tell(words, tone="open"))
        self.opened.refused.connect(self.ui.message.refuse)
        whole = QWidget()
        whole.setLayout(self._column)
        for part in self._parts:
            self._column.addWidget(part)
        self._overview = self.add_tab(whole, say("tab.overview"))
        self.add_tab(padded(self._done), say("tab.done"))
        self.begin.clicked.connect(self.start)
        self.sheet.wanted.connect(lambda allegation: self.goto.emit("findings", allegation))

    @cached_property
    def intake(self) -> IntakeForm:
        """Step one, built when it is opened first."""
        made = IntakeForm(self.rules)
        made.ui.decide.clicked.connect(self._decide)
        made.ui.leave.clicked.connect(lambda: self.side.leave(self.begin))
        self.ui.sides.addWidget(made)
        return made

    @cached_property
    def content(self) -> ContentForm:
        """Step two, built when somebody may take it."""
        made = ContentForm(self.lane, self.rules)
        made.told.connect(self._asked_no_more)
        made.restored.connect(lambda: self.ui.message.tell(say("content.restored"), tone="open"))
        self._column.addWidget(made)
        self._parts.append(made)
        return made

    @cached_property
    def searching(self) -> ComplainantSearch:
        """The search among sealed identities, built when it is opened first."""
        made = ComplainantSearch(self.lane)
        made.wanted.connect(self.open)
        made.refused.connect(self.ui.message.refuse)
        made.left.connect(lambda: self.side.leave(self.look))
        return made

    def rows_from(self) -> tuple[Reader, Any]:
        return list_petitions, ""

    def view_from(self, record: str) -> tuple[Reader, Any]:
        return show_petition, record

    def steps(self) -> Mapping[str, Callable[[], None]]:
        return {"register_petition": self._register}

    def show_view(self, view: PetitionView) -> Head:
        fill_done(self._done, view.progress.done)
        self.opened.belong_to(view.id)
        mine = any(one.step == "register_petition" and one.open for one in view.progress.choices)
        if mine:
            self._show_content(view)
        elif view.fields["jurisdiction"] == "own":
            self.sheet.show_view(view)
        else:
            self.forward.show_view(view)
        kept = self.sheet if view.fields["jurisdiction"] == "own" else self.forward
        self._turn(self.content if mine else kept)
        progress, ahead = with_form(view.progress, self.steps())
        name = view.accused.get("name") or say("view.unnamed" if kept is self.sheet else "view.forwarded")
        return Head(name, view.fields.get("number", ""), progress, ahead=ahead)

    def refresh(self) -> None:
        super().refresh()
        self.lane.ask(self, why_not_receive, None, partial(permit, self.begin), self.refuse)
        self.lane.ask(self, why_not_open, None, partial(permit, self.look), self.refuse)

    # Step one.

    def start(self) -> None:
        """Open step one; nothing is known and nothing is stored."""
        self.side.turn_to(self.intake)
        self.intake.start()

    def _decide(self) -> None:
        order = self.intake.order()
        if order:
            self.send(receive_petition, order, then=self._received)

    def _received(self, answer: PetitionReceived) -> None:
        self._fresh = answer.petition
        self.open(answer.petition)

    # Step two.

    def _show_content(self, view: PetitionView) -> None:
        fields = view.fields
        channel = self.rules.term("channels", fields["channel"])
        level = self.rules.term("levels", fields["managed_by"])
        words = say("content.own", received=fields["received_on"], channel=channel, managed_by=level)
        self.content.ui.jurisdiction.setText(words)
        self.content.work_on(view.id)
        if self._fresh == view.id:
            self._fresh = ""
            self.content.accused["name"].setFocus()

    def _register(self) -> None:
        self.content.settle()
        order = self.content.order(self.record)
        if order:
            self.send(register_petition, order, then=self._registered)

    def _registered(self, answer: PetitionRegistered) -> None:
        self.content.empty()
        self.ui.message.tell(say("content.registered", number=answer.number, count=len(answer.allegations)))
        self.ui.table.setFocus()

    def refuse(self, refused: Refused) -> None:
        """A namesake is a question with answers to choose from; everything else is said as usual."""
        super().refuse(refused)
        if refused.code == _NAMESAKE:
            name = self.content.accused["name"].value()
            self.lane.ask(self, namesakes, name, self.content.offer_known)

    def _asked_no_more(self) -> None:
        """The question about a namesake has its answer; its refusal need not stand there any longer."""
        if self.ui.message.ui.code.text() == _NAMESAKE:
            self.ui.message.clear()

    def jump(self, path: str, text: str = "") -> None:
        super().jump("complainant.name" if path == "complainant" else path, text)

    def _turn(self, part: QWidget) -> None:
        """Show one part and let the others take no room."""
        if not isinstance(part, ContentForm):
            _put_away(self)
        for one in self._parts:
            one.setVisible(one is part)
        if self._part is not part or self._shown != self.record:
            self._part, self._shown = part, self.record
            self._overview.verticalScrollBar().setValue(0)


def _put_away(page: QWidget) -> None:
    """Step two is left, if it was ever begun."""
    for begun in page.findChildren(ContentForm):
        begun.put_away()


def _columns(rules: Rulebook) -> tuple[Column, ...]:
    return (
        Column(say("list.number"), lambda row: row.number or say("list.unnumbered"), NUMBER_PX),
        Column(say("list.accused"), by("accused"), 80, stretch=True),
        state_column(say("list.state"), lambda row: rules.state_name("petition", row.state)),
        Column(say("list.received"), by("received_on"), 96, spare=True),
        Column(say("list.channel"), lambda row: rules.term("channels", row.channel), 88, narrow=True, spare=True),
    )
