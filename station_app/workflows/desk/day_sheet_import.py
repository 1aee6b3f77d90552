"""The day's sheet of the 110 centre into the calls: looked at first; twice it changes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.calls.records import Call
from station_app.calls.register import CALLS
from station_app.calls.service import NUMBERED, WHO
from station_app.core.errors import Refused
from station_app.core.ids import new_id
from station_app.core.register import Register, complete
from station_app.core.texts import Text, _
from station_app.exchange import worker
from station_app.workflows import import_write
from station_app.workflows.desk.day_sheet import HEADINGS, Line, Read, read
from station_app.workflows.desk.paste import GUESSED
from station_app.workflows.find import find
from station_app.workflows.import_report import Report, State

PART = 50  # rows of a part that is written
NEAR = timedelta(minutes=30)  # in which another entry of one call may have been made


@dataclass(slots=True)
class Held:
    """A line with the call that it is, what it adds to that, and what is to be looked at."""

    line: Line
    call: Call | None
    changes: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, Text]] = field(default_factory=list)
    again: bool = False  # a row before it told of the same call

    @property
    def outcome(self) -> str:
        if self.again or (self.call is not None and not self.changes):
            return "unchanged"
        return "entered" if self.call is None else "changed"


def preview(desk: Desk, path: Path, mapping: Mapping[str, str] | None = None) -> Report:
    """What would be: nothing is written. Raises Explained."""
    sheet = read_day(desk, path, mapping)
    with desk.view("preview-import") as view:
        held = look(view, sheet.lines)
    return _report(sheet, held)


def run(desk: Desk, path: Path, mapping: Mapping[str, str] | None = None) -> Report:
    """Killed, the same sheet imported again goes on where it was. Raises Explained."""
    sheet = read_day(desk, path, mapping)
    act_id, total = new_id(), len(sheet.lines) + len(sheet.rejected)
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    state = State(desk.officer, sha, dict(mapping or {}), desk.today.isoformat(), total)
    state.register, state.stage = CALLS.name, "finished"  # each part is whole in itself
    right, held = f"import:{CALLS.name}", list[Held]()
    with desk.act(right, act_id=act_id) as act:
        import_write.begin(act, CALLS, state)
    for at in range(0, len(sheet.lines), PART):
        with desk.act(right, act_id=act_id, told=False) as act:
            held += write_calls(act, CALLS, sheet.lines[at : at + PART])
    report = _report(sheet, held)
    report.act = act_id
    return report


def read_day(desk: Desk, path: Path, mapping: Mapping[str, str] | None = None) -> Read:
    """In a process of its own. `mapping` is {field: heading or column letter}. Raises Explained."""
    mapping = dict(mapping or {})
    if unknown := [name for name in mapping if name not in HEADINGS]:
        names = "、".join(HEADINGS)
        raise Refused(_("对照表中没有“{name}”这一项，可用：{names}", name=unknown[0], names=names))
    with worker.read_sheet(path, HEADINGS, mapped=mapping) as sheet:
        if not {"reported_at", "taken_at"} & set(sheet.columns):
            raise Refused(_("表中没有“报警时间”这一列，请核对表头或用对照表指明"))
        found = read(sheet.rows, sheet.columns, desk.now())
    if not found.lines and not found.rejected:
        raise Refused(_("表头下面没有一行数据，什么也没有导入，请核对表头和对照表"))
    return found


@service(right="preview-import", audit=None)
def look(view: View, lines: Sequence[Line]) -> list[Held]:
    """Each line with the call that it is: by the number of 110, else by its time and words."""
    known = _known(view, lines)
    seen, found = dict[Any, int](), list[Held]()
    for line in lines:
        held = Held(line, known.get(_key(line.values)))
        first = seen.setdefault(_key(line.values), line.row)
        if first != line.row:
            held.again = True
            held.asked.append(("external_number", _("与第 {row} 行是同一警情", row=first)))
        elif held.call is None:
            held.asked += _doubts(view, line)
        else:
            _compare(held, held.call)
        found.append(held)
    return found


def _key(values: Mapping[str, Any]) -> Any:
    return values.get("external_number") or (values["reported_at"], values.get("facts", ""))


def _known(view: View, lines: Sequence[Line]) -> dict[Any, Call]:
    numbers = [n for line in lines if (n := line.values.get("external_number"))]
    times = [line.values["reported_at"] for line in lines]
    live = select(Call).where(Call.withdrawn_at.is_(None))
    found = view.all(live.where(Call.reported_at.in_(times)))
    known: dict[Any, Call] = {(call.reported_at, call.facts): call for call in found}
    numbered = view.all(live.where(Call.external_number.in_(numbers)))
    return known | {call.external_number: call for call in numbered}


def _compare(held: Held, call: Call) -> None:
    """What is not there yet is filled in; what is there is never written over."""
    for name, value in held.line.values.items():
        here = getattr(call, name)
        if call.secret and name in WHO:
            continue
        if here in (None, "", []):
            held.changes[name] = value
        elif here != value and name != "channel":
            held.asked.append((name, _other(name)))


def _other(name: str) -> Text:
    return _("与已登记的“{field}”不同，没有改动，请核对", field=CALLS[name].label)


def _maybe(call: Call) -> Text:
    return _("可能是已登记的警情 {number}，请核对", number=call.number)


def _doubts(view: View, line: Line) -> list[tuple[str, Text]]:
    """Somebody may have entered it by hand; an address that is the only one is taken."""
    values, asked = line.values, list[tuple[str, Text]]()
    if said := values.get("place_said"):
        hits = find(view, said, register="places", limit=2).hits
        if len(hits) == 1:
            values["place_id"] = hits[0].id
            asked.append(("place_said", GUESSED))
    at, ours = values["reported_at"], {one["number"] for one in values.get("caller_phone") or ()}
    near = select(Call).where(
        Call.reported_at.between(at - NEAR, at + NEAR),
        Call.external_number.is_(None),
        Call.withdrawn_at.is_(None),
    )
    for call in view.all(near) if ours else ():
        if ours & {one["number"] for one in call.caller_phone}:
            asked.append(("caller_phone", _maybe(call)))
    return asked


@service(right="import", audit="import continued")
def write_calls(act: Act, register: Register, lines: Sequence[Line]) -> list[Held]:
    """Entered with numbers of our own, 110's beside them; nobody's work but who is named."""
    found = look(act, lines)
    for held in found:
        if held.outcome == "entered":
            told = dict(held.line.values) | {"number": act.next_number(NUMBERED)}
            complete(register, told)
            act.file(register, told)
        elif held.outcome == "changed":
            call = cast(Call, held.call)
            act.amend(register, call.id, held.changes, revision=call.revision)
    return found


def _report(sheet: Read, held: Sequence[Held]) -> Report:
    counts = Counter(one.outcome for one in held)
    asked = [sheet.remark(one.line.row, name, text) for one in held for name, text in one.asked]
    return Report(
        None,
        len(held) + len(sheet.rejected),
        entered=counts["entered"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        queries=[*sheet.queries, *asked],
        rejected=sheet.rejected,
        register=CALLS.name,
    )
