"""治安调解: whether a case is one to be mediated, each attempt, and what became of the agreement.

治安管理处罚法 9; 公安机关办理行政案件程序规定 178–186.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import or_, select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.calls.records import Call, CallPerson
from station_app.calls.register import CALLS
from station_app.cases import service as cases
from station_app.cases.records import ACCEPTED, FILED, SECURITY, SUSPECT, Case, CasePerson
from station_app.cases.register import CASES
from station_app.cases.steps import step
from station_app.core.days import day_of
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import Text, _
from station_app.identity import codes
from station_app.identity.numbers import age
from station_app.mediations import records, rules
from station_app.mediations.records import Mediation
from station_app.mediations.register import MEDIATIONS
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.storage import references

OFFENDER, VICTIM = SUSPECT, "victim"
ONLY_SECURITY = _("只有治安案件可以治安调解（《治安管理处罚法》第九条）")
DECIDED = _("公安机关已作出处理决定，或者案件已不在办理中，不再调解")
HELD = (
    *("held_on", "place", "host", "second", "recorded", "present", "facts"),
    *("one_guardian", "one_works", "other_guardian", "other_works", "agent"),
    *("agreement", "way", "perform_by", "failure"),
)


def wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], MEDIATIONS.labels)


# On a case


def may_be_mediated(case: Any) -> bool:
    return case.kind == SECURITY and case.state in (ACCEPTED, FILED)


def _case(act: Act, id: UUID) -> Case:
    case = cast(Case, act.load(CASES, id))
    if case.kind != SECURITY:
        raise Refused(ONLY_SECURITY)
    if not may_be_mediated(case) or case.decided_on:
        raise Refused(DECIDED)
    return case


@service(right="mediate", audit="mediation begun")
def mediate(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """启动治安调解: `id` is the case; one attempt between two of its people. Raises Refused."""
    case = _case(act, id)
    if why := rules.barred(light=bool(values["light"]), bar=values["bar"]):
        raise Refused(why)
    told = _sides(act, values, values.get("injury_report_on") or act.stamp.today)
    for side, role in zip(rules.SIDES, (OFFENDER, VICTIM), strict=True):
        _refuse_stranger(act, case, told[f"{side}_id"], f"{side}_id", role)
    before = between(act, case.id, told["one_id"], told["other_id"])
    if why := rules.too_often(before):
        raise Refused(why)
    first = before[-1].held_on if before else None
    accepted = case.accepted_on or day_of(case.accepted_at)
    since = first or values.get("injury_report_on") or accepted
    told |= {"case_id": case.id, "kind": records.SECURITY, "nth": len(before) + 1, "since": since}
    told |= {name: values[name] for name in ("cause", "ground")}
    return [act.file(MEDIATIONS, told | {"entered_by": act.stamp.officer}).id]


def between(view: View, case_id: UUID, one: UUID, other: UUID) -> list[Mediation]:
    """The attempts of a case between the same two, the earliest first."""
    both = [references.family(view.session, id) for id in (one, other)]
    mine = select(Mediation).where(
        Mediation.case_id == case_id,
        Mediation.one_id.in_(both[0]),
        Mediation.other_id.in_(both[1]),
        Mediation.kind == records.SECURITY,
        Mediation.withdrawn_at.is_(None),
    )
    return list(view.all(mine.order_by(Mediation.row)))


def _sides(act: Act, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Both parties, and who of them is under age on that day."""
    told = dict[str, Any]()
    for side in rules.SIDES:
        person = cast(Person, act.load(PEOPLE, values[f"{side}_id"]))
        young = person.birth is not None and age(person.birth, on) < rules.ADULT
        told |= {f"{side}_id": person.id, f"{side}_minor": young or None}
    return told


