"""One person's three years once more, at the window: each form filled there, each paper printed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from station_app import app
from station_app.access.purposes import Purpose
from station_app.people.records import Person
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.storage.tables import Operation
from station_app.workflows.supervision import entrusted
from tests.corrections.supervised import DECISION, MAN
from tests.workflows.supervision.test_three_years import NOT_HIS, Years, papers_of_his_path, play
from ui.pages.due import OWN_PAGES
from ui.pages.work import Route, Ticket

ENTER = Qt.Key.Key_Return
WORK = Purpose("CORRECTION", "2026-17")
MADE = {  # act → the register of what it makes
    "papers_received": "correction_papers",
    "periodic_report": "reports",
    **dict.fromkeys(("individual_talk", "visit", "education"), "contacts"),
    "leave": "leaves",
    "search_person": "searches",
    "admonition": "sanctions",
    "objection": "objections",
    "commendation": "commendations",
}


class AtTheWindow(Years):
    """The same years; `sit_down` signs somebody in at a window of his own."""

    def __init__(self, sit_down, hand, until, monkeypatch):
        self.hand, self.until, self.patch, self.sit_down = hand, until, monkeypatch, sit_down
        self.program, self.head = sit_down("corrections"), "chief"
        self.worker, self.id, self.printed = self.program.work.desk, None, {}

    def enter(self, on, register, **typed):
        self._day(on)
        said = (DECISION if register == "corrections" else {}) | typed
        man = said.pop("person")
        people = self.every(Person, Person.id_number == man["id_number"])
        person = people[0].id if people else self._filed("people", man)
        return self._filed(register, said, person_id=str(person))

    def do(self, on, name, **typed):
        self._day(on)
        self._act(self.program, "corrections", name, self.id, typed)
        return self._made(MADE[name]) if name in MADE else self.id

    def next(self, on, register, name, id, *, desk=None, **typed):
        self._day(on)
        if desk is None:
            self._act(self.program, register, name, id, typed)
            return [id]
        head = self.sit_down(desk)
        self._act(head, register, name, id, typed)
        head.frame.hide()
        self.program.frame.activateWindow()
        self.until(self.program.frame.isActiveWindow)
        return [id]

    def print(self, on, form, id=None):
        self._day(on)
        window = self.program.window
        window.open(Route("print", FORMS[form].form.register, id or self.id, form))
        page = window.page
        self.until(lambda: page.form and page.form.form.name == form and page.preview.pages)
        page.setFocus()
        self.hand.press(ENTER)
        self.until(lambda: page.paper is not None)
        self.printed[form] = "".join(text_of(page.paper.pdf).split())
        return self.printed[form]

    def _day(self, on):
        self.patch.setenv("STATION_TODAY", str(on))

    def _filed(self, register, said, **known):
        self.program.window.open(Route("form", register).having(**known))
        self._fill(self.program, said)
        return self._made(register)

    def _act(self, program, register, name, id, typed):
        page = OWN_PAGES.get((register, name), "action")
        program.window.open(Route(page, register, id, name))
        whom = getattr(program.window.page, "whom", None)
        self.until(lambda: whom is None or whom.text() not in ("", "…"))
        self._fill(program, typed)

    def _fill(self, program, said):
        page, before = program.window.page, program.work.last_act
        for name, text in said.items():
            page.form.editors[name].show_text(str(text))
        page.setFocus()
        self.hand.press(Qt.Key.Key_S, ctrl=True)
        self.until(lambda: program.work.last_act not in (None, before))

    def _made(self, register):
        """What the last act filed there."""
        act = self.program.work.last_act
        filed = Operation.act_id == act, Operation.kind == "file", Operation.register == register
        return self.every(Operation, *filed)[-1].record_id


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A new office, to which the county has entrusted leaves."""
    monkeypatch.setenv("STATION_TODAY", "2023-01-04")
    monkeypatch.setenv("HOME", str(tmp_path))
    station, _code = app.make_training_home(tmp_path / "home", "演示县滨江司法所")
    with station.desk("admin").act("enter-entrustment") as act:
        entrusted.enter_entrustment(act, "演示县司法局", "演司〔2023〕5号", date(2023, 1, 4))
    station.close()
    return tmp_path / "home"


@pytest.fixture
def years(start, hand, until, monkeypatch):
    def sit_down(officer):
        program = start()
        page = program.frame.centralWidget()
        page.officer.setFocus()
        page.officer.selectAll()
        for typed in (officer, officer):
            hand.type(typed)
            hand.press(ENTER)
        until(lambda: program.window is not None)
        program.work.set_ticket(Ticket(1, WORK))
        return program

    return AtTheWindow(sit_down, hand, until, monkeypatch)


def test_three_years_are_worked_through_at_the_window_and_every_paper_leaves_it(years):
    play(years)
    assert years.now.state == "ended"
    for form, text in years.printed.items():
        assert MAN["name"] in text, form
        assert MAN["id_number"] in text, form
    assert papers_of_his_path() - NOT_HIS == years.printed.keys()
