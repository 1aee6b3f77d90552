"""Whether this home and its county hold the same, and what differs made good."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.storage import lost, replica, settings
from station_app.storage.tables import BaseImage
from station_app.sync import sending, status
from station_app.sync.county import County
from station_app.sync.protocol import PAGE, Compare, Compared, Fetch, Row
from station_app.sync.sums import row_sum, tail, total
from station_app.sync.taking_in import images_of

COMPARED = "county compared"  # instant of the last comparison that came to its end
EVERY = timedelta(days=1)
SIXTEEN = "0123456789abcdef"

Sums = Mapping[UUID, int]


Shown = dict[tuple[str, UUID], None]


def daily(desk: Desk, county: County, scope: str) -> Shown:
    """Once a day, what shows otherwise now."""
    with desk.view("exchange") as view:
        due = is_due(view)
    return (compare(desk, county, scope) or {}) if due else {}


@service(right="exchange", audit=None)
def is_due(view: View) -> bool:
    last = settings.get(view.session, COMPARED)
    return not last or abs(view.stamp.now - datetime.fromisoformat(last)) >= EVERY


@service(right="exchange", audit=None)
def at_once(view: View) -> None:
    """With the next round, whenever it was done last."""
    settings.put(view.session, COMPARED, "")


def compare(desk: Desk, county: County, scope: str) -> Shown | None:
    """The rows that were made good; None where the county was written to meanwhile."""
    with desk.view("exchange") as view:
        at, registers, held = held_here(view, scope)
    differ = differing(county, scope, at, held)
    if differ is None:
        return None
    good, missing = Shown(), dict[UUID, str]()
    for some in _cut(sorted(differ), PAGE):
        said = county.fetch(Fetch(scope=scope, ids=some))
        if said.head != at:
            return None
        missing |= (unknown := _unknown(said.rows, registers))
        if rows := _named(said.rows, registers, unknown):
            with desk.act("exchange") as act:
                good |= repair(act, scope, at, rows)
    if missing:
        with desk.act("exchange") as act:
            good |= offer_again(act, scope, at, missing)
    with desk.jot("exchange") as view:
        note(view, len(differ))
    return good


@service(right="exchange", audit=None)
def held_here(view: View, scope: str) -> tuple[int, dict[UUID, str], dict[UUID, int]]:
    """Cursor, the register of each row, and its sum as its values make it."""
    columns = BaseImage.register, BaseImage.record_id, BaseImage.seq, BaseImage.v, BaseImage.w
    asked = select(*columns).where(BaseImage.scope == scope, ~BaseImage.gone)
    registers, sums = dict[UUID, str](), dict[UUID, int]()
    for name, id, seq, v, w in view.session.execute(asked.execution_options(yield_per=1000)):
        registers[id], sums[id] = name, row_sum(name, id, seq, v, w)
    return replica.cursor(view.session, scope), registers, sums


def differing(county: County, scope: str, at: int, held: Sums) -> set[UUID] | None:
    """Sixteen parts a step into those that differ; None where the cursor is not the head."""
    found, ends = set[UUID](), [""]
    while ends:
        end = ends.pop()
        said = county.compare(Compare(scope=scope, at=at, tail=end))
        if said.head != at:
            return None
        mine = {id: one for id, one in held.items() if id.hex.endswith(end)} if end else held
        if said.sum == _hex(total(mine.values())) and said.rows == len(mine):
            continue
        ends += _deeper(said, end, mine)
        found |= _one_by_one(said, mine)
    return found


def _deeper(said: Compared, end: str, mine: Sums) -> list[str]:
    if not said.parts:
        return []
    by_end = dict.fromkeys((digit + end for digit in SIXTEEN), 0)
    for id, one in mine.items():
        by_end[tail(id, len(end) + 1)] += one
    zero = _hex(0)
    return [e for e, one in by_end.items() if said.parts.get(e, zero) != _hex(total([one]))]


def _one_by_one(said: Compared, mine: Sums) -> set[UUID]:
    if said.parts:
        return set()
    return {
        id
        for id in said.each.keys() | mine.keys()
        if id not in mine or said.each.get(id) != _hex(mine[id])
    }


def _hex(number: int) -> str:
    return f"{number:064x}"


def _cut(ids: list[UUID], most: int) -> Iterator[list[UUID]]:
    return (ids[at : at + most] for at in range(0, len(ids), most))


def _unknown(rows: list[Row], registers: Mapping[UUID, str]) -> dict[UUID, str]:
    """Records that stand here, and of which its log has not a line: the county lost them."""
    here = {row.id: registers.get(row.id, "") for row in rows if not row.ent}
    return {id: name for id, name in here.items() if name not in ("", replica.CONFLICT)}


def _named(rows: list[Row], registers: Mapping[UUID, str], unknown: Collection[UUID]) -> list[Row]:
    """A case that the county knows nothing of is closed here; of records nothing goes for that."""
    named = (row.model_copy(update={"ent": row.ent or registers.get(row.id, "")}) for row in rows)
    return [row for row in named if row.ent and row.id not in unknown]


@service(right="exchange", audit="made good what differed from the county")
def repair(act: Act, scope: str, at: int, rows: list[Row]) -> Shown:
    """In place of what is kept of these rows; our own that wait stay on top of them."""
    replica.drop_staged(act.session, scope)
    replica.stage(act.session, scope, images_of(rows))
    seen = replica.take_in(act.session, act.stamp, act.registers, scope, at)
    good = dict.fromkeys((row.ent, row.id) for row in rows) | seen.records
    act.touched |= good
    act.notes |= {"alarm": "differed", "rows": len(rows)}
    return good


@service(right="exchange", audit="offered again what the county lost")
def offer_again(act: Act, scope: str, at: int, rows: Mapping[UUID, str]) -> Shown:
    """Nothing that was written here goes: where the county had acknowledged any of it, all is sent
    once more. What others of this organisation wrote is withdrawn until they send it.
    """
    ours = lost.keep(act.session, act.stamp, act.registers, scope, at, rows)
    if ours:
        sending.start_again(act, scope)
    shown = dict.fromkeys((name, id) for id, name in rows.items())
    act.touched |= shown
    act.notes |= {"alarm": "differed", "rows": len(rows), "again": ours}
    return shown


@service(right="exchange", audit=None)
def note(view: View, repaired: int) -> None:
    now = view.stamp.now.isoformat()
    settings.put(view.session, COMPARED, now)
    if repaired:
        settings.put(view.session, status.REPAIRED, f"{now} {repaired}")


@service(right="exchange-status", audit=None)
def last_repair(view: View) -> tuple[datetime, int] | None:
    """When rows last differed, and how many."""
    return status.repaired(view.session)
