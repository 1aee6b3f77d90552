"""请公安机关协作: what the office asks of a police station, carried by the county (法 30; 办 38).

Here a note on the supervision says what was asked of whom and when; there it is a task with its
clock. Nothing else of the supervision goes along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.copies.records import DETAINED, SEARCH
from station_app.copies.register import TASKS
from station_app.core.errors import Problem, Rejected
from station_app.core.kinds import Day
from station_app.core.register import Field
from station_app.core.texts import _
from station_app.corrections.records import Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.corrections.rules import is_living
from station_app.identity import codes
from station_app.notes.register import NOTES
from station_app.sync import addressed
from station_app.workflows.supervision.living import living

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
CARRIED = replace(addressed.TO, help=_("经县局送交的填写，如 339901-01；不填为另行送达"))


@service(right="notify", audit="police asked")
def police_task(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Raises Absent, Refused, and Rejected as the station itself would refuse the task."""
    one, on = living(act, id), values["on"] or act.stamp.today
    if values["kind"] == DETAINED:
        wrong = Problem("kind", _("羁押、强制措施由公安机关通报，不由本单位请求"))
        raise Rejected([wrong], TASKS.labels)
    told = {name: values[name] for name in ("kind", "document_number", "what", "until")}
    return [one.id, ask(act, one, values["to"], told | {"on": on})]


def ask(act: Act, one: Supervision, to: str, told: Mapping[str, Any]) -> UUID:
    """Sends the task `told` to the station `to`; the note that says so."""
    scope, until = addressed.scope_of(act, to), told.get("until")
    asked = {"person_id": one.person_id, "asked_by": act.station or act.stamp.scope, **told}
    addressed.send(act, TASKS, asked, scope, one.id)
    words = [codes.label("correction_task", told["kind"]), told["document_number"], told["what"]]
    said = "，".join(filter(None, words)) + (f"，要求 {until} 前反馈" if until else "")
    note = {"subject_register": CORRECTIONS.name, "subject_id": str(one.id), "scan": None}
    kept = act.file(NOTES, note | {"said": f"{told['on']} 经县局送 {scope}：{said}"})
    act.touch(CORRECTIONS.name, one.id)
    return kept.id


def ask_to_search(act: Act, one: Supervision, to: str, on: date, number: str) -> list[UUID]:
    what = "下列社区矫正对象失去联系，经查找未果，请协助查找，并将结果及时告知"
    told = {"kind": SEARCH, "on": on, "document_number": number, "what": what}
    return [ask(act, one, to, told)]


POLICE_TASK = Action(
    name="police_task",
    title=_("请公安机关协作"),
    right="notify",
    fields=(
        *(replace(TASKS[name], group=None) for name in ("kind", "document_number", "what")),
        replace(TASKS["until"], group=None),
        replace(addressed.TO, required=True, help=_("县局给派出所的编号，如 339901-01")),
        ON,
    ),
    run=police_task,
    suits=is_living,
)
