"""One fault put into a good pack is found, named and placed; a good pack has none."""

import shutil
from pathlib import Path

import pytest

from lucheng_desktop.cases.pack_check import Fault, PackCheck, check_pack
from lucheng_desktop.cases.rulebook import DEFAULT_PACK
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

BASE = "lucheng-2019"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack, and of the one it extends, that may be spoilt."""
    return Path(shutil.copytree(resource("rules"), tmp_path / "规则包 副本")) / DEFAULT_PACK


def _file(pack: Path, name: str) -> Path:
    """The pack's own file, or the one it inherits."""
    return pack / name if (pack / name).is_file() else pack.parent / BASE / name


def _spoil(pack: Path, file: str, old: str, new: str) -> PackCheck:
    path = _file(pack, file)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return check_pack(str(pack))


@pytest.mark.parametrize("name", [BASE, DEFAULT_PACK])
def test_the_packs_of_the_program_are_sound(name: str) -> None:
    check = check_pack(name)
    assert (check.ok, check.faults) == (True, ())
    assert check.by_status["原文"] == 4
    assert set(check.by_status) == {"原文", "本单位核定", "待核定"}
    assert sum(check.by_status.values()) == check.items > 250


def test_the_answer_has_the_shape_of_the_contract(pack: Path) -> None:
    answer = _spoil(pack, "gates.toml", 'source = "S6"', 'source = "S66"').as_json()
    assert set(answer) == {"ok", "items", "by_status", "faults"}
    place = "../lucheng-2019/gates.toml:gates[0].source"
    assert answer["faults"] == [{"path": place, "text": "来源“S66”没有列入来源表"}]
    assert answer["ok"] is False


@pytest.mark.parametrize(
    ("file", "old", "new", "path", "word"),
    [
        ("gates.toml", 'source = "S6"\n', "", "gates.toml:gates[0].source", "缺少"),
        ("gates.toml", 'source = "S6"', 'source = " "', "gates.toml:gates[0].source", "来源"),
        ("gates.toml", 'status = "待核定"\n', "", "gates.toml:gates[0].status", "缺少"),
        ("gates.toml", 'status = "待核定"', 'status = "已核定"', "gates.toml:gates[0].status", "状态"),
        ("gates.toml", "effective_from = 2019-06-14\n", "", "gates.toml:gates[0].effective_from", "缺少"),
        ("gates.toml", "effective_from = 2019-06-14", "effective_to = 2019-01-01\neffective_from = 2019-06-14",
         "gates.toml:gates[0].effective_to", "早于"),
        ("gates.toml", 'failed = "cannot_tolerate"', 'failed = "pardon"', "gates.toml:gates[0].failed", "代码"),
        ("gates.toml", 'code = "G2"', 'code = "G1"', "gates.toml:gates[1].code", "重复"),
        ("gates.toml", 'id = "diligence"', 'id = "legality"', "gates.toml:gates[2].id", "重复"),
        ("gates.toml", "[[gates]]", "weight = 3\n\n[[gates]]", "weight", "没有"),
        ("criteria.toml", 'primary = ["D1"]', 'primary = ["D9"]', "criteria.toml:criteria[0].primary", "D9"),
        ("criteria.toml", "guidance = {", 'guidance = { source = "S1", ', "criteria.toml", "格式"),
        ("criteria.toml", '[[hard_exclusions]]\ncode = "B1"', '[[hard_exclusions]]\ncode = "B9"',
         "criteria.toml:hard_exclusions[0].code", "B9"),
        ("situations.toml", 'distinctions = ["D2"]', 'distinctions = ["D2", "DX"]',
         "situations.toml:situations[2].distinctions", "DX"),
        ("terms.toml", 'principle = "F05"', 'principle = "F99"', "terms.toml:findings[5].principle", "F99"),
        ("terms.toml", 'code = "unverifiable"', 'code = "not_excluded"', "terms.toml:findings[6].code", "重复"),
        ("procedures/petition.toml", 'guards = ["petitions.jurisdiction"]', 'guards = ["petitions.luck"]',
         "procedures/petition.toml:transitions[0].guards", "petitions.luck"),
        ("procedures/petition.toml", 'guards = ["petitions.jurisdiction"]', 'guards = ["os.remove"]',
         "procedures/petition.toml:transitions[0].guards", "os.remove"),
        ("procedures/petition.toml", 'guards = ["petitions.jurisdiction"]', 'guards = ["criteria._flags"]',
         "procedures/petition.toml:transitions[0].guards", "criteria._flags"),
        ("procedures/petition.toml", 'guards = ["petitions.jurisdiction"]', 'guards = [""]',
         "procedures/petition.toml:transitions[0].guards", "条件"),
        ("procedures/petition.toml", 'actors = ["petition_office"]', 'actors = ["janitor"]',
         "procedures/petition.toml:transitions[0].actors", "janitor"),
        ("procedures/petition.toml", 'to = "registered"', 'to = "lost"',
         "procedures/petition.toml:transitions[1].to", "lost"),
        ("procedures/petition.toml", 'to = "registered"', 'to = "direct_forwarded"',
         "procedures/petition.toml:states[3]", "到达"),
        ("procedures/petition.toml", 'name = "已转下级办理", end = true', 'name = "已转下级办理"',
         "procedures/petition.toml:states[2]", "离开"),
        ("deadlines.toml", 'step = "give_feedback"', 'step = "give_praise"', "deadlines.toml:deadlines[2].step",
         "give_praise"),
        ("deadlines.toml", '"closed"]\nsince = ["c', '"lost"]\nsince = ["c', "deadlines.toml:deadlines[2].states",
         "lost"),
        ("procedures/allegation.toml", 'differ = ["draft_finding"]', 'differ = ["draft_verdict"]',
         "procedures/allegation.toml:transitions[2].differ", "draft_verdict"),
        ("procedures/allegation.toml", 'name = "结论已批准", end = true', 'name = "结论已批准"',
         "procedures/allegation.toml:states[0]", "终点"),
        ("procedures/tolerance.toml", 'differ = ["draft_application", "submit_application"]',
         'differ = ["archive_tolerance"]', "procedures/tolerance.toml:transitions[6].differ", "之前"),
        ("pack.toml", 'extends = "lucheng-2019"', 'extends = "lucheng-1984"', "pack.toml:pack.extends", "lucheng-1984"),
        ("pack.toml", 'extends = "lucheng-2019"', 'extends = "lucheng-2020"', "pack.toml:pack.extends", "互相"),
        ("principles.toml", "effective_from = 2020-01-21", "effective_to = 2019-12-31\neffective_from = 2019-01-01",
         "principles.toml:principles[0].effective_from", "从不"),
        ("sanctions.toml", 'code = "gw"', 'code = "gw"\nyears = 1', "sanctions.toml:sanctions[0].years", "没有"),
        ("pack.toml", 'status = "待核定"', 'status = "大概"', "pack.toml:pack.status", "状态"),
        ("pack.toml", "[pack]", "[pack", "pack.toml", "格式"),
    ],
)
def test_one_fault_is_found_named_and_placed(pack: Path, file: str, old: str, new: str, path: str, word: str) -> None:
    check = _spoil(pack, file, old, new)
    assert not check.ok
    found = [fault for fault in check.faults if fault.path.endswith(path)]
    assert found, check.faults
    assert any(word in fault.text for fault in found), found


