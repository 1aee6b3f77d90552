"""What happens to a tenancy: entered once, extended, ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Absent, Refused
from station_app.core.texts import _
from station_app.storage import references
from station_app.tenancies import rules
from station_app.tenancies.records import Tenancy
from station_app.tenancies.register import TENANCIES


def tenancy(view: View, id: UUID) -> Tenancy:
    found = view.all(select(Tenancy).where(Tenancy.id == id, Tenancy.withdrawn_at.is_(None)))
    if not found:
        raise Absent(_("没有这条租住登记，或已作废"))
    return found[0]


def running(view: View, id: UUID) -> Tenancy:
    one = tenancy(view, id)
    if not rules.runs(one):
        raise Refused(_("此人已退租，不能再办理"))
    return one


def of_houses(view: View, houses: Iterable[UUID]) -> list[Tenancy]:
    """Those that run in these houses, the earliest first."""
    now = Tenancy.until.is_(None), Tenancy.withdrawn_at.is_(None)
    held = select(Tenancy).where(Tenancy.house_id.in_(list(houses)), *now)
    return list(view.all(held.order_by(Tenancy.since, Tenancy.row)))


def of_residence(view: View, residence: UUID) -> list[Tenancy]:
    now = Tenancy.until.is_(None), Tenancy.withdrawn_at.is_(None)
    return list(view.all(select(Tenancy).where(Tenancy.residence_id == residence, *now)))


@service(right="enter-tenancy", audit="tenancy entered")
def enter(act: Act, values: Mapping[str, Any]) -> Tenancy:
    """Nobody rents one house twice at one time."""
    family = references.family(act.session, values["person_id"])
    if any(one.person_id in family for one in of_houses(act, [values["house_id"]])):
        raise Refused(_("此人已登记租住在这处房屋，不必重复登记"))
    return cast(Tenancy, act.file(TENANCIES, values))


@service(right="extend-tenancy", audit="tenancy extended")
def extend(act: Act, id: UUID, until: date | None) -> Tenancy:
    """续租 to a later day, or with no end agreed (长期)."""
    one = running(act, id)
    if until and until < act.stamp.today:
        raise Refused(_("新的租期已经过去"))
    after = {"expected_until": until}
    return cast(Tenancy, act.amend(TENANCIES, one.id, after, revision=one.revision))


@service(right="end-tenancy", audit="tenancy ended")
def end(act: Act, id: UUID, on: date, reason: str) -> Tenancy:
    one = running(act, id)
    before = {"until": None}
    after = {"until": on, "end_reason": reason}
    return cast(Tenancy, act.set_state(TENANCIES, one.id, before=before, after=after))
