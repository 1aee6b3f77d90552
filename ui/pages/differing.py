"""Where a draft and a record have parted ways. Read on the database thread; no widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from uuid import UUID

from station_app.access.compare import Since, since
from station_app.core.errors import Problem
from station_app.core.kinds import Ref
from station_app.core.register import Field, Register, read_draft
from station_app.core.show import mask, show_plain, typed
from station_app.core.texts import Shown
from station_app.core.wire import plain
from ui.kit.drafts import kept_at
from ui.pages import giving
from ui.pages.form import REVISION
from ui.pages.work import Work


class Side(Enum):
    MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Line:
    """One field, as it is shown: what I typed, what stood there, what stands there now."""

    field: Field
    mine: Shown
    base: Shown
    theirs: Shown
    changed: tuple[bool, bool]  # by me, by others

    @property
    def mine_changed(self) -> bool:
        return self.changed[0]

    @property
    def both(self) -> bool:
        return all(self.changed)

    @property
    def only_mine(self) -> bool:
        return self.changed == (True, False)

    @property
    def only_theirs(self) -> bool:
        return self.changed == (False, True)


@dataclass(frozen=True, slots=True)
class Differing:
    register: Register
    since: Since
    lines: list[Line]
    whom: str  # the record, by name
    typed: Mapping[str, str]  # all that stands in the draft
    read: Mapping[str, Any]  # what of it can be stored
    wrong: Mapping[str, Problem]
    taken: Mapping[str, Side | None] = field(default_factory=dict)  # of each line

    @property
    def gone(self) -> str | None:
        return self.since.gone

    def _mine(self) -> list[str]:
        return [name for name, side in self.taken.items() if side is Side.MINE]

    def problems(self) -> list[Problem]:
        return [self.wrong[name] for name in self._mine() if name in self.wrong]

    def values(self) -> dict[str, Any]:
        """What is to be written over what others wrote."""
        return {name: self.read[name] for name in self._mine()}

    def texts(self) -> dict[str, str]:
        """The form as it is after what was chosen; mine where nothing was."""
        record, fields = self.since.seen.record, self.register.by_name
        theirs = {name for name, side in self.taken.items() if side is Side.THEIRS}
        now = {n: typed(fields[n].kind, getattr(record, n)) for n in theirs}
        return {name: text for name, text in self.typed.items() if name in fields} | now


def differing(work: Work, register: Register, id: UUID, before: Differing | None) -> Differing:
    """`before`: what was chosen holds where others wrote nothing new. Raises Refused, Absent."""
    draft = kept_at(work.desk, f"{register.name}/{id}") or {}
    mine = {n: t for n, t in draft.items() if n in register.by_name and register[n].typed}
    revision = int(draft.get(REVISION, 0))
    seen = work.seen(f"show:{register.name}", lambda act: since(act, register, id, revision))
    read, problems = read_draft(register, mine, work.desk.now(), part=True)
    found = Differing(
        register, seen, [], "", mine, read, {problem.field: problem for problem in problems}
    )
    lines = [line for name in mine if (line := _line(work, found, register[name]))]
    old = {line.field.name: line.theirs for line in before.lines} if before else {}
    taken = {}
    for line in lines:
        name = line.field.name
        usual = None if line.both else Side.MINE if line.only_mine else Side.THEIRS
        held = before is not None and old.get(name) == line.theirs
        taken[name] = before.taken[name] if before is not None and held else usual
    whom = giving.whom(work, register.name, id)
    return Differing(register, seen, lines, whom, mine, read, found.wrong, taken)


def _line(work: Work, found: Differing, of: Field) -> Line | None:
    """None where nobody changed it, or both wrote the same."""
    name, kind, record = of.name, of.kind, found.since.seen.record
    base, theirs = found.since.base.get(name), plain(kind, getattr(record, name))
    unread = name in found.wrong
    mine = None if unread else plain(kind, found.read[name])
    by_me = unread or not _same(mine, base)
    by_them = not _same(theirs, base)
    if not (by_me or by_them) or (not unread and _same(mine, theirs)):
        return None
    shown = [
        _shown(work, of, value, hidden=name in found.since.seen.masked) for value in (base, theirs)
    ]
    own = found.typed[name] if unread else _shown(work, of, mine, hidden=False)
    return Line(of, own, shown[0], shown[1], (by_me, by_them))


def _same(one: Any, other: Any) -> bool:
    return one == other or (one in (None, "", []) and other in (None, "", []))


def _shown(work: Work, of: Field, value: Any, *, hidden: bool) -> Shown:
    if isinstance(of.kind, Ref):
        return giving.title(work, of.kind.register, UUID(value)) if value else ""
    return mask(of.kind, value) if hidden else show_plain(of.kind, value)
