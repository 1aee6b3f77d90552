"""A 户号 names a household within its sheet; every village numbers its ledger from 1."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from station_app.workflows import import_households
from station_app.workflows import import_sheet as importing

from .ledgers import HOME, OTHER, book, line, number

EAST = (
    line("1", "户主", "张三", number=number("19800101")),
    line("", "妻", "李四", number=number("19820202"), address="同上"),
    line("2", "户主", "钱七", number=number("19700707"), address="演示县东门社区新丰街34号"),
)
WEST = (
    line("1", "户主", "王五", number=number("19850303"), address=OTHER),
    line("", "子", "王小五", number=number("20150303"), address="同上"),
)
BABY = line("1", "女", "王小六", number=number("20200303"), address=OTHER)


desk_alone = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def import_(officer, tmp_path):
    """Imports a sheet; answers (entered, changed, unchanged) and the report."""

    def run(*lines, name="ledger.xlsx", path=None, **options):
        report = importing.run(officer, path or book(tmp_path / name, *lines), **options)
        return (report.entered, report.changed, report.unchanged), report

    return run


def households(store):
    query = """select p.name, r.household from resident r join person p on p.id = r.person_id
        where r.withdrawn_at is null and r.until is null"""
    with store.reading() as session:
        return dict(session.execute(text(query)).all())


def test_two_sheets_that_both_begin_with_1_share_no_household(import_, store):
    import_(*EAST)
    import_(*WEST)
    found = households(store)
    assert found["张三"] == found["李四"] == "1"
    assert found["王五"] == found["王小五"] == "1(2)"
    assert found["钱七"] == "2"


def test_either_sheet_again_changes_nothing(import_, store):
    import_(*EAST)
    import_(*WEST)
    before = households(store)
    assert import_(*WEST)[0] == (0, 0, 2)
    assert import_(*EAST)[0] == (0, 0, 3)
    assert households(store) == before


@desk_alone
def test_a_dry_run_says_so_too(officer, import_, tmp_path):
    import_(*EAST)
    import_(*WEST)
    report = importing.preview(officer, book(tmp_path / "again.xlsx", *WEST)).report
    assert (report.entered, report.changed, report.unchanged) == (0, 0, 2)


@desk_alone
def test_every_further_village_gets_a_number_of_its_own(import_, store, monkeypatch):
    monkeypatch.setattr(import_households, "AT_ONCE", 2)
    for village in range(4):
        address = f"演示县第{village}村石桥路5号"
        sequence = f"{village:03}"
        name = "赵钱孙李"[village] + "五"
        import_(line("1", name=name, number=number("19850303", sequence), address=address))
    assert set(households(store).values()) == {"1", "1(2)", "1(3)", "1(4)"}


@desk_alone
def test_who_is_born_later_joins_the_household_of_that_sheet(import_, store):
    import_(*EAST)
    import_(*WEST)
    assert import_(*WEST, BABY)[0] == (1, 0, 2)
    assert households(store)["王小六"] == "1(2)"
    assert import_(BABY, name="only.xlsx")[0] == (0, 0, 1)


def test_rows_chosen_one_by_one_of_a_sheet_are_one_household(import_, store, tmp_path):
    import_(*EAST)
    elsewhere = line("1", "母", "王母", number=number("19550303"), address="演示县石桥村石桥路9号")
    path = book(tmp_path / "west.xlsx", *WEST, elsewhere)
    import_(path=path, chosen=[2, 3])
    import_(path=path, chosen=[4])  # at another address: the sheet itself tells
    assert households(store)["王母"] == "1(2)"


def test_a_row_decided_later_is_of_its_own_sheet_s_household(officer, import_, store):
    import_(*EAST)
    twin = line("1", "母", "赵六", number=number("19850303"), address="演示县石桥村石桥路9号")
    _counts, report = import_(*WEST, twin)
    (held,) = report.doubtful
    importing.decide_doubtful(officer, report.act, held.row, None)
    assert households(store)["赵六"] == "1(2)"


@desk_alone
def test_one_of_a_household_in_another_village_s_sheet_is_asked_about_and_not_moved(import_, store):
    import_(*EAST)
    wife = line("1", "妻", "李四", number=number("19820202"), address=OTHER)
    counts, report = import_(WEST[0], wife, name="west.xlsx")
    assert counts == (1, 0, 0)
    assert [held.row for held in report.doubtful] == [3]
    assert households(store)["李四"] == "1"


@desk_alone
def test_a_whole_household_that_moves_keeps_its_number(import_, store):
    import_(*WEST)
    moved = [(*row[:6], HOME, *row[7:]) for row in WEST]
    assert import_(*moved)[0] == (0, 2, 0)
    assert set(households(store).values()) == {"1"}


@desk_alone
def test_a_household_numbered_anew_in_its_ledger_is_numbered_anew(import_, store):
    import_(*WEST)
    anew = [("7", *WEST[0][1:]), WEST[1]]
    assert import_(*anew)[0] == (0, 2, 0)
    assert set(households(store).values()) == {"7"}


@desk_alone
def test_when_all_of_a_household_have_left_its_number_is_free(import_, store, officer, office):
    _counts, report = import_(*EAST)
    importing.undo(officer, report.act)
    import_(*WEST)
    assert set(households(store).values()) == {"1"}
