"""Code tables: complete, sourced, read late, and chosen by code, label or pinyin."""

from __future__ import annotations

import subprocess
import sys

import pytest

from station_app.identity import codes, divisions, tables
from station_app.identity.codes import TABLES, label, matches, parents, pick


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_names_source_and_date_and_repeats_no_code(name: str) -> None:
    assert "source: " in tables.source(name)
    assert "date: " in tables.source(name)
    rows = tables.rows(name)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    if name != "division":
        first = next(iter(rows[0]))
        assert len({row[first] for row in rows}) == len(rows)


def test_a_standard_names_its_table() -> None:
    assert TABLES["GB/T 2261.1"] == {
        "0": "未知的性别",
        "1": "男性",
        "2": "女性",
        "9": "未说明的性别",
    }
    assert all(TABLES[standard] for standard in codes.STANDARDS)
    with pytest.raises(KeyError):
        TABLES["no such table"]


def test_the_national_tables_are_whole() -> None:
    sizes = {name: len(TABLES[name]) for name in ("ethnic_group", "education", "relation")}
    assert sizes == {"ethnic_group": 58, "education": 40, "relation": 84}
    assert label("ethnic_group", "56") == "基诺族"
    assert label("nationality", "CHN") == "中国"
    assert len(TABLES["nationality"]) == 249
    assert len(TABLES["resident_class"]) == 6


@pytest.mark.parametrize("table", ["relation", "education", "marital_status"])
def test_every_second_level_code_hangs_on_a_first_level_one(table: str) -> None:
    assert parents(table)
    assert set(parents(table).values()) <= set(TABLES[table])


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert label("sex", "7") == "7"


@pytest.mark.parametrize(
    ("table", "typed", "code"),
    [
        ("ethnic_group", "01", "01"),
        ("ethnic_group", "1", "01"),
        ("ethnic_group", "汉族", "01"),
        ("ethnic_group", "汉", "01"),
        ("ethnic_group", "han", "01"),
        ("ethnic_group", "hz", "01"),
        ("ethnic_group", "WWEZ", "05"),
        ("sex", "女", "2"),
        ("sex", "n", "1"),
        ("sex", "nv", "2"),
        ("marital_status", "yh", "20"),
        ("relation", "hz", "02"),
        ("education", "czby", "71"),
        ("nationality", "mg", "USA"),
        ("certificate_type", "普通护照", "414"),
        ("sex", "xyz", None),
        ("sex", "", None),
    ],
)
def test_a_choice_takes_code_label_or_pinyin(table: str, typed: str, code: str | None) -> None:
    if (table, typed) == ("nationality", "mg"):
        assert code in matches(table, typed)
    else:
        assert pick(table, typed) == code


def test_divisions_keep_what_was_abolished_and_what_came_later() -> None:
    chongwen, qiantang = divisions.find("110103"), divisions.find("330114")
    assert chongwen is not None
    assert (chongwen.name, chongwen.valid_to) == ("崇文区", 2009)
    assert qiantang is not None
    assert (qiantang.name, qiantang.valid_from, qiantang.valid_to) == ("钱塘区", 2021, None)
    milin = divisions.find("540422")
    assert milin is not None
    assert (milin.valid_to, milin.successor) == (2023, "540481")
    assert divisions.find("339901") is None
    assert divisions.find("830000") is None


def test_a_division_is_named_as_it_was_in_that_year() -> None:
    assert divisions.full_name("330106") == "浙江省杭州市西湖区"
    assert divisions.full_name("110103", 1990) == "北京市崇文区"
    assert [one.name for one in divisions.periods("440203")] == ["浈江区", "武江区"]
    assert "110103" not in divisions.current()
    assert len(divisions.current()) > 3200


def test_importing_identity_reads_no_table_and_no_pinyin() -> None:
    script = (
        "import sys\n"
        "from station_app.identity import codes, documents, divisions, names, numbers, tables\n"
        "assert not tables.rows.cache_info().currsize\n"
        "assert not tables.readings.cache_info().currsize\n"
        "assert 'pypinyin' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
