"""Search finds every text that contains what was typed, and nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lucheng_desktop.cases.names import spellings
from lucheng_desktop.vault import door, projection, search, spelling
from lucheng_desktop.vault.shelf import Shelf
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import INTAKE, PASSPHRASE


class _Undo(Exception):
    """Ends an example without leaving anything in the vault."""


@pytest.fixture(scope="module")
def one_vault(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """One opening for all examples; each takes back what it wrote."""
    place = Path(shutil.copytree(template, tmp_path_factory.mktemp("search") / "查找.vault"))
    vault = door.unlock(place, INTAKE, PASSPHRASE)
    yield vault
    vault.close()


@pytest.fixture
def shelf(one_vault: Vault) -> Iterator[Shelf]:
    with suppress(_Undo), one_vault.transaction() as shelf:
        yield shelf
        raise _Undo


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("张三", "张三"), ("张三丰", "三丰"), ("张三", "三"), ("尉迟·买买提", "尉迟买买提"), ("尉迟买买提", "迟·买"),
        ("鹿纪〔2026〕12号", "〔2026〕12号"), ("鹿纪〔2026〕12号", "12"), ("鹿纪〔2026〕12号", "2026 12"),
        ("鹿纪〔2026〕12号", "02"), ("𠮷田𡈽", "𠮷田"), ("𠮷田𡈽", "𡈽"), ("ＡＢＣ公司", "abc公"), ("abc公司", "BC"),
        ("陈堃喆", "堃喆"), ("一，二。三", "一二三"),
        ("鹿信〔2026〕12号", "鹿信2026-12"), ("鹿信〔2026〕12号", "2026"),
        ("鹿信〔2026〕12号", "鹿信〔２０２６〕"), ("鹿信〔2026〕12号", "信2026 1"),
        ("甲1乙", "甲1乙"), ("甲1乙", "1乙"), ("a 甲", "a甲"),
        ("陳志國", "陈志国"), ("陈志国", "陳志國"), ("陈堃喆", "坤哲"), ("淼々", "淼淼"), ("张淼淼", "淼々"),
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
    shelf.create("person", {"unit": text})
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


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张三丰", "zhangsanfeng"), ("张三丰", "zhang san"), ("张三丰", "zsf"), ("张三丰", "sanfeng"), ("张三丰", "SF"),
        ("单晓明", "shan"), ("单晓明", "danxiaoming"), ("单晓明", "sxm"), ("单晓明", "cxm"),
        ("尉迟买买提", "yuchi"), ("尉迟·买买提", "ycmmt"),
        ("万俟长乐", "moqizhangyue"), ("吕布", "lvbu"), ("吕布", "lübu"), ("吕布", "lyubu"),
        ("陈乾", "chenqian"), ("陈堃喆", "kunzhe"), ("Ａlim", "alim"), ("长孙晟", "zss"), ("仇区盖", "qiuouge"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_pinyin(shelf: Shelf, name: str, typed: str) -> None:
    id = shelf.create("person", {"name": name, "unit": "街道"})
    assert shelf.search(typed) == [("person", id)]


@pytest.mark.parametrize("typed", ["jiedao", "jd", "angsan", "zf", "zhangsanfengg", "sanf1"])
def test_pinyin_is_for_names_alone_and_begins_with_a_character(shelf: Shelf, typed: str) -> None:
    shelf.create("person", {"name": "张三丰", "unit": "街道"})
    assert shelf.search(typed) == []


def test_every_reading_and_the_surnames_among_them() -> None:
    known = "单shan 仇qiu 解xie 区ou 曾zeng 查zha 翟zhai 覃qin 乐yue 召shao 折she 种chong 繁po 阚kan 朴piao 盖ge"
    known += " 那na 缪miao 卜bu 冼xian 洗xian 秘bi 佴nai 员yun 郇xun 隗wei 句gou 燕yan 祭zhai 逄pang 谌chen 郗xi 莘shen"
    known += " 瞿qu 牟mou 仉zhang 乜nie 亓qi 过guo 尉wei 令ling 纪ji 任ren 华hua 宁ning 车che 黑he 盛sheng 於yu 都du"
    known += " 重chong 藏zang 葛ge 粘nian"
    assert [one for one in known.split() if not any(s.startswith(one[1:]) for s in spellings(one[0] + "明"))] == []


def test_a_complainant_is_never_indexed(shelf: Shelf) -> None:
    petition = shelf.create("petition", {"number": "鹿信〔2026〕12号", "summary": "反映占道经营"})
    before = _index(shelf, "indexed", "words_docsize")
    shelf.seal_identity(petition, {"name": "夏侯闻笛", "phone": "13912345678"})
    assert _index(shelf, "indexed", "words_docsize") == before
    blocks = str(_index(shelf, "words_data"))
    assert not any(token in blocks for token in spelling.tokens("夏侯闻笛"))
    assert [shelf.search(typed) for typed in ("夏侯", "闻笛", "xiahouwendi", "xhwd", "13912345678", "5678")] == [[]] * 6


def _index(shelf: Shelf, *tables: str) -> list[Any]:
    search.optimise(shelf._connection)
    return [shelf._connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]


def test_words_that_were_purged_are_gone_after_optimising(shelf: Shelf) -> None:
    token = next(spelling.tokens("隐去")).encode()
    id = shelf.create("petition", {"summary": "隐去"})
    shelf.set("petition", id, {"summary": "公开"})
    search.optimise(shelf._connection)
    assert not any(token in block for _, block in shelf._connection.exec_driver_sql("SELECT * FROM words_data"))


def test_another_way_of_spelling_builds_the_index_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    assert projection.is_current(shelf._connection)
    monkeypatch.setattr(spelling, "FORM", spelling.FORM + 1)
    assert not projection.is_current(shelf._connection)


def test_the_plan_reads_the_index_and_not_every_text(shelf: Shelf) -> None:
    for typed in ("张三", "三", "12", "a", "鹿信2026 12", "zhangsan"):
        raw = shelf._connection.connection.driver_connection
        assert raw is not None
        plan = raw.execute("EXPLAIN QUERY PLAN " + search.FIND, search.asked(spelling.normal(typed), ())).fetchall()
        assert not any("SCAN indexed" in step for *_, step in plan), (typed, plan)


letters = st.text(st.sampled_from("张王李三四丰堃𠮷陈陳ab12·〔〕 ，々"), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(letters, min_size=1, max_size=8), st.data())
def test_recall_and_precision_are_one(one_vault: Vault, texts: list[str], data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(source)))
    typed = data.draw(st.one_of(letters, st.just(source[start : start + 4]), st.sampled_from(("zh", "san", "ab"))))
    with pytest.raises(_Undo), one_vault.transaction() as shelf:
        ids = {shelf.create("person", {"name": text}): text for text in texts}
        expected = {id for id, text in ids.items() if _meant(typed, text)}
        assert {id for _, id in shelf.search(typed)} == expected
        raise _Undo


def _meant(typed: str, name: str) -> bool:
    """What a find is, said without any index."""
    wanted = spelling.normal(typed)
    pinyin = spelling.letters(wanted)
    return bool(wanted) and (
        wanted in spelling.normal(name) or (bool(pinyin) and any(one.startswith(pinyin) for one in spellings(name)))
    )
