"""Every article of community correction that asks for something is a clock, or says why it is none.

The articles are those of the law (社区矫正法) and of its measures of 2020 (社区矫正法实施办法) that
bind the office, the police or the person; what binds courts and procuratorates alone is not ours.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from station_app.clocks.load import RULES, load_rules

TESTS = Path(__file__).parents[1]
LAW, MEASURES = "社区矫正法", "社区矫正法实施办法"
ASKED = {
    LAW: {17, 18, *range(20, 31), 32, 33, 34, 42, *range(44, 52), *range(52, 59), 62},
    MEASURES: {*range(12, 19), *range(20, 23), *range(24, 40), 41, 42, 44, *range(46, 56), 58, 59},
}
DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")}
NAMED = re.compile(r"《?(社区矫正法实施办法|实施办法|社区矫正法)》?")
ARTICLES = re.compile(
    r"第([一二三四五六七八九十]+)条(?:之[一二])?(至第([一二三四五六七八九十]+)条)?"
)


def number(words: str) -> int:
    """二十四 → 24."""
    tens, _ten, ones = words.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if _ten else 0) + DIGITS.get(ones, 0)


def articles(text: str) -> set[tuple[str, int]]:
    """(law, article) that a source names, each after the name of its law."""
    found = set[tuple[str, int]]()
    parts = NAMED.split(text)
    for law, said in zip(parts[1::2], parts[2::2], strict=True):
        of = LAW if law == LAW else MEASURES
        for first, _range, last in ARTICLES.findall(said):
            ends = number(last) if last else number(first)
            found |= {(of, n) for n in range(number(first), ends + 1)}
    return found


def named() -> set[tuple[str, int]]:
    rows = tomllib.loads((RULES / "no_clock.toml").read_text("utf-8"))["none"]
    said = [f"{rule.article}；{rule.source}" for rule in load_rules()]
    said += [row["article"] for row in rows]
    return {one for text in said for one in articles(text)}


def test_articles_are_read_after_the_name_of_their_law() -> None:
    said = "《社区矫正法》第五十二条至第五十四条、第三十条；《社区矫正法实施办法》第十条"
    assert articles(said) == {(LAW, 52), (LAW, 53), (LAW, 54), (LAW, 30), (MEASURES, 10)}
    assert articles("本系统默认（实施办法第二十四条第二款）") == {(MEASURES, 24)}


def test_every_article_that_asks_for_something_is_a_clock_or_says_why_it_is_none() -> None:
    known = named()
    silent = [
        f"{law} {n}" for law, of in ASKED.items() for n in sorted(of) if (law, n) not in known
    ]
    assert silent == []


def test_nothing_is_left_of_the_measures_of_2012() -> None:
    for path in sorted(RULES.glob("*.toml")):
        text = path.read_text("utf-8")
        assert "司发通〔2012〕12号" not in text.replace("废止司发通〔2012〕12号", "")
        assert "社区服刑人员" not in text


def test_no_clock_of_community_correction_is_without_its_line_in_a_table() -> None:
    rules = tomllib.loads((RULES / "corrections.toml").read_text("utf-8"))["rule"]
    tried = "".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    assert [rule["id"] for rule in rules if f'"{rule["id"]}"' not in tried] == []
