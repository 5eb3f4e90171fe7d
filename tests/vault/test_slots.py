"""Key file, slots, keyring and the wait after wrong passphrases."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import keyring
import keyring.backend
import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door, keychain, keyfile, keys, slots
from lucheng_desktop.vault.delay import Delay
from lucheng_desktop.vault.keyfile import Cost, KeyFile
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.slots import CEILING, FLOOR
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE, OFFICERS, PASSPHRASE

Enter = Callable[..., Vault]


# vault.key


def test_every_flipped_byte_of_the_key_file_is_found(directory: Path) -> None:
    path = directory / keyfile.NAME
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes((whole[place] ^ 0x20,)) + whole[place + 1 :])
        with pytest.raises(Refused) as fault:
            keyfile.read(directory)
        assert fault.value.key == "E-VAULT-KEY-DAMAGED"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused):
        keyfile.read(directory)


def rewritten(directory: Path, change: Callable[[KeyFile], KeyFile]) -> None:
    """What somebody does who knows the format but not the master key."""
    keyfile.write(directory, change(keyfile.read(directory)))


@pytest.mark.parametrize(
    "change",
    [
        lambda known: replace(known, office_name="别的单位"),
        lambda known: replace(known, practice=False),
        lambda known: replace(known, slots=known.slots[1:2]),
        lambda known: replace(known, slots=(replace(known.slots[0], intake=b""), *known.slots[1:])),
        lambda known: replace(known, intake_public=bytes(32)),
    ],
)
def test_a_change_made_on_purpose_is_found_after_the_passphrase(directory: Path, change: Any) -> None:
    rewritten(directory, change)
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert fault.value.key == "E-VAULT-KEY-DAMAGED/changed"


def test_slots_cannot_be_swapped(directory: Path) -> None:
    def swap(known: KeyFile) -> KeyFile:
        one, two, *rest = known.slots
        return replace(known, slots=(replace(one, officer=two.officer), replace(two, officer=one.officer), *rest))

    rewritten(directory, swap)
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert fault.value.key == "E-TAMPER/slot"


@pytest.mark.parametrize(
    "cost", [Cost(64 << 20, 3, 2), Cost(FLOOR.memory, 10**6, 2), Cost(8, 1, 1), Cost(FLOOR.memory, 3, 99)]
)
def test_an_absurd_cost_is_refused_before_it_is_paid(directory: Path, cost: Cost) -> None:
    rewritten(directory, lambda known: replace(known, slots=tuple(replace(slot, cost=cost) for slot in known.slots)))
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert fault.value.key == "E-VAULT-KEY-DAMAGED/changed"


def test_no_key_lies_open_in_the_key_file(directory: Path, enter: Enter) -> None:
    vault = enter(INTAKE)
    text = (directory / keyfile.NAME).read_bytes()
    secrets = [bytes(vault.master._secret), vault.keys.sign, vault.keys.agree, *vault.keys.intake.values()]
    secrets += [vault.device_key.private_bytes_raw(), bytes(vault.master.derive("db"))]
    assert not [secret for secret in secrets if secret in text or secret.hex().encode() in text]


def test_only_the_officer_himself_unwraps_his_keys(directory: Path, enter: Enter) -> None:
    vault = enter(HANDLER)
    known = keyfile.read(directory)
    bound = keys.bound_to(known.vault, known.slots[0].officer, 1)
    for label in ("db", "blob", "device", "vault.key"):
        assert keys.unlock(vault.master.derive(label), known.slots[0].own, b"own" + bound) is None
    assert keys.unseal(vault.keys.agree, known.slots[0].intake, b"intake" + bound) is None


@given(st.binary(max_size=100), st.binary(max_size=40), st.integers(0, 10_000))
def test_a_sealed_box_opens_whole_or_not_at_all(secret: bytes, bound: bytes, place: int) -> None:
    private = slots.new_keys().agree
    sealed = keys.seal(slots.agree_public(private), secret, bound)
    assert keys.unseal(private, sealed, bound) == secret
    assert keys.unseal(private, sealed, bound + b"x") is None
    assert keys.unseal(slots.new_keys().agree, sealed, bound) is None
    place %= len(sealed)
    flipped = sealed[:place] + bytes((sealed[place] ^ 1,)) + sealed[place + 1 :]
    if place != 31:  # the top bit of an X25519 point does not count
        assert keys.unseal(private, flipped, bound) is None


def test_labels_give_different_keys_and_vaults_too() -> None:
    secret = os.urandom(32)
    first, second = MasterKey(bytearray(secret), b"a" * 16), MasterKey(bytearray(secret), b"b" * 16)
    assert len({bytes(key.derive(label)) for key in (first, second) for label in ("db", "blob", "blob-name")}) == 6


# cost


@pytest.mark.parametrize("speed", [0.02, 0.3, 0.9, 1.9, 4, 30])
def test_calibration_lands_in_the_window_or_on_the_floor(speed: float) -> None:
    def seconds(cost: Cost) -> float:
        return speed * cost.memory * cost.time / (256 * 1024 * 2)

    cost = slots.calibrated(seconds)
    assert cost.memory >= FLOOR.memory and cost.memory * cost.time >= FLOOR.memory * FLOOR.time
    assert cost.time <= CEILING.time and cost.memory <= CEILING.memory
    in_window = 0.6 <= seconds(cost) <= 1.4
    assert in_window or cost.time == CEILING.time or cost == Cost(FLOOR.memory, FLOOR.time, cost.lanes)


# keyring


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, forgets: bool = False) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.forgets = forgets

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


class Locked(Ring):
    """A keyring that raises at every touch."""

    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Ring], Ring]]:
    before = keyring.get_keyring()

    monkeypatch.setattr(keychain, "_silent", Event())

    def use(backend: Ring) -> Ring:
        kind = type(backend)
        monkeypatch.setattr(keychain, "ALLOWED", {(kind.__module__, kind.__qualname__)})
        keyring.set_keyring(backend)
        return backend

    yield use
    keyring.set_keyring(before)


@pytest.fixture
def bound(tmp_path: Path, ring: Callable[[Ring], Ring]) -> Path:
    """A vault whose slots ask for this PC's keyring."""
    ring(Ring())
    path = tmp_path / "绑定.vault"
    door.create(path, office="甲", practice=True, officers=OFFICERS[:2], cost=FLOOR)
    return path


