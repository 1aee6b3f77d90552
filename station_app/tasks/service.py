"""The course of a task: given, signed for, answered, returned with a note, checked and closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.accounts import NO_ACCOUNT
from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import Field, Merge
from station_app.core.texts import _
from station_app.storage.own_tables import Officer
from station_app.tasks import rules
from station_app.tasks.records import ANSWERED, CLOSED, ISSUED, RETURNED, SIGNED, Task
from station_app.tasks.register import STEPS, TASKS

NUMBERED = "T"
NOT_YOURS = _("这件事项不是交给本人办理的")


def unanswered(view: View) -> Sequence[Task]:
    """What was not answered yet, the longest given first: for the hand-over of a shift."""
    open_ones = select(Task).where(Task.withdrawn_at.is_(None), Task.state.in_((ISSUED, SIGNED)))
    return view.all(open_ones.order_by(Task.on, Task.row))


@service(right="own-task", audit=None)
def number_of_own(view: View, id: UUID) -> str:
    """By which a look-up that serves it is explained; empty where it is over or somebody else's."""
    found = view.all(select(Task).where(Task.id == id, Task.withdrawn_at.is_(None)))
    mine = [
        task.number
        for task in found
        if rules.is_open(task)
        and (task.given_by == view.stamp.officer or rules.is_whose(task, view.stamp.officer))
    ]
    return "".join(mine)


@service(right="give-task", audit="task given")
def give(act: Act, values: Mapping[str, Any]) -> Task:
    """交办, with its number. Raises Rejected where nobody has the account it goes to."""
    _refuse_unknown(act, values.get("to_officer"))
    told = dict(values) | {"number": act.next_number(NUMBERED), "given_by": act.stamp.officer}
    return cast(Task, act.file(TASKS, told))


@service(right="do-task", audit="task signed for")
def sign(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """签收: by whom it was given to; of a group by whoever takes it on."""
    task = _task(act, id)
    if not rules.is_issued(task):
        raise Refused(_("这件事项已经签收"))
    _refuse_others(act, task)
    now = act.stamp.now
    return _step(act, task, SIGNED, state=SIGNED, signed_at=now, signed_by=act.stamp.officer)


@service(right="do-task", audit="task answered")
def answer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """反馈: what came of it. Raises Refused before it was signed for."""
    task = _task(act, id)
    if not rules.is_signed(task):
        raise Refused(_("请先签收，或者这件事项已经反馈"))
    _refuse_others(act, task)
    said = {"answered_at": act.stamp.now, "answered_by": act.stamp.officer}
    said |= {"answer": values["answer"]}
    return _step(act, task, ANSWERED, values["answer"], state=ANSWERED, **said)


@service(right="check-task", audit="task returned", not_by="answered_by")
def send_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """退回补办, with a note: the time that was set runs on, and it is to be answered again."""
    task, note = _answered(act, id), values["returned_note"]
    again = {"answered_at": None, "answered_by": None, "returned_note": note}
    return _step(act, task, RETURNED, note, state=SIGNED, **again)


@service(right="check-task", audit="task closed", not_by="answered_by")
def close(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """审核办结: by who gave it or the chief, never by who answered."""
    task, now = _answered(act, id), act.stamp.now
    done = {"closed_at": now, "closed_on": act.stamp.today, "closed_by": act.stamp.officer}
    return _step(act, task, CLOSED, values.get("note") or "", state=CLOSED, **done)


@service(right="give-task", audit="task given to another")
def reassign(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """改交他人: signed for anew. By who gave it, who has it, or the chief."""
    task, to = _task(act, id), {name: values.get(name) for name in ("to_officer", "to_group")}
    if not rules.is_open(task) or rules.is_answered(task):
        raise Refused(_("已经反馈的不能改交他人"))
    if act.role != "chief" and act.stamp.officer != task.given_by:
        _refuse_others(act, task)
    if not any(to.values()):
        raise Rejected([Problem("to_officer", _("请写明交给谁办"))], TASKS.labels)
    _refuse_unknown(act, to["to_officer"])
    return _set(act, task, **to, state=ISSUED, signed_at=None, signed_by=None)


def _task(act: Act, id: UUID) -> Task:
    """Raises Absent."""
    return cast(Task, act.load(TASKS, id))


def _answered(act: Act, id: UUID) -> Task:
    task = _task(act, id)
    if not rules.is_answered(task):
        raise Refused(_("还没有反馈，或者已经办结"))
    if act.role != "chief" and act.stamp.officer != task.given_by:
        raise Refused(_("由交办的人或者所领导审核"))
    return task


def _refuse_others(act: Act, task: Task) -> None:
    if not rules.is_whose(task, act.stamp.officer):
        raise Refused(NOT_YOURS)


def _refuse_unknown(act: Act, name: str | None) -> None:
    known = select(Officer.name).where(Officer.name == name, Officer.active.is_(True))
    if name and not act.all(known):
        raise Rejected([Problem("to_officer", NO_ACCOUNT)], TASKS.labels)


def _step(act: Act, task: Task, kind: str, note: str = "", **after: Any) -> Sequence[UUID]:
    told = {"task_id": task.id, "kind": kind, "at": act.stamp.now, "note": note}
    filed = act.file(STEPS, told | {"officer": act.stamp.officer})
    return [*_set(act, task, **after), filed.id]


def _set(act: Act, task: Task, **after: Any) -> Sequence[UUID]:
    act.move(TASKS, task, after)
    return [task.id]


def _asked(name: str, *, required: bool = False) -> Field:
    return replace(TASKS[name], required=required, merge=Merge.GUARDED, group=None)


ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="sign",
            title=_("签收"),
            right="do-task",
            fields=(),
            run=sign,
            suits=rules.is_issued,
        ),
        Action(
            name="answer",
            title=_("反馈"),
            right="do-task",
            fields=(_asked("answer", required=True),),
            run=answer,
            suits=rules.is_signed,
        ),
        Action(
            name="close",
            title=_("审核办结"),
            right="check-task",
            fields=(STEPS["note"],),
            run=close,
            suits=rules.is_answered,
        ),
        Action(
            name="send_back",
            title=_("退回补办"),
            right="check-task",
            fields=(_asked("returned_note", required=True),),
            run=send_back,
            suits=rules.is_answered,
        ),
        Action(
            name="reassign",
            title=_("改交他人"),
            right="give-task",
            fields=(_asked("to_officer"), _asked("to_group")),
            run=reassign,
            suits=lambda task: rules.is_issued(task) or rules.is_signed(task),
        ),
    )
}
