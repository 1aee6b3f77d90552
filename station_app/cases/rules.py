"""What a case needs and owes, from acceptance to the end of its time. Pure.

治安管理处罚法 (2025) 25, 90, 118; 公安机关办理行政案件程序规定 62, 185; 公安机关办理刑事案件
程序规定 178, 179.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from station_app.cases import ending
from station_app.cases.records import (
    ACCEPTED,
    ADMIN,
    CLOSED,
    CRIMINAL,
    FILED,
    GUARDIAN,
    NOT_FILED,
    SECURITY,
    STOPPED,
    TRANSFERRED,
)
from station_app.clocks.calendar import add_months
from station_app.clocks.due import Due
from station_app.clocks.terms import Terms
from station_app.core.course import Course, Pause
from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import Text, _

OVER = (CLOSED, NOT_FILED, STOPPED, TRANSFERRED)
EXTENSIONS = 2  # at most, 治 118
PRESCRIPTION = 6  # months from the act or its end to when it is found, 治 25
ADULT = 18
DAY = timedelta(days=1)
SPAN, NEXT = "—", "；"
REVIEW_ASKED, RECHECK_ASKED = "review_asked", "recheck_asked"
ANSWERED = {REVIEW_ASKED: "review_answered", RECHECK_ASKED: "recheck_answered"}
ASKED_IN = {REVIEW_ASKED: "case_review_ask", RECHECK_ASKED: "case_recheck_ask"}
AFTER_TODAY = _("日期在今天之后")


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"accepted_on": day_of(values["accepted_at"])} if values.get("accepted_at") else {}


def check(case: Any, today: date) -> Iterator[Problem]:
    if day_of(case.accepted_at) > today:
        yield Problem("accepted_at", _("时间在今天之后"))
    if case.occurred_at and case.occurred_at > case.accepted_at:
        yield Problem("occurred_at", _("发案时间晚于受理时间"))
    if case.second and case.second == case.handler:
        yield Problem("second", _("两名办案民警须是两个人"))
    for name in ("filed_on", "not_filed_on", "told_on"):
        on = getattr(case, name)
        if on and on > today:
            yield Problem(name, AFTER_TODAY)
        if on and on < day_of(case.accepted_at):
            yield Problem(name, _("早于受理日期"))


def check_person(one: Any, _today: date) -> Iterator[Problem]:
    if one.role == GUARDIAN and one.ward_id is None:
        yield Problem("ward_id", _("监护人须写明是谁的监护人"))
    if one.ward_id and one.role != GUARDIAN:
        yield Problem("ward_id", _("只有监护人填写这一项"))
    if one.ward_id == one.person_id:
        yield Problem("ward_id", _("监护人和被监护人须是两个人"))


def check_step(step: Any, today: date) -> Iterator[Problem]:
    if step.on > today:
        yield Problem("on", AFTER_TODAY)


# How far it is


def is_open(case: Any) -> bool:
    return case.state not in OVER


def is_accepted(case: Any) -> bool:
    """Taken in, and whether it is filed not yet said."""
    return bool(case.state == ACCEPTED)


def is_filed(case: Any) -> bool:
    return bool(case.state == FILED)


def is_not_filed(case: Any) -> bool:
    return bool(case.state == NOT_FILED)


def is_stopped(case: Any) -> bool:
    return bool(case.state == STOPPED)


def is_timed(case: Any) -> bool:
    """Its time runs or stands still: filed, administrative, and nothing decided."""
    return is_filed(case) and case.kind != CRIMINAL and case.decided_on is None


def may_be_examined_longer(case: Any) -> bool:
    return is_accepted(case) and case.kind != SECURITY


def awaits_telling(case: Any) -> bool:
    return case.state in (FILED, NOT_FILED) and case.told_on is None


def is_pausable(case: Any) -> bool:
    return is_timed(case) and not is_paused(case)


def may_be_extended(case: Any) -> bool:
    return is_timed(case) and case.kind == SECURITY and case.extended < EXTENSIONS


def awaits_answer(case: Any) -> bool:
    return is_not_filed(case) and case.remedy in ANSWERED


def next_remedy(case: Any) -> str | None:
    """刑程 179: a review once it was told, a second look once that is answered."""
    if case.kind != CRIMINAL or not is_not_filed(case) or case.told_on is None:
        return None
    return {None: REVIEW_ASKED, "review_answered": RECHECK_ASKED}.get(case.remedy)


def may_be_filed(case: Any) -> bool:
    return is_accepted(case) or (is_not_filed(case) and case.remedy in ANSWERED.values())


def is_submitted(case: Any) -> bool:
    return is_open(case) and bool(case.submitted) and case.returned_on is None


def may_be_submitted(case: Any) -> bool:
    return is_open(case) and not is_submitted(case)


def may_be_transferred(case: Any) -> bool:
    return case.state in (ACCEPTED, FILED)


# Its time


def pauses(text: str | None) -> tuple[Pause, ...]:
    """What `Case.pauses` says."""
    found = list[Pause]()
    for span in filter(None, (text or "").split(NEXT)):
        first, _dash, last = span.partition(SPAN)
        until = date.fromisoformat(last) + DAY if last else None
        found.append(Pause(date.fromisoformat(first), until))
    return tuple(found)


def written(spans: tuple[Pause, ...]) -> str | None:
    """As `pauses` reads it; a span of no day is left out."""
    said = [
        f"{one.since}{SPAN}{one.until - DAY if one.until else ''}"
        for one in spans
        if one.until != one.since
    ]
    return NEXT.join(said) or None


def is_paused(case: Any) -> bool:
    return bool(case.pauses and case.pauses.endswith(SPAN))


def paused(case: Any, on: date) -> str | None:
    return written((*pauses(case.pauses), Pause(on, None)))


def pause_ended_at(text: str | None, on: date) -> str | None:
    *before, last = pauses(text)
    return written((*before, Pause(last.since, on)))


def course(case: Any) -> Course:
    anew = (case.restarted_on,) if case.restarted_on else ()
    return Course(pauses(case.pauses), anew)


def time_rule(case: Any) -> str:
    """治 118: 30 days, 60 and 90 with the extensions; of others 行政处罚法 60."""
    return f"case_time_{case.extended}" if case.kind == SECURITY else "case_time_admin"


def limit(case: Any, terms: Terms) -> Due | None:
    """The last day of its time, and why; None where none runs."""
    if not is_timed(case) or terms.find(time_rule(case), case.filed_on) is None:
        return None
    return terms.due(time_rule(case), case.filed_on, course=course(case))


def examination_rule(case: Any) -> str:
    """治 90: at once; 2015 意见: other administrative 24 hours or 3 days, criminal 3, 7 or 30."""
    if case.kind == SECURITY:
        return "case_filing_security"
    return f"case_filing_{case.kind}" + (f"_{case.examination}" if case.examination else "")


def duties(case: Any) -> Iterator[Duty]:
    """Whoever entered it: they are its officer's."""
    return (replace(duty, owner=case.handler or "") for duty in _owed(case))