def test_the_device_secret_joins_in_where_there_is_a_keyring(bound: Path, enter: Enter) -> None:
    assert all(slot.bound for slot in keyfile.read(bound).slots)
    assert enter(HANDLER, bound).officer.name == HANDLER


def test_a_copied_vault_does_not_open_by_passphrase_alone(bound: Path, enter: Enter, ring: Any) -> None:
    secret = keychain.device_secret(keyfile.read(bound).vault)
    ring(Ring())
    with pytest.raises(Refused) as fault:
        enter(HANDLER, bound)
    assert fault.value.key == "E-VAULT-DEVICE"
    with pytest.raises(Refused) as fault:
        door.unlock(bound, HANDLER, PASSPHRASE, device_secret=bytes(32))
    assert fault.value.key == "E-PASSPHRASE"
    door.unlock(bound, HANDLER, PASSPHRASE, device_secret=secret).close()
    assert enter(HANDLER, bound).officer.name == HANDLER, "the keyring has it again"


@pytest.mark.parametrize("backend", [Ring(forgets=True), Locked()])
def test_a_keyring_that_only_pretends_counts_as_none(tmp_path: Path, ring: Any, backend: Ring, enter: Enter) -> None:
    ring(backend)
    path = tmp_path / "无环.vault"
    door.create(path, office="甲", practice=True, officers=OFFICERS[:1], cost=FLOOR)
    assert not keyfile.read(path).slots[0].bound
    assert enter(INTAKE, path).anchor == "none"


