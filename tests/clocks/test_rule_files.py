"""The shipped rules hold together, and a badly written one is refused by name."""

from __future__ import annotations

import ast
import tomllib
from datetime import date
from pathlib import Path

import pytest

from station_app import clocks
from station_app.clocks.cards import id_card_validity
from station_app.clocks.load import RULES, load_calendar, load_rules, load_terms
from station_app.clocks.rule import BadRules, Rule

GOOD = """
[[rule]]
id = "report"
title = "报送"
register = "residents"
trigger = "受理"
length = 3
unit = "day"
start = "next"
roll = true
authority = "公安派出所"
article = "《示例办法》第一条"
source = "示例"
confirmed = true
valid_from = 2026-01-01
"""

shipped = pytest.mark.parametrize("rule", load_rules(), ids=lambda r: f"{r.id}-{r.place}")


def folder_with(tmp_path: Path, rules: str = GOOD, holidays: str = "") -> Path:
    (tmp_path / "own.toml").write_text(rules, encoding="utf-8")
    (tmp_path / "holidays.toml").write_text(holidays, encoding="utf-8")
    return tmp_path


@shipped
def test_every_rule_names_its_source_and_its_article_or_is_local(rule: Rule) -> None:
    assert rule.source
    assert rule.article or rule.local
    assert rule.confirmed is False or "待核" not in rule.source + rule.article


@shipped
def test_a_default_of_ours_never_passes_as_law(rule: Rule) -> None:
    if "本系统默认" in rule.source:
        assert rule.local


@shipped
def test_what_holds_in_one_place_is_not_shipped_as_confirmed(rule: Rule) -> None:
    assert not (rule.local and rule.confirmed)


def test_both_places_load_and_every_variant_has_its_other_half() -> None:
    rules = load_terms("country").rules
    assert rules == load_terms("city").rules
    halves = {(rule.id, rule.place) for rule in rules if rule.place}
    alone = {id for id, place in halves if {(id, "city"), (id, "country")} - halves}
    assert alone == {"death_registration", "death_registration_before_burial"}


def test_no_notice_is_shipped_that_was_not_published() -> None:
    assert load_calendar().entered == ()
    assert (RULES / "holidays.toml").is_file()


def test_a_well_written_rule_is_read_with_its_defaults(tmp_path: Path) -> None:
    (rule,) = load_rules(folder_with(tmp_path))
    assert (rule.id, rule.length, rule.unit, rule.roll) == ("report", 3, "day", True)
    assert (rule.direction, rule.place, rule.local, rule.pause) == ("after", None, False, "")
    assert rule.valid_from == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ('source = "示例"', "", "缺少“source”"),
        ('source = "示例"', 'source = ""', "缺少“source”"),
        ('title = "报送"', 'titel = "报送"', "没有“titel”这一栏"),
        ('title = "报送"', 'title = "报{n}送"', "“title”不能是 报{n}送"),
        ('unit = "day"', 'unit = "week"', "“unit”不能是 week"),
        ("length = 3", "length = true", "“length”不能是 True"),
        ("length = 3", 'length = "3"', "“length”不能是 3"),
        ("length = 3", "length = -3", "期限不能为负"),
        ("roll = true", "roll = 1", "“roll”不能是 1"),
        ("2026-01-01", "2026-01-01T00:00:00", "“valid_from”不能是 2026-01-01 00:00:00"),
        ("2026-01-01", "2026-01-01\nvalid_to = 2025-12-31", "失效日期早于施行日期"),
        ("valid_from = 2026-01-01", "", "须写明施行日期"),
        ('article = "《示例办法》第一条"', "", "须写明条文"),
        ('unit = "day"', 'unit = "hour"', "不顺延"),
        ('unit = "day"', 'unit = "day"\ndirection = "before"', "不顺延"),
        (
            'start = "next"\nroll = true',
            'start = "same"\nroll = false\ndirection = "before"',
            "届满",
        ),
    ],
)
def test_a_badly_written_rule_is_refused_by_file_and_name(
    tmp_path: Path, written: str, instead: str, says: str
) -> None:
    assert written in GOOD
    folder = folder_with(tmp_path, GOOD.replace(written, instead))
    with pytest.raises(BadRules) as refused:
        load_rules(folder)
    assert "own.toml 的规则 report" in str(refused.value)
    assert says in str(refused.value)


def test_a_rule_without_an_id_is_named_by_its_place_in_the_file(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, GOOD + GOOD.replace('id = "report"', ""))
    with pytest.raises(BadRules, match=r"own.toml 的规则 2：缺少“id”"):
        load_rules(folder)


@pytest.mark.parametrize("text", ["[[rule]", "[[rules]]\nid = 1", "rule = 3", "rule = [3]"])
def test_a_file_that_is_no_list_of_rules_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadRules, match=r"own\.toml"):
        load_rules(folder_with(tmp_path, text))


YEAR = """
[[year]]
year = 2099
source = "示例通知〔2098〕1号"
holidays = [2099-01-01]
workdays = [2099-01-04]
"""


def test_a_year_of_holidays_is_read_and_the_stations_own_entry_wins(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, holidays=YEAR)
    calendar = load_calendar(folder)
    assert calendar.is_workday(date(2099, 1, 4))
    (entry,) = calendar.entered
    assert load_calendar(RULES, [entry]).entered == (entry,)
    assert load_calendar(folder, [entry]).entered == (entry,)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('source = "示例通知〔2098〕1号"', ""),
        ("[2099-01-01]", '["2099-01-01"]'),
        ("[2099-01-01]", "[2097-01-01]"),
        ("year = 2099", 'year = "2099"'),
        ("workdays", "workday"),
    ],
)
def test_a_badly_written_year_is_refused(tmp_path: Path, written: str, instead: str) -> None:
    assert written in YEAR
    with pytest.raises(BadRules, match="2099"):
        load_calendar(folder_with(tmp_path, holidays=YEAR.replace(written, instead)))


@pytest.mark.parametrize(
    ("age", "years"), [(0, 5), (15, 5), (16, 10), (25, 10), (26, 20), (45, 20), (46, None)]
)
def test_an_id_card_is_valid_by_the_age_at_issue(age: int, years: int | None) -> None:
    name = id_card_validity(age)
    lengths = {rule.id: rule.length for rule in load_rules() if rule.unit == "year"}
    assert (lengths[name] if name else None) == years


def test_what_has_no_clock_says_once_what_it_is_by_which_article_and_why() -> None:
    rows = tomllib.loads((RULES / "no_clock.toml").read_text("utf-8"))["none"]
    assert {frozenset(row) for row in rows} == {
        frozenset({"register", "what", "article", "because"})
    }
    assert all(text for row in rows for text in row.values())
    said = [(row["register"], row["what"]) for row in rows]
    assert len(said) == len(set(said))


def test_nothing_in_the_clocks_asks_what_time_it_is() -> None:
    for path in Path(clocks.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not asked & {"now", "utcnow", "today", "time", "fromtimestamp"}, path.name
