"""处理决定: proposed by who handles the case, told, heard, reviewed, and made by who has the power.

治安管理处罚法 12, 23, 109, 112-114, 117, 119; 公安机关办理行政案件程序规定 41, 48.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.cases import decision_rules as rules
from station_app.cases.checklist import missing_before, told
from station_app.cases.decision_records import (
    COUNTY,
    DECIDED,
    PROPOSED,
    SPOT,
    STATION,
    CaseDecision,
)
from station_app.cases.decision_register import CASE_DECISIONS
from station_app.cases.power import (
    DETAINS,
    FAST_DAYS,
    beyond,
    is_minor,
    needs_hearing,
    not_for_age,
)
from station_app.cases.records import CRIMINAL, FILED, SUSPECT, Case
from station_app.cases.records import DECIDED as CASE_DECIDED
from station_app.cases.register import CASES
from station_app.cases.steps import step
from station_app.core.days import day_of
from station_app.core.errors import Refused
from station_app.core.texts import _, together
from station_app.identity.numbers import age
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.storage import references
from station_app.workflows.desk.closing_found import (
    decisions,
    found,
    mark,
    open_case,
    people,
    wrong,
)

PROPOSAL = ("kind", "amount", "days", "basis", "review_ground", "grave", "not_detained")
AGES = {"age_14_15": range(14, 16), "first_16_17": range(16, 18), "aged_70": range(70, 200)}


@service(right="propose-decision", audit="decision proposed")
def propose(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """`id` is the case. Raises Refused, Rejected where his age or the fast track forbids it."""
    case = open_case(act, id, FILED)
    if case.kind == CRIMINAL:
        raise Refused(_("刑事案件的处理决定不在本系统作出"))
    made = _file(act, case, values, values.get("on") or act.stamp.today)
    if case.fast_track and (why := not_fast(made)):
        raise Refused(_("{why}：请先转为一般程序", why=why))
    return [made.id, case.id]


def not_fast(one: Any) -> Any:
    """程 41: what is no matter for the fast track; None where nothing speaks against it."""
    if is_minor(one):
        return _("未成年人不适用快速办理")
    if needs_hearing(one):
        return _("应当适用听证程序的不适用快速办理")
    if one.kind in DETAINS and (one.days or 0) >= FAST_DAYS:
        return _("可能作出十日以上行政拘留的不适用快速办理")
    return None


@service(right="propose-decision", audit="penalty on the spot")
def on_the_spot(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """当场处罚 (治 119): told, decided and served by the officer there and then."""
    case = open_case(act, id, FILED)
    if why := beyond(SPOT, values["kind"], values.get("amount")):
        raise wrong("kind", why)
    at = values.get("at") or act.stamp.now
    told = {
        "level": SPOT,
        "state": DECIDED,
        "decided_at": at,
        "decided_by": act.stamp.officer,
        "decision_number": values["decision_number"],
        "remedies": values["remedies"],
        "told_on": day_of(at),
        "served_on": day_of(at),
        "served_how": "direct",
    }
    made = _file(act, case, values, day_of(at), **told)
    _settle(act, case)
    return [made.id, case.id]


def _file(act: Act, case: Case, values: Mapping[str, Any], on: date, **more: Any) -> CaseDecision:
    person = cast(Person, act.load(PEOPLE, values["person_id"]))
    if person.id not in people(act, case.id, SUSPECT):
        raise wrong("person_id", _("请先登记为本案的违法嫌疑人"))
    kept = {references.kept(act.session, one.person_id) for one in decisions(act, case.id)}
    if person.id in kept:
        raise wrong("person_id", _("对他已有处理决定；错误的请先作废"))
    years = age(person.birth, _day_of_act(case)) if person.birth else None
    if why := not_for_age(values["kind"], years):
        raise wrong("kind", why)
    ground = values.get("not_detained")
    if ground in AGES and years is not None and years not in AGES[ground]:
        raise wrong("not_detained", _("行为时 {years} 周岁，与所选情形不符", years=years))
    told = {name: values[name] for name in PROPOSAL if values.get(name) is not None}
    told |= {"case_id": case.id, "person_id": person.id, "age": years, "proposed_on": on}
    made = cast(
        CaseDecision, act.file(CASE_DECISIONS, told | more | {"entered_by": act.stamp.officer})
    )
    number = more.get("decision_number")
    step(act, case.id, "decided" if number else "proposed", on, number=number)
    return made


def _day_of_act(case: Case) -> date:
    return day_of(case.occurred_at or case.accepted_at)


def proposed(act: Act, id: UUID) -> CaseDecision:
    """Raises Absent, Refused where it was made already."""
    one = cast(CaseDecision, act.load(CASE_DECISIONS, id))
    if one.withdrawn_at or one.state != PROPOSED:
        raise Refused(_("已经作出决定"))
    return one


@service(right="propose-decision", audit="penalty told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """处罚前告知 (治 112): a minor's guardian is told and heard; the right to a hearing (117)."""
    one = proposed(act, id)
    if is_minor(one) and not (values.get("guardian") and values.get("guardian_said")):
        raise wrong("guardian", _("未成年人须告知父母或者其他监护人，并听取其意见"))
    hearing = values.get("hearing_told_on")
    if needs_hearing(one) and not hearing:
        raise wrong("hearing_told_on", _("须告知有权要求听证"))
    said = {name: values.get(name) for name in ("defence", "guardian", "guardian_said")}
    on = values.get("on") or act.stamp.today
    after = {"told_on": on, "hearing_told_on": hearing} | said
    return mark(act, one, "noticed", on, after)


