"""快速办理: by written consent, for nobody whom the rule keeps out, decided within 48 hours.

公安机关办理行政案件程序规定 40-48.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.cases.power import ADULT, FAST_DAYS
from station_app.cases.records import CRIMINAL, FILED, SUSPECT, Case, CasePerson
from station_app.cases.register import CASES
from station_app.cases.steps import step
from station_app.core.days import day_of
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Count, Day, Flag, Moment
from station_app.core.register import Field
from station_app.core.texts import Text, _
from station_app.identity.numbers import age
from station_app.people.records import Person
from station_app.workflows.desk.closing_decisions import not_fast
from station_app.workflows.desk.closing_found import decisions, open_case, people

KEPT_OUT = {  # asked, and the sentence where it is so (程 41)
    "disabled": _("盲、聋、哑人不适用快速办理"),
    "mental": _("疑似精神病人不适用快速办理"),
    "hearing": _("应当适用听证程序的不适用快速办理"),
    "unfit": _("其他不宜快速办理的情形"),
}
FIELDS = (
    Field(name="fast_from", label=_("违法嫌疑人到案时间"), kind=Moment(), required=True),
    Field(name="fast_consent_on", label=_("书面告知并签名同意日期"), kind=Day(), required=True),
    Field(
        name="admits",
        label=_("自愿认错认罚，对违法事实和法律适用没有异议"),
        kind=Flag(),
        required=True,
    ),
    Field(name="days", label=_("可能作出的行政拘留天数"), kind=Count(_("天"), 20)),
    Field(name="disabled", label=_("盲、聋、哑人"), kind=Flag()),
    Field(name="mental", label=_("疑似精神病人"), kind=Flag()),
    Field(name="hearing", label=_("应当适用听证程序"), kind=Flag()),
    Field(name="unfit", label=_("其他不宜快速办理"), kind=Flag()),
)
LABELS = {field.name: field.label for field in FIELDS}


@service(right="fast-track", audit="fast track begun")
def begin(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """适用快速办理; `id` is the case. Raises Rejected at what keeps it out, Refused."""
    case = open_case(act, id, FILED)
    if case.kind == CRIMINAL:
        raise Refused(_("刑事案件不适用行政案件快速办理"))
    if case.fast_track:
        raise Refused(_("已在快速办理"))
    if problems := [Problem(name, why) for name, why in _against(act, case, values)]:
        raise Rejected(problems, LABELS)
    after = {
        "fast_track": True,
        "fast_from": values["fast_from"],
        "fast_consent_on": values["fast_consent_on"],
    }
    act.set_state(CASES, case.id, before={"fast_track": case.fast_track}, after=after)
    return [case.id, step(act, case.id, "fast_track", values["fast_consent_on"])]


def _against(act: Act, case: Case, values: Mapping[str, Any]) -> list[tuple[str, Text]]:
    found = [(name, why) for name, why in KEPT_OUT.items() if values.get(name)]
    if not values["admits"]:
        found.append(("admits", _("不认错认罚或者有异议的，不适用快速办理")))
    if (values.get("days") or 0) >= FAST_DAYS:
        found.append(("days", _("可能作出十日以上行政拘留的不适用快速办理")))
    if _any_minor(act, case):
        found.append(("fast_from", _("违法嫌疑人是未成年人，不适用快速办理")))
    made = [why for one in decisions(act, case.id) if (why := not_fast(one))]
    return [*found, *(("fast_from", why) for why in made), *_wrong_days(act, values)]


def _wrong_days(act: Act, values: Mapping[str, Any]) -> list[tuple[str, Text]]:
    arrived: datetime = values["fast_from"]
    if arrived > act.stamp.now:
        return [("fast_from", _("时间在今天之后"))]
    if values["fast_consent_on"] > act.stamp.today:
        return [("fast_consent_on", _("日期在今天之后"))]
    if values["fast_consent_on"] < day_of(arrived):
        return [("fast_consent_on", _("早于到案时间"))]
    if act.stamp.terms.due("fast_track_decision", arrived).is_over(act.stamp.now):
        return [("fast_from", _("到案已超过四十八小时，不能快速办理"))]
    return []


def _any_minor(act: Act, case: Case) -> bool:
    """By the birth of each suspect on the day of the act, or as he was entered."""
    on = day_of(case.occurred_at or case.accepted_at)
    births = act.all(select(Person.birth).where(Person.id.in_(people(act, case.id, SUSPECT))))
    said = select(CasePerson.id).where(
        CasePerson.case_id == case.id,
        CasePerson.role == SUSPECT,
        CasePerson.minor.is_(True),
        CasePerson.withdrawn_at.is_(None),
    )
    return any(birth and age(birth, on) < ADULT for birth in births) or bool(act.all(said))


@service(right="fast-track", audit="fast track ended")
def end(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """转为一般程序 (程 48): what was gathered stays."""
    case = open_case(act, id, FILED)
    if not case.fast_track:
        raise Refused(_("不在快速办理"))
    act.set_state(CASES, case.id, before={"fast_track": True}, after={"fast_track": False})
    on = act.stamp.today
    return [case.id, step(act, case.id, "fast_track_ended", on, note=values["note"])]
