"""Where a supervised person is or was is kept nowhere; no telephone is a device (法 29, 办 37)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from station_app.core.kinds import Kind
from station_app.core.records import Table
from station_app.registers import ACTIONS, REGISTERS

ROOT = Path(__file__).parents[2]
PLACES_KNOWN = {"Address", "Ref"}  # a line of an address, a record of one: never a point
POINT = re.compile(
    r"latitud|longitud|geolocat|coordinates?(?!d)|geofence|经纬度|坐标|电子围栏|轨迹", re.I
)
TELEPHONE = re.compile(
    r"定位手机|手机定位|微信定位|位置共享|共享位置|基站定位|imei|QtPositioning", re.I
)


def fields():
    for register in REGISTERS.values():
        yield from ((register.name, f.name, f.label.msgid) for f in register.fields)
    for name, actions in ACTIONS.items():
        for action in actions.values():
            yield from ((name, f.name, f.label.msgid) for f in action.fields)
    for table in Table.metadata.tables.values():
        yield from ((table.name, column, "") for column in table.columns.keys())  # noqa: SIM118


def test_no_field_of_any_register_or_act_holds_a_point_or_a_way():
    assert len(list(fields())) > 500
    assert [f for f in fields() if POINT.search(" ".join(f)) or TELEPHONE.search(" ".join(f))] == []


def test_no_kind_of_value_is_a_point():
    kinds = {kind.__name__ for kind in get_args(Kind)}
    assert kinds >= PLACES_KNOWN
    assert not [name for name in kinds if re.search(r"point|geo|position|location", name, re.I)]


def test_no_code_asks_a_telephone_where_it_is():
    """In the words of the program: of what it refuses it says 手机 alone."""
    found = [
        (path.relative_to(ROOT).as_posix(), line.strip())
        for folder in ("station_app", "ui", "resources/codes", "resources/rules")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".csv", ".toml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if TELEPHONE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("word", ["last_latitude", "经纬度", "活动轨迹", "定位手机号码"])
def test_such_a_field_is_found(word):
    assert POINT.search(word) or TELEPHONE.search(word)
