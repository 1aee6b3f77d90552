"""For practice and pictures, in a training home alone: a county, open cases, refused entries.

The county is nowhere: its address answers nobody.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.storage.exchange_tables import ConflictCase, Quarantined
from station_app.storage.tables import Operation
from station_app.sync import status
from station_app.sync.status import Enrolment

NOWHERE = "https://127.0.0.1:9"
PEOPLE = "people"
WRITTEN = (  # field, what stood before, what stands, what was refused
    ("native_place", "", "石桥县", "清水县"),
    ("marital", None, "20", "10"),
)
DEVICE = "019a0000-0000-7000-8000-000000000001"


@service(right="fill-demo", audit="demo exchange")
def invent(act: Act, id: UUID) -> None:
    """What was written of one person here and elsewhere; two entries of who asks, refused."""
    if not act.training:
        raise Refused(_("演示数据只能放进演练库"))
    people, scope, at = act.registers[PEOPLE], act.stamp.scope, act.stamp.now
    stands = {name: kept for name, _base, kept, _refused in WRITTEN}
    act.amend(people, id, stands, revision=act.load(people, id).revision)
    status.enrol(act.session, Enrolment(NOWHERE, "", DEVICE, scope, "演示县公安局"))
    for name, base, kept, refused in WRITTEN:
        case = ConflictCase(
            id=new_id(),
            scope=scope,
            register=PEOPLE,
            record_id=id,
            field=name,
            base=base,
            kept=kept,
            refused=refused,
            kept_by=f"{scope}/li",
            refused_by=f"{scope}/wang",
            at=at - timedelta(hours=3),
        )
        act.session.add(case)
    mine = (Operation.kind == "file", Operation.actor == act.stamp.officer)
    last = select(Operation).where(*mine, Operation.register == PEOPLE)
    for op, code in zip(
        act.all(last.order_by(Operation.n.desc()).limit(2)), ("exists", "role"), strict=False
    ):
        op.acked_seq = 0
        act.session.add(Quarantined(op_id=op.op_id, code=code, at=at))
    act.touch(PEOPLE, id)
