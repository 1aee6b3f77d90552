"""人民调解 of a dispute (人民调解法 17–33): accepted, heard, agreed or not, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import _
from station_app.disputes import rules
from station_app.disputes.records import (
    AGREED,
    FAILED,
    MEDIATING,
    SETTLED,
    Dispute,
    Mediator,
)
from station_app.disputes.register import DISPUTES, MEDIATORS
from station_app.disputes.service import on_of, set_, standing, step, wrong
from station_app.storage import references

RIGHT = "mediate-dispute"
TERMS = ("responsibility", "terms", "manner", "perform_by")
ANEW = dict.fromkeys(
    (
        *("effective_on", "performed_on", "not_performed_on", "confirmation"),
        *("revisited_on", "again_on"),
    )
)
ROUTES = _("请确认已告知可以通过仲裁、行政、司法等途径解决（人民调解法第二十六条）")


# The register of mediators


def serving(view: View, person_id: UUID, on: date) -> Mediator | None:
    """His line in a committee's register on that day."""
    found = view.all(
        select(Mediator)
        .where(
            Mediator.person_id.in_(references.family(view.session, person_id)),
            Mediator.since <= on,
            or_(Mediator.until.is_(None), Mediator.until >= on),
            Mediator.withdrawn_at.is_(None),
        )
        .order_by(Mediator.since.desc())
    )
    return found[0] if found else None


