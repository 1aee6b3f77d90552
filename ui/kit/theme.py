"""Looks: the platform's own style, light and dark with the system, one accent, red only
for what is overdue or refused.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget

RESOURCES = Path(__file__).parents[2] / "resources"
POINTS = 10
SIDES = (16, 24, 32, 48)  # pixels an icon is drawn in
_points = POINTS
ACCENT = {"light": "#1f5f99", "dark": "#6fb1e8"}
RED = {"light": "#b3261e", "dark": "#ff8a80"}
QUIET = {"light": "#5f6368", "dark": "#a8adb3"}
PLAIN = {"light": "#1b1c1e", "dark": "#e6e7e9"}
ON_ACCENT = {"light": "#ffffff", "dark": "#101418"}
HINT = {"light": "#70757a", "dark": "#94999f"}  # inside an empty line
FAINT = {"light": "#8d9196", "dark": "#72777d"}  # what cannot be used now
WINDOW = {"light": "#f3f4f5", "dark": "#2b2e33"}
BASE = {"light": "#ffffff", "dark": "#17191c"}
OTHER_BASE = {"light": "#f7f8fa", "dark": "#1c1f23"}  # every other row
BUTTON = {"light": "#e9ebed", "dark": "#3b3f45"}
ROLES = {
    "Accent": ACCENT, "Highlight": ACCENT, "Link": ACCENT, "HighlightedText": ON_ACCENT,
    "Window": WINDOW, "Base": BASE, "AlternateBase": OTHER_BASE, "Button": BUTTON,
    "ToolTipBase": BASE, "WindowText": PLAIN, "Text": PLAIN, "ButtonText": PLAIN,
    "ToolTipText": PLAIN, "PlaceholderText": HINT,
}  # fmt: skip

# The system's own sans first; the two shipped fonts hold what it lacks, up to extension F.
FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "Noto Serif SC",
    "HanaMinB",
)
SHIPPED = ("NotoSerifSC-Regular.ttf", "HanaMinB.ttf")

STYLE = """
QLabel[tone="quiet"] {{ color: {quiet}; }}
QLabel[tone="ask"] {{ color: {accent}; }}
QLabel[tone="red"], QToolButton[tone="red"] {{ color: {red}; }}
QLabel[tone="heading"] {{ font-weight: 600; }}
QLabel[tone="title"] {{ font-weight: 600; font-size: 13pt; }}
"""


class Tone(StrEnum):
    PLAIN = ""
    QUIET = "quiet"  # help and hints
    ASK = "ask"  # a question the officer may answer either way
    RED = "red"  # overdue and refused, nothing else
    HEADING = "heading"
    TITLE = "title"


_wanted = "system"


def prepare(app: QApplication, scheme: str = "system", points: int = POINTS) -> None:
    """Before the first window. `scheme` is system, light or dark."""
    app.setStyle("Fusion")
    resize(points)
    app.styleHints().colorSchemeChanged.connect(_dress)
    choose(scheme)


def choose(scheme: str) -> None:
    """Light, dark, or as the system says."""
    global _wanted  # one window, one look
    _wanted = scheme
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(schemes.get(scheme, Qt.ColorScheme.Unknown))
    _dress()


def resize(points: int) -> None:
    """Letters of this size everywhere; what is on the screen is best drawn anew."""
    global _points  # one window, one size
    _points = points
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setFont(_font())


def is_dark() -> bool:
    if _wanted != "system":
        return _wanted == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colour(table: dict[str, str]) -> QColor:
    return QColor(table["dark" if is_dark() else "light"])


def _dress() -> None:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    palette = QPalette(colour(BUTTON), colour(WINDOW))
    for name, table in ROLES.items():
        palette.setColor(QPalette.ColorRole[name], colour(table))
    for name in ("Text", "WindowText", "ButtonText"):
        disabled = QPalette.ColorGroup.Disabled
        palette.setColor(disabled, QPalette.ColorRole[name], colour(FAINT))
    app.setPalette(palette)
    sheet = STYLE.format(
        quiet=colour(QUIET).name(), accent=colour(ACCENT).name(), red=colour(RED).name()
    )
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    icon.cache_clear()


def _font() -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSize(_points)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def large(points: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = _font()
    font.setPointSize(points + _points - POINTS)
    font.setWeight(weight)
    return font


def load_rare_characters() -> None:
    """After the first paint: one font a turn, so that no turn takes long."""
    for name in SHIPPED:
        QTimer.singleShot(0, lambda path=str(RESOURCES / "fonts" / name): _add(path))


@lru_cache
def _add(path: str) -> None:
    QFontDatabase.addApplicationFont(path)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setFont(_font())  # fonts in use look for their fallbacks anew


def tone(widget: QWidget, wanted: Tone) -> None:
    if widget.property("tone") != str(wanted):
        widget.setProperty("tone", str(wanted))
        widget.style().unpolish(widget)
        widget.style().polish(widget)


@lru_cache
def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.Text) -> QIcon:
    """One of `resources/icons`, in the palette's colours. Ask anew when the theme changes."""
    palette, made = QGuiApplication.palette(), QIcon()
    source = (RESOURCES / "icons" / f"{name}.svg").read_bytes()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        colour = palette.color(group, role).name().encode()
        for pixmap in _drawn(source.replace(b"currentColor", colour)):
            made.addPixmap(pixmap, mode)
    return made


atexit.register(icon.cache_clear)  # pixmaps must not outlive the application


def _drawn(svg: bytes) -> Iterator[QPixmap]:
    from PySide6.QtSvg import QSvgRenderer  # not before the first icon

    renderer = QSvgRenderer(QByteArray(svg))
    for side in SIDES:
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        yield pixmap
