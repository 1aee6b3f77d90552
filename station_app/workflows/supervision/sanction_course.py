"""What becomes of a proposal: sent, heard, decided as received, copied, told; and 逮捕 carried out.

社区矫正法 28, 47-49; 社区矫正法实施办法 32, 36, 46-50, 55.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.decided import APPROVED, CITY, COUNTY, COURT, PROVINCE
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Moment
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.corrections.records import Supervision
from station_app.discipline import rules
from station_app.discipline.records import (
    ADMONITION,
    ARREST,
    DECIDED,
    IMPRISON,
    PENALTY,
    REFUSED,
    REVOKE_PAROLE,
    REVOKE_PROBATION,
    SENT,
    TOLD,
    WARNING,
    Sanction,
)
from station_app.discipline.register import DETENTIONS, SANCTIONS
from station_app.workflows.supervision import notices
from station_app.workflows.supervision.held import detentions, settle_pending
from station_app.workflows.supervision.living import supervision
from station_app.workflows.supervision.notices import PROCURATORATE
from station_app.workflows.supervision.outcome import ON, outcome, told

BY_COURT = ("basic", "intermediate", "high")
NOTICES = {  # kind of sanction → what the procuratorate is told of
    ADMONITION: "admonition",
    WARNING: "warning",
    PENALTY: "penalty_proposal",
    REVOKE_PROBATION: "revocation",
    REVOKE_PAROLE: "revocation",
    IMPRISON: "imprisonment",
    ARREST: "arrest",
}
LEVELS = {"prison": PROVINCE, "police_city": CITY}  # who decides on 收监 beside the courts


def _asked(name: str, **how: Any) -> Field:
    return replace(SANCTIONS[name], merge=Merge.GUARDED, group=None, **how)


@service(right="record-sanction", audit="proposal sent")
def send(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The proposing body's letter has gone to who decides; its day starts the clock."""
    found = _sanction(act, id)
    if not rules.needs_sending(found):
        raise Refused(_("这一建议不需要送交，或者已经送交"))
    at = values.get("sent_at") or act.stamp.now
    to = values.get("sent_to") or usual_organ(act, found)
    if not to:
        raise _rejected("sent_to", _("请写受理的机关"))
    after = {"sent_at": at, "sent_to": to, "sent_number": values["sent_number"], "state": SENT}
    return _set(act, found, after)


def usual_organ(act: Act, found: Sanction) -> str:
    """Who decided once decides again (法 48, 49); of a penalty the police of the place."""
    one = supervision(act, found.supervision_id)
    if found.kind in (*rules.REVOKES, IMPRISON, ARREST):
        return one.deciding_organ
    return one.police_station or ""


