"""Lists in portions: each says what the whole list says there, and a case is found without reading the others."""

from collections.abc import Callable
from typing import Any

import pytest

from lucheng_desktop.procedures import cases, clearance, issuing, petitions, redeployed, tolerance
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.portions import Portion
from lucheng_desktop.refusal import Refused
from tests.office import ACCUSED, At, at, found, founded, office, registered

__all__ = ["at", "founded", "office"]

LISTS = (
    petitions.list_petitions, petitions.list_allegations, clearance.list_clearances, issuing.list_documents,
    tolerance.list_tolerance, redeployed.list_redeployments,
)  # fmt: skip


def _pieces(read: Callable[..., tuple[Any, ...]], desk: Desk, count: int) -> tuple[Any, ...]:
    whole = read(desk)
    return tuple(row for start in range(0, len(whole) + 1, count) for row in read(desk, part=Portion(start, count)))


def test_the_portions_of_a_list_are_the_list(at: At) -> None:
    with at("petition_office") as desk:
        petitions.receive_petition(desk, petitions.ReceivePetition(desk.clock.today(), "letter", "municipal"))
        first = registered(desk)
        registered(desk, accused=petitions.Accused("买买提·阿不都热合曼", "演练镇人民政府", "副镇长", "section"))
    candidate = found(at, first.allegations[0], "unsubstantiated").candidate
    with at("principal") as desk:
        for read in (*LISTS, cases.list_cases):
            for count in (1, 2, 7):
                assert _pieces(read, desk, count) == read(desk)
        assert [len(read(desk)) for read in LISTS] == [3, 4, 1, 0, 0, 0]
        assert cases.count_cases(desk) == len(cases.list_cases(desk)) == 4
        assert cases.find_case(desk, first.number) == ("petition", first.petition)
        assert cases.find_case(desk, candidate) == ("clearance", candidate)
        assert petitions.list_petitions(desk, ACCUSED.name)[0].number == first.number
        with pytest.raises(Refused, match="E-ABSENT"):
            cases.find_case(desk, "")