def _refuse_stranger(act: Act, case: Case, person_id: UUID, field: str, role: str) -> None:
    family = references.family(act.session, person_id)
    known = select(CasePerson.id).where(
        CasePerson.case_id == case.id,
        CasePerson.person_id.in_(family),
        CasePerson.role == role,
        CasePerson.withdrawn_at.is_(None),
    )
    if not act.all(known):
        why = _("请先登记为本案的{role}", role=MEDIATIONS[field].label)
        raise wrong(field, why)


# Each attempt


@service(right="hold-mediation", audit="mediation held")
def hold(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """登记调解结果: agreed, or failed, and then the time of the case begins anew (程 185)."""
    one = _mediation(act, id, records.PLANNED)
    _refuse_agent(values)
    after = {name: values[name] for name in HELD if values.get(name) is not None}
    after["held_on"] = on = values.get("held_on") or act.stamp.today
    after["host"] = values.get("host") or act.stamp.officer
    if why := rules.too_late(one, on, act.stamp.terms):
        raise wrong("held_on", why)
    if on < one.since:
        raise wrong("held_on", _("早于期限起算日期 {day}", day=one.since.isoformat()))
    _refuse_too_young(act, one, after, on)
    agreed = bool(values["agreed"])
    after["state"] = records.AGREED if agreed else records.FAILED
    if not agreed and not after.get("failure"):
        raise wrong("failure", _("请写明未达成协议的情况"))
    touched = [_set(act, one, after)]
    late = "，晚于第一次调解的期限" if rules.is_late(one, on, act.stamp.terms) else ""
    _tell(act, one, on, after["state"], late)
    return touched if agreed else [*touched, *_anew(act, one, on)]


def _refuse_agent(values: Mapping[str, Any]) -> None:
    """程 181: who was harmed may send somebody, who is suspected may not."""
    if values.get("agent_of") == "one":
        raise Refused(rules.NO_AGENT)
    if bool(values.get("agent")) != bool(values.get("agent_of")):
        raise wrong("agent", _("请写明代理人和委托权限，并选由哪一方委托"))


def _refuse_too_young(act: Act, one: Any, after: Mapping[str, Any], on: date) -> None:
    for side in rules.SIDES:
        person = cast(Person, act.load(PEOPLE, getattr(one, f"{side}_id")))
        years = age(person.birth, on) if person.birth else None
        if after.get(f"{side}_works") and rules.works_too_young(years):
            why = _("未满十六周岁的，必须通知监护人到场（程序规定第一百八十一条）")
            raise wrong(f"{side}_guardian", why)


@service(right="follow-mediation", audit="agreement performed")
def performed(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """已履行: no penalty follows (治 9); the case may be closed."""
    one = _mediation(act, id, records.AGREED)
    on = values.get("on") or act.stamp.today
    _tell(act, one, on, records.PERFORMED)
    return [_set(act, one, {"state": records.PERFORMED, "ended_on": on})]


@service(right="follow-mediation", audit="agreement not performed")
def not_performed(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """不履行: the case is decided, and its time begins anew on that day (程 185)."""
    one = _mediation(act, id, records.AGREED)
    on = values.get("on") or act.stamp.today
    failure = {"failure": values["failure"]}
    _tell(act, one, on, records.NOT_PERFORMED)
    done = _set(act, one, {"state": records.NOT_PERFORMED, "ended_on": on} | failure)
    return [done, *_anew(act, one, on)]


def _tell(act: Act, one: Mediation, on: date, state: str, more: str = "") -> None:
    """In the course of the case."""
    if one.case_id:
        nth, said = codes.label("mediation_kind", one.kind), codes.label("mediation_state", state)
        step(act, one.case_id, "mediation", on, note=f"{nth}（第{one.nth}次）：{said}{more}")


def _anew(act: Act, one: Mediation, on: date) -> list[UUID]:
    if one.case_id is None:
        return []
    cases.restart(act, one.case_id, on)
    return [one.case_id]


def _mediation(act: Act, id: UUID, state: str) -> Mediation:
    one = cast(Mediation, act.load(MEDIATIONS, id))
    if one.state != state:
        raise Refused(_("这次调解的结果已经登记"))
    return one


def _set(act: Act, one: Mediation, after: Mapping[str, Any]) -> UUID:
    act.set_state(MEDIATIONS, one.id, before={"state": one.state}, after=after)
    return one.id


# Settled on the spot, or among themselves


@service(right="mediate-on-scene", audit="mediated on the scene")
def on_scene(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """现场调解 of a call: facts clear, both agree, performed at once. Raises Refused."""
    call = cast(Call, act.load(CALLS, id))
    if why := rules.barred(light=bool(values["light"]), bar=values["bar"]):
        raise Refused(why)
    if not values["at_once"]:
        raise Refused(_("现场调解须事实清楚、双方同意并当场履行；其他的受理后按治安调解办理"))
    on = values.get("held_on") or act.stamp.today
    told = _sides(act, values, on)
    _refuse_agent(values)
    told |= {name: values[name] for name in HELD if values.get(name) is not None}
    told |= {name: values[name] for name in ("cause", "ground", "agreement")}
    _refuse_too_young(act, _Sides(told), told, on)
    told |= {"call_id": call.id, "kind": records.SCENE, "nth": 1, "since": on, "held_on": on}
    told |= {"host": values.get("host") or act.stamp.officer, "ended_on": on}
    told |= {"on_recording": values.get("on_recording"), "entered_by": act.stamp.officer}
    told["state"] = records.PERFORMED
    return [call.id, act.file(MEDIATIONS, told).id]


class _Sides:
    """The two parties of what is not filed yet."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.one_id, self.other_id = told["one_id"], told["other_id"]


@service(right="recognise-settlement", audit="settlement recognised")
def recognise(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """自行和解、人民调解: performed, applied for in writing and recognised before the decision."""
    case = _case(act, id)
    if values["kind"] not in (records.SELF_SETTLED, records.PEOPLES):
        raise wrong("kind", _("请选自行和解或者人民调解"))
    if why := rules.barred(light=bool(values["light"]), bar=values["bar"]):
        raise Refused(why)
    if not (values["applied_on"] and values["on"]):
        raise Refused(_("须协议已经履行，并由双方书面申请（《治安管理处罚法》第九条）"))
    told = _sides(act, values, act.stamp.today)
    for side, role in zip(rules.SIDES, (OFFENDER, VICTIM), strict=True):
        _refuse_stranger(act, case, told[f"{side}_id"], f"{side}_id", role)
    told |= {name: values[name] for name in ("kind", "cause", "ground", "agreement", "applied_on")}
    told |= {"case_id": case.id, "since": values["applied_on"], "ended_on": values["on"]}
    told |= {"state": records.PERFORMED, "entered_by": act.stamp.officer}
    filed = cast(Mediation, act.file(MEDIATIONS, told))
    _tell(act, filed, values["on"], records.PERFORMED)
    return [filed.id, case.id]


def parties(view: View, case: Case) -> dict[str, UUID]:
    """The one offender and the one victim of a case, where there is just one of each."""
    found = dict[str, UUID]()
    for field, role in (("one_id", OFFENDER), ("other_id", VICTIM)):
        mine = CasePerson.case_id == case.id, CasePerson.role == role
        known = view.all(
            select(CasePerson.person_id).where(*mine, CasePerson.withdrawn_at.is_(None)).distinct()
        )
        if len(known) == 1:
            found[field] = known[0]
    return found


def parties_of_call(view: View, call: Call) -> dict[str, UUID]:
    """The two people a call is about, where there are just two."""
    mine = select(CallPerson.person_id).where(
        CallPerson.call_id == call.id,
        CallPerson.person_id.is_not(None),
        CallPerson.withdrawn_at.is_(None),
        or_(CallPerson.secret.is_(None), CallPerson.secret.is_not(True)),
    )
    known = [id for id in dict.fromkeys(view.all(mine.order_by(CallPerson.row))) if id]
    return {"one_id": known[0], "other_id": known[1]} if len(known) == 2 else {}
