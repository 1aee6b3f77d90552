"""Rules and holiday notices out of `resources/rules/*.toml`, strictly.

A file of rules is a list of `[[rule]]`, whose keys are the fields of `Rule`;
`holidays.toml` a list of `[[year]]`, whose keys are those of `YearEntry`. Whatever is wrong
raises BadRules, which names the file and the rule.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from station_app.clocks.calendar import Calendar, YearEntry
from station_app.clocks.rule import BadRules, Place, Rule
from station_app.clocks.terms import Terms
from station_app.core.texts import Text, _

RULES = Path(__file__).parents[2] / "resources" / "rules"
HOLIDAYS = "holidays.toml"
NO_TERMS = (HOLIDAYS, "quotas.toml", "no_clock.toml")
HINTS = get_type_hints(Rule)
REQUIRED = tuple(f.name for f in fields(Rule) if f.default is MISSING)


def load_terms(place: Place, *, folder: Path = RULES, entered: Iterable[YearEntry] = ()) -> Terms:
    """Every rule file of the folder; `entered` are the years typed in at this station."""
    return Terms(load_rules(folder), load_calendar(folder, entered), place)


@cache
def load_rules(folder: Path = RULES) -> tuple[Rule, ...]:
    """Read once: what ships does not change while the program runs."""
    rules = []
    for path in sorted(folder.glob("*.toml")):
        if path.name not in NO_TERMS:
            rows = _rows(path, "rule")
            rules += [_rule(path.name, n, row) for n, row in enumerate(rows, start=1)]
    return tuple(rules)


def load_calendar(folder: Path = RULES, entered: Iterable[YearEntry] = ()) -> Calendar:
    calendar = _noticed(folder)
    for entry in entered:
        calendar = calendar.with_year(entry)
    return calendar


@cache
def _noticed(folder: Path) -> Calendar:
    """With the years whose notices ship."""
    calendar = Calendar()
    for row in _rows(folder / HOLIDAYS, "year"):
        calendar = calendar.with_year(_year(row))
    return calendar


def _rows(path: Path, key: str) -> list[dict[str, Any]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRules(_("{file} 不是有效的 TOML：{error}", file=path.name, error=error)) from None
    rows = content.pop(key, [])
    tables = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    if content or not tables:
        raise BadRules(_("{file} 只应有 [[{key}]] 列表", file=path.name, key=key))
    return list(rows)


def _rule(file: str, n: int, row: dict[str, Any]) -> Rule:
    wrong = _wrong_form(row) or wrong_sense(Rule(**row))
    if wrong:
        name = row.get("id", n)
        raise BadRules(_("{file} 的规则 {rule}：{wrong}", file=file, rule=name, wrong=wrong))
    return Rule(**row)


def _wrong_form(row: dict[str, Any]) -> Text | None:
    for key, value in row.items():
        if key not in HINTS:
            return _("没有“{key}”这一栏", key=key)
        if not _allows(HINTS[key], value) or "{" in str(value):
            return _("“{key}”不能是 {value}", key=key, value=value)
    for key in REQUIRED:
        if row.get(key, "") == "":
            return _("缺少“{key}”", key=key)
    return None


def wrong_sense(rule: Rule) -> Text | None:
    if rule.length < 0:
        return _("期限不能为负")
    if not rule.local and not rule.article:
        return _("不是地方规定的，须写明条文")
    if rule.confirmed and not rule.local and rule.valid_from is None:
        return _("已核对的全国性规定须写明施行日期")
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        return _("失效日期早于施行日期")
    if rule.roll and (rule.unit == "hour" or rule.direction != "after"):
        return _("按小时计算的和届满前的期限不顺延")
    if rule.direction != "after" and (rule.unit == "hour" or rule.start == "same"):
        return _("届满前的期限按日、月、年计算，届满日不计入")
    if (rule.pause or rule.restart) and (rule.direction != "after" or rule.length == 0):
        return _("届满前的和当日的期限没有中止和重新计算")
    return None


def _allows(hint: Any, value: object) -> bool:
    """Exact types: in TOML true is no number, and a moment is no day."""
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    options = get_args(hint)
    return any(_allows(o, value) for o in options) if options else type(value) is hint


def _year(row: dict[str, Any]) -> YearEntry:
    hints = {"year": int, "holidays": list, "workdays": list, "source": str}
    days = [d for value in row.values() if isinstance(value, list) for d in value]
    if {key: type(value) for key, value in row.items()} != hints or {*map(type, days)} - {date}:
        year = row.get("year", "?")
        raise BadRules(_("{file} 的年份 {year} 填写有误", file=HOLIDAYS, year=year))
    return YearEntry(
        row["year"], frozenset(row["holidays"]), frozenset(row["workdays"]), row["source"]
    )
