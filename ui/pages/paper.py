"""One paper: what it is, how far it is, and what was entered of it since it was printed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout

from station_app.core.records import Changes
from station_app.core.show import moment, show
from station_app.core.texts import Shown, Text, _
from station_app.printing import rules
from station_app.printing.records import PaperStep
from station_app.printing.register import PAPER_STEPS, PRINTS
from station_app.printing.steps import ACTIONS
from station_app.registers import FORMS
from station_app.workflows.papers import Told, paper
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("办理与流转"), _("时间"), _("说明"))
SCAN = QSize(420, 594)  # pixels, of an A4 sheet beside the lines


class PaperPage(Page):
    """Enter does what can be done, and withdraws what was done; on a scan its picture stands."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.told: Told | None = None
        self.heading, self.stage, self.what = label("…"), label(), label(wrap=True)
        for widget, look in (
            (self.heading, Tone.TITLE),
            (self.stage, Tone.HEADING),
            (self.what, Tone.QUIET),
        ):
            tone(widget, look)
            self.column.addWidget(widget)
        self.sheet = Sheet(_("办理与流转"), COLUMNS, stretch=2)
        self.sheet.taken.connect(self._open)
        self.sheet.moved.connect(self._look)
        self.scan = label("")
        self.scan.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.scan.setAccessibleName(words(_("扫描件（照片）")))
        self.scan.hide()
        line = QHBoxLayout()
        line.addWidget(self.sheet, 1)
        line.addWidget(self.scan)
        self.column.addLayout(line, 1)
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return self.told.title if self.told else PRINTS.title

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def on_changed(self, changes: Changes) -> None:
        if ("prints", self.route.id) in changes.records or changes.touch("paper_steps"):
            self.press_refresh()

    def press_refresh(self) -> None:
        if (id := self.route.id) is not None:
            work = self.work
            work.look("paper", lambda act: paper(act, FORMS, id), self._show, self, self._refused)

    def _refused(self, text: Text) -> None:
        """Without a purpose nobody reads who received it."""
        self.what.setText(words(text))
        self.work.say(text, Tone.RED)

    # Showing

    def _show(self, told: Told) -> None:
        self.told = told
        self.heading.setText(words(told.title))
        gone = told.printed.withdrawn_at is not None
        self.stage.setText(words(_("已作废") if gone else rules.STAGES[told.stage]))
        self.what.setText(words(_what(told)))
        self.sheet.show_rows(list(self._rows(told)))
        self.work.retitled.emit()

    def _rows(self, told: Told) -> Iterator[Row]:
        gone = told.printed.withdrawn_at is not None
        if todo := [] if gone else list(self._todo(told)):
            yield Row((_("办理"),))
            yield from todo
        yield Row((_("流转"),))
        yield Row((rules.STAGES[rules.PRINTED], moment(told.at), told.officer), told.printed)
        for one in told.steps:
            over = one.withdrawn_at is not None
            step = _("{step}（已作废）", step=rules.STAGES[one.step]) if over else None
            texts = (step or rules.STAGES[one.step], moment(one.at), _said(one))
            yield Row(texts, one, tone=Tone.QUIET if over else Tone.PLAIN)
        yield Row((_("文书"),))
        yield Row(
            (_("打开所依据的记录"),), (told.printed.subject_register, told.printed.subject_id)
        )

    def _todo(self, told: Told) -> Iterator[Row]:
        """What can be entered; greyed with the reason where something goes before it."""
        standing = [one for one in told.steps if one.withdrawn_at is None]
        for name, action in ACTIONS.items():
            why = rules.barred(standing, name)
            if self.work.may(action.right) and name not in {one.step for one in standing}:
                look = Tone.QUIET if why else Tone.PLAIN
                yield Row((action.title,), why or name, why or "", look)

    def _open(self, value: object) -> None:
        if isinstance(value, Text):
            self.work.say(value, Tone.ASK)
        elif isinstance(value, str):
            self.work.go("action", "prints", self.route.id, action=value)
        elif isinstance(value, PaperStep) and value.withdrawn_at is None:
            self._withdraw("paper_steps", value.id)
        elif isinstance(value, tuple):
            self.work.go("record", value[0], UUID(value[1]))
        elif self.told and value is self.told.printed and self.told.printed.withdrawn_at is None:
            self._withdraw("prints", self.told.printed.id)

    def _withdraw(self, register: str, id: UUID) -> None:
        if self.work.may(f"withdraw:{register}"):
            self.work.go("withdraw", register, id)

    # The scan

    def _look(self, value: object) -> None:
        sha = value.scan if isinstance(value, PaperStep) else None
        self.scan.setVisible(bool(sha))
        self.scan.clear()
        if sha:
            self.work.ask(lambda: self._image(sha), self._show_scan, self)

    def _image(self, sha: str) -> QImage:
        """On the database thread, no larger than it is shown."""
        with self.work.desk.view("papers") as view:
            image = QImage.fromData(view.blobs.get(sha))
        ratio = self.devicePixelRatioF()
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        return image.scaled((SCAN.toSizeF() * ratio).toSize(), keep, smooth)

    def _show_scan(self, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.scan.setPixmap(pixmap)


def _what(told: Told) -> Text:
    one = told.printed
    whole = _(
        "编号 {number}，核验码 {code}，第 {n} 份，共 {pages} 页",
        number=one.number,
        code=one.code,
        n=one.copy,
        pages=one.pages,
    )
    if one.overprint:
        whole = _("{what}；套打", what=whole)
    if one.reason_code or one.reason:
        kind = PRINTS["reason_code"].kind
        why = words(show(kind, one.reason_code)) if one.reason_code else ""
        why = "：".join(filter(None, (why, one.reason)))
        whole = _("{what}；补打原因：{why}", what=whole, why=why)
    return whole


def _said(one: PaperStep) -> str:
    """Who, how, before whom, and what else was said."""
    way = words(show(PAPER_STEPS["way"].kind, one.way)) if one.way else ""
    witness = words(_("见证人 {name}", name=one.witness)) if one.witness else ""
    scan = words(_("附扫描件")) if one.scan else ""
    return "，".join(filter(None, (one.person, way, witness, scan, one.remarks)))
