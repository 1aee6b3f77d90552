"""误录作废, with what rested on the record: the class of a house and the day it was checked."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from station_app.access import records
from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.hazards.records import DONE, Hazard, Recheck
from station_app.hazards.register import RECHECKS
from station_app.inspections.records import CHECK, Inspection
from station_app.workflows.class_anew import work_out


@service(right="withdraw", audit="withdrawn")
def withdraw(act: Act, register: Register, id: UUID, *, reason: str) -> Record:
    """By who entered it, else by the chief; a reason always. Raises Absent, Refused."""
    gone = records.withdraw(act, register, id, reason=reason)
    if isinstance(gone, Inspection):
        looks = select(Recheck).where(
            Recheck.inspection_id == gone.id, Recheck.withdrawn_at.is_(None)
        )
        for look in act.all(looks):
            _unsee(act, look, reason)
    if isinstance(gone, Hazard) or (isinstance(gone, Inspection) and gone.kind == CHECK):
        work_out(act, gone.house_id)
    return gone


def _unsee(act: Act, look: Recheck, reason: str) -> None:
    """What it saw of a hazard goes with it; what it closed or ordered is not undone in passing."""
    if look.result == DONE or look.deadline:
        raise Refused(_("这次检查使原有隐患销号或者限期改正，不能作废；请撤销这次办理（Ctrl+Z）"))
    act.withdraw(RECHECKS, look.id, reason=reason)
