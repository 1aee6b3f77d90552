"""What is done about a certificate and a query of records; and on a person, to ask for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.certificates import querying, rules, service
from station_app.certificates.register import CERTIFICATES, RECORD_QUERIES
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import Text, _
from station_app.workflows.desk import certifying

Run = Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]]
ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))


def _of(register: Register, name: str, *, required: bool = False) -> Field:
    """A field of a register as an action asks it."""
    return replace(register[name], required=required, merge=Merge.GUARDED, group=None)


def _needed(name: str) -> Field:
    return _of(CERTIFICATES, name, required=True)


def _asked(name: str) -> Field:
    return _of(CERTIFICATES, name)


def _query(name: str, *, required: bool = False) -> Field:
    return _of(RECORD_QUERIES, name, required=required)


def _action(
    name: str,
    title: Text,
    run: Run,
    suits: Callable[[Any], bool],
    *fields: Field,
    right: str = service.RIGHT,
    **more: Any,
) -> Action:
    return Action(name=name, title=title, right=right, fields=fields, run=run, suits=suits, **more)


def _why_not(_act: Act, one: Any) -> Mapping[str, Any]:
    return rules.why_not(one.kind)


def _applicant(act: Act, one: Any) -> Mapping[str, Any]:
    """Who came to the counter: himself, or who was sent with a power of attorney."""
    known: dict[str, Any] = {"purpose": one.purpose, "until": act.stamp.today}
    if one.applicant_id in (None, one.person_id):
        return known | {"applicant": "self"}
    return (
        known
        | {"applicant": rules.AGENT, "agent_id": one.applicant_id}
        | {"authority": one.authority}
    )


OF_CERTIFICATES: Mapping[str, Action] = {
    action.name: action
    for action in (
        _action(
            *("issue", _("出具证明"), service.issue, rules.may_be_issued),
            *(_needed("facts"), _needed("basis"), _asked("valid_until"), _asked("stock_number")),
            ON,
            known=certifying.drawn,
        ),
        _action(
            *("query", _("受理犯罪记录查询"), querying.receive, rules.may_be_queried),
            _query("applicant", required=True),
            *map(_query, ("agent_id", "authority", "unit", "unit_basis")),
            _query("purpose", required=True),
            *map(_query, ("abroad", "country", "since", "until")),
            ON,
            known=_applicant,
        ),
        _action(
            *("promise", _("约定办结日期"), service.promise, rules.awaits),
            *(_needed("promised_on"), _asked("wanting")),
        ),
        _action(
            *("refuse", _("不予出具"), service.refuse, rules.awaits),
            *(_needed("ground"), _asked("explanation"), _needed("where_to"), ON),
            known=_why_not,
        ),
        _action(*("tell", _("交付告知书"), service.tell, rules.awaits_telling), ON),
        _action(
            *("report", _("上报不予出具情况"), service.report, rules.awaits_report),
            *(_needed("reported_to"), ON),
        ),
        _action(
            *("void", _("作废证明"), service.void, rules.is_issued),
            *(_needed("void_reason"), ON),
            right="void-certificate",
        ),
    )
}

OF_QUERIES: Mapping[str, Action] = {
    action.name: action
    for action in (
        _action(
            *("result", _("填写查询结果"), querying.result, rules.may_be_typed),
            *(_query("result", required=True), _query("base_number"), ON),
        ),
        _action(
            *("check", _("开始调查核实"), querying.check, rules.may_be_checked),
            *(_query("checking_by", required=True), _query("checking_why", required=True), ON),
        ),
        _action(*("checked", _("核实完毕"), querying.checked, rules.is_being_checked), ON),
        _action(
            *("answer", _("交付查询结果"), querying.answer, rules.may_be_given),
            *(_needed("handed_to"), ON),
        ),
        _action(
            *("ask_review", _("提出异议"), querying.ask_review, rules.may_be_reviewed),
            *(_query("review_why", required=True), ON),
        ),
        _action(
            *("extend_review", _("延长复查期限"), querying.extend_review, rules.may_be_longer),
            _query("extended_by", required=True),
        ),
        _action(
            *("review_result", _("登记复查结果"), querying.review_result, rules.is_reviewed),
            *(_query("review", required=True), _query("review_number"), ON),
        ),
    )
}

ON_PEOPLE: Mapping[str, Action] = {
    "certificate": Action(
        name="certificate",
        title=_("开具证明"),
        right="enter-certificate",
        fields=(
            _needed("kind"),
            _needed("purpose"),
            *map(_asked, ("other_id", "addressee", "applicant_id", "authority")),
        ),
        run=certifying.for_person,
    )
}