def test_a_missing_file_is_a_fault(pack: Path) -> None:
    _file(pack, "situations.toml").unlink()
    assert Fault("situations", "缺少这一项") in check_pack(str(pack)).faults


def test_a_list_in_two_files_is_a_fault(pack: Path) -> None:
    shutil.copy(pack / "terms.toml", pack / "more.toml")
    (pack / "more.toml").write_text("sources = []\n", "utf-8")
    assert Fault("sources.toml:sources", "规则包没有这个文件或这一组") in check_pack(str(pack)).faults


def test_the_same_code_at_different_times_is_a_new_version_and_no_fault(pack: Path) -> None:
    file = _file(pack, "gates.toml")
    text = file.read_text("utf-8")
    first = text[text.index("[[gates]]") : text.index("[[gates]]", text.index("[[gates]]") + 1)]
    ended = first.replace("effective_from", "effective_to = 2024-12-31\neffective_from")
    later = first.replace("2019-06-14", "2025-01-01")
    file.write_text(text.replace(first, ended + later), "utf-8")
    assert check_pack(str(pack)).ok
    file.write_text(text.replace(first, ended + later.replace("2025-01-01", "2024-12-31")), "utf-8")
    assert [fault.path for fault in check_pack(str(pack)).faults] == ["../lucheng-2019/gates.toml:gates[1].code"]


def test_faults_are_all_named_at_once(pack: Path) -> None:
    _spoil(pack, "gates.toml", 'source = "S6"\n', "")
    _spoil(pack, "procedures/petition.toml", 'actors = ["petition_office"]', 'actors = ["janitor"]')
    check = _spoil(pack, "exclusions.toml", 'status = "待核定"', 'status = "？"')
    assert {fault.path.partition(":")[0] for fault in check.faults} == {
        "../lucheng-2019/gates.toml", "procedures/petition.toml", "../lucheng-2019/exclusions.toml",
    }


@pytest.mark.parametrize("content", ['gates = 3\n', 'gates = [3, "四"]\n', 'gates = [{ code = 7 }]\n', ""])
def test_the_check_outlives_whatever_a_file_holds(pack: Path, content: str) -> None:
    _file(pack, "gates.toml").write_text(content, "utf-8")
    assert not check_pack(str(pack)).ok


def test_a_pack_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="E-PACK"):
        check_pack("鹿城-一九八四")
