"""Commands on a vault answer exactly the contract's keys, and nothing else is written when they refuse."""

import json
import shutil
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.procedures import history
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from tests.cli.console import CIRCULAR, FIRST, SECOND, Answer, Practice, Run
from tests.exchange import registers

HEX = set("0123456789abcdef")


def _case(lucheng: Run, practice: Practice, kind: str) -> dict[str, Any]:
    answer = lucheng("case", "list", practice.vault, "--json", *practice.by("handling_dept"))
    rows = [row for row in answer.data["cases"] if row["kind"] == kind]
    found: dict[str, Any] = rows[0]
    return found


def _order(folder: Path, order: object) -> Path:
    file = folder / "步骤 单.json"
    file.write_text(json.dumps(order, ensure_ascii=False), "utf-8")
    return file


def test_practice_says_what_it_made_and_counts_it(lucheng: Run, tmp_path: Path) -> None:
    answer = lucheng("practice", tmp_path / "新库", "--seed", 3, "--json")
    made = answer.data
    assert answer.code == 0
    assert set(made) >= {"vault", "officers", "totals", "ledger"}
    for officer in made["officers"]:
        assert set(officer) == {"name", "roles", "passphrase_file"}
        assert Path(officer["passphrase_file"]).read_text("utf-8").strip()
    totals = {"false_items", "cleared", "cleared_section_level", "cleared_party_members", "reappointed", "signing_rate"}
    assert set(made["totals"]) == totals
    signed = {"numerator": 3134, "denominator": 3164, "percent": "99.05"}
    counted = {"false_items": 174, "cleared": 10, "cleared_section_level": 6, "cleared_party_members": 4}
    assert made["totals"] == counted | {"reappointed": 5, "signing_rate": signed}
    assert set(made["ledger"]) == {"entries", "head"}
    officer = made["officers"][0]
    access = ("--officer", officer["name"], "--passphrase-file", officer["passphrase_file"])
    _counts_the_articles_figures(lucheng, made["vault"], access)
    checked = lucheng("ledger", "verify", made["vault"], "--json", *access).data
    assert (checked["entries"], checked["chain"]) == (made["ledger"]["entries"], "intact")
    again = lucheng("practice", tmp_path / "新库", "--json")
    assert again.refused["code"] == "E-PRACTICE-EXISTS"


def _counts_the_articles_figures(lucheng: Run, vault: str, access: tuple[str, ...]) -> None:
    """The same by `stats`, and by the ids behind each figure."""
    period = ("--from", "2017-10-18", "--to", "2026-12-31")
    figures = lucheng("stats", vault, *period, "--json", *access).data["indicators"]
    assert [figures[code]["value"] for code in ("I01", "I09", "I12", "I20")] == [1000, 174, 10, 5]
    assert [len(set(figures[code]["of"])) for code in ("I01", "I09", "I12", "I20")] == [1000, 174, 10, 5]
    assert figures["I12"]["by"] == {"party_members": 4, "section_level": 6}
    assert (figures["I20"]["numerator"], figures["I20"]["denominator"]) == (5, 5)
    assert figures["I07"]["parts"]["sanctioned"]["value"] == 5
    shown = lucheng("case", "show", vault, figures["I09"]["of"][0], "--json", *access).data
    assert shown["id"] == figures["I09"]["of"][0]


def test_practice_in_the_place_of_a_file_is_refused(lucheng: Run, tmp_path: Path) -> None:
    file = tmp_path / "一个文件.txt"
    file.write_text("原有内容", "utf-8")
    assert lucheng("practice", file, "--json").refused["code"] == "E-FILE"
    assert lucheng("practice", file / "里面", "--json").refused["code"] == "E-FILE"
    assert file.read_text("utf-8") == "原有内容"


def test_vault_info_needs_no_passphrase(lucheng: Run, practice: Practice) -> None:
    answer = lucheng("vault", "info", practice.vault, "--json")
    assert answer.code == 0
    assert answer.data["practice"] is True
    assert "林知微" in answer.data["officers"]


