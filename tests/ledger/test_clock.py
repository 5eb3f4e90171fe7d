"""Stamps always grow; a clock put back or a peer far ahead changes nothing but is known."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.ledger.clock import Clock, moment

NOON = 1_767_240_000_000  # 2026-01-01 12:00 office time
DAY = 24 * 60 * 60 * 1000


class Wall:
    def __init__(self, at: int = NOON) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2**45))))
def test_stamps_always_grow(events: list[tuple[bool, int]]) -> None:
    wall = Wall()
    clock = Clock(wall)
    last = 0
    for foreign, value in events:
        if foreign:
            clock.observe(value << 16)
        else:
            wall.at = value
        stamp = clock.now()
        assert stamp > last
        last = stamp


def test_the_counter_runs_over_into_the_next_millisecond() -> None:
    clock = Clock(Wall())
    stamps = [clock.now() for _ in range(70_000)]
    assert stamps == list(range(NOON << 16, (NOON << 16) + 70_000))


def test_a_peer_is_followed_for_a_day_and_no_further() -> None:
    clock = Clock(Wall())
    clock.observe(NOON + DAY + 1 << 16)
    assert moment(clock.now()).date() == date(2026, 1, 1)
    clock.observe(NOON + DAY << 16)
    assert moment(clock.now()).date() == date(2026, 1, 2)


def test_a_clock_put_back_is_noticed_but_small_corrections_are_not() -> None:
    wall = Wall()
    clock = Clock(wall)
    clock.now()
    wall.at -= 60_000
    clock.now()
    assert clock.set_back == 0
    wall.at -= 3_600_000
    clock.now()
    assert clock.set_back == 3_660_000


def test_a_clock_put_back_between_two_days_of_work_is_noticed() -> None:
    clock = Clock(Wall(NOON - 40 * DAY))
    clock.resume(NOON << 16)
    assert clock.set_back == 40 * DAY
    assert clock.now() == (NOON << 16) + 1


def test_times_are_office_time() -> None:
    wall = Wall(NOON + 12 * 60 * 60 * 1000)
    assert Clock(wall).today() == date(2026, 1, 2)
    assert moment(NOON << 16).isoformat() == "2026-01-01T12:00:00+08:00"