@service(right="record-sanction", audit="hearing noted")
def hear(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """法 48(2): the court heard him and his lawyer."""
    found = _sanction(act, id)
    if not rules.may_be_heard(found):
        raise Refused(_("只有已送交、尚未决定的建议可以登记听取意见"))
    after = {"heard_on": values.get("on") or act.stamp.today, "heard": values["heard"]}
    return _set(act, found, after | {"lawyer": values.get("lawyer")})


@service(right="record-sanction", audit="sanction decided")
def decide(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The decision as it was received on paper: by the county body, the police, the court."""
    found = _sanction(act, id)
    if not rules.awaits_decision(found):
        raise Refused(_("尚未送交，或者已经有决定"))
    one = supervision(act, found.supervision_id)
    organ = values.get("decided_by") or found.sent_to or one.executing_county
    if not organ:
        raise _rejected("decided_by", _("请写决定机关"))
    refusal = values.get("refusal") or None
    approved = values["decision"] == APPROVED
    if approved and refusal:
        raise _rejected("refusal", _("作出决定的，不写不予的理由"))
    on = values.get("on") or act.stamp.today
    touched = _set(
        act,
        found,
        {
            "decision": values["decision"],
            "level": _level(found, one),
            "decided_on": on,
            "decided_by": organ,
            "decision_number": values["decision_number"],
            "result": values.get("result"),
            "refusal": refusal,
            "state": DECIDED if approved else REFUSED,
        },
    )
    if not approved and found.kind in rules.REVOKES:
        touched += _release(act, one, on)
    settle_pending(act, one)
    return touched


def _level(found: Sanction, one: Supervision) -> str:
    if found.kind in (*rules.REVOKES, ARREST):
        return COURT
    if found.kind == IMPRISON:
        return LEVELS.get(one.deciding_level or "", COURT)
    return COUNTY  # the county body, or the police of the same level (实施办法 34-36)


def _release(act: Act, one: Supervision, on: date) -> list[UUID]:
    """法 48(3): not revoked, so whoever was arrested for it is released at once."""
    arrested = [d for d in detentions(act, one.id) if d.kind == ARREST and rules.is_held(d)]
    for held in arrested:
        before = {"release_from": held.release_from}
        act.set_state(DETENTIONS, held.id, before=before, after={"release_from": on})
    return [held.id for held in arrested]


@service(right="record-sanction", audit="sanction copied to the procuratorate")
def copy(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """抄送人民检察院 (法 28; 实施办法 32, 36)."""
    found, on = _sanction(act, id), values.get("on") or act.stamp.today
    if not rules.awaits_copy(found):
        raise Refused(_("尚无文书可抄送，或者已经抄送"))
    one, number = supervision(act, found.supervision_id), found.sent_number or found.decision_number
    about = (SANCTIONS.name, found.id)
    told = notices.tell(
        act, one, NOTICES[found.kind], [PROCURATORATE], on, number=number or "", about=about
    )
    return [*_set(act, found, {"copied_on": on}), *told]


@service(right="record-sanction", audit="sanction told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """告知本人; a minor in the presence of the guardian and never in public (实施办法 55)."""
    found = _sanction(act, id)
    if not rules.awaits_telling(found):
        raise Refused(_("尚无决定，或者已经告知"))
    after = told(act, found.supervision_id, values)
    return _set(act, found, after | ({"state": TOLD} if found.state == DECIDED else {}))


@service(right="record-sanction", audit="arrest carried out")
def execute_arrest(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The police have arrested him on the court's decision: custody of at most thirty days."""
    found = _sanction(act, id)
    if not is_arrest_to_execute(found):
        raise Refused(_("人民法院没有决定逮捕"))
    one = supervision(act, found.supervision_id)
    if any(each.sanction_id == found.id for each in detentions(act, one.id)):
        raise Refused(_("逮捕已经登记执行"))
    on = values.get("on") or act.stamp.today
    told = {
        "supervision_id": one.id,
        "sanction_id": found.id,
        "kind": ARREST,
        "organ": found.decided_by,
        "document_number": found.decision_number,
        "decided_on": found.decided_on,
        "custody_from": on,
        "place": values.get("place"),
    }
    held = act.file(DETENTIONS, told)
    settle_pending(act, one)
    return [found.id, held.id]


def is_arrest_to_execute(found: Any) -> bool:
    return found.kind == ARREST and rules.is_made(found)


def _sanction(act: Act, id: UUID) -> Sanction:
    secrecy.refuse(act, SANCTIONS, id)
    return cast(Sanction, act.load(SANCTIONS, id))


def _set(act: Act, found: Sanction, after: Mapping[str, Any]) -> list[UUID]:
    act.move(SANCTIONS, found, after)
    return [found.id]


def _rejected(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], SANCTIONS.labels)


def _known_organ(act: Act, found: Any) -> Mapping[str, Any]:
    return {"sent_to": usual_organ(act, found)}


ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="send",
            title=_("送交决定机关"),
            right="record-sanction",
            fields=(
                _asked("sent_number", required=True),
                replace(_asked("sent_to"), help=_("原审人民法院在外省的，写执行地同级人民法院")),
                replace(_asked("sent_at"), kind=Moment(), help=_("对方收到的时间，不填为现在")),
            ),
            run=send,
            suits=rules.needs_sending,
            known=_known_organ,
        ),
        Action(
            name="hear",
            title=_("听取本人和律师意见"),
            right="record-sanction",
            fields=(_asked("heard", required=True), _asked("lawyer"), ON),
            run=hear,
            suits=rules.may_be_heard,
        ),
        *outcome(
            "record-sanction",
            (decide, rules.awaits_decision),
            (copy, rules.awaits_copy),
            (tell, rules.awaits_telling),
        ),
        Action(
            name="execute_arrest",
            title=_("登记逮捕执行"),
            right="record-sanction",
            fields=(ON, replace(DETENTIONS["place"], merge=Merge.GUARDED, group=None)),
            run=execute_arrest,
            suits=is_arrest_to_execute,
        ),
    )
}
