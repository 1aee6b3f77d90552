"""Checklists of inspections as data: `resources/checklists/*.toml`, read strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from station_app.identity import codes

FOLDER = Path(__file__).parents[2] / "resources" / "checklists"
POLICE = "police"  # of the powers: what a station itself may order
CHOICES = {  # what a line of the file may say
    "where": frozenset({"papers", "common", "room"}),
    "kind": frozenset({"count", "fault", "measure", "note"}),
}


class BadChecklist(ValueError):
    """The file breaks its own form; the sentence names the file and the item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a checklist. Texts are Chinese, as the paper prints them.

    `power`: the department that may order or punish (code table power); `where`: a `room` that
    is lived in is a home; `kind`: `note` is a lead for the station alone, never a hazard; `term`:
    the rule of the usual time to correct it; `village`: the article where the house stands on
    collective land, if it is another (住房租赁条例 2, 49).
    """

    id: str
    look: str  # what is looked at
    say: str  # the usual fault, taken where nothing else is typed
    power: str
    where: str
    kind: str
    critical: bool
    term: str
    article: str
    confirmed: bool
    village: str = ""

    def article_on(self, *, collective: bool) -> str:
        return self.village if collective and self.village else self.article

    @property
    def is_note(self) -> bool:
        return self.kind == "note"


@dataclass(frozen=True, slots=True)
class Checklist:
    title: str
    items: Mapping[str, Item]  # in the order of the paper
    classing: Mapping[str, int]  # numbers by which a house changes its class

    @property
    def faults(self) -> tuple[Item, ...]:
        """All that can be a hazard."""
        return tuple(item for item in self.items.values() if not item.is_note)


@cache
def checklist(name: str) -> Checklist:
    """Raises BadChecklist, FileNotFoundError."""
    path = FOLDER / f"{name}.toml"
    return read(path.read_text("utf-8"), path.name, f"{name}_item")


def read(text: str, file: str, table: str) -> Checklist:
    """`table` is the code table of its items: the two name the same ones in the same order."""
    content = tomllib.loads(text)
    items = {item.id: item for item in (_item(file, row) for row in content["item"])}
    if list(items) != list(codes.TABLES[table]):
        raise BadChecklist(f"{file}: items differ from {table}.csv")
    numbers = {k: v for k, v in content["class"].items() if type(v) is int}
    return Checklist(content["list"]["title"], items, numbers)


def _item(file: str, row: Mapping[str, Any]) -> Item:
    hints = get_type_hints(Item)
    named = f"{file}: {row.get('id', '?')}"
    row = {"village": "", **row}
    if row.keys() != {field.name for field in fields(Item)}:
        raise BadChecklist(f"{named}: missing or unknown {set(row) ^ set(hints)}")
    wrong = [name for name, value in row.items() if type(value) is not hints[name]]
    wrong += [name for name, known in CHOICES.items() if row[name] not in known]
    item = Item(**row)
    wrong += ["power"] if item.power not in codes.TABLES["power"] else []
    wrong += ["term"] if bool(item.term) is item.is_note else []
    if wrong:
        raise BadChecklist(f"{named}: {', '.join(wrong)}")
    return item
