"""One name, two people: only the id says who is who."""

import pytest

from lucheng_desktop.cases.people import Known, namesakes, same_person, told_apart
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.refusal import Refused

RULES = load()
LI = Known("a1", "李娜", "演练街道办事处", "科员", "staff")


def test_the_same_name_is_not_the_same_person() -> None:
    other = Known("b2", "李娜", "演练街道办事处", "科员", "staff")
    assert not same_person(LI, other)
    assert same_person(LI, Known("a1", "李娜", "新单位", "科长", "section"))


def test_blanks_within_a_name_hide_nobody() -> None:
    spaced = Known("c3", "李　娜", "区教育局", "教师", "staff")
    assert namesakes("李 娜", [LI, spaced, Known("d4", "李娜娜", "区教育局", "教师", "staff")]) == (LI, spaced)


def test_a_namesake_of_the_same_unit_and_post_must_be_told_apart() -> None:
    with pytest.raises(Refused) as refused:
        told_apart(RULES, Known("", "李娜", "演练街道办事处", "科员", "staff"), [LI])
    assert refused.value.code == "E-SAME-NAME"
    assert "F28" in refused.value.rule
    told_apart(RULES, Known("", "李娜", "演练街道办事处", "副主任科员", "staff"), [LI])
    told_apart(RULES, LI, [LI])
