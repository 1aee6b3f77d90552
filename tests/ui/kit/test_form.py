from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.core.kinds import Flag, Moment, PersonName, Words
from station_app.core.records import Current
from station_app.core.register import Field, Register
from station_app.core.texts import _
from station_app.identity.numbers import check_digit
from station_app.people import rules
from station_app.registers import REGISTERS
from tests.conftest import NOW
from ui.kit.form import RecordForm

PEOPLE = REGISTERS["people"]
MAN, WOMAN = (n + check_digit(n) for n in ("33990119900307001", "33990119920805002"))

CALLS = Register(
    name="calls_on_paper",
    number=900,
    title=_("报警"),
    record=Current,
    fields=(
        Field(name="at", label=_("时间"), kind=Moment(), required=True),
        Field(name="who", label=_("姓名"), kind=PersonName()),
        Field(name="facts", label=_("内容"), kind=Words(lines=4), help=_("照实写")),
        Field(name="urgent", label=_("紧急"), kind=Flag()),
    ),
    columns=("at",),
    subject=("at",),
)


@pytest.fixture
def form_of(given, shown):
    def make(register, **more):
        form = RecordForm(register, given, **more)
        form.window_shown = shown(form)
        first(form).setFocus()
        return form

    return make


@pytest.fixture
def form(form_of):
    return form_of(PEOPLE, contradictions=rules.contradictions)


def first(form):
    return next(iter(form.editors.values())).focus


def keys(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def commit(text):
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def at(form):
    focus = QApplication.focusWidget()
    return next((name for name, e in form.editors.items() if e.focus is focus), None)


def beside(form, name):
    return form._rows[name].note.text()


SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


TYPED = {name: each for name, each in REGISTERS.items() if any(f.typed for f in each.fields)}


@pytest.mark.parametrize("register", TYPED.values(), ids=TYPED)
def test_every_register_has_a_form_with_one_named_editor_per_typed_field(form_of, register):
    form = form_of(register)
    assert list(form.editors) == [field.name for field in register.fields if field.typed]
    assert all(editor.focus.accessibleName() for editor in form.editors.values())


def test_enter_goes_to_the_next_field_and_shift_enter_back(form_of):
    form = form_of(CALLS)
    press(Qt.Key.Key_Return)
    assert at(form) == "who"
    press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert at(form) == "facts"
    press(Qt.Key.Key_Return, SHIFT)
    assert at(form) == "who"


def test_in_a_long_text_enter_is_a_new_line_and_tab_leaves(form_of):
    form = form_of(CALLS)
    form.editors["facts"].focus.setFocus()
    keys("a")
    press(Qt.Key.Key_Return)
    keys("b")
    assert form.editors["facts"].text() == "a\nb"
    press(Qt.Key.Key_Tab)
    assert at(form) == "urgent"
    press(Qt.Key.Key_Return, SHIFT)
    assert at(form) == "facts"


def test_while_the_input_method_composes_enter_and_escape_belong_to_it(form_of, qtbot):
    form = form_of(CALLS)
    form.editors["who"].focus.setFocus()
    QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent("zhang san", []))
    with qtbot.assertNotEmitted(form.back):
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Escape)
    assert at(form) == "who"
    commit("张三")
    press(Qt.Key.Key_Return)
    assert (at(form), form.editors["who"].text()) == ("facts", "张三")


def test_what_is_wrong_is_said_as_soon_as_the_field_is_left_and_nothing_is_cleared(form):
    keys("123")
    press(Qt.Key.Key_Return)
    assert "18 位" in beside(form, "id_number")
    assert form.editors["id_number"].text() == "123"
    assert "18 位" in form.editors["id_number"].focus.accessibleDescription()


def test_a_field_merely_passed_by_is_not_complained_of(form):
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert beside(form, "name") == ""


def test_saving_says_what_is_needed_and_goes_there(form):
    _values, problems = form.draft(NOW)
    assert [p.field for p in problems] == ["name"]
    assert at(form) == "name"
    assert beside(form, "name") == "必填"


def test_a_number_fills_sex_and_birth(form):
    keys(MAN)
    assert form.editors["sex"].text() == "1"
    assert form.editors["birth"].text() == "1990-03-07"


def test_a_number_mended_fills_anew_and_never_over_what_was_typed(form):
    keys(MAN)
    form.editors["birth"].show_text("1990-03-08")
    form.editors["id_number"].show_text(WOMAN)
    assert form.editors["sex"].text() == "2"
    assert form.editors["birth"].text() == "1990-03-08"


def test_what_was_filled_and_then_emptied_stays_empty(form):
    keys(MAN)
    form.editors["sex"].focus.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    form.editors["id_number"].show_text(WOMAN)
    assert form.editors["sex"].text() == ""


