"""Commands that make, check, back up and restore a vault."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from lucheng_desktop.cases import shapes
from lucheng_desktop.cli.papers import read_json
from lucheng_desktop.cli.vaults import desk, device_code, passphrase
from lucheng_desktop.procedures import keeping
from lucheng_desktop.refusal import Refused


def create(arguments: Namespace) -> Any:
    """`vault create DIR --office NAME --officer NAME --role ROLE --passphrase-file F`, or `--officer-file F.json`."""
    return keeping.create_vault(_listed(arguments) if arguments.officer_file else _single(arguments))


def _single(arguments: Namespace) -> keeping.CreateVault:
    if not arguments.officer or not arguments.passphrase_file or not arguments.office:
        raise Refused("E-INPUT/founder")
    founder = keeping.Founder(arguments.officer, tuple(arguments.role), arguments.passphrase_file)
    return keeping.CreateVault(arguments.vault, arguments.office, (founder,), arguments.practice)


def _listed(arguments: Namespace) -> keeping.CreateVault:
    """Office and officers from the file; passphrase files are looked for beside it."""
    data = read_json(arguments.officer_file)
    named = {**data, "vault": str(arguments.vault)} if isinstance(data, dict) else data
    order = shapes.read(keeping.CreateVault, named)
    beside: Path = arguments.officer_file.parent
    officers = tuple(replace(one, passphrase_file=beside / one.passphrase_file) for one in order.officers)
    return replace(order, officers=officers, practice=order.practice or arguments.practice)


def check(arguments: Namespace) -> Any:
    """`vault check DIR`: every test by name; exit 1 when one finds a fault."""
    officer, words = _who(arguments)
    return keeping.check_vault(
        keeping.CheckVault(arguments.vault, officer, words, tuple(arguments.backups), device_code(arguments))
    )


def backup(arguments: Namespace) -> Any:
    """`vault backup DIR [--folder DIR] [--remember]`."""
    with desk(arguments) as opened:
        return keeping.back_up(opened, keeping.BackUp(arguments.folder, arguments.remember))


def restore(arguments: Namespace) -> Any:
    """`vault restore DIR [--backup GENERATION] [--confirm NAME]`."""
    officer, words = _who(arguments)
    return keeping.restore_vault(
        keeping.RestoreVault(
            arguments.vault, officer, words, arguments.backup, arguments.confirm, device_code(arguments)
        )
    )


def _who(arguments: Namespace) -> tuple[str, str]:
    if not arguments.officer or not arguments.passphrase_file:
        raise Refused("E-INPUT/officer")
    return arguments.officer, passphrase(arguments.passphrase_file)
