"""Deciding what was asked: in this office by its head, above it as received on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from station_app.access.act import Act
from station_app.core.decided import APPROVED, DECISION_FIELDS, LEVELS, OFFICE, REFUSED, at_least
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge
from station_app.core.texts import Shown, Text, _
from station_app.identity import codes

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
_KNOWN = {field.name: replace(field, merge=Merge.GUARDED, group=None) for field in DECISION_FIELDS}
LABELS = {name: field.label for name, field in _KNOWN.items()} | {"on": ON.label}
GROUND = replace(_KNOWN["refusal"], required=True)
RECEIVED = (
    replace(_KNOWN["decision"], required=True),
    replace(_KNOWN["level"], required=True),
    replace(_KNOWN["decided_by"], label=_("决定机关"), required=True),
    replace(_KNOWN["decision_number"], required=True),
    replace(ON, label=_("决定日期")),
    replace(_KNOWN["refusal"], help=_("不批准的须写明")),
)


def level_title(level: str) -> Text:
    return Text(codes.label("decision_level", level))


def body(level: str) -> Shown:
    """Who decides at a level, as a sentence says it."""
    title = level_title(level)
    return title if level == OFFICE else _("{level}社区矫正机构", level=title)


def own(act: Act, on: Any, *, refusal: str | None = None) -> dict[str, Any]:
    """The decision of the head of this office: what becomes of the matter's decision fields."""
    if refusal is not None and not refusal.strip():
        raise rejected("refusal", _("不批准的，须写明理由"))
    return {
        "decision": APPROVED if refusal is None else REFUSED,
        "level": OFFICE,
        "decided_on": on or act.stamp.today,
        "decided_by": act.stamp.officer,
        "refusal": refusal,
    }


def received(act: Act, values: Mapping[str, Any], needed: str) -> dict[str, Any]:
    """A decision that came on paper: the same fields. Raises Rejected where its level is too low,
    or where nothing says why it was refused.
    """
    level = values["level"]
    if level == OFFICE:
        raise rejected("level", _("本司法所的决定由所长在本系统审批，不作收文登记"))
    if level not in LEVELS or not at_least(level, needed):
        text = _(
            "须由{needed}决定，{level}无权决定",
            needed=body(needed),
            level=level_title(level),
        )
        raise rejected("level", text)
    refusal = values.get("refusal") or None
    if values["decision"] == REFUSED and not refusal:
        raise rejected("refusal", _("不批准的，须写明理由"))
    if values["decision"] == APPROVED and refusal:
        raise rejected("refusal", _("批准的，不写不批准的理由"))
    return {
        "decision": values["decision"],
        "level": level,
        "decided_on": values.get("on") or act.stamp.today,
        "decided_by": values["decided_by"],
        "decision_number": values["decision_number"],
        "refusal": refusal,
    }


def rejected(field: str, why: Text, labels: Mapping[str, Text] = LABELS) -> Rejected:
    return Rejected([Problem(field, why)], dict(labels))


def refuse_decided(matter: Any) -> None:
    """Raises Refused where it was decided already."""
    if matter.decision is not None:
        raise Refused(_("已经审批过"))
