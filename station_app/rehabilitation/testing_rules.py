"""What a test owes, what its record must say, and who comes back when (吸毒检测程序规定). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.rehabilitation.testing_records import DUE, POSITIVE, TAKEN

OTHERS = ("sample_a", "sample_b", "sealed", "signed")  # of a positive test


def is_due(one: Any) -> bool:
    return bool(one.state == DUE)


def is_taken(one: Any) -> bool:
    return bool(one.state == TAKEN)


def may_object(one: Any) -> bool:
    return is_taken(one) and one.result == POSITIVE and one.objected_on is None


def awaits_decision(one: Any) -> bool:
    return is_taken(one) and one.objected_on is not None and one.lab_decided_on is None


def awaits_result(one: Any) -> bool:
    return is_taken(one) and one.lab_decided_on is not None and one.lab_result_on is None


def keeps_samples(one: Any) -> bool:
    return is_taken(one) and bool(one.sample_a) and one.samples_gone_on is None


def is_positive(one: Any) -> bool:
    """As it stands: the laboratory goes before the test on the spot; in dispute it is open."""
    if not is_taken(one) or (one.objected_on and not one.lab_result):
        return False
    return bool((one.lab_result or one.result) == POSITIVE)


def duties(one: Any) -> Iterator[Duty]:
    if is_due(one):
        yield Duty("drug_test", one.due_on, "take")
    if awaits_decision(one):
        yield Duty("drug_lab_decided", one.objected_on, "lab_decided")
    if awaits_result(one):
        yield Duty("drug_lab_result", one.lab_decided_on, "lab_result")
    if keeps_samples(one):
        yield Duty("drug_sample_kept", one.on, "discard_samples")


def taken_problems(said: Mapping[str, Any], *, woman: bool) -> Iterator[Problem]:
    """Two staff, of them a woman for a woman; a positive sample in two parts, signed and sealed."""
    two = [said.get("tester"), said.get("second_tester")]
    if two[0] == two[1]:
        yield Problem("second_tester", _("检测须由两名以上工作人员进行"))
    if woman and said.get("female_tester") not in two:
        text = _("采集女性被检测人样本，应当由女性工作人员进行：请写明是两名检测人中的哪一名")
        yield Problem("female_tester", text)
    if (until := said.get("reagent_until")) and until < said["on"]:
        yield Problem("reagent_until", _("试剂已过有效期，检测无效"))
    if said.get("result") != POSITIVE:
        return
    for name in OTHERS:
        if not said.get(name):
            text = _("检测结果阳性的，样本分A、B两份，编号、双方签字、封存")
            yield Problem(name, text)
    if said.get("sample_a") and said.get("sample_a") == said.get("sample_b"):
        yield Problem("sample_b", _("A、B两份样本的编号应当不同"))


# Away from the county


def check_absence(one: Any, today: date) -> Iterator[Problem]:
    for name in ("reported_on", "returned_on"):
        if (day := getattr(one, name)) and day > today:
            yield Problem(name, _("日期在今天之后"))
    if one.until and one.until < one.since:
        yield Problem("until", _("结束日期早于开始日期"))
    if one.returned_on and one.returned_on < one.since:
        yield Problem("returned_on", _("返回日期早于离开日期"))
    if one.reported_on and one.until is None:
        yield Problem("until", _("请填写报告的外出结束日期"))
    if one.reported_on is None and one.since > today:
        yield Problem("reported_on", _("尚未离开的外出，请填写书面报告日期"))


def is_away(one: Any) -> bool:
    return one.returned_on is None


def absence_duties(one: Any) -> Iterator[Duty]:
    if is_away(one):
        yield Duty("rehabilitation_return", one.until or one.since, "come_back")
