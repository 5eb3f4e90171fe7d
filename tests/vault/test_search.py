"""Search finds every text that contains what was typed, and nothing else."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lucheng_desktop.vault import search
from lucheng_desktop.vault.shelf import Shelf
from lucheng_desktop.vault.store import Vault


@pytest.fixture
def shelf(vault: Vault) -> Iterator[Shelf]:
    with vault.transaction() as shelf:
        yield shelf


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("张三", "张三"), ("张三丰", "三丰"), ("张三", "三"), ("尉迟·买买提", "尉迟买买提"), ("尉迟买买提", "迟·买"),
        ("鹿纪〔2026〕12号", "〔2026〕12号"), ("鹿纪〔2026〕12号", "12"), ("鹿纪〔2026〕12号", "2026 12"),
        ("鹿纪〔2026〕12号", "02"), ("𠮷田𡈽", "𠮷田"), ("𠮷田𡈽", "𡈽"), ("ＡＢＣ公司", "abc公"), ("abc公司", "BC"),
        ("陈堃喆", "堃喆"), ("一，二。三", "一二三"),
        ("a AND b OR NEAR(c)", "and b or near(c"), ('说"不"*的人', '"不"*的'), ("\ue000造字", "\ue000造"), ("㐂", "㐂"),
    ],
)  # fmt: skip
def test_what_is_found(shelf: Shelf, text: str, typed: str) -> None:
    id = shelf.create("person", {"name": text})
    assert shelf.search(typed) == [("person", id)]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("张三", "张四"), ("张三", "三张"), ("张一 三二张", "张三"), ("鹿纪2026", "鹿2026"), ("张三", ""),
        ("张三", "，。 "), ("ab cd", "abcd"), ("三四 一二", "一二三四"),
    ],
)  # fmt: skip
def test_what_is_not_found(shelf: Shelf, text: str, typed: str) -> None:
    shelf.create("person", {"name": text})
    assert shelf.search(typed) == []


def test_fields_do_not_run_into_each_other(shelf: Shelf) -> None:
    shelf.create("person", {"name": "张三", "unit": "丰收路街道"})
    assert shelf.search("三丰") == [] and len(shelf.search("丰收路")) == 1


def test_the_index_follows_every_change(shelf: Shelf) -> None:
    id = shelf.create("person", {"name": "欧阳锋", "unit": "白驼山"})
    shelf.set("person", id, {"name": "欧阳克"})
    assert shelf.search("欧阳锋") == []
    assert shelf.search("欧阳克") == shelf.search("驼") == [("person", id)]
    shelf.set("person", id, {"name": None, "unit": ""})
    assert shelf.search("欧") == shelf.search("驼") == []


def test_kinds_narrow_the_search(shelf: Shelf) -> None:
    person = shelf.create("person", {"name": "洪七公"})
    paper = shelf.create("document", {"title": "关于洪七公同志的通报"})
    assert shelf.search("洪七公") == [("person", person), ("document", paper)]
    assert shelf.search("洪七公", ["document"]) == [("document", paper)]


def test_fields_that_are_not_searched_are_not_in_the_index(shelf: Shelf) -> None:
    shelf.create("person", {"name": "甲", "post": "隐藏职务"})
    assert shelf.search("隐藏") == []


class _Undo(Exception):
    """Ends an example without leaving anything in the vault."""


letters = st.text(st.sampled_from("张王李三四丰堃𠮷ab12·〔〕 ，"), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(letters, min_size=1, max_size=8), st.data())
def test_recall_and_precision_are_one(vault: Vault, texts: list[str], data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(source)))
    typed = data.draw(st.one_of(letters, st.just(source[start : start + 4])))
    with pytest.raises(_Undo), vault.transaction() as shelf:
        ids = {shelf.create("person", {"name": text}): text for text in texts}
        wanted = search.normal(typed)
        expected = {id for id, text in ids.items() if wanted and wanted in search.normal(text)}
        assert {id for _, id in shelf.search(typed)} == expected
        raise _Undo
