"""Tables of figures, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any

import typer

from station_app.access.act import View
from station_app.cli.options import signed_in
from station_app.cli.output import Line, Told, command
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.statistics import corrections
from station_app.statistics import desk as duty_desk
from station_app.statistics.hidden import told
from station_app.statistics.table import Table
from station_app.workflows.agenda import day_typed

NAMES: Mapping[str, tuple[str, Callable[[View, date, date], Table]]] = {
    "corrections": ("correction-figures", corrections.figures),
    "calls": ("desk-figures", duty_desk.calls),
    "cases": ("desk-figures", duty_desk.cases),
    "disputes": ("desk-figures", duty_desk.disputes),
    "matters": ("desk-figures", duty_desk.matters),
}


def add_to(app: typer.Typer) -> None:
    @command(
        app,
        "statistics",
        epilog="例: station statistics corrections --from 2026-01-01 --to 2026-03-31 --json",
    )
    def statistics(
        name: Annotated[str, typer.Argument(metavar="NAME")],
        first: Annotated[str, typer.Option("--from", metavar="DATE")],
        last: Annotated[str, typer.Option("--to", metavar="DATE")],
    ) -> Any:
        """One table of figures, month by month."""
        with signed_in() as (_station, desk):
            if name not in NAMES:
                raise Refused(_("没有这张统计表，可选：{names}", names="、".join(NAMES)))
            right, figures = NAMES[name]
            days = [day_typed(text, desk.now()) for text in (first, last)]
            with desk.view(right) as view:
                table = figures(view, *days)
            return Told(list(_rows(table)), _lines(table))


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    for line in table.lines:
        cells = zip((month.name for month in table.months), line.cells, strict=True)
        yield {"group": line.group, "figure": line.label, "code": line.code, "months": dict(cells)}


def _lines(table: Table) -> Iterator[Line]:
    yield Line(table.title, *(month.name for month in table.months))
    for line in table.lines:
        cells = tuple(told(n) for n in line.cells)
        yield Line(line.group if line.whole else line.label, *cells, inner=not line.whole)
