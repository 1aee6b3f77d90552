"""A password that was set by somebody else opens one page: the one on which it is changed."""

from __future__ import annotations

from station_app import app
from station_app.access import accounts
from ui.first_password import FirstPassword
from ui.window import Window


def given(home, officer):
    """As the security officer's setting it anew does in a real home."""
    station = app.open_home(home, app.unlock(home, "security", "security"))
    with station.store.writing() as session:
        accounts.give_password(session, officer, to_change=True)
    station.close()


def signed_in(program, page, officer, password):
    program.sign_in(page, officer, password)


def test_it_is_changed_first_and_then_the_desk_opens(home, start, until):
    given(home, "officer")
    program = start()
    signed_in(program, program.frame.centralWidget(), "officer", "officer")
    until(lambda: isinstance(program.frame.centralWidget(), FirstPassword))
    assert program.window is None
    page = program.frame.centralWidget()
    for line in (page.own.present, page.own.new.first, page.own.new.again):
        line.setText("officer" if line is page.own.present else "another password")
    page.own.change()
    until(lambda: isinstance(program.frame.centralWidget(), Window))
    assert not program.work.desk.given
    station, desk = app.sign_in(home, "officer", "another password")
    assert not desk.given
    station.close()


def test_a_wrong_present_password_is_told_on_that_page(home, start, until):
    given(home, "officer")
    program = start()
    signed_in(program, program.frame.centralWidget(), "officer", "officer")
    until(lambda: isinstance(program.frame.centralWidget(), FirstPassword))
    page = program.frame.centralWidget()
    page.own.present.setText("wrong")
    page.own.new.first.setText("another password")
    page.own.new.again.setText("another password")
    page.own.change()
    until(lambda: page.message.text() != "")
    assert program.window is None
