"""The course of a certificate: asked for, issued or refused in writing, made void.

Five rules without exception (2018): who was asked first answers for it; on the spot or within a
day that was named; what is missing is told once; a refusal in writing, and reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.certificates import rules
from station_app.certificates.records import ISSUED, REFUSED, VOIDED, Certificate
from station_app.certificates.register import CERTIFICATES
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import Text, _
from station_app.printing.records import Print
from station_app.printing.register import PRINTS

NUMBERED = "C"
RIGHT = "handle-certificate"
REFUSAL, PAPER = "certificate_refusal", "certificate"  # forms


@service(right="enter-certificate", audit="certificate asked for")
def enter(act: Act, values: Mapping[str, Any]) -> Certificate:
    """With its number and who was asked first. What no station issues is refused with it, by its
    ground and where to go. Raises Absent, Rejected.
    """
    told = dict(values) | {"number": act.next_number(NUMBERED), "officer": act.stamp.officer}
    told["on"] = told.get("on") or act.stamp.today
    if kind := told.get("kind"):
        told |= _refusal(rules.why_not(kind), told["on"])
    return cast(Certificate, act.file(CERTIFICATES, told))


def _refusal(why: Mapping[str, Any], on: date) -> dict[str, Any]:
    """None where there is no reason."""
    return {"state": REFUSED, "refused_on": on, "ended_on": on, **why} if why else {}


# What every act on one begins and ends with


def standing(act: Act, id: UUID, suits: Any, otherwise: Text) -> Certificate:
    """Raises Absent, and Refused where it does not suit."""
    one = cast(Certificate, act.load(CERTIFICATES, id))
    if not suits(one):
        raise Refused(otherwise)
    return one


def on_of(act: Act, values: Mapping[str, Any], first: date | None) -> date:
    """The day that was typed, today where none was. Raises Refused for one that cannot be."""
    on = cast(date, values.get("on") or act.stamp.today)
    if on > act.stamp.today:
        raise Refused(_("日期在今天之后"))
    if first and on < first:
        raise Refused(_("日期早于 {day}，请核对", day=first))
    return on


def set_(act: Act, one: Certificate, **after: Any) -> Sequence[UUID]:
    """What already stands so is left alone."""
    news = {name: value for name, value in after.items() if getattr(one, name) != value}
    if news:
        before = {name: getattr(one, name) for name in news}
        act.set_state(CERTIFICATES, one.id, before=before, after=news)
    return [one.id]


def wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], CERTIFICATES.labels)


OVER = _("这份申请已经办结，或者证明种类不适用")


@service(right=RIGHT, audit="certificate promised")
def promise(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """不能当场办理: by which day, and what is still to be brought, told once."""
    one = standing(act, id, rules.awaits, OVER)
    until = values["promised_on"]
    if until < act.stamp.today:
        raise wrong("promised_on", _("办结日期在今天之前"))
    return set_(act, one, promised_on=until, wanting=values.get("wanting"))


@service(right=RIGHT, audit="certificate issued")
def issue(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """出具: what it says and by what that was checked; an identity for a time names its end."""
    one = standing(act, id, rules.may_be_issued, OVER)
    on, until = on_of(act, values, one.on), values.get("valid_until")
    if one.kind == rules.TEMPORARY and until is None:
        raise wrong("valid_until", _("临时身份证明须注明有效期限"))
    if until and until < on:
        raise wrong("valid_until", _("有效期早于出具日期"))
    said = {name: values.get(name) for name in ("facts", "basis", "stock_number")}
    return set_(act, one, state=ISSUED, issued_on=on, ended_on=on, valid_until=until, **said)


@service(right=RIGHT, audit="certificate refused")
def refuse(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """不予出具: never without its ground and where to go."""
    one = standing(act, id, rules.awaits, OVER)
    on = on_of(act, values, one.on)
    why = {name: values.get(name) for name in ("ground", "explanation", "where_to")}
    return set_(act, one, **_refusal(why, on))


@service(right=RIGHT, audit="refusal handed over")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """告知书交付: of what was printed, never by word of mouth."""
    one = standing(act, id, rules.awaits_telling, _("告知书已经交付，或者没有不予出具"))
    if not _papers(act, one, REFUSAL):
        raise Refused(_("请先打印不予出具告知书：不予出具一律书面告知"))
    return set_(act, one, told_on=on_of(act, values, one.refused_on))


@service(right=RIGHT, audit="refusal reported")
def report(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """不予出具的情况报告上级公安机关."""
    one = standing(act, id, rules.awaits_report, _("已经上报，或者没有不予出具"))
    on = on_of(act, values, one.refused_on)
    return set_(act, one, reported_on=on, reported_to=values["reported_to"])


@service(right="void-certificate", audit="certificate made void")
def void(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """作废: every paper of it is void with it, and answers so when it is checked."""
    one = standing(act, id, rules.is_issued, _("没有出具，不必作废"))
    on, why = on_of(act, values, one.issued_on), values["void_reason"]
    papers = _papers(act, one, PAPER)
    for paper in papers:
        act.withdraw(PRINTS, paper, reason=why)
    set_(act, one, state=VOIDED, voided_on=on, void_reason=why)
    return [one.id, *papers]


def _papers(act: Act, one: Certificate, form: str) -> Sequence[UUID]:
    """What was printed of it and stands."""
    mine = Print.form == form, Print.subject_id == str(one.id), Print.withdrawn_at.is_(None)
    return act.all(select(Print.id).where(*mine))