def test_a_contradiction_is_a_question_beside_the_field_and_may_stand(form):
    keys(MAN)
    form.editors["sex"].focus.setFocus()
    press(Qt.Key.Key_A, CTRL)
    keys("2")
    press(Qt.Key.Key_Return)
    assert "不符" in beside(form, "sex")
    form.editors["name"].show_text("张三")
    values, problems = form.draft(NOW)
    assert (values["sex"], problems) == ("2", [])


def test_what_to_look_at_in_a_sound_number_stands_beside_it(form):
    number = "33999919900307001"
    keys(number + check_digit(number))
    assert "行政区划" in beside(form, "id_number")


def test_names_and_numbers_are_told_when_they_are_left(form, qtbot):
    form.editors["name"].focus.setFocus()
    commit("张三")
    with qtbot.waitSignal(form.identity_left) as heard:
        press(Qt.Key.Key_Return)
    assert heard.args == [{"name": "张三"}]
    form.editors["name"].focus.setFocus()
    with qtbot.assertNotEmitted(form.identity_left):
        press(Qt.Key.Key_Return)  # nothing new was typed


def test_the_last_record_is_copied_by_field_and_all_at_once_but_never_who_it_is(form):
    form.last = {
        "name": "张三", "id_number": MAN, "phone": "19900001234", "employer": "某厂",
        "education": "20", "native_place": "甲县",
    }  # fmt: skip
    form.editors["employer"].focus.setFocus()
    press(Qt.Key.Key_F4)
    assert form.editors["employer"].text() == "某厂"
    assert form.editors["native_place"].text() == ""
    form.editors["employer"].show_text("另一厂")
    press(Qt.Key.Key_F4, CTRL)
    typed = form.values_typed()
    assert (typed["employer"], typed["native_place"], typed["education"]) == (
        "另一厂",
        "甲县",
        "20",
    )
    assert (typed["name"], typed["id_number"], typed["phone"]) == ("", "", "")


@pytest.mark.parametrize(
    ("signal", "key", "modifier"),
    [
        ("save", Qt.Key.Key_S, CTRL), ("save_next", Qt.Key.Key_Return, CTRL),
        ("back", Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ],
)  # fmt: skip
def test_saving_and_going_back_are_keys_and_settle_what_is_being_typed(
    form, qtbot, signal, key, modifier
):
    form.editors["birth"].focus.setFocus()
    keys("3.7")
    with qtbot.waitSignal(getattr(form, signal)):
        press(key, modifier)
    assert form.editors["birth"].text() == "2026-03-07"


def test_escape_closes_the_choices_before_it_goes_back(form, qtbot):
    form.editors["sex"].focus.setFocus()
    keys("n")
    with qtbot.assertNotEmitted(form.back):
        press(Qt.Key.Key_Escape)
    with qtbot.waitSignal(form.back):
        press(Qt.Key.Key_Escape)


def test_undo_in_a_field_is_of_the_text(form):
    form.editors["employer"].focus.setFocus()
    keys("abc")
    press(Qt.Key.Key_Z, CTRL)
    assert form.editors["employer"].text() == ""


def test_a_form_that_is_loaded_counts_as_untouched(form, qtbot):
    with qtbot.assertNotEmitted(form.touched):
        form.load({"name": "张三", "sex": "1", "remarks": "甲\n乙"})
    assert form.values_typed()["remarks"] == "甲\n乙"
    with qtbot.waitSignal(form.touched):
        form.editors["name"].focus.setFocus()
        keys("x")


def test_help_stands_beside_the_field_that_has_the_focus(form_of):
    form = form_of(CALLS)
    form.editors["facts"].focus.setFocus()
    assert beside(form, "facts") == "照实写"
    press(Qt.Key.Key_Tab)
    assert beside(form, "facts") == ""


def test_a_person_typed_with_the_keyboard_alone_can_be_filed(form, officer, office):
    keys(MAN)
    press(Qt.Key.Key_Return)
    commit("单雄信")
    press(Qt.Key.Key_Return)
    _values, problems = form.draft(NOW)
    assert problems == []
    typed = {name: text for name, text in form.values_typed().items() if text}
    assert office.file(officer, "people", **typed).birth.isoformat() == "1990-03-07"


def test_choices_do_not_hang_in_the_air_when_the_page_is_scrolled(form):
    form.window_shown.resize(700, 300)
    form.editors["sex"].focus.setFocus()
    QApplication.processEvents()
    keys("n")
    assert form.editors["sex"].open
    form.verticalScrollBar().setValue(form.verticalScrollBar().maximum())
    assert not form.editors["sex"].open


@pytest.mark.parametrize("width", [560, 700, 1366])
def test_a_form_needs_no_scrolling_sideways(form, width):
    form.window_shown.resize(width, 500)
    QApplication.processEvents()
    assert form.widget().width() <= form.viewport().width()
    assert all(e.widget.width() >= 150 for e in form.editors.values())
