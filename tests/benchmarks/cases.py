"""Reading, listing, writing and opening against the plain twin."""

import random
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from lucheng_desktop.vault import cipher, journal
from lucheng_desktop.vault.store import Vault
from tests.benchmarks.timing import Row, in_turn, p95, ratio, seconds
from tests.benchmarks.twins import cold, twins

CASES = 1500
ENTRIES = 12
"""Entries of one case: a set for each answer, as the wizard writes them."""
COLUMNS = ("id", "number", "subject", "matter", "act_date", "state", "created", "updated", "conflict")
MATTER = "为赶在汛期前完成安置房主体工程，未经集体讨论即同意变更施工顺序，造成返工损失若干。"


def filled(vault: Vault, cases: int = CASES) -> list[str]:
    """Tolerance cases with answers and steps; their ids."""
    found = []
    for start in range(0, cases, 200):
        with vault.transaction() as shelf:
            for number in range(start, min(start + 200, cases)):
                fields = {"number": f"鹿容〔2026〕{number}号", "matter": MATTER, "act_date": "2025-06-01"}
                id = shelf.create("tolerance", fields)
                for answer in range(ENTRIES - 2):
                    shelf.set("tolerance", id, {f"findings.criterion_{answer}.reason": f"第{answer}项：{MATTER}"})
                shelf.move("tolerance", id, "open_case", "", "verifying")
                found.append(id)
    return found


def _reader(vault: Vault, ids: list[str], count: int) -> object:
    def work() -> None:
        with vault.reading() as shelf:
            for id in random.sample(ids, count):
                shelf.record("tolerance", id)

    return work


def _lister(vault: Vault) -> object:
    def work() -> None:
        with vault.reading() as shelf:
            assert len(shelf.rows("tolerance", COLUMNS, order="-created", limit=50)) == 50

    return work


def _mover(vault: Vault, ids: list[str]) -> object:
    def work() -> None:
        with vault.transaction() as shelf:
            shelf.move("tolerance", random.choice(ids), "note_step", "verifying", "verifying")

    return work


def _bare(vault: Vault) -> object:
    """One row inserted and committed: what the disk and SQLite cost by themselves."""

    def work() -> None:
        with vault._connected(writing=True) as connection:
            connection.execute(text("INSERT INTO bare(data) VALUES (:data)"), {"data": b"x" * 300})

    return work


def rows(vault: Vault, folder: Path) -> Iterator[Row]:
    """Every ratio of this module."""
    ids = filled(vault)
    with vault._connected(writing=True) as connection:
        connection.execute(text("CREATE TABLE bare(id INTEGER PRIMARY KEY, data BLOB) STRICT"))
    with twins(vault, folder) as both:
        yield from _reading(both, ids)
        yield from _writing(both, ids)
    with vault._connected(writing=True) as connection:
        connection.execute(text("DROP TABLE bare"))
    yield _opening(vault)


def _reading(both: tuple[Vault, Vault], ids: list[str]) -> Iterator[Row]:
    hot = ids[:200]
    for one in both:
        _reader(one, hot, 200)()
    mine, theirs = in_turn([_reader(one, hot, 100) for one in both], 30)
    yield Row("case read, remembered", ratio(mine, theirs), 1.2, "x", _each(mine, 100))
    forgetting = [journal.forget] * 2
    mine, theirs = in_turn([_reader(one, hot, 100) for one in both], 30, forgetting)
    yield Row("case read, pages cached, decoded anew", ratio(mine, theirs), 1.2, "x", _each(mine, 100))
    fresh = [lambda one=one: cold(one) for one in both]
    mine, theirs = in_turn([_reader(one, ids, 100) for one in both], 30, fresh)
    yield Row("case read, cold pages", ratio(mine, theirs), 1.8, "x", _each(mine, 100))
    mine, theirs = in_turn([_lister(one) for one in both], 200)
    yield Row("list page of 50, warm", ratio(mine, theirs), 1.8, "x", _each(mine, 1))
    mine, theirs = in_turn([_lister(one) for one in both], 60, fresh)
    yield Row("list page of 50, cold pages", ratio(mine, theirs), 1.8, "x", _each(mine, 1))


def _each(times: list[float], count: int) -> str:
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2] / count * 1000:.3f} ms"


def _writing(both: tuple[Vault, Vault], ids: list[str]) -> Iterator[Row]:
    vault, plain = both
    works = [_mover(vault, ids[:50]), _bare(vault), _bare(plain), _mover(plain, ids[:50])]
    in_turn(works, 60)
    step, bare, bare_plain, step_plain = in_turn(works, 400)
    least, note = min(step) / min(bare), f"{_each(step, 1)}; least against least"
    yield Row("officer's step / bare commit, both encrypted", ratio(step, bare), 2.0, "x", f"{note} {least:.2f}")
    yield Row("officer's step / bare plain commit", ratio(step, bare_plain), 2.0, "x", _each(bare_plain, 1))
    yield Row("officer's step / the same step without encryption", ratio(step, step_plain), None, "x")


def _opening(vault: Vault) -> Row:
    def work() -> None:
        connection = cipher.connect(vault.path / "vault.db", vault.master)
        connection.execute("SELECT count(*) FROM row_officer").fetchone()
        connection.close()

    times = [seconds(work) for _ in range(300)]
    return Row("open with the raw key, p95", p95(times) * 1000, 2.0, "ms")
