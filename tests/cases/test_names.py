"""Names folded so that no width, spacing or spelling hides them."""

import pytest

from lucheng_desktop.cases.names import bare, digits, initials, joined, plain, spelled, surname


@pytest.mark.parametrize("text", ["王建国", "王 建国", "王\u200b建国", "王·建国", "（王）建国"])
def test_marks_and_spaces_slipped_into_a_name_fall_out(text: str) -> None:
    assert joined(text) == "王建国"


def test_the_end_of_a_phrase_is_a_border() -> None:
    assert joined("国王。建国以来") == "国王。建国以来"


def test_widths_cases_and_accents_fold() -> None:
    assert plain("Ｗáng　ＪＩＡＮ") == "wangjian"
    assert bare("江滨路８８弄-3号") == "江滨路88弄3号"
    assert digits("１３８-0013 ８０００") == "13800138000"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王建国", "wangjianguo"),
        ("王建国", "jianguowang"),
        ("王建国", "xxwangjianguoxx"),
        ("单晓明", "shanxiaoming"),
        ("单晓明", "danxiaoming"),
        ("吕布", "lvbu"),
        ("吕布", "lubu"),
        ("吕布", "lyubu"),
        ("重行长乐", "zhongxingzhangyue"),
        ("重行长乐", "chonghangchangle"),
        ("欧阳建国", "jianguoouyang"),
    ],
)
def test_a_name_is_found_in_letters(name: str, letters: str) -> None:
    assert spelled(name).search(letters)


def test_another_name_is_not_found_in_letters() -> None:
    assert not spelled("王建国").search("wangjianming")
    assert "wjg" in initials("王建国")


@pytest.mark.parametrize(("name", "family"), [("欧阳建国", "欧阳"), ("欧阳", "欧"), ("王建国", "王"), ("陈堃喆", "陈")])
def test_the_surname(name: str, family: str) -> None:
    assert surname(name) == family
