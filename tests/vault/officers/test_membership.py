"""Officers who come, change and go: who gets in, which keys they hold, and what a kill in the middle leaves."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.vault import (
    cipher,
    device_code,
    door,
    durable,
    generations,
    keyfile,
    membership,
    renewal,
)
from lucheng_desktop.vault.store import Vault
from tests.vault.officers.conftest import ADMIN, CHEAP, HANDLER, INTAKE, NEWCOMER, PASSPHRASE, Enter
from tests.vault.officers.conftest import refusal as refused

FACTS = {"name": "夏侯闻笛", "phone": "13912345678"}


def quietly(done: int, total: int) -> None:
    """Nobody watches."""


def refusal(act: Callable[[], Any]) -> str:
    return refused(act).key


def sealed_petition(vault: Vault) -> str:
    with vault.transaction() as shelf:
        petition = shelf.create("petition", {"number": "鹿纪信〔2026〕1号"})
        shelf.seal_identity(petition, FACTS)
    return petition


def opened_identity(vault: Vault, petition: str) -> Any:
    with vault.transaction() as shelf:
        return shelf.open_identity(petition, "核实联系方式")


def newcomer(*roles: str, passphrase: str = PASSPHRASE) -> door.NewOfficer:
    return door.NewOfficer(NEWCOMER, roles, passphrase)


# coming


def test_a_newcomer_comes_in_with_his_own_keys_and_the_ledger_says_who_entered_him(enter: Enter) -> None:
    vault = enter()
    admin, id = vault.officer.id, membership.add(vault, newcomer("handling_dept"), cost=CHEAP)
    with vault.reading() as shelf:
        himself, by = shelf.history("officer", id)
    assert (himself.officer.hex(), by.officer.hex()) == (id, admin)
    assert himself.body == by.body and by.body["roles"] == ["handling_dept"]
    vault = enter(NEWCOMER)
    assert (vault.officer.id, vault.officer.roles) == (id, ("handling_dept",))
    assert vault.keys.sign_public.hex() == by.body["sign_key"]
    assert vault.ledger_check().chain == "intact"


def test_the_administrator_cannot_unwrap_the_newcomers_keys(enter: Enter) -> None:
    vault = enter()
    membership.add(vault, newcomer("handling_dept"), cost=CHEAP)
    slot, known = vault.keyfile.slot(NEWCOMER), vault.keyfile
    from lucheng_desktop.vault import keys

    bound = keys.bound_to(known.vault, slot.officer, known.generation)
    at_hand = [bytes(vault.master.derive(label)) for label in ("db", "blob", "device", "vault.key", "former")]
    at_hand += [bytes(vault.master._secret), vault.keys.sign, vault.keys.agree]
    assert [keys.unlock(key, slot.own, b"own" + bound) for key in at_hand] == [None] * len(at_hand)
    assert [keys.unseal(key, slot.own, b"own" + bound) for key in at_hand] == [None] * len(at_hand)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (newcomer("handling_dept", passphrase="短口令 123"), "E-PASSPHRASE/short"),
        (newcomer("handling_dept", passphrase=" " * 20), "E-PASSPHRASE/short"),
        (door.NewOfficer(HANDLER, ("principal",), PASSPHRASE), "E-VAULT-OFFICER/twice"),
    ],
)
def test_who_is_not_entered(enter: Enter, directory: Path, new: door.NewOfficer, said: str) -> None:
    vault = enter()
    before = (directory / keyfile.NAME).read_bytes()
    assert refusal(lambda: membership.add(vault, new, cost=CHEAP)) == said
    assert (directory / keyfile.NAME).read_bytes() == before


def test_a_slot_without_an_officer_goes_at_the_next_change(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = enter()
    kept = vault.keep

    def killed(known: keyfile.KeyFile) -> None:
        kept(known)
        raise KeyboardInterrupt

    monkeypatch.setattr(vault, "keep", killed)
    monkeypatch.setattr(durable, "put_back", lambda path: False)
    with pytest.raises(KeyboardInterrupt):
        membership.add(vault, newcomer("handling_dept"), cost=CHEAP)
    monkeypatch.undo()
    vault = enter()
    assert vault.keyfile.slot(NEWCOMER), "the slot was written before the ledger"
    membership.add(vault, newcomer("handling_dept"), cost=CHEAP)
    assert enter(NEWCOMER).officer.roles == ("handling_dept",)


# the intake role


def test_the_newcomer_opens_what_comes_and_after_a_word_of_a_holder_what_was(enter: Enter) -> None:
    old = sealed_petition(enter(HANDLER))
    membership.add(enter(), newcomer("petition_office"), cost=CHEAP)
    new = sealed_petition(enter(HANDLER))
    assert opened_identity(enter(NEWCOMER), new) == FACTS
    assert refusal(lambda: opened_identity(enter(NEWCOMER), old)) == "E-IDENTITY/epoch"
    assert refusal(lambda: membership.confirm_intake(enter(), NEWCOMER)) == "E-OFFICER/intake"
    assert refusal(lambda: membership.confirm_intake(enter(NEWCOMER), NEWCOMER)) == "E-OFFICER/intake"
    vault = enter(INTAKE)
    assert [opened_identity(vault, petition) for petition in (old, new)] == [FACTS, FACTS]
    membership.confirm_intake(vault, NEWCOMER)
    assert refusal(lambda: membership.confirm_intake(vault, NEWCOMER)) == "E-OFFICER/intake", "once is enough"
    vault = enter(NEWCOMER)
    assert [opened_identity(vault, petition) for petition in (old, new)] == [FACTS, FACTS]


def test_losing_the_role_is_losing_the_keys(enter: Enter) -> None:
    membership.add(enter(), newcomer("petition_office"), cost=CHEAP)
    membership.confirm_intake(enter(INTAKE), NEWCOMER)
    old = sealed_petition(enter(HANDLER))
    vault = enter()
    membership.change_roles(vault, INTAKE, ["handling_dept"])
    assert vault.keyfile.intake_epoch == 3 and not vault.keyfile.slot(INTAKE).intake
    new = sealed_petition(enter(HANDLER))
    assert refusal(lambda: opened_identity(enter(INTAKE), old)) == "E-IDENTITY"
    assert [opened_identity(enter(NEWCOMER), petition) for petition in (old, new)] == [FACTS, FACTS]


def test_roles_that_do_not_touch_the_intake_role_leave_its_key(enter: Enter) -> None:
    vault = enter()
    membership.change_roles(vault, HANDLER, ["handling_dept", "case_trial"])
    assert vault.keyfile.intake_epoch == 1
    assert enter(HANDLER).officer.roles == ("handling_dept", "case_trial")


def test_the_last_who_can_open_identities_stays_until_another_can(enter: Enter) -> None:
    sealed_petition(enter(HANDLER))
    changes: list[Callable[[], None]] = [
        lambda: membership.change_roles(enter(), INTAKE, ["handling_dept"]),
        lambda: membership.retire(enter(), INTAKE, {}, quietly),
    ]
    assert [refusal(change) for change in changes] == ["E-OFFICER/last-intake"] * 2
    membership.add(enter(), newcomer("petition_office"), cost=CHEAP)
    assert [refusal(change) for change in changes] == ["E-OFFICER/last-intake"] * 2, "he cannot open the old ones yet"
    membership.confirm_intake(enter(INTAKE), NEWCOMER)
    changes[1]()
    assert INTAKE not in door.officers(enter().path)


def test_nobody_changes_himself(enter: Enter) -> None:
    vault = enter()
    assert refusal(lambda: membership.change_roles(vault, ADMIN, ["petition_office"])) == "E-OFFICER/self"
    assert refusal(lambda: membership.retire(vault, ADMIN, {}, quietly)) == "E-OFFICER/self"


# going


def test_who_leaves_is_out_and_all_others_are_in(enter: Enter, directory: Path, tmp_path: Path) -> None:
    vault = enter(HANDLER)
    taken = bytes(vault.master._secret)
    with vault.transaction() as shelf:
        content = shelf.attach("拆迁票据".encode() * 400_000, name="票据.pdf", media_type="application/pdf").content
    vault = enter()
    stages: list[tuple[int, int]] = []
    membership.retire(vault, HANDLER, {"reason": "调离"}, lambda *stage: stages.append(stage))
    assert stages and stages[-1][0] == stages[-1][1] and vault.keyfile.generation == 2
    with vault.transaction() as shelf:
        assert b"".join(shelf.attachment(content)) == "拆迁票据".encode() * 400_000
        later = shelf.attach("后来的".encode() * 10, name="后来.txt", media_type="text/plain").content
    assert bytes(vault.master._secret) != taken
    old = cipher.MasterKey(bytearray(taken), vault.keyfile.vault)
    vault.close()
    assert refusal(lambda: cipher.connect(directory / "vault.db", old)) == "E-VAULT-DAMAGED"
    assert refusal(lambda: enter(HANDLER)) == "E-VAULT-OFFICER"
    for _ in range(2):
        vault = enter(INTAKE)
        slot = vault.keyfile.slot(INTAKE)
        assert (slot.since, slot.handed) == (2, b""), "he has wrapped the new key himself"
        with vault.reading() as shelf:
            assert b"".join(shelf.attachment(later)) == "后来的".encode() * 10
        assert vault.ledger_check().chain == "intact"


def test_attachments_of_the_old_generation_are_wrapped_anew_and_its_key_is_forgotten(enter: Enter) -> None:
    vault = enter()
    with vault.transaction() as shelf:
        contents = [
            shelf.attach(f"材料{number}".encode() * 9, name=str(number), media_type="t").content for number in range(3)
        ]
    membership.retire(vault, HANDLER, {}, quietly)
    (vault.blobs / "zz").mkdir()
    stages: list[tuple[int, int]] = []

    def stop_at_two(done: int, total: int) -> None:
        stages.append((done, total))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renewal.renew_attachments(vault, stop_at_two)
    assert vault.keyfile.former, "one is still locked with the old key"
    renewal.renew_attachments(vault, lambda *stage: stages.append(stage))
    assert stages == [(1, 3), (2, 3), (1, 1)] and not vault.keyfile.former
    vault = enter(INTAKE)
    with vault.reading() as shelf:
        for number, content in enumerate(contents):
            assert b"".join(shelf.attachment(content)) == f"材料{number}".encode() * 9
    assert len([path for path in vault.blobs.rglob("*") if path.is_file()]) == 3


def test_two_generations_later_everything_still_reads(enter: Enter) -> None:
    vault = enter()
    with vault.transaction() as shelf:
        content = shelf.attach("老材料".encode(), name="旧", media_type="t").content
    petition = sealed_petition(vault)
    for _ in range(2):
        membership.add(vault, newcomer("handling_dept"), cost=CHEAP)
        membership.retire(vault, NEWCOMER, {}, quietly)
    assert vault.keyfile.generation == 3
    vault = enter(INTAKE)
    with vault.reading() as shelf:
        assert b"".join(shelf.attachment(content)) == "老材料".encode()
    assert opened_identity(vault, petition) == FACTS


def test_a_name_that_comes_back_is_the_same_person(enter: Enter) -> None:
    vault = enter()
    first = membership.add(vault, newcomer("handling_dept"), cost=CHEAP)
    membership.retire(vault, NEWCOMER, {}, quietly)
    second = membership.add(vault, newcomer("principal"), cost=CHEAP)
    assert first != second
    assert enter(NEWCOMER).officer.former == (first,)


def test_an_officer_who_has_left_in_the_ledger_stays_out_even_with_his_slot(enter: Enter, directory: Path) -> None:
    vault = enter()
    with pytest.raises(ZeroDivisionError):
        membership.retire(vault, HANDLER, {}, lambda done, total: 1 // 0)  # type: ignore[arg-type,return-value]
    assert membership.unfinished(vault) == (HANDLER,) and vault.keyfile.generation == 1
    assert not list(directory.glob("vault.db.*"))
    vault.close()
    assert refusal(lambda: door.unlock(directory, HANDLER, PASSPHRASE)) == "E-VAULT-OFFICER/retired"
    vault = enter()
    membership.retire(vault, HANDLER, {}, quietly)
    assert membership.unfinished(vault) == () and vault.keyfile.generation == 2


def test_a_disk_without_room_for_a_copy_says_so(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = enter()
    usage = shutil.disk_usage(vault.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    assert refusal(lambda: membership.retire(vault, HANDLER, {}, quietly)) == "E-VAULT-FULL"
    assert vault.keyfile.generation == 1 and membership.unfinished(vault) == (HANDLER,)


RETIRE = """
import os, signal, sys
from pathlib import Path
from lucheng_desktop.vault import door, durable, keychain, membership, slots
from lucheng_desktop.vault.keyfile import Cost
keychain.ALLOWED, slots.FLOOR = set(), Cost(1024, 1, 1)
door_of = lambda line: door.unlock(Path(line[0]), line[1], line[2])
def child(line):
    vault, left = door_of(line), [int(line[4])]
    def passed(moment):
        left[0] -= 1
        if not left[0]:
            os.write(1, (moment + "\\n").encode())
            os.kill(os.getpid(), signal.SIGKILL)
    durable.passed = passed
    membership.retire(vault, line[3], {}, lambda done, total: passed(f"copied {done}"))
    os.write(1, b"finished\\n")
    os._exit(0)
