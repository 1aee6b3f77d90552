"""A statement is taken without a mouse: the head, then question and answer by turns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from sqlalchemy import select

from station_app import app
from station_app.statements.records import Statement
from tests.statements.asked import case, person
from ui.pages.work import Route

WHO = {"name": "钱大川", "id_number": "339901198801010011"}


def statements(home):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    with station.desk("officer").view("list:statements") as view:
        found = view.all(select(Statement).order_by(Statement.row))
    station.close()
    return found


def test_a_statement_is_taken_by_the_keyboard_alone(home, sign_in, hand, until):
    before = len(statements(home))
    window = sign_in(ticket=False)
    here, man = case(window.work.desk).id, person(window.work.desk, WHO)
    known = {"person_id": str(man), "role": "witness", "place": "本所第一询问室"}
    known |= {"second": "周警官"}
    route = Route("statement", "cases", here, action="question").having(**known)
    window.open(route)
    until(lambda: window.page.route == route and window.page.form.isEnabled())
    page = window.page
    assert page.form.editors["since"].text()
    assert page.form.editors["officer"].text() == "officer"
    page.form.to_the_end()
    hand.press(Qt.Key.Key_Return)  # 问：
    hand.press(Qt.Key.Key_F11)
    until(lambda: window.below.isVisible() and window.below._usual.found.count() > 1)
    hand.press(Qt.Key.Key_1)
    until(lambda: len(page.form.talk.toPlainText()) > 5)
    hand.press(Qt.Key.Key_Return)  # 答：
    hand.compose("shi", "是")
    hand.press(Qt.Key.Key_Return)
    lines = page.form.talk.toPlainText().splitlines()
    assert [line[:2] for line in lines] == ["问：", "答：", "问："]
    assert lines[1] == "答：是"
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.register == "statements" and window.page.record)
    until(lambda: window.page.form.talk.hasFocus())  # one goes on where one was
    hand.compose("zai", "在哪里？")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: statements(home)[-1].body.endswith("问：在哪里？"))
    assert len(statements(home)) == before + 1
    assert window.page.route.page == "statement"
