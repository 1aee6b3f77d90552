"""Tallies of calls, and a plain count of what was filed, moved and taken back.

The calls go in through the service that every desk uses; what is counted plainly is what the
register holds afterwards. In the red run the tallies miss what one act did.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select, text

from benchmarks.tallies import invented
from campaigns.paper import Figure
from station_app import app
from station_app.access import records
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.calls.records import Call
from station_app.calls.register import CALLS
from station_app.core.days import BEIJING
from station_app.core.ids import new_id
from station_app.storage import tallies

TIMES = 1_000_000  # calls
AN_ACT = 2_000
TOUCHED = 20  # of each act so many are withdrawn, and so many of another category
WHY = Purpose("CASE", "核对")


def run(times: int, seed: int) -> list[Figure]:
    with TemporaryDirectory() as folder:
        station, _code = app.make_training_home(Path(folder) / "home", "演示派出所")
        desk = station.desk("officer")
        _fill(desk, times, seed)
        told = _figure(desk, times)
        with desk.store.writing() as session:  # as if one act had not counted
            session.execute(text("update tally set n = n - 1 where n > 0 and name = 'by_month'"))
        red = _figure(desk, times, red=True)
        station.close()
    return [told, red]


def _fill(desk: Desk, times: int, seed: int) -> None:
    chance, left = Random(seed), invented(times, seed)
    for _act in range(-(-times // AN_ACT)):
        drafts = list(_drafts(left, chance))
        with desk.act("file:calls", purpose=WHY) as act:
            records.file_all(act, CALLS, drafts)
        if chance.random() < 1 / TOUCHED:
            for draft in drafts[:TOUCHED]:
                with desk.act("withdraw:calls", purpose=WHY) as act:
                    records.withdraw(act, CALLS, draft["id"], reason="误录")
            for draft in drafts[TOUCHED : 2 * TOUCHED]:
                with desk.act("amend:calls", purpose=WHY) as act:
                    records.amend(act, CALLS, draft["id"], {"category": "200200"}, revision=1)


def _drafts(left: Iterator[Any], chance: Random) -> Iterator[dict[str, Any]]:
    for _nth in range(AN_ACT):
        if (held := next(left, None)) is None:
            return
        on, kind, hour = held
        at = f"{on:%Y-%m-%d} {hour}:{chance.randrange(60):02}"
        yield {"id": new_id(), "number": "J", "channel": "110", "category": kind, "facts": "—"} | {
            "reported_at": _instant(at)
        }


def _instant(typed: str) -> datetime:
    return datetime.strptime(typed, "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)


def _figure(desk: Desk, times: int, *, red: bool = False) -> Figure:
    """Lost: cells of tallies that say another number than counting the calls does."""
    months, days = Counter[Any](), defaultdict[date, Counter[Any]](Counter)
    with desk.view("list:calls") as view:
        query = select(Call.on, Call.category, Call.channel, Call.hour)
        for on, kind, channel, hour in view.rows(query.where(Call.withdrawn_at.is_(None))):
            months[f"{on:%Y-%m}", kind] += 1
            days[on][kind, channel, hour] += 1
        kept = tallies.by_code(view.session, CALLS, "by_month", "0000-00", "9999-99")
        wrong = _differing(months, {(month, kind): n for month, kind, n in kept})
        for on, counted in days.items():
            day = on.isoformat()
            wrong += _differing(counted, tallies.table(view.session, CALLS, "reported", day, day))
    cells = len(months) + sum(map(len, days.values()))
    what = "figures of calls held against a plain count"
    return Figure(what=what, times=times, struck=cells, acknowledged=cells, lost=wrong, red=red)


def _differing(one: Any, other: Any) -> int:
    return sum(one.get(key, 0) != other.get(key, 0) for key in {*one, *other})
