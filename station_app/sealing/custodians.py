"""保管人: whose keys open what is sealed; a new one is admitted by one who is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.storage import seals
from station_app.storage.custody import Halves
from station_app.storage.own_tables import Custodian


@dataclass(frozen=True, slots=True)
class Keeper:
    """`officer` is empty for the recovery code in its sealed envelope."""

    public: str
    officer: str
    admitted_by: str | None


@service(right="custodians", audit=None)
def custodians(view: View) -> list[Keeper]:
    """Those who wait to be admitted first."""
    found = view.all(select(Custodian).order_by(Custodian.officer))
    keepers = [Keeper(one.public, one.officer, one.admitted_by) for one in found]
    return sorted(keepers, key=lambda one: one.admitted_by is not None)


@service(right="admit-custodian", audit="custodian admitted")
def admit(act: Act, public: str, halves: Halves) -> int:
    """Re-wraps for him what `halves` of this officer open; how many records. Raises Refused."""
    mine = select(func.count()).where(
        Custodian.public.in_(list(halves)), Custodian.admitted_by.is_not(None)
    )
    if not act.session.scalar(mine):
        raise Refused(_("您还不是封存记录的保管人，不能准入他人"))
    n = seals.admit(act.session, halves, public, act.stamp.officer)
    act.notes |= {"custodian": public[:16], "keys": n}
    return n


@service(right="prove-sealed", audit="sealed records proved")
def prove(act: Act, halves: Halves) -> tuple[int, int]:
    """How many sealed records these halves open, and how many there are that are not erased."""
    opened = [
        key and seals.opened(act.session, act.registers, id, key)
        for id, _register, key in list(seals.keys(act.session, halves))
    ]
    found = sum(one is not None for one in opened)
    total = seals.kept(act.session)
    act.notes |= {"sealed": total, "opened": found}
    return found, total
