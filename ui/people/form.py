"""A person: also from the two machine lines of a passport, typed or scanned into any line."""

from __future__ import annotations

from functools import partial

from station_app.core.days import day_of
from station_app.core.register import Register
from station_app.core.sentences import MRZ_FAULTS
from station_app.core.texts import Text, _
from station_app.identity.documents import MrzFault
from station_app.people import passport
from station_app.people.rules import contradictions
from ui.kit.editor import Given
from ui.kit.editors import LineEditor
from ui.kit.form import RecordForm
from ui.kit.row import Row

GO_ON = _("已读护照机读码第一行，请接着键入或扫描第二行")


class PersonForm(RecordForm):
    def __init__(self, register: Register, given: Given) -> None:
        super().__init__(register, given, contradictions=contradictions)
        self._first = ""  # the line that waits for the second
        self._awaited: Row | None = None  # where that is said
        for row in self._rows.values():
            if isinstance(row.editor, LineEditor):
                row.editor.changed.connect(partial(self._look_for_lines, row))

    def _look_for_lines(self, row: Row) -> None:
        if self._loading:
            return
        match passport.lines_of(row.editor.text(), self._first):
            case (first, second):
                self._take(row, first, second)
            case (first,) if not self._first:
                self._first = first
                row.editor.show_text("")
                self._tell(row, GO_ON)

    def _take(self, row: Row, first: str, second: str) -> None:
        """What was typed stays where it is wrong; nothing that stands is written over."""
        read = passport.read(first, second, day_of(self.given.now()))
        if isinstance(read, Text):
            row.problem = read
            self._explain(row)
            return
        self._first = ""
        self._tell(None)
        row.problem = None
        row.editor.show_text("")
        for name, text in read.items():
            self._put(name, text)
        self._explain(row)
        self._tell_identity()

    def _put(self, name: str, text: str) -> None:
        editor = self.editors[name]
        stands = editor.text().strip()
        if not stands:
            editor.show_text(text)
        elif name == "documents" and text not in stands:
            editor.show_text(f"{stands}；{text}")
        self._rows[name].seen = editor.text()

    def _tell(self, row: Row | None, *texts: Text) -> None:
        for each, said in ((self._awaited, ()), (row, texts)):
            if each is not None:
                each.questions = said
                self._explain(each)
        self._awaited = row

    def _left(self, row: Row) -> None:
        """A line that is too short or too long is no number and no name either."""
        super()._left(row)
        text = row.editor.text()
        if passport.looks_like_one(text) or (self._first and "<" in text):
            whole = passport.lines_of(text, self._first)
            wrong = passport.read(*whole, day_of(self.given.now())) if len(whole) == 2 else None
            row.problem = wrong if isinstance(wrong, Text) else MRZ_FAULTS[MrzFault.LENGTH]
            self._explain(row)
