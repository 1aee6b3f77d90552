"""延长, 变更 and the end of a measure, each by the paper of who decided; a minor's is sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import _
from station_app.measures import rules
from station_app.measures.kinds import PROTECTION
from station_app.measures.leave import NONE
from station_app.measures.records import ENDED
from station_app.measures.register import MEASURES
from station_app.measures.service import on_of, running, set_, step
from station_app.workflows.desk.sealing import seal_with

RIGHT = "change-measure"


@service(right=RIGHT, audit="measure extended")
def extend(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """延长: within the longest term of law; a protection order anew for six months at most."""
    one, on = running(act, id), on_of(act, values)
    if not rules.may_be_extended(one):
        raise Refused(_("这类措施不能延长"))
    if values["end"] <= one.end:
        raise Rejected([Problem("end", _("延长后的期限止应当晚于原来的"))], MEASURES.labels)
    after: dict[str, Any] = {"end": values["end"], "expiry_told_on": None}
    if one.kind == PROTECTION:
        if on > one.end:
            raise Refused(_("保护令已于 {day} 失效：请登记新的保护令", day=one.end))
        after["term_from"] = one.end
    done = step(act, one, "extended", on, until=values["end"], number=values["number"])
    set_(act, one, **after)
    return [one.id, done]


@service(right=RIGHT, audit="measure changed")
def change(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """变更 of what was ordered, or a shorter term (减刑); another measure is another record."""
    one, on = running(act, id), on_of(act, values)
    news = {name: values[name] for name in ("end", "orders") if values.get(name)}
    if not news:
        raise Refused(_("请填写变更后的期限止或者责令（裁定）事项"))
    if (end := news.get("end")) and end >= one.end:
        raise Rejected([Problem("end", _("期限只能缩短；延长请用“延长”办理"))], MEASURES.labels)
    more = {"until": end, "number": values["number"], "said": values.get("orders")}
    done = step(act, one, "changed", on, **more)
    set_(act, one, **news)
    return [one.id, done]


@service(right=RIGHT, audit="measure ended")
def end(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """By its paper, or as its term is over; nothing ends by itself. A minor's is then sealed."""
    one, on = running(act, id), on_of(act, values)
    if problem := rules.end_problem(one, values, on):
        raise Rejected([problem], MEASURES.labels)
    if on < one.start:
        raise Refused(_("日期早于期限起（{day}）", day=one.start))
    more = {"number": values.get("number"), "said": values.get("said")}
    done = step(act, one, "ended", on, **more)
    set_(act, one, **NONE, state=ENDED, ended_on=on, end_kind=values["end_kind"])
    if not rules.is_sealed_at_end(one):
        return [one.id, done]
    seal_with(act, MEASURES, [one.id])
    return []
