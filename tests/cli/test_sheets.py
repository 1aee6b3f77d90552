"""A small ledger in and a register out, from the shell."""

from __future__ import annotations

import pytest
from python_calamine import CalamineWorkbook

HEADINGS = "户号,与户主关系,姓名,性别,公民身份号码,出生日期,现住地址,联系电话"
HOME = "演示县东门社区新丰街33号8栋4单元1604室"
ROWS = (
    f"1,户主,张三,男,339901198001010013,1980-01-01,{HOME},19900001234",
    ",妻,李四,女,339901198001010021,1980.1.1,同上,无",
    ",长子,张小三,男,339901201206010054,3月5日,同上,",
    "2,户主,王五,女,339901198001010014,,演示县石桥村石桥路256号,",
)


@pytest.fixture
def ledger(training):
    return training.file("ledger.csv", "\n".join([HEADINGS, *ROWS]))


def test_every_row_ends_in_exactly_one_place(training, ledger):
    report = training.ok("import", "residents", ledger)
    assert {
        "act",
        "read",
        "entered",
        "changed",
        "unchanged",
        "absent",
        "doubtful",
        "queries",
        "rejected",
    } <= set(report)
    assert (report["read"], report["entered"]) == (4, 3)
    (rejected,) = report["rejected"]
    assert (rejected["row"], rejected["column"]) == (5, "公民身份号码")
    (query,) = report["queries"]
    assert (query["row"], query["column"]) == (4, "出生日期")


def test_a_dry_run_says_the_same_and_writes_nothing(training, ledger):
    report = training.ok("import", "residents", ledger, "--dry-run")
    assert (report["act"], report["entered"]) == (None, 3)
    assert training.ok("find", "张三")["hits"] == []


def test_the_same_sheet_again_changes_nothing_and_the_whole_is_undone_by_one_word(training, ledger):
    first = training.ok("import", "residents", ledger)
    again = training.ok("import", "residents", ledger)
    assert (again["entered"], again["changed"], again["unchanged"]) == (0, 0, 3)
    training.ok("undo", first["act"])
    assert training.ok("find", "张三")["hits"] == []
    assert training.ok("check")["ok"] is True


def test_a_mapping_names_columns_that_no_heading_tells(training):
    odd = training.file("odd.csv", "谁,在哪\n张三," + HOME + "\n")
    given = training.file("map.json", {"name": "谁", "address": "在哪"})
    report = training.ok("import", "residents", odd, "--mapping", given, "--dry-run")
    assert report["read"] == 1


def test_a_mapping_by_latin_headings_reads_every_row(training):
    odd = training.file("odd.csv", f"mc,sfz,dz\n张三,339901198001010013,{HOME}\n")
    given = training.file("map.json", {"name": "mc", "id_number": "sfz", "address": "dz"})
    report = training.ok("import", "residents", odd, "--mapping", given)
    assert (report["read"], report["entered"]) == (1, 1)


def test_a_table_without_a_row_of_data_is_told(training):
    empty = training.file("empty.csv", f"{HEADINGS}\n,,,,,,,\n合计,,,,,,,\n")
    status, answer, err = training.run("import", "residents", empty)
    assert (status, answer["error"]["code"]) == (1, "refused")
    assert "没有一行数据" in err


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", ""), ("text.csv", "没有表头的一行\n"), ("fake.xlsx", "not a workbook")],
)
def test_a_file_that_is_no_ledger_is_refused_in_words(training, name, content):
    status, answer, err = training.run("import", "residents", training.file(name, content))
    assert status == 1
    assert answer["error"]["message"] == err
    assert "Traceback" not in err


def test_a_register_goes_out_with_a_reason_and_without_what_only_forms_print(
    training, ledger, tmp_path
):
    training.ok("import", "residents", ledger)
    out = tmp_path / "people.xlsx"
    words = ("export", "people", out, "--reason", "年度核对", "--where", "sex=1")
    assert training.run(*words)[0] == 1
    assert training.ok(*words, officer="chief")["rows"] == 2
    book = CalamineWorkbook.from_path(str(out))
    cells = [
        str(c)
        for sheet in book.sheet_names
        for r in book.get_sheet_by_name(sheet).to_python()
        for c in r
    ]
    assert "339901198001010013" in cells
    assert not any(cell == "民族" for cell in cells)


def test_a_list_of_tenants_goes_into_tenancies_with_its_houses(training):
    lines = (
        "房屋地址,房东,房东电话,承租人姓名,证件号码,入住时间,到期时间,租金(元/月)",
        f"{HOME},曹敏,19900005780,张三,339901198001010013,2026.3.2,长期,八百",
        f"{HOME},曹敏,19900005780,李四,339901198001010022,2026.3.2,长期,八百",
    )
    sheet = training.file("tenants.csv", "\n".join(lines))
    report = training.ok("import", "tenancies", sheet)
    assert (report["read"], report["entered"]) == (2, 1)
    assert [(one["row"], one["column"]) for one in report["rejected"]] == [(3, "证件号码")]
    again = training.ok("import", "tenancies", sheet)
    assert (again["unchanged"], len(again["rejected"])) == (1, 1)
    training.ok("undo", report["act"])
    assert training.ok("check")["ok"] is True


def test_a_tenant_is_entered_and_leaves_by_the_shell_with_his_residence(training):
    given = training.file(
        "tenancy.json",
        {
            "house": {"place": HOME, "landlord": {"name": "曹敏"}, "letting_way": "整租"},
            "person": {"name": "张三", "id_number": "339901198001010013"},
            "since": "2026-03-02",
            "residence": {"stay_reason": "务工", "registered_on": "今天"},
        },
    )
    (id,) = training.ok("file", "tenancies", given)["ids"]
    fields = training.ok("show", "tenancies", id)["fields"]
    home = training.ok("show", "residents", fields["residence_id"])["fields"]
    assert (home["resident_class"], home["stay_reason"]) == ("4", "01")
    done = training.ok("act", "tenancies", id, "end")
    assert set(done["ids"]) == {id, fields["residence_id"]}
    assert training.ok("show", "residents", fields["residence_id"])["fields"]["until"]
