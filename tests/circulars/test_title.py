"""Titles break between words, as trapezium or rhombus."""

import pytest

from lucheng_desktop.circulars.lines import width
from lucheng_desktop.circulars.title import MEASURE, break_title
from lucheng_desktop.refusal import Refused

LONG = (
    "关于对鹿城区滨江街道办事处副主任陈堃喆同志有关信访举报问题予以澄清正名的通报",
    "中共温州市鹿城区纪律检查委员会关于印发《鹿城区纪检监察机关容错纠错工作实施办法（试行）》的通知",
    "关于进一步加强鹿城区旧城改造项目征收补偿安置资金使用管理情况专项监督检查中发现的有关失实检举控告问题为陈堃喆同志澄清正名的通报",
    "关于为鹿城区滨江街道办事处欧阳建国等四名同志澄清正名的通报",
)


def wide(line: str) -> int:
    return sum(map(width, line))


def test_a_short_title_stays_on_one_line() -> None:
    assert break_title("关于为陈堃喆同志澄清正名的通报", ["陈堃喆"]) == ["关于为陈堃喆同志澄清正名的通报"]


@pytest.mark.parametrize("title", LONG)
def test_a_long_title_keeps_words_and_names_whole(title: str) -> None:
    lines = break_title(title, ["陈堃喆", "欧阳建国"])
    assert "".join(lines) == title
    assert all(wide(line) <= MEASURE for line in lines)
    for word in ("陈堃喆", "欧阳建国", "澄清正名", "纪律检查委员会", "街道办事处", "容错纠错", "检举控告"):
        assert title.count(word) == sum(line.count(word) for line in lines)
    assert not [line for line in lines[1:] if line.startswith(("的", "同志", "和", "》"))]


@pytest.mark.parametrize("title", LONG)
def test_a_long_title_is_no_hourglass(title: str) -> None:
    sizes = [wide(line) for line in break_title(title, ["陈堃喆", "欧阳建国"])]
    assert not [
        middle for one, middle, other in zip(sizes, sizes[1:], sizes[2:], strict=False) if middle < min(one, other)
    ]


def test_breaks_set_by_hand_win() -> None:
    assert break_title("关于为陈堃喆同志\n澄清正名的通报", ["陈堃喆"]) == ["关于为陈堃喆同志", "澄清正名的通报"]


def test_a_line_set_by_hand_that_is_too_wide_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        break_title("核" * 21 + "\n通报", [])
    assert refused.value.code == "E-GEOMETRY"


@pytest.mark.parametrize("name", ["阿卜杜拉·阿卜杜热合曼·穆罕默德", "古丽巴哈尔·买买提江·阿卜杜热合曼江"])
def test_a_long_name_finds_its_lines(name: str) -> None:
    text = f"关于为{name}同志澄清正名的通报"
    lines = break_title(text, [name])
    assert "".join(lines) == text
    assert any(name in line for line in lines)
