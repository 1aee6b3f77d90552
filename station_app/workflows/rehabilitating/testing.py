"""Tests: taken in their windows, missed with a reason, disputed (吸毒检测程序规定)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.clocks.terms import Terms
from station_app.core.errors import Refused, Rejected
from station_app.core.texts import Text, _
from station_app.rehabilitation import testing_rules as rules
from station_app.rehabilitation.breach import EVADING
from station_app.rehabilitation.records import RELAPSED, Rehabilitation
from station_app.rehabilitation.testing_records import (
    DUE,
    MISSED,
    SURPRISE,
    TAKEN,
    DrugTest,
)
from station_app.rehabilitation.testing_register import DRUG_TESTS
from station_app.workflows.rehabilitating.living import (
    is_woman,
    living,
    on_of,
    record,
    settle,
    step,
    tests,
    touch,
    under,
    wrong,
)

RIGHT = "test-drugs"
SAID = (
    *("place", "method", "sample", "sample_number", "reagent", "reagent_until", "items"),
    *("result", "tester", "second_tester", "female_tester", "witness", "told_on"),
    *("sample_a", "sample_b", "sealed", "signed"),
)


def window(terms: Terms, due_on: date) -> tuple[date, date]:
    """The first and the last day on which a planned test is taken."""
    first = terms.due("drug_test_early", due_on).due_on
    return first, terms.due("drug_test", due_on).due_on


def in_window(terms: Terms, test: Any, on: date) -> bool:
    first, last = window(terms, test.due_on)
    return first <= on <= last


@service(right=RIGHT, audit="drug test entered")
def drug_test(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """检测: the planned one that is due, or a surprise test, which never stands for it."""
    one = under(act, id)
    on = on_of(act, values, one.reported_on)
    if values["surprise"]:
        told = {"rehabilitation_id": one.id, "kind": SURPRISE, "due_on": on}
        test = cast(DrugTest, act.file(DRUG_TESTS, told))
    else:
        open_ = [t for t in tests(act, one.id) if rules.is_due(t)]
        fitting = [t for t in open_ if in_window(act.stamp.terms, t, on)]
        if not fitting:
            raise _outside(act, open_[0] if open_ else None)
        test = fitting[0]
    return [one.id, *_enter(act, one, test, on, values)]


def _outside(act: Act, test: DrugTest | None) -> Refused:
    if test is None:
        return Refused(_("检测计划里没有应检的了：计划外的请登记为抽检"))
    first, last = window(act.stamp.terms, test.due_on)
    return Refused(
        _("不在应检期间（{first} 至 {last}）：请先改期，或者登记为抽检", first=first, last=last)
    )


@service(right=RIGHT, audit="drug test entered")
def take(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The same, from the line of the plan."""
    test = _due(act, id)
    one = under(act, test.rehabilitation_id)
    on = on_of(act, values, one.reported_on)
    if not in_window(act.stamp.terms, test, on):
        raise _outside(act, test)
    return _enter(act, one, test, on, values)


def _enter(
    act: Act, one: Rehabilitation, test: DrugTest, on: date, values: Mapping[str, Any]
) -> Sequence[UUID]:
    told_on: date = values.get("told_on") or on
    said = {name: values.get(name) for name in SAID} | {"on": on, "told_on": told_on}
    if not on <= told_on <= act.stamp.today:
        raise wrong("told_on", _("告知结果的日期不早于检测，不晚于今天"))
    if found := list(rules.taken_problems(said, woman=is_woman(act, one))):
        raise Rejected(found, DRUG_TESTS.labels)
    _set(act, test, state=TAKEN, **said)
    return [test.id, *_relapse(act, one, act.load(DRUG_TESTS, test.id), on)]


def _relapse(act: Act, one: Rehabilitation, test: Any, on: date) -> Sequence[UUID]:
    """A positive result is a relapse that the police are told of, unless it is disputed."""
    if not rules.is_positive(test) or one.breach_kind == RELAPSED:
        return ()
    touch(act, one, breach_kind=RELAPSED, breach_on=on, breach_reported_on=None)
    return [step(act, one, RELAPSED, on)]


