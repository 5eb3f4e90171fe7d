"""打印, 送达, 修改: the tabs of a paper's later life, each built when it is first looked at."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.gui.deliveries_tab import DeliveriesTab
from lucheng_desktop.gui.issued_steps import open_receipt, open_reminder
from lucheng_desktop.gui.printing_steps import print_job, save_file
from lucheng_desktop.gui.prints_tab import PrintsTab, say
from lucheng_desktop.gui.record_page import scrolled
from lucheng_desktop.gui.revision_tab import RevisionTab, open_export
from lucheng_desktop.procedures.circulation import Circulation

if TYPE_CHECKING:
    from lucheng_desktop.gui.issuing_page import IssuingPage

_TABS = ("prints", "deliveries", "revision")


class IssuedTabs(QObject):
    """A record is opened for one of them at most: the others cost nothing until somebody turns to them."""

    def __init__(self, page: "IssuingPage", rules: Rulebook) -> None:
        super().__init__(page)
        self._page = page
        self._rules = rules
        self._about = ("", "", Circulation())
        self._places: dict[str, QWidget] = {}
        self._built: set[str] = set()
        for name in _TABS:
            place = self._places[name] = QWidget()
            QVBoxLayout(place).setContentsMargins(0, 0, 0, 0)
            page.ui.tabs.addTab(place, say(f"tab.{name}"))
        page.ui.tabs.currentChanged.connect(lambda _: self._turned())

    @cached_property
    def prints(self) -> PrintsTab:
        """The print jobs, and the file of the chosen one."""
        tab, page = PrintsTab(self._page.lane), self._page
        tab.wanted.connect(lambda number: print_job(page, number))
        tab.dialog_wanted.connect(lambda number: print_job(page, number, ask=True))
        tab.file_wanted.connect(lambda number: save_file(page, number))
        tab.refused.connect(page.refuse)
        tab.show_jobs(self._about[0], self._about[2].jobs)
        self._put("prints", tab)
        return tab

    @cached_property
    def deliveries(self) -> DeliveriesTab:
        """Who got which copies."""
        tab = DeliveriesTab()
        tab.receive.connect(lambda row: open_receipt(self._page, row))
        tab.remind.connect(lambda row: open_reminder(self._page, row))
        tab.show_deliveries(self._about[2].deliveries)
        self._put("deliveries", tab)
        return tab

    @cached_property
    def revision(self) -> RevisionTab:
        """What was changed since somebody last read the text."""
        tab = RevisionTab(self._page.lane, self._rules)
        tab.export.connect(lambda: open_export(self._page))
        tab.refused.connect(self._page.refuse)
        self._put("revision", scrolled(tab))
        return tab

    def show(self, document: str, version: str, copies: Circulation) -> None:
        """Which paper, which state of its text, and where its copies stand."""
        self._about = (document, version, copies)
        for name in self._built:
            self._fill(name)
        self._turned()

    def turn_to(self, name: str) -> None:
        """Bring a tab to the front."""
        self._page.ui.tabs.setCurrentWidget(self._places[name])

    def _turned(self) -> None:
        here = self._page.ui.tabs.currentWidget()
        for name, place in self._places.items():
            if place is here and self._about[0]:
                self._fill(name)
                if name == "revision":
                    self.revision.read()

    def _put(self, name: str, tab: QWidget) -> None:
        layout = self._places[name].layout()
        assert layout is not None
        layout.addWidget(tab)
        self._built.add(name)

    def _fill(self, name: str) -> None:
        document, version, copies = self._about
        if name == "prints":
            self.prints.show_jobs(document, copies.jobs)
        elif name == "deliveries":
            self.deliveries.show_deliveries(copies.deliveries)
        else:
            self.revision.about(document, version)
