"""What sanctions and commendations have in common once somebody above has decided.

The decision comes on paper, goes to the procuratorate and is told (社区矫正法 28; 实施办法 32, 55).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.errors import Problem, Rejected
from station_app.core.kinds import Day, Flag
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.discipline.register import SANCTIONS
from station_app.workflows.supervision.living import supervision

Run = Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]]
Step = tuple[Run, Callable[[Any], bool]]  # what is done, and whom it suits


def _asked(name: str, **how: Any) -> Field:
    return replace(SANCTIONS[name], merge=Merge.GUARDED, group=None, **how)


ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
RECEIVED = (
    _asked("decision", required=True),
    replace(ON, label=_("决定日期")),
    _asked("decided_by", label=_("决定机关"), help=_("不填为受理的机关")),
    _asked("decision_number", label=_("决定文书号"), required=True),
    _asked("result"),
    _asked("refusal", label=_("不予的理由"), help=_("不予的须写明")),
)
TELLING = (
    ON,
    _asked("guardian", help=_("未成年社区矫正对象须有监护人到场")),
    Field(name="posted", label=_("同时公示"), kind=Flag(), help=_("未成年社区矫正对象不公示")),
)


def outcome(right: str, decide: Step, copy: Step, tell: Step) -> Iterator[Action]:
    """The three acts that end every proposal."""
    rows = (
        ("decide", _("登记收到的决定"), RECEIVED, decide),
        ("copy", _("抄送人民检察院"), (ON,), copy),
        ("tell", _("告知本人"), TELLING, tell),
    )
    for name, title, fields, (run, suits) in rows:
        yield Action(name=name, title=title, right=right, fields=fields, run=run, suits=suits)


def told(act: Act, supervision_id: UUID, values: Mapping[str, Any]) -> dict[str, Any]:
    """When he was told, who was present, whether it was posted. Raises Rejected for a minor."""
    on = values.get("on") or act.stamp.today
    if supervision(act, supervision_id).minor:
        if not values.get("guardian"):
            raise _rejected("guardian", _("未成年社区矫正对象，须通知监护人到场并写明姓名"))
        if values.get("posted"):
            raise _rejected("posted", _("未成年社区矫正对象的奖惩不公开"))
    return {
        "told_on": on,
        "guardian": values.get("guardian"),
        "posted_on": on if values.get("posted") else None,
    }


def _rejected(field: str, why: Text) -> Rejected:
    labels = SANCTIONS.labels | {"posted": TELLING[-1].label}
    return Rejected([Problem(field, why)], labels)
