"""Every kind of document: its wording passes the gate, names what is missing, and says nothing it may not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from string import Formatter
from typing import Any

import pypdfium2
import pytest

from lucheng_desktop.circulars.compose import ClearedPoint
from lucheng_desktop.circulars.flow import text_rows
from lucheng_desktop.circulars.render import render
from lucheng_desktop.circulars.templates import compose, missing, names, ordinal, template
from lucheng_desktop.refusal import Refused
from tests.circulars import specimens
from tests.circulars.drafts import COMPLAINANT, NAME
from tests.circulars.form_facts import FORM_FRAMES, FORMS
from tests.circulars.kinds import FACTS as TEXT_FACTS
from tests.circulars.kinds import FRAMES as TEXT_FRAMES

FACTS, FRAMES = TEXT_FACTS | FORMS, TEXT_FRAMES | FORM_FRAMES

STATUSES = ("原文", "本单位核定", "待核定")


def text_of(name: str, **changes: Any) -> str:
    draft = compose(name, FACTS[name] | changes, FRAMES[name])
    cells = (cell.whole for table in draft.tables for row in table.rows for cell in row)
    return "\n".join([draft.title, *(part.text for part in draft.body), *cells])


def said(made: Mapping[str, Any]) -> Iterator[str]:
    """Every text of a template that may name a field."""
    yield made["title"]["text"]
    yield from (one["text"] for one in made.get("sentence", ()))
    yield from (option["text"] for field in made.get("option", {}).values() for option in field.values())
    for line in (line for table in made.get("table", ()) for line in table["rows"]):
        cells = line["cells"] if isinstance(line, dict) else line
        for cell in cells:
            yield from [cell] if isinstance(cell, str) else [cell["text"], cell.get("sign", "")]


def told_each(made: Mapping[str, Any]) -> set[str]:
    lines = [line for table in made.get("table", ()) for line in table["rows"] if isinstance(line, dict)]
    return {one["each"] for one in [*made.get("sentence", ()), *lines] if "each" in one}


def refusal(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value


def test_every_kind_of_the_domain_has_facts_here() -> None:
    assert set(names()) == set(FACTS) == set(FRAMES)
    kinds = {template(name)["kind"] for name in names()}
    assert kinds == {"circular", "letter", "request", "decision", "notice", "minutes", "report", "form"}


@pytest.mark.parametrize("name", specimens.drafts())
def test_it_passes_the_gate_and_the_specimen_is_this_one(name: str) -> None:
    made = render(specimens.drafts()[name])
    assert "演练文书" in made.text
    assert "{" not in made.text
    kept = pypdfium2.PdfDocument(specimens.FOLDER / f"{name}.pdf")
    shown = [kept[at].get_textpage().get_text_range() for at in range(len(kept))]
    kept.close()
    advice = "run python -m tests.circulars.specimens and look at the pictures"
    assert "\n".join(shown).split() == made.text.split(), advice
    assert (specimens.FOLDER / f"{name}.png").stat().st_size < 300_000


@pytest.mark.parametrize("name", names())
def test_every_sentence_has_source_and_status(name: str) -> None:
    made = template(name)
    options = [option for field in made.get("option", {}).values() for option in field.values()]
    for sentence in (made["title"], *made.get("sentence", ()), *made.get("table", ()), *options):
        assert sentence["source"]
        assert sentence["status"] in STATUSES


@pytest.mark.parametrize("name", names())
def test_every_field_is_said_and_every_word_is_a_field(name: str) -> None:
    """A fact that is asked for and not printed would be asked for nothing (product law 5)."""
    made = template(name)
    used = {field for text in said(made) for _, field, _, _ in Formatter().parse(text) if field}
    used |= told_each(made)
    points = any(told.get("type") == "points" for told in made["fields"].values())
    parts = {part for told in made["fields"].values() for part in told.get("parts", ())}
    parts |= {"allegation", "finding"} if points else set()
    assert used - {"ordinal", "number"} == set(made["fields"]) | parts


@pytest.mark.parametrize("name", names())
def test_without_facts_everything_is_listed_before_anything_is_drafted(name: str) -> None:
    refused = refusal(lambda: compose(name, {}, FRAMES[name]))
    needed = [told["label"] for told in template(name)["fields"].values() if not told.get("optional")]
    assert refused.key == "E-INPUT/fields"
    assert all(label in refused.message for label in needed)
    assert template(name)["name"] in refused.message


def test_what_is_missing_is_named_by_path_and_part() -> None:
    facts = FACTS["rectification_notice"] | {"items": ({"problem": "预案不完善", "demand": " 。"},), "due": None}
    gaps = missing("rectification_notice", facts)
    assert [gap.path for gap in gaps] == ["$.items[0].demand", "$.due"]
    assert gaps[0].label == "整改事项第1项的整改要求"


@pytest.mark.parametrize("empty", ["", "  ", "。", (), ("",), None])
def test_an_empty_fact_is_a_missing_one(empty: object) -> None:
    facts = FACTS["consultation_notice"] | {"units": empty}
    assert [gap.path for gap in missing("consultation_notice", facts)] == ["$.units"]


def test_a_lighter_outcome_must_name_the_article_it_stands_on() -> None:
    facts = {**FACTS["tolerance_decision"], "statute": ""}
    assert [gap.path for gap in missing("tolerance_decision", facts)] == ["$.statute"]
    assert not missing("tolerance_decision", {**facts, "outcome": "tolerate_full"})
    assert "政务处分法》第十一条的规定，从轻处理" in text_of("tolerance_decision")


def test_a_choice_outside_the_options_is_not_drafted() -> None:
    refused = refusal(lambda: text_of("tolerance_decision", outcome="免于一切"))
    assert (refused.key, refused.path) == ("E-INPUT/fields", "$.outcome")


def test_a_vote_that_does_not_add_up_is_refused() -> None:
    assert refusal(lambda: text_of("consultation_minutes", agreed=6)).key == "E-INPUT/sum"
    assert "同意5个，不同意0个，弃权1个" in text_of("consultation_minutes")


def test_an_unknown_field_is_refused() -> None:
    assert refusal(lambda: text_of("consultation_notice", 备用="无")).key == "E-INPUT/field"


@pytest.mark.parametrize("name", ["clearance_letter", "consent_letter", "escalation_request", "accusation_request"])
def test_only_what_was_found_false_is_cleared_in_any_document(name: str) -> None:
    points = (ClearedPoint("违规参与项目评标", "not_excluded"),)
    assert refusal(lambda: text_of(name, points=points)).key == "E-STATE/not-clearable"


def test_full_tolerance_still_asks_for_correction() -> None:
    assert "容错必须纠错" in text_of("tolerance_decision", outcome="tolerate_full", statute="")


def test_the_word_false_accusation_stands_only_where_its_determination_is_asked_for() -> None:
    assert [name for name in names() if "诬告" in text_of(name)] == ["accusation_request"]


def test_optional_sentences_come_and_go() -> None:
    assert "回避" in text_of("consultation_minutes")
    assert "已经回避" not in text_of("consultation_minutes", recused=())


def test_facts_are_text_and_never_a_template() -> None:
    assert "{subject}{0}" in text_of("clearance_letter", request="{subject}{0}。")


def test_a_complainant_hidden_in_a_fact_is_refused() -> None:
    frame = replace(FRAMES["clearance_letter"], protected=(COMPLAINANT,))
    facts = FACTS["clearance_letter"] | {"request": "请勿向１３８ ００１３ ８０００透露"}
    assert refusal(lambda: render(compose("clearance_letter", facts, frame))).code == "E-LEAK"


def test_dates_and_names_are_written_the_official_way() -> None:
    text = text_of("consultation_notice", held_on=date(2026, 1, 5))
    assert "定于2026年1月5日召开" in text
    assert "区委组织部、区司法局、区审计局、区住建局。" in text


@pytest.mark.parametrize(
    ("level", "number", "said"),
    [
        (1, 1, "一、"),
        (1, 10, "十、"),
        (2, 11, "（十一）"),
        (2, 20, "（二十）"),
        (1, 42, "四十二、"),
        (3, 3, "3."),
        (4, 12, "（12）"),
    ],
)
def test_items_are_counted_by_level(level: int, number: int, said: str) -> None:
    assert ordinal(level, number) == said


def test_who_was_there_stands_under_a_bold_label_and_hangs_on_it() -> None:
    name = "consultation_minutes"
    attended = tuple(f"演练单位{at}夏侯闻笛" for at in range(9))
    draft = compose(name, FACTS[name] | {"attended": attended}, FRAMES[name])
    rows = text_rows(draft, False)
    at = next(at for at, row in enumerate(rows) if row.line and row.line.text.startswith("出席："))
    assert rows[at - 1].kind == "blank"
    assert rows[at].slots[:4] == ("hei", "hei", "hei", "fangsong")
    assert rows[at].line and rows[at + 1].line
    assert (rows[at].line.indent, rows[at + 1].line.indent) == (4, 10)
    assert sum(row.kind == "blank" for row in rows) == 1
    assert NAME in draft.subjects


def test_the_index_of_specimens_names_each_of_them() -> None:
    assert (specimens.FOLDER / "README.md").read_text("utf-8") == specimens.index()
