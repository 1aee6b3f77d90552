"""`undo` of an import goes in parts: nobody waits for it, and a kill loses nothing."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from station_app.access.records import file
from station_app.core.errors import Absent, Refused
from station_app.core.ids import new_id
from station_app.people.register import PEOPLE
from station_app.workflows import import_sheet as importing

from .ledgers import book, line, number

desk_alone = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def imported(officer, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "UNDONE_AT_ONCE", 5)
    monkeypatch.setattr(importing, "LEAST", 5)
    monkeypatch.setattr(importing, "MOST", 5)
    rows = [
        line(str(n), name="张三", number=number("19800101", f"{n:03}"),
             address=f"演示县东门社区新丰街{n}号")
        for n in range(1, 9)
    ]  # fmt: skip
    return importing.run(officer, book(tmp_path / "ledger.xlsx", *rows))


def live(ask):
    tables = ("resident", "person", "place")
    return [ask(f"select count(*) from {t} where withdrawn_at is null") for t in tables]


def events(store):
    with store.reading() as session:
        bodies = session.scalars(text("select body from audit_event order by number"))
        return [json.loads(body)["event"] for body in bodies]


def test_an_import_is_undone_in_parts_and_others_write_between_them(
    officer, office, imported, store, ask
):
    heard = []

    def tell(done, _left):
        if not heard:
            office.person(officer, "李四")  # refused after five seconds, were the writer held
        heard.append(done)
        return True

    n, by = importing.undo(officer, imported.act, tell=tell)
    assert live(ask) == [0, 1, 0]
    sqlite = store.engines.reading.dialect.name == "sqlite"
    written = f"from operation where act_id = {'x' if sqlite else ''}'{by.hex}'"
    assert ask(f"select count(*) {written}") == n == 24
    assert ask(f"select count(distinct tx_id) {written}") == 5  # each part lives or dies alone
    assert events(store)[2:] == ["taking back begun", "filed", "import taken back"]


@desk_alone
def test_stopped_half_way_the_same_word_finishes_it(officer, imported, store, ask):
    importing.undo(officer, imported.act, tell=lambda done, left: done < 10)
    assert sum(live(ask)) == 14
    with pytest.raises(Refused, match="正在撤销"):
        importing.go_on(officer, None, imported.act)
    importing.undo(officer, imported.act)
    assert live(ask) == [0, 0, 0]
    assert events(store)[2:] == ["taking back begun", "import taken back"]
    with pytest.raises(Refused, match="已经撤销"):
        importing.undo(officer, imported.act)


@desk_alone
def test_killed_after_the_last_part_only_the_end_is_told(officer, imported, store, ask):
    def kill(done, _left):
        if done == 24:
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        importing.undo(officer, imported.act, tell=kill)
    assert importing.undo(officer, imported.act)[0] == 0
    assert live(ask) == [0, 0, 0]
    assert events(store)[2:] == ["taking back begun", "import taken back"]


@desk_alone
def test_the_chief_undoes_an_officer_s_import_and_a_colleague_does_not(
    chief, desk_of, imported, ask
):
    with pytest.raises(Refused, match="自己"):
        importing.undo(desk_of("clerk"), imported.act)
    assert live(ask) == [8, 8, 8]
    importing.undo(chief, imported.act)
    assert live(ask) == [0, 0, 0]


@desk_alone
def test_another_act_is_undone_as_before_and_an_unknown_one_is_said_to_be_so(
    officer, office, imported, ask
):
    with officer.act("file:people") as act:
        file(act, PEOPLE, {"name": "李四"})
    assert importing.undo(officer, act.stamp.act_id)[0] == 1
    assert live(ask) == [8, 8, 8]
    with pytest.raises(Absent):
        importing.undo(officer, new_id())
