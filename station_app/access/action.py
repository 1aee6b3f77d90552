"""What a register can do beyond being entered and changed: one natural act each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.clocks.terms import Terms
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.parse import Invalid, parse
from station_app.core.records import Changes
from station_app.core.register import Field, as_text
from station_app.core.texts import Text, _


def suits_any(_record: Any) -> bool:
    return True


def nothing_known(_act: Act, _record: Any) -> Mapping[str, Any]:
    return {}


def never_barred(_record: Any, _on: date, _terms: Terms) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`fields` are what is asked; `run` is a service and answers the ids it touched.

    An action is offered on a record it suits; `barred` says why it cannot be done on a day,
    by the terms of law.
    """

    name: str
    title: Text
    right: str
    fields: tuple[Field, ...]
    run: Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]]
    suits: Callable[[Any], bool] = suits_any
    barred: Callable[[Any, date, Terms], Text | None] = never_barred
    known: Callable[[Act, Any], Mapping[str, Any]] = nothing_known
    """What the record and its neighbours answer to the fields; what is found, never a guess."""


@dataclass(frozen=True, slots=True)
class Done:
    act_id: UUID
    ids: tuple[UUID, ...]
    changes: Changes


def read(desk: Desk, action: Action, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed for an action, as values. Raises Rejected."""
    return read_fields(action.fields, typed, desk.now())


def read_fields(fields: Sequence[Field], typed: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Every field has a value, None where nothing was typed. Raises Rejected."""
    values, problems = dict[str, Any](), list[Problem]()
    names = {field.name for field in fields}
    problems += [Problem(n, _("没有这一项，请核对名称")) for n in typed if n not in names]
    for field in fields:
        text = as_text(typed.get(field.name))
        try:
            values[field.name] = parse(field.kind, text, now) if text else None
        except Invalid as wrong:
            problems.append(Problem(field.name, wrong.text))
        if field.required and not text:
            problems.append(Problem(field.name, _("必填")))
    if problems:
        raise Rejected(problems, {field.name: field.label for field in fields})
    return values


def perform(
    desk: Desk,
    actions: Mapping[str, Action],
    name: str,
    id: UUID,
    typed: Mapping[str, Any],
    purpose: Purpose | None,
) -> Done:
    """One action on one record, in one act."""
    if not actions:
        raise Refused(_("这类记录没有可以直接办理的事项"))
    if name not in actions:
        raise Refused(_("没有这项办理，可选：{names}", names="、".join(actions)))
    action = actions[name]
    values = read(desk, action, typed)
    with desk.act(action.right, purpose=purpose) as act:
        ids = action.run(act, id, values)
    return Done(act.stamp.act_id, tuple(ids), act.changes)
