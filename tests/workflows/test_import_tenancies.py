"""A list of tenants as landlords hand it in, entered as a careful clerk would."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from station_app.access import action
from station_app.access.purposes import Purpose
from station_app.core.texts import render
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import import_sheet as importing
from station_app.workflows import inline
from station_app.workflows.sheet_kinds import TENANTS

from .ledgers import DATA, HOME, OTHER, number

LATER = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HEADINGS = (
    *("房屋地址", "房东", "房东电话", "承租人姓名", "证件号码", "籍贯", "联系电话"),
    *("入住时间", "到期时间", "租金(元/月)", "备注"),
)
SHEET = DATA / "tenants.csv"
CHECK = Purpose("CHECK", "2026-3")


def row(
    name="姜勇",
    id_number=None,
    address=HOME,
    landlord="曹敏",
    phone="19900005780",
    since="2026.3.2",
    ends="长期",
    rent="八百",
    **more,
):
    given = [address, landlord, phone, name, number() if id_number is None else id_number]
    return [*given, more.get("native", ""), "19900008645", since, ends, rent, ""]


@pytest.fixture
def sheet(tmp_path):
    def write(*rows):
        lines = [",".join(HEADINGS), *(",".join(each) for each in rows)]
        path = tmp_path / f"tenants{len(list(tmp_path.iterdir()))}.csv"
        path.write_bytes("\r\n".join(lines).encode("gb18030"))
        return path

    return write


def take_in(desk, path):
    return importing.run(desk, path, kind=TENANTS)


def told(remarks):
    return [(one.row, one.column, render(one.problem)) for one in remarks]


def counts(report):
    named = (report.entered, report.changed, report.unchanged)
    return (*named, len(report.doubtful), len(report.rejected))


def test_four_hundred_tenants_are_entered_and_said_again_change_nothing(desk_of, ask):
    desk = desk_of("officer", now=lambda: LATER)
    seen = importing.preview(desk, SHEET, kind=TENANTS).report
    assert ask("select count(*) from tenancy") == 0
    first = take_in(desk, SHEET)
    assert counts(first) == counts(seen) == (400, 0, 0, 0, 0)
    assert ask("select count(*) from tenancy") == ask("select count(*) from resident") == 400
    assert ask("select count(*) from house") == 400
    assert ask("select count(*) from tenancy where expected_until is null") == 83
    assert ask("select count(*) from tenancy where rent = 800") == 93
    again = take_in(desk, SHEET)
    assert counts(again) == (0, 0, 400, 0, 0)
    assert again.absent == []


def test_every_row_ends_in_exactly_one_of_five(officer, sheet):
    path = sheet(
        row(),
        row("钱七", "339901199909090000"),  # wrong check character
        row("孙八", number("19900101", "011"), OTHER),
        row("周九", "", OTHER),
    )
    report = take_in(officer, path)
    assert report.read == 4 == sum(counts(report))
    assert counts(report) == (2, 0, 0, 0, 2)
    assert [line[:2] for line in told(report.rejected)] == [(3, "证件号码"), (5, "证件号码")]


def test_an_unknown_house_is_opened_with_its_landlord_who_may_let_several(officer, sheet, ask):
    take_in(officer, sheet(row(), row("孙八", number("19900101", "011"), OTHER)))
    assert ask("select count(*) from house") == 2
    assert ask("select count(distinct landlord_id) from house") == 1
    assert ask("select count(*) from person") == 3


def test_two_landlords_of_one_name_have_different_telephones(officer, sheet, ask):
    take_in(
        officer,
        sheet(row(), row("孙八", number("19900101", "011"), OTHER, phone="19900005781")),
    )
    assert ask("select count(distinct landlord_id) from house") == 2


def test_those_who_share_a_house_are_tenants_of_one(officer, sheet, ask):
    take_in(officer, sheet(row(), row("孙八", number("19900101", "011"))))
    assert ask("select count(*) from house") == 1
    assert ask("select count(*) from tenancy") == 2


def test_the_residence_comes_with_the_tenancy_and_is_that_of_a_newcomer(officer, sheet, ask):
    take_in(officer, sheet(row(ends="2026-12-31")))
    query = "select r.{} from resident r join tenancy t on t.residence_id = r.id"
    assert ask(query.format("resident_class")) == "4"
    assert str(ask(query.format("since"))) == "2026-03-02"
    assert str(ask(query.format("expected_leave"))) == "2026-12-31"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("八百", 800), ("一千二百元", 1200), ("1200元", 1200), ("1.2千", 1200), ("免租", 0),
        ("600", 600), ("２０００元/月", 2000),
    ],
)  # fmt: skip
def test_rents_are_read_in_words_and_figures(officer, sheet, ask, typed, kept):
    take_in(officer, sheet(row(rent=typed)))
    assert ask("select rent from tenancy") == kept


@pytest.mark.parametrize("typed", ["面议", "八百多", "12.5"])
def test_a_rent_that_says_nothing_is_left_empty_and_asked_about(officer, sheet, ask, typed):
    report = take_in(officer, sheet(row(rent=typed)))
    assert counts(report) == (1, 0, 0, 0, 0)
    assert [line[:2] for line in told(report.queries)] == [(2, "租金(元/月)")]
    assert ask("select rent from tenancy") is None


@pytest.mark.parametrize(
    "typed", ["2026.3.2", "20260302", "2026年3月2日", "2026/3/2", "二〇二六年三月二日", "46083"]
)
def test_days_come_in_all_shapes(officer, sheet, ask, typed):
    take_in(officer, sheet(row(since=typed)))
    assert str(ask("select since from tenancy")) == "2026-03-02"


def test_a_lease_that_ends_before_it_begins_is_asked_about(officer, sheet, ask):
    report = take_in(officer, sheet(row(since="2026-03-02", ends="2025-03-02")))
    assert [line[:2] for line in told(report.queries)] == [(2, "到期时间")]
    assert ask("select expected_until from tenancy") is None


def test_another_landlord_than_ours_is_asked_about_and_not_written_over(officer, sheet, ask):
    take_in(officer, sheet(row()))
    before = ask("select landlord_id from house")
    report = take_in(officer, sheet(row(landlord="罗文", phone="19900009209")))
    assert counts(report) == (0, 0, 1, 0, 0)
    assert "办理变更出租人" in told(report.queries)[0][2]
    assert ask("select landlord_id from house") == before
    assert ask("select count(*) from person") == 2


def test_a_house_without_landlord_is_given_the_one_of_the_sheet(officer, sheet, ask):
    with officer.act("file:housing", purpose=CHECK) as act:
        inline.file_typed(act, REGISTERS["housing"], [{"place": HOME}])
    take_in(officer, sheet(row()))
    name = "select name from person join house on house.landlord_id = person.id"
    assert ask(name) == "曹敏"


def test_a_house_let_no_more_is_let_again_and_asked_about(officer, sheet, ask):
    with officer.act("file:housing", purpose=CHECK) as act:
        (house,) = inline.file_typed(act, REGISTERS["housing"], [{"place": HOME}])
    action.perform(officer, ACTIONS["housing"], "stop_letting", house.id, {}, CHECK)
    report = take_in(officer, sheet(row()))
    assert "已恢复出租" in told(report.queries)[0][2]
    assert ask("select let_until from house") is None
    assert told(take_in(officer, sheet(row())).queries) == []


def test_what_changed_since_the_last_list_is_a_change(officer, sheet, ask):
    take_in(officer, sheet(row(ends="2026-06-30", rent="800")))
    report = take_in(officer, sheet(row(ends="2026-12-31", rent="900")))
    assert counts(report) == (0, 1, 0, 0, 0)
    assert ask("select rent from tenancy") == 900
    assert str(ask("select expected_leave from resident")) == "2026-12-31"


def test_who_is_in_none_of_the_rows_of_his_house_is_to_be_checked(officer, sheet):
    take_in(officer, sheet(row(), row("孙八", number("19900101", "011"))))
    report = take_in(officer, sheet(row()))
    assert len(report.absent) == 1
    assert report.to_json()["absent"][0]["register"] == "tenancies"


def test_who_is_known_to_live_elsewhere_waits_until_somebody_says_he_moved(officer, sheet, ask):
    take_in(officer, sheet(row()))
    report = take_in(officer, sheet(row(address=OTHER, since="2026-03-08")))
    assert counts(report) == (0, 0, 0, 1, 0)
    assert ask("select count(*) from tenancy") == 1
    (held,) = report.doubtful
    importing.decide_doubtful(officer, report.act, held.row, held.candidates[0])
    assert ask("select count(*) from tenancy") == 2
    assert str(ask("select until from tenancy where until is not null")) == "2026-03-08"
    assert ask("select count(*) from resident") == 1


def test_a_held_row_may_be_a_second_home(officer, sheet, ask):
    take_in(officer, sheet(row()))
    report = take_in(officer, sheet(row(address=OTHER)))
    importing.decide_doubtful(officer, report.act, report.doubtful[0].row, None)
    assert ask("select count(*) from tenancy where until is null") == 2
    assert ask("select count(*) from resident where until is null") == 2


def test_an_import_of_tenants_is_stopped_taken_up_again_and_taken_back(desk_of, ask):
    desk = desk_of("officer", now=lambda: LATER)
    some, once = range(2, 182), lambda done, left: done == 0
    stopped = importing.run(desk, SHEET, tell=once, chosen=some, kind=TENANTS)
    assert not stopped.finished
    assert 0 < ask("select count(*) from tenancy") < 180
    whole = importing.go_on(desk, SHEET, stopped.act)
    assert counts(whole) == (180, 0, 0, 0, 0)
    importing.take_back(desk, stopped.act)
    for table in ("tenancy", "house", "resident", "person", "place"):
        assert ask(f"select count(*) from {table} where withdrawn_at is null") == 0


def test_a_household_ledger_is_still_no_list_of_tenants(officer, tmp_path, ask):
    importing.run(officer, DATA / "households.ods", chosen=range(4, 40))
    assert ask("select count(*) from tenancy") == ask("select count(*) from house") == 0


def test_a_sheet_from_a_landlord_s_pen_names_its_columns_in_other_words(officer, tmp_path, ask):
    path = tmp_path / "list.csv"
    path.write_text(
        f"出租屋地址,出租人,租客姓名,身份证号,起租日期,租期截止,房租\n"
        f"{HOME},曹敏,姜勇,{number()},2026-03-02,长租,1.2千\n",
        "utf-8",
    )
    assert counts(take_in(officer, path)) == (1, 0, 0, 0, 0)
    assert ask("select rent from tenancy") == 1200
    assert ask("select since from tenancy") in ("2026-03-02", date(2026, 3, 2))
