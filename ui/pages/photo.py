"""A person's photograph as it stands on the page, and nowhere else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from station_app.core.texts import _
from ui.kit.picture import SMALL, small
from ui.kit.text import words


class Photo(QLabel):
    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.setAccessibleName(words(_("照片")))
        ratio = self.devicePixelRatioF()
        size = (SMALL.toSizeF() * ratio).toSize()
        image = small(data).scaled(
            size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)
