"""Who is missed is sought at once and until he is found; who is found is handed over, signed."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from station_app.core.errors import Refused, Rejected
from station_app.missing import rules
from station_app.missing.records import MissingStep
from tests.cards.counter import HOLDER, MISSED, Counter, compared

stored = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
HANDED = {"organ_name": "演示县第一医院", "receiver": "周医生", "signed": "是"}


@pytest.fixture
def counter(desk_of):
    return Counter(desk_of)


def enter(counter, **typed):
    return counter.enter("missing", by="officer", **MISSED | typed)


def do(counter, name, id, **typed):
    return counter.act("missing", name, id, by="officer", **typed)


def step_of(counter, id, kind):
    with counter.officer.view("list:missing") as view:
        mine = select(MissingStep).where(MissingStep.missing_id == id, MissingStep.kind == kind)
        return view.all(mine)[-1].id


@stored
def test_a_child_who_did_not_come_home_is_accepted_that_minute_and_sought_until_found(counter):
    for wrong, text in (
        ({"described": ""}, "请写明体貌"),
        ({"reporter_said": ""}, "请选报告人"),
        ({"place_said": ""}, "请写明地点"),
        ({"seen_at": "2026-03-09 9:45"}, "晚于报告时间"),
    ):
        with pytest.raises(Rejected, match=text):
            enter(counter, **wrong)
    id = enter(counter, age="9", sex="1")
    one = counter.shown("missing", id)
    assert one.number == "339901-01Y202603090001"
    assert one.accepted_at == one.reported_at == datetime(2026, 3, 9, 1, 30, tzinfo=UTC)
    assert counter.owed(id) == [
        ("missing_notice_missed", "2026-03-09"),
        ("missing_search", "2026-03-16"),
    ]
    do(counter, "notify", id, organ_name="县局指挥中心、周边派出所")
    do(counter, "search", id, said="查看学校周边公共视频")
    with pytest.raises(Refused, match="还没有找到"):
        do(counter, "hand_over", id, organ="family", **HANDED)
    counter.on("2026-04-20")
    with pytest.raises(Refused, match="不因时间长短办结"):
        do(counter, "close", id, result="home")
    do(counter, "clue", id, said="群众称在汽车站见过")
    assert counter.owed(id) == [("missing_search", "2026-04-27")]
    do(counter, "found", id, found_how="safe", said="汽车站候车室")
    with pytest.raises(Refused, match="已经找到"):
        do(counter, "search", id, said="再查")
    with pytest.raises(Rejected, match="交给家属"):
        do(counter, "hand_over", id, organ="funeral", **HANDED)
    do(counter, "hand_over", id, organ="family", **HANDED | {"organ_name": "父亲郑一鸣"})
    assert counter.owed(id) == [("missing_closing", "2026-04-23")]
    compared(counter.officer, "person_handover", step_of(counter, id, "handed"))
    do(counter, "close", id, result="home")
    assert counter.owed(id) == []


@stored
def test_a_call_becomes_a_search_of_its_own_minute_once_and_names_no_secret_caller(counter):
    told = {"channel": "110", "reported_at": "2026-03-09 9:10", "category": "500100"}
    told |= {"caller_said": "冯三顺", "place_said": "新丰街", "facts": "老人走失", "secret": "是"}
    call = counter.enter("calls", by="officer", **told)
    typed = {"kind": "missed", "described": "灰色外套", "facts": "老人走失"}
    typed |= {"reporter_said": "要求保密的群众", "place_said": "新丰街"}
    id = counter.act("calls", "missing", call, by="officer", **typed)[0]
    one = counter.shown("missing", id)
    assert one.call_number == counter.shown("calls", call).number
    assert (one.accepted_at, one.reporter_id) == (datetime(2026, 3, 9, 1, 10, tzinfo=UTC), None)
    with pytest.raises(Refused, match="已经登记走失"):
        counter.act("calls", "missing", call, by="officer", **typed)


@stored
def test_who_is_found_goes_to_the_rescue_station_a_foundling_to_civil_affairs_by_the_hospital(
    counter,
):
    old = enter(counter, kind="found_person", described="老年男性，说不清住址", age="75")
    assert counter.owed(old) == [
        ("found_person_handover", "2026-03-10"),
        ("missing_notice_found_person", "2026-03-09"),
    ]
    with pytest.raises(Rejected, match="救助管理站请用"):
        do(counter, "hand_over", old, organ="shelter", **HANDED)
    do(counter, "identify", old, person_id=counter.person(HOLDER), said="指纹比对")
    with pytest.raises(Rejected, match="须由接收人签字"):
        do(counter, "shelter_handover", old, **HANDED | {"signed": "否"})
    to = {"organ_name": "演示县救助管理站", "condition": "良好", "belongings": "布包1个"}
    do(counter, "shelter_handover", old, **HANDED | to)
    compared(counter.officer, "shelter_handover", step_of(counter, old, "shelter"))
    with pytest.raises(Refused, match="没有这种文书"):
        compared(counter.officer, "body_handover", step_of(counter, old, "shelter"))

    child = enter(counter, kind="foundling", described="女婴，约出生三天，蓝色包被")
    assert ("foundling_hospital", "2026-03-10") in counter.owed(child)
    do(counter, "examine", child, organ_name="演示县第一医院", said="健康")
    do(counter, "hand_over", child, organ="hospital", **HANDED)
    assert ("foundling_handover", "2026-03-12") in counter.owed(child)  # still ours to see to
    with pytest.raises(Refused, match="请先登记移交"):
        do(counter, "close", child, result="civil")
    do(counter, "hand_over", child, organ="civil", **HANDED | {"organ_name": "演示县儿童福利院"})
    compared(counter.officer, "foundling_handover", step_of(counter, child, "handed"))
    do(counter, "close", child, result="civil")


@stored
def test_a_body_is_examined_its_death_concluded_and_only_then_handed_over(counter):
    id = enter(counter, kind="death", described="男性，约五十岁", facts="河边发现遗体")
    assert dict(counter.owed(id)) == {
        "missing_notice_death": "2026-03-09",
        "death_family": "2026-03-10",
        "death_conclusion": "2026-03-16",
    }
    to = HANDED | {"organ_name": "演示县殡仪馆", "receiver": "钱师傅", "organ": "funeral"}
    with pytest.raises(Refused, match="未经法医检验"):
        do(counter, "hand_over", id, **to)
    with pytest.raises(Refused, match="请先登记法医检验"):
        do(counter, "conclude", id, nature="not_criminal", said="排除他杀")
    do(counter, "examine", id, organ_name="县局刑事科学技术室", said="溺水")
    with pytest.raises(Rejected, match="请填立案的案件编号"):
        do(counter, "conclude", id, nature="criminal", said="头部有伤")
    do(counter, "conclude", id, nature="not_criminal", said="排除刑事案件", number="演鉴3号")
    do(counter, "tell_family", id, receiver="郑一鸣", said="已当面告知")
    do(counter, "hand_over", id, **to)
    compared(counter.officer, "body_handover", step_of(counter, id, "handed"))
    do(counter, "close", id, result="buried")
    with pytest.raises(Refused, match="已于"):
        do(counter, "clue", id, said="无")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "missed"}, "还没有找到"),
        ({"kind": "missed", "found_at": 1}, None),
        ({"kind": "death"}, "结论"),
        ({"kind": "death", "concluded_on": 1}, "移交"),
        ({"kind": "foundling", "handed_on": 1}, None),
    ],
)
def test_what_has_to_stand_before_it_is_closed(said, why):
    usual = {"found_at": None, "concluded_on": None, "handed_on": None}
    told = rules.close_problem(SimpleNamespace(**usual | said))
    assert (why in str(told)) if why else told is None
