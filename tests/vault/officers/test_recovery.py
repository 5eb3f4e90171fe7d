"""Two sheets of three: what they open, what one alone does not, and what is said of a group read wrongly."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door, membership, recovery, shares
from tests.vault.officers.conftest import ADMIN, CHEAP, HANDLER, INTAKE, NEW, PASSPHRASE, Enter, refusal

FACTS = {"name": "夏侯闻笛"}


def made_sheets(enter: Enter) -> tuple[str, ...]:
    vault = enter(INTAKE)
    texts = recovery.split(vault).texts
    vault.close()
    return texts


def back(directory: Path, texts: Any, officer: str = HANDLER) -> recovery.Recovered:
    return recovery.restore(directory, texts, officer, NEW, cost=CHEAP)


# sheets


SECRET = bytes(range(32))
SHEETS = shares.split(SECRET)


def test_a_sheet_is_thirty_three_groups_of_four_digits() -> None:
    for sheet in SHEETS:
        groups = sheet.split()
        assert len(groups) == 33 and all(len(group) == 4 and int(group) <= 1023 for group in groups)


@pytest.mark.parametrize(("one", "two"), [(0, 1), (1, 2), (2, 0)])
def test_any_two_bring_the_secret_back(one: int, two: int) -> None:
    assert shares.joined([SHEETS[one], SHEETS[two]]) == (SECRET, (one + 1, two + 1))


def test_a_sheet_is_read_as_it_was_printed_or_typed() -> None:
    groups = SHEETS[0].split()
    rows = "\n".join("   ".join(groups[at : at + 3]) for at in range(0, 33, 3))
    printed = f"鹿城区 恢复份额 第 1 份 编号 1234\n2026年3月2日\n\n{rows}\n\n请妥善保管 0000\n"
    wide = SHEETS[1].translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert shares.joined([printed, wide])[0] == SECRET


@given(st.integers(0, 32), st.integers(1, 1023), st.integers(0, 2))
@settings(max_examples=20)
def test_one_group_read_wrongly_is_named(at: int, change: int, sheet: int) -> None:
    groups = SHEETS[sheet].split()
    groups[at] = f"{int(groups[at]) ^ change:04}"
    fault = refusal(lambda: shares.joined([" ".join(groups), SHEETS[(sheet + 1) % 3]]))
    assert fault.key == "E-RECOVERY/group" and f"第 {at + 1} 组" in fault.message and groups[at] in fault.message


def test_more_groups_read_wrongly_are_not_taken() -> None:
    chance = random.Random(5)
    for _ in range(15):
        groups = SHEETS[0].split()
        for at in chance.sample(range(33), 2):
            groups[at] = f"{(int(groups[at]) + chance.randrange(1, 1023)) % 1024:04}"
        with pytest.raises(Refused) as fault:
            shares.joined([" ".join(groups), SHEETS[1]])
        assert fault.value.key == "E-RECOVERY/checksum", "two faults are found and no third group is blamed"


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ([SHEETS[0]], "E-RECOVERY/few"),
        ([], "E-RECOVERY/few"),
        ([SHEETS[0], SHEETS[0]], "E-RECOVERY/same"),
        ([SHEETS[0], shares.split(SECRET)[1]], "E-RECOVERY/apart"),
        ([SHEETS[0], SHEETS[1][:-5]], "E-RECOVERY/count"),
        ([SHEETS[0], ""], "E-RECOVERY/count"),
        ([SHEETS[0], SHEETS[1][:-4] + "1024"], "E-RECOVERY/group"),
        ([SHEETS[0], SHEETS[1][:-1]], "E-RECOVERY/group"),
    ],
)
def test_what_is_said_of_sheets_that_do_not_do(texts: list[str], key: str) -> None:
    assert refusal(lambda: shares.joined(texts)).key == key


# the vault


def test_two_sheets_let_an_officer_in_again_with_keys_of_his_own(directory: Path, enter: Enter) -> None:
    vault = enter(HANDLER)
    before, keys = vault.officer.id, vault.keys.sign_public
    with vault.transaction() as shelf:
        petition = shelf.create("petition", {"number": "1"})
        shelf.move("petition", petition, "register_petition", "", "registered")
    texts = made_sheets(enter)
    answer = back(directory, texts[1:])
    assert (answer.before, answer.name) == (before, HANDLER)
    assert refusal(lambda: enter(HANDLER)).key == "E-PASSPHRASE"
    vault = enter(HANDLER, NEW)
    assert (vault.officer.id, vault.officer.former, vault.officer.roles) == (
        answer.officer,
        (before,),
        ("handling_dept",),
    )
    assert vault.keys.sign_public != keys and not vault.keys.intake
    check = vault.ledger_check()
    assert (check.chain, check.first_fault) == ("intact", None), "what he signed before holds by his key of before"
    with vault.reading() as shelf:
        assert shelf.record("officer", before).fields["successor"] == answer.officer
        assert shelf.history("office", vault.office)[-1].body["what"] == "recovery_used"
    assert enter(ADMIN).officer.name == ADMIN


def test_the_only_intake_officer_keeps_what_was_sealed(directory: Path, enter: Enter) -> None:
    vault = enter(HANDLER)
    with vault.transaction() as shelf:
        petition = shelf.create("petition", {"number": "1"})
        shelf.seal_identity(petition, FACTS)
    back(directory, made_sheets(enter)[:2], INTAKE)
    with enter(INTAKE, NEW).transaction() as shelf:
        assert shelf.open_identity(petition, "核实") == FACTS


def test_sheets_follow_new_generations_and_epochs(directory: Path, enter: Enter) -> None:
    texts = made_sheets(enter)
    vault = enter(ADMIN)
    membership.add(vault, door.NewOfficer("司马新来", ("petition_office",), PASSPHRASE), cost=CHEAP)
    membership.retire(vault, HANDLER, {}, lambda done, total: None)
    assert vault.keyfile.recovery and vault.keyfile.recovery.handed
    with vault.transaction() as shelf:
        petition = shelf.create("petition", {"number": "1"})
        shelf.seal_identity(petition, FACTS)
    recovery.drill(vault, texts[:2])
    assert not vault.keyfile.recovery.handed, "with the key at hand the new master key is wrapped by it"
    membership.add(vault, door.NewOfficer(HANDLER, ("handling_dept",), PASSPHRASE), cost=CHEAP)
    membership.retire(vault, HANDLER, {}, lambda done, total: None)
    vault.close()
    back(directory, [texts[2], texts[0]], "司马新来")
    with enter("司马新来", NEW).transaction() as shelf:
        assert shelf.open_identity(petition, "核实") == FACTS


def test_a_drill_proves_two_sheets_on_the_record(directory: Path, enter: Enter) -> None:
    texts = made_sheets(enter)
    vault = enter(ADMIN)
    assert recovery.drill(vault, [texts[2], texts[0]]) == (3, 1)
    assert refusal(lambda: recovery.drill(vault, texts[:1])).key == "E-RECOVERY/few"
    other = shares.split(bytes(32))
    assert refusal(lambda: recovery.drill(vault, other[:2])).key == "E-RECOVERY/other"
    with vault.reading() as shelf:
        said = [entry.body for entry in shelf.history("office", vault.office) if entry.kind == "note"]
    assert [body["what"] for body in said] == [
        "recovery_split",
        "recovery_drilled",
        "recovery_drill_failed",
        "recovery_drill_failed",
    ]
    assert said[1]["numbers"] == [3, 1]
    assert enter(HANDLER).officer.name == HANDLER, "a drill changes nobody's way in"


@pytest.mark.parametrize("texts", [lambda all: all[:1], lambda all: [all[0], all[0]], lambda all: list(SHEETS[:2])])
def test_what_is_not_two_of_this_set_opens_nothing(directory: Path, enter: Enter, texts: Any) -> None:
    made = texts(made_sheets(enter))
    before = {path: path.read_bytes() for path in directory.iterdir() if path.name in ("vault.key", "vault.db")}
    assert refusal(lambda: back(directory, made)).code == "E-RECOVERY"
    assert {path: path.read_bytes() for path in before} == before


def test_an_older_set_is_over_when_a_new_one_is_made(directory: Path, enter: Enter) -> None:
    old, _ = made_sheets(enter), made_sheets(enter)
    assert refusal(lambda: back(directory, old[:2])).key == "E-RECOVERY/other"


def test_sheets_go_with_the_one_who_made_them(directory: Path, enter: Enter) -> None:
    texts = made_sheets(enter)
    vault = enter(ADMIN)
    membership.add(vault, door.NewOfficer("司马新来", ("petition_office",), PASSPHRASE), cost=CHEAP)
    membership.confirm_intake(enter(INTAKE), "司马新来")
    membership.retire(enter(ADMIN), INTAKE, {}, lambda done, total: None)
    enter(ADMIN).close()
    assert refusal(lambda: back(directory, texts[:2])).key == "E-RECOVERY/none"


def test_who_cannot_open_identities_makes_no_sheets_that_could(enter: Enter) -> None:
    assert refusal(lambda: recovery.split(enter(ADMIN))).key == "E-RECOVERY/intake"


def test_unknown_officer_and_weak_passphrase(directory: Path, enter: Enter) -> None:
    texts = made_sheets(enter)
    assert refusal(lambda: back(directory, texts[:2], "查无此人")).key == "E-VAULT-OFFICER"
    assert refusal(lambda: recovery.restore(directory, texts[:2], HANDLER, "短")).key == "E-PASSPHRASE/short"


def test_no_secret_lies_in_any_file(directory: Path, enter: Enter) -> None:
    texts = made_sheets(enter)
    secret, _ = shares.joined(texts[:2])
    whole = b"".join(path.read_bytes() for path in directory.rglob("*") if path.is_file())
    assert secret not in whole and secret.hex().encode() not in whole
    assert not [text for text in texts if text.encode() in whole or text[:24].encode() in whole]
