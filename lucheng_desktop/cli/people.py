"""Commands about officers and their ways into the vault."""

from argparse import Namespace
from typing import Any

from lucheng_desktop.cli.papers import read_text
from lucheng_desktop.cli.vaults import desk, passphrase
from lucheng_desktop.procedures import office, officers, recovery
from lucheng_desktop.refusal import Refused


def listed(arguments: Namespace) -> Any:
    """`officer list VAULT`: whom bundles can be made for, and every entry this office has had."""
    with desk(arguments) as opened:
        return {"officers": office.colleagues(opened), "register": officers.register(opened)}


def add(arguments: Namespace) -> Any:
    """`officer add VAULT --name NAME --role ROLE --new-passphrase-file F`."""
    order = officers.AddOfficer(arguments.name, tuple(arguments.role), passphrase(arguments.new_passphrase_file))
    with desk(arguments) as opened:
        return officers.add_officer(opened, order)


def retire(arguments: Namespace) -> Any:
    """`officer retire VAULT NAME --reason TEXT [--successor NAME]`; with `--tasks` only what waits for him."""
    with desk(arguments) as opened:
        if arguments.tasks:
            return {"tasks": officers.hand_over_list(opened, arguments.name)}
        return officers.retire_officer(
            opened, officers.RetireOfficer(arguments.name, arguments.reason, arguments.successor)
        )


def split(arguments: Namespace) -> Any:
    """`recovery split VAULT --folder DIR`: three sheets, a file each."""
    with desk(arguments) as opened:
        return recovery.split_recovery(opened, recovery.SplitRecovery(arguments.folder))


def restore(arguments: Namespace) -> Any:
    """`recovery restore VAULT --officer NAME --passphrase-file NEW --sheet F --sheet F`."""
    if not arguments.officer or not arguments.passphrase_file:
        raise Refused("E-INPUT/officer")
    sheets = tuple(read_text(file) for file in arguments.sheet)
    new = passphrase(arguments.passphrase_file)
    return recovery.restore_officer(recovery.RestoreOfficer(arguments.vault, arguments.officer, new, sheets))
