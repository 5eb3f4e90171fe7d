"""The commands of the console contract: what may be typed and what runs; one that is not built runs nothing."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from lucheng_desktop import __version__
from lucheng_desktop.places import words

Argument = tuple[str, dict[str, Any]]


FILE: Argument = ("file", {"type": Path, "metavar": "FILE"})
OUT: Argument = ("--out", {"type": Path, "metavar": "F", "required": True})
VAULT: Argument = ("vault", {"type": Path, "metavar": "VAULT"})
FOLDER: Argument = ("vault", {"type": Path, "metavar": "DIR"})
PAPER: Argument = ("paper", {"metavar": "PAPER"})
PIN: Argument = ("--pin-file", {"type": Path, "metavar": "F"})
CASE: Argument = ("case", {"metavar": "NO"})
LIMIT: Argument = ("--limit", {"type": int, "default": 2000, "metavar": "N"})
START: Argument = ("--start", {"type": int, "default": 0, "metavar": "N"})
COMMON: tuple[Argument, ...] = (
    ("--json", {"action": "store_true"}),
    ("--officer", {"metavar": "NAME"}),
    ("--passphrase-file", {"type": Path, "metavar": "F"}),
    ("--device-code-file", {"type": Path, "metavar": "F"}),
)
"""Every command takes these, before or behind its name."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command by its full name; without `run` it belongs to the contract and is not built yet."""

    name: str
    run: str = ""
    """`module.function` in this room: imported when it is run, so that a word of help loads no library."""
    takes: tuple[Argument, ...] = field(default=())
    failed: Callable[[Any], bool] = lambda answer: False
    """Whether an answer, though told in full, is a no: exit 1."""

    def function(self) -> Callable[[Namespace], Any]:
        """What runs."""
        module, _, name = self.run.partition(".")
        found: Callable[[Namespace], Any] = getattr(import_module(f"{__package__}.{module}"), name)
        return found


COMMANDS = (
    Command(
        "practice",
        "vaults.practice_vault",
        (
            ("folder", {"type": Path, "metavar": "DIR"}),
            ("--seed", {"type": int, "metavar": "K"}),
            ("--cases", {"type": int, "metavar": "N"}),
        ),
    ),
    Command("vault info", "vaults.info", (FOLDER,)),
    Command(
        "vault create",
        "keeping.create",
        (
            FOLDER,
            ("--office", {"metavar": "NAME", "default": ""}),
            ("--role", {"action": "append", "metavar": "ROLE", "default": []}),
            ("--practice", {"action": "store_true"}),
            ("--officer-file", {"type": Path, "metavar": "F.json"}),
        ),
    ),
    Command(
        "vault check",
        "keeping.check",
        (FOLDER, ("--backups", {"type": Path, "action": "append", "metavar": "DIR", "default": []})),
        failed=lambda answer: not answer["ok"],
    ),
    Command(
        "vault backup",
        "keeping.backup",
        (FOLDER, ("--folder", {"type": Path, "metavar": "DIR"}), ("--remember", {"action": "store_true"})),
    ),
    Command(
        "vault restore",
        "keeping.restore",
        (FOLDER, ("--backup", {"type": Path, "metavar": "DIR"}), ("--confirm", {"metavar": "NAME", "default": ""})),
    ),
    Command("officer list", "people.listed", (VAULT,)),
    Command(
        "officer add",
        "people.add",
        (
            VAULT,
            ("--name", {"metavar": "NAME", "required": True}),
            ("--role", {"action": "append", "metavar": "ROLE", "required": True}),
            ("--new-passphrase-file", {"type": Path, "metavar": "F", "required": True}),
        ),
    ),
    Command(
        "officer retire",
        "people.retire",
        (
            VAULT,
            ("name", {"metavar": "NAME"}),
            ("--reason", {"metavar": "TEXT", "default": ""}),
            ("--successor", {"metavar": "NAME", "default": ""}),
            ("--tasks", {"action": "store_true"}),
        ),
    ),
    Command(
        "recovery split", "people.split", (VAULT, ("--folder", {"type": Path, "metavar": "DIR", "required": True}))
    ),
    Command(
        "recovery restore",
        "people.restore",
        (VAULT, ("--sheet", {"type": Path, "action": "append", "metavar": "F", "required": True})),
    ),
    Command("petition import", "vaults.petition_import", (VAULT, FILE, ("--dry-run", {"action": "store_true"}))),
    Command("case list", "vaults.case_list", (VAULT, LIMIT, START)),
    Command("case show", "vaults.case_show", (VAULT, CASE)),
    Command(
        "case do",
        "vaults.case_do",
        (
            VAULT,
            ("step", {"metavar": "STEP", "nargs": "?"}),
            ("--steps", {"action": "store_true"}),
            ("--order", {"type": Path, "metavar": "FILE.json"}),
        ),
    ),
    Command(
        "rules check", "papers.rules_check", (("pack", {"metavar": "PACK"}),), failed=lambda answer: not answer["ok"]
    ),
    Command("rules assess", "papers.rules_assess", (FILE,)),
    Command("rules reappoint", "papers.rules_reappoint", (FILE,)),
    Command("rules deadline", "papers.rules_deadline", (FILE,)),
    Command(
        "circular render",
        "papers.circular_render",
        (FILE, OUT, ("--ofd", {"type": Path, "metavar": "F.ofd"})),
    ),
    Command(
        "circular verify",
        "sealing.verify",
        (
            ("brought", {"metavar": "FILE|CODE|-"}),
            ("--vault", {"type": Path, "metavar": "VAULT"}),
            ("--ca", {"type": Path, "metavar": "F.pem"}),
            ("--key", {"type": Path, "metavar": "F.pem"}),
        ),
        failed=lambda answer: answer["holds"] is False,
    ),
    Command("circular issue", "sealing.issue", (VAULT, PAPER)),
    Command(
        "circular seal",
        "sealing.seal",
        (
            VAULT,
            PAPER,
            ("--number", {"metavar": "NO", "default": ""}),
            ("--seal", {"metavar": "SEAL", "default": ""}),
            ("--save", {"type": Path, "metavar": "F.pdf"}),
            PIN,
            ("--driver", {"type": Path, "metavar": "F"}),
        ),
    ),
    Command("circular register", "sealing.register", (VAULT,), failed=lambda answer: not answer["chained"]),
    Command("circular seals", "sealing.seals", (VAULT,)),
    Command("circular ca", "sealing.authority", (VAULT, OUT)),
    Command("circular keys", "sealing.check_keys", (VAULT, OUT)),
    Command(
        "circular tokens",
        "sealing.tokens",
        (("--driver", {"type": Path, "metavar": "F", "required": True}), ("--serial", {"metavar": "S"}), PIN),
    ),
    Command(
        "bundle export",
        "vaults.bundle_export",
        (
            VAULT,
            ("--case", {"action": "append", "metavar": "NO", "required": True}),
            ("--to", {"action": "append", "metavar": "RECIPIENT", "required": True}),
            ("--purpose", {"metavar": "TEXT", "default": ""}),
            OUT,
        ),
    ),
    Command("bundle inspect", "papers.bundle_inspect", (FILE,)),
    Command(
        "bundle verify",
        "vaults.bundle_verify",
        (FILE, ("--vault", {"type": Path, "metavar": "VAULT", "required": True})),
    ),
    Command("bundle import", "vaults.bundle_import", (VAULT, FILE)),
    Command(
        "ledger verify",
        "vaults.ledger_verify",
        (VAULT,),
        failed=lambda answer: answer["chain"] != "intact" or answer["anchor"] == "rolled_back",
    ),
    Command("ledger head", "vaults.ledger_head", (VAULT,)),
    Command("ledger history", "vaults.ledger_history", (VAULT, CASE)),
    Command(
        "stats",
        "figures.stats",
        (
            VAULT,
            ("--from", {"dest": "first", "metavar": "D", "required": True}),
            ("--to", {"dest": "last", "metavar": "D", "required": True}),
            ("--outward", {"action": "store_true"}),
            ("--export", {"type": Path, "metavar": "F.xlsx"}),
            ("--signed", {"type": Path, "metavar": "F.json"}),
        ),
    ),
    Command("figures verify", "figures.verify", (FILE, ("--vault", {"type": Path, "metavar": "VAULT"}))),
    Command(
        "doctor",
        "papers.doctor",
        (("--vault", {"type": Path, "metavar": "VAULT"}), ("--driver", {"type": Path, "metavar": "F"})),
        failed=lambda answer: not answer["ok"],
    ),
    *map(
        Command,
        (
            "central init",
            "central sync",
            "central status",
        ),
    ),
)


