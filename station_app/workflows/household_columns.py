"""The columns of a household ledger (住户台账)."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.exchange import cells
from station_app.people.register import PEOPLE
from station_app.places.register import PLACES
from station_app.residents.register import RESIDENTS
from station_app.workflows.sheet_columns import (
    Column,
    address,
    coded,
    name,
    number,
    of,
    phones,
    relation,
    serial,
    sex,
    words,
)

ETHNIC = {"汉": "01", "蒙古": "02", "回": "03", "藏": "04", "维吾尔": "05", "苗": "06"}
EDUCATION = {
    word: code
    for code, words in {
        "10": "研究生 硕士 博士",
        "20": "本科 大学本科 大学",
        "30": "大专 专科 高职",
        "40": "中专 职高 技校 中职",
        "60": "高中 普高",
        "70": "初中",
        "80": "小学",
        "90": "文盲 半文盲 不识字",
    }.items()
    for word in words.split()
}


COLUMNS: Mapping[str, Column] = {
    "household": of(RESIDENTS, "household", serial),
    "relation_to_head": of(RESIDENTS, "relation_to_head", relation, "户主关系"),
    "name": of(PEOPLE, "name", name),
    "sex": of(PEOPLE, "sex", sex),
    "id_number": of(PEOPLE, "id_number", number, "身份证"),
    "birth": of(PEOPLE, "birth", cells.past_day),
    "ethnicity": of(PEOPLE, "ethnicity", coded("ethnic_group", ETHNIC)),
    "education": of(PEOPLE, "education", coded("education", EDUCATION)),
    "marital": of(PEOPLE, "marital", coded("marital_status")),
    "military": of(PEOPLE, "military", coded("military_service")),
    "former_name": of(PEOPLE, "former_name", name),
    "hukou_address": of(PEOPLE, "hukou_address", words(200)),
    "native_place": of(PEOPLE, "native_place", words(60)),
    "address": of(PLACES, "line", address),
    "phone": of(PEOPLE, "phone", phones),
    "occupation": of(PEOPLE, "occupation", words(60), "职业/去向"),
    "employer": of(PEOPLE, "employer", words(100)),
    "household_type": of(RESIDENTS, "household_type", coded("household_type")),
    "resident_class": of(RESIDENTS, "resident_class", coded("resident_class")),
    "since": of(RESIDENTS, "since", cells.past_day),
    "arrived_on": of(RESIDENTS, "arrived_on", cells.past_day),
    "stay_reason": of(RESIDENTS, "stay_reason", coded("stay_reason")),
    "registered_on": of(RESIDENTS, "registered_on", cells.past_day),
    "expected_leave": of(RESIDENTS, "expected_leave", cells.last_day),
    "remarks": of(RESIDENTS, "remarks", words(2000)),
}
