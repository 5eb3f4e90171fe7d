"""A vault is one thread's: another is told so at once, because two at one connection wait for each other for ever."""

import threading
from collections.abc import Callable

import sqlcipher3.dbapi2 as driver

from lucheng_desktop.vault import cipher
from lucheng_desktop.vault.store import Vault

PATIENCE = 20.0


def _elsewhere(work: Callable[[], object]) -> BaseException | None:
    """What `work` raises on a thread of its own, which must end."""
    raised: list[BaseException] = []

    def attempt() -> None:
        try:
            work()
        except BaseException as fault:
            raised.append(fault)

    other = threading.Thread(target=attempt, daemon=True)
    other.start()
    other.join(PATIENCE)
    assert not other.is_alive()
    return raised[0] if raised else None


def _read(vault: Vault) -> None:
    with vault.reading() as shelf:
        shelf.rows("officer", ("id",))


def _write(vault: Vault) -> None:
    with vault.transaction() as shelf:
        shelf.create("person", {"name": "欧阳锋平"})


def _below(vault: Vault) -> None:
    with vault.driver() as raw:
        raw.execute("SELECT 1").fetchone()


def _people(vault: Vault) -> int:
    with vault.reading() as shelf:
        return len(shelf.rows("person", ("id",)))


def test_another_thread_is_refused_and_harms_nothing(vault: Vault) -> None:
    for deed in (_read, _write, _below, Vault.ledger_check, Vault.checkpoint, Vault.reinstate):
        fault = _elsewhere(lambda deed=deed: deed(vault))  # type: ignore[misc]
        assert isinstance(fault, RuntimeError), (deed, fault)
    assert _people(vault) == 0
    _write(vault)
    assert _people(vault) == 1


def test_while_a_transaction_runs_no_other_thread_gets_a_connection_of_its_own(vault: Vault) -> None:
    with vault.transaction() as shelf:
        shelf.create("person", {"name": "欧阳锋平"})
        for deed in (_read, _write, _below):
            assert isinstance(_elsewhere(lambda deed=deed: deed(vault)), RuntimeError)  # type: ignore[misc]
        shelf.create("person", {"name": "单于婧"})
    assert _people(vault) == 2


def test_the_driver_itself_refuses_another_thread(vault: Vault) -> None:
    made = cipher.connect(vault.path / "vault.db", vault.master)
    deeds = (lambda: made.execute("SELECT 1"), made.cursor, made.commit, made.close)
    faults = [_elsewhere(deed) for deed in deeds]
    made.close()
    assert {type(fault) for fault in faults} == {driver.ProgrammingError}
