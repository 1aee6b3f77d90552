"""One record: left the fields, right what can be done with it and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter

from station_app.access.purposes import Purpose
from station_app.core.records import Changes
from station_app.core.register import Register
from station_app.core.texts import Shown, Text, _
from station_app.inspections.records import PATROL
from station_app.notes.service import Noted
from station_app.residents.records import ABROAD, FLOATING
from station_app.storage.owed import NAMED
from station_app.storage.pages import title as title_of
from station_app.tasks.register import TASKS
from station_app.workflows.agenda import Item
from station_app.workflows.papers import Line
from ui.exchange.beside import NONE, said
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import reading
from ui.pages.due import take
from ui.pages.own_purpose import bring_task
from ui.pages.page import Page
from ui.pages.purpose_bar import PurposeBar
from ui.pages.reading import Linked, Reading
from ui.pages.record_fields import drawn
from ui.pages.record_lines import grouped, note_row, owed_row, paper_row, step_row
from ui.pages.sheet import Row, Sheet
from ui.pages.steps import OWN_STEPS, Step, prints, steps_of, steps_on_itself
from ui.pages.work import Route, Work


class RecordPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.register = work.desk.registers[route.register]
        self.reading = Reading("", [])
        self._explained = False  # a moment ago, for the look-up that follows
        self._by_key = {"F2": self.press_edit, "F3": self.press_print, "F6": self.press_history}
        self.heading = label()
        tone(self.heading, Tone.TITLE)
        self.column.addWidget(self.heading)
        self.with_county = label()
        tone(self.with_county, Tone.ASK)
        self.with_county.hide()
        self.column.addWidget(self.with_county)
        self.bar = PurposeBar(free=True)
        self.bar.given.connect(self._say_why)
        self.column.addWidget(self.bar)
        self.fields = QScrollArea()
        self.fields.setWidgetResizable(True)
        self.fields.setFrameShape(QFrame.Shape.NoFrame)
        self.beside = Sheet(_("办理与关联"), (_("办理与关联"), _("关系"), _("期间")), stretch=0)
        self.beside.horizontalHeader().hide()
        self.beside.taken.connect(self._open)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.fields)
        split.addWidget(self.beside)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        split.setSizes([600, 480])
        self.column.addWidget(split, 1)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return self.reading.title or self.register.title

    def begin(self) -> None:
        asks = self.work.purpose is None
        (self.bar if asks else self.beside).setFocus()

    # Reading

    def press_refresh(self) -> None:
        work, register, id = self.work, self.register, self.route.id
        if id is None:
            return
        if work.purpose is None and register.name == TASKS.name:
            bring_task(work, id, lambda: self._read(register, id), self, self._refused)
        else:
            self._read(register, id)

    def _read(self, register: Register, id: UUID) -> None:
        work = self.work
        self.bar.setVisible(work.purpose is None)
        if work.purpose is None or work.purpose.free:
            work.ask(lambda: reading.sampled(work), self._sample, self)
            return
        work.ask(lambda: reading.full(work, register, id), self._show, self, self._refused)

    def _sample(self, asked: bool) -> None:
        """One free look-up in so many says in a sentence why, before anything is shown."""
        work, register, id = self.work, self.register, self.route.id
        purpose = work.purpose
        ask = purpose is None or (asked and not self._explained)
        self.bar.ask_why(asked)
        self.bar.setVisible(ask)
        how = reading.masked if ask else reading.full
        self._explained = False
        if id is not None:
            work.ask(lambda: how(work, register, id), self._show, self, self._refused)

    def _say_why(self, purpose: Purpose) -> None:
        self._explained = bool(purpose.explanation)
        self.bar.explanation.clear()
        self.work.say("")  # that it is to be said
        self.work.set_ticket(replace(self.work.ticket, purpose=purpose))
        self.press_refresh()
        self.beside.setFocus()

    def _refused(self, text: Text) -> None:
        """This purpose does not open this register: ask for another."""
        self.work.say(text, Tone.RED)
        self.bar.show()
        self.bar.setFocus()
        work, register, id = self.work, self.register, self.route.id
        if id is not None and self.reading.record is None:
            work.ask(lambda: reading.masked(work, register, id), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if any(id == self.route.id for _name, id in changes.records) or self.reading.links:
            self.press_refresh()

    # Showing

    def _show(self, read: Reading) -> None:
        self.reading = read
        self.heading.setText(read.title)
        self.with_county.setText(words(said(read.marks)))
        self.with_county.setVisible(read.marks != NONE)
        self.fields.setWidget(drawn(self.register.name, read, self.work.background))
        self.beside.show_rows(list(self._rows()))
        self.work.retitled.emit()
        self._carry()

    def _carry(self) -> None:
        """The first person and address opened on a ticket go with it into its forms."""
        ticket, id, name = self.work.ticket, self.route.id, self.register.name
        if ticket.number and self.reading.record is not None:
            if name == "people" and ticket.person is None:
                self.work.set_ticket(replace(ticket, person=id))
            elif name == "places" and ticket.place is None:
                self.work.set_ticket(replace(ticket, place=id))

    def _rows(self) -> Iterator[Row]:
        work, register, reading = self.work, self.register, self.reading
        yield from grouped(steps_of(work, register, reading))
        if reading.owed:
            yield Row((_("待办（{n}）", n=len(reading.owed)),))
            here = (self.route.id, self._masked_title())
            yield from (owed_row(item, here, work.desk.now()) for item in reading.owed)
        groups: dict[str, list[Linked]] = {}
        for link in reading.links:
            groups.setdefault(link.register, []).append(link)
        for name, links in groups.items():
            title = self.work.desk.registers[name].title
            yield Row((_("{register}（{n}）", register=title, n=len(links)),))
            for link in links:
                yield Row(link.texts, link, tone=Tone.QUIET if link.over else Tone.PLAIN)
        if reading.papers:
            yield Row((_("文书（{n}）", n=len(reading.papers)),))
            yield from map(paper_row, reading.papers)
        if reading.noted:
            yield Row((_("备注、扫描件（{n}）", n=len(reading.noted)),))
            yield from map(note_row, reading.noted)
        if self.reading.elsewhere:
            yield Row((_("其他登记簿，须另行说明事由"),))
            for name, n in self.reading.elsewhere.items():
                held = self.work.desk.registers.get(name)
                shown: Shown = held.title if held else name
                yield Row((shown, _("{n} 条", n=n)), n, tone=Tone.QUIET)
        yield Row((_("记录本身"),))
        yield from map(step_row, steps_on_itself(work, register, reading))

    def _masked_title(self) -> str:
        """As lines of the agenda call a person or an address."""
        register, record = self.register, self.reading.record
        if register.name not in NAMED:
            return next((i.subject for i in self.reading.owed if i.id == self.route.id), "")
        return title_of(register, {name: getattr(record, name) for name in register.subject})

    def _open(self, value: object) -> None:
        if isinstance(value, Step) and value.barred is not None:
            self.work.say(value.barred, Tone.ASK)
        elif isinstance(value, Step) and value.key in self._by_key:
            self._by_key[value.key]()
        elif isinstance(value, Step) and value.page == "undo":
            self.work.undo(UUID(value.action), self._undone, self)
        elif isinstance(value, Line):
            self.work.go("paper", "prints", value.id)
        elif isinstance(value, Noted):
            self.work.go("record", "notes", value.note.id)
        elif isinstance(value, Item):
            take(self.work, value)
        elif isinstance(value, Linked):
            self.work.go("record", value.register, value.id)
        elif isinstance(value, Step):
            given = dict(value.given)
            given = {k: str(self.route.id) if v == "this" else v for k, v in given.items()}
            id = None if given else self.route.id
            self.work.go(value.page, value.register, id, action=value.action, **given)
        else:
            self.bar.show()
            self.bar.setFocus()

    def _undone(self, _count: int) -> None:
        self.press_refresh()
        self.work.say(_("已撤销认定：这两条记录可以再比对、合并"))

    # Keys

    def _said_why(self) -> bool:
        """Else the pages that read this record would be empty, and the question not on them."""
        asks = self.reading.record is None and not self.bar.isHidden()
        if asks:
            self.work.say(_("请先说明查询事由和依据"), Tone.RED)
            self.bar.setFocus()
        return not asks

    def press_edit(self) -> None:
        if self.work.may(f"amend:{self.register.name}") and self._said_why():
            self.work.go("form", self.register.name, self.route.id)

    def press_history(self) -> None:
        if self._said_why():
            self.work.go("history", self.register.name, self.route.id)

    def press_print(self) -> None:
        """With the form that is usual for this kind of resident chosen already."""
        if not self._said_why():
            return
        if not prints(self.work, self.register):
            self.work.say(_("这条记录没有您可以打印的表格"))
            return
        record = self.reading.record
        kinds = (getattr(record, name, "") for name in ("resident_class", "kind"))
        usual = next((USUAL_FORMS[kind] for kind in kinds if kind in USUAL_FORMS), "")
        self.work.go("print", self.register.name, self.route.id, action=usual)

    def press_new(self) -> None:
        """A new residence of this person, or at this address."""
        step = next(iter(OWN_STEPS.get(self.register.name, ())), None)
        if step is not None:
            self._open(step)


USUAL_FORMS = {  # by class of resident, or kind of visit
    FLOATING: "residence_receipt",
    ABROAD: "lodging_slip",
    PATROL: "patrol_record",
}
