"""The input method Qt has taken, told by what it has loaded: Qt names it nowhere."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QGuiApplication

OF_THE_SYSTEM = ("windows", "cocoa", "wayland")  # platforms that bring the system's own
LOADED = re.compile(r"lib(\w+)platforminputcontextplugin")
ACCENTS_ONLY = "compose"  # dead keys, no Chinese


def in_use() -> str:
    """ibus, compose …, or the platform where that has its own; empty where there is none.

    A running application is needed.
    """
    platform = QGuiApplication.platformName()
    if platform in OF_THE_SYSTEM:
        return platform
    maps = Path("/proc/self/maps")
    found = LOADED.search(maps.read_text()) if maps.exists() else None
    return found[1] if found else ""


def can_compose() -> bool:
    """Whether Chinese can be typed. Without a screen nobody types."""
    without_screen = QGuiApplication.platformName() in ("offscreen", "minimal")
    return without_screen or in_use() not in ("", ACCENTS_ONLY)