@pytest.mark.parametrize("command", [("vault", "info"), ("case", "do", "--steps")])
def test_what_is_no_vault_is_refused(lucheng: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "不是库.vault"
    file.write_bytes(b"\xff\xfe")
    for place in (file, tmp_path, tmp_path / "没有"):
        assert lucheng(*command, place, "--json").refused["code"] == "E-VAULT-ABSENT"


def test_officers_and_cases_are_listed(lucheng: Run, practice: Practice) -> None:
    officers = lucheng("officer", "list", practice.vault, "--json", *practice.by("handling_dept")).data["officers"]
    assert {"林知微", "吴接力"} <= {one["name"] for one in officers}
    assert {"id", "name", "roles"} <= set(officers[0])
    answer = lucheng("case", "list", practice.vault, "--json", *practice.by("handling_dept"))
    assert {(row["kind"], row["number"]) for row in answer.data["cases"]} >= {("petition", FIRST), ("petition", SECOND)}


def test_a_case_is_shown_by_number_or_id_without_the_complainant(lucheng: Run, practice: Practice) -> None:
    access = practice.by("handling_dept")
    shown = lucheng("case", "show", practice.vault, FIRST, "--json", *access)
    assert shown.data["fields"]["number"] == FIRST
    assert lucheng("case", "show", practice.vault, shown.data["id"], "--json", *access).data == shown.data
    assert "夏闻笛" not in shown.out
    assert "13900000001" not in shown.out
    absent = lucheng("case", "show", practice.vault, "鹿信〔1999〕9号", "--json", *access)
    assert absent.refused["code"] == "E-ABSENT"
    for kind in ("clearance", "document"):
        record = _case(lucheng, practice, kind)["id"]
        assert lucheng("case", "show", practice.vault, record, "--json", *access).data["id"] == record


def test_the_steps_are_listed_with_the_schema_of_their_orders(lucheng: Run, practice: Practice) -> None:
    answer = lucheng("case", "do", practice.vault, "--steps", "--json")
    assert answer.code == 0
    steps = {one["name"]: one for one in answer.data["steps"]}
    assert all({"name", "procedure", "order", "actors"} <= set(one) for one in steps.values())
    finding = steps["draft_finding"]
    assert finding["actors"] == ["handling_dept"]
    assert finding["order"]["additionalProperties"] is False
    assert set(finding["order"]["required"]) == {"allegation", "finding", "reason"}
    assert "return_clearance" in steps


def test_steps_are_done_by_name_and_refused_by_rule(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    """The waiting finding is sent back, found not excluded, approved by another officer, and cannot be cleared."""
    petition = lucheng("case", "show", practice.vault, SECOND, "--json", *practice.by("handling_dept")).data
    this = {"allegation": petition["allegations"][0]["id"]}

    def do(role: str, step: str, **more: str) -> Answer:
        order = _order(tmp_path, this | more)
        return lucheng("case", "do", practice.vault, "--order", order, *practice.by(role), "--json", step)

    own = do("handling_dept", "approve_finding")
    assert own.refused["code"] == "E-ROLE"
    assert own.refused["rule"]
    assert do("principal", "return_finding", reason="缺少票据。").data == this
    assert do("principal", "approve_finding").refused["code"] == "E-STATE"
    drafted = do("handling_dept", "draft_finding", finding="not_excluded", reason="现有证据不足以排除。")
    assert (drafted.code, drafted.data) == (0, this | {"finding": "not_excluded"})
    approved = do("principal", "approve_finding")
    assert (approved.code, approved.data) == (0, this | {"finding": "not_excluded", "candidate": ""})
    clear = do("handling_dept", "open_clearance")
    assert clear.refused["code"] == "E-NOT-CLEARABLE"
    assert "F05" in clear.refused["rule"]
    assert clear.refused["next"]


@pytest.mark.parametrize(
    ("order", "path"),
    [
        ({}, "$.allegation"),
        ({"allegation": 7, "finding": "unsubstantiated", "reason": "理由"}, "$.allegation"),
        ({"allegation": "00" * 16, "finding": "也许", "reason": "理由"}, "$.finding"),
        ({"allegation": "00" * 16, "finding": "unsubstantiated", "reason": "理由", "更多": 1}, "$.更多"),
        ({"allegation": "00" * 16, "finding": "unsubstantiated", "reason": "\u3000"}, "$.reason"),
        ([], "$"),
        (None, "$"),
    ],
)
def test_an_order_is_refused_at_its_first_fault(
    lucheng: Run, practice: Practice, tmp_path: Path, order: object, path: str
) -> None:
    file = _order(tmp_path, order)
    answer = lucheng(
        "case", "do", practice.vault, "draft_finding", "--order", file, "--json", *practice.by("handling_dept")
    )
    assert (answer.refused["code"], answer.refused["path"]) == ("E-INPUT", path)


def test_a_step_without_name_or_order_is_refused(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    for words in ((), ("没有这一步",), ("draft_finding",)):
        answer = lucheng("case", "do", practice.vault, *words, "--json", *practice.by("handling_dept"))
        assert answer.refused["code"] == "E-INPUT"
    order = _order(tmp_path, {"allegation": "zz", "finding": "unsubstantiated", "reason": "理由"})
    answer = lucheng(
        "case", "do", practice.vault, "draft_finding", "--order", order, "--json", *practice.by("handling_dept")
    )
    assert answer.refused["code"] == "E-ABSENT"


def test_the_ledger_is_verified_and_its_history_told(lucheng: Run, practice: Practice) -> None:
    access = practice.by("case_trial")
    answer = lucheng("ledger", "verify", practice.vault, "--json", *access)
    assert answer.code == 0
    assert set(answer.data) >= {"entries", "devices", "chain", "signatures", "first_fault", "anchor"}
    assert (answer.data["chain"], answer.data["first_fault"], answer.data["anchor"]) == ("intact", None, "none")
    head = lucheng("ledger", "head", practice.vault, "--json", *access).data
    assert head["entries"] == answer.data["entries"]
    assert len(head["head"]) == 64
    assert set(head["head"]) <= HEX
    told = lucheng("ledger", "history", practice.vault, FIRST, "--json", *access)
    assert set(told.data["history"][0]) >= {"at", "officer", "what", "before", "after"}
    assert {"林知微", "陈行远", "叶正平", "何守诚"} <= {line["officer"] for line in told.data["history"]}
    assert "夏闻笛" not in told.out


def test_who_opens_the_vault_must_be_said(lucheng: Run, practice: Practice) -> None:
    name, paper = practice.by("handling_dept")
    for access in ((), (name,), (paper,)):
        assert lucheng("ledger", "verify", practice.vault, "--json", *access).refused["code"] == "E-INPUT"
    wrong = practice.folder / "错.txt"
    wrong.write_text("不是口令\n", "utf-8")
    answer = lucheng("ledger", "verify", practice.vault, "--json", name, "--passphrase-file", wrong)
    assert answer.refused["code"] == "E-PASSPHRASE"
    answer = lucheng("ledger", "verify", practice.vault, "--json", "--officer=查无此人", paper)
    assert answer.refused["code"] == "E-VAULT-OFFICER"


@pytest.mark.parametrize(("content", "code"), [(None, "E-FILE"), (b"", "E-FILE"), (b"\xff\xfe\x00", "E-INPUT")])
def test_a_passphrase_file_that_cannot_be_read_is_refused(
    lucheng: Run, practice: Practice, tmp_path: Path, content: bytes | None, code: str
) -> None:
    """None: no such file; nothing: a folder of that name."""
    file = tmp_path / "口令"
    if content:
        file.write_bytes(content)
    elif content is not None:
        file.mkdir()
    name = practice.by("handling_dept")[0]
    answer = lucheng("ledger", "verify", practice.vault, "--json", name, f"--passphrase-file={file}")
    assert answer.refused["code"] == code


def test_a_passphrase_file_of_a_windows_editor_is_read(lucheng: Run, practice: Practice) -> None:
    name, paper = practice.by("handling_dept")
    known = Path(paper.partition("=")[2]).read_text("utf-8").strip()
    file = practice.folder / "窗.txt"
    file.write_bytes(b"\xef\xbb\xbf" + known.encode() + b"\r\nsecond line\r\n")
    assert lucheng("ledger", "head", practice.vault, name, "--passphrase-file", file).code == 0


def _exported(lucheng: Run, practice: Practice, target: Path) -> dict[str, Any]:
    answer = lucheng(
        "bundle", "export", practice.vault, "--case", FIRST, "--case", FIRST, "--to", "吴接力", "--out", target,
        "--json", *practice.by("handling_dept"),
    )  # fmt: skip
    assert answer.code == 0, answer
    receipt: dict[str, Any] = answer.data
    return receipt


def test_a_bundle_goes_out_is_looked_at_proven_and_taken_in(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    file = tmp_path / "移交 案件.bundle"
    receipt = _exported(lucheng, practice, file)
    keys = {"file", "bytes", "volumes", "sha256", "cases", "entries", "attachments", "recipients", "verified"}
    assert set(receipt) >= keys
    assert (receipt["cases"], receipt["recipients"], receipt["verified"]) == (1, ["吴接力"], True)
    assert receipt["bytes"] == file.stat().st_size
    seen = lucheng("bundle", "inspect", file, "--json").data
    assert (seen["sha256"], seen["bytes"]) == (receipt["sha256"], receipt["bytes"])
    verified = lucheng("bundle", "verify", file, "--vault", practice.peer, "--json", *practice.by("peer"))
    assert (verified.code, verified.data["entries"], verified.data["verified"]) == (0, receipt["entries"], True)
    taken = lucheng("bundle", "import", practice.peer, file, "--json", *practice.by("peer"))
    assert set(taken.data) >= {"new", "duplicates", "conflicts", "waiting", "quarantined", "receipt"}
    assert (taken.data["conflicts"], taken.data["waiting"], taken.data["quarantined"]) == (0, 0, 0)
    again = lucheng("bundle", "import", practice.peer, file, "--json", *practice.by("peer"))
    assert (again.data["new"], again.data["duplicates"]) == (0, receipt["entries"])
    here, there = (
        lucheng("ledger", "history", vault, FIRST, "--json", *practice.by(role)).data
        for vault, role in ((practice.vault, "handling_dept"), (practice.peer, "peer"))
    )
    assert here == there


def test_a_damaged_bundle_or_the_wrong_reader_is_refused(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    file = tmp_path / "案件.bundle"
    _exported(lucheng, practice, file)
    stranger = lucheng("bundle", "verify", file, "--vault", practice.vault, "--json", *practice.by("case_trial"))
    assert stranger.refused["code"] == "E-BUNDLE-RECIPIENT"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    before = lucheng("ledger", "head", practice.peer, "--json", *practice.by("peer")).data
    answer = lucheng("bundle", "import", practice.peer, file, "--json", *practice.by("peer"))
    assert answer.refused["code"] == "E-BUNDLE-DAMAGED"
    assert lucheng("ledger", "head", practice.peer, "--json", *practice.by("peer")).data == before


@pytest.mark.parametrize(
    ("case", "to", "out", "code"),
    [
        ("鹿信〔1999〕9号", "吴接力", "案.bundle", "E-ABSENT"),
        (FIRST, "查无此人", "案.bundle", "E-RECIPIENT"),
        (FIRST, "吴接力", "没有这个盘/案.bundle", "E-BUNDLE-WRITE"),
    ],
)
def test_an_export_that_cannot_be_is_refused(
    lucheng: Run, practice: Practice, tmp_path: Path, case: str, to: str, out: str, code: str
) -> None:
    answer = lucheng(
        "bundle", "export", practice.vault, "--case", case, "--to", to, "--out", tmp_path / out, "--json",
        *practice.by("handling_dept"),
    )  # fmt: skip
    assert answer.refused["code"] == code
    assert list(tmp_path.glob("**/*.bundle*")) == []


def _copy(lucheng: Run, practice: Practice, folder: Path) -> Path:
    """The sealed circular of the practice story as a file."""
    target = folder / "通报.pdf"
    order = _order(folder, {"document": _case(lucheng, practice, "document")["id"], "target": str(target)})
    answer = lucheng(
        "case", "do", practice.vault, "save_copy", "--order", order, "--json", *practice.by("general_office")
    )
    assert answer.code == 0, answer
    return target


def test_a_paper_is_held_against_the_register(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    paper = _copy(lucheng, practice, tmp_path)
    access = ("--vault", practice.vault, "--json", *practice.by("general_office"))
    answer = lucheng("circular", "verify", paper, *access)
    assert answer.code == 0
    assert set(answer.data) >= {"signature", "signer", "unchanged", "register", "code"}
    assert (answer.data["signature"], answer.data["unchanged"], answer.data["trusted"]) == ("valid", True, True)
    assert "演示专用" in answer.data["signer"]
    register = answer.data["register"]
    fonts = register.pop("fonts")
    assert register == {"number": CIRCULAR, "state": "registered"}
    assert {font.split()[0] for font in fonts} >= {"biaosong", "fangsong", "song"}
    assert isinstance(answer.data["code"], str)
    typed = lucheng("circular", "verify", answer.data["code"], *access)
    assert (typed.code, typed.data["standing"], typed.data["number"]) == (0, "current", CIRCULAR)
    saved = lucheng("circular", "keys", practice.vault, "--out", tmp_path / "公钥.pem", *access[2:])
    assert (saved.code, {len(key) for key in saved.data["keys"]}) == (0, {16})
    alone = lucheng("circular", "verify", paper, "--json")
    assert alone.code == 0
    assert (alone.data["signature"], alone.data["trusted"], alone.data["register"]) == ("valid", False, None)
    listed = lucheng("circular", "register", practice.vault, "--json", *practice.by("seal_keeper"))
    assert (listed.code, listed.data["chained"]) == (0, True)
    assert [line["form"] for line in listed.data["lines"] if line["number"] == CIRCULAR] == ["demo"]
    authority = tmp_path / "根证书.pem"
    handed = lucheng("circular", "ca", practice.vault, "--out", authority, *practice.by("seal_keeper"))
    assert handed.code == 0
    known = lucheng("circular", "verify", paper, "--ca", authority, "--json")
    assert (known.code, known.data["trusted"]) == (0, True)
    again = lucheng("circular", "seal", practice.vault, CIRCULAR, "--json", *practice.by("seal_keeper"))
    assert (again.code, again.data["refused"]["code"]) == (1, "E-STATE")
    lost = lucheng("circular", "issue", practice.vault, "鹿纪〔2026〕99号", "--json", *practice.by("general_office"))
    assert (lost.code, lost.data["refused"]["code"]) == (1, "E-ABSENT")
    changed = tmp_path / "改.pdf"
    subprocess.run(["qpdf", "--linearize", str(paper), str(changed)], check=True)
    answer = lucheng("circular", "verify", changed, *access)
    assert (answer.code, answer.data["unchanged"]) == (1, False)
    register = answer.data["register"]
    assert (register["number"], register["state"]) == (CIRCULAR, "registered"), "its number is known, its bytes not"


def test_a_paper_of_somebody_else_is_in_no_register(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    paper = _copy(lucheng, practice, tmp_path)
    answer = lucheng("circular", "verify", paper, "--vault", practice.peer, "--json", *practice.by("peer"))
    assert (answer.code, answer.data["unchanged"], answer.data["register"]) == (1, False, None)


def test_a_locked_or_busy_vault_is_refused(lucheng: Run, practice: Practice) -> None:
    name, paper = (option.partition("=")[2] for option in practice.by("handling_dept"))
    desk = unlock(Unlock(practice.vault, name, Path(paper).read_text("utf-8").strip()))
    with closing(desk.vault):
        answer = lucheng("case", "list", practice.vault, "--json", *practice.by("case_trial"))
    assert answer.refused["code"] == "E-VAULT-BUSY"


def test_a_broken_ledger_is_told_in_full_and_is_a_no(
    lucheng: Run, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The console reports what the check finds; that the check finds it is the ledger's own test."""
    fault = {"seq": 7, "what": "prev"}

    def broken(desk: Desk) -> history.LedgerCheck:
        return replace(checked(desk), chain="broken", first_fault=fault)

    checked = history.verify_ledger
    monkeypatch.setattr(history, "verify_ledger", broken)
    answer = lucheng("ledger", "verify", practice.vault, "--json", *practice.by("handling_dept"))
    assert (answer.code, answer.data["chain"], answer.data["first_fault"]) == (1, "broken", fault)


def test_words_without_json(lucheng: Run, practice: Practice) -> None:
    answer = lucheng("ledger", "verify", practice.vault, *practice.by("handling_dept"))
    assert answer.code == 0
    assert "chain: intact" in answer.out.splitlines()
    refused = lucheng("ledger", "verify", practice.vault)
    assert (refused.code, refused.out) == (1, "")
    assert "E-INPUT" in refused.err
    assert "--officer" in refused.err


def test_a_vault_moved_to_another_folder_opens(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    moved = shutil.move(practice.vault, tmp_path / "别处.vault")
    assert lucheng("ledger", "head", moved, *practice.by("handling_dept")).code == 0


def test_a_register_is_looked_through_and_taken_in(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    file, by = registers.register(tmp_path / "台账.xlsx"), practice.by("petition_office")
    order = ("petition", "import", practice.vault, file, "--json", *by)
    dry, first, second = lucheng(*order, "--dry-run"), lucheng(*order), lucheng(*order)
    assert {dry.code, first.code, second.code} == {0}
    assert dry.data["new"] == first.data["new"] == second.data["known"] > 150 and second.data["new"] == 0
    assert Path(first.data["error_workbook"]).exists() and {"row", "text"} <= set(first.data["faults"][0])
    refused = lucheng("petition", "import", practice.vault, practice.vault / "vault.key", "--json", *by).refused
    assert refused["code"] == "E-SHEET"
