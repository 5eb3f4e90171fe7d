"""What may be typed: options before and behind, honest words for what is not built, exit codes for scripts."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lucheng_desktop.cli import door, papers
from lucheng_desktop.cli.grammar import COMMANDS, Command
from lucheng_desktop.places import words
from tests.cli.console import Practice, Run

BUILT = [command for command in COMMANDS if command.run]
LATER = [command for command in COMMANDS if not command.run]
CONTRACT = {
    "practice", "vault create", "vault info", "vault check", "vault backup", "vault restore", "officer add",
    "officer list", "officer retire", "recovery split", "recovery restore", "petition import", "case list", "case show",
    "case do", "stats", "rules check", "rules assess", "rules reappoint", "rules deadline", "circular render",
    "circular issue", "circular seal", "circular register", "circular seals", "circular ca", "circular tokens",
    "circular keys", "circular verify", "bundle export", "bundle inspect", "bundle verify",
    "bundle import", "central init", "central sync", "central status", "ledger verify", "ledger head",
    "ledger history", "doctor", "figures verify",
}  # fmt: skip


def test_every_command_of_the_contract_is_known() -> None:
    assert {command.name for command in COMMANDS} == CONTRACT


@pytest.mark.parametrize("command", BUILT, ids=lambda command: command.name)
def test_what_is_built_runs_a_function_that_is_there(command: Command) -> None:
    assert callable(command.function())


@pytest.mark.parametrize("command", LATER, ids=lambda command: command.name)
def test_what_is_not_built_says_so(lucheng: Run, command: Command) -> None:
    name = command.name.split()
    plain = lucheng(*name, "随便什么", "--from", "2026-01-01")
    assert (plain.code, plain.out) == (2, "")
    assert command.name in plain.err
    assert "还没有建成" in plain.err
    told = lucheng(*name, "随便什么", "--json")
    assert (told.code, told.err) == (2, "")
    assert told.data["unavailable"]["command"] == command.name
    assert "还没有建成" in lucheng(*name, "--help").out


@pytest.mark.parametrize(
    "order",
    [
        ("--json", "{who}", "{paper}", "ledger", "head", "{vault}"),
        ("ledger", "--json", "{who}", "head", "{paper}", "{vault}"),
        ("ledger", "head", "--json", "{vault}", "{who}", "{paper}"),
        ("{who}", "ledger", "head", "{vault}", "{paper}", "--json"),
    ],
    ids=" ".join,
)
def test_options_stand_anywhere(lucheng: Run, practice: Practice, order: tuple[str, ...]) -> None:
    who, paper = practice.by("handling_dept")
    answer = lucheng(*(part.format(who=who, paper=paper, vault=practice.vault) for part in order))
    assert answer.code == 0
    assert set(answer.data) == {"entries", "head"}


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("没有",),
        ("ledger",),
        ("ledger", "rewrite", "x"),
        ("ledger", "head"),
        ("ledger", "head", "x", "y"),
        ("ledger", "head", "x", "--force"),
        ("ledger", "head", "x", "--offi", "abbreviated"),
        ("practice", "x", "--seed", "七"),
        ("bundle", "verify", "x"),
        ("bundle", "export", "x", "--case", "1", "--out", "y"),
        ("circular", "render", "x"),
    ],
    ids=" ".join,
)
def test_what_the_contract_does_not_know_is_a_usage_error(lucheng: Run, argv: tuple[str, ...]) -> None:
    answer = lucheng(*argv)
    assert (answer.code, answer.out) == (2, "")
    assert "lucheng" in answer.err


def test_every_command_and_argument_has_its_help(lucheng: Run) -> None:
    for command in COMMANDS:
        shown = lucheng(*command.name.split(), "--help")
        assert shown.code == 0
        assert words("cli")["help"][command.name] in shown.out
    top = lucheng("--help").out
    assert all(text in top for text in (words("cli")["about"], words("cli")["help"]["ledger"]))
    assert "还没有建成" in lucheng("central", "--help").out
    assert lucheng("--version").out.strip()


def test_our_bug_is_told_without_a_value(lucheng: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(file: Path) -> object:
        raise RuntimeError(f"夏侯闻笛 {file}")

    monkeypatch.setattr(papers, "read_json", broken)
    plain, told = lucheng("rules", "assess", "夏侯.json"), lucheng("rules", "assess", "夏侯.json", "--json")
    assert (plain.code, told.code) == (3, 3)
    assert set(told.data) == {"fault"}
    for text in (plain.out, plain.err, told.out, told.err):
        assert "夏侯" not in text
    assert "papers.py" in plain.err
    assert "RuntimeError" in plain.err


def test_a_console_without_our_characters_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A GBK console knows neither 𠮷 nor half a character of a file name; JSON stays JSON."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "gbk") for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert door.main(["rules", "assess", "𠮷\udcff.json"]) == 1
    assert door.main(["rules", "assess", "𠮷\udcff.json", "--json"]) == 1
    for stream in (out, err):
        stream.flush()
    assert "\\U00020bb7" in err.buffer.getvalue().decode("gbk")
    assert "𠮷" in json.loads(out.buffer.getvalue().decode("utf-8"))["refused"]["message"]


def test_the_entry_point_is_the_same_door() -> None:
    code = "import sys; from lucheng_desktop.cli.door import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code, "central", "status", "--json"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"")


def test_a_reader_who_leaves_early_gets_no_fault() -> None:
    order = [sys.executable, "-c", "from lucheng_desktop.cli.door import main; raise SystemExit(main())"]
    reader, writer = os.pipe()
    os.close(reader)
    order += ["rules", "check", "lucheng-2020"]
    done = subprocess.run(order, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
