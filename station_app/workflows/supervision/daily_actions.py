"""The acts of a supervised person's day, as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from station_app.access.action import Action
from station_app.core.decided import APPROVED
from station_app.core.kinds import Day, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import Text, _
from station_app.corrections import daily as clocks
from station_app.corrections import rules as supervisions
from station_app.corrections.intake_rules import is_running
from station_app.reports import rules
from station_app.reports.records import (
    ACTIVITY,
    CHANGE,
    EDUCATION,
    HEALTH,
    INJUNCTION,
    PERIODIC,
    REEXAM,
    TALK,
    VISIT,
)
from station_app.reports.register import CONTACTS, INTERVALS, REPORTS
from station_app.workflows.supervision import daily

TODAY = _("不填为今天")
TEMPLATE = Field(
    name="template",
    label=_("常用文字"),
    kind=Words(longest=2),
    help=_("编号；内容不另写时用它的文字"),
)


def _asked(register: Register, *names: str, **helps: Text) -> tuple[Field, ...]:
    """Fields of the record as the act asks for them: only where there is something to say."""
    return tuple(
        replace(
            register[name],
            required=False,
            merge=Merge.GUARDED,
            group=None,
            help=helps.get(name, register[name].help),
        )
        for name in names
    )


def _required(fields: tuple[Field, ...], *names: str) -> tuple[Field, ...]:
    return tuple(replace(f, required=True) if f.name in names else f for f in fields)


WAY, OUTCOME = _("不填为当面"), _("不填为情况正常")
TOLD = _asked(REPORTS, "on", "way", "outcome", on=TODAY, way=WAY, outcome=OUTCOME)
NEXT = _asked(REPORTS, "next_on", next_on=_("不填按管理类别；可以提前，不能推后"))
TEXT = _asked(REPORTS, "text")
REPORTED = (*TOLD[2:], TEMPLATE, *NEXT, *TOLD[:2], *TEXT)
WORDS = _asked(CONTACTS, "text")
MET = _asked(CONTACTS, "on", "verified", on=TODAY)


OF_INJUNCTION = (*TOLD[2:], TEMPLATE, *TOLD[:2], *TEXT)


def _report(name: str, title: Text, kind: str, fields: tuple[Field, ...], suits: Any) -> Action:
    return Action(
        name=name,
        title=title,
        right="take-report",
        fields=fields,
        run=partial(daily.take_report, kind=kind),
        suits=suits,
    )


def _contact(name: str, title: Text, kind: str | None, fields: tuple[Field, ...]) -> Action:
    return Action(
        name=name,
        title=title,
        right="note-contact",
        fields=fields,
        run=partial(daily.note_contact, kind=kind),
        suits=supervisions.is_under,
    )


def _of_health(one: Any) -> bool:
    return supervisions.is_under(one) and clocks.is_medical(one)


def _of_illness(one: Any) -> bool:
    return supervisions.is_under(one) and clocks.is_ill(one)


DECIDED = _required(
    _asked(
        INTERVALS,
        *("kind", "months", "ground", "decision", "decided_by", "decision_number"),
        *("decided_on", "refusal", "told_on"),
        decided_by=_("批准的市级或者省级社区矫正机构"),
    ),
    *("kind", "months", "decision", "decided_by", "decision_number", "decided_on"),
)

REPORT_ACTIONS = (
    _report("periodic_report", _("定期报告"), PERIODIC, REPORTED, supervisions.is_under),
    _report("health_report", _("报告身体情况"), HEALTH, TOLD, _of_health),
    _report(
        "reexam",
        _("提交复查情况"),
        REEXAM,
        (*_asked(REPORTS, "designated"), *TOLD),
        _of_illness,
    ),
    _report(
        "change_of_life",
        _("报告变动"),
        CHANGE,
        (
            *_required(_asked(REPORTS, "change", "happened_on", "text"), "change", "text"),
            *TOLD,
        ),
        supervisions.is_under,
    ),
    _report(
        "injunction_report",
        _("报告遵守禁止令情况"),
        INJUNCTION,
        OF_INJUNCTION,
        supervisions.is_under,
    ),
)
CONTACT_ACTIONS = (
    _contact(
        "contact_check",
        _("通信联络、信息化核查"),
        None,
        (*_required(_asked(CONTACTS, "kind"), "kind"), *MET, *_asked(CONTACTS, "met"), *WORDS),
    ),
    _contact(
        "visit",
        _("实地查访、走访"),
        VISIT,
        (*MET, *_asked(CONTACTS, "place", "met", "second"), *WORDS),
    ),
    _contact(
        "individual_talk",
        _("个别谈话教育"),
        TALK,
        (*_asked(CONTACTS, "subject"), *MET, *_asked(CONTACTS, "place", "second"), *WORDS),
    ),
    _contact(
        "education",
        _("教育学习"),
        EDUCATION,
        (*_asked(CONTACTS, "subject", "hours"), *MET, *_asked(CONTACTS, "place"), *WORDS),
    ),
    _contact(
        "public_activity",
        _("公益活动"),
        ACTIVITY,
        (
            *_required(_asked(CONTACTS, "subject"), "subject"),
            *_asked(CONTACTS, "hours", hours=_("量力而行，法律未规定时长；无劳动能力的不安排")),
            *MET,
            *_asked(CONTACTS, "place"),
            *WORDS,
        ),
    ),
)

DAILY_ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        *REPORT_ACTIONS,
        *CONTACT_ACTIONS,
        Action(
            name="extend_interval",
            title=_("延长报告期限"),
            right="extend-interval",
            fields=DECIDED,
            run=daily.extend_interval,
            suits=_of_health,
            known=lambda _act, one: (
                {"kind": REEXAM if clocks.is_ill(one) else HEALTH} | {"decision": APPROVED}
            ),
        ),
        Action(
            name="focus_period",
            title=_("重点时段每周报告"),
            right="set-focus",
            fields=(
                Field(
                    name="until",
                    label=_("重点时段至"),
                    kind=Day(),
                    help=_("到这一天为止每周报告；不填即结束"),
                ),
            ),
            run=daily.set_focus,
            suits=supervisions.is_under,
        ),
    )
}

INTERVALS_ACTIONS: Mapping[str, Action] = {
    "tell_procuratorate": Action(
        name="tell_procuratorate",
        title=_("告知检察院"),
        right="extend-interval",
        fields=(Field(name="on", label=_("日期"), kind=Day(), help=TODAY),),
        run=daily.tell_procuratorate,
        suits=rules.untold,
    )
}

INJUNCTIONS_ACTIONS: Mapping[str, Action] = {
    "injunction_report": Action(
        name="injunction_report",
        title=_("报告遵守禁止令情况"),
        right="take-report",
        fields=OF_INJUNCTION,
        run=daily.report_injunction,
        suits=is_running,
    )
}
