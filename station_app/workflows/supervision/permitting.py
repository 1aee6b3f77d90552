"""会客, 接触特定人员, 进入特定区域（场所）: asked for, decided, and who is told of it.

社区矫正法 23; 社区矫正法实施办法 25, 39.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.decided import COUNTY, OFFICE
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.leaves import rules
from station_app.leaves.records import CONTACT, COURT, PLACE, PROCURATORATE, VISITOR, Permit
from station_app.leaves.register import PERMITS
from station_app.workflows.supervision import deciding, notices
from station_app.workflows.supervision.deciding import refuse_decided, rejected
from station_app.workflows.supervision.living import supervision, under

NOTICE = {COURT: "original_court", PROCURATORATE: "procuratorate"}  # codes of told_organ
TYPED = ("whom", "party", "place", "since", "until", "reason", "escort", "remarks")


@service(right="ask-permit", audit="contact asked for")
def ask_contact(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A visitor; or, where he has to do with the case, somebody whom only the county lets meet."""
    return _ask(act, id, CONTACT if values.get("party") else VISITOR, values)


@service(right="ask-permit", audit="entering asked for")
def ask_place(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    return _ask(act, id, PLACE, values)


def _ask(act: Act, id: UUID, kind: str, values: Mapping[str, Any]) -> Sequence[UUID]:
    one = under(act, id)
    told = {name: values[name] for name in TYPED if values.get(name)}
    told |= {"supervision_id": one.id, "kind": kind, "entered_by": act.stamp.officer}
    told |= {"asked_on": values.get("asked_on") or act.stamp.today}
    told["until"] = values.get("until") or values["since"]
    return [act.file(PERMITS, told | {"level": rules.level_of(kind)}).id]


@service(right="decide-permit", audit="permit given", not_by="entered_by")
def approve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A visitor, by the head of the office. Raises Refused where it is the county's."""
    return _decide(act, id, deciding.own(act, values.get("on")))


@service(right="decide-permit", audit="permit refused", not_by="entered_by")
def refuse(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    refusal = values.get("refusal") or ""
    return _decide(act, id, deciding.own(act, values.get("on"), refusal=refusal))


def _decide(act: Act, id: UUID, decided: Mapping[str, Any]) -> Sequence[UUID]:
    permit = _permit(act, id)
    refuse_decided(permit)
    if rules.level_of(permit.kind) != OFFICE:
        raise Refused(_("此项由县级社区矫正机构批准；收到决定后登记"))
    return [_set(act, permit, decided)]


@service(right="follow-permit", audit="permit received")
def receive(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    permit = _permit(act, id)
    refuse_decided(permit)
    return [_set(act, permit, deciding.received(act, values, COUNTY))]


@service(right="follow-permit", audit="permit told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The court that judged and the procuratorate, of an approved entry (办 39)."""
    permit, to = _permit(act, id), values["organ"]
    waits = rules.court_waits if to == COURT else rules.procuratorate_waits
    if not waits(permit):
        raise Refused(_("不需要告知，或已告知"))
    on = values.get("on") or act.stamp.today
    if on > act.stamp.today or (permit.decided_on and on < permit.decided_on):
        raise rejected("on", _("应在审批以后、今天以前"))
    one = supervision(act, permit.supervision_id)
    organ, names = NOTICE[to], {NOTICE[COURT]: one.deciding_organ}
    about = (PERMITS.name, permit.id)
    told = notices.tell(act, one, "place_permit", [organ], on, about=about, names=names)
    return [_set(act, permit, {f"{to}_told_on": on}), *told]


def _permit(act: Act, id: UUID) -> Permit:
    secrecy.refuse(act, PERMITS, id)
    return cast(Permit, act.load(PERMITS, id))


def _set(act: Act, permit: Permit, after: Mapping[str, Any]) -> UUID:
    act.move(PERMITS, permit, after)
    return permit.id
