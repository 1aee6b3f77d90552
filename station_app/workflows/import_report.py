"""What an import answers: counts, and what has to be looked at, in the keys of the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from station_app.core.register import Register
from station_app.core.texts import Shown, Text, render
from station_app.core.wire import from_plain, to_plain
from station_app.housing.register import HOUSING
from station_app.people.register import PEOPLE
from station_app.residents.register import RESIDENTS
from station_app.tenancies.register import TENANCIES
from station_app.workflows.import_plan import Entry, Plan, Remark

OUTCOMES = ("entered", "changed", "unchanged")


@dataclass(frozen=True, slots=True)
class Held:
    """A row kept back until somebody says whether it is one of the candidates."""

    row: int
    column: str
    problem: Text
    entry: Entry
    candidates: tuple[UUID, ...] = ()
    reasons: tuple[Text, ...] = ()


@dataclass(slots=True)
class Report:
    """`read` is the sum of entered, changed, unchanged and the rows doubtful and rejected."""

    act: UUID | None  # None for a dry run
    read: int
    entered: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: list[UUID] = field(default_factory=list)  # of the register: a list to check
    doubtful: list[Held] = field(default_factory=list)
    queries: list[Remark] = field(default_factory=list)
    rejected: list[Remark] = field(default_factory=list)
    finished: bool = True
    register: str = RESIDENTS.name

    def to_json(self, show: Callable[[Shown], str] = render) -> dict[str, Any]:
        return {
            "act": str(self.act) if self.act else None,
            "read": self.read,
            "entered": self.entered,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "absent": [{"register": self.register, "id": str(id)} for id in self.absent],
            "doubtful": [
                {
                    "row": held.row,
                    "column": held.column,
                    "problem": show(held.problem),
                    "candidates": [str(id) for id in held.candidates],
                    "reasons": [show(reason) for reason in held.reasons],
                }
                for held in self.doubtful
            ],
            "queries": _remarks(self.queries, show),
            "rejected": _remarks(self.rejected, show),
            "finished": self.finished,
        }


def begun(act: UUID | None, plan: Plan) -> Report:
    """What the sheet alone says, before anything is counted."""
    queries, register = list(plan.queries), plan.kind.register.name
    return Report(act, plan.read, queries=queries, rejected=plan.rejected, register=register)


def _remarks(remarks: Iterable[Remark], show: Callable[[Shown], str]) -> list[dict[str, Any]]:
    ordered = sorted(remarks, key=lambda remark: remark.row)
    return [{"row": r.row, "column": r.column, "problem": show(r.problem)} for r in ordered]


@dataclass(slots=True)
class State:
    """How far an import has come: kept with each part of it, so that a kill loses nothing."""

    officer: str
    file_hash: str
    mapping: Mapping[str, str]
    today: str  # ISO: the plan made again must be the same plan
    rows: int
    chosen: list[int] | None = None  # rows, where not all are wanted
    done: int = 0  # households
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    stage: str = "running"  # running, finished, taken back
    undone: int | None = None  # operations from this number on are taken back
    undone_by: str | None = None  # the act of the taking back
    held: list[dict[str, Any]] = field(default_factory=list)
    register: str = RESIDENTS.name  # whose sheet it is

    @classmethod
    def read(cls, text: str) -> State:
        return cls(**json.loads(text))

    def written(self) -> str:
        body = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(body, ensure_ascii=False)

    @property
    def day(self) -> date:
        return date.fromisoformat(self.today)


def setting_of(act_id: UUID) -> str:
    """Under which name the state of an import is kept."""
    return f"import {act_id}"


PARTS: Mapping[str, Register] = {  # of an entry, and whose fields they hold
    "person": PEOPLE,
    "residence": RESIDENTS,
    "tenancy": TENANCIES,
    "house": HOUSING,
    "landlord": PEOPLE,
}


def pack(held: Held) -> dict[str, Any]:
    entry = held.entry
    return {
        "row": held.row,
        "column": held.column,
        "problem": _pack_text(held.problem),
        "candidates": [str(id) for id in held.candidates],
        "reasons": [_pack_text(reason) for reason in held.reasons],
        "household": entry.household,
        "address": entry.address,
        "adds": list(entry.adds.items()),
    } | {
        name: None if (said := getattr(entry, name)) is None else to_plain(register, said)
        for name, register in PARTS.items()
    }


def unpack(body: Mapping[str, Any]) -> Held:
    entry = Entry(
        body["row"],
        body["household"],
        body["address"],
        adds=dict(body["adds"]),
        **_parts(body),
    )
    return Held(
        body["row"],
        body["column"],
        _unpack_text(body["problem"]),
        entry,
        tuple(UUID(id) for id in body["candidates"]),
        tuple(_unpack_text(reason) for reason in body["reasons"]),
    )


def _parts(body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: None if body[name] is None else from_plain(register, body[name])
        for name, register in PARTS.items()
        if name in body
    }


def _pack_text(text: Text) -> list[Any]:
    return [text.msgid, dict(text.args)]


def _unpack_text(packed: list[Any]) -> Text:
    return Text(packed[0], tuple(packed[1].items()))
