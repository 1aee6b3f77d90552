"""Search keys: what they hold, and that they follow the record."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import text

from station_app.access import records
from station_app.registers import REGISTERS
from station_app.storage import lookup, search

PEOPLE, PLACES = REGISTERS["people"], REGISTERS["places"]
ZHANG = {"name": "张三丰", "id_number": "339901198001010013", "phone": "19900001234"}


@pytest.fixture
def rows(store):
    """Rows that hold some words, or some digits in a lane."""

    def rows(words="", digits="", lane=search.NUMBERS, limit=50):
        with store.reading() as session:
            if digits:
                return search.numbered(session, PEOPLE, digits, limit, lane)
            return search.matching(session, PEOPLE, words, limit)

    return rows


def keys(store):
    with store.reading() as session:
        return {
            table: session.scalar(text(f"select count(*) from {table}"))
            for table in ("search_key", "digit_key")
        }


def test_shorter_digits_are_packed_in_front_of_longer_ones():
    span = search.BASE ** (search.WINDOW - 4)
    for longer in ("1980", "19800101", "1980X", "1980000"):
        assert search.pack("1980") <= search.pack(longer) < search.pack("1980") + span
    for other in ("1981", "1979", "198", "19", "2"):
        assert not search.pack("1980") <= search.pack(other) < search.pack("1980") + span


def test_no_two_windows_are_packed_alike():
    chance = random.Random(1)
    windows = {"".join(chance.choices("0123456789X", k=chance.randint(1, 8))) for _ in range(5000)}
    assert len({search.pack(window) for window in windows}) == len(windows)


def test_every_part_of_a_number_finds_it(officer, office, rows):
    person = office.person(officer, **ZHANG)
    number = person.id_number
    parts = {number[a:b] for a in range(18) for b in range(a + 1, 19)}
    assert {part for part in parts if rows(digits=part) != [person.row]} == set()


def test_every_part_of_a_name_and_a_telephone_finds_it(officer, office, rows):
    person = office.person(officer, **ZHANG)
    for part in (
        "张",
        "张三",
        "三丰",
        "丰",
        "zhangsanfeng",
        "sanfeng",
        "zsf",
        "sf",
        "ＺＳ",
        "Zhang",
    ):
        assert rows(part) == [person.row], part
    for part in ("1990", "01234", "19900001234"):
        assert rows(digits=part, lane=search.PHONES) == [person.row]
        assert rows(digits=part, lane=search.NUMBERS) == []


def test_a_part_that_nobody_has_finds_nobody(officer, office, rows):
    office.person(officer, **ZHANG)
    for part in ("李", "张丰", "zsd", "丰张", "%", "_", "三丰丰"):
        assert rows(part) == []
    for part in ("2", "339902", "8001010014", "3399011980010100134", "33990119800101001X"):
        assert rows(digits=part) == []


def test_an_amendment_moves_the_keys_and_a_withdrawal_takes_them(officer, office, rows, store):
    person = office.person(officer, **ZHANG)
    office.amend(officer, "people", person.id, name="李四", phone="19900009999")
    assert rows("张") == rows("zsf") == rows(digits="1234", lane=search.PHONES) == []
    assert rows("李四") == rows("ls") == rows(digits="0013") == [person.row]
    office.do(officer, records.withdraw, "withdraw:people", PEOPLE, person.id, reason="误录")
    assert keys(store) == {"search_key": 0, "digit_key": 0}


def test_those_that_begin_with_it_come_first_and_each_once(officer, office, rows):
    for name in ("王建", "建建", "建国", "李建国"):
        office.person(officer, name)
    assert rows("建") == [3, 2, 1, 4]
    assert rows("jian", limit=2) == [3, 2]


def test_ethnicity_and_remarks_are_no_way_to_find_anybody(officer, office, rows):
    office.person(officer, "张三", ethnicity="01", remarks="常走石桥路", occupation="木匠")
    assert rows("汉") == rows("石桥") == rows("木匠") == rows("01") == []


def test_addresses_meet_where_all_their_words_do(officer, office, store):
    for line in ("演示县新丰街1号8栋", "演示县新丰街2号9栋", "演示县柳林街1号8栋"):
        office.file(officer, "places", line=line)

    def found(words):
        with store.reading() as session:
            return lookup.addresses(session, PLACES, words, 50)

    assert found("新丰街 8栋") == found("8栋 新丰") == [1]
    assert sorted(found("8栋")) == [1, 3]
    assert found("新丰街 7栋") == found("胜利街") == []


def test_a_keystroke_finds_its_statements_prepared(officer, office, store):
    """On SQLCipher: the authorizer is asked while a statement is prepared, and only then."""
    office.person(officer, **ZHANG)
    asked: list[int] = []
    with store.reading() as session:
        if session.get_bind().dialect.name != "sqlite":
            pytest.skip("PostgreSQL keeps plans of its own")
        driver = session.connection().connection.driver_connection
        driver.set_authorizer(lambda action, *_: asked.append(action) or 0)

        def strokes():
            for text in ("张三", "zsf", "新丰街8栋"):
                search.matching(session, PEOPLE, text, 30)
                lookup.addresses(session, PLACES, text, 30)
            search.numbered(session, PEOPLE, "1990", 30, search.PHONES)

        strokes()
        assert asked
        asked.clear()
        strokes()
        assert asked == []


def test_a_plan_of_every_hot_statement_uses_its_index(store):
    """On SQLCipher: none of them ever walks a whole table."""
    with store.reading() as session:
        if session.get_bind().dialect.name != "sqlite":
            pytest.skip("PostgreSQL plans by the size of its tables")
        plans = [
            session.connection()
            .exec_driver_sql(f"explain query plan {statement}", values)
            .fetchall()
            for statement, values in (
                (search.RANGE.format(0), (2, "张", "张~", 50)),
                (search.SPAN, (2, 1, 2, 50)),
                (lookup.HOLDING, (4, 5, "新", "新~")),
            )
        ]
    assert all("USING PRIMARY KEY" in str(plan) and "SCAN" not in str(plan) for plan in plans)
    assert not any("TEMP B-TREE" in str(plan) for plan in plans)
