"""An import whose process is killed in the middle: nothing is lost, nothing is entered twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from station_app.app import sign_in
from station_app.workflows import import_sheet as importing

from .ledgers import book, line, number

IMPORT = """
import sys
from pathlib import Path
from station_app.app import sign_in
from station_app.workflows import import_sheet as importing

if __name__ == "__main__":
    _station, desk = sign_in(Path(sys.argv[1]), "officer", "officer")
    importing.LEAST = importing.MOST = 5

    def tell(done, remaining):
        print(done, flush=True)
        return True

    importing.run(desk, Path(sys.argv[2]), tell=tell)
"""
PEOPLE = 120


@pytest.fixture
def ledger(tmp_path):
    lines = [
        line(
            str(n // 3 + 1),
            "户主" if n % 3 == 0 else "长子",
            "张三李四王五"[n % 3 * 2 :][:2],
            number=number("19800101", f"{n + 1:03}"),
            address=f"演示县东门社区新丰街{n // 3 + 1}号",
        )
        for n in range(PEOPLE)
    ]
    return book(tmp_path / "ledger.xlsx", *lines)


@pytest.fixture
def killed(tmp_path, ledger, training_home):
    """A home in which an import of `ledger` was killed, and the act it ran under."""
    home, script = tmp_path / "home", tmp_path / "run.py"
    training_home(home)[0].close()
    script.write_text(IMPORT)
    child = subprocess.Popen(
        [sys.executable, str(script), str(home), str(ledger)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        text=True,
    )
    for said in child.stdout:
        if int(said) >= PEOPLE // 3:
            break
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    station, desk = sign_in(home, "officer", "officer")
    with station.store.reading() as session:
        name = session.scalar(text("select name from setting where name like 'import %'"))
    yield station, desk, UUID(name.removeprefix("import "))
    station.close()


def ask(station, query):
    with station.store.reading() as session:
        return session.scalar(text(query))


def test_a_killed_import_goes_on_to_the_end(killed, ledger):
    station, desk, act_id = killed
    before = ask(station, "select count(*) from resident")
    assert PEOPLE // 3 <= before < PEOPLE
    report = importing.go_on(desk, ledger, act_id)
    assert (report.read, report.entered, report.finished) == (PEOPLE, PEOPLE, True)
    assert ask(station, "select count(*) from resident") == PEOPLE
    assert ask(station, "select count(distinct id_number) from person") == PEOPLE
    again = importing.run(desk, ledger)
    assert (again.entered, again.unchanged) == (0, PEOPLE)


def test_a_killed_import_is_taken_back_whole(killed, ledger):
    station, desk, act_id = killed
    importing.take_back(desk, act_id)
    for table in ("person", "place", "resident"):
        assert ask(station, f"select count(*) from {table} where withdrawn_at is null") == 0
    assert ask(station, "select count(*) from search_key") == 0
    assert ask(station, "select count(*) from reference") == 0
