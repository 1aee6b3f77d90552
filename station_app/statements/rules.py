"""What a statement needs (治安管理处罚法 97–102, 108; 行政案件程序规定 73–77). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.texts import Text, _
from station_app.statements.records import ALOUD, SUSPECT, UNSIGNED, VICTIM

TIMES = ("arrived_at", "since", "until", "left_at")  # in the order in which they come
ADULT = 18


def check(statement: Any, today: date) -> Iterator[Problem]:
    yield from _times(statement, today)
    yield from _hands(statement)
    yield from _beside(statement)
    if statement.sample and statement.role == VICTIM and not statement.sample_consent:
        yield Problem(
            "sample_consent",
            _("提取被侵害人的样本须经本人或者其监护人同意（《治安管理处罚法》第一百零二条）"),
        )
    if is_finished(statement):
        yield from _ending(statement)


def _times(statement: Any, today: date) -> Iterator[Problem]:
    known = [(name, at) for name in TIMES if (at := getattr(statement, name))]
    for name, at in known:
        if day_of(at) > today:
            yield Problem(name, _("时间在今天之后"))
    for (_one, before), (name, at) in pairwise(known):
        if at < before:
            yield Problem(name, _("早于前一个时间：到达、询问开始、询问结束、离开应依次在后"))


def _hands(statement: Any) -> Iterator[Problem]:
    """治 108: two, or one in a standard place with everything recorded; 治 100: by video."""
    if statement.second and statement.second == statement.officer:
        yield Problem("second", _("两名询问人须是两个人"))
    if not statement.second and not (statement.standard_place and statement.recorded):
        yield Problem(
            "second",
            _(
                "一名民警询问，须在规范设置的执法办案场所并全程同步录音录像"
                "（《治安管理处罚法》第一百零八条）"
            ),
        )
    if statement.remote and not statement.recorded:
        yield Problem("recorded", _("远程视频询问须全程同步录音录像（《治安管理处罚法》第一百条）"))


def _beside(statement: Any) -> Iterator[Problem]:
    """治 98: a guardian beside a minor, or why nobody came; 程 76: who helps to understand."""
    if statement.minor and not (statement.guardian or statement.guardian_absent):
        yield Problem(
            "guardian",
            _(
                "询问未成年人须有监护人等在场；无法通知或者通知后未到场的，写明情况"
                "（《治安管理处罚法》第九十八条）"
            ),
        )
    if statement.guardian and statement.guardian_absent:
        yield Problem("guardian_absent", _("已写明到场的人，不再写未到场的情况"))
    if bool(statement.helper) != bool(statement.helper_kind):
        yield Problem(
            "helper", _("翻译人员须写明姓名、住址、工作单位和联系方式，并选手语或者语言翻译")
        )


def _ending(statement: Any) -> Iterator[Problem]:
    """程 77: read or read to him, signed page by page, a refusal noted."""
    for name in ("until", "reading", "signing"):
        if getattr(statement, name) is None:
            yield Problem(name, _("必填"))
    if not statement.rights_shown:
        yield Problem("rights_shown", _("还没有登记出示权利义务告知书"))
    if not statement.body.strip():
        yield Problem("body", _("还没有问答内容"))
    if statement.role == SUSPECT and not statement.penalties:
        yield Problem("penalties", _("请问明本人并记入其回答，没有的写“无”"))
    if statement.signing == UNSIGNED and not statement.refusal:
        yield Problem("refusal", _("拒绝签名、捺指印的，须注明情况"))
    if (statement.remote or statement.helper_kind) and statement.reading not in (None, ALOUD):
        yield Problem("reading", _("远程视频询问或者有翻译的，笔录须向被询问人宣读"))


def is_finished(statement: Any) -> bool:
    return statement.signing is not None


def is_open(statement: Any) -> bool:
    return not is_finished(statement)


def is_minor(birth: date | None, on: date) -> bool:
    """Under eighteen; the birthday itself is the first day of being of age."""
    if birth is None:
        return False
    return (on.year - birth.year) - ((on.month, on.day) < (birth.month, birth.day)) < ADULT


def overlaps(one: Any, other: Any, now: datetime) -> bool:
    """Whether both were being taken at some moment; one not ended goes on."""
    return bool(one.since < (other.until or now) and other.since < (one.until or now))


def doubts(statement: Any, others: Iterable[Any], now: datetime) -> Iterator[Text]:
    """An officer in two places at once: clocks differ, so it is said and taken."""
    mine = {statement.officer, statement.second} - {None, ""}
    for other in others:
        for name in sorted(mine & {other.officer, other.second}):
            if overlaps(statement, other, now):
                yield _("{officer} 在同一时间还在制作另一份询问笔录，请核对时间", officer=name)
