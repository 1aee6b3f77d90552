"""What is done on a person of community rehabilitation, as the page and the shell offer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.kinds import Code, Flag, Serial, Words
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.rehabilitation import rules
from station_app.rehabilitation import testing_rules as test_rules
from station_app.rehabilitation.register import STEPS, TEAM
from station_app.rehabilitation.testing_register import ABSENCES
from station_app.workflows.rehabilitating import away, course, ending, living, testing
from station_app.workflows.rehabilitating.testing_actions import ACTIONS as TESTING
from station_app.workflows.rehabilitating.testing_actions import (
    MISSED_FIELDS,
    ON,
    TEST_FIELDS,
    as_usual,
)

SAID = Field(name="said", label=_("情况"), kind=Words(lines=4, longest=4000))
HOW = replace(SAID, required=True)
NUMBER = Field(name="number", label=_("文书号"), kind=Serial(longest=60))
NUMBERED = replace(NUMBER, required=True)
ORGAN = Field(name="organ", label=_("机关"), kind=Words(longest=60))


def _asked(field: Field, *, required: bool = False) -> Field:
    """A field of a register as an action asks it."""
    return replace(field, required=required, merge=Merge.GUARDED)


def _action(
    name: str,
    title: Text,
    run: Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]],
    suits: Callable[[Any], bool],
    *fields: Field,
    right: str = living.RIGHT,
    **more: Any,
) -> Action:
    return Action(name=name, title=title, right=right, fields=fields, run=run, suits=suits, **more)


_OF_A_PERSON = (
    _action(
        "report_in",
        _("报到"),
        course.report_in,
        rules.is_expected,
        ON,
        Field(
            name="late_why",
            label=_("逾期的正当理由"),
            kind=Words(longest=200),
            help=_("逾期而没有正当理由的不填：视为拒绝接受（戒毒条例第十四条）"),
        ),
    ),
    _action(
        "refuse",
        _("逾期不报到（拒绝接受）"),
        course.refuse,
        lambda one: rules.is_expected(one) or rules.is_moving(one),
        ON,
        HOW,
        barred=course.unreported,
    ),
    _action(
        "agreement",
        _("签订社区戒毒（康复）协议"),
        course.agreement,
        rules.is_under,
        ON,
        Field(
            name="measures",
            label=_("戒毒的具体措施"),
            kind=Words(lines=3, longest=1000),
            required=True,
        ),
    ),
    _action(
        "form_team",
        _("工作小组成员"),
        course.add_member,
        rules.is_living,
        *(_asked(TEAM[name], required=True) for name in ("role", "name")),
        *(_asked(TEAM[name]) for name in ("phone", "account")),
        Field(
            name="without_why",
            label=_("没有家庭成员参加的原因"),
            kind=Words(longest=200),
        ),
        ON,
    ),
    _action("plan", _("戒毒计划"), course.plan, rules.is_under, ON, HOW),
    _action(
        "drug_test",
        _("检测（尿检）"),
        testing.drug_test,
        rules.is_under,
        Field(
            name="surprise",
            label=_("抽检"),
            kind=Flag(),
            help=_("计划外的检测，不代替应检"),
        ),
        *TEST_FIELDS,
        right=testing.RIGHT,
        known=as_usual,
    ),
    _action(
        "surprise_missed",
        _("抽检未检"),
        testing.refuse_surprise,
        rules.is_under,
        *MISSED_FIELDS,
        right=testing.RIGHT,
    ),
    _action(
        "absence",
        _("离开执行地所在县"),
        away.absence,
        rules.is_under,
        *(
            _asked(ABSENCES[name], required=name in ("since", "destination"))
            for name in ("since", "until", "destination", "reason", "reported_on", "returned_on")
        ),
    ),
    _action(
        "help",
        _("谈话、走访、帮扶、告诫"),
        course.help_,
        rules.is_under,
        Field(name="kind", label=_("事项"), kind=Code("rehabilitation_help"), required=True),
        ON,
        HOW,
    ),
    _action(
        "summary",
        _("小结、评估"),
        course.summary,
        rules.is_under,
        Field(name="kind", label=_("事项"), kind=Code("rehabilitation_summary"), required=True),
        ON,
        HOW,
    ),
    _action("count_breach", _("核对违反协议情况"), away.count_breaches, rules.has_reported, ON),
    *(
        _action(name, title, run, suits, *fields, right=ending.RIGHT, **more)
        for name, title, run, suits, fields, more in (
            ("relapse", _("又吸毒"), ending.relapse, rules.is_under, (ON, HOW), {}),
            (
                "report_breach",
                _("报告公安机关"),
                ending.report_breach,
                rules.is_breached,
                (ON, replace(ORGAN, help=_("不填为执行地公安机关")), NUMBER, SAID),
                {},
            ),
            (
                "pause",
                _("中止（被拘留、逮捕）"),
                ending.pause,
                rules.is_under,
                (ON, replace(ORGAN, required=True), NUMBERED, SAID),
                {},
            ),
            ("resume", _("继续执行"), ending.resume, rules.is_paused, (ON, SAID), {}),
            (
                "change_of_place",
                _("变更执行地"),
                ending.change_of_place,
                rules.is_under,
                (
                    ON,
                    Field(name="to", label=_("新执行地"), kind=Words(longest=60), required=True),
                    NUMBER,
                ),
                {},
            ),
            (
                "confirm_move",
                _("已在新地报到"),
                ending.confirm_move,
                rules.is_moving,
                (ON, NUMBER),
                {},
            ),
            (
                "terminate",
                _("终止"),
                ending.terminate,
                rules.is_living,
                (
                    ON,
                    Field(
                        name="end_kind",
                        label=_("终止情形"),
                        kind=Code("rehabilitation_ending"),
                        required=True,
                    ),
                    ORGAN,
                    NUMBER,
                    SAID,
                ),
                {},
            ),
            (
                "release",
                _("期满解除"),
                ending.release,
                rules.is_under,
                (
                    replace(ON, label=_("收到解除通知书日期")),
                    replace(ORGAN, help=_("不填为决定机关")),
                    NUMBERED,
                ),
                {"barred": ending.not_over},
            ),
        )
    ),
)

ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "rehabilitation": {each.name: each for each in _OF_A_PERSON},
    "drug_tests": TESTING,
    "absences": {
        "come_back": _action("come_back", _("返回"), away.come_back, test_rules.is_away, ON)
    },
    "rehabilitation_team": {
        "leave": _action(
            "leave",
            _("退出工作小组"),
            course.leave_team,
            lambda one: one.until is None,
            ON,
            replace(STEPS["said"], label=_("退出原因")),
        )
    },
}
