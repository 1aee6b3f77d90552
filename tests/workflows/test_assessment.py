"""影响评估表: what the home holds, on paper; people weigh the rest."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.workflows.assessment import assess
from tests.residents import invented

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def desk(desk_of, officer):
    invented.fill(replace(officer, officer="王警官", station="演示县公安局滨江派出所"))
    return replace(desk_of("security", "赵"), station="演示县公安局滨江派出所")


@pytest.fixture
def server(request):
    """Whether the records lie on a PostgreSQL server."""
    return request.node.callspec.params["new_store"] == "postgresql"


def test_the_sheet_reads_as_it_always_did(desk, server):
    golden = GOLDEN / f"impact_assessment{'_server' if server else ''}.txt"
    text = text_of(assess(desk).pdf) + "\n"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"


def test_it_says_that_a_database_on_a_server_is_not_encrypted_by_the_program(desk, server):
    said = "".join(text_of(assess(desk).pdf).split())
    assert ("数据库、照片和备份均加密" in said) is not server
    assert ("程序不加密" in said) is server


def test_it_counts_what_is_there(desk, office, officer, ask):
    def said():
        return "".join(text_of(assess(desk).pdf).split())

    before = ask("select count(*) from person where withdrawn_at is null")
    assert f"人员{before}0" in said()
    office.person(officer, "李四")
    assert f"人员{before + 1}0" in said()


def test_it_names_nobody_and_no_count_that_could_be_somebody(desk, ask):
    said = "".join(text_of(assess(desk).pdf).split())
    for (name,) in [(ask("select name from person limit 1"),)]:
        assert name not in said
    assert "339901" not in said.replace("339901-01", "")
    assert 0 < ask("select count(*) from person where birth > '2012-03-09'") < 5
    assert "不满十四周岁未成年人的信息不足5" in said


def test_each_sheet_has_a_number_and_one_event(desk, ask):
    one, two = assess(desk), assess(desk)
    assert one.number != two.number
    assert ask("select count(*) from audit_event where body like '%impact assessed%'") == 2


@pytest.mark.parametrize("role", ["officer", "clerk", "admin", "auditor"])
def test_it_is_the_work_of_security_and_chief(desk_of, role):
    with pytest.raises(Refused):
        assess(desk_of(role))


def test_who_turned_fourteen_yesterday_is_counted_among_the_minors_no_more(
    desk_of, office, officer
):
    for born in ["2012-03-30"] * 5 + ["2012-04-01"] * 7:
        office.person(officer, birth=date.fromisoformat(born))
    desk = replace(desk_of("security", "赵"), now=lambda: datetime(2026, 3, 31, 2, tzinfo=UTC))
    said = "".join(text_of(assess(desk).pdf).split())
    assert "不满十四周岁未成年人的信息7" in said
