"""What is done on a test, and what is asked of one wherever it is entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.rehabilitation import testing_rules as rules
from station_app.rehabilitation.testing_register import DRUG_TESTS
from station_app.workflows.rehabilitating import testing

Run = Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]]
ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))


def _test(name: str, *, required: bool = False) -> Field:
    return replace(DRUG_TESTS[name], required=required, merge=Merge.GUARDED)


TEST_FIELDS = (
    ON,
    *(_test(name, required=True) for name in ("place", "method", "sample", "sample_number")),
    *(_test(name) for name in ("reagent", "reagent_until")),
    *(_test(name, required=True) for name in ("items", "result", "tester", "second_tester")),
    *(_test(name) for name in ("female_tester", "witness", "told_on")),
    *(_test(name) for name in ("sample_a", "sample_b", "sealed", "signed")),
)
MISSED_FIELDS = (_test("missed_why", required=True), _test("missed_said"), ON)


def as_usual(act: Act, _record: Any) -> Mapping[str, Any]:
    """Who tests is who enters it; the kind of test and of sample are the usual ones."""
    usual = {"method": "on_site", "sample": "urine", "tester": act.stamp.officer}
    return usual | {"items": "吗啡、甲基苯丙胺、氯胺酮、MDMA、大麻、可卡因"}


def _action(
    name: str, title: Text, run: Run, suits: Callable[[Any], bool], *fields: Field, **more: Any
) -> Action:
    return Action(
        name=name, title=title, right=testing.RIGHT, fields=fields, run=run, suits=suits, **more
    )


_OF_A_TEST = (
    _action("take", _("检测"), testing.take, rules.is_due, *TEST_FIELDS, known=as_usual),
    _action("miss", _("未检"), testing.miss, rules.is_due, *MISSED_FIELDS),
    _action(
        "reschedule",
        _("改期"),
        testing.reschedule,
        rules.is_due,
        *(_test(name, required=True) for name in ("due_on", "moved_why")),
    ),
    _action(
        "object",
        _("对结果有异议"),
        testing.object_,
        rules.may_object,
        ON,
        barred=testing.too_late,
    ),
    _action(
        "lab_decided",
        _("决定实验室检测"),
        testing.lab_decided,
        rules.awaits_decision,
        ON,
        _test("lab", required=True),
    ),
    _action(
        "lab_result",
        _("实验室检测结果"),
        testing.lab_result,
        rules.awaits_result,
        ON,
        _test("lab_result", required=True),
    ),
    _action(
        "discard_samples",
        _("销毁样本"),
        testing.discard_samples,
        rules.keeps_samples,
        ON,
        barred=testing.kept_still,
    ),
)

ACTIONS: Mapping[str, Action] = {each.name: each for each in _OF_A_TEST}
