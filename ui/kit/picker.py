"""A reference: typed, found in the background, taken with Enter. Hits are masked."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from uuid import UUID

from station_app.core.kinds import Ref
from station_app.core.texts import Text, _
from ui.kit.editor import Choice, Editor, Given
from ui.kit.fields import Line
from ui.kit.suggestions import Suggestion, Suggestions
from ui.kit.text import words


class RefEditor(Editor):
    """Its text is the id of the record taken."""

    def __init__(self, kind: Ref, given: Given) -> None:
        self._line = Line()
        super().__init__(kind, self._line, self._line, given)
        self._register = kind.register
        self._id, self._title = "", ""
        self._asked: Future[Sequence[Choice]] | None = None
        self._hits: Sequence[Choice] = ()
        self._waiting = False  # Enter came before the answer
        self._list = Suggestions(self._line, _("查询结果"))
        self._list.taken.connect(self.take)
        self._list.asked.connect(lambda: self._typed(self._line.text()))
        self._line.setPlaceholderText(words(_("键入姓名、拼音、号码或地址")))
        self._line.typed.connect(self._typed)
        self._line.left.connect(self._leave)

    def text(self) -> str:
        return self._id or self._line.text().strip()

    def show_text(self, text: str) -> None:
        self._forget()
        try:
            id = UUID(text)
        except ValueError:
            self._line.replace(text)
            self.changed.emit()
            return
        self._id = text
        self._line.replace("…")
        self.given.background.run(
            lambda: self.given.title(self._register, id),
            lambda title: self._named(text, title),
            owner=self,
        )
        self.changed.emit()

    def take(self, choice: Choice) -> None:
        self._forget()
        self._id = str(choice.id)
        self._line.replace(choice.title)
        self.changed.emit()

    def settle(self) -> None:
        if self._id or not self._line.text().strip():
            return
        if (chosen := self._list.chosen) is not None:
            self.take(chosen)
        elif self._asked is not None:
            self._waiting = True
        elif len(self._hits) == 1:
            self.take(self._hits[0])

    def problem(self, now: datetime) -> Text | None:
        if not self._id and self._asked is not None:
            return None  # being looked for
        if not self._id and len(self._hits) > 1:
            return _("有 {n} 条符合，请用上下键选取一条", n=len(self._hits))
        return super().problem(now)

    @property
    def open(self) -> bool:
        return self._list.isVisible()

    def close_list(self) -> None:
        self._list.hide()

    def _typed(self, text: str) -> None:
        self._forget()
        self.changed.emit()
        typed = text.strip()
        if not typed or self._line.isReadOnly():
            return
        self._asked = self.given.background.run(
            lambda: self.given.find(self._register, typed),
            lambda found: self._found(typed, found),
            owner=self,
        )

    def _found(self, typed: str, found: Sequence[Choice]) -> None:
        if typed != self._line.text().strip():
            return  # an answer to what stands there no more
        self._asked, self._hits = None, found
        if self._waiting:
            self._waiting = False
            self.settle()
            self.left.emit()  # the form looks at it again
        elif self._line.hasFocus():
            self._list.offer([Suggestion(c, f"{c.title}  {c.matched}".rstrip()) for c in found])

    def _named(self, id: str, title: str) -> None:
        if self._id == id:
            self._line.setText(title)

    def _forget(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._id, self._asked, self._hits, self._waiting = "", None, (), False
        self._list.hide()
