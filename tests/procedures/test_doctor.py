"""What a PC lacks is said in one line with the next step, and nothing is changed by looking."""

import os
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lucheng_desktop.ledger.clock import OFFICE_TIME
from lucheng_desktop.procedures import doctor, this_pc
from lucheng_desktop.procedures.keeping import BackUp, back_up
from lucheng_desktop.procedures.this_pc import GOOD, HINT, MISSING, Finding
from tests.office import At

TODAY = date(2026, 3, 20)


def _by_name(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    return {one.check: one for one in findings}


def _print(place: Path) -> dict[str, tuple[int, int, bytes]]:
    found = (one for one in sorted(place.rglob("*")) if one.is_file())
    return {str(one): (one.stat().st_mtime_ns, one.stat().st_size, one.read_bytes()) for one in found}


def test_a_sound_pc_says_what_it_has(office: Path, at: At) -> None:
    with at("general_office") as desk:
        back_up(desk, BackUp())
    before = _print(office)
    seen = doctor.examine(office)
    assert _print(office) == before, "looking changes nothing"
    found = _by_name(seen.checks)
    assert list(found) == [
        "fonts", "keyring", "space", "clock", "printers", "libraries", "screen", "version", "backups",
    ]  # fmt: skip
    assert seen.ok == all(one.state != MISSING for one in seen.checks)
    assert {found[name].state for name in ("fonts", "clock", "version", "backups", "libraries")} == {GOOD}
    told = doctor.lines(seen)
    assert len(told) == len(found) and not any("\n" in line for line in told.values())
    assert told["备份"].startswith("正常，最近一次备份是")


def test_whatever_is_not_good_says_what_to_do() -> None:
    far = this_pc.findings(None, date(1970, 1, 1))
    assert _by_name(far)["clock"].state == MISSING
    assert all(one.next for one in far if one.state != GOOD)


def test_a_clock_behind_the_vault_is_named(office: Path) -> None:
    ahead = time.time() + 40 * 86400
    os.utime(office / "vault.db", (ahead, ahead))
    today = datetime.now(OFFICE_TIME).date()
    found = this_pc.clock(office, today + timedelta(1))
    assert (found.state, "早于保管库最后写入" in found.found) == (MISSING, True)
    assert this_pc.clock(office, today + timedelta(41)).state == GOOD


@pytest.mark.parametrize(("days", "state"), [(0, GOOD), (3, GOOD), (4, HINT), (90, HINT)])
def test_an_old_backup_is_told_by_its_age(tmp_path: Path, days: int, state: str) -> None:
    made = TODAY - timedelta(days)
    (tmp_path / "backups" / f"0001-{made:%Y%m%d}").mkdir(parents=True)
    found = this_pc.backups(tmp_path, TODAY)
    assert (found.state, made.isoformat() in found.found) == (state, True)


def test_a_vault_without_backups_and_one_that_is_none_say_so(tmp_path: Path) -> None:
    assert this_pc.backups(tmp_path, TODAY).state == HINT
    found = this_pc.version(tmp_path / "没有这个保管库")
    assert found.state == MISSING and found.found and found.next


def test_a_library_that_is_not_there_is_named() -> None:
    found = this_pc.libraries(("libc.so.6", "libnothing-of-that-name.so.7"))
    assert found.state == MISSING and "libnothing-of-that-name.so.7" in found.found and "libc.so" not in found.found


@pytest.mark.parametrize(
    ("pixels", "state"),
    [((1366, 768), GOOD), ((1920, 1080), GOOD), ((1024, 768), HINT), ((1366, 767), HINT), (None, HINT)],
)
def test_the_window_wants_its_room(pixels: tuple[int, int] | None, state: str) -> None:
    assert this_pc.screen(pixels).state == state


def test_a_library_of_tokens_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    wrong = tmp_path / "libmaker.so"
    wrong.write_bytes(b"no library")
    for file in (wrong, tmp_path / "nowhere.so"):
        found = this_pc.token(file)
        assert found.state == MISSING and found.found and found.next
