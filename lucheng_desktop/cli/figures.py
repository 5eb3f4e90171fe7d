"""`stats`: the indicators of a period, whole for the office and withheld where they leave it."""

from argparse import Namespace
from typing import Any

from lucheng_desktop.cases.shapes import read
from lucheng_desktop.cli.vaults import desk
from lucheng_desktop.procedures.figure_tables import ExportFigures, export_figures, lines
from lucheng_desktop.procedures.statistics import CountFigures, count_figures, outward_figures


def stats(arguments: Namespace) -> Any:
    """`stats VAULT --from D --to D`, with `--outward` as it may leave, with `--export F.csv` into a file."""
    told = {"first": arguments.first, "last": arguments.last, "ids": arguments.json}
    order: CountFigures = read(CountFigures, told)
    with desk(arguments) as opened:
        if arguments.export:
            return export_figures(opened, ExportFigures(order, arguments.export))
        figures = (outward_figures if arguments.outward else count_figures)(opened, order)
        return figures.as_json() if arguments.json else lines(opened.rules, figures)
