"""The columns of a list of tenants (承租人名册), as landlords, communities and agents write it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from station_app.core.kinds import Count
from station_app.core.texts import _
from station_app.exchange import cells
from station_app.exchange.cells import Tidied
from station_app.housing.register import HOUSING
from station_app.people.register import PEOPLE
from station_app.tenancies.register import TENANCIES
from station_app.workflows.sheet_columns import (
    Column,
    address,
    coded,
    name,
    number,
    of,
    phones,
    sex,
    words,
)

LANDLORD = "landlord"  # a person too, and another one than the tenant


def _rent(text: str, today: date) -> Tidied[Any]:
    found = cells.money(text)
    if found.value is None:
        return Tidied(problem=found.problem)
    kind = TENANCIES["rent"].kind
    most = kind.most if isinstance(kind, Count) else 0
    if found.value != int(found.value) or found.value > most:
        return Tidied(problem=_("租金请填每月多少元的整数，至多 {most} 元", most=most))
    return Tidied(int(found.value))


COLUMNS: Mapping[str, Column] = {
    "address": Column(
        "places", ("房屋地址", "出租屋地址", "租住地址", "现住地址", "地址"), address, field="line"
    ),
    "landlord": Column(LANDLORD, ("房东", "出租人", "房东姓名", "出租人姓名"), name, field="name"),
    "landlord_phone": Column(
        LANDLORD, ("房东电话", "出租人电话", "房东联系电话"), phones, field="phone"
    ),
    "letting_way": of(HOUSING, "letting_way", coded("letting_way")),
    "name": of(PEOPLE, "name", name, "承租人姓名", "承租人", "租住人", "租客姓名", "租户姓名"),
    "sex": of(PEOPLE, "sex", sex),
    "id_number": of(PEOPLE, "id_number", number, "证件号码", "身份证"),
    "birth": of(PEOPLE, "birth", cells.past_day),
    "native_place": of(PEOPLE, "native_place", words(60)),
    "hukou_address": of(PEOPLE, "hukou_address", words(200)),
    "phone": of(PEOPLE, "phone", phones, "联系电话", "承租人电话"),
    "employer": of(PEOPLE, "employer", words(100)),
    "role": of(TENANCIES, "role", coded("tenancy_role")),
    "room": of(TENANCIES, "room", words(40), "房间", "房号", "床位"),
    "since": of(TENANCIES, "since", cells.past_day, "起租日期", "起租时间"),
    "expected_until": of(TENANCIES, "expected_until", cells.last_day, "到期日期", "租期截止"),
    "rent": of(TENANCIES, "rent", _rent, "租金", "房租"),
    "lease": of(TENANCIES, "lease", coded("lease_state"), "合同"),
    "remarks": of(TENANCIES, "remarks", words(2000)),
}
