"""What is copied out of a page stands in the log, as an HMAC and with the record it was of."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlalchemy import text

NUMBER = "339901199001010018"


def told(work):
    with work.desk.store.reading() as session:
        bodies = session.scalars(text("select body from audit_event order by number")).all()
    return [event for body in bodies if (event := json.loads(body))["event"] == "copied"]


def copy(page, what):
    line = QLineEdit(what, page)
    line.show()
    line.selectAll()
    line.copy()


@pytest.fixture
def window(sign_in):
    QApplication.clipboard().clear()
    return sign_in("officer")


def test_a_copy_is_told_to_the_log_and_not_what_it_said(window, until):
    copy(window, NUMBER)
    until(lambda: told(window.work))
    (event,) = told(window.work)
    assert NUMBER not in json.dumps(event)
    assert (event["officer"], event["length"]) == ("officer", 18)
    with window.work.desk.view("agenda") as view:
        assert event["term"] == view.term(NUMBER)  # as a search for it is kept


def test_it_names_the_record_that_was_open(window, someone, until):
    person = someone[0].id
    window.work.go("record", "people", person)
    copy(window, NUMBER)
    until(lambda: told(window.work))
    assert told(window.work)[0]["records"] == [f"people/{person}"]


def test_nothing_copied_is_nothing_told(window, until):
    QApplication.clipboard().clear()
    copy(window, "   ")
    copy(window, NUMBER)
    until(lambda: told(window.work))
    assert len(told(window.work)) == 1
