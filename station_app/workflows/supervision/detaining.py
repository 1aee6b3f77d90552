"""羁押、强制措施、强制隔离戒毒 of a supervised person: who decided, who was told, for how long.

社区矫正法 32, 47, 48; 社区矫正法实施办法 41.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.corrections.rules import is_living
from station_app.discipline import rules
from station_app.discipline.records import ARREST, Detention
from station_app.discipline.register import DETENTIONS
from station_app.workflows.supervision.held import settle_pending
from station_app.workflows.supervision.living import living, supervision


def _asked(name: str, **how: Any) -> Field:
    return replace(DETENTIONS[name], merge=Merge.GUARDED, group=None, **how)


ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
TOLD = ("county_told_on", "procuratorate_told_on")


@service(right="record-detention", audit="detention noted")
def detention(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """As the organ that decided it has told; until it ends, the supervision is not ended."""
    one = living(act, id)
    if values["kind"] == ARREST and values.get("custody_from") is None:
        raise _rejected("custody_from", _("逮捕须写羁押起日"))
    made = act.file(DETENTIONS, {"supervision_id": one.id} | dict(values))
    settle_pending(act, one)
    return [one.id, made.id]


@service(right="record-detention", audit="detention notice noted")
def notice(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """When the organ told the county body, and when the procuratorate (实施办法 41)."""
    found = _detention(act, id)
    after = {name: values[name] for name in TOLD if values.get(name)}
    if not after:
        raise Refused(_("请写通知日期"))
    if any(on < found.decided_on for on in after.values()):
        raise Refused(_("通知日期早于决定日期"))
    return _set(act, found, after)


@service(right="record-detention", audit="detention ended")
def end(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    found = _detention(act, id)
    if not rules.is_held(found):
        raise Refused(_("已于 {day} 结束", day=found.ended_on))
    on = values.get("on") or act.stamp.today
    touched = _set(act, found, {"ended_on": on, "end_kind": values["end_kind"]})
    settle_pending(act, supervision(act, found.supervision_id))
    return touched


def _detention(act: Act, id: UUID) -> Detention:
    secrecy.refuse(act, DETENTIONS, id)
    return cast(Detention, act.load(DETENTIONS, id))


def _set(act: Act, found: Detention, after: Mapping[str, Any]) -> list[UUID]:
    act.move(DETENTIONS, found, after)
    return [found.id, found.supervision_id]


def _rejected(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], DETENTIONS.labels)


DETENTION = Action(
    name="detention",
    title=_("登记羁押、强制措施"),
    right="record-detention",
    fields=tuple(
        _asked(name)
        for name in (
            *("kind", "organ", "document_number", "decided_on"),
            *("custody_from", "place", *TOLD),
        )
    ),
    run=detention,
    suits=is_living,
)

ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="notice",
            title=_("登记收到通知"),
            right="record-detention",
            fields=tuple(_asked(name) for name in TOLD),
            run=notice,
            suits=rules.awaits_notice,
        ),
        Action(
            name="end",
            title=_("释放、解除或者交付执行"),
            right="record-detention",
            fields=(_asked("end_kind", required=True), ON),
            run=end,
            suits=rules.is_held,
        ),
    )
}
