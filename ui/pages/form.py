"""Entering a record or changing one. Drafts keep themselves; saving never waits for paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from station_app.access import records
from station_app.core import show
from station_app.core.errors import Absent, Conflict, Explained, Rejected
from station_app.core.records import Changes, Record
from station_app.core.register import complete, read_draft
from station_app.core.texts import Shown, _
from ui.calls.protection import show_protection
from ui.calls.repeats import show_repeats
from ui.forms import file, form_for
from ui.kit.drafts import Drafts, kept_at
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.giving import given
from ui.pages.likely import Likely
from ui.pages.page import Page
from ui.pages.work import Route, Work

ANEW = "anew"  # filled in with what another record's form held
REVISION = "revision"  # no field has this name


class FormPage(Page):
    """`route.id` None: a new record; `route.given` is filled in already."""

    draft_place = ""  # of a page whose drafts are its own

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.register = work.desk.registers[route.register]
        self.record: Record | None = None
        self.form = form_for(self.register, given(work), new=route.id is None)
        self.place = self.draft_place or f"{route.register}/{route.id or 'new'}"
        self.drafts = Drafts(self.form, self.place, work.desk, work.background, self._based_on)
        self.drafts.refused.connect(lambda text: work.say(text, Tone.RED))
        self._dirty = self._overtaken = False
        self._landed: QWidget | None = None  # where the focus was put
        self._first: dict[str, str] = {}  # as the form was shown, before anything was typed
        self._last: dict[str, str] = {}
        self._lay()
        self.form.touched.connect(self._touched)
        self.form.save.connect(lambda: self.press_save())
        self.form.save_next.connect(lambda: self.press_save_next())
        self.form.back.connect(work.back)
        self._open()

    def _lay(self) -> None:
        self.note = label()
        tone(self.note, Tone.ASK)
        self.anew = QPushButton(words(_("放弃草稿")))
        self.anew.hide()
        self.anew.clicked.connect(self._give_up_draft)
        save = QPushButton(words(_("保存（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.head(self.title, self.note, self.anew, save)
        body = self.beside = QHBoxLayout()
        body.addWidget(self.form, 5)
        if self.register.name == "people":
            self.likely = Likely(self.work)
            self.likely.taken.connect(self._take)
            self.form.identity_left.connect(lambda _typed: self._look_for_them())
            body.addWidget(self.likely, 2)
        if self.register.name == "calls":
            self.protection = show_protection(self.work, self.form)
            self.repeats = show_repeats(self.work, self.form)
            for note in (self.protection, self.repeats):
                self.column.addWidget(note)
        self.column.addLayout(body, 1)

    @property
    def title(self) -> Shown:
        if self.route.id:
            return _("修改{register}", register=self.register.title)
        return _("新增{register}", register=self.register.title)

    @property
    def unsaved(self) -> bool:
        return self._dirty

    # Opening

    def _open(self) -> None:
        work, id, register = self.work, self.route.id, self.register

        def read() -> tuple[Record | None, Mapping[str, str] | None]:
            record = None
            if id is not None:
                record = work.shown(register, id).record
            return record, kept_at(work.desk, self.place)

        if id is None:
            self._begin_with(self._fresh())
        self.form.setEnabled(id is None)  # a record is changed only once it is read
        work.ask(read, self._opened, self)

    def _opened(self, answer: tuple[Record | None, Mapping[str, str] | None]) -> None:
        """A new record may have been begun meanwhile: what was typed stays, and so the focus."""
        self.record, draft = answer
        if self.record is not None and draft is not None and _is_older(draft, self.record):
            self._overtaken = True
            self._show_overtaken()
            return
        begun = self._dirty
        self.form.setEnabled(True)
        if self.record is not None:
            self._begin_with(self._fresh())
        if self.route.action == ANEW:
            self.form.touched.emit()
        elif draft is not None:
            self._take_up({name: str(text) for name, text in draft.items()})
        if not begun and self.isVisible() and self._is_where_it_began():
            self._focus_first_empty()

    def _is_where_it_began(self) -> bool:
        """Who has gone on to another field meanwhile is left there."""
        return self._landed is None or self._landed.hasFocus()

    def _take_up(self, draft: Mapping[str, str]) -> None:
        if not self._dirty:
            self.form.load(draft)
        for name, text in self.form.values_typed().items():
            if self._dirty and name in draft and text == self._first[name]:
                self.form.editors[name].show_text(draft[name])
        self._dirty = True
        self.note.setText(words(_("已取回未保存的草稿")))
        self.anew.show()

    def _focus_first_empty(self) -> None:
        if not self.form.isEnabled():
            self.setFocus()
            return
        editors = [e for e in self.form.editors.values() if not e.widget.isHidden()]
        empty = [e for e in editors if not e.text()] if self.record is None else []
        self._landed = (empty or editors)[0].focus
        self._landed.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        if self._overtaken:
            self._show_overtaken()
        else:
            self._focus_first_empty()

    # Where another desk was faster

    def _based_on(self) -> dict[str, str]:
        """The revision that was read, kept with what is typed."""
        return {} if self.record is None else {REVISION: str(self.record.revision)}

    def _show_overtaken(self) -> None:
        """A turn later, and only where this page is the one that is looked at."""
        QTimer.singleShot(0, self, self._compare_if_seen)

    def _compare_if_seen(self) -> None:
        if self.isVisible():
            self._compare()

    def _compare(self) -> None:
        self.work.replace("conflict", self.register.name, self.route.id)

    def on_changed(self, changes: Changes) -> None:
        if self.record is None or (self.register.name, self.route.id) not in changes.records:
            return
        if self._dirty:
            self.note.setText(words(_("他人刚改过这条记录，保存时将逐项比对")))
        else:
            self._open()

    def _fresh(self) -> dict[str, str]:
        if self.record is not None:
            return self._typed(self.record)
        ticket = self.work.ticket
        carried = {"person_id": ticket.person, "place_id": ticket.place}
        held = {n: str(id) for n, id in carried.items() if id and n in self.form.editors}
        return held | self.route.texts

    def _typed(self, record: Record) -> dict[str, str]:
        fields = self.register.by_name
        return {n: show.typed(fields[n].kind, getattr(record, n)) for n in self.form.editors}

    def _begin_with(self, texts: dict[str, str]) -> None:
        begin_new = getattr(self.form, "begin_new", None)
        if self.record is None and begin_new is not None:
            begin_new(texts)
        else:
            self.form.load(texts)
        self._first = self.form.values_typed()

    def _give_up_draft(self) -> None:
        self.drafts.forget()
        self._dirty = False
        self.note.clear()
        self.anew.hide()
        self._begin_with(self._fresh())
        self._focus_first_empty()

    # Drafts

    def _touched(self) -> None:
        self._dirty = True

    def keep(self) -> None:
        self.drafts.keep_now()

    # Saving

    def press_save(self) -> None:
        self._save(self._to_record)

    def press_save_next(self) -> None:
        if self.record is None:
            self._save(self._to_next)

    def _save(self, then: Callable[[Record], None]) -> None:
        if not self.form.isEnabled():
            return
        values, problems = self.form.draft(self.work.desk.now())
        if problems:
            self.work.say(_("还有 {n} 处需要改正", n=len(problems)), Tone.RED)
            return
        register, record = self.register, self.record
        if record is None:
            self.work.act(
                f"file:{register.name}",
                lambda act: file(act, register, self.form, values),
                then,
                self,
                self._refused,
            )
            return
        news = {n: v for n, v in values.items() if n in self.form.editors}
        news = {n: v for n, v in news.items() if v != getattr(record, n)}
        if not news:
            self._to_record(record)
            return
        self.work.act(
            f"amend:{register.name}",
            lambda act: records.amend(act, register, record.id, news, revision=record.revision),
            then,
            self,
            self._refused,
        )

    def _refused(self, problem: Explained) -> None:
        if isinstance(problem, Rejected):
            self.form.show_problems(problem.problems)
        if isinstance(problem, Conflict | Absent) and self.record is not None:
            self.drafts.keep_now(always=True)
            self._compare()
        self.work.say(problem.text, Tone.RED)

    def _saved(self) -> None:
        self._last = self.form.values_typed()
        self.drafts.forget()
        self._dirty = False
        self.note.clear()
        self.anew.hide()

    def _to_record(self, record: Record) -> None:
        self._saved()
        self.work.replace("record", self.register.name, record.id)
        self.work.say(_("已保存"))

    def _to_next(self, _record: Record) -> None:
        self._saved()
        self.form.last = self._last
        self._begin_with(self._fresh())
        self._focus_first_empty()
        self.work.say(_("已保存，请录入下一条"))

    # Somebody who is already there

    def _look_for_them(self) -> None:
        typed = {n: text for n, text in self.form.values_typed().items() if text.strip()}
        values, _problems = read_draft(self.register, typed, self.work.desk.now(), part=True)
        complete(self.register, values)
        self.likely.look(values, self.route.id)

    def _take(self, id: UUID) -> None:
        """No second record: the one that is there is changed instead."""
        self.drafts.forget()
        self._dirty = False
        self.work.replace("form", self.register.name, id)


def _is_older(draft: Mapping[str, str], record: Record) -> bool:
    return int(draft.get(REVISION, record.revision)) < record.revision
