"""Commands that open a vault, as an officer of it; each opens, does one thing, and locks again."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from lucheng_desktop.cases import shapes
from lucheng_desktop.cli.papers import read_json, read_text
from lucheng_desktop.procedures import handover, history, keeping, office, practice, steps
from lucheng_desktop.procedures.cases import count_cases, find_case, list_cases, show_case
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.petition_import import ImportPetitions, import_petitions
from lucheng_desktop.procedures.portions import Portion
from lucheng_desktop.procedures.practice import MakePractice, make_practice
from lucheng_desktop.procedures.statistics import practice_totals
from lucheng_desktop.refusal import Refused


@contextmanager
def desk(arguments: Namespace) -> Iterator[Desk]:
    """The vault unlocked by the officer and passphrase file of the command line."""
    if not arguments.officer or not arguments.passphrase_file:
        raise Refused("E-INPUT/officer")
    secret = passphrase(arguments.passphrase_file)
    opened = office.unlock(office.Unlock(arguments.vault, arguments.officer, secret, device_code(arguments)))
    with closing(opened.vault):
        copied = None if arguments.json else keeping.copy_notice(opened)
        for notice in filter(None, (keeping.clock_notice(opened), copied)):
            print(f"{notice.message}{notice.next}", file=sys.stderr)
        yield opened


def device_code(arguments: Namespace) -> str:
    """What is written in the device code file, or nothing."""
    return read_text(arguments.device_code_file) if arguments.device_code_file else ""


def passphrase(file: Path) -> str:
    """The first line of `file`."""
    return read_text(file).partition("\n")[0]


def practice_vault(arguments: Namespace) -> Any:
    """`practice DIR`: the totals are counted from the vault."""
    made = make_practice(MakePractice(arguments.folder, arguments.seed, arguments.cases))
    with practice.at_desk(made.vault, made.officers[0]) as opened:
        totals, ledger = practice_totals(opened), history.ledger_head(opened)
    return {
        "vault": made.vault,
        "officers": made.officers,
        "peer": {"vault": made.peer, "officers": made.peer_officers},
        "totals": totals,
        "ledger": ledger,
    }


def info(arguments: Namespace) -> Any:
    """`vault info DIR`: what may be known without a passphrase."""
    return office.vault_info(arguments.vault)


def petition_import(arguments: Namespace) -> Any:
    """`petition import VAULT FILE.xlsx [--dry-run]`."""
    with desk(arguments) as opened:
        return import_petitions(opened, ImportPetitions(arguments.file, arguments.dry_run))


def case_list(arguments: Namespace) -> Any:
    """`case list VAULT [--limit N] [--start N]`: a portion, and how many there are in all; `--limit 0`: every one."""
    part = Portion(arguments.start, arguments.limit or None)
    with desk(arguments) as opened:
        return {"cases": list_cases(opened, part), "start": part.start, "total": count_cases(opened)}


def case_show(arguments: Namespace) -> Any:
    """`case show VAULT NO`: by number or record id."""
    with desk(arguments) as opened:
        return show_case(opened, *find_case(opened, arguments.case))


def case_do(arguments: Namespace) -> Any:
    """`case do VAULT STEP --order FILE.json`, or `--steps`."""
    if arguments.steps:
        office.vault_info(arguments.vault)
        return {"steps": steps.catalogue()}
    step = steps.all_steps().get(arguments.step or "")
    if step is None:
        raise Refused("E-INPUT/step", step=arguments.step or "")
    if arguments.order is None:
        raise Refused("E-INPUT/order")
    order: Any = shapes.read_order(step.order, read_json(arguments.order))
    with desk(arguments) as opened:
        return step.function(opened, order)


def bundle_export(arguments: Namespace) -> Any:
    """`bundle export VAULT --case NO --to NAME --out F`."""
    with desk(arguments) as opened:
        cases = tuple(find_case(opened, number) for number in arguments.case)
        to = tuple(office.recipient(opened, name) for name in arguments.to)
        return handover.export_cases(opened, handover.ExportCases(cases, to, arguments.out, arguments.purpose))


def bundle_verify(arguments: Namespace) -> Any:
    """`bundle verify F --vault V`."""
    with desk(arguments) as opened:
        return handover.verify_bundle(opened, handover.ImportBundle(arguments.file))


def bundle_import(arguments: Namespace) -> Any:
    """`bundle import V F`."""
    with desk(arguments) as opened:
        return handover.import_bundle(opened, handover.ImportBundle(arguments.file))


def ledger_verify(arguments: Namespace) -> Any:
    """`ledger verify VAULT`."""
    with desk(arguments) as opened:
        return history.verify_ledger(opened)


def ledger_head(arguments: Namespace) -> Any:
    """`ledger head VAULT`."""
    with desk(arguments) as opened:
        return history.ledger_head(opened)


def ledger_history(arguments: Namespace) -> Any:
    """`ledger history VAULT NO`: officer, time, before and after of every change."""
    with desk(arguments) as opened:
        return {"history": history.case_history(opened, *find_case(opened, arguments.case))}
