"""The photographs of a record as they stand on its page, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QWidget

from station_app.core.texts import _
from ui.kit.background import Background, Lane
from ui.kit.picture import SMALL, small
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.pictures import Pictured

VIEW = QSize(220, 165)  # of a house, a room, a lock: wide, not as papers want a face
ACROSS = 2


class Album(QWidget):
    """Each with what it shows under it; decoded aside, no larger than it stands here."""

    def __init__(self, pictures: Sequence[Pictured], background: Background, *, face: bool) -> None:
        super().__init__()
        box = SMALL if face else VIEW
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 6)
        grid.setColumnStretch(ACROSS, 1)
        self.frames = []
        for n, one in enumerate(pictures):
            frame, said = label(), label(one.said, wrap=True)
            frame.setAccessibleName(words(one.said) or words(_("照片")))
            frame.setMinimumSize(box)
            tone(said, Tone.QUIET)
            at, column = n // ACROSS * 2, n % ACROSS
            grid.addWidget(frame, at, column, Qt.AlignmentFlag.AlignLeft)
            if one.said:
                grid.addWidget(said, at + 1, column)
            self.frames.append(frame)
        scaled = (box.toSizeF() * self.devicePixelRatioF()).toSize()
        data = [one.data for one in pictures]
        background.run(
            lambda: [_fitted(one, scaled) for one in data],
            self._show,
            lane=Lane.ASIDE,
            owner=self,
        )

    def _show(self, images: Sequence[QImage]) -> None:
        ratio = self.devicePixelRatioF()
        for frame, image in zip(self.frames, images, strict=True):
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            frame.setPixmap(pixmap)


def _fitted(data: bytes, box: QSize) -> QImage:
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return small(data, box).scaled(box, keep, smooth)
