"""文书核验: the code on a paper, its QR text, or the PDF itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton

from station_app.access.act import Act
from station_app.core.show import moment
from station_app.core.texts import Shown, Text, _
from station_app.printing.rules import STAGES
from station_app.registers import FORMS
from station_app.workflows.verify import LABELS, State, Verified, verify
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, large, tone
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

GOOD = (State.SAME, State.GENUINE)


class Verify(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("文书核验"))
        self.code = Line()
        self.code.setAccessibleName(words(_("核验码")))
        self.code.setPlaceholderText(words(_("键入或扫描核验码、二维码，按 Enter")))
        self.code.returnPressed.connect(self._typed)
        choose = QPushButton(words(_("选择 PDF 文件…")))
        choose.clicked.connect(self._choose)
        line = QHBoxLayout()
        line.addWidget(self.code, 1)
        line.addWidget(choose)
        self.column.addLayout(line)
        self.answer = label()
        self.answer.setFont(large(20))
        self.why = label(wrap=True)
        self.column.addSpacing(16)
        self.column.addWidget(self.answer)
        self.column.addWidget(self.why)
        self.facts = Sheet(_("核验结果"), (_("项目"), _("内容")))
        self.facts.taken.connect(self._open)
        self.column.addWidget(self.facts, 1)
        self.setFocusProxy(self.code)

    @property
    def title(self) -> Shown:
        return _("文书核验")

    def _typed(self) -> None:
        if shown := self.code.text().strip():
            self._ask(lambda act: verify(act, FORMS, shown))

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, words(_("选择 PDF 文件…")), "", "*.pdf")
        if path:
            self._ask(lambda act: verify(act, FORMS, Path(path).read_bytes()))

    def _ask(self, service: Callable[[Act], Verified]) -> None:
        self.work.look("verify", service, self._show, self, self._refused)

    def _refused(self, text: Text) -> None:
        self.answer.clear()
        self.why.setText(words(text))
        tone(self.why, Tone.RED)
        self.facts.show_rows([])

    def _show(self, found: Verified) -> None:
        self.answer.setText(words(LABELS[found.state]))
        tone(self.answer, Tone.PLAIN if found.state in GOOD else Tone.RED)
        self.why.setText(words(found.why))
        tone(self.why, Tone.QUIET)
        facts: list[tuple[Shown, Shown]] = [
            (_("表格"), found.title),
            (_("文书编号"), found.number),
            (_("份数"), str(found.copy or "")),
            (_("打印时间"), moment(found.printed_at) if found.printed_at else ""),
        ]
        rows = [Row(fact, fact[0]) for fact in facts if fact[1]]
        if found.print_id is not None:
            at = moment(found.stage_at) if found.stage_at else ""
            stage = _("{stage}　{at}", stage=STAGES[found.stage], at=at)
            rows.append(Row((_("流转情况"), stage), found.print_id))
        for register, id in found.records:
            held = self.work.desk.registers.get(register)
            told = _("打开有变更的记录（Enter）")
            rows.append(Row((held.title if held else register, told), (register, id)))
        self.facts.show_rows(rows)

    def _open(self, value: object) -> None:
        if isinstance(value, tuple):
            self.work.go("record", *value)
        elif isinstance(value, UUID) and self.work.may("paper"):
            self.work.go("paper", "prints", value)
