"""警务区（责任区）: which officer looks after which beat, since when and until when.

A beat holds from `since` up to, not with, `until`. Who has no beat looks after none in particular:
nothing is kept from him. The chief gives beats, and they bind officers and auxiliaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from station_app.access.act import Act, View
from station_app.access.roles import ENTRY
from station_app.access.service import service
from station_app.core.errors import Absent, Refused
from station_app.core.register import Register
from station_app.core.sound import said
from station_app.core.texts import _
from station_app.storage.beats import lies_in
from station_app.storage.own_tables import BeatOfficer, Officer

LONGEST = 40  # characters, as the beat of an address


@dataclass(frozen=True, slots=True)
class Choices:
    """Who may be given a beat, and the beats that addresses lie in."""

    officers: Sequence[Officer]
    beats: Sequence[str]


def of_officer(session: Session, officer: str, on: date) -> tuple[str, ...]:
    """His beats of that day."""
    held = select(BeatOfficer.beat).where(
        BeatOfficer.officer == officer,
        BeatOfficer.since <= on,
        or_(BeatOfficer.until.is_(None), BeatOfficer.until > on),
    )
    return tuple(session.scalars(held.distinct().order_by(BeatOfficer.beat)))


def held(session: Session, on: date) -> tuple[str, ...]:
    """The beats that somebody with an open account looks after on that day."""
    asked = (
        select(BeatOfficer.beat)
        .join(Officer, Officer.name == BeatOfficer.officer)
        .where(
            Officer.active.is_(True),
            BeatOfficer.since <= on,
            or_(BeatOfficer.until.is_(None), BeatOfficer.until > on),
        )
    )
    return tuple(session.scalars(asked.distinct().order_by(BeatOfficer.beat)))


@service(right="beats", audit=None)
def assignments(view: View) -> Sequence[BeatOfficer]:
    """Those that hold first, then those that have ended."""
    found = view.all(select(BeatOfficer).order_by(BeatOfficer.beat, BeatOfficer.since.desc()))
    return sorted(found, key=lambda one: one.until is not None)


@service(right="beats", audit=None)
def choices(view: View) -> Choices:
    officers = view.all(
        select(Officer)
        .where(Officer.active.is_(True), Officer.role.in_(ENTRY))
        .order_by(Officer.name)
    )
    place = view.registers["places"].record
    named = select(place.beat).where(place.withdrawn_at.is_(None)).distinct()  # type: ignore[attr-defined]
    return Choices(officers, sorted(filter(None, view.all(named))))


@service(right="give-beat", audit="beat given")
def give(act: Act, officer: str, beat: str, since: date | None = None) -> None:
    """From `since` on, today where none is said. Raises Refused."""
    beat, since = said(beat), since or act.stamp.today
    account = act.session.get(Officer, officer)
    if account is None or not account.active or account.role not in ENTRY:
        raise Refused(_("警务区只分给在用的民警、辅警账号"))
    if not 0 < len(beat) <= LONGEST:
        raise Refused(_("请写明警务区，至多 {n} 个字", n=LONGEST))
    clashing = select(BeatOfficer).where(
        BeatOfficer.officer == officer,
        BeatOfficer.beat == beat,
        or_(BeatOfficer.until.is_(None), BeatOfficer.until > since, BeatOfficer.since == since),
    )
    if act.all(clashing):
        raise Refused(_("{officer} 这段时间已负责{beat}", officer=officer, beat=beat))
    chief = act.stamp.officer
    act.session.add(BeatOfficer(officer=officer, beat=beat, since=since, given_by=chief))
    act.notes |= {"account": officer, "beat": beat, "since": since.isoformat()}


@service(right="end-beat", audit="beat ended")
def end(act: Act, officer: str, beat: str, since: date, until: date | None = None) -> None:
    """No longer his from `until` on, today where none is said. Raises Absent, Refused."""
    held = act.session.get(BeatOfficer, (officer, beat, since))
    until = until or act.stamp.today
    if held is None or held.until is not None:
        raise Absent(_("没有这项分工，或已结束"))
    if until < since:
        raise Refused(_("结束日期早于开始日期"))
    held.until = until
    held.ended_by = act.stamp.officer
    act.notes |= {"account": officer, "beat": beat, "until": until.isoformat()}


def own(view: View) -> tuple[str, ...]:
    """The beats of who asks, today; none for the roles that beats do not bind."""
    if view.role not in ENTRY:
        return ()
    return of_officer(view.session, view.stamp.officer, view.stamp.today)


def refuse_foreign(view: View, register: Register, id: UUID) -> None:
    """清单 of what lies in one's own beat alone. Raises Refused."""
    if not (mine := own(view)):
        return
    lying = lies_in(view.registers, register, mine)
    if not view.all(select(register.record.id).where(register.record.id == id, lying)):
        said = _("这份清单不在您的警务区（{beats}），请责任区民警打印", beats="、".join(mine))
        raise Refused(said)
