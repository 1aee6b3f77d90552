"""A sheet into the registers: looked at first, then written in parts.

A household ledger fills people, places and residents, a list of tenants houses and tenancies too.

A part is as many whole households as are written in `GOAL` seconds: nobody else waits
longer for the writer. Each part is kept with how far it came; after a kill the import
goes on with the next household or is taken back.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from station_app.access import records
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.core.garbage import collected_later
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.exchange import worker
from station_app.workflows import import_tenancies, import_write
from station_app.workflows.import_match import Match
from station_app.workflows.import_plan import Entry, Plan, Remark, make_plan
from station_app.workflows.import_report import Held, Report, State, begun, unpack
from station_app.workflows.sheet_kinds import HOUSEHOLDS, KINDS, OWN, TENANTS, Kind

GOAL = 0.17  # seconds a part may hold the writer
LEAST, MOST = 25, 600  # rows of a part
LOOKED_UP = 500  # rows at a time where nothing is written
UNDONE_AT_ONCE = 60  # operations of the first part of a taking back

Tell = Callable[[int, int], bool]  # rows done, rows remaining → whether to go on


def heedless(done: int, remaining: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Ledger:
    """A sheet that was read, and the mapping it was read with."""

    plan: Plan
    file_hash: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    today: date = date.min


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be: the report of a dry run, and the rows as they would be entered."""

    report: Report
    matches: tuple[Match, ...]


def read_ledger(
    path: Path,
    today: date,
    mapping: Mapping[str, str] | None = None,
    chosen: Collection[int] | None = None,
    kind: Kind = HOUSEHOLDS,
) -> Ledger:
    """In a process of its own. `mapping` is {field: heading or column letter}. Raises Explained."""
    mapping = dict(mapping or {})
    headings = kind.headings
    if unknown := [name for name in mapping if name not in headings]:
        text = _(
            "对照表中没有“{name}”这一项，可用：{names}", name=unknown[0], names="、".join(headings)
        )
        raise Refused(text)
    with worker.read_sheet(path, headings, own=OWN, mapped=mapping) as sheet:
        if "name" not in sheet.columns:
            raise Refused(_("表中没有“姓名”这一列，请核对表头或用对照表指明"))
        with collected_later():
            plan = make_plan(sheet.rows, sheet.columns, today, kind)
    if not plan.read:
        raise Refused(_("表头下面没有一行数据，什么也没有导入，请核对表头和对照表"))
    plan = plan if chosen is None else plan.only(chosen)
    return Ledger(plan, hashlib.sha256(path.read_bytes()).hexdigest(), mapping, today)


def preview(
    desk: Desk, path: Path, mapping: Mapping[str, str] | None = None, kind: Kind = HOUSEHOLDS
) -> Preview:
    """A dry run: the same report, and nothing is written."""
    ledger = read_ledger(path, desk.today, mapping, kind=kind)
    plan = ledger.plan
    report = begun(None, plan)
    counts = {"entered": 0, "changed": 0, "unchanged": 0}
    matches = _looked_up(desk, plan.entries, ledger.file_hash)
    doubted = _looked_up(desk, [doubt.entry for doubt in plan.doubts], ledger.file_hash)
    sure, held = import_write.settle(doubted, plan.doubts)
    for one in matches + sure:
        if one.outcome == "doubtful":
            held.append(import_write.doubtful(one, _column(plan)))
        else:
            import_write.count(counts, one)
    report.entered, report.changed, report.unchanged = counts.values()
    report.doubtful = sorted(held, key=lambda one: one.row)
    report.absent = _absent(desk, plan, matches)
    report.queries += _asked(plan, [*matches, *sure])
    _count_held_repeats(report)
    return Preview(report, tuple(matches))


@collected_later()
def run(
    desk: Desk,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    tell: Tell = heedless,
    chosen: Collection[int] | None = None,
    kind: Kind = HOUSEHOLDS,
) -> Report:
    """Import a sheet, or the rows chosen of it. Stopped by `tell`, `go_on` takes it up again."""
    ledger = read_ledger(path, desk.today, mapping, chosen, kind)
    act_id = new_id()
    state = State(
        desk.officer, ledger.file_hash, ledger.mapping, ledger.today.isoformat(), ledger.plan.read
    )
    state.chosen = None if chosen is None else sorted(chosen)
    state.register = kind.register.name
    with desk.act(kind.right, act_id=act_id) as act:
        import_write.begin(act, kind.register, state)
    return _write(desk, act_id, ledger.plan, state, tell)


@collected_later()
def go_on(desk: Desk, path: Path, act_id: UUID, tell: Tell = heedless) -> Report:
    """Finish an import that was stopped or killed; of the same sheet only."""
    state = state_of(desk, act_id)
    if state.stage == "taken back" or state.undone is not None:
        raise Refused(_("这次导入正在撤销或已撤销，不能继续"))
    if hashlib.sha256(path.read_bytes()).hexdigest() != state.file_hash:
        raise Refused(_("这不是当时导入的那张表，请选原来的文件"))
    kind = KINDS[state.register]
    plan = read_ledger(path, state.day, state.mapping, state.chosen, kind).plan
    if state.stage == "finished":
        matches = _looked_up(desk, plan.entries, state.file_hash)
        return _report(desk, act_id, plan, state, matches)
    return _write(desk, act_id, plan, state, tell)


def state_of(desk: Desk, act_id: UUID) -> State:
    with desk.view("imports") as view:
        return import_write.state_of(view, act_id)


def held_rows(desk: Desk, act_id: UUID) -> list[Held]:
    """Rows of an import that wait for a decision."""
    return [unpack(body) for body in state_of(desk, act_id).held]


