"""What can be done with somebody in the station."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.kinds import Code, Moment, Words
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.custody import rules, service
from station_app.custody.records import (
    BODY_CHECK,
    GUARDIAN,
    ITEMS_RETURNED,
    ITEMS_TAKEN,
    MEAL,
    MEDICAL,
    MOVED,
    REST,
)
from station_app.custody.register import CUSTODY, CUSTODY_STEPS

RIGHT = "attend-custody"
AT = Field(name="at", label=_("时间"), kind=Moment(), help=_("不填为现在"))
APPROVED_AT = replace(AT, label=_("批准时间"), help=_("不填为现在；须在现行期限届满之前"))


def _of_step(name: str, title: Text | None = None, **how: Any) -> Field:
    field = replace(CUSTODY_STEPS[name], merge=Merge.GUARDED, **how)
    return replace(field, label=title) if title else field


def _of(name: str, **how: Any) -> Field:
    return replace(CUSTODY[name], merge=Merge.GUARDED, group=None, **how)


def _step(kind: str, title: Text, *fields: Field, **how: Any) -> Action:
    suits = how.pop("suits", rules.is_inside)
    return Action(
        name=kind,
        title=title,
        right=RIGHT,
        fields=(*fields, AT),
        run=partial(service.step, kind=kind),
        suits=suits,
        **how,
    )


def _next(_act: Act, custody: Any) -> Mapping[str, Any]:
    """The next limit, by the level and on the ground that it needs."""
    clock, to = rules.clock_of(custody.ground), rules.longer(custody)
    known = rules.EXTENSIONS.get((clock or "", custody.hours or 0, to or 0))
    if known is None:
        return {}
    ground = {"reason": known.grounds[0]} if len(known.grounds) == 1 else {}
    return {"hours": to, "level": known.level, **ground}


ROOM = Field(name="text", label=_("房间"), kind=Words(longest=30), required=True)
WHOM = partial(_of_step, "whom", required=True)
STEPS = (
    _step(
        BODY_CHECK,
        _("人身检查"),
        _of_step("checker", required=True, help=_("由同性别工作人员或者医师检查")),
        _of_step("whom", _("检查人姓名"), help=_("不填为本人")),
        _of_step("text", _("检查情况"), help=_("伤情、携带的物品；没有的写“无异常”")),
    ),
    _step(
        ITEMS_TAKEN,
        _("登记随身物品"),
        _of_step("text", _("物品清单"), required=True, help=_("一行一件：名称，数量，特征")),
        _of_step("signed"),
    ),
    _step(
        ITEMS_RETURNED,
        _("返还随身物品"),
        _of_step("whom", _("领取人"), help=_("不填为本人")),
        _of_step("text", _("未返还的物品及去向")),
        _of_step("signed"),
        suits=lambda custody: bool(custody.items_held),
    ),
    _step(MEAL, _("登记饮食"), _of_step("text", _("饮食情况"))),
    _step(REST, _("登记休息"), _of_step("until"), _of_step("text")),
    _step(
        GUARDIAN,
        _("登记监护人（合适成年人）"),
        WHOM(),
        _of_step("relation"),
        _of_step("text", help=_("是否到场；无法通知或者通知后未到场的写明")),
    ),
    _step(MEDICAL, _("登记就医、伤病情况"), _of_step("text", required=True)),
    _step(MOVED, _("变更房间"), ROOM),
)

COURSE = (
    Action(
        name="family",
        title=_("通知家属"),
        right=RIGHT,
        fields=(
            _of_step("whom", _("被通知人")),
            _of_step("relation"),
            _of_step("text", _("未通知的原因")),
            AT,
        ),
        run=service.tell_family,
        suits=rules.is_inside,
    ),
    Action(
        name="approve",
        title=_("登记继续盘问审批"),
        right=RIGHT,
        fields=(
            _of_step("whom", _("审批人"), required=True),
            _of_step("level", required=True),
            _of_step("number"),
            replace(AT, label=_("批准时间")),
        ),
        run=service.approve,
        suits=rules.is_stopped,
        known=lambda _act, _custody: {"level": rules.STATION},
    ),
    Action(
        name="extend",
        title=_("登记延长期限"),
        right=RIGHT,
        fields=(
            _of_step("hours", _("延长至"), required=True),
            _of_step("reason", required=True),
            _of_step("level", required=True),
            _of_step("whom", _("审批人"), required=True),
            _of_step("number"),
            APPROVED_AT,
        ),
        run=service.extend,
        suits=rules.is_timed,
        known=_next,
    ),
    Action(
        name="restart",
        title=_("移送管辖，期限重新计算"),
        right=RIGHT,
        fields=(
            _of_step("whom", _("移送单位"), required=True),
            _of_step("number", _("移送案件通知书文号")),
            AT,
        ),
        run=service.restart,
        suits=rules.may_restart,
    ),
    Action(
        name="ground",
        title=_("变更在所事由"),
        right=RIGHT,
        fields=(
            _of("ground"),
            _of("circumstance"),
            _of_step("text", _("变更的原因")),
            replace(AT, help=_("不填为现在；原来没有期限的，期限自此时起算")),
        ),
        run=service.change_ground,
        suits=rules.is_inside,
    ),
    Action(
        name="identify",
        title=_("查明身份"),
        right=RIGHT,
        fields=(_of("person_id", required=True), AT),
        run=service.identify,
        suits=lambda custody: custody.person_id is None,
    ),
    Action(
        name="special",
        title=_("登记属于四小时范围"),
        right=RIGHT,
        fields=(_of("special", required=True, help=None), AT),
        run=service.mark_special,
        suits=lambda custody: rules.is_stopped(custody) and not custody.special,
    ),
    Action(
        name="leave",
        title=_("登记离所"),
        right=RIGHT,
        fields=(
            _of("left_how", required=True),
            replace(AT, label=_("离所时间")),
            Field(
                name="fetched",
                label=_("夜间离所"),
                kind=Code("custody_fetched"),
                help=_("属于四小时范围的，晚上九点至次日早上七点之间离所时填写"),
            ),
            _of("left_with"),
            _of("over_reason", help=_("超过期限的才填")),
        ),
        run=service.leave,
        suits=rules.is_inside,
    ),
)

ACTIONS: Mapping[str, Action] = {action.name: action for action in (*STEPS, *COURSE)}
