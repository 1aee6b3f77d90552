"""What may be objected to, and by when it is answered. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.remedies.records import ADVICE, LETTERS, OBJECTION


def is_letter(one: Any) -> bool:
    """纠正意见, 检察建议: whether it was adopted is answered in writing (法 62)."""
    return one.kind in LETTERS


def is_unanswered(one: Any) -> bool:
    return one.answered_on is None


def may_go_on(one: Any) -> bool:
    """The person is not content with the answer: the procuratorate is next (办 32)."""
    return not is_letter(one) and one.answered_on is not None and one.taken_on is None


def awaits_outcome(one: Any) -> bool:
    return one.taken_on is not None and one.outcome_on is None


def check(one: Any, today: date) -> Iterator[Problem]:
    if one.on > today:
        yield Problem("on", _("日期在今天之后"))
    yield from _check_said(one)
    if one.answered_on is None:
        return
    if one.answered_on < one.on:
        yield Problem("answered_on", _("答复日期早于提出日期"))
    if not one.answer:
        yield Problem("answer", _("请写明书面答复（回复）的内容"))
    if is_letter(one) and one.adopted is None:
        yield Problem("adopted", _("请写明是否采纳；未采纳的在回复中说明理由"))


def _check_said(one: Any) -> Iterator[Problem]:
    if one.kind == OBJECTION:
        if not one.about:
            yield Problem("about", _("请写明所针对的结果"))
        if one.told_on is None:
            yield Problem("told_on", _("结果尚未书面告知的，先告知本人；请写明告知日期"))
        elif one.told_on > one.on:
            yield Problem("told_on", _("告知日期晚于提出日期"))
    if is_letter(one) and not (one.said_by and one.document_number):
        yield Problem("document_number", _("检察院的文书须写明机关和文书号"))
    if one.answer_by and one.answer_by < one.on:
        yield Problem("answer_by", _("限定的回复日期早于收到日期"))


def duties(one: Any) -> Iterator[Duty]:
    """An answer in writing; by the day the letter names where it names one."""
    if not is_unanswered(one):
        return
    if not is_letter(one):
        yield Duty("objection_answer", one.on, "answer")
    elif one.answer_by:
        yield Duty("procurator_reply_named", one.answer_by, "answer")
    else:
        rule = "procurator_advice_reply" if one.kind == ADVICE else "procurator_reply"
        yield Duty(rule, one.on, "answer")
