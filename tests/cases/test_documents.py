"""Drafts are read strictly: the first fault is named with its JSON path."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases.documents import draft_data, read_draft
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import COMPLAINANT, data

FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"kind": "通报"}, "$.kind"),
    ({"date": "2026-02-30"}, "$.date"),
    ({"date": "2026年3月5日"}, "$.date"),
    ({"date": "2026-3-5"}, "$.date"),
    ({"date": 20260305}, "$.date"),
    ({"number": {"series": "鹿纪〔2026〕", "year": 2026, "seq": 1}}, "$.number.series"),
    ({"number": {"series": "[鹿纪]", "year": 2026, "seq": 1}}, "$.number.series"),
    ({"number": {"series": "鹿纪", "year": 26, "seq": 1}}, "$.number.year"),
    ({"number": {"series": "鹿纪", "year": 2026, "seq": 0}}, "$.number.seq"),
    ({"number": {"series": "鹿纪", "year": 2026, "seq": "1"}}, "$.number.seq"),
    ({"number": {"series": "鹿纪", "year": 2026, "seq": True}}, "$.number.seq"),
    ({"number": {"series": "鹿纪", "year": 2026}}, "$.number.seq"),
    ({"copy_no": 0}, "$.copy_no"),
    ({"copy_no": 1000000}, "$.copy_no"),
    ({"classification": "秘密★30年"}, "$.classification"),
    ({"classification": "内部"}, "$.classification"),
    ({"urgency": "火急"}, "$.urgency"),
    ({"issuers": []}, "$.issuers"),
    ({"issuers": ["甲", "乙", "丙"]}, "$.issuers"),
    ({"issuers": ["甲", "甲"]}, "$.issuers"),
    ({"title": "关于澄清的通报。"}, "$.title"),
    ({"title": " "}, "$.title"),
    ({"title": None}, "$.title"),
    ({"body": []}, "$.body"),
    ({"body": [{"level": 5, "text": "正文"}]}, "$.body[0].level"),
    ({"body": [{"level": 0, "text": "正文"}, {"level": 0, "text": ""}]}, "$.body[1].text"),
    ({"body": [{"level": 0}]}, "$.body[0].text"),
    ({"attachments": ["名单；"]}, "$.attachments[0]"),
    ({"seal": "real"}, "$.seal"),
    ({"practice": "false"}, "$.practice"),
    ({"protcted": []}, "$.protcted"),
    ({"protected": [{"name": "王"}]}, "$.protected[0].name"),
    ({"protected": [{}]}, "$.protected[0].name"),
    ({"printed_on": None}, "$.printed_on"),
    ({"printed_on": "2026-03-04"}, "$.printed_on"),
    ({"printed_by": None}, "$.printed_by"),
    ({"kind": "request"}, "$.signers"),
    ({"kind": "letter", "to": []}, "$.to"),
    ({"enclosures": [{"number": 1, "body": [{"level": 0, "text": "正文"}]}]}, "$.enclosures"),
    ({"title": "关于澄清\n\n的通报"}, "$.title"),
    ({"title": "通报。\n"}, "$.title"),
    ({"classification": "秘密★01年"}, "$.classification"),
    ({"check": "王建国"}, "$.check"),
    ({"protected": [{"name": "　·"}]}, "$.protected[0].name"),
    ({"protected": [{"name": "王建国", "aliases": ["五"]}]}, "$.protected[0].aliases[0]"),
]


@pytest.mark.parametrize(("change", "path"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_is_named_with_its_path(change: dict[str, Any], path: str) -> None:
    with pytest.raises(Refused) as refused:
        read_draft(data(**change))
    assert (refused.value.code, refused.value.path) == ("E-INPUT", path)


@pytest.mark.parametrize(
    "name", ["kind", "issuers", "title", "to", "body", "date", "subjects", "protected", "practice"]
)
def test_a_missing_field_is_refused(name: str) -> None:
    whole = data()
    del whole[name]
    with pytest.raises(Refused) as refused:
        read_draft(whole)
    assert (refused.value.code, refused.value.path) == ("E-INPUT", f"$.{name}")


def test_three_issuers_and_a_title_too_long_are_told_in_words() -> None:
    for change, told in (({"issuers": ["甲", "乙", "丙"]}, "最多2项"), ({"title": "关" * 121}, "最多120个字")):
        with pytest.raises(Refused) as refused:
            read_draft(data(**change))
        assert told in refused.value.message


@pytest.mark.parametrize("given_", [None, [], "通报", 7, {"kind": b"x"}])
def test_what_is_no_draft_is_refused(given_: object) -> None:
    with pytest.raises(Refused) as refused:
        read_draft(given_)
    assert refused.value.code == "E-INPUT"


def test_a_refusal_about_a_protected_person_repeats_nothing() -> None:
    with pytest.raises(Refused) as refused:
        read_draft(data(protected=[COMPLAINANT | {"phone": 13800138000}]))
    assert "13800138000" not in refused.value.message


def test_a_draft_survives_being_written_down() -> None:
    draft = read_draft(data(protected=[COMPLAINANT], copy_no=7, classification="秘密★1年"))
    assert read_draft(draft_data(draft)) == draft
    assert str(draft.number) == "鹿纪〔2026〕1号"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    ),
    st.sampled_from(sorted(data())),
)
def test_nothing_that_json_can_say_breaks_the_reader(value: Any, name: str) -> None:
    """Anything in any field either reads or is refused in words."""
    try:
        read_draft(data(**{name: value}))
    except Refused as refused:
        assert refused.code == "E-INPUT"
