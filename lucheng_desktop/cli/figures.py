"""`stats`: the indicators of a period, whole for the office and withheld where they leave it; `figures verify`."""

from argparse import Namespace
from typing import Any

from lucheng_desktop.cases.shapes import read
from lucheng_desktop.cli.vaults import desk
from lucheng_desktop.procedures.figure_sets import SignFigures, VerifyFigures, sign_figures, verify_figures
from lucheng_desktop.procedures.figure_tables import ExportFigures, export_figures, lines
from lucheng_desktop.procedures.statistics import CountFigures, count_figures, outward_figures


def stats(arguments: Namespace) -> Any:
    """`stats VAULT --from D --to D`: `--outward` as it may leave, `--export F` into a table, `--signed F` a month."""
    told = {"first": arguments.first, "last": arguments.last, "ids": arguments.json}
    order: CountFigures = read(CountFigures, told)
    with desk(arguments) as opened:
        if arguments.signed:
            return sign_figures(opened, SignFigures(order.first, order.last, arguments.signed))
        if arguments.export:
            return export_figures(opened, ExportFigures(order, arguments.export))
        figures = (outward_figures if arguments.outward else count_figures)(opened, order)
        return figures.as_json() if arguments.json else lines(opened.rules, figures)


def verify(arguments: Namespace) -> Any:
    """`figures verify F [--vault V]`: whether it is as it was signed and, with a vault, who of its officers signed."""
    order = VerifyFigures(arguments.file)
    if arguments.vault is None:
        return verify_figures(order)
    with desk(arguments) as opened:
        return verify_figures(order, opened)
