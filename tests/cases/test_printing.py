"""Copies and their numbers: never the same number twice whatever jams, every sheet told, nobody outside the scope."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases import distribution, printing, rulebook
from lucheng_desktop.cases.distribution import Share
from lucheng_desktop.cases.printing import DESTROYED, JOB, OUTCOME
from lucheng_desktop.refusal import Refused

RULES = rulebook.load()
GROUPS = {"各街道党工委、镇党委": ("五马街道党工委", "藤桥镇党委"), "所在街镇（系统）各党组织": ()}


@given(st.lists(st.tuples(st.integers(1, 40), st.data()), min_size=1, max_size=8))
def test_no_copy_number_is_given_twice_under_any_jams_and_reprints(printed: list[tuple[int, Any]]) -> None:
    """Each job, its random jam, its witness, the next: all numbers ever printed are different and without a hole."""
    entries: list[dict[str, Any]] = []
    given_out: list[int] = []
    for number, (copies, data) in enumerate(printed, 1):
        known = printing.jobs(entries)
        printing.settled(RULES, known)
        first = printing.next_number(known)
        entries.append({"what": JOB, "job": number, "copies": copies, "first": first, "last": first + copies - 1})
        job = printing.the_job(printing.jobs(entries), number)
        given_out += job.numbers
        spoiled = data.draw(st.lists(st.sampled_from(list(job.numbers)), unique=True))
        sheets = (copies - len(spoiled)) * 2 + len(spoiled)
        printing.outcome_adds_up(RULES, job, spoiled=spoiled, lost=len(spoiled), sheets=sheets, sheets_per_copy=2)
        entries.append({"what": OUTCOME, "job": number, "spoiled": spoiled, "lost": len(spoiled), "sheets": sheets})
        if spoiled:
            with pytest.raises(Refused, match="E-PRINT"):
                printing.settled(RULES, printing.jobs(entries))
            entries.append({"what": DESTROYED, "job": number, "lost": len(spoiled)})
    assert given_out == list(range(1, len(given_out) + 1))


JOB_OF_TEN = printing.Job(1, 10, 21, 30)


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ({"spoiled": (20,), "lost": 1, "sheets": 20}, "E-PRINT/spoiled"),
        ({"spoiled": (31,), "lost": 1, "sheets": 20}, "E-PRINT/spoiled"),
        ({"spoiled": (22, 22), "lost": 2, "sheets": 20}, "E-PRINT/spoiled"),
        ({"spoiled": (22,), "lost": 2, "sheets": 20}, "E-PRINT/lost"),
        ({"spoiled": (), "lost": 1, "sheets": 20}, "E-PRINT/lost"),
        ({"spoiled": (), "lost": 0, "sheets": 19}, "E-PRINT/sheets"),
        ({"spoiled": (), "lost": 0, "sheets": 21}, "E-PRINT/sheets"),
        ({"spoiled": (22,), "lost": 1, "sheets": 17}, "E-PRINT/sheets"),
        ({"spoiled": (22,), "lost": 1, "sheets": 20}, ""),
        ({"spoiled": (), "lost": 0, "sheets": 20}, ""),
    ],
)
def test_every_sheet_is_told(told: dict[str, Any], key: str) -> None:
    if not key:
        return printing.outcome_adds_up(RULES, JOB_OF_TEN, **told, sheets_per_copy=2)
    with pytest.raises(Refused) as refused:
        printing.outcome_adds_up(RULES, JOB_OF_TEN, **told, sheets_per_copy=2)
    assert (refused.value.key, "Q08" in refused.value.rule, bool(refused.value.next)) == (key, True, True)
    return None


def test_copies_bear_numbers_where_the_paper_is_classified_or_goes_less_far_than_the_district() -> None:
    assert [distribution.numbered(RULES, "", scope) for scope in RULES.words("scopes")] == [*[True] * 3, *[False] * 3]
    assert distribution.numbered(RULES, "工作秘密", "district")
    assert not distribution.numbered(RULES, "", "")


def test_a_collective_name_stands_for_its_members_and_each_recipient_stands_once() -> None:
    plan = distribution.planned(("各街道党工委、镇党委", "区委组织部", "藤桥镇党委"), GROUPS, 2)
    assert [(one.recipient, one.copies) for one in plan] == [
        ("五马街道党工委", 2),
        ("藤桥镇党委", 2),
        ("区委组织部", 2),
    ]
    assert [one.copies for one in distribution.filled(plan, 5, "存档")] == [2, 2, 1]
    assert sum(one.copies for one in distribution.filled(plan, 50, "存档")) == 50


@pytest.mark.parametrize(
    ("shares", "key"),
    [
        ((Share("演练街道党工委", 1),), "E-SHARES/outside"),
        ((Share("演练街道党工委", 1, "各街道党工委、镇党委"),), "E-SHARES/outside"),
        ((Share("演练街道党工委", 1, "区委组织部"),), "E-SHARES/outside"),
        ((Share(" ", 1, "所在街镇（系统）各党组织"),), "E-SHARES/outside"),
        ((Share("区委组织部", 1), Share("区委组织部", 1)), "E-SHARES/twice"),
        ((Share("区委组织部", 0),), "E-INPUT/range"),
        ((Share("区委组织部", 2),), "E-SHARES"),
        ((Share("存档", 1),), ""),
        ((Share("五马街道党工委", 1, "各街道党工委、镇党委"),), ""),
        ((Share("某系统党组", 1, "所在街镇（系统）各党组织"),), ""),
    ],
)
def test_a_copy_goes_to_nobody_the_paper_does_not_name(shares: tuple[Share, ...], key: str) -> None:
    named = {"recipients": ("区委组织部", *GROUPS), "groups": GROUPS, "file": "存档"}
    if not key:
        assert distribution.admitted(RULES, shares, 1, **named) == shares
        return
    with pytest.raises(Refused) as refused:
        distribution.admitted(RULES, shares, 1, **named)
    assert refused.value.key == key


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(1, 900))
def test_numbers_follow_each_other_over_all_recipients(copies: list[int], first: int) -> None:
    shares = [Share(f"单位{at}", count) for at, count in enumerate(copies)]
    spans = distribution.spans(shares, first)
    numbers = [number for span in spans for number in range(span.first, span.last + 1)]
    assert numbers == list(range(first, first + sum(copies)))
    assert [span.last - span.first + 1 for span in spans] == copies


def test_the_last_number_has_six_figures() -> None:
    distribution.spans([Share("甲", 1)], 999_999)
    with pytest.raises(Refused, match="E-SHARES"):
        distribution.spans([Share("甲", 2)], 999_999)


@pytest.mark.parametrize(("across", "down", "fit"), [(1000, 1000, True), (1010, 990, True), (1011, 1000, False),
                                                     (1000, 989, False), (960, 960, False)])  # fmt: skip
def test_a_printer_out_of_scale_prints_nothing_official(across: int, down: int, fit: bool) -> None:
    if fit:
        return printing.printer_fit(RULES, across=across, down=down)
    with pytest.raises(Refused) as refused:
        printing.printer_fit(RULES, across=across, down=down)
    assert (refused.value.key, "Q09" in refused.value.rule) == ("E-PRINTER/scale", True)
    return None


def test_an_offset_is_clamped_to_three_millimetres() -> None:
    assert [printing.clamped(RULES, tenths) for tenths in (-45, -30, 0, 12, 31)] == [-30, -30, 0, 12, 30]
