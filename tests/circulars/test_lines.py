"""The line breaker: every character once, never too wide, no mark at the wrong end, nothing torn."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.circulars.lines import MEASURE, NO_END, NO_START, break_lines, rules, width

HAN = st.text("核查反映问题同志澄清正名一二三", min_size=1, max_size=20)
NUMBERS = st.sampled_from(
    ["2026年", "3月", "15日", "1,234.56万元", "鹿纪〔2026〕12号", "第十二条", "99.05%", "30个工作日"]
)
MARKED = st.sampled_from(["“项目”", "（以下简称“项目”）", "《工作规则》", "——", "……", "12388", "PPP"])
MARK = st.sampled_from(["，", "。", "、", "；", "：", "！", "？", ""])
WORD = st.tuples(st.one_of(HAN, NUMBERS, MARKED, st.just("陈堃喆")), MARK).map("".join)
TEXT = st.lists(WORD, min_size=1, max_size=20).map("".join)
INDENTS = st.sampled_from([(4, 0), (0, 0), (4, 12), (10, 12)])


@given(TEXT, INDENTS)
def test_every_character_stands_once_and_in_order(text: str, indents: tuple[int, int]) -> None:
    lines = break_lines(text, *indents, names=["陈堃喆"])
    assert "".join(line.text for line in lines) == text
    assert [line.start for line in lines] == [sum(len(line.text) for line in lines[:at]) for at in range(len(lines))]


@given(TEXT, INDENTS, st.sampled_from([28, 36, 56, 58]))
def test_no_line_is_wider_than_its_measure(text: str, indents: tuple[int, int], measure: int) -> None:
    for line in break_lines(text, *indents, names=["陈堃喆"], measure=measure):
        assert line.end <= measure + 1e-9
        assert all(0 < got <= width(char) for got, char in zip(line.widths, line.text, strict=True))


@given(TEXT, INDENTS)
def test_no_mark_stands_at_the_wrong_end(text: str, indents: tuple[int, int]) -> None:
    lines = break_lines(text, *indents)
    pieces = re.split(f"(?<=[^{re.escape(''.join(NO_END))}])(?=[^{re.escape(''.join(NO_START))}])", text)
    if max(sum(map(width, piece)) for piece in pieces) > MEASURE - 12:
        return  # a run of marks longer than a line has no right place to break
    assert not [line.text for line in lines[1:] if line.text[0] in NO_START]
    assert not [line.text for line in lines[:-1] if line.text[-1] in NO_END]


@given(TEXT)
def test_names_and_numbers_are_never_torn(text: str) -> None:
    lines = break_lines(text, 4, 0, names=["陈堃喆"])
    cuts = {line.start for line in lines[1:]}
    numbers = [r"鹿纪〔\d{4}〕\d+号", r"\d+年", r"\d+(?:,\d+)*(?:\.\d+)?万元", r"\d+个工作日"]
    together = ["陈堃喆", "——", "……", *numbers]
    for pattern in together:
        for found in re.finditer(pattern, text):
            assert not cuts & set(range(found.start() + 1, found.end())), found.group()


@given(st.text("，。“”（）—…1a字", max_size=200), INDENTS)
def test_hopeless_text_still_stands_whole_and_inside(text: str, indents: tuple[int, int]) -> None:
    lines = break_lines(text, *indents)
    assert "".join(line.text for line in lines) == text
    assert all(line.end <= MEASURE + 1e-9 for line in lines)


def test_a_full_line_has_28_characters_in_their_cells() -> None:
    first, second = break_lines("核" * 56, 0, 0)
    assert (first.text, first.widths, first.spread) == ("核" * 28, (2,) * 28, 0)
    assert second.text == "核" * 28


def test_a_mark_that_would_start_a_line_is_squeezed_in() -> None:
    first, _ = break_lines("核，" + "核" * 26 + "。" + "核", 0, 0)
    assert first.text == "核，" + "核" * 26 + "。"
    assert sum(first.widths) == MEASURE


def test_a_mark_with_nothing_to_squeeze_pushes_its_character_out_and_the_hole_is_spread() -> None:
    first, second = break_lines("核" * 28 + "，）》" + "核" * 3, 0, 0)
    assert second.text.startswith("核，）》")
    assert first.spread > 0
    assert abs(first.end - MEASURE) < 1e-9


def test_no_space_is_spread_inside_a_name() -> None:
    line = break_lines("核" * 20 + "陈堃喆" + "核" * 2 + "1,234,567,890.12万元", 0, 0, names=["陈堃喆"])[0]
    assert line.whole[20:22] == (True, True)


@pytest.mark.parametrize("pattern", rules()["together"])
def test_the_patterns_of_the_resource_are_patterns(pattern: str) -> None:
    assert re.compile(pattern.replace(r"\p{han}", "一-鿿"))


def test_an_opening_mark_behind_a_figure_keeps_its_width() -> None:
    """Moved left it would stand before the figure for whoever reads the file."""
    for line in break_lines(("核" * 20 + "第3“项目”，有关3（三）" + "核" * 5) * 4, 4, 0):
        for at, char in enumerate(line.text):
            if at and char in "“（" and line.text[at - 1] in "3，":
                assert line.widths[at] == 2


def test_two_neighbouring_marks_are_not_both_squeezed_into_one_place() -> None:
    line = break_lines("核" * 24 + "，“核”。", 0, 0)[0]
    assert line.text == "核" * 24 + "，“核”。"
    assert line.widths[25] == 2
