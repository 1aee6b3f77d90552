"""封存记录查阅: what an approved request shows, with its reader's name across the page."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_app.access.purposes import Purpose
from station_app.core.show import moment
from station_app.core.texts import Shown, Text, _
from station_app.sealing import service
from station_app.sealing.service import Reading
from ui.kit.text import label, words
from ui.kit.theme import Tone, large, tone
from ui.pages.page import Page
from ui.pages.work import Route, Work

SLOPE, APART, FAINT = -24, 150, 38  # degrees, pixels, of 255


class Watermark(QWidget):
    """Over the page, and not in the way of the mouse."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = ""

    def show_text(self, text: str) -> None:
        self.text = text
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = QColor(self.palette().color(QPalette.ColorRole.Text))
        colour.setAlpha(FAINT)
        painter.setPen(colour)
        painter.setFont(large(18))
        painter.rotate(SLOPE)
        step = painter.fontMetrics().horizontalAdvance(self.text) + APART
        reach = self.width() + self.height()
        for n, y in enumerate(range(0, 2 * reach, APART)):
            for x in range(-reach - (n % 2) * step // 2, reach, step):
                painter.drawText(QPoint(x, y), self.text)
        painter.end()


class SealedRead(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.print = QPushButton(words(_("打印（F3）")))
        self.print.clicked.connect(self.press_print)
        beside = [self.print]
        if work.may("propose-erasure"):
            erase = QPushButton(words(_("提出删除")))
            erase.clicked.connect(self._erase)
            beside.append(erase)
        self.head(_("封存记录查阅"), *beside)
        self.until = label("…")
        tone(self.until, Tone.ASK)
        self.column.addWidget(self.until)
        self.values = QScrollArea()
        self.values.setWidgetResizable(True)
        self.values.setFrameShape(QFrame.Shape.NoFrame)
        self.column.addWidget(self.values, 1)
        self.mark = Watermark(self)
        self.mark.hide()
        self.setFocusProxy(self.values)
        self._ending = QTimer(self)
        self._ending.setSingleShot(True)
        self._ending.timeout.connect(self._end)
        self._look()

    @property
    def title(self) -> Shown:
        return _("封存记录查阅")

    def _look(self) -> None:
        id, desk = self.route.id, self.work.desk
        purpose = self.work.purpose or Purpose("CASE", words(_("封存记录查询申请")))
        if id is None:
            return

        def job() -> Reading:
            with desk.act("read-sealed", purpose=purpose) as act:
                return service.look(act, id)

        self.work.ask(job, self._show, self, self._refused)

    def _refused(self, said: Text) -> None:
        self.until.setText(words(said))
        self.print.setEnabled(False)
        self.work.say(said, Tone.RED)

    def _show(self, read: Reading) -> None:
        self.until.setText(words(_("查阅截止 {until}，到时自动关闭", until=moment(read.until))))
        inner = QWidget()
        column = QVBoxLayout(inner)
        for each in read.records:
            heading = label(self.work.desk.registers[each.register].title)
            tone(heading, Tone.HEADING)
            column.addWidget(heading)
            column.addLayout(_grid(each.values))
        column.addStretch()
        self.values.setWidget(inner)
        self.mark.resize(self.size())
        self.mark.show_text(words(read.watermark))
        left = read.until - self.work.desk.now()
        self._ending.start(max(0, left // timedelta(milliseconds=1)))

    def _end(self) -> None:
        self.values.setWidget(QWidget())
        self.mark.hide()
        self._refused(_("查阅时限已过；仍需查阅的，请重新申请"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.mark.resize(self.size())

    def press_print(self) -> None:
        if self.print.isEnabled():
            self.work.go("print", "sealed_requests", self.route.id)

    def _erase(self) -> None:
        self.work.go("purge_propose", "sealed_requests", self.route.id)


def _grid(values: tuple[tuple[Text, Shown], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setVerticalSpacing(3)
    grid.setHorizontalSpacing(14)
    top = Qt.AlignmentFlag.AlignTop
    for at, (name, shown) in enumerate(values):
        quiet = label(name)
        tone(quiet, Tone.QUIET)
        grid.addWidget(quiet, at, 0, top | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(shown, wrap=True), at, 1, top)
    return grid