def read(argv: Sequence[str] | None) -> tuple[Command, Namespace]:
    """The command and what was typed for it; `unbuilt` names what the contract has and this version has not.

    First the command is found, then its own arguments are read: options may stand before and behind, in any order.
    """
    typed = Namespace(json=False, officer=None, passphrase_file=None, device_code_file=None, unbuilt="")
    _, rest = _chooser().parse_known_args(argv, typed)
    command: Command = typed.chosen
    typed.command = command.name
    own = _own_parser(command)
    if not command.run:
        own.parse_known_args(rest, typed)
        typed.unbuilt = command.name
        return command, typed
    _, left = own.parse_known_intermixed_args(rest, typed)
    if left:
        own.error(words("cli")["unknown"].format(arguments=" ".join(left)))
    return command, typed


def _chooser() -> ArgumentParser:
    """Which command: groups and names with their helps; what stands behind the name is left for its own parser."""
    told = words("cli")
    helps = told["help"]
    common = _common()
    top = ArgumentParser("lucheng", description=told["about"], parents=[common], allow_abbrev=False)
    top.add_argument("--version", action="version", version=__version__, help=told["version"])
    groups = {"": top.add_subparsers(required=True, metavar="COMMAND")}
    for command in COMMANDS:
        group, _, name = command.name.rpartition(" ")
        if group not in groups:
            made = groups[""].add_parser(group, help=helps[group], parents=[common], allow_abbrev=False)
            groups[group] = made.add_subparsers(required=True, metavar="COMMAND")
        chosen = groups[group].add_parser(name, help=_help(command), add_help=False, allow_abbrev=False)
        chosen.set_defaults(chosen=command)
    return top


def _help(command: Command) -> str:
    told = words("cli")
    text: str = told["help"][command.name]
    return text if command.run else f"{text}{told['later']}"


def _common() -> ArgumentParser:
    common = ArgumentParser(add_help=False, argument_default=SUPPRESS, allow_abbrev=False)
    _enter(common, COMMON)
    return common


def _own_parser(command: Command) -> ArgumentParser:
    name, about = f"lucheng {command.name}", _help(command)
    own = ArgumentParser(name, description=about, parents=[_common()], allow_abbrev=False)
    _enter(own, command.takes)
    return own


def _enter(made: ArgumentParser, arguments: Sequence[Argument]) -> None:
    helps = words("cli")["arguments"]
    for name, settings in arguments:
        made.add_argument(name, **{"help": helps[name.lstrip("-")]} | settings)
