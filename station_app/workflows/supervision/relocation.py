"""执行地变更: the steps of a change of place in the old home and in the new one (实施办法 30, 31).

The homes share nothing; the first letter may go by the county, all else is typed. A step is
one act; what it must follow is refused in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.decided import APPROVED, COUNTY
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.corrections.records import ENDED, MEDICAL
from station_app.corrections.register import CORRECTIONS
from station_app.relocations import rules
from station_app.relocations.records import IN, OUT, REFUSE, Relocation
from station_app.relocations.register import RELOCATIONS
from station_app.sync import addressed
from station_app.workflows.supervision import living
from station_app.workflows.supervision.living import not_before, on_of
from station_app.workflows.supervision.positioning import end_all

RIGHT = "relocate"
MOVED_ON = "执行地变更"
MOVED_AWAY = "moved"  # of code correction_end: handed over, neither released nor terminated


def relocation(act: Act, id: UUID) -> Relocation:
    """Raises Absent, and Refused where the record is kept from this officer."""
    one = cast(Relocation, act.load(RELOCATIONS, id))
    secrecy.refuse(act, RELOCATIONS, one.id)
    return one


@service(right=RIGHT, audit="change of place applied for")
def change_of_place(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The person asks, in writing and with proof; usually a month before he moves."""
    one = living.under(act, id)
    if any(rules.is_running(each) for each in _moves(act, one.id)):
        raise Refused(_("已有正在办理的执行地变更，请先办结或者撤回"))
    told = {name: values[name] for name in ("other_organ", "destination", "reason", "moving_on")}
    told |= {"direction": OUT, "supervision_id": one.id, "person_id": one.person_id}
    told |= {"minor": one.minor, "worker": one.worker}
    told |= {"asked_on": on_of(act, values), "proof": values["proof"] or ""}
    filed = act.file(RELOCATIONS, told | {"entered_by": act.stamp.officer})
    act.touch(CORRECTIONS.name, one.id)
    return [filed.id]


