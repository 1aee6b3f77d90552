"""The sheets that are imported: a household ledger, a list of tenants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from station_app.core.register import Register
from station_app.exchange.sheet import Row
from station_app.residents.register import RESIDENTS
from station_app.tenancies.register import TENANCIES
from station_app.workflows import household_columns, tenancy_columns
from station_app.workflows.household_rows import Placed, place
from station_app.workflows.sheet_columns import Column


@dataclass(frozen=True, slots=True)
class Kind:
    """`place` says what a row takes from those above it."""

    register: Register
    columns: Mapping[str, Column]
    place: Callable[[Sequence[Row]], list[Placed]]
    first: int = 200  # rows of the first part that is written

    @property
    def headings(self) -> dict[str, tuple[str, ...]]:
        return {name: column.headings for name, column in self.columns.items()}

    @property
    def right(self) -> str:
        return f"import:{self.register.name}"


def each_by_itself(rows: Sequence[Row]) -> list[Placed]:
    return [Placed(row, row.cells, household="") for row in rows]


HOUSEHOLDS = Kind(RESIDENTS, household_columns.COLUMNS, place)
TENANTS = Kind(TENANCIES, tenancy_columns.COLUMNS, each_by_itself, first=25)  # seven records a row
KINDS: Mapping[str, Kind] = {kind.register.name: kind for kind in (HOUSEHOLDS, TENANTS)}
OWN = ("name", "id_number", "phone")  # of one row, where 同上 means nothing
