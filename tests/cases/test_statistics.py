"""Periods and rates: what every figure stands on."""

from datetime import date

import pytest

from lucheng_desktop.cases.statistics import Period, Rate, rate
from lucheng_desktop.refusal import Refused

YEAR = Period("2026-01-01", "2026-12-31")


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        *(("2025-12-31", False), ("2026-01-01", True), ("2026-12-31", True), ("2027-01-01", False)),
        *((None, False), ("2024-02-29", False)),
    ],
)
def test_both_ends_of_a_period_count_and_nothing_beyond(day: str | None, inside: bool) -> None:
    assert YEAR.holds(day) is inside


def test_a_period_ends_after_it_begins() -> None:
    assert Period.between(date(2026, 1, 1), date(2026, 12, 31)) == YEAR
    leap = date(2024, 2, 29)
    assert Period.between(leap, leap).holds("2024-02-29")
    with pytest.raises(Refused, match="E-INPUT"):
        Period.between(date(2026, 1, 2), date(2026, 1, 1))


def test_a_rate_has_both_of_its_parts() -> None:
    """Scenario 20."""
    assert rate(3134, 3164).percent == "99.05"
    assert Rate(1, 8).percent == "12.50"
    assert Rate(0, 0).percent is None
    for parts in ((3134, 0), (5, 4), (-1, 4)):
        with pytest.raises(Refused, match="E-RATE"):
            rate(*parts)