@service(right="propose-decision", audit="hearing noted")
def hear(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """听证: held on a day, or he does not ask for one, or lets the days pass."""
    one = proposed(act, id)
    if one.hearing_told_on is None:
        raise Refused(_("尚未告知听证权利"))
    held, waived = values.get("heard_on"), values.get("hearing_waived")
    if bool(held) == bool(waived):
        raise wrong("heard_on", _("或者写听证日期，或者注明不要求听证"))
    after = {"heard_on": held, "hearing_waived": waived}
    return mark(act, one, "hearing", held or act.stamp.today, after)


@service(right="review-case", audit="legal review", not_by="entered_by")
def review(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """法制审核 (治 114), by another than who handles it."""
    one = proposed(act, id)
    if one.told_on is None:
        raise Refused(_("尚未进行处罚前告知"))
    on = values.get("on") or act.stamp.today
    after = {"reviewed_on": on, "reviewed_by": act.stamp.officer}
    return mark(act, one, "legal_review", on, after, note=values.get("opinion"))


@service(right="decide-case", audit="group discussion")
def discuss(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """负责人集体讨论 (治 113)."""
    one = proposed(act, id)
    on = values.get("on") or act.stamp.today
    after = {"discussed_on": on, "discussion": values["discussion"]}
    return mark(act, one, "group_discussion", on, after)


@service(right="decide-case", audit="case decided", not_by="entered_by")
def decide(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """By the head of the station, within its power (治 109)."""
    one = proposed(act, id)
    if why := beyond(STATION, one.kind, one.amount):
        raise Refused(why)
    return _made(act, one, STATION, act.stamp.officer, values)


@service(right="propose-decision", audit="county's decision entered")
def receive(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A decision of the county's organ, as its paper says."""
    return _made(act, proposed(act, id), COUNTY, values["decided_by"], values)


def _made(
    act: Act, one: CaseDecision, level: str, by: str, values: Mapping[str, Any]
) -> list[UUID]:
    """Raises Refused with all that stands before it, each with its article."""
    case = open_case(act, one.case_id)
    if missing := missing_before(one, found(act, case)):
        raise Refused(_("作出决定前尚缺：{missing}", missing=together(map(told, missing))))
    number = values["decision_number"]
    after = {
        "level": level,
        "decided_by": by,
        "decided_at": values.get("at") or act.stamp.now,
        "decision_number": number,
        "remedies": values["remedies"],
        "state": DECIDED,
    }
    touched = mark(act, one, "decided", day_of(after["decided_at"]), after, number=number, by=by)
    _settle(act, case)
    return touched


def _settle(act: Act, case: Case) -> None:
    """The case is decided with the last of its offenders."""
    made = decisions(act, case.id)
    done = {one.person_id for one in made if rules.is_decided(one)}
    done = {references.kept(act.session, id) for id in done}
    if people(act, case.id, SUSPECT) <= done and case.state == FILED:
        on = max(one.decided_on for one in made if one.decided_on)
        after = {"state": CASE_DECIDED, "decided_on": on}
        act.set_state(CASES, case.id, before={"state": FILED}, after=after)
