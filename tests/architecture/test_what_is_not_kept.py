"""What this program will never be (design, on purpose): no register has a place for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from station_app.core.kinds import Words
from station_app.core.records import Table
from station_app.core.register import Field, Register
from station_app.core.texts import Text
from station_app.identity.codes import TABLES
from station_app.registers import ACTIONS, FORMS, REGISTERS

NEVER = {
    "belief": {"religion", "faith", "creed", "宗教", "信仰", "教派", "教徒"},
    "petition and opinion": {"petitioner", "opinion", "信访人员", "上访", "缠访", "政治倾向"},
    "reputation": {"reputation", "suspicious", "劣迹", "边缘人", "重点人", "高危人", "黑名单"},
    "score or prediction": {"score", "rating", "prediction", "积分", "评分", "预测", "信用分"},
    "illness": {"illness", "disease", "diagnosis", "hiv", "病种", "病史", "艾滋", "精神病"},
    "informants": {"informant", "source_person", "线人", "耳目", "特情"},
    "faces and plates seen": {"face", "biometric", "fingerprint", "人脸", "指纹", "虹膜", "抓拍"},
    "where somebody was": {
        "latitude", "longitude", "lat", "lon", "lng", "gps", "coordinates", "track", "trail",
        "经度", "纬度", "坐标", "轨迹", "行踪",
    },
    "ranking of officers": {"ranking", "rank", "排名", "绩效"},
}  # fmt: skip
OTHERWISE = {"fast_track", "end_fast_track"}  # 快速办理 of a case: nobody's way is kept


def said(registers: Iterable[Register]) -> Iterator[str]:
    """Every name and word by which something could be kept, listed, done or printed."""
    for register in registers:
        yield from (register.name, register.title.msgid)
        for field in register.fields:
            yield from (field.name, field.label.msgid, field.help.msgid if field.help else "")
            yield from field.synonyms
            if table := getattr(field.kind, "table", ""):
                yield table
                yield from TABLES[table].values()
    for table in Table.metadata.tables.values():
        yield from (table.name, *table.columns.keys())
    for actions in ACTIONS.values():
        for action in actions.values():
            yield from (action.name, action.title.msgid)
    for name, form in FORMS.items():
        yield from (name, form.form.title.msgid)


def kept(words: Iterable[str]) -> set[tuple[str, str]]:
    """Latin words count whole, Chinese ones wherever they stand."""
    return {
        (what, word)
        for word in set(words) - OTHERWISE
        for what, never in NEVER.items()
        if never & set(word.lower().split("_")) or any(n in word for n in never if not n.isascii())
    }


def test_no_register_column_code_action_or_form_has_a_place_for_what_is_never_kept():
    assert kept(said(REGISTERS.values())) == set()


@pytest.mark.parametrize(
    "field",
    [
        Field(name="religion", label=Text("信教情况"), kind=Words()),
        Field(name="remarks2", label=Text("宗教信仰"), kind=Words()),
        Field(name="attitude", label=Text("表现"), kind=Words(), synonyms=("劣迹",)),
        Field(name="risk_score", label=Text("分值"), kind=Words()),
        Field(name="seen_lat", label=Text("位置"), kind=Words()),
    ],
    ids=lambda field: field.name,
)
def test_a_field_with_such_a_place_is_found(field):
    people = REGISTERS["people"]
    assert kept(said([replace(people, fields=(*people.fields, field))]))
