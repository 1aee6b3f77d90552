"""A photograph: pasted, dropped or chosen; shown small. The blob is kept before the record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QImageReader,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionFocusRect,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from station_app.core.kinds import Picture
from station_app.core.texts import Text, _
from station_app.storage.blobs import MOST_PIXELS, looks_like_photo, read_photo
from ui.kit.background import Lane
from ui.kit.editor import Editor, Given
from ui.kit.text import label, words

SMALL = QSize(102, 126)  # the proportions of a photograph for papers, 26 × 32 mm


def small(data: bytes, box: QSize = SMALL) -> QImage:
    """Decoded hardly larger than it is shown; null where the bytes are no photograph, or a bomb."""
    if not looks_like_photo(data):
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        return QImage()
    if size.isValid() and size.width() > box.width():
        reader.setScaledSize(size.scaled(box * 2, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class PictureFrame(QFrame):
    """Takes the focus, the clipboard and what is dropped."""

    given_bytes = Signal(bytes)
    given_file = Signal(str)
    cleared = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setFixedSize(SMALL + QSize(8, 8))
        self.image = label("", self)
        self.image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.addWidget(self.image)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, data: QMimeData) -> None:
        if data.hasUrls() and data.urls()[0].isLocalFile():
            self.given_file.emit(data.urls()[0].toLocalFile())
        elif data.hasImage():
            image = data.imageData()
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            if isinstance(image, QImage) and image.save(buffer, "PNG"):  # type: ignore[call-overload]
                self.given_bytes.emit(bytes(buffer.data().data()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QEvent) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            painter = QStylePainter(self)
            painter.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option)
            painter.end()


class PictureEditor(Editor):
    """Its text is the blob's SHA-256."""

    def __init__(self, kind: Picture, given: Given) -> None:
        widget, self._frame = QWidget(), PictureFrame()
        super().__init__(kind, widget, self._frame, given)
        self._hash, self._trouble = "", None
        choose = QPushButton(words(_("选择照片…")))
        choose.clicked.connect(self._choose)
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        layout.addWidget(choose, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch()
        self._say(_("粘贴、拖入或选择"))
        self._frame.given_bytes.connect(self.take)
        self._frame.given_file.connect(lambda path: self._read(Path(path)))
        self._frame.cleared.connect(lambda: self.show_text(""))
        self._frame.left.connect(self._leave)

    _trouble: Text | None

    def text(self) -> str:
        return self._hash

    def show_text(self, text: str) -> None:
        self._hash, self._trouble = text, None
        self._say(_("读取中…") if text else _("粘贴、拖入或选择"))
        if text and (picture := self.given.picture):
            self.given.background.run(
                lambda: small(picture(text)), self._show, lambda _p: self._refuse(), owner=self
            )
        self.changed.emit()

    def problem(self, now: object) -> Text | None:
        return self._trouble

    def take(self, data: bytes) -> None:
        """Keep these bytes as the picture: decoded aside, then stored, then shown."""
        if self.given.keep is None:
            return
        self._say(_("读取中…"))
        self.given.background.run(
            lambda: small(data),
            lambda image: self._decoded(data, image),
            lambda _p: self._refuse(),
            lane=Lane.ASIDE,
            owner=self,
        )

    def _decoded(self, data: bytes, image: QImage) -> None:
        keep = self.given.keep
        if image.isNull() or keep is None:
            self._refuse()
            return
        self.given.background.run(
            lambda: keep(data), lambda name: self._kept(name, image), owner=self
        )

    def _kept(self, name: str, image: QImage) -> None:
        self._hash, self._trouble = name, None
        self._show(image)
        self.changed.emit()

    def _read(self, path: Path) -> None:
        self.given.background.run(
            lambda: read_photo(path),
            self.take,
            lambda _p: self._refuse(),
            lane=Lane.ASIDE,
            owner=self,
        )

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self.widget, words(_("选择照片")), "", "*.jpg *.jpeg *.png *.bmp"
        )
        if path:
            self._read(Path(path))

    def _show(self, image: QImage) -> None:
        if image.isNull():
            self._refuse()
            return
        ratio = self.widget.devicePixelRatioF()
        size = (SMALL.toSizeF() * ratio).toSize()
        kept = Qt.AspectRatioMode.KeepAspectRatio
        pixmap = QPixmap.fromImage(image.scaled(size, kept, SMOOTH))
        pixmap.setDevicePixelRatio(ratio)
        self._frame.image.setPixmap(pixmap)

    def _refuse(self) -> None:
        self._trouble = _("打不开这张照片，请换一张 JPG 或 PNG")
        self._say(_("粘贴、拖入或选择"))
        self.left.emit()

    def _say(self, text: Text) -> None:
        self._frame.image.setWordWrap(True)
        self._frame.image.setText(words(text))


SMOOTH = Qt.TransformationMode.SmoothTransformation
