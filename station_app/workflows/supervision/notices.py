"""Who was told of what: procuratorate, police, who decided (社区矫正法 20–51)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Problem, Rejected
from station_app.core.texts import _
from station_app.corrections.intake_register import NOTICES
from station_app.corrections.records import Supervision
from station_app.workflows.supervision.living import supervision

PROCURATORATE, POLICE, DECIDER = "procuratorate", "police", "deciding_organ"
EXIT_ENTRY, COMMISSIONER = "exit_entry", "commissioner"


def tell(
    act: Act,
    one: Supervision | None,
    kind: str,
    organs: Sequence[str],
    on: date,
    *,
    number: str = "",
    about: tuple[str, UUID] | None = None,
    names: Mapping[str, str] | None = None,
) -> list[UUID]:
    """One notice to each of `organs` (codes of told_organ); `kind` is one of correction_notice.

    `about`: register and id of the record it is of. Names that the supervision knows are filled in.
    """
    known = _names(one) | dict(names or {})
    register, id = about or ("", "")
    said = {
        "supervision_id": one and one.id,
        "kind": kind,
        "on": on,
        "document_number": number or "",
        "about_register": register,
        "about_id": str(id),
    }
    drafts = [said | {"organ": organ, "organ_name": known.get(organ) or ""} for organ in organs]
    return [filed.id for filed in act.file_all(NOTICES, drafts)]


def _names(one: Supervision | None) -> dict[str, str]:
    if one is None:
        return {}
    return {
        PROCURATORATE: one.procuratorate or "",
        POLICE: one.police_station or "",
        DECIDER: one.deciding_organ,
    }


@service(right="notify", audit="notified")
def notify(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """通报、抄送: entered when it was sent. Raises Rejected where nobody is named."""
    one, organ = supervision(act, id), values["organ"]
    names = {organ: values["organ_name"]} if values["organ_name"] else {}
    if not (names or _names(one).get(organ)):
        wrong = Problem("organ_name", _("请写明送交哪一个机关"))
        raise Rejected([wrong], NOTICES.labels)
    on = values["on"] or act.stamp.today
    number = values["document_number"] or ""
    return [one.id, *tell(act, one, values["kind"], [organ], on, number=number, names=names)]
