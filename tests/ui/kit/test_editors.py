from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from station_app.core.ids import new_id
from station_app.core.kinds import (
    Address,
    Code,
    Count,
    Day,
    Documents,
    Flag,
    FormOnly,
    IdNumber,
    Moment,
    PersonName,
    Phones,
    Picture,
    Pinyin,
    Ref,
    Serial,
    Words,
)
from station_app.core.parse import parse
from station_app.core.texts import _
from station_app.identity.numbers import check_digit
from tests.conftest import NOW
from ui.kit import text
from ui.kit.editor import Choice, Given
from ui.kit.editors import editor_for

BORN_1990 = "33990119900307001"
WOMAN = "33990119900307002"
SOUND, HERS = BORN_1990 + check_digit(BORN_1990), WOMAN + check_digit(WOMAN)

KINDS = [
    Words(),
    Words(lines=4),
    Serial(),
    PersonName(),
    Pinyin(),
    IdNumber(),
    Documents(),
    Phones(),
    Address(),
    Code("sex"),
    FormOnly("ethnic_group"),
    Count(_("厘米"), 250),
    Flag(),
    Day(),
    Moment(),
    Picture(),
    Ref("people", role="guardian"),
]


@pytest.fixture
def edit(given, shown):
    """An editor in a window, with the focus and another line to leave it for."""

    def make(kind, more=given):
        editor = editor_for(kind, more)
        editor.elsewhere = QLineEdit()
        editor.window = shown(editor.widget, editor.elsewhere)
        editor.focus.setFocus()
        assert editor.focus.hasFocus()
        return editor

    return make


def type_in(editor, typed):
    """Real keys where there are some; what an input method commits else."""
    for letter in typed:
        if letter.isascii():
            QTest.keyClicks(editor.focus, letter)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(letter)
            QApplication.sendEvent(editor.focus, event)


def leave(editor):
    editor.elsewhere.setFocus()


def read(editor):
    return parse(editor.kind, editor.text(), NOW)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
def test_every_kind_of_value_has_an_editor_that_gives_back_what_it_was_shown(edit, kind, kept):
    kept["0" * 64] = b"no picture"
    sample = {
        "IdNumber": SOUND,
        "Documents": "普通护照 E12345678 2030-01-01",
        "Phones": "19900001234 本人",
        "Code": "1",
        "FormOnly": "01",
        "Count": "170",
        "Flag": "是",
        "Day": "2026-03-07",
        "Moment": "2026-03-07 09:30",
        "Picture": "0" * 64,
        "Ref": str(new_id()),
        "Pinyin": "shan xiong xin",
    }.get(type(kind).__name__, "单雄信")
    editor = edit(kind)
    editor.show_text(sample)
    assert editor.text() == sample
    leave(editor)
    assert editor.text() == sample
    editor.show_text("")
    assert editor.text() == ""


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("20260307", "2026-03-07"), ("3.7", "2026-03-07"), ("3-7", "2026-03-07"),
        ("+7", "2026-03-16"), ("今天", "2026-03-09"), ("明天", "2026-03-10"),
        ("２０２６０３０７", "2026-03-07"),
    ],
)  # fmt: skip
def test_a_day_typed_the_short_way_is_written_out_when_it_is_left(edit, typed, stands):
    editor = edit(Day())
    type_in(editor, typed)
    assert editor.text() == typed
    leave(editor)
    assert editor.text() == stands


@pytest.mark.parametrize(("typed", "stands"), [("930", "09:30"), ("9:30", "09:30")])
def test_a_time_typed_the_short_way_is_of_today(edit, typed, stands):
    editor = edit(Moment())
    type_in(editor, typed)
    leave(editor)
    assert editor.text() == f"2026-03-09 {stands}"


def test_a_day_that_is_none_stays_as_typed_and_says_why(edit):
    editor = edit(Day())
    type_in(editor, "20260230")
    leave(editor)
    assert editor.text() == "20260230"
    assert "没有这一天" in str(editor.problem(NOW))


