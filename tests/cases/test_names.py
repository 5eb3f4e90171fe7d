"""Names folded so that no width, spacing or spelling hides them."""

import pytest

from lucheng_desktop.cases.names import bare, digits, initials, joined, plain, readings, surname


@pytest.mark.parametrize("text", ["王建国", "王 建国", "王\u200b建国", "王·建国", "（王）建国"])
def test_marks_and_spaces_slipped_into_a_name_fall_out(text: str) -> None:
    assert joined(text) == "王建国"


def test_the_end_of_a_phrase_is_a_border() -> None:
    assert joined("国王。建国以来") == "国王。建国以来"


def test_widths_cases_and_accents_fold() -> None:
    assert plain("Ｗáng　ＪＩＡＮ") == "wangjian"
    assert bare("江滨路８８弄-3号") == "江滨路88弄3号"
    assert digits("１３８-0013 ８０００") == "13800138000"


def test_all_readings_in_both_orders() -> None:
    assert {"wangjianguo", "jianguowang"} <= readings("王建国")
    assert {"shanxiaoming", "danxiaoming"} <= readings("单晓明")
    assert {"lvbu", "lubu", "lyubu"} <= readings("吕布")
    assert "wjg" in initials("王建国")


def test_a_long_name_has_few_readings() -> None:
    assert len(readings("行重单长乐" * 4)) < 3000


@pytest.mark.parametrize(("name", "family"), [("欧阳建国", "欧阳"), ("欧阳", "欧"), ("王建国", "王"), ("陈堃喆", "陈")])
def test_the_surname(name: str, family: str) -> None:
    assert surname(name) == family
