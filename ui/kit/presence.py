"""Whether somebody still sits here: keys and mouse, both clocks, and what the session tells.

A machine that slept is known by a look that came late, on whichever clock ran on; so is a clock
that was set. The session's own word (logind, the screen saver) comes before that, where there is
one. Windows and macOS have none here: there, a switch of user locks after the idle time.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from math import ceil
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusVariant,
)

from station_app.core.instants import Instant

EVERY = 10  # seconds between two looks at the clocks
LATE = 30  # seconds a look may come late on a busy machine
SET = 120  # seconds by which a clock was not corrected but set
LOGIN = "org.freedesktop.login1"
MANAGER, SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class Presence(QObject):
    gone = Signal()
    left = Signal(int)  # minutes until it is taken that nobody is there
    clock_set = Signal(object)  # what the wall clock should show

    def __init__(
        self, clocks: Callable[[], Instant], minutes: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._clocks = clocks
        self._seen = self._alive = clocks()
        self._told = minutes
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY * 1000)
        _listen(self)

    def alive(self) -> None:
        """A key, a button, a wheel. Called for each: it must cost nothing."""
        if self._told != self.minutes:
            self.look()
        self._alive = self._seen

    def look(self) -> None:
        now, before = self._clocks(), self._seen
        self._seen = now
        if abs(now_off := before.jumped(now).total_seconds()) > SET:
            expected = before.expected(now)
            self._alive = now  # its idle time cannot be told any more
            self.clock_set.emit(expected)
        if before.passed(now) > EVERY + LATE or now_off < -SET:
            self.gone.emit()
            return
        minutes = ceil(self.minutes - self._alive.passed(now) / 60)
        if minutes != self._told:
            self._told = minutes
            self.left.emit(max(0, minutes))
        if minutes <= 0:
            self.gone.emit()

    @Slot(bool)
    def switched(self, on: bool) -> None:
        """Going to sleep, or the screen saver is shown."""
        if on:
            self.gone.emit()

    @Slot()
    def locked(self) -> None:
        self.gone.emit()

    @Slot("QDBusMessage")
    def changed(self, message: QDBusMessage) -> None:
        """Something of this session: is another user's in front of it? Asked, not waited for."""
        ask = QDBusMessage.createMethodCall(LOGIN, message.path(), PROPERTIES, "Get")
        ask.setArguments([SESSION, "Active"])
        answer = QDBusPendingCallWatcher(QDBusConnection.systemBus().asyncCall(ask), self)
        answer.finished.connect(self._told_active)

    def _told_active(self, answer: QDBusPendingCallWatcher) -> None:
        told = answer.reply().arguments()
        answer.deleteLater()
        if told and isinstance(told[0], QDBusVariant) and told[0].variant() is False:
            self.gone.emit()


def _listen(presence: Presence) -> None:
    system = QDBusConnection.systemBus()
    own = f"/org/freedesktop/login1/session/{_label(os.environ.get('XDG_SESSION_ID', ''))}"
    words: list[tuple[QDBusConnection, str, str, str, str, str]] = [
        (system, LOGIN, "", MANAGER, "PrepareForSleep", SLOT("switched(bool)"))
    ]
    if os.environ.get("XDG_SESSION_ID"):
        changed = SLOT("changed(QDBusMessage)")
        words.append((system, LOGIN, own, SESSION, "Lock", SLOT("locked()")))
        words.append((system, LOGIN, own, PROPERTIES, "PropertiesChanged", changed))
    if _has_session_bus():
        session, on = QDBusConnection.sessionBus(), SLOT("switched(bool)")
        words += [(session, saver, "", saver, "ActiveChanged", on) for saver in SAVERS]
    for bus, service, path, interface, name, slot in words:
        # the wheel takes what SLOT gives, and its stubs say bytes
        bus.connect(service, path, interface, name, presence, slot)  # type: ignore[call-overload]


def _has_session_bus() -> bool:
    """Else asking for one would start one."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return "DBUS_SESSION_BUS_ADDRESS" in os.environ or bool(folder and Path(folder, "bus").exists())


def _label(session: str) -> str:
    """As logind writes a session's id into its path: `1` is `_31`, `c2` stays."""
    kept = (
        letter if letter.isascii() and (letter.isalpha() or (at and letter.isdigit())) else None
        for at, letter in enumerate(session)
    )
    return "".join(
        k if k is not None else f"_{ord(o):02x}" for k, o in zip(kept, session, strict=True)
    )
