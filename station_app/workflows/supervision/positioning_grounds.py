"""The five grounds of 社区矫正法 29, each found in the record or not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from station_app.access.act import View
from station_app.core.texts import Shown, Text, _
from station_app.corrections.records import IMPRISONMENT, REVOCATION, Supervision
from station_app.discipline import rules
from station_app.discipline.ladder import BREACH, LATE, OFF, PENALISED, ground_label, kind_label
from station_app.discipline.records import IMPRISON, REFUSED, WARNING, Sanction
from station_app.leaves.register import LEAVES
from station_app.workflows.supervision.grounds import found, sanctions

INJUNCTION, LEFT, UNREPORTED = "injunction", "left", "unreported"
PENALTY, REVOKE = "penalised", "revocation"
REPORTING = (LATE, OFF, BREACH)  # grounds of a warning to who would not report
MISSING: Mapping[str, Text] = {
    INJUNCTION: _("没有违反禁止令的记录"),
    LEFT: _("没有未经批准外出（逾期未归）或者因此受到训诫、警告的记录"),
    UNREPORTED: _("没有因拒不按规定报告受到的警告"),
    PENALTY: _("没有因违反监督管理规定受到的治安管理处罚"),
    REVOKE: _("没有正在提请的撤销缓刑、撤销假释或者收监执行"),
}


def shown(view: View, one: Supervision, ground: str, on: date) -> str:
    """What the record shows of a ground on that day, the latest first; empty: nothing."""
    return "；".join(dict.fromkeys(str(said) for said in _shown(view, one, ground, on)))


def _shown(view: View, one: Supervision, ground: str, on: date) -> Iterator[Shown]:
    every = [each for each in sanctions(view, one.id) if each.state != REFUSED]
    made = [each for each in every if rules.is_made(each)]
    findings = found(view, one, on)
    match ground:
        case "injunction":
            yield from (each.said for each in findings if each.code == INJUNCTION)
            yield from (_said(each) for each in every if each.ground == INJUNCTION)
        case "left":
            yield from (e.said for e in findings if (e.code, e.register) == (BREACH, LEAVES.name))
            yield from (_said(each) for each in made if each.ground in (LEFT, BREACH))
        case "unreported":
            warned = [each for each in made if each.kind == WARNING]
            yield from (_said(each) for each in warned if each.ground in REPORTING)
        case "penalised":
            yield from (each.said for each in findings if each.code == PENALISED)
        case "revocation":
            asked = [each for each in every if each.kind in (*rules.REVOKES, IMPRISON)]
            yield from (_said(each) for each in asked if rules.is_undecided(each))
            if one.pending in (REVOCATION, IMPRISONMENT) and not asked:
                yield _("正在提请撤销缓刑、假释或者收监执行")


def _said(each: Sanction) -> Text:
    return _(
        "{day} {kind}：{ground} {number}",
        day=each.decided_on or each.proposed_on,
        kind=kind_label(each.kind),
        ground=ground_label(each.ground),
        number=each.decision_number or "",
    )
