"""Commands on plain files: the contract's keys for what is good, a refusal in words for whatever else a disk holds."""

import json
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.places import resource
from tests.cli.console import Run

DRAFT = {
    "kind": "circular",
    "issuers": ["温州市鹿城区纪委监委（演练）"],
    "number": {"series": "鹿纪", "year": 2026, "seq": 7},
    "copy_no": None,
    "classification": None,
    "urgency": None,
    "signers": [],
    "title": "关于对陈堃喆同志有关问题予以澄清的通报",
    "to": ["演练街道党工委"],
    "body": [{"level": 0, "text": "经核查，反映陈堃喆同志的问题不属实，现予澄清。"}],
    "attachments": [],
    "date": "2026-03-20",
    "note": None,
    "cc": [],
    "printed_by": None,
    "printed_on": None,
    "seal": "blank",
    "subjects": ["陈堃喆"],
    "protected": [],
    "practice": True,
}
NO_JSON = {
    "empty": b"",
    "half": b"{",
    "comma": b'{"a": 1,}',
    "gbk": b"\xd5\xc5\xc8\xfd",
    "utf16": b"\xff\xfe{\x00}\x00",
    "deep": b"[" * 100_000,
    "long": b"1" * 5000,
    "nul": b"\x00",
    "nan": b"NaN",
}
Commands = Callable[[Path], tuple[object, ...]]


def _written(folder: Path, value: object) -> Path:
    file = folder / "稿 件.json"
    file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return file


def _assessment() -> dict[str, Any]:
    """A whole assessment by the pack's own criteria."""
    rules = load()
    given = {"finding": "favourable", "reason": "有会议记录和签约台账为证。", "evidence": ["附件一"]}
    return {
        "act_date": "2025-05-01",
        "findings": {criterion.id: given for criterion in rules.criteria},
        "gates": {gate.id: True for gate in rules.gates},
        "exclusions": [],
        "hard_exclusions": [],
        "distinctions": ["D1"],
        "situations": [],
        "prohibition_issued_on": None,
        "prefiled_on": None,
    }


def test_rules_check_counts_items_by_status(lucheng: Run) -> None:
    answer = lucheng("rules", "check", "lucheng-2020", "--json")
    assert answer.code == 0
    assert set(answer.data) >= {"ok", "items", "by_status", "faults"}
    assert (answer.data["ok"], answer.data["faults"]) == (True, [])
    assert set(answer.data["by_status"]) == {"原文", "本单位核定", "待核定"}
    assert sum(answer.data["by_status"].values()) == answer.data["items"]


def test_a_faulty_pack_is_told_in_full_and_is_a_no(lucheng: Run, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(resource("rules", "lucheng-2020"), tmp_path / "改过的包"))
    file = pack / "procedures" / "clearance.toml"
    file.write_text(file.read_text("utf-8").replace('actors = ["principal"]', 'actors = ["nobody"]'), "utf-8")
    answer = lucheng("rules", "check", pack, "--json")
    assert (answer.code, answer.data["ok"]) == (1, False)
    assert all(set(fault) == {"path", "text"} for fault in answer.data["faults"])
    assert any("clearance.toml" in fault["path"] for fault in answer.data["faults"])
    assert lucheng("rules", "check", "没有这个包", "--json").refused["code"] == "E-PACK"


def test_rules_assess_answers_in_the_contracts_shape(lucheng: Run, tmp_path: Path) -> None:
    assessment = _assessment()
    answer = lucheng("rules", "assess", _written(tmp_path, assessment), "--json")
    assert answer.code == 0, answer
    assert set(answer.data) >= {"ceiling", "reasons", "flags", "missing", "pack"}
    assert answer.data["ceiling"] == "may_tolerate"
    assert set(answer.data["pack"]) >= {"id", "version", "status"}
    assert "score" not in answer.out
    hard = lucheng("rules", "assess", _written(tmp_path, assessment | {"hard_exclusions": ["B3"]}), "--json")
    assert hard.data["ceiling"] == "cannot_tolerate"
    assert all(set(reason) >= {"rule", "text"} for reason in hard.data["reasons"])


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"act_date": "2025-02-30"}, "$.act_date"),
        ({"act_date": None}, "$.act_date"),
        ({"exclusions": ["NX99"]}, "$.exclusions[0]"),
        ({"gates": {}}, "$.gates"),
        ({"更多": 1}, "$.更多"),
    ],
)
def test_rules_assess_refuses_at_the_first_fault(
    lucheng: Run, tmp_path: Path, change: dict[str, Any], path: str
) -> None:
    answer = lucheng("rules", "assess", _written(tmp_path, _assessment() | change), "--json")
    assert answer.refused["code"] == "E-INPUT"
    assert answer.refused["path"].startswith(path)


