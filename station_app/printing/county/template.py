"""A county's template as it is kept: our own rebuilt pages, where its fields lie, what goes there.

Plain data. The file somebody brought is never kept or opened again: `guard` draws its pages anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

TEXT, TICK = "text", "tick"  # what a field takes; ticks are made by hand


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a field; a field may have several, and then says the same in each."""

    name: str
    page: int  # from 0
    left: float
    bottom: float
    right: float
    top: float
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Template:
    """`rows` is the text that each page has on it: (baseline in quarter points, characters).

    `places` is what somebody chose for a field, by the name of the value, "" for nothing; a field
    nobody chose for takes the value of its own name.
    """

    pdf: bytes
    rows: tuple[tuple[tuple[float, str], ...], ...]  # page by page
    slots: tuple[Slot, ...]
    places: Mapping[str, str]

    @property
    def mark(self) -> str:
        """Of these pages so filled: by it the same paper is known again."""
        return hashlib.sha256(self.pdf + outline(self).encode()).hexdigest()[:12]

    @property
    def pages(self) -> int:
        return len(self.rows)

    @property
    def fields(self) -> tuple[str, ...]:
        """Those that take text, each once, as the pages read."""
        return tuple(dict.fromkeys(s.name for s in self.slots if s.kind == TEXT))

    @property
    def ticks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.name for s in self.slots if s.kind == TICK))

    def placing(self, field: str, value: str) -> Template:
        """The same with another value in that field; "" for none."""
        return replace(self, places={**self.places, field: value})


def outline(template: Template) -> str:
    """Everything but the pages, as JSON."""
    slots = [asdict(slot) for slot in template.slots]
    held = {"rows": template.rows, "slots": slots, "places": dict(template.places)}
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def read(pdf: bytes, text: str) -> Template:
    held = json.loads(text)
    rows = tuple(tuple((y, said) for y, said in page) for page in held["rows"])
    return Template(pdf, rows, tuple(Slot(**slot) for slot in held["slots"]), held["places"])
