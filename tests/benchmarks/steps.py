"""Every step of the main procedures, and what pages read, in a practice vault of many cases: nothing remembered."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from lucheng_desktop.places import resource
from lucheng_desktop.procedures import (
    cases,
    clearance,
    complainants,
    issuing,
    officers,
    people,
    petitions,
    tolerance_correction,
    waiting,
)
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.petition_import import ImportPetitions, import_petitions
from lucheng_desktop.procedures.portions import Portion
from lucheng_desktop.procedures.practice import MakePractice, at_desk, make_practice, passphrase_of
from lucheng_desktop.procedures.practice_history import Course, courses, days
from lucheng_desktop.procedures.readiness import make_ready
from lucheng_desktop.procedures.scenes import Calendar, Stage, play, stage
from lucheng_desktop.vault import journal
from tests.benchmarks.timing import Row, p95
from tests.exchange import registers

MOST = 50.0
"""Milliseconds a step may take."""
FIRST, LAST = date(2026, 6, 1), date(2026, 7, 31)
EACH = 20
"""Courses of each kind that are walked after the vault is made."""
SCREEN = Portion(0, 500)
Time = tuple[float, float]
"""Milliseconds by the clock and of the processor."""


def rows(cases: int, folder: Path) -> Iterator[Row]:
    """Make the vault, then walk new petitions through it, each step saved by itself."""
    began = perf_counter()
    made = make_practice(MakePractice(folder / "practice", seed=2026, cases=cases))
    yield Row(f"practice vault of {cases:,} cases", (perf_counter() - began) / 60, 10.0 * cases / 100_000, "min")
    first, *others = made.officers
    clock = Calendar(FIRST)
    seats = [(one.name, passphrase_of(one)) for one in others]
    with at_desk(made.vault, first, clock) as desk, stage(desk, clock, seats) as on:
        make_ready()  # as the window does while the passphrase is typed
        yield from _steps(on)
        yield from _readers(on)


def _steps(on: Stage) -> Iterator[Row]:
    past = tomllib.loads(resource("practice", "past.toml").read_text("utf-8"))
    past |= {"first": FIRST, "last": LAST, "course": [one | {"cases": EACH} for one in past["course"]]}
    times: Mapping[str, list[Time]] = defaultdict(list)
    walked: Sequence[Course] = courses(past, EACH * len(past["course"]), Random(7))
    for course in days(walked, past):
        on.clock.turn(course.answers["today"])
        scene = course.scenes[course.next - 1]
        times[scene["step"]].append(_timed(lambda course=course, scene=scene: play(on, scene, course.answers)))
    for name, taken in sorted(times.items(), key=lambda one: -max(one[1])[0]):
        yield _row(f"step {name}, p95", taken)


def _readers(on: Stage) -> Iterator[Row]:
    intake: Desk = on.desks["petition_office"]
    some = petitions.list_petitions(intake, part=Portion(400, 30))
    looks: Mapping[str, Callable[[], Any]] = {
        "page of petitions": lambda: petitions.list_petitions(intake, part=SCREEN),
        "page of allegations": lambda: petitions.list_allegations(intake, part=SCREEN),
        "page of clearances": lambda: clearance.list_clearances(intake, part=SCREEN),
        "page of documents": lambda: issuing.list_documents(intake, part=SCREEN),
        "case list, the first 2000": lambda: cases.list_cases(intake, Portion(0, 2000)),
        "page of people": lambda: people.list_people(intake, part=SCREEN),
        "people of a name": lambda: people.list_people(intake, "欧阳", SCREEN),
        "number of cases": lambda: cases.count_cases(intake),
        "proposals of revocation": lambda: tolerance_correction.list_revocation_proposals(intake),
    }
    for name, look in looks.items():
        yield _row(f"{name}, p95", [_timed(look) for _ in range(20)], None)
    for role, desk in on.desks.items():
        page = [_timed(lambda desk=desk: waiting.waiting(desk, SCREEN)) for _ in range(20)]
        yield _row(f"page of tasks, {role}, p95", page)
        counts = [_timed(lambda desk=desk: waiting.how_many(desk)) for _ in range(5)]
        yield _row(f"number of tasks, {role}, p95", counts, None)
    whole = [_timed(lambda: waiting.waiting(intake)) for _ in range(3)]
    yield _row("all tasks of an officer, p95", whole, None)
    keeper = on.desks["general_office"]
    handed = [_timed(lambda: officers.hand_over_list(keeper, intake.officer.id)) for _ in range(3)]
    yield _row("what waits for one who leaves, p95", handed, None)
    wanted = complainants.FindComplainant("夏侯闻笛", "核对是否重复举报")
    found = [_timed(lambda: complainants.find_complainant(intake, wanted)) for _ in range(5)]
    yield _row("complainant by exact name, p95", found, None)
    yield from _register(intake)
    yield _row("petition shown, p95", [_timed(lambda one=one: petitions.show_petition(intake, one.id)) for one in some])
    yield _row("case found by number, p95", [_timed(lambda one=one: cases.find_case(intake, one.id)) for one in some])


def _register(intake: Desk) -> Iterator[Row]:
    """A legacy register of 174 lines looked through; nothing of it is in the vault."""
    with TemporaryDirectory() as place:
        order = ImportPetitions(registers.register(Path(place) / "register.xlsx"), dry_run=True)
        looked = [_timed(lambda: import_petitions(intake, order)) for _ in range(3)]
    yield _row("dry run of a register of 174 lines, p95", looked, None)


def _timed(work: Callable[[], Any]) -> Time:
    """With nothing remembered from before, as for an officer who has just sat down."""
    journal.forget()
    began, before = perf_counter(), process_time()
    work()
    return (perf_counter() - began) * 1000, (process_time() - before) * 1000


def _row(what: str, times: list[Time], most: float | None = MOST) -> Row:
    clock, processor = (sorted(part) for part in zip(*times, strict=True))
    middle = len(times) // 2
    note = f"middle {clock[middle]:.1f} ms of {len(times)}; of the processor {processor[middle]:.1f} ms"
    return Row(what, p95(clock), most, "ms", note)