@service(right=RIGHT, audit="new place asked")
def ask(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """征求意见函 to the new place, within five days of the application."""
    one, on = relocation(act, id), on_of(act, values)
    if not rules.awaits_letter(one):
        raise Refused(_("已经征求过新执行地的意见，或者已经办结"))
    not_before(on, one.asked_on)
    sent = {"letter_on": on, "letter_number": values["letter_number"]}
    act.amend(RELOCATIONS, one.id, sent, revision=one.revision)
    if to := values.get("to"):
        _carry(act, one, to, sent)
    return [one.id]


def _carry(act: Act, one: Relocation, to: str, sent: Mapping[str, Any]) -> None:
    """The letter itself, by the county: what its words say, and none of what was done here."""
    known = ("person_id", "destination", "reason", "proof", "moving_on", "minor")
    told = {name: getattr(one, name) for name in known} | dict(sent)
    told |= {"direction": IN, "other_organ": act.station or act.stamp.scope}
    told |= {"asked_on": sent["letter_on"]}
    addressed.send(act, RELOCATIONS, told, addressed.scope_of(act, to), one.id)


@service(right=RIGHT, audit="new place answered")
def answer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The new place's opinion: received by the old home, given by the new one."""
    one, on = relocation(act, id), on_of(act, values)
    if not rules.awaits_answer(one):
        raise Refused(_("还没有征求意见，或者已经回复"))
    not_before(on, one.letter_on or one.asked_on)
    names = ("answer", "answer_number", "answer_reason")
    return set_steps(act, one, answered_on=on, **{name: values[name] for name in names})


@service(right=RIGHT, audit="change of place disputed")
def dispute(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The old home does not agree with a refusal: the level above is asked."""
    one, on = relocation(act, id), on_of(act, values)
    if not rules.may_dispute(one):
        raise Refused(_("新执行地不同意接收的，才报请上一级社区矫正机构协调"))
    not_before(on, one.answered_on)
    return set_steps(act, one, dispute_on=on, dispute_organ=values["dispute_organ"])


@service(right=RIGHT, audit="change of place coordinated")
def coordinated(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """What the level above said, as received; it stands over the new place's answer."""
    one, on = relocation(act, id), on_of(act, values)
    if not rules.may_coordinate(one):
        raise Refused(_("没有报请上一级协调的事项，或者已有协调结果"))
    not_before(on, one.dispute_on or one.answered_on)
    after = {name: values[name] for name in ("coordinated", "coordination_number")}
    return set_steps(act, one, coordinated_on=on, **after)


@service(right=RIGHT, audit="change of place decided")
def decide(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The county's decision, as received; never before the new place has answered."""
    one, on = relocation(act, id), on_of(act, values)
    if not rules.is_out(one):
        raise Refused(_("是否变更由原执行地决定，转入的只登记收到的决定"))
    if one.answered_on is None:
        raise Refused(_("尚未收到新执行地的回复，不能作出决定"))
    if not rules.awaits_decision(one):
        raise Refused(_("已经作出决定，或者已经办结"))
    said = rules.consent(one)
    if said is None:
        raise Refused(_("已报请上一级协调，请先登记协调结果"))
    if values["decision"] == APPROVED and said == REFUSE:
        raise Refused(_("新执行地不同意接收：有异议的，请先报请上一级社区矫正机构协调"))
    not_before(on, one.coordinated_on or one.answered_on)
    names = ("decision", "decided_by", "decision_number", "refusal")
    after = {name: values[name] for name in names}
    return set_steps(act, one, decided_on=on, level=COUNTY, **after)


@service(right=RIGHT, audit="decision on place told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The person is given the decision; from that day his seven days run."""
    one, on = relocation(act, id), on_of(act, values)
    if not rules.awaits_telling(one):
        raise Refused(_("还没有决定，或者已经告知"))
    not_before(on, one.decided_on)
    return set_steps(act, one, told_on=on)


@service(right=RIGHT, audit="papers of change of place moved")
def hand_over(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Papers and files to the new place, copies to decider, 检察院 and 公安: five days."""
    one, on = relocation(act, id), on_of(act, values)
    if not (rules.is_out(one) and rules.owes_papers(one)):
        raise Refused(_("还没有同意变更，或者法律文书和档案已经移交、抄送"))
    after = copied(one, values, one.decided_on)
    if one.papers_on is None:
        not_before(on, one.decided_on)
        after["papers_on"] = on
    return set_steps(act, one, **after)


@service(right=RIGHT, audit="receipt for papers back")
def receipt_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The new home's receipt, as it came back to the old one."""
    one, on = relocation(act, id), on_of(act, values)
    if not (rules.is_out(one) and rules.owes_receipt(one)):
        raise Refused(_("法律文书和档案还没有移交，或者回执已经收到"))
    not_before(on, one.papers_on)
    return set_steps(act, one, receipt_on=on)


def copied(one: Relocation, values: Mapping[str, Any], earliest: date | None) -> dict[str, Any]:
    after = {name: values[name] for name in rules.COPIES[one.direction] if values[name]}
    for on in after.values():
        not_before(on, earliest)
    return after


@service(right=RIGHT, audit="arrived at the new place")
def arrived(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """He has reported at the new place: the old home's record ends, handed over."""
    one, on = relocation(act, id), on_of(act, values)
    if not rules.awaits_arrival(one):
        raise Refused(_("还没有同意变更，或者已经登记报到"))
    not_before(on, one.told_on or one.decided_on or one.answered_on)
    done = list(set_steps(act, one, arrived_on=on))
    if rules.is_out(one) and one.supervision_id:
        held = living.living(act, one.supervision_id)
        living.touch(act, held, state=ENDED, end_kind=MOVED_AWAY, ended_on=on, lost_since=None)
        end_all(act, held.id, on, MOVED_ON)
        done.append(held.id)
    return done


def nothing_goes_on(act: Act, supervision_id: UUID, on: date, why: str) -> None:
    """Released or terminated, he moves nowhere under supervision and wears nothing."""
    for one in _moves(act, supervision_id):
        if rules.is_running(one):
            set_steps(act, one, cancelled_on=on)
    end_all(act, supervision_id, on, why)


def _moves(act: Act, supervision_id: UUID) -> Sequence[Relocation]:
    """Of one supervised person, whatever became of them."""
    his = select(Relocation).where(
        Relocation.supervision_id == supervision_id, Relocation.withdrawn_at.is_(None)
    )
    return act.all(his)


@service(right=RIGHT, audit="not arrived at the new place")
def missed(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The new home tells the old one at once; the old one looks for him."""
    one, on = relocation(act, id), on_of(act, values)
    if not rules.may_be_missed(one):
        raise Refused(_("还没有告知报到期限，或者已经报到、已经通知"))
    last = rules.last_day(cast(date, one.told_on), act.stamp.terms)
    if on <= last:
        raise Refused(_("报到期限到 {day} 为止，期满前不作未按时报到处理", day=last))
    done = list(set_steps(act, one, missed_on=on))
    if rules.is_out(one) and one.supervision_id:
        held = living.living(act, one.supervision_id)
        living.touch(act, held, lost_since=held.lost_since or on)
        done.append(held.id)
    return done


@service(right=RIGHT, audit="custody files handed over")
def custody(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """暂予监外执行 by police or prison: they hand over too, and tell the new county."""
    one = relocation(act, id)
    if not rules.goes_on(one):
        raise Refused(_("还没有同意变更执行地"))
    if one.supervision_id:
        held = living.supervision(act, one.supervision_id)
        if held.category != MEDICAL:
            raise Refused(_("只有暂予监外执行的，才由看守所、监狱交接档案"))
    after = {"custody_on": on_of(act, values), "custody_by": values["custody_by"]}
    return set_steps(act, one, **after, custody_told_on=values["custody_told_on"])


@service(right=RIGHT, audit="change of place taken back")
def cancel(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Before it is decided the person may stay after all."""
    one = relocation(act, id)
    if not rules.may_cancel(one):
        raise Refused(_("已经决定或者移交的，不能撤回"))
    return set_steps(act, one, cancelled_on=on_of(act, values))


def set_steps(act: Act, one: Relocation, **after: Any) -> Sequence[UUID]:
    act.move(RELOCATIONS, one, after)
    return [one.id]
