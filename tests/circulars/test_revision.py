"""Revision marks: every character of both texts is in them, changes are found where they are, the file says both."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.circulars import revision
from tests.circulars.drafts import draft

TEXT = st.text("经核查反映不属实陈堃喆同志，。12年", max_size=40)


@given(TEXT, TEXT)
def test_the_marks_hold_both_texts_whole(before: str, after: str) -> None:
    runs = revision.compared(before, after)
    assert "".join(run.text for run in runs if run.change != "inserted") == before
    assert "".join(run.text for run in runs if run.change != "deleted") == after


def test_a_number_is_one_word_and_a_scrap_between_changes_goes_with_them() -> None:
    runs = revision.compared("于2019年6月14日批准", "于2020年6月15日批准")
    assert ("deleted", "2019") in [(run.change, run.text) for run in runs]
    runs = revision.compared("甲乙丙的丁戊己", "子丑寅的卯辰巳")
    assert [(run.change, run.text) for run in runs] == [("deleted", "甲乙丙的丁戊己"), ("inserted", "子丑寅的卯辰巳")]


def test_a_paragraph_put_in_is_one_insertion_and_the_others_stay() -> None:
    before = draft()
    body = [part.model_dump() for part in before.body]
    body.insert(1, {"level": 0, "text": "有关情况已经向本人反馈。"})
    after = before.model_copy(update={"body": tuple(type(before.body[0])(**part) for part in body)})
    changed = [one for one in revision.marks(before, after) if one.changed]
    assert [(run.change, run.text) for one in changed for run in one.runs] == [("inserted", "有关情况已经向本人反馈。")]


def test_the_file_holds_both_drafts_as_real_revisions() -> None:
    before = draft()
    last = before.body[-1].model_copy(update={"text": "特此更正并通报。"})
    after = before.model_copy(update={"title": before.title + "（修订）", "body": (*before.body[:-1], last)})
    said = revision.read(revision.write(before, after, date(2026, 3, 2)))
    assert (before.title, after.title) in [(old.replace("\n", ""), new.replace("\n", "")) for old, new in said]
    assert any(new == "特此更正并通报。" and old == before.body[-1].text for old, new in said)
