"""What is said against an act, and its answer: the person's objection or complaint, the
procurator's correction or advice (社区矫正法 34, 62; 实施办法 32).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Code, Day
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.corrections.records import Supervision
from station_app.discipline.records import Commendation, Sanction
from station_app.identity import codes
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.remedies import rules
from station_app.remedies.records import COMPLAINT, OBJECTION, Objection
from station_app.remedies.register import OBJECTIONS
from station_app.workflows.supervision.living import supervision
from station_app.workflows.supervision.notices import PROCURATORATE, tell

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
SAID = ("said_by", "document_number", "about", "told_on", "text", "answer_by", "remarks")


def _raise(act: Act, id: UUID, kind: str, values: Mapping[str, Any]) -> Sequence[UUID]:
    one = supervision(act, id)
    said = {name: values[name] for name in SAID if values.get(name)}
    said.setdefault("said_by", cast(Person, act.load(PEOPLE, one.person_id)).name)
    said |= {"supervision_id": one.id, "kind": kind, "on": values.get("on") or act.stamp.today}
    filed = act.file(OBJECTIONS, said)
    act.touch("corrections", one.id)
    return [filed.id]


def last_told(act: Act, one: Any) -> Mapping[str, Any]:
    """The result that he was told last: of discipline, or a commendation."""
    found = list[tuple[date, str]]()
    for kind, table in ((Sanction, "sanction_kind"), (Commendation, "commendation_kind")):
        asked = select(kind.told_on, kind.kind, kind.decision_number).where(
            kind.supervision_id == one.id, kind.told_on.is_not(None), kind.withdrawn_at.is_(None)
        )
        for on, what, number in act.rows(asked):
            found.append((on, f"{codes.label(table, what)}{number or ''}"))
    if not found:
        return {}
    on, about = max(found)
    return {"about": about, "told_on": on}


@service(right="remedy", audit="objection raised")
def objection(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """异议: to a result that he was told; the county answers (实施办法 32)."""
    return _raise(act, id, OBJECTION, values)


@service(right="remedy", audit="complaint raised")
def complaint(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """申诉、控告、检举, also by those near to him (社区矫正法 34)."""
    return _raise(act, id, COMPLAINT, values)


@service(right="remedy", audit="procurator's letter received")
def procuratorate_advice(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """纠正意见、检察建议 (社区矫正法 62)."""
    one = supervision(act, id)
    if not (organ := values.get("said_by") or one.procuratorate):
        raise _wrong("said_by", _("检察院的文书须写明机关和文书号"))
    return _raise(act, one.id, values["letter"], {**values, "said_by": organ})


def remedy(act: Act, id: UUID) -> Objection:
    """Raises Absent."""
    return cast(Objection, act.load(OBJECTIONS, id))


def _set(act: Act, found: Objection, after: Mapping[str, Any]) -> None:
    act.move(OBJECTIONS, found, after)


@service(right="remedy", audit="remedy answered")
def answer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """书面答复 to the person; 书面回复 to the procuratorate, which says whether it is adopted."""
    found, on = remedy(act, id), values.get("on") or act.stamp.today
    if not rules.is_unanswered(found):
        raise Refused(_("已于 {day} 答复", day=found.answered_on))
    after = {name: values.get(name) for name in ("answer", "answer_number", "adopted")}
    _set(act, found, after | {"answered_on": _past(act, on)})
    one = supervision(act, found.supervision_id)
    return [found.id, *_told(act, one, found, on, values.get("answer_number") or "")]


def _told(act: Act, one: Supervision, found: Objection, on: date, number: str) -> Sequence[UUID]:
    """The procuratorate reads what its letter was answered, and what an objection was."""
    about = OBJECTIONS.name, found.id
    names = {PROCURATORATE: found.said_by or ""} if rules.is_letter(found) else {}
    kind = "reply" if rules.is_letter(found) else "objection"
    return tell(act, one, kind, [PROCURATORATE], on, number=number, about=about, names=names)


@service(right="remedy", audit="taken to the procuratorate")
def take_on(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """对答复仍有异议的，可以向人民检察院提出 (实施办法 32)."""
    found = remedy(act, id)
    if not rules.may_go_on(found):
        raise Refused(_("先由县级社区矫正机构书面答复；对答复不服的，再向人民检察院提出"))
    _set(act, found, {"taken_on": _past(act, values.get("on") or act.stamp.today)})
    return [found.id]


@service(right="remedy", audit="procuratorate's outcome")
def outcome(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    found = remedy(act, id)
    if not rules.awaits_outcome(found):
        raise Refused(_("没有向人民检察院提出的登记"))
    on = _past(act, values.get("on") or act.stamp.today)
    _set(act, found, {"outcome_on": on, "outcome": values["outcome"]})
    return [found.id]


def _past(act: Act, on: date) -> date:
    if on > act.stamp.today:
        raise _wrong("on", _("日期在今天之后"))
    return on


def _wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], {"on": ON.label, **OBJECTIONS.labels})


def _asked(name: str, *, required: bool = False) -> Field:
    return replace(OBJECTIONS[name], merge=Merge.GUARDED, group=None, required=required)


BY = replace(_asked("said_by"), help=_("不填为本人"))
LETTER = Field(name="letter", label=_("文书"), kind=Code("procuratorate_letter"), required=True)

RAISED = {
    action.name: action
    for action in (
        Action(
            name="objection",
            title=_("异议（对考核奖惩结果）"),
            right="remedy",
            fields=(
                _asked("about", required=True),
                _asked("told_on", required=True),
                _asked("text", required=True),
                BY,
                ON,
            ),
            run=objection,
            known=last_told,
        ),
        Action(
            name="complaint",
            title=_("申诉、控告、检举"),
            right="remedy",
            fields=(_asked("text", required=True), _asked("about"), BY, ON),
            run=complaint,
        ),
        Action(
            name="procuratorate_advice",
            title=_("检察院纠正意见、检察建议"),
            right="remedy",
            fields=(
                LETTER,
                _asked("document_number", required=True),
                _asked("text", required=True),
                replace(BY, help=_("不填为执行地人民检察院")),
                _asked("answer_by"),
                ON,
            ),
            run=procuratorate_advice,
        ),
    )
}

REMEDY_ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="answer",
            title=_("书面答复（回复）"),
            right="remedy",
            fields=(
                _asked("answer", required=True),
                replace(_asked("adopted"), help=_("纠正意见、检察建议须填；未采纳的写明理由")),
                _asked("answer_number"),
                ON,
            ),
            run=answer,
            suits=rules.is_unanswered,
        ),
        Action(
            name="to_procuratorate",
            title=_("向人民检察院提出"),
            right="remedy",
            fields=(ON,),
            run=take_on,
            suits=rules.may_go_on,
        ),
        Action(
            name="outcome",
            title=_("检察院处理结果"),
            right="remedy",
            fields=(_asked("outcome", required=True), ON),
            run=outcome,
            suits=rules.awaits_outcome,
        ),
    )
}
