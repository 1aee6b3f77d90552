"""What a form needs of an editor, whatever the kind: text in, text out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from station_app.core.kinds import Kind
from station_app.core.parse import Invalid, parse
from station_app.core.texts import Text
from ui.kit.background import Background


@dataclass(frozen=True, slots=True)
class Choice:
    """A record a reference may point to, masked."""

    id: UUID
    title: str
    matched: str = ""  # the part that fits what was typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the page gives its editors. All but `now` run off the main thread."""

    now: Callable[[], datetime]
    background: Background
    find: Callable[[str, str], Sequence[Choice]] = lambda register, typed: ()
    title: Callable[[str, UUID], str] = lambda register, record: ""
    keep: Callable[[bytes], str] | None = None  # a picture in, its SHA-256 out
    picture: Callable[[str], bytes] | None = None


class Editor(QObject):
    """`text()` is what `core.parse` reads: a code, an ISO day, an id, or what was typed."""

    changed = Signal()
    left = Signal()  # settled, and the focus is elsewhere
    identified = Signal(object)  # a sound identity number stands: identity.numbers.Reading

    def __init__(self, kind: Kind, widget: QWidget, focus: QWidget, given: Given) -> None:
        super().__init__(widget)
        self.kind, self.widget, self.focus, self.given = kind, widget, focus, given

    @abstractmethod
    def text(self) -> str: ...

    @abstractmethod
    def show_text(self, text: str) -> None: ...

    def settle(self) -> None:
        """Enter, or leaving: what was typed becomes what it means, where it means anything."""

    def problem(self, now: datetime) -> Text | None:
        """Why what stands there cannot be kept; an empty field is the form's business."""
        if not (text := self.text().strip()):
            return None
        try:
            parse(self.kind, text, now)
        except Invalid as wrong:
            return wrong.text
        return None

    @property
    def composing(self) -> bool:
        return bool(getattr(self.focus, "composing", False))

    @property
    def open(self) -> bool:
        """Whether a list of choices is shown, which Escape closes first."""
        return False

    def close_list(self) -> None:
        """Where the page is scrolled away under it."""

    def _leave(self) -> None:
        self.settle()
        self.left.emit()
