"""Writes `docs/rules.md`: every term of law that ships, by register, from `resources/rules`.

python tools/rules.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from station_app.clocks.load import load_rules
from station_app.clocks.rule import Rule
from station_app.core.texts import render
from station_app.registers import REGISTERS

FILE = Path(__file__).parents[1] / "docs/rules.md"
HEADING = (
    "rule",
    "trigger",
    "length",
    "unit",
    "start",
    "roll",
    "authority",
    "article",
    "valid from",
    "confirmed",
    "local",
)
INTRODUCTION = """# Terms of law

Made by `tools/rules.py` from `resources/rules`; a test compares it with them.

*start*: `next` leaves the starting day or hour out, `same` counts from it; `before` is a window
that ends with the trigger. *roll*: a last day of rest moves to the next working day. *confirmed*:
the text of the article was read. *local*: a rule of one province or city, or a default of this
program, until the station's own is known.
"""


def lines(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield INTRODUCTION
    for name in dict.fromkeys(rule.register for rule in rules):
        title = f"{render(REGISTERS[name].title)} · " if name in REGISTERS else ""
        yield f"## {title}`{name}`\n"
        yield _row(HEADING)
        yield "|---" * len(HEADING) + "|"
        yield from (_row(_cells(rule)) for rule in rules if rule.register == name)
        yield ""


def _cells(rule: Rule) -> tuple[str, ...]:
    return (
        f"{rule.title} `{rule.id}`" + (f" ({rule.place})" if rule.place else ""),
        rule.trigger,
        str(rule.length),
        rule.unit,
        "before" if rule.direction == "before" else rule.start,
        _yes(rule.roll),
        rule.authority,
        rule.article or rule.source,
        str(rule.valid_from or ""),
        _yes(rule.confirmed),
        _yes(rule.local),
    )


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _yes(said: bool) -> str:
    return "yes" if said else "no"


def document() -> str:
    return "\n".join(lines(load_rules()))


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
