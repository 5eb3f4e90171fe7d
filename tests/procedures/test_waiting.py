"""What waits is listed from columns, and is what reading every record would list."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures import (
    clearance,
    findings,
    petition_disposal,
    petition_screening,
    recusal,
    tolerance,
)
from lucheng_desktop.procedures.desk import Desk, allowed
from lucheng_desktop.procedures.petition_moves import PetitionAlone
from lucheng_desktop.procedures.portions import Portion
from lucheng_desktop.procedures.progress import leads_back
from lucheng_desktop.procedures.waiting import WATCHED, Task, how_many, waiting
from lucheng_desktop.refusal import Refused
from tests.office import ACCUSED, OFFICERS, At, consented, proposed, received, registered

REPORT = "演练核查〔2026〕9号核查报告：事实已查清。"


def read_through(desk: Desk) -> tuple[Task, ...]:
    """The same from the whole history of every record."""
    with desk.vault.reading() as shelf:
        people = dict(shelf.rows("person", ("id", "name")))
        found = [
            (updated, id_, Task(kind, id_, people.get(title, title or ""), word, move.id, move.title, moment(updated)))
            for kind in WATCHED
            for id_, title in shelf.rows(kind, ("id", WATCHED[kind]))
            for move, word, updated in _open(desk, shelf.record(kind, id_))
        ]
    return tuple(task for *_, task in sorted(found))


def _open(desk: Desk, record: object) -> Iterator[tuple[object, str, int]]:
    procedure = desk.rules.procedure(record.kind)
    for move in procedure.transitions:
        mine = set(move.actors) & set(desk.officer.roles) and not move.automatic and not leads_back(procedure, move)
        if mine and record.state and record.state in move.from_:
            if move.to == record.state and record.steps[-1].step == move.id:
                continue
            try:
                yield allowed(desk, move.id, record), procedure.state_name(record.state), record.updated
            except Refused:
                continue
            return


def agreed(desk: Desk) -> list[Task]:
    """Everybody's tasks, each the same both ways; also for one who has every role."""
    with desk.vault.reading() as shelf:
        people = [(id_, tuple(roles.split())) for id_, roles in shelf.rows("officer", ("id", "roles"))]
    every = tuple(sorted({role for _, roles in people for role in roles}))
    listed: list[Task] = []
    for id_, roles in (*people, *((id_, every) for id_, _ in people)):
        theirs = replace(desk, officer=replace(desk.officer, id=id_, roles=roles))
        tasks = waiting(theirs)
        assert tasks == read_through(theirs)
        assert how_many(theirs) == Counter(task.kind for task in tasks)
        for count in (1, 2, 500):
            portions = (waiting(theirs, Portion(start, count)) for start in range(0, len(tasks) + 1, count))
            assert tuple(task for part in portions for task in part) == tasks
        listed += tasks
    return listed


def handled(at: At) -> str:
    """A petition that was screened, accepted and assigned to one handler."""
    with at("petition_office") as desk:
        petition = registered(desk, accused=replace(ACCUSED, name="司马清扬")).petition
        petition_screening.screen_petition(desk, petition_screening.ScreenPetition(petition, "属本机关受理。"))
        petition_screening.accept_petition(desk, PetitionAlone(petition))
    with at("case_supervision") as desk:
        petition_disposal.assign_petition(
            desk, petition_disposal.AssignPetition(petition, (OFFICERS["handling_dept"],))
        )
    return petition


def test_the_tasks_are_those_of_the_whole_history(at: At) -> None:
    first = proposed(at, consented(at))
    with at("petition_office") as desk:
        received(desk)
        second = registered(desk, accused=replace(ACCUSED, name="欧阳念真"))
    assigned = handled(at)
    with at("handling_dept") as desk:
        assert "propose_disposal" in {task.step for task in waiting(desk) if task.id == assigned}
        other = replace(desk, officer=replace(desk.officer, id=os.urandom(16).hex(), former=()))
        assert assigned not in {task.id for task in waiting(other)}, "it was assigned to somebody else"
        reason = "调取签约台账、谈话两名拆迁户并核对票据，相互印证。"
        findings.draft_finding(desk, findings.DraftFinding(second.allegations[0], "unsubstantiated", reason))
        tolerance.open_tolerance(
            desk, tolerance.OpenTolerance(second.accused, "旧村改造签约", date(2025, 6, 3), REPORT)
        )
        listed = agreed(desk)
        assert {task.kind for task in listed} >= {"petition", "allegation", "tolerance", "clearance"}
        recusal.declare_recusal(desk, recusal.DeclareRecusal("person", second.accused, "interest", "曾为其下属。"))
        assert len(agreed(desk)) < len(listed)
    with at("case_trial") as desk:
        clearance.return_clearance(desk, clearance.ReturnClearance(first.clearance, "措辞未改。"))
        assert not [task for task in agreed(desk) if task.id == first.document]
