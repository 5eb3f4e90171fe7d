"""The pack is honest about where it comes from, complete in its lists, and judged by the day."""

import ast
import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import ValidationError

from lucheng_desktop.cases.items import Item
from lucheng_desktop.cases.rulebook import Rulebook, load, pack_for, packs
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused
from tests.house.source import modules

RULES = load()
WORDING = {
    "D1": "把干部在推进改革中因缺乏经验、先行先试出现的失误和错误，同明知故犯的违纪违法行为区分开来",
    "D2": "把上级尚无明确限制的探索性试验中的失误和错误，同上级明令禁止后依然我行我素的违纪违法行为区分开来",
    "D3": "把为推动发展的无意过失，同为谋取私利的违纪违法行为区分开来",
}


def _original(rules: Rulebook) -> list[str]:
    lists = (rules.principles, rules.criteria, rules.hard_exclusions, rules.gates, rules.distinctions,
             rules.situations, rules.exclusions, rules.parameters, rules.indicators)
    items: list[Item] = [item for some in lists for item in some]
    return [item.code for item in items if item.status == "原文"]


def test_only_the_four_names_of_the_article_are_original() -> None:
    assert _original(RULES) == ["B1", "B2", "B3", "B4"]
    assert {criterion.guidance.status for criterion in RULES.criteria} == {"待核定"}
    assert RULES.pack.status == "待核定"


def test_the_three_distinctions_have_the_exact_wording_and_their_sources() -> None:
    assert {one.code: one.text for one in RULES.distinctions} == WORDING
    assert all("三个区分开来" in RULES.cite(one) for one in RULES.distinctions)


def test_the_lists_are_whole() -> None:
    assert [one.code for one in RULES.criteria] == [f"B{n}" for n in range(1, 9)]
    assert [one.code for one in RULES.gates] == [f"G{n}" for n in range(1, 7)]
    assert [one.code for one in RULES.situations] == [f"RC{n:02}" for n in range(1, 21)]
    assert [one.code for one in RULES.exclusions] == [f"NX{n:02}" for n in range(1, 16)]
    assert [one.code for one in RULES.hard_exclusions] == ["B1", "B2", "B3", "B4", "B6", "B7", "B8"]


def test_what_each_criterion_carries_is_the_reference_table() -> None:
    table = {one.code: (" ".join(one.primary), " ".join(one.supporting)) for one in RULES.criteria}
    assert table == {
        "B1": ("D1", "D2 D3"), "B2": ("D2", "D1"), "B3": ("D3", "D1"), "B4": ("D1", "D2"),
        "B5": ("D1", "D2"), "B6": ("D1", "D3"), "B7": ("", "D1 D2 D3"), "B8": ("", "D1 D3"),
    }


def test_every_source_is_cited_in_words() -> None:
    transitions = [move for procedure in RULES.procedures for move in procedure.transitions]
    for item in (*RULES.criteria, *RULES.exclusions, *RULES.situations, *transitions):
        cited = RULES.cite(item)
        assert cited.endswith(f"（{item.status}）")
        assert not set(item.source.split()) & set(cited.split("、"))


def test_a_code_stands_for_itself_where_the_pack_does_not_know_it() -> None:
    assert RULES.term("findings", "not_excluded") == "未查实但不能排除"
    assert RULES.term("findings", "unheard_of") == "unheard_of"
    with pytest.raises(Refused) as refused:
        RULES.known("findings", "unheard_of", "finding")
    assert (refused.value.code, refused.value.path) == ("E-INPUT", "$.finding")


def test_the_packs_of_the_program_follow_each_other_without_gap_or_overlap() -> None:
    heads = packs()
    assert [head.id for head in heads] == ["lucheng-2019", "lucheng-2020"]
    assert all(old.effective_to == new.effective_from - timedelta(days=1) for old, new in pairwise(heads))
    assert heads[-1].effective_to is None


def test_each_step_follows_the_procedure_of_its_day() -> None:
    then, now = (load(pack_for(day)).procedure("clearance") for day in (date(2019, 9, 1), date(2021, 9, 1)))
    assert then.transition("report_clearance")
    assert not then.transition("issue_clearance"), "in 2019 the city issued the circular"
    assert now.transition("issue_clearance")


