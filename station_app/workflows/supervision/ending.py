"""The end: summary, appraisal, release, announcement, hand-over; or termination.

Nothing closes itself. Release is barred in words while a revocation, an imprisonment or a coercive
measure is pending (社区矫正法 44, 45; 司办通〔2021〕94号).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.clocks.terms import Terms
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.show import show
from station_app.core.texts import Text, _
from station_app.corrections import rules
from station_app.corrections.end_rules import (
    DIED,
    EXPIRED,
    IMPRISONED,
    PARDONED,
    RELEASES,
    REVOKED,
    TERMINATIONS,
    was_released,
)
from station_app.corrections.records import (
    ENDED,
    MEDICAL,
    PAROLE,
    PROBATION,
    Supervision,
)
from station_app.corrections.register import CORRECTIONS
from station_app.endings.records import APPRAISAL, SUMMARY
from station_app.endings.register import AFTERCARE, APPRAISALS, INCIDENTS
from station_app.workflows.supervision import intake
from station_app.workflows.supervision.living import living, supervision, touch, under
from station_app.workflows.supervision.notices import DECIDER, POLICE, PROCURATORATE, tell
from station_app.workflows.supervision.relocation import nothing_goes_on

PRISON = "prison"  # of told_organ: who does the papers of a prisoner's release
HIGHER = "higher_body"
ENDED_BY = {REVOKED: (PROBATION, PAROLE), IMPRISONED: (MEDICAL,)}
LABELS = {"on": _("日期"), "document_number": _("文书号"), **CORRECTIONS.labels}


def day(act: Act, values: Mapping[str, Any]) -> date:
    """The day typed, or today. Raises Rejected where it has not come yet."""
    on: date = values.get("on") or act.stamp.today
    if on > act.stamp.today:
        raise _wrong("on", _("日期在今天之后"))
    return on


def _wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], LABELS)


@service(right="appraise", audit="summary received")
def summarise(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """个人总结: by the person himself, thirty days before the end as a rule (实施办法 53)."""
    one, on = under(act, id), day(act, values)
    said = {"supervision_id": one.id, "kind": SUMMARY, "on": on, "text": values["text"]}
    filed = act.file(APPRAISALS, said)
    touch(act, one, summary_on=on)
    return [one.id, filed.id]


@service(right="appraise", audit="appraisal received")
def appraise(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """书面鉴定: made by the county and entered as received (实施办法 53)."""
    one, on = under(act, id), day(act, values)
    said = {"supervision_id": one.id, "kind": APPRAISAL, "on": on, "text": values["text"]}
    said |= {"organ": values.get("organ") or one.executing_county}
    filed = act.file(APPRAISALS, said | {"document_number": values.get("document_number")})
    touch(act, one, appraised_on=on)
    return [one.id, filed.id]


def barred_release(one: Any, _on: date, _terms: Terms) -> Text | None:
    """What is pending is decided first; the county is asked."""
    if one.pending:
        what = show(CORRECTIONS["pending"].kind, one.pending)
        return _("{what}，尚未办结：不得办理解除，请向县级社区矫正机构请示", what=what)
    return None


@service(right="end-supervision", audit="released")
def release(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """解除社区矫正: the term is over, or he is pardoned (社区矫正法 44; 实施办法 53)."""
    one, on = under(act, id), day(act, values)
    kind, number = values.get("end_kind") or EXPIRED, values.get("document_number")
    if why := barred_release(one, on, act.stamp.terms):
        raise Refused(why)
    if kind not in RELEASES:
        raise _wrong("end_kind", _("撤销、收监、死亡的，请办理社区矫正终止"))
    if kind == EXPIRED and on < one.end:
        raise _wrong("on", _("矫正期限到 {day} 为止，期满前不办理解除", day=one.end))
    if kind == PARDONED and not number:
        raise _wrong("document_number", _("特赦的，请写明裁定的文书号"))
    prison = [PRISON] if one.category == MEDICAL else []  # 刑满释放 is theirs
    return _end(act, one, kind, on, ("release", prison), number)


@service(right="end-supervision", audit="terminated")
def terminate(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """社区矫正终止: revoked, imprisoned or dead (社区矫正法 45, 51); nothing stays pending."""
    one, on, kind = living(act, id), day(act, values), values["end_kind"]
    if kind not in TERMINATIONS:
        raise _wrong("end_kind", _("期满或者特赦的，请办理解除社区矫正"))
    if one.category not in ENDED_BY.get(kind, (one.category,)):
        raise _wrong("end_kind", _("撤销的是缓刑、假释，收监的是暂予监外执行"))
    number = values.get("document_number")
    if kind != DIED and not number:
        raise _wrong("document_number", _("请写明裁定（决定）的文书号"))
    notice = "death" if kind == DIED else "termination"
    return _end(act, one, kind, on, (notice, []), number)


def _end(
    act: Act,
    one: Supervision,
    kind: str,
    on: date,
    notice: tuple[str, Sequence[str]],
    number: str | None,
) -> Sequence[UUID]:
    """Ended, and told to who decided, to the procuratorate, to the police and to those named."""
    touch(act, one, state=ENDED, ended_on=on, end_kind=kind, pending=None, lost_since=None)
    nothing_goes_on(act, one.id, on, str(show(CORRECTIONS["end_kind"].kind, kind)))
    what, others = notice
    organs = (DECIDER, PROCURATORATE, POLICE, *others)
    return [one.id, *tell(act, one, what, organs, on, number=number or "")]


@service(right="end-supervision", audit="release announced")
def announce(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """解矫宣告: the appraisal is read and the end declared (实施办法 54); of a minor not in public
    and with his guardian (55).
    """
    one, on = supervision(act, id), day(act, values)
    if not was_released(one) and not (rules.is_under(one) and on >= one.end):
        raise Refused(_("矫正期满或者已经解除的，才作解矫宣告"))
    return [one.id, intake.announce(act, one, "release", on, values)]


@service(right="after-care", audit="handed over to after-care")
def hand_over(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """安置帮教衔接: before the end, or once he is released (实施办法 53)."""
    one, on = supervision(act, id), day(act, values)
    if not rules.is_under(one) and not was_released(one):
        raise Refused(_("在矫或者已经解除的，才办理安置帮教衔接"))
    said = {name: values.get(name) for name in ("handed_to", "receiver", "place")}
    said |= {name: values.get(name) or "" for name in ("needs", "materials")}
    filed = act.file(AFTERCARE, said | {"supervision_id": one.id, "on": on})
    names = {"after_care": values["handed_to"]}
    told = tell(act, one, "after_care", ["after_care"], on, names=names)
    touch(act, one, after_care_on=on)
    return [one.id, filed.id, *told]


@service(right="serious-incident", audit="serious incident reported")
def report_incident(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """突发事件: dealt with together with the police at once, and reported upward (实施办法 52)."""
    one, at = supervision(act, id), values.get("at") or act.stamp.now
    if at > act.stamp.now:
        raise _wrong("at", _("时间在现在之后"))
    said = {"supervision_id": one.id, "kind": values["kind"], "at": at, "text": values["text"]}
    filed = act.file(INCIDENTS, said | {"measures": values.get("measures") or ""})
    organs, about = (POLICE, PROCURATORATE, HIGHER), (INCIDENTS.name, filed.id)
    names = {HIGHER: one.executing_county or ""}
    told = tell(act, one, "incident", organs, act.stamp.today, about=about, names=names)
    return [one.id, filed.id, *told]