@pytest.mark.parametrize("typed", ["2", "２", "nvx", "nv", "女"])
def test_a_choice_takes_its_code_its_label_or_its_pinyin(edit, typed):
    editor = edit(Code("sex"))
    type_in(editor, typed)
    assert editor.open
    leave(editor)
    assert (editor.text(), editor.focus.text()) == ("2", "女性")
    assert not editor.open


def test_the_arrows_choose_and_escape_closes_the_choices_first(edit):
    editor = edit(Code("sex"))
    QTest.keyClick(editor.focus, Qt.Key.Key_Down)
    assert editor.open
    QTest.keyClick(editor.focus, Qt.Key.Key_Down)
    QTest.keyClick(editor.focus, Qt.Key.Key_Escape)
    assert not editor.open
    assert editor.text() == ""
    QTest.keyClick(editor.focus, Qt.Key.Key_Down)
    QTest.keyClick(editor.focus, Qt.Key.Key_Down)
    editor.settle()
    assert editor.text() == list(_codes("sex"))[1]


def _codes(table):
    from station_app.identity.codes import TABLES

    return TABLES[table]


def test_the_choices_lie_inside_the_window_and_leave_the_focus_in_the_line(edit):
    editor = edit(Code("ethnic_group"))
    type_in(editor, "h")
    listed = editor._list
    assert listed.isVisible()
    assert editor.window.rect().contains(listed.geometry())
    assert editor.focus.hasFocus()


def test_a_word_that_is_no_choice_stays_and_says_what_may_be_typed(edit):
    editor = edit(Code("sex"))
    type_in(editor, "zzz")
    leave(editor)
    assert editor.text() == "zzz"
    assert "可选" in str(editor.problem(NOW))


def test_a_choice_is_shown_in_english_and_kept_as_its_code(edit):
    text.speak("en")
    editor = edit(Code("sex"))
    editor.show_text("1")
    assert (editor.text(), editor.focus.text()) == ("1", "Male")
    editor.focus.selectAll()
    type_in(editor, "fem")
    leave(editor)
    assert editor.text() == "2"


@pytest.mark.parametrize(("typed", "stands"), [("y", "是"), ("n", "否"), ("否", "否"), ("1", "是")])
def test_yes_and_no_take_one_key(edit, typed, stands):
    editor = edit(Flag())
    type_in(editor, typed)
    leave(editor)
    assert editor.text() == stands


def test_a_number_typed_full_width_with_a_small_x_is_tidied_as_it_is_typed(edit):
    editor = edit(IdNumber())
    type_in(editor, "３３９９０１ 1990x")
    assert editor.text() == "3399011990X"


def test_a_sound_number_says_what_it_knows_and_only_once(edit, qtbot):
    editor = edit(IdNumber())
    heard = []
    editor.identified.connect(heard.append)
    type_in(editor, SOUND)
    leave(editor)
    assert [(r.sex, str(r.birth)) for r in heard] == [("1", "1990-03-07")]


def test_fifteen_digits_on_the_way_to_eighteen_are_not_taken_for_an_old_number(edit):
    editor = edit(IdNumber())
    heard = []
    editor.identified.connect(heard.append)
    type_in(editor, "339901900307001")
    assert heard == []
    leave(editor)
    assert [r.number for r in heard] == [editor.text()]
    assert len(editor.text()) == 18


def test_a_wrong_number_stays_and_says_why(edit):
    wrong = SOUND[:-1] + ("0" if SOUND[-1] != "0" else "1")
    editor = edit(IdNumber())
    type_in(editor, wrong)
    leave(editor)
    assert editor.text() == wrong
    assert "校验不符" in str(editor.problem(NOW))


@pytest.mark.parametrize("name", ["阿卜杜热伊木·买买提", "𠮷野", "㐂", "\U0002ceb0", "\U00020000"])
def test_every_name_is_taken_as_it_is(edit, name):
    editor = edit(PersonName())
    type_in(editor, name)
    leave(editor)
    assert editor.text() == name
    assert editor.problem(NOW) is None