def test_what_a_pack_says_takes_the_place_of_what_it_inherits() -> None:
    old, new = (load(pack).principle("F10") for pack in ("lucheng-2019", "lucheng-2020"))
    assert (old.source, new.source) == ("K", "S10")
    assert [one.code for one in load("lucheng-2019").principles] == [one.code for one in RULES.principles]
    assert RULES.criteria == load("lucheng-2019").criteria
    versions = [(one.effective_from.year, one.source) for one in RULES.sanctions if one.code == "gdd"]
    assert versions == [(2018, "LG"), (2020, "LZ")], "on different days both stand"


@pytest.mark.parametrize("pack", [head.id for head in packs()])
def test_whatever_the_program_quotes_stands_in_every_pack(pack: str) -> None:
    rules = load(pack)
    calls = [node for module in modules() for node in module.nodes(ast.Call) if isinstance(node.func, ast.Attribute)]
    firsts = [(call.func.attr, call.args[0]) for call in calls if call.args]
    named = {(verb, first.value) for verb, first in firsts if isinstance(first, ast.Constant)}
    quoted = {name for verb, name in named if verb in ("quote", "principle")}
    assert quoted <= {one.code for one in rules.principles}
    asked = {name for verb, name in named if verb == "parameter"}
    assert asked <= {one.code for one in rules.parameters}
    assert quoted
    assert asked


def test_scopes_and_ceilings_stand_in_their_order() -> None:
    assert list(RULES.words("scopes"))[:2] == ["self_and_unit_head", "unit"]
    assert list(RULES.words("scopes"))[-2:] == ["city", "public"]
    assert list(RULES.words("ceilings")) == ["cannot_tolerate", "return_to_verify", "at_most_mitigate", "may_tolerate"]


def test_what_is_read_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        RULES.criteria[0].name = "看面子"  # type: ignore[misc]
    assert load() is RULES


def test_both_ends_of_an_items_time_count() -> None:
    exclusion = RULES.exclusions[0].model_copy(
        update={"effective_from": date(2021, 1, 1), "effective_to": date(2021, 12, 31)}
    )
    rules = RULES.model_copy(update={"exclusions": (exclusion,)})
    days = (date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1))
    assert [len(rules.on(day).exclusions) for day in days] == [0, 1, 1, 0]


def test_a_step_that_is_not_in_force_is_not_there() -> None:
    assert not RULES.on(date(2020, 6, 30)).procedure("clearance").transition("open_candidate")
    assert RULES.on(date(2020, 7, 1)).procedure("clearance").transition("open_candidate")


def test_the_pack_of_a_day_is_found_or_refused() -> None:
    days = ("2019-06-14", "2020-01-20", "2020-01-21", "2026-01-01")
    assert [pack_for(date.fromisoformat(day)) for day in days] == ["lucheng-2019"] * 2 + ["lucheng-2020"] * 2
    with pytest.raises(Refused) as refused:
        pack_for(date(2019, 6, 13))
    assert "2019-06-13" in refused.value.message


@pytest.mark.parametrize("pack", ["", "lucheng-1984", "../refusals/none"])
def test_a_pack_that_is_not_there_is_refused(pack: str) -> None:
    with pytest.raises(Refused, match="E-PACK"):
        load(pack)


def test_a_broken_pack_is_refused_before_anything_is_judged(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text("[pack\n", "utf-8")
    with pytest.raises(Refused) as refused:
        load(str(tmp_path))
    assert refused.value.key == "E-PACK/faulty"


def test_no_number_of_the_pack_is_a_score() -> None:
    counted = ("字数", "工作日", "月数", "日数", "天数", "人数", "次数", "年数", "单元格", "千分之", "毫米")
    numbers = [one for one in RULES.parameters if isinstance(one.value, int)]
    assert not [one.name for one in numbers if not any(unit in one.name for unit in counted)]
    assert "score" not in json.dumps([file.read_text("utf-8") for file in resource("rules").rglob("*.toml")])
