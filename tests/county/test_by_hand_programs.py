"""`station county enrol --request`, `station bundle` and the county's side, as scripts use them."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import create_engine, text

from tests.county.test_programs import _code, county, shell  # noqa: F401

ENOUGH = {"sent", "received", "waiting", "conflicts"}


@pytest.fixture
def practice(county, county_template, tmp_path):  # noqa: F811
    """A county for practice that no line leads to."""
    database, name, admin = county_template()
    with create_engine(database).begin() as connection:
        connection.execute(text("delete from scope"))
    made = "--url", "https://127.0.0.1:1", "--database", database, "--training"
    assert county("init", "--name", "演示县公安局", *made)[0] == 0
    yield county
    with admin.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


def test_a_station_joins_and_exchanges_with_files_alone(shell, practice, tmp_path):  # noqa: F811
    shell.ok("init", "--training", officer=None)
    code = _code(shell, practice, "接入.json")
    answer = tmp_path / "答复"
    asked = shell.ok("county", "enrol", code, "--request", tmp_path / "申请", officer="admin")
    status, said, err = practice("enrol-by-hand", asked["file"], "--answer", answer)
    assert (status, "接入码" in err, answer.exists()) == (1, True, False), "a code for the line"

    code = _code(shell, practice, "接入2.json", "--by-hand")
    asked = shell.ok("county", "enrol", code, "--request", tmp_path / "申请2", officer="admin")
    assert shell.run("bundle", "write", tmp_path / "早")[0] == 1
    given = practice("enrol-by-hand", asked["file"], "--answer", answer)[1]
    joined = shell.ok("county", "enrol", code, "--answer", answer, officer="admin")
    assert (joined["device"], joined["scope"]) == (given["device"], given["scope"])
    assert shell.run("county", "enrol", code, "--request", tmp_path / "又", officer="admin")[0] == 1

    shell.enter("people", {"name": "赵一", "sex": "1"})
    sent = shell.ok("bundle", "write", tmp_path / "上报", "--size", "650M")
    assert sent.keys() == ENOUGH | {"medium", "files"}
    assert (sent["sent"], sent["waiting"], sent["medium"]) == (1, 1, 1)
    status, said, err = shell.run("bundle", "write", tmp_path / "上报")
    assert (status, said["error"]["code"], "已经存在" in err) == (1, "refused", True)
    assert shell.run("bundle", "write", tmp_path / "x", "--size", "x")[0] == 2

    read = practice("bundle", "read", *sent["files"], "--answer", tmp_path / "回")
    assert (read[0], read[1]["medium"], read[1]["operations"]) == (0, 1, 1)
    assert practice("bundle", "read", *sent["files"], "--answer", tmp_path / "回2")[0] == 1
    done = shell.ok("bundle", "read", *read[1]["files"])
    assert done == {"sent": 1, "received": 0, "waiting": 0, "conflicts": 0}
    status, said, err = shell.run("bundle", "read", *read[1]["files"])
    assert (status, said["error"]["code"], err.count("\n")) == (1, "refused", 0)
    assert practice("status")[1][0]["head"] == 1
    assert json.dumps(shell.ok("audit", "verify", officer="auditor")).count('"ok": true')


@pytest.mark.parametrize("name", ["enrol-by-hand", "bundle read"])
def test_every_command_by_hand_shows_one_example(name, capsys):
    from station_app.cli import county_server

    assert county_server.run([*name.split(), "--help"]) == 0
    assert "station-county" in capsys.readouterr().out.split("例")[1]
