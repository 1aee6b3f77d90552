"""Writes `docs/rules.md`: every term of law that ships, by register, from `resources/rules`.

python tools/rules.py
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from station_app.clocks.load import RULES, load_rules
from station_app.clocks.rule import Rule
from station_app.core.texts import render
from station_app.registers import REGISTERS

FILE = Path(__file__).parents[1] / "docs/rules.md"
WITHOUT = RULES / "no_clock.toml"
HEADING = (
    "rule",
    "trigger",
    "length",
    "unit",
    "start",
    "roll",
    "pause",
    "restart",
    "authority",
    "article",
    "valid from",
    "confirmed",
    "local",
)
INTRODUCTION = """# Terms of law

Made by `tools/rules.py` from `resources/rules`; a test compares it with them.

*start*: `next` leaves the starting day or hour out, `same` counts from it; `before` is a window
that ends with the trigger, `ahead` a last day that lies so long before it. *roll*: a last day of
rest moves to the next working day. *confirmed*: the text of the article was read. *local*: a rule
of one province or city, or a default of this program, until the station's own is known. *pause*:
what does not count; *restart*: from what the term begins anew.

What ships is the beginning: the chief changes local rules, with the order's issuer, number and
first day, and enters each year's holidays (设置 › 期限规则, 放假安排; `station rules`,
`station holidays`). An event keeps the rule of its day; all duties are then worked out again.
"""
REASONS = """## No clock, because …

What the law on residents, rented houses and community correction asks for without a term of ours
(`resources/rules/no_clock.toml`).
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
    yield from _without()


def _without() -> Iterator[str]:
    yield REASONS
    yield _row(("register", "what", "article", "no clock, because"))
    yield "|---" * 4 + "|"
    for one in tomllib.loads(WITHOUT.read_text(encoding="utf-8"))["none"]:
        yield _row((f"`{one['register']}`", one["what"], one["article"], one["because"]))
    yield ""


def _cells(rule: Rule) -> tuple[str, ...]:
    return (
        f"{rule.title} `{rule.id}`" + (f" ({rule.place})" if rule.place else ""),
        rule.trigger,
        str(rule.length),
        rule.unit,
        rule.start if rule.direction == "after" else rule.direction,
        _yes(rule.roll),
        rule.pause,
        rule.restart,
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
