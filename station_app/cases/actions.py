"""What can be done about a case, from its filing to the end of its time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.cases import course, review, rules, service
from station_app.cases.records import CRIMINAL, Case
from station_app.cases.register import CASE_PEOPLE, CASES
from station_app.core.kinds import Code, Day, Flag, Moment, Serial, Words
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
NUMBER = Field(name="number", label=_("文号"), kind=Serial(longest=60), help=_("办案系统的文号"))
BY = Field(name="organ", label=_("批准机关"), kind=Words(longest=60))
NOTE = Field(name="note", label=_("说明"), kind=Words(lines=2, longest=1000))
WHY = Field(name="why", label=_("理由"), kind=Words(lines=3, longest=1000), required=True)
TO = Field(name="to", label=_("移送单位"), kind=Words(longest=60), required=True)
AT = Field(name="at", label=_("时间"), kind=Moment(), help=_("不填为现在"))
TOLD = Field(name="told", label=_("已告知报案人"), kind=Flag(), required=True)


def _needed(*fields: Field) -> tuple[Field, ...]:
    return tuple(replace(field, required=True) for field in fields)


def _called(field: Field, label: Text) -> Field:
    return replace(field, label=label)


def _as_they_stand(*names: str) -> tuple[Field, ...]:
    return tuple(replace(CASES[name], merge=Merge.GUARDED, group=None) for name in names)


def _officers(_act: Act, case: Case) -> Mapping[str, Any]:
    return {"handler": case.handler, "second": case.second}


def unit(_act: Act, case: Case) -> Mapping[str, Any]:
    return {"to": case.transferred_to} if case.transferred_to else {}


FILING = (
    Action(
        name="file_case",
        title=_("立案"),
        right="handle-case",
        fields=(_called(ON, _("立案日期")), NUMBER, NOTE),
        run=service.file_case,
        suits=rules.may_be_filed,
    ),
    Action(
        name="not_file",
        title=_("不予立案"),
        right="handle-case",
        fields=(WHY, ON, NUMBER),
        run=service.not_file,
        suits=rules.is_accepted,
    ),
    Action(
        name="tell",
        title=_("告知报案人"),
        right="handle-case",
        fields=(_called(ON, _("告知日期")), NUMBER, NOTE),
        run=service.tell,
        suits=rules.awaits_telling,
    ),
    Action(
        name="examine_longer",
        title=_("延长立案审查期限"),
        right="handle-case",
        fields=(
            *_needed(*_as_they_stand("examination")),
            *(BY, NUMBER, ON, NOTE),
        ),
        run=course.examine_longer,
        suits=rules.may_be_examined_longer,
    ),
    Action(
        name="involve",
        title=_("登记涉案人员"),
        right="handle-case",
        fields=tuple(CASE_PEOPLE[name] for name in ("role", "person_id", "ward_id", "remarks")),
        run=service.involve,
        suits=rules.is_open,
    ),
    Action(
        name="assign",
        title=_("确定办案民警"),
        right="assign-case",
        fields=_as_they_stand("handler", "second"),
        run=service.assign,
        suits=rules.is_open,
        known=_officers,
    ),
)

TIME = (
    Action(
        name="extension",
        title=_("延长办案期限"),
        right="handle-case",
        fields=(*_needed(BY, NUMBER), _called(ON, _("批准日期")), NOTE),
        run=course.extend,
        suits=rules.may_be_extended,
    ),
    Action(
        name="pause",
        title=_("鉴定、听证期间不计入"),
        right="handle-case",
        fields=(*_needed(_called(NOTE, _("鉴定、听证事项"))), _called(ON, _("开始日期"))),
        run=course.pause,
        suits=rules.is_pausable,
    ),
    Action(
        name="end_pause",
        title=_("鉴定、听证结束"),
        right="handle-case",
        fields=(_called(ON, _("收到鉴定意见（听证结束）日期")), NOTE),
        run=course.end_pause,
        suits=lambda case: rules.is_timed(case) and rules.is_paused(case),
    ),
    Action(
        name="resume_case",
        title=_("恢复调查"),
        right="handle-case",
        fields=(WHY, ON),
        run=service.resume,
        suits=rules.is_stopped,
    ),
    Action(
        name="transfer_found",
        title=_("发现应当移送"),
        right="handle-case",
        fields=(TO, AT, *_needed(NOTE)),
        run=course.find_elsewhere,
        suits=lambda case: rules.may_be_transferred(case) and case.transfer_found_at is None,
    ),
    Action(
        name="ask_review",
        title=_("登记复议、复核申请"),
        right="handle-case",
        fields=(_called(ON, _("收到申请日期")), NOTE),
        run=course.ask_review,
        suits=lambda case: rules.next_remedy(case) is not None,
    ),
    Action(
        name="answer_review",
        title=_("登记复议、复核决定"),
        right="handle-case",
        fields=(*_needed(NOTE, BY), NUMBER, _called(ON, _("决定日期"))),
        run=course.answer_review,
        suits=lambda case: case.kind == CRIMINAL and rules.awaits_answer(case),
    ),
)

MATTER = Field(
    name="matter",
    label=_("呈批事项"),
    kind=Code("case_matter"),
    required=True,
)


def _again(_act: Act, case: Case) -> Mapping[str, Any]:
    return {"matter": case.submitted} if case.submitted else {}


REVIEW = (
    Action(
        name="submit",
        title=_("呈批"),
        right="submit-case",
        fields=(MATTER, NOTE),
        run=review.submit,
        suits=rules.may_be_submitted,
        known=_again,
    ),
    Action(
        name="approve",
        title=_("审批"),
        right="approve-case",
        fields=(NOTE,),
        run=review.approve,
        suits=rules.is_submitted,
    ),
    Action(
        name="return",
        title=_("退回补正"),
        right="approve-case",
        fields=_needed(NOTE),
        run=review.send_back,
        suits=rules.is_submitted,
    ),
    Action(
        name="recall",
        title=_("撤回呈批"),
        right="submit-case",
        fields=(NOTE,),
        run=review.recall,
        suits=rules.is_submitted,
    ),
)

ACTIONS = {action.name: action for action in (*FILING, *TIME, *REVIEW)}
