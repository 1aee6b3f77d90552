from __future__ import annotations

import pytest

from station_app.core.errors import Refused
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import texts
from station_app.workflows.texts import ANY, DIGITS, shipped

PLAN = ("corrections.plan", "measures")


one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def worker(desk_of):
    return desk_of("corrections")


def offered(desk, register, field):
    with desk.view("texts") as view:
        return texts.texts_for(view, register, field)


def test_every_text_that_ships_has_a_field_to_go_into():
    known = {(p.register, p.field) for p in texts.places(REGISTERS, ACTIONS)}
    known |= {(register.partition(".")[0], field) for register, field in known}  # of its acts
    fields = {field for _register, field in known}
    for one in shipped():
        at = one.register, one.field
        assert at in known or (one.register == ANY and one.field in fields), at


def test_no_text_that_ships_is_somebodys():
    for one in shipped():
        texts.refuse_unfit(one.title, one.text)
        assert not DIGITS.search(one.text)


@one_engine
def test_a_text_is_offered_in_its_field_alone(worker):
    titles = [one.title for one in offered(worker, *PLAN)]
    assert "常规措施" in titles
    assert "常规措施" not in [one.title for one in offered(worker, "corrections.plan", "needs")]
    assert offered(worker, "people", "remarks") == ()


@one_engine
def test_a_reason_for_refusing_is_offered_wherever_one_is_asked(worker):
    for register in ("leaves.refuse", "travels.receive_decision", "permits.refuse"):
        assert "材料不足" in [one.title for one in offered(worker, register, "refusal")]


@one_engine
def test_a_station_keeps_its_own_before_those_that_ship(worker, office):
    made = office.do(
        worker, texts.keep, "keep-text", PLAN, "夜间务工", "夜间在工厂务工，调整报告时间。"
    )
    first = offered(worker, *PLAN)[0]
    assert (first.id, first.title, first.entered_by) == (made, "夜间务工", "corrections")
    office.do(worker, texts.drop, "keep-text", made)
    assert offered(worker, *PLAN)[0].id is None


@one_engine
def test_a_text_of_a_register_is_offered_in_its_actions_too(desk_of, office):
    chief = desk_of("chief")
    office.do(chief, texts.keep, "keep-text", ("hazards", "remarks"), "已约时间", "已约时间复查。")
    titles = [one.title for one in offered(chief, "hazards.recheck", "remarks")]
    assert titles[0] == "已约时间"


@one_engine
@pytest.mark.parametrize(
    "text",
    [
        "联系电话19900001234",
        "电话 1990000 1234",
        "电话１９９０００１２３４５",
        "证件339901198001010013",
        "33990119880808008X",
    ],
)
def test_a_number_of_somebody_is_never_kept(worker, office, text):
    with pytest.raises(Refused, match="数字"):
        office.do(worker, texts.keep, "keep-text", PLAN, "名称", text)
    with pytest.raises(Refused, match="数字"):
        office.do(worker, texts.keep, "keep-text", PLAN, text[-14:], "内容")


@one_engine
def test_days_and_years_may_stand_in_a_text(worker, office):
    said = "自2026年3月9日起，每月10日、25日报告。"
    assert office.do(worker, texts.keep, "keep-text", PLAN, "两次报告", said)


@one_engine
def test_two_of_one_name_are_refused(worker, office):
    office.do(worker, texts.keep, "keep-text", PLAN, "同名", "一")
    with pytest.raises(Refused, match="同名"):
        office.do(worker, texts.keep, "keep-text", PLAN, "同名", "二")


@one_engine
def test_an_auxiliary_uses_texts_and_keeps_none(desk_of, office):
    clerk = desk_of("clerk")
    assert offered(clerk, "housing.inspect", "remarks")
    with pytest.raises(Refused):
        office.do(clerk, texts.keep, "keep-text", PLAN, "名称", "内容")
