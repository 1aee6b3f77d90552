"""The course of a matter: raised, handled, told to who raised it, closed; returned or extended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.roles import OFFICERS
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.matters import rules
from station_app.matters.records import CLOSED, HANDLED, OPEN, TOLD, Matter
from station_app.matters.register import MATTERS
from station_app.storage.own_tables import Officer

NUMBERED = "Q"
RIGHT, CHECK = "handle-matter", "check-matter"


@service(right="enter-matter", audit="matter entered")
def enter(act: Act, values: Mapping[str, Any]) -> Matter:
    """诉求登记, with its number and whose it is. Raises Absent, Rejected."""
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["handler"] = told.get("handler") or act.stamp.officer
    serving = select(Officer.name).where(Officer.active.is_(True), Officer.role.in_(OFFICERS))
    known = act.all(serving)
    if known and told["handler"] not in known:
        raise wrong("handler", _("“{name}”不是本所民警的账号", name=told["handler"]))
    return cast(Matter, act.file(MATTERS, told))


def wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], MATTERS.labels)


def of_visit(view: View, visit_id: UUID) -> Sequence[Matter]:
    """What was asked on that visit, in the order in which it was entered."""
    mine = select(Matter).where(Matter.visit_id == visit_id, Matter.withdrawn_at.is_(None))
    return view.all(mine.order_by(Matter.row))


def of_number(view: View, number: str) -> Sequence[Matter]:
    """What came from the call of that number."""
    return view.all(
        select(Matter).where(Matter.source_number == number, Matter.withdrawn_at.is_(None))
    )


@service(right=RIGHT, audit="matter handled")
def handle(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """办理: what was done, why it had come to that, and what is to keep it from coming again."""
    matter = _matter(act, id)
    if not rules.is_open(matter):
        raise Refused(_("这件诉求已登记办理情况"))
    on = values.get("on") or act.stamp.today
    if not matter.on <= on <= act.stamp.today:
        raise Refused(_("办理日期应当在提出之后、今天以前"))
    told = {name: values.get(name) or "" for name in ("done", "prevention")}
    return _set(act, matter, **told, cause=values["cause"], handled_on=on, state=HANDLED)


@service(right=RIGHT, audit="citizen told of a matter")
def tell_citizen(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """反馈: whom, when and how. Raises Refused before it was handled, Rejected."""
    matter = _matter(act, id)
    if not rules.is_handled(matter):
        raise Refused(_("请先登记办理情况，或者已经反馈"))
    return _set(act, matter, **_told(act, matter, values), state=TOLD)


@service(right=RIGHT, audit="matter closed")
def close(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """办结: never before who raised it was told, earlier or with this act. Raises Rejected."""
    matter = _matter(act, id)
    if not rules.may_close(matter):
        raise Refused(_("请先登记办理情况，或者已经办结"))
    told = {} if matter.state == TOLD else _told(act, matter, values)
    done = {"closed_on": act.stamp.today, "closed_by": act.stamp.officer, "state": CLOSED}
    return _set(act, matter, **told, **done)


@service(right=CHECK, audit="matter returned")
def send_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """退回补办 by the chief, also what is closed: handled anew, and the citizen told anew."""
    matter = _matter(act, id)
    if not rules.may_return(matter):
        raise Refused(_("还没有办理，不用退回"))
    again = dict.fromkeys((*rules.TOLD_CITIZEN, "handled_on", "closed_on", "closed_by"))
    note = values["returned_note"]
    return _set(act, matter, **again, cause=None, returned_note=note, state=OPEN)


@service(right=CHECK, audit="matter extended")
def extend(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """延长办理期限 by the chief, to a later day and with its reason."""
    matter, until = _matter(act, id), values["until"]
    if not rules.is_open(matter):
        raise Refused(_("已登记办理情况，不用延长"))
    last = matter.until or act.stamp.terms.due("matter_handling", matter.on).due_on
    if until <= last:
        raise Refused(_("延长后的日期应当晚于现在的期限（{day}）", day=last))
    return _set(act, matter, until=until, extended_why=values["extended_why"])


def _matter(act: Act, id: UUID) -> Matter:
    """Raises Absent."""
    return cast(Matter, act.load(MATTERS, id))


def _told(act: Act, matter: Matter, values: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: values.get(name) for name in rules.TOLD_CITIZEN}
    if problems := list(rules.check_told(matter, told, act.stamp.today)):
        raise Rejected(problems, MATTERS.labels)
    return told


def _set(act: Act, matter: Matter, **after: Any) -> Sequence[UUID]:
    news = {name: value for name, value in after.items() if getattr(matter, name) != value}
    before = {name: getattr(matter, name) for name in news}
    act.set_state(MATTERS, matter.id, before=before, after=news)
    return [matter.id]


def _asked(name: str, *, required: bool = False) -> Field:
    return replace(MATTERS[name], required=required, merge=Merge.GUARDED, group=None)


def _known(_act: Act, matter: Any) -> Mapping[str, Any]:
    told = {name: getattr(matter, name) for name in rules.TOLD_CITIZEN}
    told["told_whom"] = told["told_whom"] or matter.raiser_said
    return {name: value for name, value in told.items() if value}


def _action(
    name: str,
    title: Text,
    run: Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]],
    suits: Callable[[Any], bool],
    *fields: Field,
    right: str = RIGHT,
    **more: Any,
) -> Action:
    return Action(name=name, title=title, right=right, fields=fields, run=run, suits=suits, **more)


ON = Field(name="on", label=_("办理日期"), kind=Day(), help=_("不填为今天"))
ACTIONS = {
    action.name: action
    for action in (
        _action(
            *("handle", _("登记办理情况"), handle, rules.is_open),
            *(_asked("done", required=True), _asked("cause", required=True)),
            *(_asked("prevention"), ON),
        ),
        _action(
            *("tell_citizen", _("反馈诉求人"), tell_citizen, rules.is_handled),
            *(_asked(name, required=True) for name in rules.TOLD_CITIZEN),
            known=_known,
        ),
        _action(
            *("close", _("办结诉求"), close, rules.may_close),
            *map(_asked, rules.TOLD_CITIZEN),
            known=_known,
        ),
        _action(
            *("extend", _("延长办理期限"), extend, rules.is_open),
            *(_asked("until", required=True), _asked("extended_why", required=True)),
            right=CHECK,
        ),
        _action(
            *("send_back", _("退回补办"), send_back, rules.may_return),
            _asked("returned_note", required=True),
            right=CHECK,
        ),
    )
}
