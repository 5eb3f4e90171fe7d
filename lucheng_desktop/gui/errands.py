"""What a passphrase is typed for on the first page: to unlock the vault, to check it, to put a backup in its place."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget

from lucheng_desktop.gui.ceremony_card import CeremonyCard
from lucheng_desktop.gui.check_card import CheckCard
from lucheng_desktop.gui.confirm import confirm
from lucheng_desktop.gui.door import Door, Key, PutBack, say
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.way_back_card import WayBackCard
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.procedures.backups import BackupFolder
    from lucheng_desktop.procedures.keeping import VaultChecked, VaultRestored

_LOSS = "E-RESTORE"


class Errand(QObject):
    """One thing to do with a passphrase; the page shows what it says."""

    refused = Signal(Refused, str)
    """And the officer whose passphrase was tried."""
    turned = Signal(object)
    """A card in the place of the form; None: the form again."""
    told = Signal(str, str, str)
    """It is done: text, tone, detail."""
    working = Signal()

    def __init__(self, lane: Lane, door: Door, page: QWidget) -> None:
        super().__init__(page)
        self.lane = lane
        self.door = door
        self.page = page

    def take_up(self) -> None:
        """The officer has chosen this errand."""

    def begin(self, key: Key) -> None:
        """Do it."""
        raise NotImplementedError


class Unlocking(Errand):
    """Opens the vault; one that is not as it was left is shown only after the ceremony, or to be looked at."""

    entered = Signal(object)
    """The desk."""

    def __init__(self, lane: Lane, door: Door, page: QWidget) -> None:
        super().__init__(lane, door, page)
        self._desk: object = None

    def begin(self, key: Key) -> None:
        refused = partial(self._refuse, key.officer)
        self.lane.open(self, lambda: self.door.unlock(key), partial(self._opened, key.officer), refused)

    def _refuse(self, officer: str, refused: Refused) -> None:
        self.refused.emit(refused, officer)

    def _opened(self, officer: str, desk: object) -> None:
        self._desk = desk
        self.lane.ask(self, self.door.suspicion, None, partial(self._admit, officer))

    def _admit(self, officer: str, suspicion: Refused | None) -> None:
        if suspicion is None:
            self.enter()
        else:
            names = lambda _desk, _order: [one for one in self.door.officers() if one != officer]  # noqa: E731
            self.lane.ask(self, names, None, partial(self._begin_ceremony, suspicion))

    def _begin_ceremony(self, suspicion: Refused, others: list[str]) -> None:
        card = CeremonyCard(self.lane, self.door, others)
        card.entered.connect(self.enter)
        card.left.connect(self.leave)
        self.turned.emit(card)
        card.show_suspicion(suspicion)

    def enter(self) -> None:
        """Hand the desk over to the window."""
        desk, self._desk = self._desk, None
        self.entered.emit(desk)

    def leave(self) -> None:
        """Close a vault that was opened and never entered."""
        if self._desk is not None:
            self._desk = None
            self.turned.emit(None)
            self.lane.shut(self, self.door.close)


class Checking(Errand):
    """Runs every test on a vault that nobody has open."""

    def begin(self, key: Key) -> None:
        check = self.door.check
        assert check is not None
        refused = lambda refused: self.refused.emit(refused, key.officer)  # noqa: E731
        self.lane.ask(self, lambda _desk, _order: check(key), None, self._checked, refused)

    def _checked(self, done: "VaultChecked") -> None:
        card = CheckCard()
        card.left.connect(lambda: self.turned.emit(None))
        self.turned.emit(card)
        card.show_checks(done)


class ComingBack(Errand):
    """A new passphrase by two recovery sheets, for who has lost the old one."""

    def take_up(self) -> None:
        self.lane.ask(self, lambda _desk, _order: tuple(self.door.officers()), None, self._lay_out)

    def _lay_out(self, officers: tuple[str, ...]) -> None:
        card = WayBackCard(self.lane, self.door, officers)
        card.left.connect(lambda: self.turned.emit(None))
        card.done.connect(self._done)
        self.turned.emit(card)
        card.officer.setFocus()

    def _done(self, name: str) -> None:
        self.turned.emit(None)
        self.told.emit(say("way_back.done", name=name), "done", say("way_back.next"))


class Restoring(Errand):
    """Puts a backup in the place of the vault; what would be lost is said, and the vault's name typed for it."""

    people = Signal(tuple)
    """Who can open the chosen backup."""

    def __init__(self, lane: Lane, door: Door, page: QWidget, box: QComboBox) -> None:
        super().__init__(lane, door, page)
        self._box = box
        self._folders: tuple[BackupFolder, ...] = ()
        box.currentIndexChanged.connect(self._choose)

    def take_up(self) -> None:
        self.lane.ask(self, lambda _desk, _order: tuple(self.door.backups()), None, self._offer)

    def _offer(self, folders: "tuple[BackupFolder, ...]") -> None:
        self._show(folders, [say("restore.choose", number=one.number, made=one.made) for one in folders])
        if not folders:
            self.told.emit(say("restore.none"), "open", "")

    def _show(self, folders: "tuple[BackupFolder, ...]", lines: list[str]) -> None:
        self._folders = folders
        self._box.clear()
        self._box.addItems(lines)

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._folders) and self._folders[at].officers:
            self.people.emit(self._folders[at].officers)

    def browse(self) -> None:
        """Ask for the folder of backups that lie elsewhere, on a disk of their own."""
        dialog = QFileDialog(self.page, say("restore.elsewhere"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.look_in)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def look_in(self, place: str) -> None:
        """Offer the backups of that place."""
        look = lambda _desk, _order: tuple(self.door.backups_in(Path(place)))  # noqa: E731
        self.lane.ask(self, look, None, partial(self._offer_there, Path(place)))

    def _offer_there(self, place: Path, folders: "tuple[BackupFolder, ...]") -> None:
        if folders:
            name = place.name or str(place)
            lines = [say("restore.choose_there", number=one.number, made=one.made, place=name) for one in folders]
            self._show(folders, lines)
            self._box.setToolTip(str(place))
            self.told.emit(say("restore.found_there", place=place, count=len(folders)), "open", "")
        else:
            self.told.emit(say("restore.none_there", place=place), "open", "")

    def begin(self, key: Key) -> None:
        at = self._box.currentIndex()
        if 0 <= at < len(self._folders):
            self._send(PutBack(key, self._folders[at]))
        else:
            self.told.emit(say("restore.none"), "open", "")

    def _send(self, order: PutBack) -> None:
        restore = self.door.restore
        assert restore is not None
        self.working.emit()
        put_back = lambda _desk, _order: restore(order)  # noqa: E731
        self.lane.ask(self, put_back, None, partial(self._restored, order), partial(self._not_restored, order))

    def _not_restored(self, order: PutBack, refused: Refused) -> None:
        self.refused.emit(refused, order.key.officer)
        if refused.code == _LOSS and not order.confirmation:
            name = str(refused.facts["name"])
            again = PutBack(order.key, order.backup, name)
            confirm(self.page, say("restore.confirm"), name, partial(self._send, again))

    def _restored(self, order: PutBack, done: "VaultRestored") -> None:
        parts = [say("restore.kept", kept=done.kept.name)] if done.kept else []
        parts += [say("restore.missing", count=len(done.missing))] if done.missing else []
        words = say("restore.done", made=order.backup.made, entries=done.entries)
        self.told.emit(words, "soon" if done.missing else "done", "\n".join([*parts, done.next]))
