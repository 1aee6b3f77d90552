"""The acts of an end, as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.kinds import Day, Serial
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.corrections import rules
from station_app.corrections.end_rules import EXPIRED, was_released
from station_app.corrections.intake_register import ANNOUNCEMENTS
from station_app.corrections.register import CORRECTIONS
from station_app.endings.register import AFTERCARE, APPRAISALS, INCIDENTS
from station_app.workflows.supervision import ending

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
NUMBER = Field(name="document_number", label=_("文书号"), kind=Serial(60))
LAW = _("依法终止的情形：撤销缓刑、假释，收监执行，死亡")


def _kind(help: Text, *, required: bool) -> Field:
    known = replace(CORRECTIONS["end_kind"], merge=Merge.GUARDED, group=None)
    return replace(known, help=help, required=required)


def _is_ending(one: Any) -> bool:
    return rules.is_under(one) or was_released(one)


def _expired(_act: Act, _one: Any) -> Mapping[str, Any]:
    return {"end_kind": EXPIRED}


def _county(_act: Act, one: Any) -> Mapping[str, Any]:
    return {"organ": one.executing_county}


ENDING_ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="summary",
            title=_("个人总结"),
            right="appraise",
            fields=(APPRAISALS["text"], ON),
            run=ending.summarise,
            suits=rules.is_under,
        ),
        Action(
            name="appraisal",
            title=_("期满书面鉴定"),
            right="appraise",
            fields=(
                APPRAISALS["text"],
                replace(APPRAISALS["organ"], help=_("不填为执行地县级社区矫正机构")),
                APPRAISALS["document_number"],
                ON,
            ),
            run=ending.appraise,
            suits=rules.is_under,
            known=_county,
        ),
        Action(
            name="release",
            title=_("解除社区矫正"),
            right="end-supervision",
            fields=(_kind(_("不填为矫正期满解除"), required=False), ON, NUMBER),
            run=ending.release,
            suits=rules.is_under,
            barred=ending.barred_release,
            known=_expired,
        ),
        Action(
            name="release_announcement",
            title=_("解矫宣告"),
            right="end-supervision",
            fields=(
                ON,
                ANNOUNCEMENTS["place"],
                replace(ANNOUNCEMENTS["read_by"], required=False, help=_("不填为本人")),
                *(ANNOUNCEMENTS[n] for n in ("present", "guardian", "guardian_absent", "signed")),
            ),
            run=ending.announce,
            suits=_is_ending,
        ),
        Action(
            name="termination",
            title=_("社区矫正终止"),
            right="end-supervision",
            fields=(_kind(LAW, required=True), ON, NUMBER),
            run=ending.terminate,
            suits=rules.is_living,
        ),
        Action(
            name="after_care",
            title=_("安置帮教衔接"),
            right="after-care",
            fields=(
                *(AFTERCARE[n] for n in ("handed_to", "receiver", "place", "needs", "materials")),
                ON,
            ),
            run=ending.hand_over,
            suits=_is_ending,
        ),
        Action(
            name="serious_incident",
            title=_("报告突发事件"),
            right="serious-incident",
            fields=(
                INCIDENTS["kind"],
                replace(INCIDENTS["at"], required=False, help=_("不填为现在")),
                INCIDENTS["text"],
                INCIDENTS["measures"],
            ),
            run=ending.report_incident,
        ),
    )
}