def _owed(case: Any) -> Iterator[Duty]:
    if case.transfer_found_at and may_be_transferred(case):
        yield Duty("case_transfer", case.transfer_found_at, "transfer_case")
    elif is_accepted(case):
        yield Duty(examination_rule(case), case.accepted_at, "file_case")
    if awaits_telling(case):
        yield _telling(case)
    if is_timed(case):
        yield Duty(time_rule(case), case.filed_on, "submit", course(case))
    if awaits_answer(case):
        yield Duty(f"case_{case.remedy}", case.remedy_on, "answer_review")
    if case.fast_track and case.decided_on is None and is_open(case):
        yield Duty("fast_track_decision", case.fast_from, "propose_decision")
    if is_submitted(case):
        yield Duty("case_review", case.submitted_on, "approve")
    if case.returned_on and is_open(case):
        yield Duty("case_supplement", case.returned_on, "submit")
    if case.sampling_found_on:
        yield Duty("sampling_answer", case.sampling_found_on, "answer_sampling")
    yield from ending.duties(case)


def _telling(case: Any) -> Duty:
    if is_filed(case):
        return Duty("case_filed_told", case.filed_on, "tell")
    criminal = "_criminal" if case.kind == CRIMINAL else ""
    return Duty(f"case_not_filed_told{criminal}", case.not_filed_on, "tell")


# What is said and what is refused


def doubts(values: Mapping[str, Any]) -> Iterator[Problem]:
    """治 25: found more than six months after the act, it is not punished; it may still go on."""
    occurred, accepted = values.get("occurred_at"), values.get("accepted_at")
    if values.get("kind") != SECURITY or not (occurred and accepted):
        return
    last = add_months(day_of(occurred), PRESCRIPTION)
    if day_of(accepted) > last:
        why = _(
            "发案至受理已超过六个月（{day} 届满），除行为有连续或者继续状态的以外不再处罚；"
            "可以照此保存（《治安管理处罚法》第二十五条）",
            day=last.isoformat(),
        )
        yield Problem("occurred_at", why)


def not_longer(case: Any, examination: str, told: Mapping[str, Any]) -> Iterator[Problem]:
    """Why the examination is not prolonged so: 30 days are for criminal cases, by the county."""
    if case.examination == examination:
        yield Problem("examination", _("已按这种情形延长"))
    if examination != "grave":
        if case.examination:
            yield Problem("examination", _("立案审查期限不能再改短"))
        return
    if case.kind == ADMIN:
        yield Problem("examination", _("行政案件立案审查最长三日，没有三十日"))
    if not (told.get("number") and told.get("organ")):
        yield Problem("number", _("重大、复杂的经县级以上公安机关负责人批准，请填审批机关和文号"))


def not_extended(case: Any, on: date, terms: Terms) -> Text | None:
    """治 118: at most twice, each before the time is over."""
    if case.extended >= EXTENSIONS:
        return _("延长以二次为限（《治安管理处罚法》第一百一十八条）")
    due = limit(case, terms)
    if due is not None and not due.stands_still and on > due.due_on:
        return _("批准日期晚于办案期限届满之日（{day}），不能再延长", day=due.due_on.isoformat())
    return None


def is_minor(birth: date | None, at: datetime) -> bool:
    if birth is None:
        return False
    on = day_of(at)
    return on.year - birth.year - ((on.month, on.day) <= (birth.month, birth.day)) < ADULT