@service(right="keep-mediators", audit="mediator entered")
def enter_mediator(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """调解员名册: engaged, or no longer; who stands there is not entered twice."""
    person, until = values["person_id"], values.get("until")
    known = serving(act, person, act.stamp.today)
    if known is None:
        names = ("person_id", "kind", "committee", "since", "until")
        told = {name: values.get(name) for name in names}
        return [act.file(MEDIATORS, told).id]
    if until is None:
        text = _("已在“{committee}”的名册中", committee=known.committee)
        raise Rejected([Problem("person_id", text)], MEDIATORS.labels)
    return [act.amend(MEDIATORS, known.id, {"until": until}, revision=known.revision).id]


# Before a committee


@service(right=RIGHT, audit="dispute mediation accepted")
def accept(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """受理调解: on application or by itself, never against somebody's clear will (17)."""
    one = standing(act, id)
    if one.domestic:
        raise Refused(_("涉及家庭暴力的不作民间纠纷调解：请出具告诫书，告知可以申请人身安全保护令"))
    if not rules.may_be_accepted(one):
        raise Refused(_("已在调解中，或者已达成协议"))
    if not values["willing"]:
        raise Refused(
            _("当事人一方明确拒绝调解的，不得调解（人民调解法第十七条）：请告知或者移交其他途径")
        )
    on = on_of(act, one, values)
    found = serving(act, values["mediator_id"], on)
    if found is None:
        raise wrong("mediator_id", _("不在调解员名册中，请先用“调解员名册”登记"))
    more = {"person_id": values["mediator_id"], "said": values.get("said")}
    done = step(act, one, "accepted", on, **more)
    begun = {"mediator_id": found.person_id, "mediating_from": on, "mediating_until": None}
    set_(act, one, state=MEDIATING, **begun)
    if not one.committee:
        act.amend(DISPUTES, one.id, {"committee": found.committee}, revision=one.revision)
    return [one.id, done]


def _mediating(act: Act, id: UUID) -> Dispute:
    one = standing(act, id)
    if not rules.is_mediating(one):
        raise Refused(_("没有正在进行的调解，请先受理调解"))
    return one


@service(right=RIGHT, audit="dispute mediation extended")
def extend(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """延长调解期限, as both agree to it."""
    one, until = _mediating(act, id), values["until"]
    assert one.mediating_from is not None  # noqa: S101  it is being mediated
    last = (
        one.mediating_until or act.stamp.terms.due("dispute_mediation", one.mediating_from).due_on
    )
    if until <= last:
        raise Refused(_("延长后的日期应当晚于现在的期限（{day}）", day=last))
    on = on_of(act, one, values, one.mediating_from)
    done = step(act, one, "extended", on, until=until, said=values["said"])
    set_(act, one, mediating_until=until)
    return [one.id, done]


@service(right=RIGHT, audit="dispute mediation held")
def hold(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """调解 once, as its record (调解笔录) has it."""
    one = _mediating(act, id)
    on = on_of(act, one, values, one.mediating_from)
    more = {name: values.get(name) for name in ("place", "present", "said")}
    return [one.id, step(act, one, "session", on, person_id=one.mediator_id, **more)]


@service(right=RIGHT, audit="dispute agreed")
def agree(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """达成协议 (28–30): an oral one is in force at once, a written one when signed and sealed."""
    one = _mediating(act, id)
    on = on_of(act, one, values, one.mediating_from)
    if values["perform_by"] < on:
        raise wrong("perform_by", _("履行期限早于达成协议的日期"))
    oral = bool(values.get("oral"))
    done = step(act, one, "agreed", on, until=values["perform_by"], said=values["terms"])
    told = {name: values[name] for name in TERMS} | ANEW | {"oral": oral, "agreed_on": on}
    told |= {"effective_on": on} if oral else {}
    set_(act, one, **told, state=SETTLED if oral else AGREED)
    return [one.id, done]


@service(right=RIGHT, audit="dispute agreement in force")
def take_effect(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """From the day on which both and the mediator have signed and the committee has sealed (29)."""
    one = standing(act, id)
    if not rules.awaits_signing(one):
        raise Refused(_("没有等待签字、盖章的调解协议书"))
    if not (values["signed"] and values["sealed"]):
        raise Refused(
            _("各方当事人、调解员签字并加盖调解委员会印章后，协议书才生效（人民调解法第二十九条）")
        )
    on = on_of(act, one, values, one.agreed_on)
    done = step(act, one, "effective", on)
    set_(act, one, state=SETTLED, effective_on=on)
    return [one.id, done]


@service(right=RIGHT, audit="dispute mediation failed")
def fail(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """调解不成: ended, and the other routes told (26)."""
    one = standing(act, id)
    if not rules.may_fail(one):
        raise Refused(_("没有正在进行的调解，请先受理调解"))
    if not values["routes"]:
        raise Refused(ROUTES)
    done = step(act, one, "failed", on_of(act, one, values), said=values["said"])
    gone = dict.fromkeys((*TERMS, "agreed_on", "oral"))
    set_(act, one, **gone, state=FAILED, mediating_until=None)
    return [one.id, done]


# After an agreement


def _settled(act: Act, id: UUID) -> Dispute:
    one = standing(act, id)
    if not rules.is_settled(one):
        raise Refused(_("没有已经生效的调解协议"))
    return one


@service(right=RIGHT, audit="dispute agreement performed")
def perform(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """履行完毕 (31)."""
    one = _settled(act, id)
    if one.performed_on:
        raise Refused(_("已登记履行完毕"))
    on = on_of(act, one, values, one.effective_on)
    done = step(act, one, "performed", on, said=values.get("said"))
    set_(act, one, performed_on=on)
    return [one.id, done]


@service(right=RIGHT, audit="dispute agreement broken")
def not_perform(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """未履行: what is in dispute about it goes to court (32); the dispute is followed again."""
    one = _settled(act, id)
    if one.performed_on:
        raise Refused(_("已登记履行完毕"))
    if not values["routes"]:
        raise Refused(
            _("请确认已告知可以就调解协议的履行或者内容向人民法院起诉（人民调解法第三十二条）")
        )
    on = on_of(act, one, values, one.effective_on)
    done = step(act, one, "not_performed", on, said=values["said"])
    set_(act, one, state=FAILED, not_performed_on=on, graded_on=on)
    return [one.id, done]


@service(right=RIGHT, audit="dispute agreement confirmed")
def confirm(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """司法确认 (33): asked for by both within thirty days of effect, or not asked for."""
    one, how = _settled(act, id), values["confirmation"]
    assert one.effective_on is not None  # noqa: S101  it is in force
    on = on_of(act, one, values, one.effective_on)
    last = act.stamp.terms.due("dispute_confirmation", one.effective_on).due_on
    if not rules.may_be_confirmed(one):
        raise Refused(_("司法确认的结果已经登记"))
    if how == rules.APPLIED and on > last:
        raise Refused(_("司法确认应当自协议生效之日起三十日内共同申请（至 {day}）", day=last))
    more = {"number": values.get("number"), "said": values.get("said")}
    done = step(act, one, "confirmation", on, **more)
    set_(act, one, confirmation=how)
    return [one.id, done]
