"""The papers of a round, before the walk and after it, and what follows from it with its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from station_app.core.texts import Shown, Text, _
from station_app.hazards.register import HAZARDS
from station_app.identity import codes
from station_app.printing.forms import Printable
from station_app.registers import FORMS
from station_app.rounds.register import ROUNDS
from station_app.workflows.paper import forms_of
from station_app.workflows.paper_batch import Batched
from station_app.workflows.round_walk import AFTER, Follow, Walk, papers, walk, what_follows
from ui.kit.text import words
from ui.pages.batch import Batch
from ui.pages.own_purpose import bring_purpose
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

ALL = "all"  # the papers of the walk, one form after the other
COLUMNS = (_("日期"), _("地址"), _("隐患"), _("事项"))


class RoundPapers(Batch):
    def __init__(self, work: Work, route: Route) -> None:
        self.of: Mapping[str, Sequence[UUID]] = {}  # form → the records it is printed of
        self._waiting: list[tuple[Printable, Sequence[UUID], str]] = []
        self._before: dict[str, Sequence[UUID]] = {}  # form → those printed before
        bring_purpose(work, "CHECK", ROUNDS.title)
        super().__init__(work, route)

    @property
    def title(self) -> Shown:
        return _("检查路线文书")

    def _lay(self) -> None:
        self.follows = Sheet(_("后续事项"), COLUMNS, stretch=1)
        self.follows.taken.connect(partial(self.work.go, "record", HAZARDS.name))
        self.follows.hide()
        super()._lay()
        self.column.insertWidget(2, self.follows)
        self.follows.setMaximumHeight(170)

    def _offer(self) -> None:
        work, id, terms = self.work, self.route.id, self.work.desk.in_force
        if id is None:
            return

        def read() -> tuple[Walk, list[Follow]]:
            found = work.seen("round", lambda act: walk(act, id))
            return found, what_follows(found, terms)

        work.ask(read, self._opened, self)

    def _opened(self, answer: tuple[Walk, list[Follow]]) -> None:
        found, follows = answer
        mine = {form.form.name for form in forms_of(self.work.desk, FORMS)}
        self.of = {form: ids for form, ids in papers(found).items() if form in mine}
        rows = [
            _row(FORMS[form].form.title, len(ids), FORMS[form]) for form, ids in self.of.items()
        ]
        if after := sum(len(self.of.get(form, ())) for form in AFTER):
            rows.insert(0, _row(_("走访后的全部文书"), after, ALL))
        self.forms.show_rows(rows)
        self.count.setText(words(_("已录入 {n} / {m} 户", n=len(found.doors) - found.left,
                                   m=len(found.doors))))  # fmt: skip
        self.follows.setHidden(not follows)
        self.follows.show_rows([_owed(each) for each in follows])

    # Printing one form, or one after the other

    def _start(self, form: Printable | str) -> None:
        wanted = [FORMS[name] for name in AFTER if name in self.of] if form == ALL else [form]
        self._before.clear()
        self._waiting = [(each, self.of[each.form.name], "") for each in wanted
                         if isinstance(each, Printable)]  # fmt: skip
        self._go_on()

    def _once_more(self) -> None:
        """What was printed before, all of it for one reason."""
        if reason := self.reason.text():
            self._waiting = [(FORMS[form], ids, reason) for form, ids in self._before.items()]
            self._before.clear()
            self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._running:
            self._run(*self._waiting.pop(0))

    def _ended(self, problem: BaseException) -> None:
        self._waiting.clear()
        super()._ended(problem)

    def _printed(self, form: Printable, batched: Batched) -> None:
        if batched.again:
            self._before[form.form.name] = batched.again
        if batched.left:
            self._waiting.clear()  # it was cancelled
        super()._printed(form, batched)
        self._go_on()

    def _tell_left(self, batched: Batched) -> None:
        super()._tell_left(batched)
        self.reason.setVisible(bool(self._before) and not self._waiting)


def _row(title: Shown, n: int, value: Printable | str) -> Row:
    return Row((_("{form}　{n} 份", form=title, n=n),), value)


def _owed(one: Follow) -> Row:
    item = Text(codes.label("rental_item", one.hazard.item))
    texts = (one.due_on.isoformat(), one.door.line, item, Text(one.rule))
    return Row(texts, one.hazard.id)
