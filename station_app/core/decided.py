"""What was asked for and decided at a level: the columns, fields and checks every such matter has.

A decision of the home's own level is made in it by a second person; one above it comes on paper
and is entered as received: organ, document number, day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column

from station_app.core.errors import Problem
from station_app.core.kinds import Code, Day, Serial, Words
from station_app.core.register import Field, Merge
from station_app.core.texts import _

APPROVED, REFUSED = "approved", "refused"
OFFICE, COUNTY, CITY, PROVINCE, COURT = "office", "county", "city", "province", "court"
LEVELS = (OFFICE, COUNTY, CITY, PROVINCE)  # from the lowest; a court stands beside them


class Decided(MappedAsDataclass, kw_only=True, eq=False):
    """`decided_by`: the officer of this home where `level` is its own, else the organ."""

    entered_by: Mapped[str] = mapped_column(default="")
    level: Mapped[str | None] = mapped_column(default=None)
    decision: Mapped[str | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decision_number: Mapped[str | None] = mapped_column(default=None)
    refusal: Mapped[str | None] = mapped_column(default=None)


DECISION = _("审批")

DECISION_FIELDS = tuple(
    Field(name=name, label=label, kind=kind, group=DECISION, merge=Merge.STATE)
    for name, label, kind in (
        ("entered_by", _("提出人"), Words(longest=30)),
        ("level", _("审批机关层级"), Code("decision_level")),
        ("decision", _("审批结果"), Code("decision")),
        ("decided_on", _("审批日期"), Day()),
        ("decided_by", _("审批人（机关）"), Words(longest=60)),
        ("decision_number", _("审批文号"), Serial(longest=60)),
        ("refusal", _("不批准的理由"), Words(lines=3, longest=1000)),
    )
)


def check_decided(matter: Any, today: date) -> Iterator[Problem]:
    """A decision has its day, its hand and its level; a refusal its written ground."""
    if matter.decision is None:
        return
    if not (matter.decided_on and matter.decided_by and matter.level):
        yield Problem("decided_on", _("审批结果须有审批机关层级、审批人（机关）和日期"))
    if matter.decided_on and matter.decided_on > today:
        yield Problem("decided_on", _("日期在今天之后"))
    if matter.level not in (None, OFFICE) and not matter.decision_number:
        yield Problem("decision_number", _("上级的决定须有文号"))
    if matter.decision == REFUSED and not matter.refusal:
        yield Problem("refusal", _("不批准的，须写明理由"))


def is_open(matter: Any) -> bool:
    return matter.decision is None


def is_approved(matter: Any) -> bool:
    return bool(matter.decision == APPROVED)


def at_least(level: str, needed: str) -> bool:
    """Whether a decision of this level satisfies the level that the law asks."""
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(needed)
