"""The figures of a year among a hundred thousand cases, against the same counts written by hand in SQL."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.statistics import CountFigures, Figures, count_figures
from lucheng_desktop.vault.store import Vault
from lucheng_desktop.vault.tables import ROWS
from tests.benchmarks.timing import Row, in_turn, p95, ratio

CASES = 100_000
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
YEAR = CountFigures(date(2026, 1, 1), date(2026, 12, 31))
FINDINGS = ("substantiated", "partly_substantiated", "unsubstantiated", "seriously_untrue", "not_excluded")
FALSE = "('unsubstantiated','seriously_untrue','fact_but_no_violation')"
BY_HAND = f"""
SELECT count(*) FROM row_petition WHERE received_on BETWEEN :f AND :l AND state <> 'received';
SELECT count(*) FROM row_petition WHERE received_on BETWEEN :f AND :l AND category = 'accusation' AND repeat_of IS NULL;
SELECT channel, count(*), count(real_name_verified_on) FROM row_petition
 WHERE received_on BETWEEN :f AND :l AND category = 'accusation' AND repeat_of IS NULL GROUP BY channel;
SELECT count(*) FROM row_petition WHERE disposal_approved_on BETWEEN :f AND :l;
SELECT disposal, count(*) FROM row_petition WHERE disposal_approved_on BETWEEN :f AND :l GROUP BY disposal;
SELECT count(*), sum(disposal_approved_on <= disposal_due) FROM row_petition WHERE disposal_due BETWEEN :f AND :l;
SELECT count(*) FROM row_petition WHERE case_filed_on BETWEEN :f AND :l;
SELECT form, count(*) FROM row_handling WHERE decided_on BETWEEN :f AND :l GROUP BY form;
SELECT count(*) FROM (SELECT petition FROM row_allegation WHERE approved_on IS NOT NULL GROUP BY petition
 HAVING max(approved_on) BETWEEN :f AND :l AND min(finding IN {FALSE}));
SELECT finding, count(*) FROM row_allegation WHERE approved_on BETWEEN :f AND :l AND finding IN {FALSE}
 GROUP BY finding;
SELECT julianday(:l) - julianday(a.approved_on) > 30, count(*) FROM row_clearance c
 JOIN row_allegation a ON a.id = c.allegation
 WHERE a.approved_on <= :l AND (c.decided_on IS NULL OR c.decided_on > :l) GROUP BY 1;
SELECT p.rank, count(DISTINCT subject) FROM row_clearance c JOIN row_person p ON p.id = c.subject
 WHERE implemented_on BETWEEN :f AND :l GROUP BY p.rank;
SELECT forms, scope, count(*) FROM row_clearance WHERE implemented_on BETWEEN :f AND :l GROUP BY forms, scope;
SELECT count(*), sum(implemented_on <= implement_due) FROM row_clearance WHERE implemented_on BETWEEN :f AND :l;
SELECT count(*) FROM row_false_accusation WHERE determined_on BETWEEN :f AND :l;
SELECT outcome, count(*), count(DISTINCT subject) FROM row_tolerance WHERE approved_on BETWEEN :f AND :l
 GROUP BY outcome;
SELECT count(*), count(rectified_on) FROM row_tolerance WHERE rectify_due BETWEEN :f AND :l;
SELECT count(*), sum(visits) FROM row_redeployment WHERE start_on <= :l AND (ended_on IS NULL OR ended_on > :l);
SELECT count(DISTINCT person) FROM row_redeployment WHERE reappointed_on BETWEEN :f AND :l;
SELECT count(DISTINCT person || decided_on) FROM row_sanction WHERE decided_on BETWEEN :f AND :l
"""


def rows(vault: Vault, folder: Path) -> Iterator[Row]:
    """The time of all twenty, and what they cost against SQL by hand."""
    with vault.connection(writing=True) as connection:
        filled(connection, CASES, random.Random(2026))
    desk = Desk(vault, vault.officer, Clock(), load())
    mine, theirs = in_turn([lambda: counted(desk), lambda: by_hand(vault)], 12)
    yield Row(f"figures of a year among {CASES:,} cases, p95", p95(mine), 1.0, "s")
    yield Row("the same / SQL by hand", ratio(mine, theirs), 2.0, "x", f"{sorted(theirs)[6]:.3f} s by hand")


def counted(desk: Desk) -> Figures:
    """All twenty, with the ids behind them."""
    return count_figures(desk, YEAR)


def by_hand(vault: Vault) -> list[Any]:
    """The bare counts, without ids."""
    period = {"f": YEAR.first.isoformat(), "l": YEAR.last.isoformat()}
    with vault.connection() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        return [raw.execute(text, period).fetchall() for text in BY_HAND.split(";\n")]


def filled(connection: Connection, cases: int, dice: random.Random) -> None:
    """Rows as they would be projected: four years of petitions, one in six of them false."""
    for kind, made in _made(cases, dice).items():
        found = [{name.name: None for name in ROWS[kind].c} | _common(row) for row in made]
        connection.execute(insert(ROWS[kind]), found)


def _common(row: dict[str, Any]) -> dict[str, Any]:
    return {"created": 0, "updated": 0, "conflict": 0, "voided": 0, "state": "registered"} | row


def _made(cases: int, dice: random.Random) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in ("person", "petition", "allegation", "clearance")}
    for number in range(cases):
        day = FIRST + timedelta(days=dice.randrange((LAST - FIRST).days))
        id_, approved = f"{number:032x}", _after(day, 40)
        found["person"].append({"id": id_, "name": f"{number}", "rank": dice.choice(("section", "staff"))})
        found["petition"].append(
            {
                "id": id_, "received_on": day.isoformat(), "jurisdiction": "own", "category": "accusation",
                "channel": dice.choice(("letter", "visit", "web")), "naming": dice.choice(("real_name", "anonymous")),
                "real_name_verified_on": dice.choice((None, day.isoformat())), "summary": "反映一项问题。" * 6,
                "disposal": dice.choice(("hold", "close", "talk_inquiry")), "disposal_due": _after(day, 30),
                "disposal_approved_on": _after(day, dice.randrange(20, 40)),
            }
        )  # fmt: skip
        finding = dice.choice(FINDINGS)
        found["allegation"].append(
            {
                "id": id_, "petition": id_, "accused": id_, "text": "反映其一项问题。" * 8, "finding": finding,
                "approved_on": approved, "state": "finding_approved",
            }
        )  # fmt: skip
        if finding == "unsubstantiated":
            found["clearance"].append(_clearance(id_, day, dice))
    return found


def _clearance(id_: str, day: date, dice: random.Random) -> dict[str, Any]:
    implemented = dice.choice((None, _after(day, dice.randrange(45, 70))))
    days = {"decided_on": implemented, "implemented_on": implemented, "implement_due": _after(day, 60)}
    return {"id": id_, "allegation": id_, "subject": id_, "forms": "circular written", "scope": "unit"} | days


def _after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()
