"""Two offices of two counties, each with a home of its own, and the papers between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access import action
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.corrections.records import Supervision
from station_app.registers import ACTIONS, REGISTERS
from station_app.relocations.records import Relocation
from station_app.storage.tables import DutyRow
from station_app.workflows import inline
from station_app.workflows.supervision.grounds import found

WORK = Purpose("CORRECTION", "2026 社矫")
FIRST = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)  # ten in the morning of Monday 9 March
OLD, NEW = "演示县社区矫正管理局", "石桥县社区矫正管理局"
GATE = {
    "category": "probation",
    "deciding_organ": "演示县人民法院",
    "deciding_level": "basic",
    "document_number": "（2026）示0101刑初1号",
    "decided_on": "2026-01-20",
    "effective_on": "2026-02-01",
    "start": "2026-02-01",
    "end": "2028-01-31",
}
CHANGE = {
    "other_organ": NEW,
    "destination": "石桥县河西路8号",
    "reason": "随配偶迁居，已签租房合同",
    "moving_on": "2026-04-15",
}


@dataclass
class Home:
    """One office; every word of it goes through the program's own acts."""

    desk_of: Any
    store: Any
    office: Any
    officer: str
    now: datetime = FIRST

    @property
    def desk(self) -> Desk:
        return self.desk_of(
            "corrections", self.officer, now=lambda: self.now, on=self.store, kind="justice"
        )

    def on(self, day: str) -> Home:
        self.now = datetime.fromisoformat(f"{day}T02:00").replace(tzinfo=UTC)
        return self

    def file(self, register: str, **typed: Any) -> Any:
        """As a shell or the form does it."""
        with self.desk.act(f"file:{register}", purpose=WORK) as act:
            return inline.file_typed(act, REGISTERS[register], [typed])[0]

    def act(self, register: str, name: str, id: UUID, **typed: Any) -> tuple[UUID, ...]:
        return action.perform(self.desk, ACTIONS[register], name, id, typed, WORK).ids

    def step(self, name: str, id: UUID, **typed: Any) -> Relocation:
        self.act("relocations", name, id, **typed)
        return self.the(Relocation, id)

    def the(self, kind: Any, id: UUID) -> Any:
        with self.desk.view("list:corrections") as view:
            return view.all(select(kind).where(kind.id == id))[0]

    def the_supervisions(self) -> Any:
        with self.desk.view("list:corrections") as view:
            return view.all(select(Supervision).order_by(Supervision.row))

    def found(self, held: Supervision) -> list[tuple[str, int]]:
        """What the record shows against him today."""
        with self.desk.view("list:corrections") as view:
            return [(each.code, each.days) for each in found(view, held, self.desk.today)]

    def asked_direction(self, id: UUID) -> str:
        return self.the(Relocation, id).direction

    def owed(self, id: UUID) -> list[tuple[str, str, str]]:
        """(rule, day, action) of what a record owes."""
        with self.desk.view("list:corrections") as view:
            rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
        return sorted((row.rule, row.due_on.isoformat(), row.action) for row in rows)

    def supervised(self, **typed: Any) -> UUID:
        """Somebody on probation who has reported in."""
        who = {"person": {"name": "赵一", "sex": "1"}}
        filed = self.file("corrections", **who | GATE | typed)
        reported = self.now - timedelta(days=30)
        self.act(
            "corrections",
            "initial_report_in",
            filed.id,
            on=reported.date().isoformat(),
            identity_checked="是",
        )
        return filed.id

    def applied(self, supervision: UUID, **typed: Any) -> UUID:
        [id] = self.act("corrections", "change_of_place", supervision, **CHANGE | typed)
        return id

    def asked(self, **typed: Any) -> UUID:
        """In the new home: the old one's letter has come."""
        person = self.file("people", name="赵一", sex="1")
        said = {"other_organ": OLD, "destination": CHANGE["destination"]}
        said |= {"reason": CHANGE["reason"], "person_id": str(person.id)}
        said |= {"letter_number": "（2026）演矫征字第3号", "letter_on": "2026-03-12"}
        return self.file("relocations", asked_on="2026-03-16", **said | typed).id
