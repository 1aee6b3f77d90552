"""Real widgets offscreen, on a real encrypted store; one engine is enough for a screen."""

from __future__ import annotations

import gc
import hashlib
from functools import partial
from importlib import import_module

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.conftest import NOW
from tests.ui.at_the_desk import (  # noqa: F401  fixtures of every room
    filled,
    hand,
    home,
    sign_in,
    someone,
    start,
    until,
)
from ui.charts.panel import DRAWS
from ui.kit import text, theme
from ui.kit.background import Background
from ui.kit.editor import Given
from ui.kit.processes import Processes
from ui.tidy import collect

PATIENCE = 15_000  # ms for whatever happens in the background of a busy machine


def pytest_collection_modifyitems(items):
    """One engine is enough here. The offscreen platform has no frame to tell sizes to, and says
    so: that is all its message means.
    """
    here = [item for item in items if "/tests/ui/" in item.path.as_posix()]
    for item in here:
        item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))
        callspec = getattr(item, "callspec", None)
        if callspec is not None and callspec.params.get("new_store") == "postgresql":
            items.remove(item)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    theme.prepare(qapp, "light")
    import_module(DRAWS)  # in the program all types it names are made before
    return qapp


@pytest.fixture(scope="session", autouse=True)
def no_worker_collects():
    """As in the program: widgets of a test before are never destroyed on a worker's thread."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def tidied():
    yield
    collect()


@pytest.fixture
def qtbot(qtbot):
    """Waits for what it is told to wait for, and ends at once when it is there."""
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE))
    return qtbot


@pytest.fixture(autouse=True)
def chinese():
    text.speak("zh")
    yield
    text.speak("zh")


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.close()


@pytest.fixture
def processes(background):
    processes = Processes(background)
    yield processes
    processes.close()


@pytest.fixture
def kept():
    """Blobs kept by the picture editor: SHA-256 → bytes."""
    return {}


@pytest.fixture
def given(background, kept):
    def keep(data):
        name = hashlib.sha256(data).hexdigest()
        kept[name] = data
        return name

    return Given(now=lambda: NOW, background=background, keep=keep, picture=kept.__getitem__)


@pytest.fixture
def shown(qtbot):
    """Puts widgets into a window that has the focus."""
    windows = []  # nobody else holds them

    def show(*widgets, size=(900, 640)):
        window = QWidget()
        layout = QVBoxLayout(window)
        for widget in widgets:
            layout.addWidget(widget)
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show
