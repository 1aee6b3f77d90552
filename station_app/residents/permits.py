"""The floating population and guests from abroad: registration, permits, endorsements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.identity import codes
from station_app.residents import rules
from station_app.residents.records import ABROAD, FLOATING, Resident
from station_app.residents.register import RESIDENTS
from station_app.residents.service import residence, staying


@service(right="register-residence", audit="residence registered")
def register_residence(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """居住登记 of the floating population."""
    resident, on = _of_class(act, id, FLOATING), values["on"] or act.stamp.today
    if resident.arrived_on and on < resident.arrived_on:
        raise Refused(_("居住登记日期早于来本地日期"))
    return _note(act, id, registered_on=on)


@service(right="register-lodging", audit="lodging registered")
def register_lodging(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """境外人员临时住宿登记 (出境入境管理法 39)."""
    resident, at = _of_class(act, id, ABROAD), values["at"] or act.stamp.now
    if resident.moved_in_at and at < resident.moved_in_at:
        raise Refused(_("住宿登记时间早于入住时间"))
    return _note(act, id, lodging_registered_at=at)


@service(right="apply-permit", audit="permit applied for")
def apply_permit(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """受理居住证申请."""
    resident, on = _of_class(act, id, FLOATING), values["on"] or act.stamp.today
    _refuse(rules.application_barred(resident, on, act.stamp.terms))
    staying(act, id)
    before, after = {"permit_applied_on": None}, {"permit_applied_on": on}
    act.set_state(RESIDENTS, id, before=before, after=after)
    return [id]


@service(right="issue-permit", audit="permit issued")
def issue_permit(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """居住证签发."""
    resident, on = _of_class(act, id, FLOATING), values["on"] or act.stamp.today
    _refuse(rules.issue_barred(resident, on, act.stamp.terms))
    return _note(act, id, permit_issued_on=on, permit_number=values["permit_number"])


@service(right="endorse", audit="endorsed")
def endorse(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """居住证签注: a late one starts the years of residence anew (居住证暂行条例 10)."""
    resident, on = residence(act, id), values["on"] or act.stamp.today
    _refuse(rules.endorsement_barred(resident, on, act.stamp.terms))
    anew = {"years_from": on} if on > rules.next_endorsement(resident) else {}
    return _note(act, id, endorsed_on=on, **anew)


@service(right="extend-stay", audit="stay extended")
def extend_stay(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A new day on which somebody means to leave."""
    if values["expected_leave"] < act.stamp.today:
        raise Refused(_("拟离开日期已经过去"))
    return _note(act, id, expected_leave=values["expected_leave"])


def _refuse(why: Text | None) -> None:
    if why is not None:
        raise Refused(why)


def _of_class(act: Act, id: UUID, wanted: str) -> Resident:
    resident = residence(act, id)
    if resident.resident_class != wanted:
        label = Text(codes.label("resident_class", wanted))
        raise Refused(_("这项办理只适用于{wanted}", wanted=label))
    return resident


def _note(act: Act, id: UUID, **values: Any) -> Sequence[UUID]:
    """Typed fields that a natural act fills in; nobody may have left meanwhile."""
    act.amend(RESIDENTS, id, values, revision=staying(act, id).revision)
    return [id]
