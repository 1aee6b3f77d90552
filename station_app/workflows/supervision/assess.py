"""调查评估: commissioned, told, agreed, answered (社区矫正法 18; 办法 13, 14; 法发〔2020〕38号)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.assessments import rules
from station_app.assessments.records import ELSEWHERE, UNTRUE, Assessment
from station_app.assessments.register import ASSESSMENTS
from station_app.clocks.calendar import add_months
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Day, Serial
from station_app.core.register import Field, Merge
from station_app.core.texts import _
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.workflows.supervision.notices import COMMISSIONER, PROCURATORATE, tell

ADULT = 18 * 12  # months
FOUND = ("home", "family", "conduct", "effect", "views", "bans", "finding")


@service(right="enter-assessment", audit="assessment entered")
def enter(act: Act, values: Mapping[str, Any]) -> Assessment:
    """A commission received. Whoever is not yet eighteen is kept secret from here on."""
    told = dict(values)
    told["worker"] = told.get("worker") or act.stamp.officer
    person = cast(Person, act.load(PEOPLE, told["person_id"]))
    on = told.get("received_on") or act.stamp.today
    if person.birth and on < add_months(person.birth, ADULT):
        told["minor"] = True
    return cast(Assessment, act.file(ASSESSMENTS, told))


def running(act: Act, id: UUID) -> Assessment:
    """One not yet answered. Raises Absent, Refused."""
    one = cast(Assessment, act.load(ASSESSMENTS, id))
    if not rules.unanswered(one):
        raise Refused(_("已于 {day} 提交评估意见", day=one.answered_on))
    return one


def _set(act: Act, one: Assessment, **after: Any) -> None:
    act.move(ASSESSMENTS, one, after)


@service(right="assess-person", audit="assessment told")
def tell_procuratorate(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The county's procuratorate hears of every commission (办法 13)."""
    one, on = cast(Assessment, act.load(ASSESSMENTS, id)), values["on"] or act.stamp.today
    if one.told_on:
        raise Refused(_("已于 {day} 告知检察院", day=one.told_on))
    _set(act, one, told_on=on)
    number = values["document_number"] or ""
    return [one.id, *_tell(act, one, "assessment_received", on, number, PROCURATORATE)]


def _tell(act: Act, one: Assessment, kind: str, on: date, number: str, *organs: str) -> list[UUID]:
    names = {COMMISSIONER: one.organ}
    about = (ASSESSMENTS.name, one.id)
    return tell(act, None, kind, organs, on, number=number, about=about, names=names)


@service(right="assess-person", audit="assessment extended")
def agree_extension(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Only as agreed with who commissioned it: until when, and by whom or by which paper."""
    one, until = running(act, id), values["until"]
    rule, since = rules.clock(one)
    last = act.stamp.terms.due(rule, since).due_on
    if until <= last:
        said = _("商定的日期须在原期限（{day}）之后", day=last)
        raise Rejected([Problem("until", said)], {"until": UNTIL.label})
    _set(act, one, agreed_until=until, agreed_by=values["agreed_by"])
    return [one.id]


@service(right="assess-person", audit="assessment answered")
def answer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """调查评估意见书 to who asked, a copy to the procuratorate. Raises Rejected.

    Where home or identity turn out untrue that is the whole of it; the other findings stay away.
    """
    one, on = running(act, id), values["on"] or act.stamp.today
    lacking = [name for name in _needed(values) if not values[name]]
    if lacking:
        raise Rejected([Problem(name, _("必填")) for name in lacking], ASSESSMENTS.labels)
    said = {name: values[name] for name in (*FOUND, "result")}
    number = values["finding_number"]
    _set(act, one, **said, finding_number=number, answered_on=on)
    told = _tell(act, one, "assessment_finding", on, number, COMMISSIONER, PROCURATORATE)
    return [one.id, *told]


def _needed(values: Mapping[str, Any]) -> Sequence[str]:
    if values["result"] in (UNTRUE, ELSEWHERE):
        return ("finding",)
    return ("home", "family", "conduct", "finding")


def _asked(name: str, *, required: bool = False) -> Field:
    known = ASSESSMENTS[name]
    return Field(
        name=name,
        label=known.label,
        kind=known.kind,
        required=required,
        help=known.help,
        group=known.group,
        merge=Merge.GUARDED,
    )


ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
UNTIL = Field(name="until", label=_("商定延长至"), kind=Day(), required=True)

ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        Action(
            name="tell_procuratorate",
            title=_("告知检察院"),
            right="assess-person",
            fields=(ON, Field(name="document_number", label=_("文书号"), kind=Serial(60))),
            run=tell_procuratorate,
            suits=rules.untold,
        ),
        Action(
            name="agree_extension",
            title=_("商定延长"),
            right="assess-person",
            fields=(UNTIL, _asked("agreed_by", required=True)),
            run=agree_extension,
            suits=rules.unanswered,
        ),
        Action(
            name="answer",
            title=_("提交评估意见"),
            right="assess-person",
            fields=(
                _asked("result", required=True),
                *(_asked(name) for name in FOUND),
                _asked("finding_number", required=True),
                ON,
            ),
            run=answer,
            suits=rules.unanswered,
        ),
    )
}
