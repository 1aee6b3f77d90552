"""The course of a found thing: owner told or announced, claimed, returned; and of a lost one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Day, Flag, Ref
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.lost_found import rules
from station_app.lost_found.records import (
    CLAIMED,
    FOUND,
    GIVEN_UP,
    KEPT,
    MATCHED,
    RETURNED,
    SOUGHT,
    SURRENDERED,
    LostFound,
)
from station_app.lost_found.register import LOST_FOUND

NUMBERED = "G"
RIGHT = "follow-found"


@service(right="enter-found", audit="lost or found thing entered")
def enter(act: Act, values: Mapping[str, Any]) -> LostFound:
    """拾得物品、失物登记, with its number."""
    state = KEPT if values.get("kind") == FOUND else SOUGHT
    told = dict(values) | {"number": act.next_number(NUMBERED), "state": state}
    return cast(LostFound, act.file(LOST_FOUND, told))


@service(right=RIGHT, audit="owner of found thing told")
def tell_owner(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """通知失主 who is known (民法典 315)."""
    thing = _kept(act, id)
    on = _on(act, thing, values)
    return _set(act, thing, told_on=on, told_whom=values["told_whom"])


@service(right=RIGHT, audit="found thing announced")
def announce(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """发布招领公告: the year runs from it (民法典 318). Raises Refused for a second one."""
    thing = _kept(act, id)
    if thing.notice_on:
        raise Refused(_("已于 {day} 发布招领公告", day=thing.notice_on))
    on = _on(act, thing, values)
    return _set(act, thing, notice_on=on, notice_where=values["notice_where"])


@service(right=RIGHT, audit="found thing claimed")
def claim(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """申请认领, with what proves that it is his."""
    thing = _kept(act, id)
    if rules.is_claimed(thing):
        raise Refused(_("已有人申请认领，请先办理"))
    on = _on(act, thing, values)
    asked = {"claimant_id": values["claimant_id"], "proof": values["proof"], "refused_why": ""}
    return _set(act, thing, state=CLAIMED, claimed_on=on, **asked)


@service(right=RIGHT, audit="claim refused")
def refuse_claim(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """不予认领: what was shown does not prove it; the thing stays, and waits for its owner."""
    thing = _claimed(act, id)
    asked = {"claimant_id": None, "claimed_on": None}
    return _set(act, thing, state=KEPT, refused_why=values["refused_why"], **asked)


@service(right=RIGHT, audit="found thing returned")
def give_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """返还: its number and proof were looked at, and it is signed for."""
    thing = _claimed(act, id)
    for name, why in (
        ("checked", _("请核对认领人的身份证件和凭据")),
        ("signed", _("返还须由认领人签收")),
    ):
        if not values.get(name):
            raise _wrong(name, why)
    on = _on(act, thing, values, thing.claimed_on)
    ids = _set(act, thing, state=RETURNED, ended_on=on, ended_with=values.get("ended_with"))
    if thing.match_id:
        lost = cast(LostFound, act.load(LOST_FOUND, thing.match_id))
        ids = [*ids, *_set(act, lost, state=RETURNED, ended_on=on)]
    return ids


@service(right=RIGHT, audit="found thing surrendered")
def surrender(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """归国家所有, once a year has gone since the notice. Raises Refused before."""
    thing = _kept(act, id)
    if not rules.has_notice(thing) or thing.notice_on is None:
        raise Refused(_("没有发布招领公告，或者有人正在认领"))
    on = _on(act, thing, values)
    due = act.stamp.terms.due("lost_found_unclaimed", thing.notice_on)
    if on <= due.due_on:
        raise Refused(
            _("公告满一年（{day}）以前无人认领的，不能上缴（民法典第三百一十八条）", day=due.due_on)
        )
    return _set(act, thing, state=SURRENDERED, ended_on=on, ended_with=values["ended_with"])


@service(right=RIGHT, audit="lost and found matched")
def match(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """报失 meets 拾得: each points at the other, and the loser is to be told."""
    lost, other = cast(LostFound, act.load(LOST_FOUND, id)), values["match_id"]
    found = _kept(act, other)
    if not rules.is_sought(lost) or found.match_id:
        raise Refused(_("请从仍在寻找的失物，对应一件还没有对应的拾得物品"))
    return [
        *_set(act, lost, state=MATCHED, match_id=found.id),
        *_set(act, found, match_id=lost.id),
    ]


@service(right=RIGHT, audit="lost thing closed")
def close(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """撤销报失: found by its owner himself, or no longer sought."""
    lost = cast(LostFound, act.load(LOST_FOUND, id))
    if not rules.is_sought(lost):
        raise Refused(_("这件失物已经找到或者撤销"))
    on = _on(act, lost, values)
    return _set(act, lost, state=GIVEN_UP, ended_on=on, ended_with=values["ended_with"])


def _kept(act: Act, id: UUID) -> LostFound:
    thing = cast(LostFound, act.load(LOST_FOUND, id))
    if not rules.is_kept(thing):
        raise Refused(_("这件物品不在本所保管"))
    return thing


def _claimed(act: Act, id: UUID) -> LostFound:
    thing = _kept(act, id)
    if not rules.is_claimed(thing):
        raise Refused(_("没有人申请认领"))
    return thing


def _on(act: Act, thing: LostFound, values: Mapping[str, Any], after: date | None = None) -> date:
    on = cast(date, values.get("on") or act.stamp.today)
    if on > act.stamp.today:
        raise _wrong("on", _("日期在今天之后"))
    if on < (after or thing.on):
        raise _wrong("on", _("日期早于 {day}，请核对", day=after or thing.on))
    return on


def _set(act: Act, thing: LostFound, **after: Any) -> Sequence[UUID]:
    news = {name: value for name, value in after.items() if getattr(thing, name) != value}
    if news:
        before = {name: getattr(thing, name) for name in news}
        act.set_state(LOST_FOUND, thing.id, before=before, after=news)
    return [thing.id]


def _wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], LOST_FOUND.labels)


# As its page and the shell offer it


def _asked(name: str, label: Text | None = None) -> Field:
    field = LOST_FOUND[name]
    told = label or field.label
    return replace(field, required=True, merge=Merge.GUARDED, group=None, help=None, label=told)


ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
WHERE_TO = replace(_asked("ended_with"), required=False, label=_("说明"))


def _action(name: str, title: Text, run: Any, suits: Any, *fields: Field) -> Action:
    asked = (*fields, ON) if name != "match" else fields
    return Action(name=name, title=title, right=RIGHT, fields=asked, run=run, suits=suits)


ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        _action(
            *("tell_owner", _("通知失主"), tell_owner, rules.awaits_claim, _asked("told_whom"))
        ),
        _action(
            *("announce", _("发布招领公告"), announce, rules.awaits_claim),
            _asked("notice_where"),
        ),
        _action(
            *("claim", _("申请认领"), claim, rules.awaits_claim),
            *(_asked("claimant_id"), _asked("proof")),
        ),
        _action(
            *("give_back", _("返还（领取签收）"), give_back, rules.is_claimed),
            Field(name="checked", label=_("已核对身份证件和凭据"), kind=Flag(), required=True),
            Field(name="signed", label=_("认领人已签收"), kind=Flag(), required=True),
            WHERE_TO,
        ),
        Action(
            name="refuse_claim",
            title=_("不予认领"),
            right=RIGHT,
            fields=(_asked("refused_why"),),
            run=refuse_claim,
            suits=rules.is_claimed,
        ),
        _action(
            *("surrender", _("上缴（归国家所有）"), surrender, rules.has_notice),
            _asked("ended_with", _("上缴到")),
        ),
        _action(
            *("match", _("对应拾得物品"), match, rules.is_sought),
            Field(
                name="match_id",
                label=_("拾得物品"),
                kind=Ref("lost_found", role="match"),
                required=True,
            ),
        ),
        _action(
            *("close", _("撤销报失"), close, rules.is_sought),
            _asked("ended_with", _("说明")),
        ),
    )
}
