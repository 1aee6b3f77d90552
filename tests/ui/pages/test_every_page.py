"""Every page opens in both languages, offscreen, and Qt has nothing to complain of."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit

from station_app.access.service import SERVICES
from ui.kit.text import speak
from ui.pages.book import PAGES
from ui.pages.history import event
from ui.pages.tour import stops
from ui.pages.tour_offices import OFFICES
from ui.pages.work import Route

NOT_THE_OFFICER_S = {  # test_offices.py, test_beats.py, test_sealed.py
    "export", "overprint_order", "overprint_end", "backup", "accounts", "account", "audit",
    "beats", "beat",
    "assessment", "log-sheet", "free-looks", "rule_end", "holiday_year", "holiday_end",
    "template", "template_load", "template_field", "template_end",
    "sealed_decide", "custodians", "retention", "purge_propose", "purge_decide",
    "report_queue", "my_people", "report", "leave", "office_decision", "time_line",
    "correction_figures", "discipline",
}  # fmt: skip
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_and_nothing_is_a_window_of_its_own(sign_in, qtbot, language):
    """A button shown before it has a page would take the focus away."""
    speak(language)
    window = sign_in()
    seen = set()
    for name, route in stops(window.work):
        window.open(route)
        qtbot.wait(30)
        assert window.page.route == route, name
        assert window.page.title, name
        assert QApplication.activeWindow() is window.window(), name
        seen.add(route.page)
    assert seen == set(PAGES) - {"who"} - NOT_THE_OFFICER_S


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_a_correction_worker_opens(sign_in, qtbot, language):
    speak(language)
    window = sign_in("corrections")
    for name, route in OFFICES["corrections"]({}, window.work).items():
        window.open(route)
        qtbot.wait(30)
        assert window.page.route == route, name
        assert window.page.title, name


def test_the_tour_of_all_roles_misses_no_page(sign_in):
    work = sign_in().work
    known = dict(stops(work))
    routes = [*known.values()]
    for pages in OFFICES.values():
        routes += pages(known, work).values()
    assert {route.page for route in routes} == set(PAGES)


def test_the_chief_sees_who_looked(sign_in, someone, until):
    person, _place = someone
    window = sign_in("chief")
    window.open(Route("record", "people", person.id))
    until(lambda: window.page.reading.record is not None)
    window.open(Route("who", "people", person.id))
    until(lambda: window.page.sheet.lines.rows)


def test_an_english_window_has_no_chinese_but_data(sign_in, qtbot):
    speak("en")
    window = sign_in()
    left = set()
    for _name, route in stops(window.work):
        if route.page in ("home", "settings", "keys", "ticket", "form", "import", "verify"):
            window.open(route)
            qtbot.wait(30)
            left |= {text for text in words_of(window.page) if HAN.search(text)}
    assert left <= {"中文"}


def words_of(page):
    for widget in page.findChildren(QLabel) + page.findChildren(QAbstractButton):
        if widget.isVisible():
            yield widget.text()
    for line in page.findChildren(QLineEdit):
        yield line.placeholderText()
    for box in page.findChildren(QComboBox):
        yield from (box.itemText(at) for at in range(box.count()))


def test_every_event_of_the_log_is_told_in_words():
    told = [service.audit for service in SERVICES.values() if service.audit]
    assert [name for name in told if isinstance(event(name), str)] == []
