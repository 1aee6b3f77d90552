"""One term of law: a row of `resources/rules/*.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from station_app.core.errors import Explained
from station_app.core.texts import Shown, Text

Unit = Literal["hour", "day", "workday", "month", "year"]
Start = Literal["next", "same"]
Direction = Literal["after", "before", "ahead"]
Place = Literal["city", "country"]


class BadRules(Explained):
    """A rule file breaks its own form; the sentence names the file and the rule."""


class NoRule(Explained):
    """The law of that day or place sets no such term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Texts are Chinese, as the law and the page of rules print them.

    `start`: "next" leaves the starting day or hour out (民法典 201, 程 35), "same" counts from
    the day or the very minute. `direction`: "before" is a window of `length` that ends with the
    trigger, "ahead" a last day that lies `length` before it. `roll`: a last day that is a rest
    day moves to the next working day; never for hours, windows and restraint of liberty. `place`:
    the variant for city or country. `pause`: what does not count, as the sentence names it
    (鉴定期间); `restart`: the event from which it begins anew (调解未达成协议); without them a
    course changes nothing.
    """

    id: str
    title: str
    register: str
    trigger: str
    length: int
    unit: Unit
    start: Start
    roll: bool
    authority: str
    source: str
    confirmed: bool
    article: str = ""
    direction: Direction = "after"
    place: Place | None = None
    pause: str = ""
    restart: str = ""
    local: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def basis(self) -> Shown:
        """Article or source; that of an order is as its paper says it."""
        typed = self.confirmed and self.local
        return self.source if typed else Text(self.article or self.source)

    def holds(self, on: date) -> bool:
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def clashes(self, other: Rule) -> bool:
        """Two versions that would both be the rule of one day and place."""
        return (
            (self.id, self.place) == (other.id, other.place)
            and (self.valid_from or date.min) <= (other.valid_to or date.max)
            and (other.valid_from or date.min) <= (self.valid_to or date.max)
        )