def test_what_was_tidied_comes_back_with_undo(edit):
    editor = edit(Day())
    type_in(editor, "3.7")
    leave(editor)
    editor.focus.setFocus()
    QTest.keyClick(editor.focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "3.7"


def test_phones_in_full_width_are_kept_in_half(edit):
    editor = edit(Phones())
    type_in(editor, "１９９００００１２３４")
    leave(editor)
    assert read(editor) == [{"number": "19900001234"}]


def png():
    image = QImage(60, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def test_a_picture_is_pasted_kept_and_shown_small(edit, qtbot, kept):
    editor = edit(Picture())
    QGuiApplication.clipboard().setImage(QImage.fromData(png()))
    with qtbot.waitSignal(editor.changed):
        QTest.keyClick(editor.focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert list(kept) == [editor.text()]
    assert not editor.focus.image.pixmap().isNull()
    QTest.keyClick(editor.focus, Qt.Key.Key_Delete)
    assert editor.text() == ""


def test_what_is_no_picture_is_refused_in_words(edit, qtbot, kept):
    editor = edit(Picture())
    with qtbot.waitSignal(editor.left):
        editor.take(b"%PDF-1.7")
    assert (editor.text(), kept) == ("", {})
    assert "照片" in str(editor.problem(NOW))


@pytest.fixture
def neighbours(background):
    people = {"张三": new_id(), "张三丰": new_id(), "李四": new_id()}

    def find(register, typed):
        return [Choice(id, name[0] + "*") for name, id in people.items() if name.startswith(typed)]

    title = {id: name[0] + "*" for name, id in people.items()}.__getitem__
    return people, Given(
        now=lambda: NOW,
        background=background,
        find=find,
        title=lambda register, record: title(record),
    )


def test_a_reference_is_typed_found_and_taken_with_enter(edit, qtbot, neighbours):
    people, given = neighbours
    editor = edit(Ref("people", role="guardian"), given)
    type_in(editor, "张")
    qtbot.waitUntil(lambda: editor.open)
    QTest.keyClick(editor.focus, Qt.Key.Key_Down)
    editor.settle()
    assert editor.text() == str(people["张三丰"])
    assert editor.focus.text() == "张*"
    type_in(editor, "x")
    assert editor.text() == "张*x"  # changed after it was taken: taken no more


def test_enter_before_the_answer_takes_the_only_hit_when_it_comes(edit, qtbot, neighbours):
    people, given = neighbours
    editor = edit(Ref("people", role="guardian"), given)
    type_in(editor, "李")
    leave(editor)
    qtbot.waitUntil(lambda: editor.text() == str(people["李四"]))
    assert editor.problem(NOW) is None


def test_enter_before_the_answer_never_takes_one_of_several(edit, qtbot, neighbours):
    _people, given = neighbours
    editor = edit(Ref("people", role="guardian"), given)
    type_in(editor, "张")
    with qtbot.waitSignals([editor.left, editor.left]):
        leave(editor)
    assert editor.text() == "张"
    assert "2 条" in str(editor.problem(NOW))


def test_a_reference_that_is_loaded_shows_its_title(edit, qtbot, neighbours):
    people, given = neighbours
    editor = edit(Ref("people", role="guardian"), given)
    editor.show_text(str(people["李四"]))
    qtbot.waitUntil(lambda: editor.focus.text() == "李*")
    assert editor.text() == str(people["李四"])


def takes_input_method(widget):
    """As the platform asks when the focus comes."""
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(widget, asked)
    return asked.value(Qt.InputMethodQuery.ImEnabled)


@pytest.mark.parametrize("kind", [Code("sex"), Flag(), IdNumber(), Pinyin(), Count(_("厘米"))])
def test_codes_and_numbers_are_typed_past_the_input_method(edit, kind):
    editor = edit(kind)
    assert not takes_input_method(editor.focus)


@pytest.mark.parametrize("kind", [PersonName(), Address(), Words(), Words(lines=4), Phones()])
def test_names_and_words_are_typed_through_the_input_method(edit, kind):
    editor = edit(kind)
    assert takes_input_method(editor.focus)
