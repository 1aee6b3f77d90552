"""What no database holds is refused by itself: a batch is looked at as one, and then one by one."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DataError

from station_app.core.kinds import Day, Moment, Ref
from station_app.county import batch
from station_app.county.allowed import are_readable, fits, is_plain, readers_of
from station_app.registers import REGISTERS

HALF = "\ud83d"  # of a character

UNREADABLE = {
    "a number with a fraction": {"set": {"name": 1.5}},
    "one that is a whole one": {"set": {"name": 1.0}},
    "deep inside": {"set": {"phones": [{"number": [0, {"x": 1.5}]}]}},
    "NUL": {"set": {"name": "赵\x00一"}},
    "NUL in a list": {"set": {"phones": ["1", "\x00"]}},
    "NUL in a name": {"set": {"na\x00me": "赵一"}},
    "NUL in a name inside": {"set": {"phones": [{"\x00": 1}]}},
    "NUL in a base": {"set": {"name": "赵一"}, "base": {"name": "\x00"}},
    "NUL in the name of a base": {"set": {"name": "赵一"}, "base": {"\x00": "x"}},
    "NUL in an account": {"actor": "A001\x00"},
    "NUL in a register": {"ent": "people\x00"},
    "NUL in a reason": {"reason": "\x00"},
    "NUL in a scope": {"to": "\x00"},
    "no instant": {"at": "gestern"},
    "an instant without its zone": {"at": "2026-11-22T08:00:00"},
}


@pytest.mark.parametrize("parts", UNREADABLE.values(), ids=UNREADABLE)
def test_what_no_database_holds_is_refused_and_stops_nothing(station, parts):
    good = [station.op("file", set={"name": name}) for name in ("赵一", "钱二")]
    bad = station.op("file", **{"set": {"name": "孙三"}, **parts})
    last = station.op("file", set={"name": "李四", "phones": [{"number": "19900000001"}]})
    acks = station.push(*good, bad, last).acks
    assert [acks[op.op].result for op in (*good, last)] == ["applied"] * 3
    assert (acks[bad.op].result, acks[bad.op].code) == ("rejected", "body")
    assert {row.id for row in station.rows()} == {op.id for op in (*good, last)}


@pytest.mark.parametrize(
    "value",
    ["", "赵𠀀\x7f", 0, -(10**40), True, None, [], {}, [[{"甲": [None, "\n"]}], 1]],
    ids=repr,
)
def test_whole_numbers_and_characters_come_back_as_they_went(station, value):
    assert is_plain(value)
    filed = station.op("file", set={"remarks": value})
    assert station.answer(filed) == "applied"
    assert station.row(filed.id).v == {"remarks": value}


@pytest.mark.parametrize("value", [HALF, [HALF, "\ude00"], {"甲": {HALF: 1}}], ids=ascii)
def test_half_a_character_is_none_and_two_halves_side_by_side_are_none(station, value):
    assert not are_readable([station.op("file"), station.op("file", set={"name": value})])


def test_without_the_look_at_it_one_such_value_fails_the_whole_batch(station, monkeypatch):
    monkeypatch.setattr(batch, "are_readable", lambda ops: True)
    with pytest.raises(DataError):
        station.push(station.op("file"), station.op("file", set={"name": "\x00"}))
    assert not station.rows()


def test_a_day_is_read_in_every_field_that_holds_one_derived_or_not(station):
    typed = [
        (register, field.name)
        for register in REGISTERS.values()
        for field in register.fields
        if isinstance(field.kind, (Day, Moment, Ref))
    ]
    assert any(register[name].merge == "derived" for register, name in typed)
    for register, name in typed:
        op = station.op("file", ent=register.name, set={name: "gestern"})
        readers = readers_of(register)
        assert not fits(op, readers), name
        assert fits(op.model_copy(update={"set": {name: None}}), readers)
