"""Taken over: reporting in, the announcement, the group (社区矫正法 21–25; 办法 17–20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.clocks.terms import Terms
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import Text, _
from station_app.corrections import intake_rules as rules
from station_app.corrections.intake_records import GroupMember
from station_app.corrections.intake_register import ANNOUNCEMENTS, GROUP_MEMBERS
from station_app.corrections.records import MEDICAL, UNDER, Supervision
from station_app.corrections.rules import is_under
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.workflows.supervision.living import contact, living, supervision, touch, under
from station_app.workflows.supervision.papers import ask_missing

REPORT_IN = "correction_report_in"
MEMBERS = _("小组成员")


def due_to_report(terms: Terms, one: Supervision) -> date | None:
    """The last day of reporting in time; who is handed over has none (社区矫正法 21)."""
    if one.report_by:
        return one.report_by  # told with the change of place
    if one.category == MEDICAL:
        return None
    return terms.due(REPORT_IN, one.effective_on or one.start).due_on


@service(right="report-in", audit="reported in")
def initial_report_in(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """报到, also where papers are missing, or at home where he cannot come."""
    one, on = living(act, id), values["on"] or act.stamp.today
    if is_under(one):
        raise Refused(_("已于 {day} 报到", day=one.reported_on))
    _refuse_unfit(act, one, on, values)
    last = due_to_report(act.stamp.terms, one)
    late = last is not None and on > last
    asked = ask_missing(act, one, on)
    contact(act, one, on, state=UNDER, reported_on=on, report_late=late or None)
    return [one.id, *asked]


def _refuse_unfit(act: Act, one: Supervision, on: date, values: Mapping[str, Any]) -> None:
    if not values["identity_checked"]:
        raise _wrong("identity_checked", _("请当面核实身份后再登记报到（社区矫正法第二十二条）"))
    if values["at_home"] and not values["at_home_why"]:
        raise _wrong("at_home_why", _("上门办理的，请写明不能自行报到的原因"))
    if on > act.stamp.today:
        raise _wrong("on", _("日期在今天之后"))
    if on < (one.decided_on or on):
        raise _wrong("on", _("报到日期早于决定日期"))


def _wrong(field: str, text: Text) -> Rejected:
    return Rejected([Problem(field, text)], LABELS)


LABELS = {
    "on": _("日期"),
    "identity_checked": _("已核实身份"),
    "at_home_why": _("不能自行报到的原因"),
    "guardian": _("到场的监护人"),
    "present": _("在场人员"),
    "members": MEMBERS,
}


# The announcement


@service(right="announce-intake", audit="intake announced")
def intake_announcement(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """入矫宣告: before his group, signed by him; of a minor before the guardian, not in public."""
    one = under(act, id)
    if one.announced_on:
        raise Refused(_("已于 {day} 入矫宣告", day=one.announced_on))
    on = values["on"] or act.stamp.today
    if one.grouped_on is None:
        raise Refused(_("请先组成矫正小组：宣告时小组成员到场（办法第二十条）"))
    return [one.id, announce(act, one, "intake", on, values)]


def announce(act: Act, one: Supervision, kind: str, on: date, values: Mapping[str, Any]) -> UUID:
    """Also the one at the end. Raises Rejected where a minor's guardian is not accounted for."""
    if on < (one.reported_on or on):
        raise _wrong("on", _("宣告日期早于报到日期"))
    guardian, absent = values.get("guardian"), values.get("guardian_absent")
    if one.minor and not (guardian or absent):
        raise _wrong(
            "guardian",
            _(
                "未成年社区矫正对象的宣告不公开进行，监护人应当到场；未到场的写明原因和到场的其他成年人"
            ),
        )
    names = ("place", "read_by", "present", "guardian", "guardian_absent", "signed")
    said = {name: values.get(name) for name in names} | {"on": on, "kind": kind}
    said |= {name: said[name] or "" for name in ("present", "guardian_absent")}
    said["read_by"] = said["read_by"] or act.stamp.officer
    filed = act.file(ANNOUNCEMENTS, said | {"supervision_id": one.id})
    done = {"announced_on": on} if kind == "intake" else {}
    contact(act, one, on, **done)
    return filed.id


# The group


def group(view: View, id: UUID) -> list[GroupMember]:
    """Its members now."""
    there = select(GroupMember).where(
        GroupMember.supervision_id == id,
        GroupMember.until.is_(None),
        GroupMember.withdrawn_at.is_(None),
    )
    return list(view.all(there.order_by(GroupMember.row)))


@service(right="form-group", audit="group formed")
def form_group(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """矫正小组, or more members of it; with `letter_on` they have signed its letter."""
    one, on = under(act, id), values["on"] or act.stamp.today
    new, wrong = rules.read_members(values["members"])
    if wrong:
        raise Rejected([Problem("members", text) for text in wrong], LABELS)
    there = [_said(member) for member in group(act, one.id)]
    if text := _unfit(act, one, there + new):
        raise _wrong("members", text)
    given = {"supervision_id": one.id, "since": on, "letter_on": values["letter_on"]}
    filed = act.file_all(GROUP_MEMBERS, [member | given for member in new])
    touch(act, one, grouped_on=one.grouped_on or on)
    return [one.id, *(member.id for member in filed)]


def _said(member: GroupMember) -> dict[str, Any]:
    return {"sex": member.sex, "knows_minors": member.knows_minors}


def _unfit(act: Act, one: Supervision, members: Sequence[Mapping[str, Any]]) -> Text | None:
    person = cast(Person, act.load(PEOPLE, one.person_id))
    woman, minor = person.sex == rules.WOMAN, bool(one.minor)
    return rules.group_problem(members, woman=woman, minor=minor)


def member(act: Act, id: UUID) -> GroupMember:
    """Who is of the group now. Raises Absent, Refused."""
    found = cast(GroupMember, act.load(GROUP_MEMBERS, id))
    if found.until:
        raise Refused(_("已于 {day} 退出矫正小组", day=found.until))
    return found


@service(right="form-group", audit="group letter signed")
def sign_letter(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """矫正小组责任书."""
    found, on = member(act, id), values["on"] or act.stamp.today
    after = {"letter_on": on}
    act.set_state(GROUP_MEMBERS, found.id, before={"letter_on": found.letter_on}, after=after)
    return [found.id]


@service(right="form-group", audit="group member left")
def leave_group(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """退出小组; a woman's group is never left without a woman."""
    found, on = member(act, id), values["on"] or act.stamp.today
    one = supervision(act, found.supervision_id)
    rest = [_said(each) for each in group(act, one.id) if each.id != found.id]
    if text := _unfit(act, one, rest):
        raise Refused(_("请先补充小组成员再办理退出：{why}", why=text))
    after = {"until": on, "left_why": values["reason"]}
    act.set_state(GROUP_MEMBERS, found.id, before={"until": None}, after=after)
    return [found.id]
