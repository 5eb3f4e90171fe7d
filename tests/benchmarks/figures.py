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
KINDS = ("person", "petition", "disposal_approval", "allegation", "clearance", "tolerance")
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
YEAR = CountFigures(date(2026, 1, 1), date(2026, 12, 31))
FINDINGS = ("substantiated", "partly_substantiated", "unsubstantiated", "seriously_untrue", "not_excluded")
FALSE = "('unsubstantiated','seriously_untrue','fact_but_no_violation')"
CONFIRMED = "('confirmed','restoration_recorded','restored','annulment_recorded')"
SUSPENDED = "(SELECT subject FROM row_suspension WHERE state IN ('approved','ended') AND NOT voided)"
CARRIED_OUT = "implemented_on BETWEEN :f AND :l AND state IS NOT 'withdrawn' AND NOT voided"
BY_HAND = f"""
SELECT jurisdiction, count(*) FROM row_petition
 WHERE received_on BETWEEN :f AND :l AND state <> 'received' AND NOT voided GROUP BY jurisdiction;
SELECT channel, count(*), sum(naming IS NOT 'signed_unverified' OR real_name_verified_on IS NOT NULL),
  sum(real_name_verified_on IS NOT NULL AND naming IS NOT 'anonymous')
 FROM row_petition WHERE received_on BETWEEN :f AND :l AND state <> 'received' AND category = 'accusation'
 AND coalesce(repeat_of, '') = '' AND NOT voided GROUP BY channel;
SELECT disposal, count(*) FROM (
 SELECT petition, disposal, row_number() OVER (PARTITION BY petition ORDER BY approved_on DESC, created DESC) AS place
 FROM row_disposal_approval WHERE approved_on BETWEEN :f AND :l AND NOT voided) WHERE place = 1 GROUP BY disposal;
SELECT count(*), sum(approved_on <= due) FROM row_disposal_approval
 WHERE due BETWEEN :f AND :l AND petition NOT IN {SUSPENDED} AND NOT voided;
SELECT count(*) FROM row_petition
 WHERE disposal_due BETWEEN :f AND :l AND disposal_approved_on IS NULL AND id NOT IN {SUSPENDED} AND NOT voided;
SELECT subject, since, until FROM row_suspension WHERE state IN ('approved','ended') AND NOT voided;
SELECT count(DISTINCT petition) FROM row_case_filing WHERE filed_on BETWEEN :f AND :l AND NOT voided;
SELECT count(DISTINCT person || decided_on) FROM row_sanction
 WHERE decided_on BETWEEN :f AND :l AND state IN {CONFIRMED} AND NOT voided;
SELECT form, count(*) FROM row_handling WHERE decided_on BETWEEN :f AND :l AND NOT voided GROUP BY form;
SELECT count(*) FROM (SELECT petition FROM row_allegation
 WHERE approved_on IS NOT NULL AND state = 'finding_approved' AND NOT voided GROUP BY petition
 HAVING max(approved_on) BETWEEN :f AND :l AND min(finding IN {FALSE}));
SELECT finding, count(*) FROM row_allegation
 WHERE approved_on BETWEEN :f AND :l AND finding IN {FALSE} AND state = 'finding_approved' AND NOT voided
 GROUP BY finding;
SELECT a.approved_on, count(*) FROM row_clearance c JOIN row_allegation a ON a.id = c.allegation
 WHERE a.approved_on <= :l AND (c.decided_on IS NULL OR c.decided_on > :l) AND NOT c.voided GROUP BY 1;
SELECT p.rank, count(DISTINCT subject) FROM row_clearance c LEFT JOIN row_person p ON p.id = c.subject
 WHERE implemented_on BETWEEN :f AND :l AND c.state IS NOT 'withdrawn' AND NOT c.voided GROUP BY p.rank;
SELECT forms, scope, count(*), sum(implemented_on <= implement_due) FROM row_clearance
 WHERE {CARRIED_OUT} GROUP BY forms, scope;
SELECT count(DISTINCT petition) FROM row_false_accusation
 WHERE determined_on BETWEEN :f AND :l AND determined_by = 'municipal' AND reference <> '' AND NOT voided;
SELECT count(DISTINCT petition) FROM row_false_accusation WHERE requested_on BETWEEN :f AND :l AND NOT voided;
SELECT count(*), count(DISTINCT subject) FROM row_tolerance WHERE submitted_on BETWEEN :f AND :l AND NOT voided;
SELECT count(*), count(DISTINCT subject) FROM row_tolerance WHERE accepted_on BETWEEN :f AND :l AND NOT voided;
SELECT outcome, count(*), count(DISTINCT subject) FROM row_tolerance
 WHERE approved_on BETWEEN :f AND :l AND NOT voided GROUP BY outcome;
SELECT count(*), sum(rectified_on <= :l) FROM row_tolerance WHERE rectify_due BETWEEN :f AND :l AND NOT voided;
SELECT count(DISTINCT person), sum(visits) FROM row_redeployment
 WHERE start_on <= :l AND (ended_on IS NULL OR ended_on > :l) AND NOT voided;
SELECT final_grade, count(*) FROM row_redeployment
 WHERE assessed_on BETWEEN :f AND :l AND NOT voided GROUP BY final_grade;
SELECT count(DISTINCT person) FROM row_redeployment WHERE reappointed_on BETWEEN :f AND :l AND NOT voided
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
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
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
        found["disposal_approval"].append(_approval(found["petition"][-1]))
        finding = dice.choice(FINDINGS)
        found["allegation"].append(
            {
                "id": id_, "petition": id_, "accused": id_, "text": "反映其一项问题。" * 8, "finding": finding,
                "approved_on": approved, "state": "finding_approved",
            }
        )  # fmt: skip
        if finding == "unsubstantiated":
            found["clearance"].append(_clearance(id_, day, dice))
        if number % 20 == 0:
            found["tolerance"].append(_tolerance(id_, day, dice))
    return found


def _approval(petition: dict[str, Any]) -> dict[str, Any]:
    term = {"due": petition["disposal_due"], "approved_on": petition["disposal_approved_on"]}
    return {"id": petition["id"], "petition": petition["id"], "disposal": petition["disposal"], **term}


def _tolerance(id_: str, day: date, dice: random.Random) -> dict[str, Any]:
    days = {name: _after(day, 30 * place) for place, name in enumerate(("submitted_on", "accepted_on", "approved_on"))}
    outcome = dice.choice(("tolerate_full", "partial", "not_tolerated"))
    return {"id": id_, "subject": id_, "outcome": outcome, "rectify_due": _after(day, 120), **days}


def _clearance(id_: str, day: date, dice: random.Random) -> dict[str, Any]:
    implemented = dice.choice((None, _after(day, dice.randrange(45, 70))))
    days = {"decided_on": implemented, "implemented_on": implemented, "implement_due": _after(day, 60)}
    return {"id": id_, "allegation": id_, "subject": id_, "forms": "circular written", "scope": "unit"} | days


def _after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()