def test_circular_render_writes_what_it_says(lucheng: Run, tmp_path: Path) -> None:
    target = tmp_path / "通 报.pdf"
    answer = lucheng("circular", "render", _written(tmp_path, DRAFT), "--out", target, "--json")
    assert answer.code == 0, answer
    assert set(answer.data) >= {"pages", "sha256", "text", "gate"}
    gate = answer.data["gate"]
    assert set(gate) >= {"glyphs", "ink", "text", "geometry", "leaks", "wording"}
    assert set(gate["glyphs"]) >= {"fallback", "missing"}
    assert set(gate["geometry"]) >= {"seal_gap_mm", "lines_on_signature_page"}
    assert (gate["ink"], gate["text"], gate["leaks"], gate["wording"]) == (True, True, [], [])
    text = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout
    assert "陈堃喆" in "".join(text.split())
    assert answer.data["sha256"] == sha256(target.read_bytes()).hexdigest()
    seen = lucheng("circular", "verify", target, "--json")
    assert (seen.code, seen.data["signature"], seen.data["unchanged"], seen.data["register"]) == (0, "none", None, None)
    assert seen.data["sha256"] == answer.data["sha256"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": "关于对陈\ue000喆同志予以澄清的通报", "subjects": ["陈\ue000喆"]}, "E-GLYPH"),
        ({"subjects": ["王五"]}, "E-TEXT"),
        ({"protected": [{"name": "陈堃喆"}]}, "E-LEAK"),
        ({"kind": "poster"}, "E-INPUT"),
        ({"date": "三月"}, "E-INPUT"),
    ],
)
def test_a_draft_that_fails_the_gate_writes_no_file(
    lucheng: Run, tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    draft = _written(tmp_path, DRAFT | change)
    answer = lucheng("circular", "render", draft, "--out", tmp_path / "通报.pdf", "--json")
    assert answer.refused["code"] == code
    assert list(tmp_path.iterdir()) == [draft]


def test_a_draft_becomes_an_ofd_too(lucheng: Run, tmp_path: Path) -> None:
    pdf, ofd = tmp_path / "通报.pdf", tmp_path / "通报.ofd"
    answer = lucheng("circular", "render", _written(tmp_path, DRAFT), "--out", pdf, "--ofd", ofd, "--json")
    assert (answer.code, answer.data["ofd"]) == (0, sha256(ofd.read_bytes()).hexdigest())
    assert answer.data["sha256"] == sha256(pdf.read_bytes()).hexdigest()
    with ZipFile(ofd) as packed:
        assert "陈堃喆" in packed.read("Doc_0/Pages/Page_0/Content.xml").decode()


def test_both_files_are_written_or_none(lucheng: Run, tmp_path: Path) -> None:
    leaking = DRAFT | {"cc": ["王建国"], "protected": [{"name": "王建国"}]}
    pdf, nowhere = tmp_path / "通报.pdf", tmp_path / "没有的文件夹" / "通报.ofd"
    for draft, ofd, code in (
        (leaking, tmp_path / "通报.ofd", "E-LEAK"),
        (DRAFT, nowhere, "E-FILE"),
        (DRAFT, pdf, "E-FILE"),
    ):
        file = _written(tmp_path, draft)
        answer = lucheng("circular", "render", file, "--out", pdf, "--ofd", ofd, "--json")
        assert answer.refused["code"] == code
        assert list(tmp_path.iterdir()) == [file]


def _assess(file: Path) -> tuple[object, ...]:
    return "rules", "assess", file


def _render(file: Path) -> tuple[object, ...]:
    return "circular", "render", file, "--out", file.parent / "通报.pdf"


def _inspect(file: Path) -> tuple[object, ...]:
    return "bundle", "inspect", file


def _verify(file: Path) -> tuple[object, ...]:
    return "circular", "verify", file


@pytest.mark.parametrize("command", [_assess, _render])
@pytest.mark.parametrize("content", NO_JSON.values(), ids=NO_JSON)
def test_a_file_that_is_no_json_is_refused(lucheng: Run, tmp_path: Path, command: Commands, content: bytes) -> None:
    file = tmp_path / "坏.json"
    file.write_bytes(content)
    answer = lucheng(*command(file), "--json")
    assert answer.refused["code"] == "E-INPUT"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_of_a_windows_editor_is_read(lucheng: Run, tmp_path: Path) -> None:
    file = tmp_path / "窗.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(_assessment()).encode())
    assert lucheng("rules", "assess", file, "--json").code == 0


@pytest.mark.parametrize(
    ("command", "code"), [(_assess, "E-FILE"), (_render, "E-FILE"), (_inspect, "E-BUNDLE-READ"), (_verify, "E-FILE")]
)
def test_what_is_no_file_is_refused(lucheng: Run, tmp_path: Path, command: Commands, code: str) -> None:
    (tmp_path / "是文件夹").mkdir()
    (tmp_path / "转圈").symlink_to(tmp_path / "转圈")
    for name in ("没有", "是文件夹", "转圈", "没有/里面", "长" * 200):
        answer = lucheng(*command(tmp_path / name), "--json")
        assert answer.refused["code"] == code


@pytest.mark.parametrize(("command", "code"), [(_inspect, "E-BUNDLE-DAMAGED"), (_verify, "E-TEXT")])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", b"age-encryption.org/v1\n", bytes(range(256)) * 50])
def test_what_is_no_bundle_or_paper_is_refused(
    lucheng: Run, tmp_path: Path, command: Commands, code: str, content: bytes
) -> None:
    file = tmp_path / "别的.bin"
    file.write_bytes(content)
    assert lucheng(*command(file), "--json").refused["code"] == code


def test_a_signature_that_cannot_be_checked_is_not_valid_and_says_why(lucheng: Run, tmp_path: Path) -> None:
    paper = tmp_path / "签过的.pdf"
    pdf = pikepdf.new()
    pdf.add_blank_page()
    kinds = {"Type": pikepdf.Name.Sig, "Filter": pikepdf.Name("/Adobe.PPKLite"), "Contents": pikepdf.String("00")}
    field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="签", V=pikepdf.Dictionary(**kinds)))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
    pdf.save(paper)
    answer = lucheng("circular", "verify", paper, "--json")
    assert (answer.code, answer.data["signature"], answer.data["unchanged"]) == (1, "invalid", False)
    assert "不能认为有效" in answer.data["note"]


def test_a_target_that_cannot_be_written_is_refused(lucheng: Run, tmp_path: Path) -> None:
    draft = _written(tmp_path, DRAFT)
    (tmp_path / "是文件夹").mkdir()
    for target in (tmp_path / "没有" / "通报.pdf", tmp_path / "是文件夹", tmp_path / ("长" * 200)):
        answer = lucheng("circular", "render", draft, "--out", target, "--json")
        assert answer.refused["code"] == "E-FILE"
        assert not any("a" <= one <= "z" for one in answer.refused["message"].partition("”")[2]), "the reason in words"
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([draft.name, "是文件夹"])


def test_a_name_that_stands_twice_in_a_file_is_refused(lucheng: Run, tmp_path: Path) -> None:
    """Of two lists of protected persons one would be lost without a word."""
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(DRAFT, ensure_ascii=False)[:-1] + ', "protected": []}', "utf-8")
    refused = lucheng("circular", "render", file, "--out", tmp_path / "F.pdf", "--json").refused
    assert refused["code"] == "E-INPUT"
    assert "protected" in refused["message"]
