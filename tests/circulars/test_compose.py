"""The clearance circular from facts: point by point, in the office's wording, never more than was found."""

import tomllib
from dataclasses import replace
from datetime import date

import pytest

from lucheng_desktop.circulars.compose import ClearanceFacts, ClearedPoint, clearance_circular, wording
from lucheng_desktop.circulars.render import render
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import COMMISSION, NAME, SUPERVISION

ONE = ClearanceFacts(
    issuers=(COMMISSION,),
    subject=NAME,
    points=(ClearedPoint("在旧城改造项目中为亲属承揽工程提供便利。", "unsubstantiated"),),
    verified_by="鹿城区纪委监委",
    date=date(2026, 3, 5),
    to=("各街道党工委、镇党委", "区直各单位"),
    practice=True,
    post="鹿城区演练街道办事处副主任",
    number=("鹿纪", 2026, 1),
)
TWO = replace(
    ONE,
    points=(*ONE.points, ClearedPoint("违规参与项目评标", "fact_but_no_violation")),
    issuers=(COMMISSION, SUPERVISION),
)


@pytest.mark.parametrize("facts", [ONE, TWO], ids=["one", "two"])
def test_a_composed_circular_passes_the_gate(facts: ClearanceFacts) -> None:
    made = render(clearance_circular(facts, wording()))
    for needed in (NAME, "鹿纪〔2026〕1号", "2026年3月5日", "演练文书"):
        assert needed in made.text


def test_it_says_what_the_rule_asks_for() -> None:
    draft = clearance_circular(ONE, wording())
    text = "".join(part.text for part in draft.body)
    for needed in (
        f"鹿城区演练街道办事处副主任{NAME}同志",
        "在旧城改造项目中为亲属承揽工程提供便利",
        "鹿城区纪委监委",
        "不属实",
        f"为{NAME}同志澄清正名",
    ):
        assert needed in text
    assert draft.title == f"关于为{NAME}同志澄清正名的通报"
    assert "便利。。" not in text


def test_several_points_are_cleared_one_by_one() -> None:
    points = [part.text for part in clearance_circular(TWO, wording()).body if part.level == 1]
    assert [point[:2] for point in points] == ["一、", "二、"]
    assert "不属实" in points[0]
    assert "不构成违纪" in points[1]


@pytest.mark.parametrize("finding", ["not_excluded", "substantiated", "unverifiable", "false_accusation", "anything"])
def test_what_was_not_found_false_is_not_cleared(finding: str) -> None:
    with pytest.raises(Refused) as refused:
        clearance_circular(replace(ONE, points=(ClearedPoint("问题", finding),)), wording())
    assert refused.value.key == "E-STATE/not-clearable"


def test_every_sentence_has_source_and_status() -> None:
    words = tomllib.loads(resource("circulars", "clearance.toml").read_text("utf-8"))
    sentences = [item for name, item in words.items() if "text" in item] + list(words["finding"].values())
    assert all(item["source"] and item["status"] in ("原文", "本单位核定", "待核定") for item in sentences)
