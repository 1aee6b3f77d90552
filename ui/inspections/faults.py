"""Faults as they are typed, a line each, beside the whole list, which starts as 未发现问题.

`6 楼道堆物` and Enter; the number alone takes the usual words; `12!` was mended at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from station_app.core.kinds import Picture
from station_app.core.texts import Shown, Text, _
from station_app.identity import codes
from station_app.identity.checklists import POLICE
from station_app.inspections.rules import Fault, read_fault, rental
from ui.kit.editor import Given
from ui.kit.fields import Line
from ui.kit.keys import is_key
from ui.kit.picture import PictureEditor
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.sheet import Row, Sheet

LINES = 3  # to begin with
KEYS = ("next", "previous", "save")
COLUMNS = (_("编号"), _("检查项目"), _("部门"), _("情况"))


@dataclass(frozen=True, slots=True)
class _Fault:
    """One line: what is typed, what there is to say of it, and its photograph."""

    line: Line
    note: QLabel
    photo: PictureEditor

    @property
    def text(self) -> str:
        return self.line.text().strip()


class Faults(QWidget):
    touched = Signal()
    save = Signal()
    onward = Signal()  # Enter on an empty line: there are no more

    def __init__(self, given: Given) -> None:
        """`beside` is for the page to lay at the right: the list, and the line's photograph."""
        super().__init__()
        self._given = given
        self._lines: list[_Fault] = []
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setColumnStretch(0, 3)
        self.grid.setColumnStretch(1, 2)
        self.items = Sheet(_("检查项目"), COLUMNS, stretch=3)
        self.items.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.items.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 5)
        self.photographs = QStackedWidget()
        self.whose = label(wrap=True)
        tone(self.whose, Tone.QUIET)
        self.beside = QWidget()
        column = QVBoxLayout(self.beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.items, 1)
        column.addWidget(self.whose)
        column.addWidget(self.photographs)
        for _line in range(LINES):
            self._add()
        self.setFocusProxy(self._lines[0].line)
        self._look_at(0)
        self._tell()

    # What stands there

    @property
    def typed(self) -> str:
        """As the act reads it."""
        return "；".join(filter(None, (each.text for each in self._lines)))

    @property
    def photos(self) -> dict[str, str]:
        """Item → photograph; a line that is no fault has none."""
        read = ((read_fault(each.text), each.photo.text()) for each in self._lines)
        return {fault.item: sha for fault, sha in read if isinstance(fault, Fault) and sha}

    @property
    def kept(self) -> dict[str, str]:
        """For a draft."""
        found = {f"fault.{at}": each.text for at, each in enumerate(self._lines)}
        found |= {f"photo.{at}": each.photo.text() for at, each in enumerate(self._lines)}
        return {name: text for name, text in found.items() if text}

    def load(self, kept: Mapping[str, str]) -> None:
        for name, text in kept.items():
            what, _dot, at = name.partition(".")
            if what not in ("fault", "photo"):
                continue
            while len(self._lines) <= int(at):
                self._add()
            each = self._lines[int(at)]
            (each.line.replace if what == "fault" else each.photo.show_text)(text)

    # Typing

    def _add(self) -> None:
        at, line, note = len(self._lines), Line(), label(wrap=True)
        photo = PictureEditor(Picture(), self._given)
        photo.focus.setAccessibleName(words(_("第 {n} 个问题的照片", n=at + 1)))
        photo.changed.connect(self.touched)
        line.setAccessibleName(words(_("第 {n} 个问题", n=at + 1)))
        line.setPlaceholderText(words(_("编号 情况，如 6 楼道堆物；编号后加 ! 为当场改正")))
        line.textChanged.connect(lambda _text: self._changed())
        line.installEventFilter(self)
        self.grid.addWidget(line, at, 0)
        self.grid.addWidget(note, at, 1)
        self.photographs.addWidget(photo.widget)
        self._lines.append(_Fault(line, note, photo))

    def _changed(self) -> None:
        self._tell()
        self.touched.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        at = next((n for n, each in enumerate(self._lines) if each.line is watched), None)
        if at is None:
            return False
        if event.type() == QEvent.Type.FocusIn:
            self._look_at(at)
        elif event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            assert isinstance(event, QKeyEvent)  # noqa: S101  so say the two types
            act = None if self._lines[at].line.composing else self._act_of(at, event)
            if act is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    act()
                return True
        return False

    def _act_of(self, at: int, event: QKeyEvent) -> Callable[[], None] | None:
        """What this press means here beyond typing."""
        if event.matches(QKeySequence.StandardKey.Paste) and not _clipped().isNull():
            return lambda: self._paste(at)
        key = next((name for name in KEYS if is_key(event, name)), "")
        acts: Mapping[str, Callable[[], None]] = {
            "next": lambda: self._next(at),
            "previous": lambda: self._go(max(at - 1, 0)),
            "save": self.save.emit,
        }
        return acts.get(key)

    def _next(self, at: int) -> None:
        line = self._lines[at].line
        if not line.text().strip():
            self.onward.emit()
            return
        fault = read_fault(line.text())
        if isinstance(fault, Fault):
            line.replace(_spelt(fault))
        self._go(at + 1)

    def _go(self, at: int) -> None:
        if at == len(self._lines):
            self._add()
        self._lines[at].line.setFocus(Qt.FocusReason.TabFocusReason)

    # Photographs: of the line one is on

    def _look_at(self, at: int) -> None:
        self.photographs.setCurrentIndex(at)
        told = _("第 {n} 个问题的照片：在那一行按 Ctrl+V，或拖到框内", n=at + 1)
        self.whose.setText(words(told))

    def _paste(self, at: int) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if _clipped().save(buffer, "PNG"):  # type: ignore[call-overload]
            self._lines[at].photo.take(bytes(buffer.data().data()))

    # Saying

    def _tell(self) -> None:
        found: dict[str, Fault] = {}
        for each in self._lines:
            fault = read_fault(each.text) if each.text else None
            if isinstance(fault, Fault):
                found[fault.item] = fault
            each.note.setText(words(_told(fault)))
            tone(each.note, Tone.RED if isinstance(fault, Text) else Tone.QUIET)
        self.items.show_rows(list(_rows(found)))
        self.items.clearSelection()


def _clipped() -> QImage:
    return QGuiApplication.clipboard().image()


def _spelt(fault: Fault) -> str:
    return f"{fault.item[1:]}{'!' if fault.corrected else ''} {fault.text}"


def _told(fault: Fault | Text | None) -> Shown:
    """Whose it is to order, or what is wrong with the line."""
    if not isinstance(fault, Fault):
        return fault or ""
    item = Text(codes.label("rental_item", fault.item))
    if fault.corrected:
        return _("{item}：当场改正，即复查销号", item=item)
    if fault.of.power == POLICE:
        return _("{item}：责令限期改正", item=item)
    power = Text(codes.label("power", fault.of.power))
    return _("{item}：移送（抄告）{power}", item=item, power=power)


def _rows(found: Mapping[str, Fault]) -> Iterator[Row]:
    for item in rental().faults:
        fault = found.get(item.id)
        said: Shown = fault.text if fault else _("未发现问题")
        texts = (item.id[1:], Text(codes.label("rental_item", item.id)),
                 Text(codes.label("power", item.power)), said)  # fmt: skip
        yield Row(texts, item.id, item.look, Tone.RED if fault else Tone.PLAIN)
