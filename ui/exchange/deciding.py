"""Two wrote one field: which of the two reached the county first, and who may decide.

One key a field takes left or right; the one that is not taken stays in the history.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from PySide6.QtWidgets import QHeaderView, QPushButton

from station_app.core.errors import Absent, Explained
from station_app.core.records import Changes, Record
from station_app.core.show import lately
from station_app.core.texts import Shown, Text, _
from station_app.sync.conflicts import Case, Differing, differing, resolve
from station_app.sync.conflicts import Side as Written
from ui.exchange.cases import TITLE
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.conflict import Sides
from ui.pages.differing import Side
from ui.pages.giving import whom
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row
from ui.pages.work import Route, Work

COLUMNS = (_("项目"), _("先报县局（←）"), _("原值"), _("后报县局（→）"), _("采用"))
TAKEN = {False: _("← 先报的"), True: _("→ 后报的"), None: _("请选定")}
KEYS = _(
    "← 采用先报的　→ 采用后报的　Enter 下一处　选定后写理由，Ctrl+S 保存；未采用的留在变更记录中"
)


class DecidingPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "TASK", TITLE)
        self.register = work.desk.registers[route.register]
        self.found: Differing | None = None
        self.named = ""
        self.taken: dict[UUID, bool] = {}  # case → whether the later one is to stand
        self.save = QPushButton(words(_("保存（Ctrl+S）")))
        self.save.clicked.connect(self.press_save)
        self.head(TITLE, self.save)
        self.whom = label("…")
        tone(self.whom, Tone.HEADING)
        self.barred = label(wrap=True)
        tone(self.barred, Tone.RED)
        self.sheet = Sides(_("逐项比对"), COLUMNS, stretch=3)
        wide = QHeaderView.ResizeMode.Stretch
        self.sheet.horizontalHeader().setSectionResizeMode(1, wide)  # as wide as the other side
        self.sheet.turned.connect(self._turn)
        self.sheet.taken.connect(lambda _id: self._next())
        self.sheet.moved.connect(self._tell_whole)
        self.whole = label(wrap=True)
        self.reason = Line()
        self.reason.setPlaceholderText(words(_("采用的理由，将留在变更记录中")))
        self.reason.setAccessibleName(words(_("采用的理由")))
        self.reason.returnPressed.connect(self.press_save)
        self.column.addWidget(self.whom)
        self.column.addWidget(self.barred)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.whole)
        self.column.addWidget(self.reason)
        self.column.addWidget(self.quiet(KEYS))
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return self.named or TITLE

    @property
    def unsaved(self) -> bool:
        return bool(self.taken) or bool(self.reason.text().strip())

    # Reading

    def press_refresh(self) -> None:
        work, register, id = self.work, self.register, self.route.id
        if id is None:
            return

        def job() -> tuple[Differing, str]:
            found = work.seen(f"show:{register.name}", lambda act: differing(act, register, id))
            return found, whom(work, register.name, id)

        work.ask(job, self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if any(id == self.route.id for _name, id in changes.records):
            self.press_refresh()

    def _show(self, answer: tuple[Differing, str]) -> None:
        self.found, self.named = answer
        self.whom.setText(f"{words(self.register.title)}　{self.named}")
        self.work.retitled.emit()
        self.taken = {c.id: self.taken[c.id] for c in self._mine if c.id in self.taken}
        why = dict.fromkeys(case.barred for case in self.found.cases if case.barred)
        said = "\n".join(map(words, why)) if self.found.cases else words(_("已全部处理"))
        self.barred.setText(said)
        self.barred.setVisible(bool(said))
        tone(self.barred, Tone.RED if why else Tone.PLAIN)
        self.save.setEnabled(bool(self._mine))
        self.reason.setEnabled(bool(self._mine))
        self._draw()

    @property
    def _mine(self) -> list[Case]:
        """Those that who sits here may decide."""
        return [case for case in self.found.cases if case.barred is None] if self.found else []

    def _draw(self) -> None:
        self.sheet.show_rows(list(self._rows()))
        self._tell_whole(self.sheet.value)

    def _rows(self) -> Iterator[Row]:
        for case in self.found.cases if self.found else ():
            later = self.taken.get(case.id)
            said = _("由他人处理") if case.barred else TAKEN[later]
            open_ = later is None and case.barred is None
            texts = (case.label, case.kept.shown, case.base, case.refused.shown, said)
            yield Row(texts, case.id, case.barred or "", Tone.ASK if open_ else Tone.PLAIN)

    def _tell_whole(self, id: UUID | None) -> None:
        """Who wrote when; and a long text does not fit into its column."""
        cases = self.found.cases if self.found else ()
        told = [self._told(case) for case in cases if case.id == id]
        self.whole.setText("\n".join(words(line) for lines in told for line in lines))

    def _told(self, case: Case) -> Iterator[Text]:
        yield _("先报：{text}（{who}）", text=case.kept.shown, who=self._who(case.kept))
        yield _("后报：{text}（{who}）", text=case.refused.shown, who=self._who(case.refused))
        if case.since is not None:
            yield _("后来又改过，现在是：{text}", text=case.since or _("未填"))

    def _who(self, side: Written) -> str:
        scope, _sep, account = side.by.partition("/")
        if side.here:
            place: Shown = _("本库")
        else:
            place = _("本所") if scope == self.work.desk.scope else scope
        at = lately(side.at, self.work.desk.today) if side.at else ""
        return " · ".join(filter(None, (words(place), account, at)))

    # Choosing

    def _turn(self, side: Side) -> None:
        """Of several that were refused in one field one may stand: the others are left."""
        case = next((case for case in self._mine if case.id == self.sheet.value), None)
        if case is None:
            return
        self.taken[case.id] = later = side is Side.THEIRS
        if later:
            others = (c for c in self._mine if c.name == case.name and c.id != case.id)
            self.taken |= {other.id: False for other in others}
        self._draw()

    def _next(self) -> None:
        """The next line that nobody has chosen a side of; then the reason."""
        rows = self.sheet.lines.rows
        left = {case.id for case in self._mine} - self.taken.keys()
        here = self.sheet.currentIndex().row()
        open_ = [n for n, row in enumerate(rows) if row.value in left]
        later = [n for n in open_ if n > here] + open_
        if later:
            self.sheet.go_to(later[0])
        elif self._mine:
            self.reason.setFocus()

    # Saving

    def press_save(self) -> None:
        id, mine = self.route.id, self._mine
        if id is None or not mine:
            return
        if left := sum(case.id not in self.taken for case in mine):
            self.work.say(_("还有 {n} 项没有选定：← 先报的，→ 后报的", n=left), Tone.RED)
            self.sheet.setFocus()
            self._next()
            return
        reason, taken = self.reason.text(), {case.id: self.taken[case.id] for case in mine}
        if not reason.strip():
            self.reason.setFocus()
        self.work.act(
            "resolve-conflict",
            lambda act: resolve(act, id, taken, reason=reason),
            self._saved,
            self,
            self._failed,
        )

    def _failed(self, problem: Explained) -> None:
        self.work.say(problem.text, Tone.RED)
        if isinstance(problem, Absent):  # somebody was faster
            self.press_refresh()

    def _saved(self, _record: Record) -> None:
        self.taken.clear()
        self.reason.clear()
        self.work.back()
        self.work.say(_("已处理，待上报县局"))
