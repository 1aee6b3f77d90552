"""Away from the county: reported in writing, or left without leave (戒毒条例 19, 20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.rehabilitation.testing_records import Absence
from station_app.rehabilitation.testing_register import ABSENCES
from station_app.workflows.rehabilitating.living import (
    RIGHT,
    absences,
    living,
    on_of,
    record,
    settle,
    under,
    wrong,
)


@service(right=RIGHT, audit="absence entered")
def absence(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """离开执行地所在县: with the written report, or as it was found."""
    one = under(act, id)
    names = ("since", "until", "destination", "reason", "reported_on", "returned_on")
    said = {name: values[name] for name in names} | {"reason": values["reason"] or ""}
    if said["since"] < (one.reported_on or said["since"]):
        raise wrong("since", _("日期早于报到（{day}）", day=one.reported_on))
    last = said["returned_on"] or said["until"]
    for other in absences(act, one.id):
        ends = other.returned_on or other.until
        if (last is None or other.since <= last) and (ends is None or ends >= said["since"]):
            raise Refused(_("与 {day} 开始的一次外出重叠，请核对", day=other.since))
    made = act.file(ABSENCES, said | {"rehabilitation_id": one.id})
    return [one.id, made.id, *settle(act, one.id, act.stamp.today)]


@service(right=RIGHT, audit="back from an absence")
def come_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """返回; days beyond what was reported count as left without leave from the third on."""
    away = cast(Absence, act.load(ABSENCES, id))
    one = record(act, away.rehabilitation_id)
    if away.returned_on:
        raise Refused(_("已于 {day} 返回", day=away.returned_on))
    on = on_of(act, values, away.since)
    act.set_state(ABSENCES, away.id, before={"returned_on": None}, after={"returned_on": on})
    return [away.id, *settle(act, one.id, on)]


@service(right=RIGHT, audit="breaches counted")
def count_breaches(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """核对违反协议情况: who is still away reaches the thirty days without any other act."""
    one = living(act, id)
    return [one.id, *settle(act, one.id, on_of(act, values))]