door_of(sys.argv[1:4]).close()
for line in sys.stdin:
    if not (pid := os.fork()):
        child(line.rstrip("\\n").split("\\t"))
    os.waitpid(pid, 0)
    os.write(1, b"ended\\n")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_kill_at_any_point_leaves_the_old_keys_or_the_new(made: Path, tmp_path: Path, enter: Enter) -> None:
    moments = []
    warmed = str(shutil.copytree(made, tmp_path / "先开一次.vault"))
    with subprocess.Popen(
        [sys.executable, "-c", RETIRE, warmed, ADMIN, PASSPHRASE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as killer:
        assert killer.stdin is not None and killer.stdout is not None
        for point in range(1, 100):
            path = shutil.copytree(made, tmp_path / f"{point}.vault")
            print(path, ADMIN, PASSPHRASE, HANDLER, point, sep="\t", file=killer.stdin, flush=True)
            moments.append(killer.stdout.readline().strip())
            assert killer.stdout.readline() == "ended\n"
            vault = enter(INTAKE, path=path)
            assert vault.ledger_check().chain == "intact"
            assert sorted(one.name for one in path.glob("vault.db*")) == ["vault.db", "vault.db-shm", "vault.db-wal"]
            gone = HANDLER not in door.officers(path)
            assert gone == (vault.keyfile.generation == 2)
            if not gone and not point % 4:
                vault = enter(path=path)
                membership.retire(vault, HANDLER, {}, quietly)
                assert HANDLER not in door.officers(path)
            vault.close()
            shutil.rmtree(path)
            if moments[-1] == "finished":
                break
    assert {"renamed vault.key", "settled vault.key", "renamed vault.db"} <= set(moments) and "finished" in moments
    assert any(moment.startswith("copied") for moment in moments), moments


# passphrases


def test_a_new_passphrase_opens_and_the_old_one_does_not(enter: Enter) -> None:
    petition = sealed_petition(enter(INTAKE))
    vault = enter(INTAKE)
    keys = vault.keys.sign_public
    new = "另一个 很长的 口令 2026"
    membership.change_passphrase(vault, PASSPHRASE, new, cost=CHEAP)
    vault.close()
    assert refusal(lambda: enter(INTAKE)) == "E-PASSPHRASE"
    vault = enter(INTAKE, new)
    assert vault.keys.sign_public == keys and opened_identity(vault, petition) == FACTS
    assert enter(HANDLER).officer.name == HANDLER, "nobody else's slot was touched"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("不是这个口令 不是这个", "另一个 很长的 口令 2026", "E-PASSPHRASE"),
        (PASSPHRASE, "太短了", "E-PASSPHRASE/short"),
        (PASSPHRASE, PASSPHRASE, "E-PASSPHRASE/same"),
        (PASSPHRASE, PASSPHRASE.replace("17", "１７"), "E-PASSPHRASE/same"),
    ],
)
def test_a_passphrase_that_is_not_taken(enter: Enter, directory: Path, old: str, new: str, said: str) -> None:
    vault = enter()
    before = (directory / keyfile.NAME).read_bytes()
    assert refusal(lambda: membership.change_passphrase(vault, old, new, cost=CHEAP)) == said
    assert (directory / keyfile.NAME).read_bytes() == before