def decide_doubtful(desk: Desk, act_id: UUID, row: int, same: UUID | None) -> None:
    """The row tells of the candidate `same`; of somebody new where it is None."""
    with desk.act("decide-doubtful", act_id=act_id) as act:
        import_write.decide(act, act_id, row, same)


def take_back(
    desk: Desk, act_id: UUID, tell: Tell = heedless, purpose: Purpose | None = None
) -> int:
    """Undo a whole import, the last written first, in parts; answers how many operations.

    Raises Conflict where somebody has worked on its records since. Killed, it goes on
    where it was when it is asked again. Told when it begins and when it ends.
    """
    state = state_of(desk, act_id)
    if state.stage == "taken back":
        raise Refused(_("这次导入已经撤销"))
    by = UUID(state.undone_by) if state.undone_by else new_id()
    with desk.view("undo") as view:
        left = import_write.left_to_undo(view, act_id, state)
    total, size, done = 0, UNDONE_AT_ONCE, 1
    while done:
        started, begun = time.monotonic(), state.undone is not None
        with desk.act("undo", act_id=by, purpose=purpose, told=not begun) as act:
            done = import_write.take_back_part(act, act_id, state, size)
        total += done
        size = _next_size(size, time.monotonic() - started)
        if done and not tell(total, max(0, left - total)):
            return total
    with desk.act("undo", act_id=by, purpose=purpose) as act:
        import_write.end_taking_back(act, act_id, state)
    tell(total, 0)
    return total


def undo(
    desk: Desk, act_id: UUID, purpose: Purpose | None = None, tell: Tell = heedless
) -> tuple[int, UUID]:
    """Take back an act; an import in parts. Answers how many operations, and under which act."""
    with desk.view("undo") as view:
        is_import = import_write.is_import(view, act_id)
    if is_import:
        n = take_back(desk, act_id, tell, purpose)
        return n, UUID(state_of(desk, act_id).undone_by)
    with desk.act("undo", purpose=purpose) as act:
        return records.undo(act, act_id), act.stamp.act_id


def _write(desk: Desk, act_id: UUID, plan: Plan, state: State, tell: Tell) -> Report:
    households, kind = plan.households(), plan.kind
    before = [entry for household in households[: state.done] for entry in household]
    matches = _looked_up(desk, before, state.file_hash)
    households = households[state.done :]
    remaining = sum(map(len, households))
    done, size = len(plan.entries) - remaining, min(kind.first, MOST)
    while households and tell(done, remaining):
        part = _part(households, size)
        started = time.monotonic()
        with desk.act(kind.right, act_id=act_id, told=False) as act:
            matches += import_write.write_households(act, kind.register, state, part, _column(plan))
        size = _next_size(size, time.monotonic() - started)
        households = households[len(part) :]
        written = sum(map(len, part))
        done, remaining = done + written, remaining - written
    if not households:
        with desk.act(kind.right, act_id=act_id) as act:
            import_write.finish(act, kind.register, state, plan.doubts)
        tell(done, 0)
    return _report(desk, act_id, plan, state, matches)


def _part(households: Sequence[list[Entry]], size: int) -> list[list[Entry]]:
    """Whole households of about `size` rows, at least one."""
    part: list[list[Entry]] = []
    rows = 0
    for household in households:
        if part and rows + len(household) > size:
            break
        part.append(household)
        rows += len(household)
    return part


def _next_size(size: int, took: float) -> int:
    return int(min(MOST, max(LEAST, size * min(2.0, GOAL / max(took, 0.001)))))


def _report(desk: Desk, act_id: UUID, plan: Plan, state: State, matches: Sequence[Match]) -> Report:
    report = begun(act_id, plan)
    report.queries += _asked(plan, matches)
    report.entered, report.changed, report.unchanged = state.counts.values()
    report.doubtful = sorted(map(unpack, state.held), key=lambda held: held.row)
    report.finished = state.stage == "finished"
    if report.finished:
        report.absent = _absent(desk, plan, matches)
    _count_held_repeats(report)
    return report


def _asked(plan: Plan, matches: Sequence[Match]) -> list[Remark]:
    """What a row says against the records, beside the cells that are not right in themselves."""
    return [
        Remark(one.entry.row, plan.columns.get(name, ""), text)
        for one in matches
        for name, text in one.asked
    ]


def _count_held_repeats(report: Report) -> None:
    """Rows pasted again of a row that is held say nothing by themselves."""
    report.unchanged += sum(len(held.entry.adds) for held in report.doubtful)


def _absent(desk: Desk, plan: Plan, matches: Sequence[Match]) -> list[UUID]:
    present = [one.residence.id for one in matches if one.residence]
    maybe = [id for one in matches for id in one.candidates]
    with desk.view("preview-import") as view:
        lines = list(dict.fromkeys(entry.address for entry in plan.entries))
        if plan.kind is TENANTS:
            there = [one.tenancy.id for one in matches if one.tenancy]
            return import_tenancies.absent(view, lines, there)
        return import_write.absent(view, lines, present, maybe)


def _column(plan: Plan) -> str:
    return plan.columns.get("id_number") or plan.columns["name"]


def _looked_up(desk: Desk, entries: Sequence[Entry], sheet: str) -> list[Match]:
    found: list[Match] = []
    for some in _some(entries):
        with desk.view("preview-import") as view:
            found += import_write.look(view, some, sheet)
    return found


def _some(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    for start in range(0, len(entries), LOOKED_UP):
        yield entries[start : start + LOOKED_UP]
