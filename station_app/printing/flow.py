"""Where the next block of a paper goes: down a sheet, and on to a new one when it is full."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import category

from station_app.core.sound import visible
from station_app.core.texts import Shown, Text, _
from station_app.printing.fonts import width
from station_app.printing.parts import Form, Imprint
from station_app.printing.setting import wrap
from station_app.printing.sheet import FLOOR, LEFT, SIGNED, WIDTH, Sheet, baseline, squeezed

ONWARD = _("（见续页）")

BLANKS = frozenset({"Cc", "Zs", "Zl", "Zp"})  # Unicode categories that need no glyph

Render = Callable[[Shown], str]


class Flow:
    """`furnish` puts on a new sheet what stands on every one, told whether it goes on a paper."""

    def __init__(
        self, form: Form, imprint: Imprint, render: Render, furnish: Callable[[Flow, bool], None]
    ) -> None:
        self.form, self.imprint, self.render, self.furnish = form, imprint, render, furnish
        self.onward = render(ONWARD)
        self.floor = FLOOR + (SIGNED if form.each_page else 0)
        self.sheets: list[Sheet] = []
        self.rest: list[tuple[str, str]] = []  # label, what did not fit its box
        self.y = 0.0
        self.new_sheet(onward=False)

    def new_sheet(self, *, onward: bool = True) -> None:
        self.sheet = Sheet()
        self.sheets.append(self.sheet)
        self.furnish(self, onward)

    def room(self, height: float) -> bool:
        """Makes room for `height`; whether that took a new sheet."""
        if fresh := self.y - height < self.floor:
            self.new_sheet()
        return fresh

    def put(self, x: float, y: float, shown: Shown, room: float, size: float = 10.5) -> None:
        if text := self.render(shown):
            self.sheet.values.append((x, y, squeezed(text, size, room), text))

    def put_right(self, right: float, y: float, shown: Shown, room: float) -> None:
        text = self.render(shown)
        self.put(right - width(text, squeezed(text, 10.5, room)), y, text, room)

    def plain(self, shown: Shown) -> str:
        """Typed text as paper takes it: line breaks kept, tabs and odd blanks as blanks."""
        text = self.render(shown)
        if text.isprintable():
            return text.strip()
        return visible("\n".join("".join(map(_blank, line)) for line in text.strip().splitlines()))

    def subtitle(self, title: Text | None) -> None:
        if title is None:
            return
        self.room(60)
        text = self.render(title)
        self.sheet.fixed.append((LEFT, baseline(self.y - 12, 12), squeezed(text, 12, WIDTH), text))
        self.y -= 22

    def lines(self, text: str, size: float, leading: float, *, own: bool = False) -> None:
        """`own`: words of the form itself, which official stock has on it already."""
        step = size * leading
        for line in wrap(text, size, WIDTH):
            self.room(step)
            if line:
                y = baseline(self.y - step / 2, size)
                held = self.sheet.fixed if own else self.sheet.values
                held.append((LEFT, y, squeezed(line, size, WIDTH), line))
            self.y -= step

    def strike(self, x: float, right: float, height: float) -> None:
        """A box left empty is struck, so that nobody fills it later."""
        y = baseline(self.y - height / 2, 10.5)
        self.sheet.values.append(((x + right) / 2 - 2, y, 10.5, "/"))

    def continue_rest(self) -> None:
        """The long texts cut short in their boxes, whole lines at normal size."""
        if self.rest:
            self.new_sheet()
        for label, text in self.rest:
            self.room(60)
            y = baseline(self.y - 12, 12)
            self.put(LEFT, y, _("{label}（续）", label=label), WIDTH, 12)
            self.y -= 22
            self.lines(text, 10.5, 1.5)
            self.y -= 6
        self.rest.clear()


def _blank(character: str) -> str:
    return " " if category(character) in BLANKS and character != "　" else character
