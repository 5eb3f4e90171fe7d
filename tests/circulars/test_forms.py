"""Forms and enclosures: every entered fact prints, long cells go on over pages, nothing hides between cells."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lucheng_desktop.cases.documents import CircularDraft, read_draft
from lucheng_desktop.circulars import draft_docx, layout, parts
from lucheng_desktop.circulars.display import Page, Paper, Rule
from lucheng_desktop.circulars.gate import check_draft
from lucheng_desktop.circulars.grid import BOTTOM, LEFT, PITCH, RIGHT, SIZE_2, TOP
from lucheng_desktop.circulars.render import render
from lucheng_desktop.circulars.templates import compose, template
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import COMMISSION, COMPLAINANT, NAME, SUPERVISION, data, of_lines
from tests.circulars.form_facts import FORM_FRAMES, FORMS

LONG = "经查阅会议记录、批复文件和现场照片，并与有关人员逐一核对，情况一致。" * 40


def form(rows: list[list[dict[str, Any]]], **changes: Any) -> CircularDraft:
    columns = [sum(cell.get("span", 1) for cell in rows[0])]
    table = {"columns": [10] * columns[0], "head": changes.pop("head", []), "rows": rows}
    plain: dict[str, Any] = {"kind": "form", "body": [], "tables": [table], "to": [], "number": None, "cc": []}
    return read_draft(data(**plain | {"printed_by": None, "printed_on": None, "subjects": []} | changes))


def said(page: Page) -> str:
    return "".join(glyph.char for glyph in page.glyphs)


def close(text: str) -> str:
    return "".join(text.split())


def whole(paper: Paper) -> str:
    return close("".join(map(said, paper.pages)))


def code_of(draft: CircularDraft) -> str:
    with pytest.raises(Refused) as refused:
        check_draft(draft)
    return refused.value.code


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_entered_fact_is_on_the_paper(name: str) -> None:
    """Product law 5, and domain 8: what an officer filled in is printed."""
    draft = compose(name, FORMS[name], FORM_FRAMES[name])
    text = close(parts.in_order(draft, False))
    for value in leaves(FORMS[name]):
        shown = parts.day(value) if isinstance(value, date) else str(value)
        assert close(shown).rstrip("。；，、") in text, shown


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, tuple):
        return [leaf for one in value for leaf in leaves(one)]
    named = ("unsubstantiated", "fact_but_no_violation")
    return [value.allegation] if hasattr(value, "allegation") else [] if value is None or value in named else [value]


WRITTEN = ("text", "person", "people", "names")
SIGNS = "查明情况属实，经研究同意。（）“”、；：一二三2026年%"
answers = st.text(st.sampled_from(SIGNS), min_size=1, max_size=60).filter(lambda text: text.strip("。；，、： "))


def said_in(draft: CircularDraft) -> list[str]:
    return [cell.whole for table in draft.tables for row in table.rows for cell in row]


@settings(max_examples=60)
@given(st.data())
def test_any_answer_prints_and_any_gap_says_so(data: st.DataObject) -> None:
    """Whatever is entered in whatever form; what is left out stands as 未作答 where it would have stood."""
    name = data.draw(st.sampled_from([name for name in sorted(FORMS) if "table" in template(name)]))
    fields, facts, frame = template(name)["fields"], dict(FORMS[name]), FORM_FRAMES[name]
    free = [field for field, told in fields.items() if told.get("type", "text") in WRITTEN]
    field = data.draw(st.sampled_from(free))
    answer = data.draw(answers) + "终"
    value = answer if fields[field].get("type", "text") in ("text", "person", "people") else (answer,)
    there = said_in(compose(name, facts | {field: value}, frame))
    cells = [at for at, text in enumerate(there) if answer in text]
    assert cells, f"{name}: {field}"
    if fields[field].get("optional"):
        gone = said_in(compose(name, facts | {field: None}, frame))
        assert all("未作答" in gone[at] or "签名" in gone[at] for at in cells)


def test_what_was_not_entered_says_so() -> None:
    facts = {key: value for key, value in FORMS["visit_record"].items() if key not in ("heard", "effect")}
    rows = compose("visit_record", facts | {"difficulty": "  "}, FORM_FRAMES["visit_record"]).tables[0].rows
    told = {row[0].text: row[1].text for row in rows if len(row) == 2}
    assert [told[name] for name in ("有关方面意见", "影响消除情况", "困难和诉求")] == ["未作答"] * 3
    assert told["工作情况"] == FORMS["visit_record"]["work"]


def test_an_empty_list_still_has_a_row() -> None:
    facts = FORMS["monthly_form"] | {"metrics": ()}
    table = compose("monthly_form", facts, FORM_FRAMES["monthly_form"]).tables[1]
    assert {cell.text for cell in table.rows[0]} == {"未作答"}


def test_what_nobody_signed_yet_is_left_to_the_pen() -> None:
    row = compose(
        "clearance_approval_form", FORMS["clearance_approval_form"], FORM_FRAMES["clearance_approval_form"]
    ).tables[-1].rows
    assert row[0][1].sign == "林一苇　2026年3月9日"
    assert row[2][1].sign is not None
    assert row[2][1].sign.startswith("签名：")


def test_a_long_cell_goes_on_with_its_label_and_the_head_of_its_table() -> None:
    rows = [[{"text": "看工作依据", "label": True}, {"text": LONG}, {"text": LONG[:300]}]]
    draft = form(rows, head=["项目", "事实和理由", "依据"])
    rendered = render(draft)
    paper = layout.lay_out(draft)
    assert rendered.pages == len(paper.pages) > 2
    for page in paper.pages[1:]:
        again = "".join(glyph.char for glyph in page.marks)
        assert again.startswith("项目事实和理由依据看工作依据（续）")
    assert close(rendered.text).count("（续）") == len(paper.pages) - 1


def test_a_short_row_is_not_torn() -> None:
    rows = [[{"text": "项目", "label": True}, {"text": "甲" * 30}] for _ in range(40)]
    assert not layout.lay_out(form(rows)).cuts


cells = st.text(st.sampled_from("查明，。；“”（）2026年第3号ab〔〕"), min_size=1, max_size=400).filter(str.strip)
tables = st.lists(st.lists(st.builds(dict, text=cells), min_size=3, max_size=3), min_size=1, max_size=12)


@settings(max_examples=25)
@given(tables)
def test_a_table_of_any_texts_prints_each_character_once_inside_the_page(rows: list[list[dict[str, Any]]]) -> None:
    draft = form(rows, head=["一", "二", "三"])
    paper = layout.lay_out(draft)
    assert whole(paper) == close(parts.in_order(draft, False, paper.cuts))
    for page in paper.pages:
        inks = [ink for glyph in page.glyphs if (ink := glyph.ink())]
        assert all(ink[0] >= LEFT - 0.3 and ink[2] <= RIGHT + 0.3 and ink[3] <= BOTTOM + 0.3 for ink in inks)
        bars = [shape for shape in page.shapes if isinstance(shape, Rule)]
        assert all(bar.top + bar.weight <= BOTTOM + 0.3 for bar in bars)


@pytest.mark.parametrize(
    "rows",
    [
        [[{"text": "王"}, {"text": "建"}, {"text": "国"}]],
        [[{"text": "王建"}, {"text": "一"}], [{"text": "国说"}, {"text": "二"}]],
        [[{"text": "联系人"}, {"text": "１３８００"}, {"text": "１３８０００"}]],
        [[{"text": "拼音"}, {"text": "WANG jian"}, {"text": "guo"}]],
        [[{"text": "其他"}, {"text": "占道经营多次\n被查处的水产商户"}]],
    ],
)
def test_nothing_hides_between_cells(rows: list[list[dict[str, Any]]]) -> None:
    assert code_of(form(rows, protected=[COMPLAINANT])) == "E-LEAK"


def test_a_leak_in_an_enclosure_is_found() -> None:
    enclosed = {"number": 1, "tables": [{"columns": [1, 1], "rows": [[{"text": "王建"}, {"text": "国"}]]}]}
    assert code_of(read_draft(data(attachments=["名单"], enclosures=[enclosed], protected=[COMPLAINANT]))) == "E-LEAK"


TABLE = {"columns": [1, 3], "head": ["序号", "内容"], "rows": [[{"text": "1"}, {"text": LONG[:200]}]] * 20}
BEHIND: list[dict[str, Any]] = [
    {"number": 1, "body": [{"level": 0, "text": LONG}]},
    {"number": 2, "tables": [TABLE]},
]


@pytest.mark.parametrize("issuers", [[COMMISSION], [COMMISSION, SUPERVISION]])
@pytest.mark.parametrize("count", [3, 12])
def test_enclosures_stand_on_pages_of_their_own_before_the_imprint(count: int, issuers: list[str]) -> None:
    names = ["核查情况说明", f"{NAME}同志有关情况汇总表"]
    draft = read_draft(data(body=of_lines(count), attachments=names, enclosures=BEHIND, issuers=issuers, seal="demo"))
    paper = layout.lay_out(draft)
    first = paper.pages[paper.text_pages]
    assert said(first).startswith("附件1核查情况说明")
    label, title = first.glyphs[0], first.glyphs[3]
    assert (label.slot, round(label.y - 0.88 * 16 * 25.4 / 72, 2)) == ("hei", TOP)
    assert (title.size, title.slot) == (SIZE_2, "biaosong")
    assert title.y - 0.88 * SIZE_2 * 25.4 / 72 == pytest.approx(TOP + 2 * PITCH)
    assert any(said(page).startswith(f"附件2{names[1]}") for page in paper.pages)
    assert len(paper.pages) % 2 == 0
    rules = [shape for shape in paper.pages[-1].shapes if isinstance(shape, Rule) and shape.right - shape.left > 150]
    assert rules[-1].top + rules[-1].weight == pytest.approx(BOTTOM)
    numbers = [page.number for page in paper.pages if page.number]
    assert numbers == list(range(1, len(numbers) + 1))


def test_enclosures_pass_the_gate_and_one_alone_has_no_number() -> None:
    made = render(read_draft(data(attachments=["核查情况说明"], enclosures=[BEHIND[0]])))
    assert "\n附件\n核查情况说明\n" in made.text.replace("\r", "")


@pytest.mark.parametrize(
    "changes",
    [
        {"attachments": ["名单"], "enclosures": [{"number": 2, "body": [{"level": 0, "text": "正文"}]}]},
        {"attachments": ["名单"], "enclosures": [{"number": 1}]},
        {"tables": [TABLE]},
        {"kind": "form", "tables": [TABLE]},
        {"kind": "form", "body": [], "tables": [{"columns": [1, 1], "rows": [[{"text": "一"}]]}]},
        {"kind": "form", "body": [], "tables": [{"columns": [1], "rows": [[{"text": " "}]]}]},
    ],
)
def test_a_table_that_does_not_fit_its_columns_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        read_draft(data(**changes))
    assert refused.value.code == "E-INPUT"


def test_a_form_can_be_edited_as_docx() -> None:
    draft = compose("assessment_form", FORMS["assessment_form"], FORM_FRAMES["assessment_form"])
    _, read = draft_docx.read(draft_docx.write(draft))
    assert sum("评估项目\t结论\t事实和理由\t依据材料" in text for text in read) == 1


def test_a_report_is_signed_without_a_seal() -> None:
    paper = layout.lay_out(compose("training_plan", FORMS["training_plan"], FORM_FRAMES["training_plan"]))
    assert not paper.seals
    page = paper.pages[-1]
    text = said(page)
    last = text.rindex("2026年")
    name, day = page.glyphs[text.index(COMMISSION)], page.glyphs[last]
    assert day.x - name.x == pytest.approx(2 * 156 / 28, abs=0.8)
    assert name.colour == "black"
