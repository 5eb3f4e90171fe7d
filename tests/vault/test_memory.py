"""How many records are remembered as they stand: fewer again after work that needed many."""

from collections.abc import Iterator
from typing import cast

import pytest

from lucheng_desktop.ledger.merge import State
from lucheng_desktop.vault import memory


class _Stood:
    """A record as far as the memory looks at it."""

    kind, heads = "petition", (b"head",)

    def __init__(self, id: str) -> None:
        self.id = id


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    memory.forget()
    yield
    memory.forget()


def _keep(count: int) -> None:
    for number in range(count):
        memory.keep(cast(State, _Stood(str(number))))


def _kept(number: int) -> bool:
    return memory.recall("petition", str(number), (b"head",)) is not None


def test_the_oldest_of_too_many_is_forgotten() -> None:
    with memory.roomy(10):
        _keep(11)
    assert [_kept(number) for number in (0, 1, 10)] == [False, True, True]


def test_what_work_with_much_room_has_kept_goes_with_the_next_record_after_it() -> None:
    with memory.roomy(10), memory.roomy(20):
        _keep(20)
    with memory.roomy(10):
        memory.keep(cast(State, _Stood("20")))
    assert [_kept(number) for number in (10, 11, 20)] == [False, True, True]
