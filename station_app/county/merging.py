"""The county's merging, field by field, exactly as docs/exchange.md says it. Pure.

What is rejected raises `Refused`; nothing of its transaction is then kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from station_app.core.records import Fact
from station_app.core.register import Merge, Register
from station_app.county.images import Image, Refused, Sheet, Step, Written, fields_of, kept_id
from station_app.sync.protocol import CONFLICT, KEPT, WITHDRAWN, Op, Result

Registers = Mapping[str, Register]
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Merging:
    """`written`: operations by id; whoever calls fills in what `needed` names."""

    registers: Registers
    written: dict[str, Written]

    def apply(self, step: Step, here: Sheet, there: Sheet | None = None) -> Result:
        op = step.op
        match op.kind:
            case "void":
                return "applied"
            case "file":
                return self._file(step, here)
            case "amend" | "state":
                return self._amend(step, here)
            case "withdraw" | "restore":
                return self._withdraw(step, here)
            case "merge" | "unmerge":
                return self._merge(step, here)
            case "distinct" | "undistinct":
                return self._set(step, here, self._live(op, here), op.set)
            case "erase":
                return self._erase(step, here)
            case "resolve":
                return self._resolve(step, here)
            case "move":
                return self._move(step, here, there)
            case "send":
                return self._send(step, there)

    def _live(self, op: Op, sheet: Sheet) -> Image:
        row = sheet.get(op.ent, op.id)
        if row is None or row.gone:
            raise Refused("gone" if row else "absent")
        return row

    def _file(self, step: Step, sheet: Sheet) -> Result:
        op = step.op
        if row := sheet.get(op.ent, op.id):
            raise Refused("gone" if row.gone else "exists")
        sheet.put(self._new(step, step.seq, self._sent(op)))
        return "applied"

    def _new(self, step: Step, seq: int, values: dict[str, Any]) -> Image:
        op = step.op
        return Image(op.ent, op.id, seq, False, step.id, step.who, step.who, op.at, values)

    def _sent(self, op: Op) -> dict[str, Any]:
        known = self.registers.get(op.ent)
        if known is None or op.set.keys().isdisjoint(known.derived):
            return op.set
        return {name: value for name, value in op.set.items() if name not in known.derived}

    def _set(self, step: Step, sheet: Sheet, row: Image, values: Mapping[str, Any]) -> Result:
        """None of a value that is no field takes it away."""
        v, w = {**row.v, **values}, row.w | dict.fromkeys(values, step.id)
        for name in values:
            if name.startswith("~") and v[name] is None:
                del v[name]
        sheet.put(replace(row, seq=step.seq, by=step.who, at=step.op.at, v=v, w=w))
        return "applied"

    def _amend(self, step: Step, sheet: Sheet) -> Result:
        op = step.op
        if issubclass(getattr(self.registers.get(op.ent), "record", object), Fact):
            raise Refused("body")
        row = self._live(op, sheet)
        taken: dict[str, Any] = {}
        cases, lost = 0, False
        for name, value in self._sent(op).items():
            if WITHDRAWN not in row.v and self._saw(row, op.base.get(name), name):
                taken[name] = value
            elif _same(row.v.get(name), value):
                continue
            elif WITHDRAWN not in row.v and self._kind(op.ent, name) is Merge.FREE:
                later = self._is_later(step, row.writer(name))
                taken |= {name: value} if later else {}
                lost |= not later
            else:
                cases += 1
                self._open(step, sheet, row, name, value)
        if taken:
            self._set(step, sheet, row, taken)
        return "conflict" if cases else "merged" if lost else "applied"

    def _kind(self, ent: str, name: str) -> Merge:
        known = self.registers.get(ent)
        return known[name].merge if known and name in known.by_name else Merge.GUARDED

    def _saw(self, row: Image, base: str | None, name: str) -> bool:
        """Whether the editor saw what stands: its writer, or another who wrote the same."""
        if base == row.writer(name):
            return True
        seen = self.written.get(base or "")
        return seen is not None and name in seen.set and _same(seen.set[name], row.v.get(name))

    def _is_later(self, step: Step, writer: str) -> bool:
        other = self.written.get(writer)
        return (step.hlc, step.id) > (other.hlc if other else 0, writer)

    def _open(
        self, step: Step, sheet: Sheet, row: Image, name: str, value: Any, writer: str = ""
    ) -> None:
        op = step.op
        seen = self.written.get(op.base.get(name, ""))
        withdrawn = WITHDRAWN in row.v and not name.startswith("~")
        kept = self.written.get(writer or row.writer(WITHDRAWN if withdrawn else name))
        v = {
            "register": op.ent,
            "record": str(op.id),
            "field": name,
            "base": seen.set.get(name) if seen else None,
            "kept": row.v.get(name),
            "refused": value,
            "kept_by": kept.actor if kept else "",
            "refused_by": step.who,
            "at": op.at,
            "op": step.id,
            "closed_by": "",
            "closed_at": None,
            "reason": "",
        }
        id, made = uuid5(op.op, name), step.id
        sheet.put(
            Image(CONFLICT, id, step.seq, False, made, step.who, step.who, op.at, v, {}, op.id)
        )

    def _withdraw(self, step: Step, sheet: Sheet) -> Result:
        op = step.op
        row = self._live(op, sheet)
        value = op.set.get(WITHDRAWN)
        if (op.kind == "withdraw") is (WITHDRAWN in row.v):
            return "merged"
        if op.kind == "withdraw":
            for name in sorted(fields_of(op.base) | fields_of(row.w)):
                derived = self._kind(op.ent, name) is Merge.DERIVED
                if not derived and not self._saw(row, op.base.get(name, row.made), name):
                    self._open(step, sheet, row, WITHDRAWN, value, row.writer(name))
                    return "conflict"
        return self._set(step, sheet, row, {WITHDRAWN: value})

    def _merge(self, step: Step, sheet: Sheet) -> Result:
        op = step.op
        row = self._live(op, sheet)
        value, stands = op.set.get(KEPT), row.v.get(KEPT)
        if value == stands:
            return "merged"
        _refuse_ring(op, sheet)
        if value and stands:
            self._open(step, sheet, row, KEPT, value)
            return "conflict"
        return self._set(step, sheet, row, {KEPT: value})

    def _erase(self, step: Step, sheet: Sheet) -> Result:
        """Also of what never came: another desk with the same file may hold it still."""
        op = step.op
        row = sheet.get(op.ent, op.id) or Image(op.ent, op.id, step.seq)
        if not row.gone:
            self._bury(step, sheet, row)
        return "applied"

    def _bury(self, step: Step, sheet: Sheet, row: Image) -> None:
        """Of a tombstone nothing is left but where it stood; its cases share it."""
        for each in (row, *sheet.cases(row.id)):
            if not each.gone:
                about = each.about
                sheet.put(
                    Image(each.ent, each.id, step.seq, gone=True, about=about, hash=each.hash)
                )

    def _resolve(self, step: Step, sheet: Sheet) -> Result:
        op = step.op
        row = self._live(op, sheet)
        cases = [c for c in sheet.cases(op.id) if c.is_open and c.v["field"] in op.set]
        if {c.v["field"] for c in cases} != set(op.set):
            raise Refused("closed")
        if any(step.who in (c.v["kept_by"], c.v["refused_by"]) for c in cases):
            raise Refused("own-case")
        if not step.chief and step.who != row.owner:
            raise Refused("role")
        if any(op.base.get(name) != row.writer(name) for name in op.set):
            raise Refused("stale")
        _refuse_ring(op, sheet)
        closing = {"closed_by": step.who, "closed_at": op.at, "reason": op.reason}
        for case in cases:
            v = case.v | closing
            sheet.put(replace(case, seq=step.seq, by=step.who, at=op.at, v=v))
        return self._set(step, sheet, row, op.set)

    def _move(self, step: Step, here: Sheet, there: Sheet | None) -> Result:
        """The current fields go along; what they point at, and what was, stays behind."""
        row = self._live(step.op, here)
        known = self.registers.get(step.op.ent)
        refs = {name for name, _ in known.refs} if known else set()
        fields = {n: v for n, v in row.v.items() if not n.startswith("~") and n not in refs}
        self._arrive(step, there, fields)
        self._bury(step, here, row)
        return "applied"

    def _send(self, step: Step, there: Sheet | None) -> Result:
        self._arrive(step, there, self._sent(step.op))
        return "applied"

    def _arrive(self, step: Step, there: Sheet | None, values: dict[str, Any]) -> None:
        """A tombstone is no obstacle: who moved away may come back."""
        if there is None:
            raise Refused("scope")
        row = there.get(step.op.ent, step.op.id)
        if row is not None and not row.gone:
            raise Refused("exists")
        new = self._new(step, step.there_seq, values)
        there.put(replace(new, hash=row.hash if row else b""))


def _refuse_ring(op: Op, sheet: Sheet) -> None:
    """Of entries merged crosswise at two desks none would be left that stands for them all."""
    seen, next = set[UUID](), kept_id(op.set)
    while next and next not in seen:
        if next == op.id:
            raise Refused("ring")
        seen.add(next)
        row = sheet.get(op.ent, next)
        next = kept_id(row.v) if row and not row.gone else None


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (one in EMPTY and other in EMPTY)
