"""犯罪记录查询 (公安部 2021): received, answered as the national base says, looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.service import service
from station_app.certificates import rules
from station_app.certificates.records import (
    ANSWERED,
    CLEAN,
    FOUND,
    QUERYING,
    Certificate,
    RecordQuery,
)
from station_app.certificates.register import CERTIFICATES, RECORD_QUERIES
from station_app.certificates.service import OVER, RIGHT, on_of, set_, standing
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import complete
from station_app.core.texts import Text, _
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.records import Print

NUMBERED = "N"
UPHELD = "upheld"
GIVEN = _("还没有查询结果，或者已经交付")


@service(right=RIGHT, audit="record query received")
def receive(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """受理, for somebody himself, who he sent, or whom a law lets ask; with its own number."""
    one = standing(act, id, rules.may_be_queried, OVER)
    told = dict(values) | {"certificate_id": one.id, "person_id": one.person_id}
    told |= {"number": act.next_number(NUMBERED), "handler": act.stamp.officer}
    told["received_on"] = on_of(act, values, one.on)
    told["purpose"] = told.get("purpose") or one.purpose
    told.pop("on", None)
    if agent := told.get("agent_id"):
        _refuse_child(act, agent)
    complete(RECORD_QUERIES, told)
    query = act.file(RECORD_QUERIES, told)
    set_(act, one, state=QUERYING)
    return [query.id, one.id]


def _refuse_child(act: Act, id: UUID) -> None:
    agent = cast(Person, act.load(PEOPLE, id))
    if not rules.is_agent(agent.birth, act.stamp.today):
        raise wrong("agent_id", _("受委托人应当具有完全民事行为能力"))


def wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], RECORD_QUERIES.labels)


def _query(act: Act, id: UUID, suits: Any, otherwise: Text) -> RecordQuery:
    """Raises Absent, and Refused where it is kept from this officer or does not suit."""
    query = cast(RecordQuery, act.load(RECORD_QUERIES, id))
    secrecy.refuse(act, RECORD_QUERIES, query.id)
    if not suits(query):
        raise Refused(otherwise)
    return query


def _application(act: Act, query: RecordQuery) -> Certificate:
    return cast(Certificate, act.load(CERTIFICATES, query.certificate_id))


def _set(act: Act, query: RecordQuery, **after: Any) -> Sequence[UUID]:
    act.move(RECORD_QUERIES, query, after)
    return [query.id]


@service(right=RIGHT, audit="record query being checked")
def check(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """调查核实, approved by the county's head: its days do not count."""
    query = _query(act, id, rules.may_be_checked, _("已有查询结果，或者已经开始核实"))
    on = on_of(act, values, query.received_on)
    said = {name: values[name] for name in ("checking_by", "checking_why")}
    return _set(act, query, checking_since=on, **said)


@service(right=RIGHT, audit="record query checked")
def checked(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    query = _query(act, id, rules.is_being_checked, _("没有正在进行的调查核实"))
    return _set(act, query, checking_until=on_of(act, values, query.checking_since))


@service(right=RIGHT, audit="record query result typed")
def result(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """As the national base says; from now on it is whose hand typed it, and the chief's."""
    query = _query(act, id, rules.may_be_typed, _("已有查询结果，或者正在调查核实"))
    on = on_of(act, values, query.received_on)
    said = {name: values[name] for name in ("result", "base_number")}
    if query.handler != act.stamp.officer:
        act.amend(RECORD_QUERIES, id, {"handler": act.stamp.officer}, revision=query.revision)
        query = cast(RecordQuery, act.load(RECORD_QUERIES, id))
    return _set(act, query, typed_on=on, **said)


@service(right=RIGHT, audit="record query answered")
def answer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """交付 the paper that says it; the application is answered, whatever it says."""
    query = _query(act, id, rules.may_be_given, GIVEN)
    one = _application(act, query)
    if one.state != QUERYING:
        raise Refused(GIVEN)
    printed = Print.form == rules.paper_of(query), Print.subject_id == str(query.id)
    if not act.all(select(Print.id).where(*printed, Print.withdrawn_at.is_(None))):
        raise Refused(_("请先打印查询结果的文书"))
    on = on_of(act, values, query.typed_on)
    said = {"handed_on": on, "ended_on": on, "handed_to": values["handed_to"]}
    return [*set_(act, one, state=ANSWERED, **said), query.id]


@service(right=RIGHT, audit="record query objected to")
def ask_review(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """异议: the county looks at it again within 15 working days."""
    query = _query(act, id, rules.may_be_reviewed, _("还没有查询结果，或者已经提出异议"))
    on = on_of(act, values, query.typed_on)
    return _set(act, query, review_on=on, review_why=values["review_why"])


@service(right=RIGHT, audit="record review extended")
def extend_review(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """至多 30 个工作日, approved by the county's head."""
    query = _query(act, id, rules.may_be_longer, _("没有正在进行的复查，或者已经延长"))
    return _set(act, query, extended_by=values["extended_by"])


@service(right=RIGHT, audit="record review answered")
def review_result(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """复查意见; where the result was wrong it is the other one, and is handed out anew."""
    query = _query(act, id, rules.is_reviewed, _("没有正在进行的复查"))
    on = on_of(act, values, query.review_on)
    said = {name: values[name] for name in ("review", "review_number")}
    if values["review"] != UPHELD:
        said |= {"result": CLEAN if query.result == FOUND else FOUND}
        again = {"handed_on": None, "ended_on": None, "handed_to": None}
        set_(act, _application(act, query), state=QUERYING, **again)
    return _set(act, query, reviewed_on=on, **said)
