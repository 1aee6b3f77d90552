"""Footage that was asked for: who, why, of where and when. Never the footage, nor a way to it."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect

from station_app.core.errors import Refused, Rejected
from station_app.core.kinds import Picture
from station_app.footage import rules
from station_app.footage.records import Request
from station_app.footage.register import FOOTAGE
from tests.property.held import do, entered, shown

one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
ASKED = {
    "asked_at": "2026-03-09 9:30",
    "asked_by": "演示县公安局交通警察大队",
    "asker": "吴警官",
    "ground": "查找肇事车辆",
    "case_number": "A3399010000002026030001",
    "site": "石桥路与新丰街路口",
    "since": "2026-03-08 20:00",
    "until": "2026-03-08 20:30",
}
FILES = (
    "D:\\视频\\0308.mp4",
    "\\\\nvr01\\share",
    "见 http://10.0.0.8/play",
    "rtsp://10.0.0.8/1",
    "/mnt/nvr/ch1/20260308",
    "（~/videos/3）",
    "文件 ch01_2000.dav",
    "截图.JPG",
    "data:video/mp4;base64,AAAA",
)
WORDS = (
    "石桥路8号门口，20:00至20:30",
    "查看2026/3/8的监控，24/7值守",
    "交通警察大队/吴警官",
    "第1.2段",
    "",
)


@pytest.mark.parametrize("text", FILES)
def test_a_file_a_folder_and_an_address_of_the_net_are_told_from_words(text):
    assert rules.leads_to_a_file(text)


@pytest.mark.parametrize("text", WORDS)
def test_what_people_write_of_a_place_and_a_time_is_taken(text):
    assert not rules.leads_to_a_file(text)


def test_no_field_can_hold_footage_or_a_picture_of_it():
    assert not [field for field in FOOTAGE.fields if isinstance(field.kind, Picture)]
    widest = max(getattr(field.kind, "longest", 0) for field in FOOTAGE.fields)
    assert widest <= 200  # characters: no clip is written out in words
    columns = [inspect(Request).columns[field.name] for field in FOOTAGE.fields]
    kept_as = {type(column.type).__name__ for column in columns}
    assert kept_as == {"String", "Id", "Instant", "Date"}


def test_every_field_that_is_written_in_words_refuses_a_way_to_a_file():
    said = {f.name for f in FOOTAGE.fields if hasattr(f.kind, "longest")}
    ours = {"number", "entered_by", "decided_by"}  # given by the program, never typed
    assert said - ours == set(rules.SAID) - ours


@one_engine
@pytest.mark.parametrize("field", ["asked_by", "ground", "case_number", "site"])
def test_a_request_that_names_a_file_is_not_entered(officer, field):
    with pytest.raises(Rejected, match="不存视频"):
        entered(officer, "footage", ASKED | {field: "D:\\v\\0308.mp4"})


@one_engine
def test_footage_is_asked_for_approved_by_the_chief_and_handed_over(officer, chief, desk_of):
    id = entered(officer, "footage", ASKED).id
    assert shown(officer, "footage", id).number == "339901-01V202603090001"
    result = {"result": "copied", "handed_to": "吴警官"}
    with pytest.raises(Refused, match="没有批准"):
        do(officer, "footage", "result", id, **result)
    with pytest.raises(Refused):
        do(officer, "footage", "approve", id)
    with pytest.raises(Refused, match="另一人"):
        do(desk_of("chief", officer.officer), "footage", "approve", id)
    do(chief, "footage", "approve", id)
    with pytest.raises(Refused, match="审批过"):
        do(chief, "footage", "refuse", id, refusal="理由不足")
    with pytest.raises(Rejected, match="交给谁"):
        do(officer, "footage", "result", id, result="copied")
    with pytest.raises(Rejected, match="不存视频"):
        do(officer, "footage", "result", id, **result, note="在 /data/nvr/1.mp4")
    do(officer, "footage", "result", id, **result)
    done = shown(officer, "footage", id)
    assert (done.state, done.decided_by, done.handed_to) == ("done", "chief", "吴警官")


@one_engine
def test_footage_refused_says_why_and_goes_no_further(officer, chief):
    id = entered(officer, "footage", ASKED).id
    do(chief, "footage", "refuse", id, refusal="没有案件，也没有文书")
    with pytest.raises(Refused, match="没有批准"):
        do(officer, "footage", "result", id, result="copied", handed_to="吴警官")
    with pytest.raises(Rejected, match="晚于开始"):
        entered(officer, "footage", ASKED | {"until": "2026-03-08 19:00"})
