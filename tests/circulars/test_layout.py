"""Geometry of GB/T 9704-2012 on the display list."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lucheng_desktop.circulars import layout, seal
from lucheng_desktop.circulars.display import Glyph, Page, Ring, Rule
from lucheng_desktop.circulars.grid import BOTTOM, CELL, CHAR, LEFT, MAXIMUM_PITCH, MINIMUM_PITCH, PITCH, RIGHT, TOP
from lucheng_desktop.circulars.render import render
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import COMMISSION, NAME, SUPERVISION, draft, of_lines


def line_of(page: Page, text: str) -> list[Glyph]:
    """The glyphs of a text that stands on one line of the page."""
    chars = "".join(glyph.char for glyph in page.glyphs)
    start = chars.index(text)
    return list(page.glyphs[start : start + len(text)])


def middle(glyphs: list[Glyph]) -> float:
    return (glyphs[0].x + glyphs[-1].x + CHAR) / 2


def test_the_grid_fills_the_type_area() -> None:
    assert pytest.approx(156) == 28 * CELL
    assert pytest.approx(225) == 21 * PITCH + CHAR


def test_the_red_head_starts_35_mm_down_and_the_rule_follows_the_number_by_4_mm() -> None:
    page = layout.lay_out(draft()).pages[0]
    mark = [box for glyph in page.glyphs if glyph.colour == "red" and (box := glyph.ink())]
    assert min(box[1] for box in mark) == pytest.approx(TOP + 35, abs=0.01)
    assert max(box[2] for box in mark) <= RIGHT
    rule = next(shape for shape in page.shapes if isinstance(shape, Rule))
    number = line_of(page, "鹿纪〔2026〕1号")
    assert (rule.left, rule.right, rule.colour) == (LEFT, RIGHT, "red")
    assert rule.top - (number[0].y + (1 - 0.81) * CHAR) == pytest.approx(4, abs=0.01)


def test_body_lines_stand_on_the_grid_two_cells_in() -> None:
    page = layout.lay_out(draft()).pages[0]
    first = line_of(page, "近期")[0]
    row = (first.y - 0.81 * CHAR - TOP) / PITCH
    assert row == pytest.approx(round(row), abs=1e-6)
    assert first.x == pytest.approx(LEFT + 2 * CELL, abs=0.1)


@pytest.mark.parametrize("count", range(1, 64))
def test_every_length_of_text_keeps_seal_and_signature_with_the_text(count: int) -> None:
    """Whatever the length: two lines beside the signature, a seal within one line, an imprint on an even side."""
    paper = layout.lay_out(draft(body=of_lines(count)))
    assert paper.lines_on_signature_page >= min(2, count)
    place = paper.seals[0]
    assert 0 < place.gap <= PITCH
    assert place.y + place.diameter / 2 <= BOTTOM
    assert place.page == paper.text_pages
    assert MINIMUM_PITCH - 1e-9 <= paper.pitch <= MAXIMUM_PITCH + 1e-9
    assert len(paper.pages) % 2 == 0
    rules = [shape for shape in paper.pages[-1].shapes if isinstance(shape, Rule) and shape.colour == "black"]
    assert [rule.weight for rule in rules] == [0.35, 0.25, 0.35]
    assert rules[-1].top + rules[-1].weight == pytest.approx(BOTTOM)
    upper = min(rule.top for rule in rules)
    assert paper.text_pages < len(paper.pages) or place.y + place.diameter / 2 < upper


TITLE = (
    "关于进一步加强鹿城区旧城改造项目征收补偿安置资金使用管理情况专项监督检查中"
    "发现的有关失实检举控告问题为陈堃喆同志澄清正名并做好相关工作的意见"
)


@settings(max_examples=40)
@given(
    lines=st.integers(1, 120),
    issuers=st.sampled_from([[COMMISSION], [COMMISSION, SUPERVISION]]),
    to=st.integers(1, 40),
    title=st.integers(5, 60),
    kind=st.sampled_from(["circular", "letter", "request", "decision", "notice", "report"]),
    extra=st.sampled_from([{}, {"note": "此件发至各街道、镇"}, {"attachments": ["核查情况说明", "名单"]}, {"cc": []}]),
)
def test_any_paper_keeps_the_rules(
    lines: int, issuers: list[str], to: int, title: int, kind: str, extra: dict[str, Any]
) -> None:
    """Body of 1 to 120 lines, one or two seals, 1 to 40 addressees, titles of 5 to 60 characters."""
    whole: dict[str, Any] = {"body": of_lines(lines), "issuers": issuers, "kind": kind, "title": TITLE[-title:]}
    names = [f"鹿城区第{number}演练街道党工委" for number in range(1, to + 1)]
    signers = ["林一苇", "夏㛃"] if kind == "request" else []
    paper = layout.lay_out(draft(to=names, signers=signers, **whole, **extra))
    assert paper.lines_on_signature_page >= min(2, lines - 1)
    assert len(paper.seals) == (0 if kind == "report" else len(issuers))
    for place in paper.seals:
        assert 0 < place.gap <= PITCH
        assert place.y + place.diameter / 2 <= BOTTOM
    assert MINIMUM_PITCH - 1e-9 <= paper.pitch <= MAXIMUM_PITCH + 1e-9
    assert len(paper.pages) % 2 == 0
    bars = [shape for shape in paper.pages[-1].shapes if isinstance(shape, Rule) and shape.colour == "black"]
    assert kind == "letter" or bars[-1].top + bars[-1].weight == pytest.approx(BOTTOM)
    assert all(glyph.x < RIGHT for page in paper.pages for glyph in page.glyphs)


def test_without_an_imprint_no_page_is_added() -> None:
    paper = layout.lay_out(draft(cc=[], printed_by=None, printed_on=None, body=of_lines(3)))
    assert len(paper.pages) == 1
    assert paper.pages[0].number == 1


def test_a_blank_page_before_the_imprint_and_the_imprint_page_have_no_number() -> None:
    paper = layout.lay_out(draft(cc=[f"演练区第{number}街道党工委" for number in range(1, 40)]))
    if len(paper.pages) - paper.text_pages == 2:
        assert [page.number for page in paper.pages[-2:]] == [None, None]
        assert not paper.pages[-2].glyphs
    assert [page.number for page in paper.pages[: paper.text_pages]] == list(range(1, paper.text_pages + 1))


def test_page_numbers_are_outside_odd_right_even_left() -> None:
    odd, even = layout.lay_out(draft()).pages[:2]
    assert max(glyph.x for glyph in odd.marks) > 150
    assert min(glyph.x for glyph in even.marks) < 40
    dash = odd.marks[0].ink()
    assert dash is not None
    assert dash[1] == pytest.approx(BOTTOM + 7, abs=0.01)


def test_the_signature_is_centred_on_the_date_and_stays_inside() -> None:
    """15 characters on a date of 6 would stick out by a quarter cell: both move left."""
    paper = layout.lay_out(draft(date="2019-06-14", printed_on="2019-06-15"))
    page = paper.pages[paper.text_pages - 1]
    signature, date = line_of(page, COMMISSION), line_of(page, "2019年6月14日")
    assert middle(signature) == pytest.approx(middle(date), abs=0.5)
    assert signature[-1].x + CHAR <= RIGHT + 0.15
    assert date[0].y - signature[0].y == pytest.approx(PITCH + (0.88 - 0.81) * CHAR, abs=0.01)


def test_the_seal_presses_name_and_date_below_its_centre() -> None:
    paper = layout.lay_out(draft(seal="demo"))
    page = paper.pages[paper.text_pages - 1]
    place = paper.seals[0]
    signature, date = line_of(page, COMMISSION), line_of(page, "2026年3月5日")
    assert place.x == pytest.approx(middle(signature), abs=0.3)
    pressed = (signature[0].y + date[0].y) / 2
    assert place.y < pressed < place.y + place.diameter / 2
    assert place.gap == pytest.approx(8.24, abs=0.01)


def test_the_demonstration_seal_is_two_rings_and_two_words() -> None:
    paper = layout.lay_out(draft(seal="demo"))
    page = paper.pages[paper.text_pages - 1]
    rings = [shape for shape in page.shapes if isinstance(shape, Ring)]
    assert [ring.diameter for ring in rings] == [seal.DIAMETER, pytest.approx(37.6)]
    words = "".join(glyph.char for glyph in page.glyphs if glyph.colour == "red")
    assert words == "演示专用无效"
    blank = layout.lay_out(draft(seal="blank"))
    assert not [shape for page in blank.pages for shape in page.shapes if isinstance(shape, Ring)]


def test_two_issuers_get_two_seals_that_do_not_touch() -> None:
    paper = layout.lay_out(draft(issuers=[COMMISSION, SUPERVISION], seal="demo"))
    first, second = paper.seals
    assert first.y == second.y
    assert second.x - first.x > seal.DIAMETER
    assert first.x - seal.DIAMETER / 2 >= LEFT
    assert second.x + seal.DIAMETER / 2 <= RIGHT
    page = paper.pages[paper.text_pages - 1]
    assert middle(line_of(page, SUPERVISION)) == pytest.approx(middle(line_of(page, "2026年3月5日")), abs=0.3)
    assert line_of(page, COMMISSION)[0].x >= LEFT - 0.1


@pytest.mark.parametrize("issuers", [["甲委", "乙委"], ["甲委", SUPERVISION], [COMMISSION, "乙委"]])
def test_seals_of_short_names_stand_apart(issuers: list[str]) -> None:
    first, second = layout.lay_out(draft(issuers=issuers, seal="demo")).seals
    assert second.x - first.x > seal.DIAMETER
    assert first.x - seal.DIAMETER / 2 >= LEFT
    assert second.x + seal.DIAMETER / 2 <= RIGHT


def test_a_list_of_attachments_that_fills_a_page_keeps_the_seal_beside_it() -> None:
    paper = layout.lay_out(draft(attachments=[f"第{number}项材料清单" for number in range(1, 31)]))
    assert 0 < paper.seals[0].gap <= PITCH
    text = "".join(glyph.char for page in paper.pages for glyph in page.glyphs)
    assert all(f"{number}.第{number}项材料清单" in text for number in range(1, 31))


def test_two_very_long_names_are_made_smaller_in_the_head() -> None:
    names = ["中共温州市鹿城区纪律检查委员会驻区住建局纪检监察组", "温州市鹿城区监察委员会"]
    paper = layout.lay_out(draft(issuers=names))
    page = paper.pages[0]
    mark = [ink for glyph in page.glyphs if glyph.colour == "red" and (ink := glyph.ink())]
    assert max(ink[2] for ink in mark) <= RIGHT
    assert min(ink[0] for ink in mark) >= LEFT
    written = line_of(paper.pages[paper.text_pages - 1], names[0])
    inks = [ink for glyph in written if (ink := glyph.ink())]
    assert all(one[2] < other[0] + 0.3 for one, other in pairwise(inks)), "squeezed characters do not overlap"


HOST = "中共温州市鹿城区纪律检查委员会温州市鹿城区监察委员会驻鹿城区住房和城乡建设局纪检监察组办公室"
GROUP = "温州市鹿城区旧城改造征收补偿安置历史遗留问题化解工作领导小组办公室"


@pytest.mark.parametrize("issuers", [[HOST, GROUP], [HOST[:30], GROUP], [HOST], [HOST, "区监委"]], ids=len)
@pytest.mark.parametrize("kind", ["circular", "letter", "request", "report"])
def test_long_names_stand_on_several_lines_in_head_and_signature(issuers: list[str], kind: str) -> None:
    """Between words, inside the type area, each seal on its own name and within one line of the text."""
    signers = ["林一苇"] if kind == "request" else []
    made = render(draft(issuers=issuers, kind=kind, signers=signers, seal="demo"))
    paper = layout.lay_out(draft(issuers=issuers, kind=kind, signers=signers, seal="demo"))
    inks = [ink for page in paper.pages for glyph in page.glyphs if (ink := glyph.ink())]
    assert max(ink[2] for ink in inks) <= RIGHT + 0.2
    assert min(ink[0] for ink in inks) >= LEFT - 0.2
    assert all(0 < place.gap <= PITCH for place in paper.seals)
    assert [one.x < other.x for one, other in pairwise(paper.seals)] == [True] * (len(paper.seals) - 1)
    assert made.gate.as_json()["text"]


def test_names_too_long_for_any_line_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        layout.lay_out(draft(issuers=["演练" * 50, "操练" * 50]))
    assert refused.value.code == "E-GEOMETRY"


UYGHUR = "阿不都热合曼·买买提吐尔逊"


@pytest.mark.parametrize("signers", [[UYGHUR, "夏㛃"], [f"{UYGHUR}·艾山江·热合木"]], ids=len)
def test_long_names_of_signers_leave_the_number_alone(signers: list[str]) -> None:
    number = {"series": "鹿纪办", "year": 2026, "seq": 99999}
    assert render(draft(kind="request", signers=signers, number=number)).text


def test_corner_marks_stand_on_successive_lines() -> None:
    page = layout.lay_out(draft(copy_no=7, classification="工作秘密", urgency="特急")).pages[0]
    copy, secret, urgent = (line_of(page, text)[0] for text in ("000007", "工作秘密", "特急"))
    assert [round((glyph.y - copy.y) / PITCH) for glyph in (copy, secret, urgent)] == [0, 1, 2]
    assert {secret.slot, urgent.slot} == {"hei"}


def test_too_many_addressees_move_to_the_imprint() -> None:
    paper = layout.lay_out(draft(to=[f"鹿城区第{number}演练街道党工委" for number in range(1, 31)]))
    assert paper.moved
    assert "主送：" in "".join(glyph.char for glyph in paper.pages[-1].glyphs)


def test_signers_of_an_upward_document_stand_right_and_the_number_left() -> None:
    signers = ["林一苇", "赵司南", "夏㛃"]
    page = layout.lay_out(draft(kind="request", signers=signers, title=f"关于{NAME}同志有关事项的请示")).pages[0]
    number = line_of(page, "鹿纪〔2026〕1号")
    first, second, third = (line_of(page, name) for name in signers)
    assert number[0].x == pytest.approx(LEFT + CELL, abs=0.1)
    assert first[0].y == second[0].y
    assert third[0].x == pytest.approx(first[0].x, abs=0.2)
    assert number[0].y < first[0].y + PITCH + 1
    assert {glyph.slot for glyph in first} == {"kai"}
    assert {glyph.slot for glyph in third} == {"song"}


def test_headings_have_their_faces() -> None:
    body = [
        {"level": 1, "text": "一、基本情况"},
        {"level": 2, "text": "（一）核查过程"},
        {"level": 3, "text": "1.有关情况"},
        {"level": 4, "text": f"（1）{NAME}同志的说明"},
        {"level": 1, "text": "二、结论。上述反映不属实。"},
    ]
    paper = layout.lay_out(draft(body=body))
    whole = Page(tuple(glyph for page in paper.pages for glyph in page.glyphs))
    texts = ("一、基本情况", "（一）核查过程", "有关情况", "二、结论。", "上述反映不属实。")
    faces = {text: {glyph.slot for glyph in line_of(whole, text)} for text in texts}
    assert list(faces.values()) == [{"hei"}, {"kai"}, {"fangsong"}, {"hei"}, {"fangsong"}]


def test_attachments_are_numbered_and_continue_under_their_names() -> None:
    long = "鹿城区旧城改造项目征收补偿安置资金使用管理情况专项监督检查整改落实情况汇总表"
    paper = layout.lay_out(draft(attachments=["核查情况说明", long]))
    page = next(page for page in paper.pages if "附件" in "".join(glyph.char for glyph in page.glyphs))
    first, second = line_of(page, "1.核查情况说明"), line_of(page, "2.")
    assert first[0].x == pytest.approx(second[0].x, abs=0.2)
    assert first[0].x == pytest.approx(LEFT + 5 * CELL, abs=0.6)
    assert line_of(page, "附件：")[0].x == pytest.approx(LEFT + 2 * CELL, abs=0.1)


def test_a_letter_has_its_rules_and_no_number_on_its_first_page() -> None:
    letter: dict[str, Any] = {
        "kind": "letter",
        "cc": [],
        "printed_by": None,
        "printed_on": None,
        "to": ["演练街道党工委"],
    }
    pages = layout.lay_out(draft(**letter, number={"series": "鹿纪函", "year": 2026, "seq": 3})).pages
    rules = [shape for shape in pages[0].shapes if isinstance(shape, Rule)]
    assert len(rules) == 4
    assert {round(rule.right - rule.left) for rule in rules} == {170}
    assert rules[-1].top + rules[-1].weight == pytest.approx(277)
    assert pages[0].number is None
    assert "文件" not in "".join(glyph.char for glyph in pages[0].glyphs[:20])


def test_minutes_end_without_signature_and_seal() -> None:
    paper = layout.lay_out(draft(kind="minutes", title="第3次联席会商纪要", to=[]))
    assert not paper.seals


def test_the_practice_mark_moves_nothing() -> None:
    real, practice = layout.lay_out(draft()), layout.lay_out(draft(practice=True))
    for one, other in zip(real.pages, practice.pages, strict=True):
        assert set(one.glyphs) <= set(other.glyphs)
        assert one.shapes == other.shapes
    assert all("演练" in "".join(glyph.char for glyph in page.marks) for page in practice.pages)
