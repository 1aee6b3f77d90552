"""Every key of the window, as one table: shortcuts are made from it, and so is the F1 sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from station_app.core.texts import Text, _

ANYWHERE, FORM, LIST = _("任何地方"), _("表单中"), _("列表中")
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Key:
    name: str  # what code calls it
    sequence: str  # Qt's portable text
    does: Text
    where: Text


KEYS: tuple[Key, ...] = (
    Key("help", "F1", _("全部按键"), ANYWHERE),
    Key("search", "Ctrl+K", _("查询"), ANYWHERE),
    Key("new", "Ctrl+N", _("在此新增"), ANYWHERE),
    Key("edit", "F2", _("修改"), ANYWHERE),
    Key("print", "F3", _("打印"), ANYWHERE),
    Key("refresh", "F5", _("刷新"), ANYWHERE),
    Key("history", "F6", _("历史"), ANYWHERE),
    Key("agenda", "F7", _("待办日程"), ANYWHERE),
    Key("ticket", "F8", _("新接待单、挂起、取回"), ANYWHERE),
    Key("paste_call", "Ctrl+Shift+V", _("粘贴110警情文本"), ANYWHERE),
    Key("hand_over", "Ctrl+H", _("交接班"), ANYWHERE),
    Key("exchange", "Ctrl+J", _("上报下发、数据不一致待处理"), ANYWHERE),
    Key("rare", "F9", _("生僻字帮助"), ANYWHERE),
    Key("usual", "F11", _("常用文字（多行文字中）"), ANYWHERE),
    Key("export", "F12", _("导出列表"), ANYWHERE),
    Key("lock", "Ctrl+L", _("锁屏"), ANYWHERE),
    Key("undo", "Ctrl+Z", _("撤销最近一次办理；在输入框中撤销键入"), ANYWHERE),
    Key("back", "Esc", _("返回（草稿保留）"), ANYWHERE),
    Key("next", "Return", _("下一项；多行文字中换行；选字时归输入法"), FORM),
    Key("previous", "Shift+Return", _("上一项"), FORM),
    Key("leave", "Tab", _("离开多行文字"), FORM),
    Key("save_next", "Ctrl+Return", _("保存并录入下一条"), FORM),
    Key("save", "Ctrl+S", _("保存"), FORM),
    Key("copy_field", "F4", _("本项同上一条"), FORM),
    Key("copy_all", "Ctrl+F4", _("全部同上一条"), FORM),
    Key("choices", "Down", _("展开可选项"), FORM),
    Key("open", "Return", _("打开"), LIST),
    Key("first", "Home", _("第一条"), LIST),
    Key("last", "End", _("最后一条"), LIST),
    Key("page_up", "PgUp", _("上一页"), LIST),
    Key("page_down", "PgDown", _("下一页"), LIST),
    Key("take_left", "Left", _("逐项比对时采用左边"), LIST),
    Key("take_right", "Right", _("逐项比对时采用右边"), LIST),
)
BY_NAME = {key.name: key for key in KEYS}


def shortcut(name: str, parent: QWidget, act: Callable[[], object]) -> QShortcut:
    """A key of the table that works while `parent` or anything in it has the focus."""
    made = QShortcut(QKeySequence(BY_NAME[name].sequence), parent)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(act)
    return made


def is_key(event: QKeyEvent, name: str) -> bool:
    """Whether this press is that key of the table; the digit block's Enter is Enter."""
    pressed = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if pressed == Qt.Key.Key_Enter:
        pressed = Qt.Key.Key_Return
    return QKeySequence(QKeyCombination(modifiers, pressed)) == QKeySequence(BY_NAME[name].sequence)
