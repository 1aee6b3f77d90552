"""What is counted at every hand-over: a list of the station's own, edited by its chief."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.sound import said
from station_app.core.texts import _
from station_app.storage import settings

SETTING = "equipment list"
MOST, LONGEST = 60, 40  # things, characters of a name
_LINE = re.compile(r"(.*?)\s*(\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    expected: int


DEFAULT = tuple(  # ours, until the station says what it has
    Thing(name, n)
    for name, n in (
        ("警车", 2),
        ("对讲机", 6),
        ("执法记录仪", 6),
        ("手铐", 6),
        ("警棍", 6),
        ("盾牌", 4),
        ("防刺背心", 6),
        ("钥匙", 1),
    )
)


@service(right="equipment", audit=None)
def equipment(view: View) -> tuple[Thing, ...]:
    return listed(view)


def listed(view: View) -> tuple[Thing, ...]:
    held = settings.get(view.session, SETTING)
    return tuple(Thing(name, n) for name, n in json.loads(held)) if held else DEFAULT


def as_typed(things: tuple[Thing, ...]) -> str:
    return "\n".join(f"{one.name} {one.expected}" for one in things)


@service(right="set-equipment", audit="equipment list changed")
def set_equipment(act: Act, typed: str) -> tuple[Thing, ...]:
    """One thing a line, with how many there should be: `对讲机 6`. Raises Refused."""
    things = tuple(map(_thing, filter(None, map(str.strip, typed.splitlines()))))
    if len({one.name for one in things}) < len(things):
        raise Refused(_("装备名称重复"))
    if not 0 < len(things) <= MOST:
        raise Refused(_("请写 1 至 {n} 种装备，每行一种", n=MOST))
    held = [[one.name, one.expected] for one in things]
    settings.put(act.session, SETTING, json.dumps(held, ensure_ascii=False))
    act.notes |= {"things": len(things)}
    return things


def _thing(line: str) -> Thing:
    found = _LINE.fullmatch(unicodedata.normalize("NFKC", line))
    name = said(found[1]) if found else ""
    if found is None or not name or len(name) > LONGEST:
        raise Refused(_("“{line}”写得不对：每行写名称和数目，如 对讲机 6", line=line))
    return Thing(name, int(found[2] or 1))
