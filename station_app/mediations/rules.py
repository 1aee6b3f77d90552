"""What may be mediated, how often, by when (治安管理处罚法 9; 行政案件程序规定 178–186). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from station_app.clocks.terms import Terms
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import Text, _
from station_app.mediations.records import (
    AGREED,
    FAILED,
    NOT_PERFORMED,
    PERFORMED,
    PLANNED,
    SCENE,
)

NO_BAR = "none"
MOST = 2  # 程 183: as a rule once, once more where that is needed
WORKING_AGE, ADULT = 16, 18
BARRED: Mapping[str, Text] = {
    "hired": _("雇凶伤害他人的，不适用调解处理（程序规定第一百七十九条第一项）"),
    "gang": _("结伙斗殴或者其他寻衅滋事的，不适用调解处理（程序规定第一百七十九条第二项）"),
    "repeated": _("多次实施违反治安管理行为的，不适用调解处理（程序规定第一百七十九条第三项）"),
    "unwilling": _("当事人明确表示不愿意调解处理的，不适用调解（程序规定第一百七十九条第四项）"),
    "new_violation": _(
        "调解过程中又针对对方实施违反治安管理行为的，不适用调解（程序规定第一百七十九条第五项）"
    ),
    "escaped": _("调解过程中违法嫌疑人逃跑的，不适用调解（程序规定第一百七十九条第六项）"),
    "other": _("不宜调解处理的，依法调查处理（程序规定第一百七十九条第七项）"),
}
NOT_LIGHT = _("只有情节较轻的才可以调解处理（《治安管理处罚法》第九条）")
NO_AGENT = _("违法嫌疑人不得委托他人参加调解（程序规定第一百八十一条）")
SAME_PERSON = _("双方须是两个人")
AFTER_TODAY = _("日期在今天之后")
SIDES = ("one", "other")


def barred(*, light: bool, bar: str) -> Text | None:
    """Why this case is not one to be mediated."""
    return BARRED.get(bar) or (None if light else NOT_LIGHT)


def too_often(before: Iterable[Any]) -> Text | None:
    """`before`: the attempts between the same two parties so far."""
    tried = [one for one in before if one.state != PLANNED]
    if any(one.state == PLANNED for one in before):
        return _("已登记待调解，请登记那一次的结果")
    if any(one.state in (AGREED, PERFORMED) for one in tried):
        return _("双方已经达成协议")
    if any(one.state == NOT_PERFORMED for one in tried):
        return _("达成协议后不履行的，依法处罚，不再调解（程序规定第一百八十五条）")
    if len(tried) >= MOST:
        return _("调解一般为一次，至多再调解一次（程序规定第一百八十三条）")
    return None


def too_late(mediation: Any, held_on: date, terms: Terms) -> Text | None:
    """The second within seven working days of the first; of the first it is only said."""
    if mediation.nth < MOST:
        return None
    rule = terms.find("mediation_second", mediation.since)
    due = terms.due("mediation_second", mediation.since).due_on if rule else held_on
    if held_on <= due:
        return None
    return _(
        "再次调解应当在第一次调解后七个工作日内完成，即 {day} 以前（程序规定第一百八十三条）",
        day=due.isoformat(),
    )


def is_late(mediation: Any, held_on: date, terms: Terms) -> bool:
    """The first one, after the days it has: it may be held, and that is said."""
    return mediation.nth == 1 and held_on > terms.due("mediation_first", mediation.since).due_on


def check(mediation: Any, today: date) -> Iterator[Problem]:
    if mediation.one_id == mediation.other_id:
        yield Problem("other_id", SAME_PERSON)
    for name in ("since", "held_on", "ended_on", "applied_on"):
        if (on := getattr(mediation, name)) and on > today:
            yield Problem(name, AFTER_TODAY)
    if mediation.held_on and mediation.state not in (PLANNED,):
        yield from _held(mediation)
    if mediation.state == AGREED or mediation.state == PERFORMED:
        yield from _agreed(mediation)
    if mediation.ended_on and mediation.held_on and mediation.ended_on < mediation.held_on:
        yield Problem("ended_on", _("早于调解日期"))


def _held(mediation: Any) -> Iterator[Problem]:
    """Guardians of the young (程 181); one officer alone records it whole (治 108)."""
    for side in SIDES:
        minor, guardian, works = (
            getattr(mediation, f"{side}_{name}") for name in ("minor", "guardian", "works")
        )
        if minor and not (guardian or works):
            yield Problem(
                f"{side}_guardian",
                _(
                    "未成年当事人须有监护人到场；年满十六周岁、以自己的劳动收入为主要生活来源且本人"
                    "同意不通知的除外（程序规定第一百八十一条）"
                ),
            )
    if mediation.kind == SCENE and mediation.on_recording and not mediation.recorded:
        yield Problem("recorded", _("以现场录音录像代替协议书的，须全程录音录像"))
    if mediation.host and not mediation.second and not mediation.recorded:
        yield Problem(
            "recorded",
            _("一名民警调解的，须全程同步录音录像（《治安管理处罚法》第一百零八条）"),
        )


def _agreed(mediation: Any) -> Iterator[Problem]:
    if not mediation.agreement:
        yield Problem("agreement", _("请写协议内容（程序规定第一百八十四条）"))
    if mediation.state == AGREED and not mediation.perform_by:
        yield Problem("perform_by", _("请写履行期限（程序规定第一百八十四条）"))
    if mediation.perform_by and mediation.held_on and mediation.perform_by < mediation.held_on:
        yield Problem("perform_by", _("早于调解日期"))


def works_too_young(age: int | None) -> bool:
    """Who lives on his own labour may go without a guardian from sixteen on (程 181)."""
    return age is not None and age < WORKING_AGE


def is_planned(mediation: Any) -> bool:
    return bool(mediation.state == PLANNED)


def is_agreed(mediation: Any) -> bool:
    """Agreed, and nobody has said yet whether it was performed."""
    return bool(mediation.state == AGREED)


def has_paper(mediation: Any) -> bool:
    return bool(mediation.agreement)


def may_follow(mediation: Any) -> bool:
    """Failed once: it may be tried once more (程 183)."""
    return bool(mediation.state == FAILED and mediation.nth < MOST)


def duties(mediation: Any) -> Iterator[Duty]:
    if is_planned(mediation):
        rule = "mediation_first" if mediation.nth == 1 else "mediation_second"
        yield Duty(rule, mediation.since, "hold")
    elif is_agreed(mediation):
        yield Duty("mediation_performance", mediation.perform_by, "performed")
