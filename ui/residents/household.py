"""A whole household on one screen: the address line, then its members row by row.

Enter goes to the next field, Ctrl+Enter to the next member, Ctrl+S saves all of them in one act.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QWidget

from station_app.core.errors import Explained, Problem
from station_app.core.kinds import Ref
from station_app.core.register import read_draft
from station_app.core.texts import Shown, _
from station_app.identity.numbers import Reading
from station_app.people.register import PEOPLE
from station_app.residents.records import HEAD
from station_app.residents.register import RESIDENTS
from station_app.workflows.find import find
from station_app.workflows.let import register_household
from ui.kit.drafts import Drafts, kept_at
from ui.kit.editor import Editor
from ui.kit.editors import editor_for
from ui.kit.form import RecordForm
from ui.kit.keys import is_key
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.giving import given
from ui.pages.page import Page
from ui.pages.work import Route, Work
from ui.residents.member import (
    MEMBERS,
    OF_PERSON,
    OF_RESIDENCE,
    REST,
    WIDTHS,
    Line,
    field_of,
    line_of,
)

PLACE = "residents/household"


class Household(Page):
    touched = Signal()

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.given = given(work)
        self.lines: list[Line] = []
        self._dirty = self._loading = False
        save = QPushButton(words(_("保存全户（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.head(_("整户登记"), save)
        self.grid = QGridLayout()
        self._lay()
        self.drafts = Drafts(cast(RecordForm, self), PLACE, work.desk, work.background)
        self.touched.connect(self._touched)
        self.setFocusProxy(self.place.focus)
        work.ask(lambda: kept_at(work.desk, PLACE), self._opened, self)

    @property
    def title(self) -> Shown:
        return _("整户登记")

    @property
    def unsaved(self) -> bool:
        return self._dirty

    # Laying out

    def _lay(self) -> None:
        self.place = editor_for(Ref("places", role="home"), self.given)
        self.place.focus.setAccessibleName(words(_("现住址")))
        self.place.focus.setProperty("placeholderText", words(_("键入地址，可取用已有地址")))
        self.place_note = label(wrap=True)
        top = QGridLayout()
        top.setColumnStretch(1, 3)
        top.setColumnStretch(2, 2)
        top.addWidget(label(_("现住址")), 0, 0)
        top.addWidget(self.place.widget, 0, 1)
        top.addWidget(self.place_note, 0, 2)
        self.column.addLayout(top)
        self.column.addSpacing(8)
        self.grid.setHorizontalSpacing(6)
        for at, name in enumerate((*OF_PERSON, *OF_RESIDENCE, *REST), start=1):
            heading = label(field_of(name).label)
            tone(heading, Tone.HEADING)
            self.grid.addWidget(heading, 0, at)
        self.grid.setColumnStretch(len(WIDTHS), 3)  # the address
        self.grid.setColumnStretch(len(WIDTHS) + 1, 2)  # what there is to say
        inner = QWidget()
        inner.setLayout(self.grid)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.column.addWidget(area, 1)
        self.column.addWidget(
            self.quiet(_("Enter 下一项　Ctrl+Enter 下一人　Ctrl+S 保存全户　第一人为户主"))
        )
        self._listen(self.place)
        for _row in range(MEMBERS):
            self.add_line()

    def add_line(self) -> Line:
        number = len(self.lines) + 1
        line = Line({}, label(wrap=True))
        self.grid.addWidget(label(str(number)), number, 0)
        for at, name in enumerate((*OF_PERSON, *OF_RESIDENCE, *REST), start=1):
            each = field_of(name)
            editor = line.editors[name] = editor_for(each.kind, self.given)
            editor.widget.setMinimumWidth(WIDTHS[name])
            told = _("第 {n} 人，{field}", n=number, field=each.label)
            editor.focus.setAccessibleName(words(told))
            self._listen(editor)
            self.grid.addWidget(editor.widget, number, at)
        line.editors["id_number"].identified.connect(
            lambda reading: self._identified(line, reading)
        )
        self.grid.addWidget(line.note, number, len(WIDTHS) + 1)
        self.grid.setRowStretch(number, 0)
        self.grid.setRowStretch(number + 1, 1)
        self.lines.append(line)
        if number == 1:
            line.editors["relation_to_head"].show_text(HEAD)
        return line

    def _listen(self, editor: Editor) -> None:
        editor.changed.connect(self._changed)
        editor.focus.installEventFilter(self)

    # Typing

    def _changed(self) -> None:
        if not self._loading:
            self.touched.emit()

    def _touched(self) -> None:
        self._dirty = True

    def _editors(self) -> list[Editor]:
        return [self.place, *(e for line in self.lines for e in line.editors.values())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        editor = next((e for e in self._editors() if e.focus is watched), None)
        if editor is None or editor.composing or not isinstance(event, QKeyEvent):
            return False
        key = next((k for k in ("next", "previous", "save_next", "save") if is_key(event, k)), None)
        if key is None:
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            editor.settle()
            self._press(key, editor)
        return True

    def _press(self, key: str, editor: Editor) -> None:
        if key == "save":
            self.press_save()
        elif key == "save_next":
            self._next_member(editor)
        else:
            editors = self._editors()
            at = editors.index(editor) + (1 if key == "next" else -1)
            if at == len(editors):
                self.add_line()
                editors = self._editors()
            editors[max(at, 0)].focus.setFocus(Qt.FocusReason.TabFocusReason)

    def _next_member(self, editor: Editor) -> None:
        at = next((n for n, x in enumerate(self.lines) if editor in x.editors.values()), -1) + 1
        line = self.lines[at] if at < len(self.lines) else self.add_line()
        line.editors["id_number"].focus.setFocus(Qt.FocusReason.TabFocusReason)

    def _identified(self, line: Line, reading: Reading) -> None:
        """Who already holds this number is taken, never entered twice."""
        number, work = reading.number, self.work

        def read() -> str:
            with work.desk.view("find") as view:
                hits = find(view, number, register="people", limit=1).hits
            if not hits or work.purpose is None:
                return words(hits[0].title) if hits else ""
            return work.titles(PEOPLE, [hits[0].id]).get(hits[0].id, "")

        work.ask(read, lambda title: self._known(line, title.partition(" ")[0]), self)

    def _known(self, line: Line, name: str) -> None:
        line.known = name
        if name:
            line.say(Tone.ASK, words(_("已登记：{name}，取用已有记录", name=name)))
            if not line.editors["name"].text() and "*" not in name:
                line.editors["name"].show_text(name)
        else:
            line.say(Tone.PLAIN, "")

    # Drafts

    def values_typed(self) -> dict[str, str]:
        found = {"place": self.place.text()}
        for at, line in enumerate(self.lines):
            found |= {f"{at}.{name}": text for name, text in line.texts.items()}
        return found

    def _opened(self, draft: Mapping[str, str] | None) -> None:
        """What was typed meanwhile stays."""
        texts = dict(draft) if draft else {"place": self.route.texts.get("place_id", "")}
        self._loading = True
        if texts.get("place") and not self.place.text().strip():
            self.place.show_text(texts["place"])
        for name, text in texts.items():
            at, _dot, each = name.partition(".")
            while each and len(self.lines) <= int(at):
                self.add_line()
            if each and text and not self.lines[int(at)].editors[each].text().strip():
                self.lines[int(at)].editors[each].show_text(text)
        self._loading = False
        if draft:
            self._dirty = True
            self.work.say(_("已取回未保存的草稿"), Tone.ASK)

    def keep(self) -> None:
        self.drafts.keep_now()

    # Saving

    def press_save(self) -> None:
        for editor in self._editors():
            editor.settle()
        members = self._members()
        if members is None:
            return
        place, work = self.place.text().strip(), self.work
        if not place:
            self.place.focus.setFocus()
            self.work.say(_("请填写现住址"), Tone.RED)
            return

        def save(address: str) -> None:
            work.act(
                "register-household",
                lambda act: register_household(act, address, members),
                self._saved,
                self,
                self._refused,
            )

        work.ask(lambda: line_of(work, place), save, self)

    def _members(self) -> list[tuple[dict[str, Any], dict[str, Any]]] | None:
        now, members, wrong = self.work.desk.now(), [], 0
        for line in self.lines:
            if not line.filled:
                continue
            texts = line.texts
            person = {n: texts[n] for n in (*OF_PERSON, *REST) if texts[n].strip()}
            if line.known and not person.get("name"):
                person["name"] = line.known
            values, problems = read_draft(PEOPLE, person, now)
            residence = {n: texts[n] for n in OF_RESIDENCE if texts[n].strip()}
            more, others = read_draft(RESIDENTS, residence, now, part=True)
            wrong += self._explain(line, [*problems, *others])
            members.append((values, more))
        if not members:
            self.lines[0].editors["id_number"].focus.setFocus()
            self.work.say(_("一户至少要有一人"), Tone.RED)
            return None
        if wrong:
            self.work.say(_("还有 {n} 处需要改正", n=wrong), Tone.RED)
            return None
        return members

    def _explain(self, line: Line, problems: list[Problem]) -> int:
        said = [
            words(_("{field}：{message}", field=field_of(p.field).label, message=p.message))
            for p in problems
        ]
        if said:
            line.say(Tone.RED, "\n".join(said))
            line.editors[problems[0].field].focus.setFocus()
        elif not line.known:
            line.say(Tone.PLAIN, "")
        return len(said)

    def _refused(self, problem: Explained) -> None:
        self.work.say(problem.text, Tone.RED)

    def _saved(self, ids: list[UUID]) -> None:
        self.drafts.forget()
        self._dirty = False
        self.work.replace("record", "residents", ids[0])
        self.work.say(_("已保存，全户 {n} 人", n=len(ids)))
