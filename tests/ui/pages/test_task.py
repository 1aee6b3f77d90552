"""A task at the window: what is opened from it says by its number why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from station_app import app
from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.storage.pages import Query
from station_app.workflows import inline
from tests.tasks.test_tasks import ORDER
from ui.pages.work import Route


@pytest.fixture
def task(home):
    """Given by the chief to the officer, about somebody, and overdue."""
    station = app.open_home(home, app.unlock(home, "chief", "chief"))
    desk = station.desk("chief")
    with desk.view("list:people") as view:
        person = records.page(view, desk.registers["people"], Query())[0].id
    given = ORDER | {"on": "2026-03-02", "until": "2026-03-06", "person_id": str(person)}
    with desk.act("file:tasks") as act:
        [made] = inline.file_typed(act, desk.registers["tasks"], [given])
    station.close()
    return made, person


def test_a_person_opened_from_a_task_is_opened_for_that_task(task, sign_in, hand, until):
    made, person = task
    window = sign_in(ticket=False)
    until(lambda: [r for r in window.page.sheet.lines.rows if r.value is not None])
    rail = window.rail
    until(lambda: int(rail._items[Route("list", "tasks")].text(1) or 0) >= 2)  # sign, answer
    rows = window.page.sheet.lines.rows
    window.page.sheet.go_to(
        next(n for n, r in enumerate(rows) if r.value and r.value.id == made.id)
    )
    hand.press(Qt.Key.Key_Return)
    until(lambda: window.page.route.page == "action")
    assert window.work.purpose == Purpose("TASK", made.number)
    window.open(Route("record", "people", person))
    until(lambda: window.page.reading.record is not None)
