"""What a station tells its county of what it owes: counts, and none that tells of anybody."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from station_app.storage.tables import DutyRow
from station_app.sync import sending, status

DUE = {  # register → days from today
    "housing": (-400, -1, 0, 7, 8),
    "cases": (3,),
    "disputes": (-1, 3),
    "corrections": (-1,),
    "rehabilitation": (-1,),
    "drug_tests": (-1,),
}


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_only_counts_of_registers_that_keep_nothing_from_anybody(store, desk_of):
    desk = desk_of("officer")
    with store.writing() as session:
        for n, (register, found) in enumerate((name, d) for name, all in DUE.items() for d in all):
            duty = {"record_id": UUID(int=n + 1), "rule": "r", "since": "2026-01-01"}
            due = desk.today + timedelta(days=found)
            session.add(
                DutyRow(
                    **duty, register=register, due_on=due, due_at=None, owner="officer", action=""
                )
            )
    known = status.Enrolment("https://a", "", str(UUID(int=9)), "339901-01", "清水县公安局")
    with desk.jot("exchange") as view:
        said = sending.introduce(view, known, "339901-01")
    assert said.owed == {"housing": (2, 2), "cases": (0, 1)}
