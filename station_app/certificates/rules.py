"""Which certificates are issued and which refused, what each needs, and what is owed.

公通字〔2016〕21号, the rules of 2018 (五个一律), 公安部 2021 on queries of criminal records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from station_app.certificates.records import (
    ACCEPTED,
    FOUND,
    ISSUED,
    REFUSED,
)
from station_app.core.course import EVEN, Course, Pause
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.identity import tables
from station_app.identity.numbers import age

TABLE = "certificate_kind"
OURS = "issued"  # the group of those a station issues
KINSHIP, TEMPORARY, NO_RECORD = "kinship", "temporary_identity", "no_record"
AGENT, UNITS = "agent", ("unit", "organ", "notary")
ADULT = 18
LATER = _("日期在今天之后")


def _row(kind: str) -> Mapping[str, str]:
    return next((row for row in tables.rows(TABLE) if row["code"] == kind), {})


def is_ours(kind: str) -> bool:
    """Whether a police station issues it at all."""
    return _row(kind).get("group") == OURS


def why_not(kind: str) -> dict[str, str]:
    """Ground of refusal, and where to go instead, of a kind that is never issued."""
    row = _row(kind)
    return {"ground": row["ground"], "where_to": row["where"]} if row.get("ground") else {}


# What follows from what was typed, and what keeps it from being filed


def check(one: Any, today: date) -> Iterator[Problem]:
    for name in ("on", "issued_on", "handed_on", "refused_on", "told_on", "reported_on"):
        if (day := getattr(one, name)) and day > today:
            yield Problem(name, LATER)
    if one.kind == KINSHIP and one.other_id is None:
        yield Problem("other_id", _("亲属关系证明须写明另一人"))
    if one.other_id == one.person_id:
        yield Problem("other_id", _("与被证明人是同一人，请核对"))
    if one.applicant_id not in (None, one.person_id) and not one.authority:
        yield Problem("authority", _("不是本人申请的，请写明委托书或者与被证明人的关系"))


def derive_query(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Kept from others once anything was typed, so that its being kept tells nothing."""
    return {"secret": values.get("result") is not None}


def check_query(one: Any, today: date) -> Iterator[Problem]:
    for name in ("received_on", "checking_since", "checking_until", "review_on"):
        if (day := getattr(one, name)) and day > today:
            yield Problem(name, LATER)
    if one.until and one.until > today:
        yield Problem("until", _("只能查询到今天为止"))
    if one.since and one.until and one.since > one.until:
        yield Problem("since", _("查询起日晚于止日"))
    if one.applicant == AGENT:
        if one.agent_id is None:
            yield Problem("agent_id", _("请写明受委托人"))
        if not one.authority:
            yield Problem("authority", _("委托他人查询的，须有委托书"))
    if one.agent_id == one.person_id:
        yield Problem("agent_id", _("受委托人与被查询人是同一人，请核对"))
    if one.applicant in UNITS:
        if not one.unit:
            yield Problem("unit", _("请写明申请查询的单位"))
        if not one.unit_basis:
            yield Problem("unit_basis", _("单位查询须写明法律、行政法规的依据"))
    if one.abroad and not one.country:
        yield Problem("country", _("用于出国（境）的，请写明国家（地区）"))


def is_agent(birth: date | None, today: date) -> bool:
    """Who is asked for another is of age, as far as his number says (完全民事行为能力)."""
    return birth is None or age(birth, today) >= ADULT


# What stands


def awaits(one: Any) -> bool:
    return bool(one.state == ACCEPTED)


def may_be_issued(one: Any) -> bool:
    return awaits(one) and is_ours(one.kind) and one.kind != NO_RECORD


def may_be_queried(one: Any) -> bool:
    return awaits(one) and one.kind == NO_RECORD


def is_issued(one: Any) -> bool:
    return bool(one.state == ISSUED)


def is_refused(one: Any) -> bool:
    return bool(one.state == REFUSED)


def awaits_telling(one: Any) -> bool:
    return is_refused(one) and one.told_on is None


def awaits_report(one: Any) -> bool:
    return is_refused(one) and one.reported_on is None


def is_unanswered(query: Any) -> bool:
    return query.result is None


def may_be_checked(query: Any) -> bool:
    return is_unanswered(query) and query.checking_since is None


def is_being_checked(query: Any) -> bool:
    return query.checking_since is not None and query.checking_until is None


def may_be_typed(query: Any) -> bool:
    return is_unanswered(query) and not is_being_checked(query)


def may_be_given(query: Any) -> bool:
    return not is_unanswered(query) and not is_reviewed(query)


def may_be_reviewed(query: Any) -> bool:
    return not is_unanswered(query) and query.review_on is None


def is_reviewed(query: Any) -> bool:
    return query.review_on is not None and query.reviewed_on is None


def may_be_longer(query: Any) -> bool:
    return is_reviewed(query) and query.extended_by is None


def goes_to_unit(query: Any) -> bool:
    return query.applicant in UNITS


def paper_of(query: Any) -> str:
    """The form by which it is answered, empty where there is nothing to say yet."""
    if is_unanswered(query):
        return ""
    if goes_to_unit(query):
        return "record_answer"
    return "no_record_refusal" if query.result == FOUND else "no_record_certificate"


# What is owed


def duties(one: Any) -> Iterator[Duty]:
    """By whoever was asked first (首接责任人)."""
    return (replace(duty, owner=one.officer or "") for duty in _owed(one))


def _owed(one: Any) -> Iterator[Duty]:
    if awaits(one):
        act = "query" if one.kind == NO_RECORD else "issue"
        yield Duty("certificate_term", one.promised_on or one.on, act)
    if awaits_telling(one):
        yield Duty("certificate_notice", one.refused_on, "tell")
    if awaits_report(one):
        yield Duty("certificate_report", one.refused_on, "report")


def query_duties(query: Any) -> Iterator[Duty]:
    return (replace(duty, owner=query.handler) for duty in _of_query(query))


def _of_query(query: Any) -> Iterator[Duty]:
    if is_unanswered(query):
        yield Duty("record_query", query.received_on, "result", _checked(query))
    if is_reviewed(query):
        rule = "record_review_extended" if query.extended_by else "record_review"
        yield Duty(rule, query.review_on, "review_result")


def _checked(query: Any) -> Course:
    """The days of 调查核实 do not count."""
    if query.checking_since is None:
        return EVEN
    return Course((Pause(query.checking_since, query.checking_until),))
