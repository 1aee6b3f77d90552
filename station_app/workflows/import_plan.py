"""What a sheet says, before anything is looked up: people, queries, rejected rows. Pure.

Every row of data ends as an entry, as a repeat of one, as a doubt or as rejected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from station_app.core.texts import Text, _
from station_app.exchange.cells import Tidied
from station_app.exchange.headings import Column as Where
from station_app.exchange.sheet import Row
from station_app.identity.names import searchable
from station_app.people import rules
from station_app.workflows.household_rows import Placed
from station_app.workflows.sheet_columns import Column, Read
from station_app.workflows.sheet_kinds import HOUSEHOLDS, TENANTS, Kind
from station_app.workflows.tenancy_columns import LANDLORD

BY_NUMBER = ("sex", "birth")  # what a number says of itself
Cells = tuple[str, Column, Callable[[str], Tidied[Any]]]  # field, column, how one is read


class Remark(NamedTuple):
    """What is wrong with one cell, and what to do."""

    row: int  # as the spreadsheet counts, headings included
    column: str  # the heading as it stands in the sheet
    problem: Text


@dataclass(slots=True)
class Entry:
    """One person of the sheet; only what its cells say. `adds` are rows pasted again.

    A list of tenants says nothing of the residence: that follows from the `tenancy`.
    """

    row: int
    household: str
    address: str
    person: dict[str, Any]
    residence: dict[str, Any]
    adds: dict[int, bool] = field(default_factory=dict)  # row → whether it said anything more
    tenancy: dict[str, Any] | None = None  # None in a household ledger
    house: dict[str, Any] = field(default_factory=dict)
    landlord: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.person["name"])

    @property
    def number(self) -> str | None:
        return self.person.get("id_number")


@dataclass(slots=True)
class Doubt:
    """A row held until somebody decides; `firm` where looking it up cannot settle it."""

    entry: Entry
    problem: Text
    column: str
    firm: bool = False


@dataclass(slots=True)
class Plan:
    entries: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    queries: list[Remark] = field(default_factory=list)
    rejected: list[Remark] = field(default_factory=list)
    columns: Mapping[str, str] = field(default_factory=dict)  # field → heading or letter
    kind: Kind = HOUSEHOLDS

    @property
    def read(self) -> int:
        repeats = sum(len(entry.adds) for entry in self.entries)
        return len(self.entries) + repeats + len(self.doubts) + len(self.rejected)

    def only(self, rows: Collection[int]) -> Plan:
        """As if the sheet had no other rows."""
        return Plan(
            [entry for entry in self.entries if entry.row in rows],
            [doubt for doubt in self.doubts if doubt.entry.row in rows],
            [query for query in self.queries if query.row in rows],
            [remark for remark in self.rejected if remark.row in rows],
            self.columns,
            self.kind,
        )

    def households(self) -> list[list[Entry]]:
        """Entries by household, in the order of the sheet."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            key = entry.household or f"row {entry.row}"
            found.setdefault(key, []).append(entry)
        return list(found.values())


def make_plan(
    rows: Iterable[Row], columns: Mapping[str, Where], today: date, kind: Kind = HOUSEHOLDS
) -> Plan:
    named = {name: where.heading or where.letter for name, where in columns.items()}
    plan = Plan(columns=named, kind=kind)
    cells = [
        (name, column, _remembering(column.read, today))
        for name, column in kind.columns.items()
        if name in columns
    ]
    read = [_read(plan, cells, one) for one in kind.place(_listed(rows, cells))]
    known: dict[str, Entry] = {}
    for entry, pasted in sorted(filter(None, read), key=lambda pair: pair[1]):
        _sort(plan, known, entry, pasted)
    plan.entries.sort(key=lambda entry: entry.row)
    return plan


def _remembering(read: Read, today: date) -> Callable[[str], Tidied[Any]]:
    """A sheet says the same words again and again."""
    return cache(lambda text: read(text, today))


def _listed(rows: Iterable[Row], cells: Sequence[Cells]) -> list[Row]:
    """All rows, their cells read already: meanwhile the other process sends the next."""
    listed = []
    for row in rows:
        listed.append(row)
        for name, _column, read in cells:
            if text := row.cells[name]:
                read(text)
    return listed


def _read(plan: Plan, cells: Sequence[Cells], placed: Placed) -> tuple[Entry, bool] | None:
    """None where the row is rejected."""
    row = placed.row.number
    values = defaultdict[str, dict[str, Any]](dict)
    queries: list[Remark] = []
    for name, column, read in cells:
        if not (text := placed.cells[name]):
            continue
        value, problem = read(text)
        if problem:
            remark = Remark(row, plan.columns[name], problem)
            if name == "id_number":
                plan.rejected.append(remark)
                return None
            queries.append(remark)
        elif value is not None:
            values[column.register][column.field] = value
    entry = _entry(plan, placed, values)
    if wrong := _nobody(plan, entry):
        plan.rejected.append(wrong)
        return None
    queries += [_asked(plan, row, one) for one in _settle_number(entry)]
    plan.queries += queries + _settle_term(plan, entry)
    return entry, placed.pasted


