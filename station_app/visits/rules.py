"""What a visit needs: whom or where, and the occupant's consent before a home is entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.texts import _
from station_app.visits.records import GIVEN, TOPICS


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"on": day_of(values["at"])} if values.get("at") else {}


def check(visit: Any, today: date) -> Iterator[Problem]:
    if day_of(visit.at) > today:
        yield Problem("at", _("时间在今天之后"))
    met = visit.met_id or visit.met_said
    if not (met or visit.place_id or visit.place_said):
        yield Problem("met_said", _("请写明走访了谁，或者走访的地点"))
    if visit.into_home and visit.consent != GIVEN:
        yield Problem("consent", _("进入公民住宅应当经住户同意；没有同意的，不得进入"))
    if visit.into_home and not visit.consent_by:
        yield Problem("consent_by", _("请写明是哪一位住户同意进入"))
    topics = [code for name in TOPICS if (code := getattr(visit, name))]
    if len(set(topics)) < len(topics):
        yield Problem("second_topic", _("走访内容重复，请核对"))
    yield from _check_ask(visit, bool(met))


def _check_ask(visit: Any, met: bool) -> Iterator[Problem]:
    if bool(visit.ask) != bool(visit.ask_kind):
        yield Problem("ask" if visit.ask_kind else "ask_kind", _("诉求的类别和事项都要填写"))
    if visit.ask and not met:
        yield Problem("met_said", _("有诉求的，请写明是谁提出的"))
