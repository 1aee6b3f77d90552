"""The desks of one station on a PostgreSQL server, as the database itself knows them.

Each has a letter of its own in its numbers, a log of its own, and passwords of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from station_app.core.errors import Damaged, Refused
from station_app.core.texts import _
from station_app.storage import settings
from station_app.storage.driver import lock_for_numbering
from station_app.storage.engine import Engines
from station_app.storage.own_tables import Setting
from station_app.storage.schema import version

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O read as digits
FIRST = LETTERS[0]
MARK = "station"  # whose database this is, and under which key
VALID = timedelta(days=7)
FOREIGN = _("服务器上的这个数据库不是本所的，或密钥已经更换：请核对数据库地址")
TAKEN = _("这个数据库里已有一个所的资料：请另建空库，或用 station join 加入")
CLOSED = _("本机已停用，不能再打开本所数据库：请联系安全保密管理员")
USED = _("这张入网卡已被另一台计算机用过，请重新开卡")
EXPIRED = _("入网卡已过期，请重新开卡")


@dataclass(frozen=True, slots=True)
class Workplace:
    """One desk. `device` is empty until somebody has come with its card."""

    letter: str
    name: str
    invited_at: str  # instant
    device: str = ""
    open: bool = True


def prove(engines: Engines, mark: str, *, new: bool) -> None:
    """Before anything is written there. Raises Refused, Damaged."""
    with engines.reading.connect() as connection:
        ours = version(connection) is not None and inspect(connection).has_table("setting")
    with Session(engines.reading) as session:
        held = settings.get(session, MARK) if ours else ""
    if new and held:
        raise Refused(TAKEN)
    if not new and held != mark:
        raise Damaged(FOREIGN)


def found(session: Session, mark: str, desk: Workplace, epoch: str) -> None:
    """A new station and its first desk."""
    settings.put(session, MARK, mark)
    settings.put(session, "epoch", epoch)
    put(session, desk)


def listed(session: Session) -> list[Workplace]:
    mine = select(Setting.value).where(Setting.name.startswith("desk ")).order_by(Setting.name)
    return [Workplace(**json.loads(kept)) for kept in session.scalars(mine)]


def invite(session: Session, name: str, now: datetime) -> str:
    """The letter of a new desk; it is never given to a second: its numbers stand on papers."""
    lock_for_numbering(session)
    taken = {desk.letter for desk in listed(session)}
    left = [letter for letter in LETTERS if letter not in taken]
    if not left:
        raise Refused(_("一个所最多 {n} 台计算机", n=len(LETTERS)))
    put(session, Workplace(left[0], name, now.isoformat()))
    return left[0]


def waiting(session: Session, letter: str, now: datetime) -> Workplace:
    """The desk a card was made for. Raises Refused."""
    desk = _of(session, letter)
    if desk.device:
        raise Refused(USED)
    if now - datetime.fromisoformat(desk.invited_at) > VALID:
        raise Refused(EXPIRED)
    return desk


def arrive(
    session: Session, letter: str, device: str, now: datetime, officers: Iterable[str]
) -> None:
    """The first to come with a card is the desk; the passwords made there count there."""
    lock_for_numbering(session)
    put(session, replace(waiting(session, letter, now), device=device))
    for officer in officers:
        admit(session, officer, device, alone=False)


def is_here(session: Session, letter: str, device: str) -> bool:
    """False where its card was not used yet. Raises Refused."""
    desk = _of(session, letter)
    if desk.device not in ("", device):
        raise Refused(USED)
    return bool(desk.device)


def close(session: Session, letter: str) -> Workplace:
    lock_for_numbering(session)
    desk = replace(_of(session, letter), open=False)
    put(session, desk)
    return desk


def _of(session: Session, letter: str) -> Workplace:
    kept = settings.get(session, f"desk {letter}")
    if not kept:
        raise Damaged(FOREIGN)
    desk = Workplace(**json.loads(kept))
    if not desk.open:
        raise Refused(CLOSED)
    return desk


def put(session: Session, desk: Workplace) -> None:
    settings.put(session, f"desk {desk.letter}", json.dumps(asdict(desk), ensure_ascii=False))


# At which desks an officer's password counts. It is another one at each.


def admit(session: Session, officer: str, device: str, *, alone: bool) -> None:
    """`alone`: a password that was reset or given anew ends those at the other desks."""
    known = set() if alone else _admitted(session, officer)
    settings.put(session, f"password {officer}", " ".join(sorted(known | {device})))


def dismiss(session: Session, officer: str) -> None:
    settings.put(session, f"password {officer}", "")


def is_admitted(session: Session, officer: str, device: str) -> bool:
    return device in _admitted(session, officer)


def _admitted(session: Session, officer: str) -> set[str]:
    return set(settings.get(session, f"password {officer}").split())
