"""How the county stands with its organisations, as lines for people, in the words of its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from station_app.cli.output import Line
from station_app.core.show import moment
from station_app.core.texts import Shown
from station_app.county.page.words import DOUBTS, KINDS, SAY, register_of
from station_app.county.standing import Detail, Standing


def of_all(found: list[Standing], now: datetime) -> Iterator[Line]:
    for one in found:
        yield from of_standing(one, now)


def of_standing(one: Standing, now: datetime) -> Iterator[Line]:
    yield Line(one.scope, one.name, KINDS.get(one.kind, one.kind))
    late = SAY["silent"]
    yield _line("contact", _at(one.contact) or SAY["never"], late if one.silent else "")
    yield _line("waiting", str(one.waiting))
    if one.oldest:
        yield _line("oldest", _at(one.oldest), late if one.late else "")
    for name in ("overdue", "soon", "conflicts", "duplicates"):
        yield _line(name, str(getattr(one, name)))
    yield _line("audited", *((str(one.audited_to), _at(one.audited)) if one.audited else ()))
    for doubt in one.audit:
        code, _sep, event = doubt.partition(" ")
        yield _line("doubts", DOUBTS.get(code, code), event)
    for device in one.known:
        yield _line("device", str(device.id), SAY[device.state(now)], _at(device.until))


def of_one(found: Detail, now: datetime) -> Iterator[Line]:
    yield from of_standing(found.standing, now)
    for title, by_register in (("conflicts", found.standing.cases), ("owed", found.standing.owed)):
        for name, n in by_register.items():
            counts = map(str, n if isinstance(n, tuple) else (n,))
            yield _line(title, register_of(name), " / ".join(counts))
    for name, row in found.records.items():
        yield _line("records", register_of(name))
        for month, count in zip(found.months, row, strict=True):
            if count != 0:
                yield Line(f"  {month}", SAY["few"] if count is None else str(count), inner=True)
    for pair in found.elsewhere:
        entries = (f"{scope}/{id}" for scope, id in pair.entries)
        yield _line("pairs", *entries, _at(pair.since))


def _line(name: str, *value: Shown) -> Line:
    return Line(SAY[name], *value, inner=True)


def _at(at: datetime | None) -> str:
    return moment(at) if at else ""
