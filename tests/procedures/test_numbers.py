"""Numbers under random numbering, voiding and merging of two devices: no gap, none given again, a clash blocks."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lucheng_desktop.procedures import numbers
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door
from tests.office import CHEAP, OFFICERS, PASSPHRASE

DEED = st.tuples(st.sampled_from(("number", "number", "number", "void", "merge", "settle")), st.integers(0, 1))
SERIES = count(1)
Two = tuple[Desk, Desk]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Two devices that number in the same registers."""
    place = tmp_path_factory.mktemp("numbers")
    here, there = place / "here.vault", place / "there.vault"
    for one in (here, there):
        people = [door.NewOfficer(OFFICERS["general_office"], ("general_office",), PASSPHRASE)]
        door.create(one, office=f"演练{one.stem}", practice=True, officers=people, cost=CHEAP)
    desks = [unlock(Unlock(one, OFFICERS["general_office"], PASSPHRASE)) for one in (here, there)]
    with closing(desks[0].vault), closing(desks[1].vault), pytest.MonkeyPatch.context() as patch:
        own = numbers.register_id
        patch.setattr(numbers, "register_id", lambda _office, series, year: own("同一个单位", series, year))
        yield desks[0], desks[1]


def _number(desk: Desk, series: str) -> None:
    """The next number goes to a new paper, and is greater than every one known here; or a clash blocks it."""
    with desk.vault.transaction() as shelf:
        before = _given(desk, series)
        holder = shelf.create("document", {"kind": "circular", "title": "通报", "subject": ""})
        try:
            year, sequence = numbers.allocate(desk, shelf, series, holder)
        except Refused as refused:
            assert refused.key == "E-NUMBER/conflict"
            assert max(Counter(sequence for sequence, _ in before).values()) > 1
            return
        shelf.set("document", holder, {"series": series, "year": year, "sequence": sequence})
    assert sequence == max((known for known, _ in before), default=0) + 1


def _given(desk: Desk, series: str) -> list[tuple[int, str]]:
    register = numbers.register_id(desk.vault.office, series, desk.clock.today().year)
    with desk.vault.reading() as shelf:
        if not shelf.rows("register", ("id",), where={"id": register}):
            return []
        bodies = shelf.record("register", register).appended.get("number", ())
    return [(body["sequence"], body["holder"]) for body in bodies]


def _void(desk: Desk, series: str) -> None:
    """The last paper is void; its number stays where it is."""
    known = _given(desk, series)
    if known:
        with desk.vault.transaction() as shelf:
            if not shelf.record("document", max(known)[1]).voided:
                shelf.append("document", max(known)[1], "void", {"reason": "内容有误"})
        assert _given(desk, series) == known


def _merge(desk: Desk, other: Desk) -> None:
    with desk.vault.reading() as shelf:
        heads = {device: seq for device, (seq, _) in shelf.heads().items()}
    with other.vault.reading() as shelf:
        missing = list(shelf.entries(heads))
    with desk.vault.transaction() as shelf:
        shelf.admit(missing)


def _settle(desk: Desk, series: str) -> None:
    """An officer has looked at the clash; that makes no number anybody's twice."""
    register = numbers.register_id(desk.vault.office, series, desk.clock.today().year)
    with desk.vault.transaction() as shelf:
        if shelf.rows("register", ("id",), where={"id": register, "conflict": 1}):
            shelf.append("register", register, "resolve", {"settles": ["number"]})


def _holds(desk: Desk, series: str) -> None:
    """No gap; and of papers that share a number none goes on while another of them stands."""
    known = _given(desk, series)
    assert {sequence for sequence, _ in known} == set(range(1, 1 + max((sequence for sequence, _ in known), default=0)))
    with desk.vault.reading() as shelf:
        standing = [(sequence, shelf.record("document", holder)) for sequence, holder in known]
        standing = [(sequence, paper) for sequence, paper in standing if not paper.voided]
        shared = Counter(sequence for sequence, _ in standing)
        for sequence, paper in standing:
            if "sequence" not in paper.fields:
                continue
            try:
                numbers.refuse_shared(desk, shelf, paper)
                assert shared[sequence] == 1
            except Refused as refused:
                assert (refused.key, shared[sequence] > 1) == ("E-NUMBER/twice", True)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(deeds=st.lists(DEED, min_size=4, max_size=14))
def test_numbers_have_no_gap_and_none_is_given_again(two: Two, deeds: list[tuple[str, int]]) -> None:
    series = f"演{next(SERIES)}"
    for deed, who in deeds:
        desk = two[who]
        if deed == "merge":
            _merge(desk, two[1 - who])
        else:
            {"number": _number, "void": _void, "settle": _settle}[deed](desk, series)
    for desk in two:
        _holds(desk, series)


def test_a_number_given_on_both_devices_blocks_both_papers_until_one_is_void(two: Two) -> None:
    series = f"演{next(SERIES)}"
    for desk in two:
        _number(desk, series)
    _merge(*two)
    desk = two[0]
    with desk.vault.transaction() as shelf, pytest.raises(Refused) as refused:
        numbers.allocate(desk, shelf, series, "00" * 16)
    assert (refused.value.key, "F25" in refused.value.rule) == ("E-NUMBER/conflict", True)
    _holds(desk, series)
    _settle(desk, series)
    _holds(desk, series)
    _number(desk, series)
    assert sorted(sequence for sequence, _ in _given(desk, series)) == [1, 1, 2]
    with desk.vault.transaction() as shelf:
        shelf.append("document", min(_given(desk, series))[1], "void", {"reason": "两台设备同时编号"})
    _holds(desk, series)
