"""接受证据: what is handed in with a report, each thing a line of one numbered list (程 64)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.calls.evidence_register import EVIDENCE
from station_app.core.errors import Problem, Rejected
from station_app.core.kinds import Words
from station_app.core.register import Field
from station_app.core.texts import _

NUMBERED = "Z"
PARTS = 3  # of a line: what it is, how much, what it looks like
THINGS = Field(
    name="things",
    label=_("证据（物品）"),
    kind=Words(lines=5, longest=2000),
    required=True,
    help=_("每件一行：名称 数量 特征，以空格分开，如：监控录像光盘 1张 封面手写日期"),
)
ASKED = ("received_at", "from_id", "from_said", "second", "remarks")


@service(right="receive-evidence", audit="evidence received")
def receive(
    act: Act, to: Mapping[str, UUID], values: Mapping[str, Any], *, secret: bool = False
) -> Sequence[UUID]:
    """`to`: the call or the case, by the field that names it. Who asked to stay unknown is on
    no list (程 63). Raises Rejected.
    """
    found, problems = list[dict[str, Any]](), list[Problem]()
    for line in filter(None, (each.strip() for each in values["things"].splitlines())):
        name, quantity, features = [*line.split(maxsplit=PARTS - 1), "", ""][:PARTS]
        if not quantity:
            problems.append(Problem("things", _("没有写数量：{line}", line=line[:40])))
        found.append({"name": name, "quantity": quantity, "features": features})
    named = values.get("from_id") or values.get("from_said")
    if secret and named:
        problems.append(Problem("from_said", _("要求保密的，提交人不写在清单上")))
    if not secret and not named:
        problems.append(Problem("from_said", _("请写明谁提交的，找不到人的写明从何处取得")))
    if problems or not found:
        raise Rejected(problems or [Problem("things", _("必填"))], LABELS)
    same = dict(to) | {name: values.get(name) for name in ASKED}
    same["received_at"] = values.get("received_at") or act.stamp.now
    same |= {"number": act.next_number(NUMBERED), "officer": act.stamp.officer}
    same |= {name: values.get(name) or "" for name in ("from_said", "remarks")}
    return [record.id for record in act.file_all(EVIDENCE, [same | one for one in found])]


def _asked() -> Iterator[Field]:
    yield THINGS
    for name in ASKED:
        yield replace(EVIDENCE[name], required=False, group=None)


LABELS = {field.name: field.label for field in _asked()}


def action(field: str) -> Action:
    """On a call or on a case, by the field of the list that names it."""

    def run(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
        of = EVIDENCE[field].kind.register  # type: ignore[union-attr]  # a reference
        secret = bool(getattr(act.load(act.registers[of], id), "secret", None))
        return [id, *receive(act, {field: id}, values, secret=secret)]

    return Action(
        name="receive_evidence",
        title=_("接受证据"),
        right="receive-evidence",
        fields=tuple(_asked()),
        run=run,
    )


ON_CALLS, ON_CASES = ({one.name: one} for one in (action("call_id"), action("case_id")))
