"""A hybrid logical clock: stamps only sort and never decide; a clock set back is noticed, not obeyed."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

OFFICE_TIME = timezone(timedelta(hours=8))
"""The whole country keeps one time without summer time."""
_COUNTER_BITS = 16
_TOLERATED = 2 * 60 * 1000
_FURTHEST_AHEAD = 24 * 60 * 60 * 1000


def wall_milliseconds() -> int:
    """This PC's own clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Clock:
    """Stamps that always grow: wall milliseconds << 16 | counter. `set_back`: ms the PC's clock was put back by."""

    def __init__(self, wall: Callable[[], int] = wall_milliseconds) -> None:
        self._wall = wall
        self._last = 0
        self._latest_wall = 0
        self.set_back = 0

    def _read(self) -> int:
        wall = self._wall()
        behind = self._latest_wall - wall
        if behind > _TOLERATED:
            self.set_back = max(self.set_back, behind)
        self._latest_wall = max(self._latest_wall, wall)
        return wall

    def now(self) -> int:
        """The next stamp of this device, greater than every one it gave or took in before."""
        self._last = max(self._read() << _COUNTER_BITS, self._last + 1)
        return self._last

    def today(self) -> date:
        """The date on this PC's own clock, in office time."""
        return moment(self._read() << _COUNTER_BITS).date()

    def observe(self, stamp: int) -> None:
        """Take in a foreign stamp; one more than a day ahead of this PC is kept with its entry but not followed."""
        if (stamp >> _COUNTER_BITS) <= self._read() + _FURTHEST_AHEAD:
            self._last = max(self._last, stamp)

    def resume(self, stamp: int) -> None:
        """Go on after this device's own last stamp, as its ledger has it; notices a PC clock put back since then."""
        self._last = max(self._last, stamp)
        self._latest_wall = max(self._latest_wall, stamp >> _COUNTER_BITS)
        self._read()


def moment(stamp: int) -> datetime:
    """The wall time of a stamp, in office time."""
    return datetime.fromtimestamp((stamp >> _COUNTER_BITS) / 1000, OFFICE_TIME)
