"""The paper itself inside the window: pages drawn by PDFium, aside, when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from station_app.core.texts import Text, _
from ui.kit.background import Background, Lane
from ui.kit.text import label, tip, words
from ui.kit.theme import Tone, tone

KEPT = 6  # pages drawn and not thrown away yet
CLOSEST, FARTHEST, STEP = 4.0, 0.25, 1.25
REST = 120  # ms without a resize before a page is drawn anew
MARGIN = 16  # pixels


class Paper:
    """An open PDF. Used on one thread only: PDFium knows no other."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped]  # not before the first paper

        self._document: Any = pypdfium2.PdfDocument(data)
        self.pages = len(self._document)

    def draw(self, number: int, width: int) -> QImage:
        """A page as wide as that, in device pixels."""
        page = self._document[number]
        scale = width / page.get_width()
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        page.close()
        return image

    def close(self) -> None:
        self._document.close()


class Sheet(QScrollArea):
    """Where the page lies; its keys turn and zoom."""

    turned = Signal(int)  # pages on or back
    jumped = Signal(int)  # 0: first, -1: last
    zoomed = Signal(float)  # factor; 0: as wide as the window
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page = label("")
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self.page)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match Qt.Key(event.key()):
            case Qt.Key.Key_PageDown | Qt.Key.Key_Right | Qt.Key.Key_Space:
                self.turned.emit(1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Left:
                self.turned.emit(-1)
            case Qt.Key.Key_Home:
                self.jumped.emit(0)
            case Qt.Key.Key_End:
                self.jumped.emit(-1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoomed.emit(STEP)
            case Qt.Key.Key_Minus:
                self.zoomed.emit(1 / STEP)
            case Qt.Key.Key_0:
                self.zoomed.emit(0)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class Preview(QWidget):
    drawn = Signal(int)  # the number of the page that is on the screen, from 0

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._paper: Paper | None = None
        self._page, self._zoom = 0, 1.0
        self._wanted = (0, 0)  # the page and its width in pixels that are to be shown
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.sheet = Sheet()
        self.setFocusProxy(self.sheet)
        self._where = label("")
        tone(self._where, Tone.QUIET)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._bar())
        layout.addWidget(self.sheet)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._draw)
        self.sheet.resized.connect(self._rest.start)
        self.sheet.turned.connect(self.turn)
        self.sheet.jumped.connect(lambda to: self.show_page(to if to >= 0 else self.pages - 1))
        self.sheet.zoomed.connect(self.zoom)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.addWidget(self._where)
        bar.addStretch()
        for text, name, act in (
            ("−", _("缩小"), lambda: self.zoom(1 / STEP)),
            ("＋", _("放大"), lambda: self.zoom(STEP)),
            ("↔", _("适合宽度"), lambda: self.zoom(0)),
            ("‹", _("上一页"), lambda: self.turn(-1)),
            ("›", _("下一页"), lambda: self.turn(1)),
        ):
            bar.addWidget(_button(text, name, act))
        return bar

    @property
    def pages(self) -> int:
        return self._paper.pages if self._paper else 0

    def load(self, data: bytes) -> None:
        self.clear()
        self._background.run(
            lambda: Paper(data), self._opened, self._unreadable, lane=Lane.ASIDE, owner=self
        )

    def clear(self) -> None:
        """Lay the paper away; call it before the preview goes."""
        if self._paper is not None:
            self._background.run(self._paper.close, lambda _closed: None, lane=Lane.ASIDE)
        self._paper, self._page, self._zoom, self._wanted = None, 0, 1.0, (0, 0)
        self._images.clear()
        self.sheet.page.clear()

    def turn(self, by: int) -> None:
        self.show_page(self._page + by)

    def show_page(self, number: int) -> None:
        if 0 <= number < self.pages and number != self._page:
            self._page = number
            self.sheet.verticalScrollBar().setValue(0)
            self._draw()

    def zoom(self, factor: float) -> None:
        """Nearer or farther; 0 is as wide as the window."""
        self._zoom = min(CLOSEST, max(FARTHEST, self._zoom * factor)) if factor else 1.0
        self._draw()

    def _opened(self, paper: Paper) -> None:
        self._paper = paper
        self._draw()

    def _unreadable(self, _problem: BaseException) -> None:
        self._where.setText(words(_("这份文件打不开，请重新生成")))

    def _draw(self) -> None:
        if (paper := self._paper) is None:
            return
        text = _("第 {n} 页，共 {m} 页", n=self._page + 1, m=self.pages)
        self._where.setText(words(text))
        self.sheet.setAccessibleName(words(_("打印预览，{page}", page=text)))
        room = self.sheet.viewport().width() - MARGIN
        wanted = self._page, max(1, int(room * self._zoom * self.devicePixelRatioF()))
        self._wanted = wanted
        if wanted in self._images:
            self._show(wanted, self._images[wanted])
            return
        self._background.run(
            lambda: paper.draw(*wanted),
            lambda image: self._show(wanted, image),
            lane=Lane.ASIDE,
            owner=self,
        )

    def _show(self, wanted: tuple[int, int], image: QImage) -> None:
        self._images[wanted] = image
        if len(self._images) > KEPT:
            self._images.popitem(last=False)
        if wanted != self._wanted:
            return  # turned on, or brought nearer, meanwhile
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.page.setPixmap(pixmap)
        self.sheet.page.adjustSize()
        self.drawn.emit(self._page)


def _button(text: str, name: Text, act: Any) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip(name))
    button.setAccessibleName(words(name))
    button.clicked.connect(act)
    return button