def test_a_key_file_of_the_first_vaults_says_nothing_of_generations(directory: Path) -> None:
    text = (directory / keyfile.NAME).read_text("utf-8")
    assert not [word for word in ("handed", "former", "recovery", "since", "intake_from") if f'"{word}"' in text]
    known = keyfile.read(directory)
    fuller = replace(known, slots=tuple(replace(slot, since=3, handed=os.urandom(80)) for slot in known.slots))
    keyfile.write(directory, fuller)
    assert keyfile.read(directory) == fuller


def test_what_a_kill_left_of_another_generation_is_swept(directory: Path, enter: Enter) -> None:
    (directory / "vault.db.7").write_bytes(b"x" * 4096)
    (directory / "vault.db.7-wal").write_bytes(b"x")
    generations.settle(directory, 1)
    assert not list(directory.glob("vault.db.*")) and enter().officer.name == ADMIN


# the device code


def test_a_printed_code_joins_in_where_there_is_no_keyring(enter: Enter, directory: Path) -> None:
    secret = membership.bind(enter(HANDLER), PASSPHRASE, cost=CHEAP)
    code = device_code.spelled(secret)
    assert [len(group) for group in code.split()] == [4] * 14
    enter(INTAKE).close()
    assert refusal(lambda: enter(HANDLER)) == "E-VAULT-DEVICE"
    typed = code.lower().replace(" ", "\n").translate({ord("o"): "0", ord("i"): "1", ord("b"): "8"})
    vault = door.unlock(directory, HANDLER, PASSPHRASE, device_secret=device_code.read(typed))
    assert refusal(lambda: membership.change_passphrase(vault, PASSPHRASE, "另一个 很长的 口令", cost=CHEAP)) == (
        "E-VAULT-DEVICE"
    )
    membership.change_passphrase(vault, PASSPHRASE, "另一个 很长的 口令", cost=CHEAP, device_secret=secret)
    vault.close()
    door.unlock(directory, HANDLER, "另一个 很长的 口令", device_secret=secret).close()
    vault = enter(INTAKE)
    assert refusal(lambda: membership.bind(vault, PASSPHRASE, cost=CHEAP)) == "E-VAULT-DEVICE", "one code for this PC"
    assert membership.bind(vault, PASSPHRASE, device_secret=secret, cost=CHEAP) == secret


@pytest.mark.parametrize("change", [lambda code: code[:-1], lambda code: "", lambda code: "鹿" + code])
def test_a_code_typed_wrongly_is_noticed(change: Callable[[str], str]) -> None:
    assert refusal(lambda: device_code.read(change(device_code.spelled(bytes(32))))) == "E-DEVICE-CODE"


def test_every_letter_of_a_code_counts() -> None:
    code = device_code.spelled(os.urandom(32))
    for at, letter in enumerate(code):
        if letter != " ":
            other = "A" if letter != "A" else "C"
            assert refusal(lambda told=code[:at] + other + code[at + 1 :]: device_code.read(told)) == "E-DEVICE-CODE"
