"""结案检查单 as data: what stands before a decision, and what before a case is closed. Pure.

治安管理处罚法 9, 112-117, 120, 121, 123, 124, 134; 公安机关办理行政案件程序规定 195, 258.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from station_app.cases import decision_rules as rules
from station_app.cases.decision_records import BANK, FINE, NO_PENALTY, SPOT, WARNING
from station_app.cases.power import A117, FINES, is_minor, needs_hearing, needs_review
from station_app.core.texts import Text, _


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a case holds: its decisions, whom it suspects, and what of it is still owed.

    `performed`: the offenders whose mediation was performed. `owed`: titles of the registers in
    which something of it is owed yet.
    """

    case: Any
    decisions: Sequence[Any] = ()
    suspects: frozenset[UUID] = frozenset()
    victim: bool = False
    performed: frozenset[UUID] = frozenset()
    owed: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One line for every decision it is `needed` for."""

    name: str
    title: Text
    article: Text
    before: bool  # the decision: it may not be made without
    needed: Callable[[Any, Found], bool]
    met: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """What is asked of a case, or of the decision `of`, and whether it was done."""

    name: str
    title: Text
    article: Text
    met: bool
    of: UUID | None = None


def told(one: Item | Line) -> Text:
    return _("{what}（{article}）", what=one.title, article=one.article)


def _penalty(one: Any) -> bool:
    return bool(one.kind != NO_PENALTY and one.level != SPOT)


def _has(name: str) -> Callable[[Any], bool]:
    return lambda one: bool(getattr(one, name))


A9 = _("《治安管理处罚法》第九条")
A112 = _("《治安管理处罚法》第一百一十二条")
A113 = _("《治安管理处罚法》第一百一十三条")
A114 = _("《治安管理处罚法》第一百一十四条")
A115 = _("《治安管理处罚法》第一百一十五条、第一百二十一条")
A116 = _("《治安管理处罚法》第一百一十六条")
A120 = _("《治安管理处罚法》第一百二十条")
A123 = _("《治安管理处罚法》第一百二十三条")
A124 = _("《治安管理处罚法》第一百二十四条")
A134 = _("《治安管理处罚法》第一百三十四条")
A195 = _("《公安机关办理行政案件程序规定》第一百九十五条；《治安管理处罚法》第一百零五条")
A258 = _("《公安机关办理行政案件程序规定》第二百五十八条")
BY_US = _("本所规定")

ITEMS: tuple[Item, ...] = (
    Item(
        "told",
        _("处罚前告知事实、理由、依据和权利"),
        A112,
        True,
        lambda one, _found: _penalty(one),
        _has("told_on"),
    ),
    Item(
        "guardian",
        _("未成年人：告知父母或者其他监护人并听取意见"),
        A112,
        True,
        lambda one, _found: _penalty(one) and is_minor(one),
        lambda one: bool(one.guardian and one.guardian_said),
    ),
    Item(
        "hearing",
        _("告知听证权利，举行听证或者本人不要求听证"),
        A117,
        True,
        lambda one, _found: needs_hearing(one),
        lambda one: bool(one.hearing_told_on and (one.hearing_waived or one.heard_on)),
    ),
    Item(
        "review",
        _("法制审核（三种情形，未经审核不得作出决定）"),
        A114,
        True,
        lambda one, _found: _penalty(one) and needs_review(one),
        _has("reviewed_on"),
    ),
    Item(
        "discussion",
        _("情节复杂或者重大：负责人集体讨论决定"),
        A113,
        True,
        lambda one, _found: _penalty(one) and bool(one.grave),
        _has("discussed_on"),
    ),
    Item(
        "remedies",
        _("写明行政复议（六十日）、行政诉讼（六个月）的途径和期限"),
        A115,
        False,
        lambda one, _found: rules.is_decided(one),
        _has("remedies"),
    ),
    Item(
        "report",
        _("当场处罚报所属公安机关备案"),
        A120,
        False,
        lambda one, _found: one.level == SPOT,
        _has("reported_on"),
    ),
    Item(
        "service",
        _("宣告、送达决定书"),
        A116,
        False,
        lambda one, _found: rules.is_decided(one),
        _has("served_on"),
    ),
    Item(
        "victim",
        _("决定书副本抄送被侵害人"),
        A116,
        False,
        lambda one, found: rules.is_decided(one) and found.victim,
        _has("victim_copied_on"),
    ),
    Item(
        "family",
        _("行政拘留：通知被处罚人家属"),
        A116,
        False,
        lambda one, _found: rules.awaits_family_of(one),
        _has("family_told_on"),
    ),
    Item(
        "organ",
        _("公职人员：通报监察机关等有关单位"),
        A134,
        False,
        lambda one, found: _penalty(one) and bool(found.case.public_official),
        _has("organ_told_on"),
    ),
    Item(
        "paid",
        _("罚款缴纳"),
        A123,
        False,
        lambda one, _found: rules.is_decided(one) and one.kind in FINES,
        _has("paid_on"),
    ),
    Item(
        "handed_in",
        _("当场收缴的罚款交回"),
        A124,
        False,
        lambda one, _found: bool(one.paid_on) and one.paid_how != BANK,
        _has("handed_in_on"),
    ),
    Item(
        "carried_out",
        _("行政拘留等已执行，或者有不执行的情形"),
        A258,
        False,
        lambda one, _found: rules.is_decided(one) and one.kind not in (FINE, WARNING, NO_PENALTY),
        lambda one: not rules.awaits_carrying_out(one),
    ),
)


def lines(found: Found) -> Iterator[Line]:
    """Everything that is asked of this case, the decisions first."""
    for one in found.decisions:
        for item in ITEMS:
            if item.needed(one, found):
                yield Line(item.name, item.title, item.article, item.met(one), one.id)
    yield from _of_case(found)


def _of_case(found: Found) -> Iterator[Line]:
    decided = {one.person_id for one in found.decisions if rules.is_decided(one)}
    if found.suspects:
        met = found.suspects <= decided | found.performed
        title = _("每名违法嫌疑人都已作出决定，或者调解协议已经履行")
        yield Line("decided", title, A258, met)
    yield Line("property", _("涉案财物、在所人员等事项都已办结"), A195, not found.owed)
    submitted = _("没有待审批的呈批")
    yield Line("submitted", submitted, BY_US, not found.case.submitted)
    if found.case.sampling_found_on:
        yield Line("sampling", _("案件抽查指出的问题都已答复"), BY_US, False)


def missing_before(one: Any, found: Found) -> list[Item]:
    """What stands before this decision and was not done."""
    return [each for each in ITEMS if each.before and each.needed(one, found) and not each.met(one)]
