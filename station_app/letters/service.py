"""The course of a letter: received, taken up or sent on, extended, answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.roles import OFFICERS
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge, complete
from station_app.core.texts import _
from station_app.letters import rules
from station_app.letters.records import ACCEPTED, ANSWERED, FORWARDED, Letter
from station_app.letters.register import LETTERS
from station_app.storage.own_tables import Officer

NUMBERED = "L"
RIGHT, EXTEND = "handle-letter", "extend-letter"


@service(right="enter-letter", audit="letter entered")
def enter(act: Act, values: Mapping[str, Any]) -> Letter:
    """来信来访登记, with its number and whose it is. Raises Absent, Rejected."""
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["handler"] = told.get("handler") or act.stamp.officer
    serving = select(Officer.name).where(Officer.active.is_(True), Officer.role.in_(OFFICERS))
    known = act.all(serving)
    if known and told["handler"] not in known:
        why = _("请写明承办民警的账号：“{name}”不是本所民警", name=told["handler"])
        raise Rejected([Problem("handler", why)], LETTERS.labels)
    complete(LETTERS, told)
    return cast(Letter, act.file(LETTERS, told))


@service(right=RIGHT, audit="letter accepted")
def accept(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """受理: what the station answers itself; with it goes a receipt."""
    letter = _letter(act, id)
    if not rules.is_received(letter):
        raise Refused(_("已受理，或者已转送、答复"))
    return _set(act, letter, accepted_on=_on(act, letter, values), state=ACCEPTED)


@service(right=RIGHT, audit="letter forwarded")
def forward(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """转送 to whose it is to answer."""
    letter = _letter(act, id)
    if not rules.may_forward(letter):
        raise Refused(_("已转送，或者已答复"))
    told = {name: values.get(name) for name in ("forwarded_to", "forward_number")}
    return _set(act, letter, **told, forwarded_on=_on(act, letter, values), state=FORWARDED)


@service(right=EXTEND, audit="letter extended")
def extend(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """延长答复期限 by the chief, to a later day and with its reason."""
    letter, until = _letter(act, id), values["until"]
    if not rules.is_accepted(letter) or letter.accepted_on is None:
        raise Refused(_("只有已受理、还没有答复的可以延长"))
    last = letter.until or act.stamp.terms.due("letter_answer", letter.accepted_on).due_on
    if until <= last:
        raise Refused(_("延长后的日期应当晚于现在的期限（{day}）", day=last))
    return _set(act, letter, until=until, extended_why=values["extended_why"])


@service(right=RIGHT, audit="letter answered")
def answer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """答复: what was said and how; of what was sent on, where it went."""
    letter = _letter(act, id)
    if not rules.may_answer(letter):
        raise Refused(_("已于 {day} 答复", day=letter.answered_on))
    told = {name: values[name] for name in ("answered_how", "answer")}
    return _set(act, letter, **told, answered_on=_on(act, letter, values), state=ANSWERED)


def _letter(act: Act, id: UUID) -> Letter:
    """Raises Absent, and Refused where it is kept from this officer."""
    letter = cast(Letter, act.load(LETTERS, id))
    secrecy.refuse(act, LETTERS, letter.id)
    return letter


def _on(act: Act, letter: Letter, values: Mapping[str, Any]) -> date:
    """The day typed, else today; not before the step that went before. Raises Refused."""
    on = cast(date, values.get("on") or act.stamp.today)
    first = max(filter(None, (letter.on, letter.accepted_on, letter.forwarded_on)))
    if not first <= on <= act.stamp.today:
        raise Refused(_("日期应当在 {day} 以后、今天以前", day=first))
    return on


def _set(act: Act, letter: Letter, **after: Any) -> Sequence[UUID]:
    news = {name: value for name, value in after.items() if getattr(letter, name) != value}
    before = {name: getattr(letter, name) for name in news}
    act.set_state(LETTERS, letter.id, before=before, after=news)
    return [letter.id]


def _asked(name: str, *, required: bool = False) -> Field:
    return replace(LETTERS[name], required=required, merge=Merge.GUARDED, group=None)


ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="accept",
            title=_("受理"),
            right=RIGHT,
            fields=(ON,),
            run=accept,
            suits=rules.is_received,
        ),
        Action(
            name="forward",
            title=_("转送"),
            right=RIGHT,
            fields=(_asked("forwarded_to", required=True), _asked("forward_number"), ON),
            run=forward,
            suits=rules.may_forward,
        ),
        Action(
            name="answer",
            title=_("答复"),
            right=RIGHT,
            fields=(_asked("answered_how", required=True), _asked("answer", required=True), ON),
            run=answer,
            suits=rules.may_answer,
        ),
        Action(
            name="extend",
            title=_("延长答复期限"),
            right=EXTEND,
            fields=(_asked("until", required=True), _asked("extended_why", required=True)),
            run=extend,
            suits=rules.is_accepted,
        ),
    )
}
