"""The time of a case: examined longer, extended, standing still, begun anew; transfer; review.

治安管理处罚法 118; 公安机关办理行政案件程序规定 61, 62, 185; 公安机关办理刑事案件程序规定 179.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.cases import rules
from station_app.cases.records import ACCEPTED, FILED, NOT_FILED, TRANSFERRED, Case
from station_app.cases.register import CASES
from station_app.cases.service import refuse_before, standing, turn, wrong
from station_app.cases.steps import step
from station_app.core.days import day_of
from station_app.core.errors import Refused, Rejected
from station_app.core.texts import Text, _

LATE = _("（超过期限申请）")


@service(right="handle-case", audit="examination prolonged")
def examine_longer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """延长立案审查期限 (2015 意见): doubtful, or grave with the county's approval."""
    case = standing(act, id, ACCEPTED)
    if not rules.may_be_examined_longer(case):
        raise Refused(_("治安案件应当立即立案或者不予立案，没有审查期限（治安管理处罚法第九十条）"))
    if problems := list(rules.not_longer(case, values["examination"], values)):
        raise Rejected(problems, CASES.labels)
    on = values.get("on") or act.stamp.today
    turn(act, case, {"examination": values["examination"]})
    step(act, case.id, "examination", on, **_paper(values))
    return [case.id]


@service(right="handle-case", audit="case time extended")
def extend(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """延长办案期限: 30 days more, as approved by the station's own 公安机关 (治 118)."""
    case = standing(act, id, FILED)
    if not rules.is_timed(case) or case.kind != "security":
        raise Refused(_("只有办理中的治安案件延长办案期限"))
    on = values.get("on") or act.stamp.today
    refuse_before(on, case.restarted_on or case.filed_on)
    if why := rules.not_extended(case, on, act.stamp.terms):
        raise Refused(why)
    turn(act, case, {"extended": case.extended + 1})
    step(act, case.id, "extension", on, **_paper(values))
    return [case.id]


@service(right="handle-case", audit="case time paused")
def pause(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """鉴定、听证: from this day its time does not count (治 118)."""
    case = standing(act, id, FILED)
    if not rules.is_pausable(case):
        raise Refused(_("办案期限不在计算中，不能再中止计算"))
    on = values.get("on") or act.stamp.today
    ended = [one.until for one in rules.pauses(case.pauses) if isinstance(one.until, date)]
    refuse_before(on, max([*ended, *filter(None, (case.filed_on, case.restarted_on))]))
    turn(act, case, {"pauses": rules.paused(case, on)})
    step(act, case.id, "paused", on, note=values["note"])
    return [case.id]


@service(right="handle-case", audit="case time goes on")
def end_pause(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The opinion has come, the hearing is over: from this day its time counts again."""
    case = standing(act, id, FILED)
    if not rules.is_paused(case):
        raise Refused(_("办案期限没有中止计算"))
    on = values.get("on") or act.stamp.today
    refuse_before(on, day_of_pause(case))
    turn(act, case, {"pauses": rules.pause_ended_at(case.pauses, on)})
    step(act, case.id, "pause_ended", on, note=values.get("note"))
    return [case.id]


def day_of_pause(case: Case) -> date:
    return rules.pauses(case.pauses)[-1].since


# To whom it belongs


@service(right="handle-case", audit="transfer found due")
def find_elsewhere(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """It belongs to another: 24 hours from now on (程 61, 62)."""
    case = standing(act, id, ACCEPTED, FILED)
    at = values.get("at") or act.stamp.now
    turn(act, case, {"transfer_found_at": at, "transferred_to": values["to"]})
    step(act, case.id, "transfer_found", day_of(at), by=values["to"], note=values["note"])
    return [case.id]


def transfer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """移送案件, and who reported is told. Raises Refused, Rejected."""
    case = standing(act, id, ACCEPTED, FILED)
    if not values["told"]:
        raise wrong("told", _("移送的同时告知报案人（程序规定第六十一条）"), {"told": _("已告知")})
    at = values.get("at") or act.stamp.now
    found = case.transfer_found_at or at
    if at < found:
        raise wrong("transferred_at", _("早于发现应当移送的时间"))
    after = {"state": TRANSFERRED, "transferred_at": at, "transferred_to": values["to"]}
    turn(act, case, after | {"transfer_found_at": found})
    paper = {"number": values.get("number"), "note": values.get("note")}
    step(act, case.id, "transferred", day_of(at), by=values["to"], **paper)
    return [case.id]


# What who was refused asks for


@service(right="handle-case", audit="review asked")
def ask_review(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """复议, then 复核, of a decision not to file a criminal case (刑程 179)."""
    case = standing(act, id, NOT_FILED)
    asked = rules.next_remedy(case)
    if asked is None:
        raise Refused(_("不予立案通知书送达后才有复议，复议决定后才有复核，各一次"))
    on = values.get("on") or act.stamp.today
    since = case.remedy_on or case.told_on or on
    refuse_before(on, since)
    turn(act, case, {"remedy": asked, "remedy_on": on})
    late = on > act.stamp.terms.due(rules.ASKED_IN[asked], since).due_on
    note = _joined(values.get("note"), LATE if late else None)
    step(act, case.id, asked, on, note=note)
    return [case.id]


@service(right="handle-case", audit="review answered")
def answer_review(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The decision, as received; told otherwise, the case is filed next."""
    case = standing(act, id, NOT_FILED)
    if case.remedy not in rules.ANSWERED:
        raise Refused(_("没有待决定的复议、复核"))
    on = values.get("on") or act.stamp.today
    refuse_before(on, case.remedy_on)
    answered = rules.ANSWERED[case.remedy]
    turn(act, case, {"remedy": answered, "remedy_on": on})
    step(act, case.id, answered, on, **_paper(values))
    return [case.id]


def _paper(values: Mapping[str, Any]) -> dict[str, Any]:
    """What another organ decided, as its paper says it."""
    return {"by": values.get("organ")} | {name: values.get(name) for name in ("number", "note")}


def _joined(said: str | None, more: Text | None) -> str:
    return (said or "") + (more.msgid if more else "")