def _entry(plan: Plan, placed: Placed, values: Mapping[str, dict[str, Any]]) -> Entry:
    entry = Entry(
        placed.row.number,
        placed.household,
        values["places"].get("line", ""),
        values["people"],
        values["residents"] | ({"household": placed.household} if placed.household else {}),
    )
    if plan.kind is TENANTS:
        entry.tenancy, entry.house = values["tenancies"], values["housing"]
        entry.landlord = values[LANDLORD]
    return entry


def _nobody(plan: Plan, entry: Entry) -> Remark | None:
    """Why nobody could be identified by this row."""
    if not entry.person.get("name"):
        return _remark(plan, entry, "name", _("没有姓名，无法确定是谁，请补全后重新导入"))
    if not entry.number and not entry.person.get("birth"):
        text = _("没有身份号码，也没有出生日期，无法确定是谁，请补全其一")
        return _remark(plan, entry, "id_number", text)
    return None


def _remark(plan: Plan, entry: Entry, name: str, problem: Text) -> Remark:
    return Remark(entry.row, plan.columns.get(name, ""), problem)


def _settle_number(entry: Entry) -> list[str]:
    """Sex and birth come from the number; cells that say otherwise are asked about."""
    if not entry.number:
        return []
    wrong = [problem.field for problem in rules.contradictions(entry.person)]
    for name in BY_NUMBER:
        entry.person.pop(name, None)
    return wrong


def _settle_term(plan: Plan, entry: Entry) -> list[Remark]:
    """A lease that ends before it begins is asked about, and kept without its end."""
    term = entry.tenancy or {}
    since, ends = term.get("since"), term.get("expected_until")
    if not (since and ends and ends < since):
        return []
    del term["expected_until"]
    text = _("租期截止早于入住日期，已按未约定期限登记，请对照合同核对")
    return [_remark(plan, entry, "expected_until", text)]


def _asked(plan: Plan, row: int, name: str) -> Remark:
    text = _("与身份号码不符，已按身份号码登记，请对照证件核对")
    return Remark(row, plan.columns[name], text)


def _sort(plan: Plan, known: dict[str, Entry], entry: Entry, pasted: bool) -> None:
    key = entry.number or f"{searchable(entry.name)} {entry.person.get('birth')}"
    first = known.setdefault(key, entry)
    if first is entry and not entry.address:
        text = _("没有现住地址，无法登记在哪里居住，请补全后重新导入")
        plan.rejected.append(_remark(plan, entry, "address", text))
        del known[key]
    elif first is entry:
        plan.entries.append(entry)
    elif searchable(first.name) != searchable(entry.name):
        text = _("与第 {row} 行身份号码相同而姓名不同，请对照证件", row=first.row)
        plan.doubts.append(Doubt(entry, text, plan.columns["id_number"]))
    elif other := _differs(plan, first, entry, pasted):
        text = _("与第 {row} 行是同一人，但“{column}”不同，请核对", row=first.row, column=other)
        plan.doubts.append(Doubt(entry, text, plan.columns.get(other, other), firm=True))
    else:
        first.adds[entry.row] = _add(first, entry)


def _differs(plan: Plan, first: Entry, entry: Entry, pasted: bool) -> str:
    """The first cell in which two rows of one person contradict each other; "" where none."""
    said = entry.person | entry.residence | (entry.tenancy or {})
    before = first.person | first.residence | (first.tenancy or {})
    for name, value in said.items():
        kept = name == "name" or plan.kind.columns[name].free
        if not kept and name in before and before[name] != value:
            return name
    if entry.address and entry.address != first.address:
        return "address"
    return ""


def _add(first: Entry, entry: Entry) -> bool:
    """Let the later row say what the first did not; whether it said anything more."""
    more = False
    for whole, said in (
        (first.person, entry.person),
        (first.residence, entry.residence),
        (first.tenancy or {}, entry.tenancy or {}),
    ):
        for name, value in said.items():
            if name == "phone":
                value = with_phones(whole.get("phone", []), value)
            if whole.get(name) != value:
                whole[name], more = value, True
    return more


def with_phones(before: list[dict[str, str]], more: list[dict[str, str]]) -> list[dict[str, str]]:
    """Numbers are added, never taken away: the old one may still be answered."""
    have = {phone["number"] for phone in before}
    return before + [phone for phone in more if phone["number"] not in have]