@service(right=RIGHT, audit="drug test missed")
def miss(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """未检: of the reasons refusing, evading and none at all count (戒毒条例 20)."""
    test, why = _due(act, id), values["missed_why"]
    living(act, test.rehabilitation_id)
    first, _last = window(act.stamp.terms, test.due_on)
    on = on_of(act, values, first)
    if why not in EVADING and not values["missed_said"]:
        raise wrong("missed_said", _("请写明请假、住院、羁押、失联的情况"))
    _set(act, test, state=MISSED, missed_why=why, missed_said=values["missed_said"] or "")
    return [test.id, *settle(act, test.rehabilitation_id, on)]


@service(right=RIGHT, audit="drug test refused")
def refuse_surprise(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A surprise test that was refused or evaded: it counts like a planned one."""
    one, why = under(act, id), values["missed_why"]
    on = on_of(act, values, one.reported_on)
    told = {"rehabilitation_id": one.id, "kind": SURPRISE, "due_on": on, "state": MISSED}
    said = {"missed_why": why, "missed_said": values["missed_said"] or ""}
    if why not in EVADING and not values["missed_said"]:
        raise wrong("missed_said", _("请写明请假、住院、羁押、失联的情况"))
    made = act.file(DRUG_TESTS, told | said)
    return [one.id, made.id, *settle(act, one.id, on)]


@service(right=RIGHT, audit="drug test put off")
def reschedule(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """改期: the plan is edited line by line, each time with its reason."""
    test, to = _due(act, id), values["due_on"]
    one = under(act, test.rehabilitation_id)
    if not (one.reported_on or to) <= to <= (one.end or to):
        raise wrong("due_on", _("应检日期应当在报到之后、期限届满之前"))
    _set(act, test, due_on=to, moved_why=values["moved_why"])
    return [test.id]


# Objections and samples


@service(right=RIGHT, audit="drug test objected to")
def object_(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """申请实验室检测, within three days of hearing the result."""
    test = _test(act, id)
    one, on = record(act, test.rehabilitation_id), on_of(act, values, test.told_on)
    if not rules.may_object(test):
        raise Refused(_("只有现场检测的阳性结果可以提出一次异议"))
    if text := too_late(test, on, act.stamp.terms):
        raise Refused(text)
    _set(act, test, objected_on=on)
    if one.breach_kind == RELAPSED and one.breach_reported_on is None:
        touch(act, one, breach_kind=None, breach_on=None)  # open until the laboratory answers
    return [test.id]


def too_late(test: Any, on: date, terms: Terms) -> Text | None:
    if test.told_on and on > (last := terms.due("drug_objection", test.told_on).due_on):
        return _("异议应当在告知结果后三日内提出，已于 {day} 届满", day=last)
    return None


@service(right=RIGHT, audit="laboratory test decided")
def lab_decided(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    test = _test(act, id)
    if not rules.awaits_decision(test):
        raise Refused(_("没有等待决定的异议"))
    _set(act, test, lab_decided_on=on_of(act, values, test.objected_on), lab=values["lab"])
    return [test.id]


@service(right=RIGHT, audit="laboratory test answered")
def lab_result(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """What the laboratory finds goes before the test on the spot."""
    test = _test(act, id)
    if not rules.awaits_result(test):
        raise Refused(_("没有等待结果的实验室检测"))
    on = on_of(act, values, test.lab_decided_on)
    _set(act, test, lab_result_on=on, lab_result=values["lab_result"])
    one, now = record(act, test.rehabilitation_id), act.load(DRUG_TESTS, test.id)
    return [test.id, *_relapse(act, one, now, on)]


@service(right=RIGHT, audit="samples discarded")
def discard_samples(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Not before six months, nor while the result is disputed."""
    test = _test(act, id)
    on = on_of(act, values)
    if rules.awaits_decision(test) or rules.awaits_result(test):
        raise Refused(_("实验室检测还没有结果，样本不能销毁"))
    if not rules.keeps_samples(test):
        raise Refused(_("没有保存的样本"))
    if text := kept_still(test, on, act.stamp.terms):
        raise Refused(text)
    _set(act, test, samples_gone_on=on)
    return [test.id]


def kept_still(test: Any, on: date, terms: Terms) -> Text | None:
    if test.on and on < (until := terms.due("drug_sample_kept", test.on).due_on):
        return _("样本至少保存六个月，到 {day} 届满", day=until)
    return None


def _test(act: Act, id: UUID) -> DrugTest:
    """Raises Absent, and Refused where it is another team's."""
    test = cast(DrugTest, act.load(DRUG_TESTS, id))
    record(act, test.rehabilitation_id)
    return test


def _due(act: Act, id: UUID) -> DrugTest:
    test = _test(act, id)
    if test.state != DUE:
        raise Refused(_("这次检测不是应检，不能办理这一项"))
    return test


def _set(act: Act, test: DrugTest, **after: Any) -> None:
    news = {name: value for name, value in after.items() if getattr(test, name) != value}
    before = {name: getattr(test, name) for name in news}
    act.set_state(DRUG_TESTS, test.id, before=before, after=news)
