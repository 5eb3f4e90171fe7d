"""The practice past: courses of petitions, invented by rule, each scene taken by the officer whose step it is."""

import heapq
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import chain, islice
from random import Random
from typing import Any

from lucheng_desktop.cases.calendar import working_days_after
from lucheng_desktop.procedures.scenes import Stage, play

_WEEK = 5
"""Working days until a meeting that is called today."""
_TOGETHER = 4000
"""Scenes that are saved together: all of the past when it is small, a part of a load test's."""
_REMEMBERED = 32_768
"""Records of a load test: weeks of the calendar, and thousands of others, lie between two scenes of one petition."""
_MANY = 4000
"""Petitions from which on a second process is worth its start."""


@dataclass(slots=True)
class Course:
    """One petition on its way: what was invented for it, what its scenes answered, and the scene that comes next."""

    scenes: Sequence[Mapping[str, Any]]
    answers: dict[str, Any]
    next: int = field(default=0)


def walk_past(stage: Stage, past: Mapping[str, Any], cases: int, random: Random) -> None:
    """Play `cases` petitions in the proportions of `past`, day by day, every officer in turn."""
    from lucheng_desktop.vault import memory
    from lucheng_desktop.vault.batch import batch

    played = days(courses(past, cases, random), past)
    with memory.roomy(_REMEMBERED), _gate(cases) as settle:
        while portion := list(islice(played, 1)):
            with batch(stage.host):
                for course in chain(portion, islice(played, _TOGETHER - 1)):
                    stage.clock.turn(course.answers["today"])
                    play(stage, course.scenes[course.next - 1], course.answers)
                settle()  # nothing is saved before every paper in it has passed the gate


@contextmanager
def _gate(cases: int) -> Iterator[Callable[[], None]]:
    """The gate of all papers: here, each paper once, or in a second process when there are many of them."""
    from lucheng_desktop.circulars.beside import beside
    from lucheng_desktop.circulars.render import remembering

    if cases < _MANY or getattr(sys, "frozen", False):  # a packed program starts no second one of itself
        with remembering():
            yield lambda: None
        return
    with beside() as settle:
        yield settle


def days(courses: Sequence[Course], past: Mapping[str, Any]) -> Iterator[Course]:
    """The courses as often as they have scenes, each at its day: `next` counts the scene that is to be played."""
    first, last = past["first"], past["last"]
    days = (last - first).days
    waiting = [(_working(first + timedelta(days * place // len(courses)), 0), place) for place in range(len(courses))]
    heapq.heapify(waiting)
    while waiting:
        day, place = heapq.heappop(waiting)
        course = courses[place]
        course.answers |= {"today": day, "week_on": _working(day, _WEEK)}
        course.next += 1
        yield course
        if course.next < len(course.scenes):
            heapq.heappush(waiting, (_working(day, course.scenes[course.next].get("after", 0)), place))


@cache
def _working(day: date, after: int) -> date:
    """So many working days later; after none the day itself, or the next working day."""
    return working_days_after(day, after).on if after else working_days_after(day - timedelta(days=1), 1).on


def courses(past: Mapping[str, Any], cases: int, random: Random) -> list[Course]:
    """Every course in its proportion, in no order, each with inventions of its own."""
    kinds = [course for course in past["course"] for _ in range(course["cases"])]
    drawn = [kinds[place * len(kinds) // cases] for place in range(cases)]
    random.shuffle(drawn)
    names = iter(_names(past["name"], 2 * cases, random))
    return [
        Course(
            [past["scene"][name] for name in course["scenes"]],
            {**_picked(past["pick"], random), **course["fix"], "name": next(names), "other": next(names)},
        )
        for course in drawn
    ]


def _picked(lists: Mapping[str, Sequence[Any]], random: Random) -> dict[str, Any]:
    return {what: random.choice(options) for what, options in lists.items()}


def _names(parts: Mapping[str, str], count: int, random: Random) -> list[str]:
    """As many different names, each a surname and two characters."""
    surnames, given = parts["surnames"].split(), parts["given"]
    chosen = random.sample(range(len(surnames) * len(given) ** 2), count)
    return [
        surnames[place % len(surnames)]
        + given[place // len(surnames) % len(given)]
        + given[place // len(surnames) // len(given)]
        for place in chosen
    ]
