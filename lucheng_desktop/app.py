"""Puts the parts together: the window, its pages, and the one lane to the vault."""

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from lucheng_desktop.gui import fault, theme
from lucheng_desktop.gui.door import Door, Key, PutBack, Reseat, Witness
from lucheng_desktop.gui.lane import Check, Lane
from lucheng_desktop.gui.main_window import MainWindow
from lucheng_desktop.gui.page import Entry, Page, Session
from lucheng_desktop.places import resource, words
from lucheng_desktop.procedures import backups, keeping, office

if TYPE_CHECKING:
    from lucheng_desktop.procedures.desk import Desk
    from lucheng_desktop.procedures.recovery import OfficerRestored

PAGES = (
    ("tasks", "todo", "TasksPage"),
    ("petitions", "intake", "PetitionsPage"),
    ("findings", "findings", "FindingsPage"),
    ("clearance", "clearance", "ClearancePage"),
    ("tolerance", "tolerance", "TolerancePage"),
    ("issuing", "documents", "IssuingPage"),
    ("checking", "search", "CheckingPage"),
    ("sealing", "seal", "SealingPage"),
    ("printers", "print", "PrintersPage"),
    ("handover", "handover", "HandoverPage"),
    ("history", "ledger", "HistoryPage"),
    ("officers", "person", "OfficersPage"),
    ("keeping", "save", "KeepingPage"),
)
"""Key, icon and class of each page, in the order of the navigation; `gui/KEY_page.py` holds it."""

LOOK = ("window", "look", "scheme")
"""Form, record and field under which a vault keeps the look that was chosen in it."""


def warm_up(_order: None, check: Check) -> None:
    """Import every page, read words, icons and rules, on a worker thread: no page's first opening waits for a disk."""
    for done, (key, _icon, _name) in enumerate(PAGES):
        check(done, len(PAGES))
        import_module(f"lucheng_desktop.gui.{key}_page")
    for file in resource("words").glob("*.toml"):
        words(file.stem)
    theme.read_drawings()
    from lucheng_desktop.cases.rulebook import load

    load()


def warm_papers(_order: None, _check: Check) -> None:
    """Load faces and libraries of papers, on a worker thread too: nobody's first paper is slow."""
    from lucheng_desktop.procedures.readiness import make_ready

    make_ready()


def _patient(done: int, total: int) -> None:
    """A check that never stops the work."""


def entries() -> tuple[Entry, ...]:
    """The navigation; a page is built when it is opened first, its module has been imported by then."""
    titles = words("app")["pages"]

    def build(key: str, name: str, lane: Lane) -> Page:
        page: Page = getattr(import_module(f"lucheng_desktop.gui.{key}_page"), name)(lane)
        return page

    return tuple(Entry(key, titles[key], icon, partial(build, key, name)) for key, icon, name in PAGES)


def door(vault: Path) -> Door:
    """How the window opens and closes this vault; the store's libraries load on the vault's own thread."""

    def officers() -> Sequence[str]:
        return office.officers_of(vault)

    def unlock(key: Key) -> "Desk":
        desk = office.unlock(office.Unlock(vault, key.officer, key.passphrase, key.code))
        warm_up(None, _patient)  # has long been done, unless somebody types faster than this PC reads
        return desk

    def acknowledge(desk: "Desk", order: Witness) -> object:
        second = (order.key.officer, order.key.passphrase, order.key.code)
        return keeping.acknowledge_rollback(desk, keeping.AcknowledgeRollback(order.reason, *second))

    def check(key: Key) -> keeping.VaultChecked:
        order = keeping.CheckVault(vault, key.officer, key.passphrase, device_code=key.code)
        return keeping.check_vault(order)

    def restore(order: PutBack) -> keeping.VaultRestored:
        officer, passphrase, code = order.key.officer, order.key.passphrase, order.key.code
        return keeping.restore_vault(
            keeping.RestoreVault(vault, officer, passphrase, order.backup.folder, order.confirmation, code)
        )

    return Door(
        vault.stem, officers, unlock, keeping.lock, partial(office.waits, vault), keeping.suspicion, acknowledge, check,
        partial(backups.backup_folders, vault), backups.folders_in, restore, partial(_way_back, vault),
    )  # fmt: skip


def _way_back(vault: Path, order: Reseat) -> "OfficerRestored":
    from lucheng_desktop.procedures.recovery import RestoreOfficer, restore_officer

    return restore_officer(RestoreOfficer(vault, order.key.officer, order.key.passphrase, order.sheets))


def session(desk: "Desk", _order: None) -> Session:
    """What the frame says about who works where."""
    from lucheng_desktop.procedures.drafts import DraftsOf, drafts_of
    from lucheng_desktop.procedures.history import verify_ledger

    ledger = verify_ledger(desk, newest=True)
    roles = "、".join(desk.rules.term("roles", role) for role in desk.officer.roles)
    vault, (form, record, field) = desk.vault, LOOK
    scheme = drafts_of(desk, DraftsOf(form, record)).get(field, "")
    intact = ledger.chain == "intact"
    copied, told = keeping.copy_notice(desk), (keeping.clock_notice(desk), backups.failure(desk))
    clock, failed = ((one.message, one.next) if one else ("", "") for one in told)
    return Session(
        desk.officer.name, roles, vault.office_name, vault.practice, ledger.head[:4], intact, scheme,
        suspended=bool(vault.tampered), copied=copied.message if copied else "", clock=clock, backup_failed=failed,
    )  # fmt: skip


def keep_look(desk: "Desk", scheme: str) -> None:
    """Remember with the vault which look was chosen in it."""
    from lucheng_desktop.procedures.drafts import KeepDraft, keep_draft

    keep_draft(desk, KeepDraft(*LOOK, scheme))


def counts(desk: "Desk", _order: None) -> Mapping[str, int]:
    """How many records wait for this officer, by page."""
    from lucheng_desktop.gui.tasks_page import HOME
    from lucheng_desktop.procedures.waiting import how_many

    found: Counter[str] = Counter()
    for kind, count in how_many(desk).items():
        found[HOME[kind]] += count
    return found | Counter(tasks=found.total())


def window(vault: Path, *, lane: Lane | None = None) -> MainWindow:
    """The window on one vault; needs a QApplication. It warms up as soon as its event loop turns."""
    made = MainWindow(
        lane or Lane(), door(vault), entries(), session_of=session, counts=counts, keep_look=keep_look,
        daily=keeping.back_up_daily,
    )  # fmt: skip

    def papers(_: None) -> None:
        made.lane.work(made, warm_papers, None, lambda _: None)

    QTimer.singleShot(0, made, partial(made.lane.work, made, warm_up, None, papers))
    return made


def main() -> int:
    """`lucheng-desktop VAULT`: open the window."""
    os.umask(0o077)
    application = QApplication(sys.argv)
    theme.dress(application)
    if len(application.arguments()) != 2:
        sys.stderr.write(words("app")["usage"] + "\n")
        return 2
    shown = window(Path(application.arguments()[1]).resolve())
    fault.install(shown.fault)
    shown.show()
    return application.exec()
