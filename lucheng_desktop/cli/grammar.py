"""The commands of the console contract: what may be typed and what runs; one that is not built runs nothing."""

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lucheng_desktop import __version__
from lucheng_desktop.cli import papers, vaults
from lucheng_desktop.places import words

Argument = tuple[str, dict[str, Any]]


class NotThere(Action):
    """An option of the contract that is not built: said plainly, exit 2."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None
    ) -> None:
        parser.error(words("cli")["not_there"].format(command=option_string))


FILE: Argument = ("file", {"type": Path, "metavar": "FILE"})
OUT: Argument = ("--out", {"type": Path, "metavar": "F", "required": True})


@dataclass(frozen=True, slots=True)
class Command:
    """One command by its full name; without `run` it belongs to the contract and is not built yet."""

    name: str
    run: Callable[[Namespace], Any] | None = None
    takes: tuple[Argument, ...] = field(default=())
    unlocks: bool = False
    """Takes a vault and whoever opens it."""
    exit_code: Callable[[Any], int] | None = None


COMMANDS = (
    Command(
        "practice",
        vaults.practice_vault,
        (
            ("folder", {"type": Path, "metavar": "DIR"}),
            ("--seed", {"type": int, "metavar": "K"}),
            ("--cases", {"action": NotThere, "metavar": "N"}),
        ),
    ),
    Command("vault info", vaults.info, (("vault", {"type": Path, "metavar": "DIR"}),)),
    Command("officer list", vaults.officers, unlocks=True),
    Command("case list", vaults.case_list, unlocks=True),
    Command("case show", vaults.case_show, (("case", {"metavar": "NO"}),), unlocks=True),
    Command(
        "case do",
        vaults.case_do,
        (
            ("step", {"metavar": "STEP", "nargs": "?"}),
            ("--steps", {"action": "store_true"}),
            ("--order", {"type": Path, "metavar": "FILE.json"}),
        ),
        unlocks=True,
    ),
    Command(
        "rules check",
        papers.rules_check,
        (("pack", {"metavar": "PACK"}),),
        exit_code=lambda answer: int(not answer["ok"]),
    ),
    Command("rules assess", papers.rules_assess, (FILE,)),
    Command(
        "circular render", papers.circular_render, (FILE, OUT, ("--ofd", {"action": NotThere, "metavar": "F.ofd"}))
    ),
    Command(
        "bundle export",
        vaults.bundle_export,
        (
            ("--case", {"action": "append", "metavar": "NO", "required": True}),
            ("--to", {"action": "append", "metavar": "RECIPIENT", "required": True}),
            ("--purpose", {"metavar": "TEXT", "default": ""}),
            OUT,
        ),
        unlocks=True,
    ),
    Command("bundle inspect", papers.bundle_inspect, (FILE,)),
    Command("bundle verify", vaults.bundle_verify, (("bundle", {"type": Path, "metavar": "F"}),), unlocks=True),
    Command("bundle import", vaults.bundle_import, (("bundle", {"type": Path, "metavar": "F"}),), unlocks=True),
    Command(
        "ledger verify", vaults.ledger_verify, unlocks=True, exit_code=lambda answer: int(answer["chain"] != "intact")
    ),
    Command("ledger head", vaults.ledger_head, unlocks=True),
    Command("ledger history", vaults.ledger_history, (("case", {"metavar": "NO"}),), unlocks=True),
    *map(
        Command,
        (
            "vault create",
            "vault check",
            "vault backup",
            "vault restore",
            "officer add",
            "officer retire",
            "recovery split",
            "recovery restore",
            "petition import",
            "stats",
            "rules reappoint",
            "rules deadline",
            "circular issue",
            "circular seal",
            "circular verify",
            "central init",
            "central sync",
            "central status",
            "doctor",
        ),
    ),
)


def parser() -> ArgumentParser:
    """The whole grammar; helps are the sentences of `resources/words/cli.toml`."""
    helps = words("cli")["help"]
    top = ArgumentParser("lucheng", description=words("cli")["about"])
    top.add_argument("--version", action="version", version=__version__)
    groups = {"": top.add_subparsers(required=True, metavar="COMMAND")}
    for command in COMMANDS:
        group, _, name = command.name.rpartition(" ")
        if group not in groups:
            made = groups[""].add_parser(group, help=helps[group])
            groups[group] = made.add_subparsers(required=True, metavar="COMMAND")
        _enter(groups[group].add_parser(name, help=helps[command.name]), command)
    return top


def _enter(made: ArgumentParser, command: Command) -> None:
    made.set_defaults(command=command.name, run=command.run, exit_code=command.exit_code)
    made.add_argument("--json", action="store_true", help=words("cli")["json"])
    if command.run is None:
        return
    if command.unlocks:
        made.add_argument("vault", type=Path, metavar="VAULT")
        made.add_argument("--officer", metavar="NAME")
        made.add_argument("--passphrase-file", type=Path, metavar="F")
    for name, settings in command.takes:
        made.add_argument(name, **settings)