def test_backends_that_are_not_on_the_list_are_not_asked(ring: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = ring(Ring())
    monkeypatch.setattr(keychain, "ALLOWED", {("keyring.backends.SecretService", "Keyring")})
    assert keychain.new_device_secret(b"v" * 16) is None and not backend.kept


def test_a_keyring_that_never_answers_is_left_waiting(ring: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    released = Event()

    class Slow(Ring):
        def get_password(self, service: str, username: str) -> str | None:
            released.wait()
            return "aa" * 32

    ring(Slow())
    monkeypatch.setattr(keychain, "PATIENCE", 0.01)
    assert keychain.device_secret(b"v" * 16) is None
    released.set()


def test_a_rolled_back_vault_is_named(bound: Path, enter: Enter, tmp_path: Path) -> None:
    import shutil

    vault = enter(HANDLER, bound)
    assert vault.anchor == "none"
    vault.close()
    older = shutil.copytree(bound, tmp_path / "旧")
    for expected in ("current", "current"):
        vault = enter(HANDLER, bound)
        assert vault.anchor == expected
        with vault.transaction() as shelf:
            shelf.create("person", {"name": "欧阳锋"})
        vault.close()
    shutil.copy(older / "vault.db", bound / "vault.db")
    for _ in range(2):
        vault = enter(HANDLER, bound)
        assert vault.anchor == "rolled_back", "and it stays so: closing must not wipe the evidence"
        with pytest.raises(Refused) as fault, vault.transaction() as shelf:
            shelf.create("person", {"name": "另一段历史"})
        assert fault.value.key == "E-TAMPER/rollback"
        vault.close()


def test_a_killed_session_is_ahead_of_its_anchor(bound: Path, enter: Enter) -> None:
    enter(HANDLER, bound).close()
    vault = enter(HANDLER, bound)
    with vault.transaction() as shelf:
        shelf.create("person", {"name": "欧阳锋"})
    vault._engine.dispose()
    vault._lock.release()
    assert enter(HANDLER, bound).anchor == "ahead"


# the wait


class Times:
    """Two clocks that tests move by hand."""

    def __init__(self) -> None:
        self.running = 5_000.0

    def pass_(self, seconds: float) -> None:
        self.running += seconds

    def delay(self, directory: Path) -> Delay:
        return Delay(directory, lambda: self.running)


@pytest.fixture
def times() -> Times:
    return Times()


def wait_of(times: Times, directory: Path) -> int:
    """Seconds still to wait; 0 when an attempt is let through (and counted)."""
    try:
        times.delay(directory).begin("某人")
    except Refused as fault:
        assert fault.key == "E-PASSPHRASE/wait"
        return int("".join(filter(str.isdigit, fault.message.split("等待")[1])))
    return 0


def fail(times: Times, directory: Path, often: int) -> None:
    for _ in range(often):
        while wait := wait_of(times, directory):
            times.pass_(wait)


def test_five_are_free_then_it_doubles_up_to_a_quarter_of_an_hour(times: Times, tmp_path: Path) -> None:
    waits = []
    for _ in range(18):
        waits.append(wait_of(times, tmp_path))
        times.pass_(max(0, waits[-1]))
        if waits[-1]:
            assert wait_of(times, tmp_path) == 0
    grown = [wait for wait in waits if wait]
    assert waits[:6] == [0] * 6 and grown[:4] == [3, 5, 9, 17] and grown[-1] == 901


def test_success_forgets(times: Times, tmp_path: Path) -> None:
    fail(times, tmp_path, 6)
    times.pass_(1000)
    assert wait_of(times, tmp_path) == 0
    times.delay(tmp_path).succeed("某人")
    assert [wait_of(times, tmp_path) for _ in range(5)] == [0] * 5


@pytest.fixture
def ringed(times: Times, ring: Callable[[Ring], Ring]) -> Callable[[Path], Delay]:
    """The wait as the door makes it on a PC with a keyring."""
    ring(Ring())

    def made(directory: Path) -> Delay:
        made = Times.delay(times, directory)
        made.vault = b"v" * 16
        return made

    return made


@pytest.mark.parametrize("what", ["deleted", "put back", "written by hand"])
def test_the_keyring_remembers_what_the_file_forgets(
    times: Times, ringed: Callable[[Path], Delay], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(times, "delay", ringed)
    fail(times, tmp_path, 3)
    early = (tmp_path / "attempts").read_bytes()
    fail(times, tmp_path, 6)
    wait = wait_of(times, tmp_path)
    assert wait == 17
    if what == "deleted":
        (tmp_path / "attempts").unlink()
    else:
        (tmp_path / "attempts").write_bytes(early if what == "put back" else b"{}")
    assert wait_of(times, tmp_path) == wait
    times.pass_(wait)
    assert wait_of(times, tmp_path) == 0
    times.delay(tmp_path).succeed("某人")
    assert not keychain.attempts(b"v" * 16).count("failures") and wait_of(times, tmp_path) == 0


def test_a_keyring_that_hung_once_is_not_asked_again(ring: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    released, asked = Event(), []

    class Slow(Ring):
        def get_password(self, service: str, username: str) -> str | None:
            asked.append(username)
            released.wait()
            return None

    ring(Slow())
    monkeypatch.setattr(keychain, "PATIENCE", 0.01)
    assert [keychain.device_secret(b"v" * 16), keychain.attempts(b"v" * 16)] == [None, ""]
    assert len(asked) == 1
    released.set()


def test_the_date_of_this_pc_moves_nothing(times: Times, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(times, tmp_path, 9)
    now = time.time()
    for date in (now, 0.0, now, now + 10**8, 0.0):
        monkeypatch.setattr(time, "time", lambda date=date: date)
        monkeypatch.setattr(time, "time_ns", lambda date=date: int(date * 10**9))
        assert wait_of(times, tmp_path) == 17, "neither longer nor over"
    times.pass_(17)
    assert wait_of(times, tmp_path) == 0


def test_after_a_restart_only_the_time_since_counts(times: Times, tmp_path: Path) -> None:
    fail(times, tmp_path, 10)
    times.running = 12.0
    assert wait_of(times, tmp_path) == 21
    times.running = 32.5
    assert wait_of(times, tmp_path) == 0


@pytest.mark.parametrize("left", ["Infinity", "NaN", "1e300", "-1"])
def test_a_doctored_record_waits_a_quarter_of_an_hour_at_most(times: Times, tmp_path: Path, left: str) -> None:
    record = f'{{"某人": {{"failures": 7, "left": {left}, "tick": 0}}}}'
    (tmp_path / "attempts").write_text(record, "utf-8")
    times.running = 1.0
    assert wait_of(times, tmp_path) <= 900


def test_the_wait_is_kept_for_the_next_process(times: Times, tmp_path: Path) -> None:
    fail(times, tmp_path, 10)
    assert wait_of(times, tmp_path) == 33


def test_other_officers_do_not_wait(times: Times, tmp_path: Path) -> None:
    fail(times, tmp_path, 10)
    times.delay(tmp_path).begin("别人")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"某人": 3}', '{"某人": {"failures": "x"}}'])
def test_a_broken_record_locks_nobody_out(times: Times, tmp_path: Path, text: str) -> None:
    (tmp_path / "attempts").write_text(text, "utf-8")
    times.delay(tmp_path).begin("某人")


def test_wrong_passphrases_at_the_door_lead_to_a_wait(directory: Path, times: Times) -> None:
    for _ in range(6):
        with pytest.raises(Refused) as fault:
            door.unlock(directory, HANDLER, "错误", delay=times.delay(directory))
        assert fault.value.key == "E-PASSPHRASE"
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE, delay=times.delay(directory))
    assert fault.value.key == "E-PASSPHRASE/wait"
    times.pass_(3)
    door.unlock(directory, HANDLER, PASSPHRASE, delay=times.delay(directory)).close()
