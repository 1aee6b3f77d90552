"""批量打印: one form for every record of a list, drawn aside, with progress and Cancel."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.core.register import Register
from station_app.core.texts import Shown, _
from station_app.printing.forms import Printable
from station_app.registers import FORMS
from station_app.storage.pages import Query
from station_app.workflows.paper import forms_of
from station_app.workflows.paper_batch import Batched, print_batch
from ui.kit.background import Lane
from ui.kit.preview import Preview
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import printer
from ui.pages.page import Page
from ui.pages.reason import Reason
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

MOST = 1000  # papers in one file


class Batch(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.register = work.desk.registers[route.register]
        self.ids: list[UUID] = []
        self.again: tuple[UUID, ...] = ()  # printed before: why once more?
        self._stop = threading.Event()
        self._running = False
        self.count = label()
        tone(self.count, Tone.QUIET)
        self.head(self.title, self.count)
        self._lay()
        self.setFocusProxy(self.forms)
        self._offer()

    @property
    def title(self) -> Shown:
        return _("批量打印")

    def _offer(self) -> None:
        """The forms of this register, for the whole list."""
        work, register = self.work, self.register
        mine = [f for f in forms_of(work.desk, FORMS) if f.form.register == register.name]
        self.forms.show_rows([Row((form.form.title,), form) for form in mine])
        query = work.chosen.query if work.chosen else Query()
        work.ask(lambda: _ids(work, register, query), self._found, self)

    def _lay(self) -> None:
        self.forms = Sheet(_("可打印的表格"), (_("可打印的表格"),))
        self.forms.setMaximumHeight(180)
        self.forms.taken.connect(self._start)
        self.column.addWidget(self.forms)
        self.reason = Reason(self.work)
        self.reason.said.connect(self._once_more)
        self.reason.hide()  # until something was printed before
        self.column.addWidget(self.reason)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(8)
        self.left = label()
        self.cancel = QPushButton(words(_("取消")))
        self.cancel.clicked.connect(self._stop.set)
        self.bar.hide()  # until there is something to tell
        self.cancel.hide()
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.left)
        line.addWidget(self.cancel)
        self.column.addLayout(line)
        self.failed = Sheet(_("未能打印的"), (_("未能打印的"), _("原因")))
        self.failed.setMaximumHeight(140)
        self.column.addWidget(self.failed)
        self.failed.hide()
        self.preview = Preview(self.work.background)
        self.column.addWidget(self.preview, 1)

    def _found(self, ids: list[UUID]) -> None:
        self.ids = ids
        self.count.setText(words(_("{n} 条", n=len(ids))))

    def _once_more(self) -> None:
        """Those that were printed before, for one reason."""
        form, reason = self.forms.value, self.reason.text()
        if isinstance(form, Printable) and self.again and reason:
            self._run(form, self.again, reason)

    def _start(self, form: Printable) -> None:
        self._run(form, self.ids, "")

    def _run(self, form: Printable, ids: Sequence[UUID], reason: str) -> None:
        purpose = self.work.purpose
        if purpose is None:
            self.work.say(_("请先按 F8 说明事由，再批量打印"), Tone.RED)
            return
        if self._running or not ids:
            return
        self._running = True
        self._stop.clear()
        self.cancel.setEnabled(True)
        self.bar.show()
        self.cancel.show()
        self.work.background.run(
            lambda: self._print(form, ids, purpose, reason),
            lambda batched: self._printed(form, batched),
            self._ended,
            lane=Lane.COUNTING,
            owner=self,
        )

    def _print(
        self, form: Printable, ids: Sequence[UUID], purpose: Purpose, reason: str
    ) -> Batched:
        """Aside from the screen's own readings; the drawing is a process of its own."""

        def progress(done: int, total: int) -> None:
            self.work.background.post(lambda: self._tell(done, total), self)

        return print_batch(
            self.work.desk,
            form,
            ids,
            purpose=purpose,
            reason=reason,
            progress=progress,
            cancelled=self._stop.is_set,
        )

    def _tell(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.left.setText(words(_("已完成 {done}，还剩 {left}", done=done, left=total - done)))

    def _ended(self, problem: BaseException) -> None:
        self._end()
        self.work.tell(problem)

    def _end(self) -> None:
        self._running = False
        self.cancel.setEnabled(False)

    def _printed(self, form: Printable, batched: Batched) -> None:
        self._end()
        self.work.last_act = batched.act_id
        rows = [Row((str(id)[:8], why), id) for id, why in batched.failed]
        self.failed.setHidden(not rows)
        self.failed.show_rows(rows)
        self._tell_left(batched)
        if not batched.pdf:
            return
        self.preview.load(batched.pdf)
        path = printer.folder() / f"{words(form.form.title)}_{len(batched.papers)}.pdf"
        self.work.ask(
            lambda: printer.keep(batched.pdf, path),
            lambda kept: self.work.say(
                _("共 {n} 份，已存为 {path}", n=len(batched.papers), path=str(kept))
            ),
            self,
            lane=Lane.ASIDE,
        )

    def _tell_left(self, batched: Batched) -> None:
        """What was not printed: after a cancel, and what was printed before."""
        self.again = batched.again
        self.reason.clear()
        self.reason.setVisible(bool(self.again))
        if batched.left:
            n, left = len(batched.papers), batched.left
            self.left.setText(
                words(_("已取消：打印好的 {n} 份保留，{left} 条没有打印", n=n, left=left))
            )
        if self.again:
            asked = _("{n} 条以前打印过，没有再打；要再打请写明补打原因", n=len(self.again))
            self.left.setText(words(asked))
            self.reason.setFocus()

    def keep(self) -> None:
        self.preview.clear()


def _ids(work: Work, register: Register, query: Query) -> list[UUID]:
    """Of the whole list, page by page, at most so many as go into one file."""
    found: list[UUID] = []
    with work.desk.view(f"list:{register.name}") as view:
        firsts, _count = records.anchors(view, register, query)
    for start in firsts:
        with work.desk.view(f"list:{register.name}") as view:
            found += [line.id for line in records.page(view, register, query, start)]
        if len(found) >= MOST:
            break
    return found[:MOST]
