"""`station-county` and `station county`, `station sync` as scripts use them."""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager
from threading import Thread
from time import sleep

import pytest
from sqlalchemy import create_engine, text

from station_app.cli import county_server
from station_app.county import home as homes
from station_app.county import serving
from station_app.storage.keys import KeySlots
from tests.cli.conftest import Shell


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("STATION_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STATION_COUNTY_HOME", str(tmp_path / "county"))
    monkeypatch.setenv("STATION_NOW", "2026-03-09T10:00")
    monkeypatch.setenv("LANG", "C.UTF-8")
    return Shell(tmp_path, capsys)


@pytest.fixture
def county(shell):
    """The county's program: status, answer, complaint."""

    def run(*words):
        status = county_server.run(["--json", *map(str, words)])
        out, err = shell.capsys.readouterr()
        return status, json.loads(out) if out.strip() else None, err.strip()

    return run


@contextmanager
def serving_at(folder, door):
    home = homes.opened(folder)
    with home.database() as url, serving.server_of(home, url) as server:
        running = serving.uvicorn_of(home, serving.app_of(server))
        thread = Thread(target=running.run, args=([door],), daemon=True)
        thread.start()
        while not running.started:
            sleep(0.01)
        yield
        running.should_exit = True
        thread.join(10)


def test_a_station_and_its_county_from_two_shells(shell, county, county_template, tmp_path):
    database, name, admin = county_template()
    with create_engine(database).begin() as connection:
        connection.execute(text("delete from scope"))  # this county is for practice
    folder = tmp_path / "county"
    with serving.bound("127.0.0.1", 0) as door:
        url = f"https://127.0.0.1:{door.getsockname()[1]}"
        made = ("init", "--name", "演示县公安局", "--url", url, "--database", database)
        assert county(*made, "--training") == (0, {"home": str(folder), "url": url}, "")
        assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())
        assert county(*made)[0] == 1
        with serving_at(folder, door):
            _joins(shell, county)
            _exchanges(shell, county)
    _is_checked(county, database)
    _is_looked_at_by_officers(shell, county)
    with admin.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


def _code(shell, county, name, *how):
    """A file to enrol with, as it was written for this station."""
    scope, out = KeySlots.load(shell.folder / "home").card.organisation, shell.folder / name
    said = ("--scope", scope, "--kind", "police", "--name", "城关派出所（演练）", "--out", out)
    minutes = 7 * 24 * 60 if how else 15
    assert county("enrol-code", *said, *how) == (
        0,
        {"file": str(out), "scope": scope, "minutes": minutes},
        "",
    )
    assert out.stat().st_mode & 0o077 == 0
    return out


def _joins(shell, county):
    shell.ok("init", "--training", officer=None)
    code = _code(shell, county, "接入.json")
    assert shell.run("sync")[0] == 1
    assert shell.run("county", "enrol", code)[0] == 1  # who is not the administrator
    real = json.loads(code.read_text("utf-8")) | {"training": False}
    status, _said, err = shell.run("county", "enrol", shell.file("r.json", real), officer="admin")
    assert (status, "演练" in err) == (1, True)
    joined = shell.ok("county", "enrol", code, officer="admin")
    assert joined["county"] == "演示县公安局"
    status, said, _err = shell.run("county", "enrol", code, officer="admin")
    assert (status, said["error"]["code"]) == (1, "refused")
    assert shell.ok("sync", "--status")["name"] == "演示县公安局"


def _exchanges(shell, county):
    shell.enter("people", {"name": "赵一", "sex": "1"})
    first = shell.ok("sync")
    assert first == {"sent": 1, "received": 0, "waiting": 0, "conflicts": 0}
    (standing,) = county("status")[1]
    assert (standing["head"], standing["waiting"], len(standing["devices"])) == (1, 0, 1)
    (device,) = standing["devices"]
    assert county("revoke", device) == (0, {"device": device, "revoked": True}, "")
    assert county("revoke", device)[0] == 1
    status, said, err = shell.run("sync")
    assert (status, said["error"]["code"], "注销" in err) == (1, "denied", True)
    shell.ok("county", "enrol", _code(shell, county, "再次.json"), officer="admin")
    shell.enter("people", {"name": "钱二", "sex": "1"})
    assert shell.ok("sync")["sent"] == 1


def _is_checked(county, database):
    assert county("check") == (0, {"ok": True, "found": []}, "")
    engine = create_engine(database)
    for damage, what in (
        ("update scope set head = head + 1 where head > 0", "gap"),
        ('update sync_row set v = v || \'{"sex":"2"}\'', "row"),
    ):
        with engine.begin() as connection:
            connection.execute(text(damage))
        status, said, err = county("check")
        assert (status, what in {one["what"] for one in said["found"]}) == (3, True)
        assert "检查发现" in err
    asked = text("select value from county where name = 'generation'")
    with engine.begin() as connection:
        before = connection.scalar(asked)
    status, said, _err = county("restored")
    with engine.begin() as connection:
        assert (status, said) == (0, {"generation": connection.scalar(asked)})
    assert said["generation"] != before
    engine.dispose()


def _is_looked_at_by_officers(shell, county):
    file = shell.folder / "password"
    file.write_text("duty1", "utf-8")
    added = ("officer", "add", "duty1", "--password-file", file)
    assert county(*added) == (0, {"officer": "duty1"}, "")
    assert county("officer", "off", "duty1") == (0, {"officer": "duty1", "off": True}, "")
    assert county("officer", "off", "duty1")[0] == 1
    (standing,) = county("status")[1]
    detail = county("status", "--scope", standing["scope"])[1]
    assert detail["standing"] == standing
    assert (len(detail["months"]), "赵一" in str(detail)) == (12, False)
    assert county("status", "--scope", "339901-99")[0] == 1
    assert county_server.run(["status", "--scope", standing["scope"]]) == 0
    lines = shell.capsys.readouterr().out
    assert f"{standing['scope']}: {standing['name']}" in lines
    assert f"待上报: {standing['waiting']}\n" in lines
    assert f"设备编号: {standing['devices'][0]} 有效" in lines
    assert "赵一" not in lines, "counts and ids"


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("status",), 1, "refused"),
        (("serve",), 1, "refused"),
        (("officer", "add", "duty1"), 2, "usage"),
        (("revoke", "x"), 2, "usage"),
        (("serve", "--port", "x"), 2, "usage"),
        (("enrol-code", "--scope", "339901-01", "--kind", "x", "--name", "甲"), 2, "usage"),
        (("enrol-code", "--scope", "01", "--kind", "police", "--name", "甲"), 1, "refused"),
        (("init", "--name", "甲", "--url", "http://a:1"), 1, "refused"),
        (("init", "--name", "甲", "--url", "https://a"), 1, "refused"),
        (("init", "--name", "甲", "--database", "sqlite://"), 1, "refused"),
        (("init", "--name", " "), 1, "refused"),
        (("nothing",), 2, "usage"),
    ],
)
def test_what_is_wrong_is_one_sentence(county, words, status, code):
    found, said, err = county(*words)
    assert (found, said["error"]["code"]) == (status, code)
    assert err.count("\n") == 0
    assert err == said["error"]["message"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "init",
        "serve",
        "enrol-code",
        "restored",
        "revoke",
        "status",
        "check",
        "officer add",
        "officer off",
    ],
)
def test_every_command_of_the_county_shows_one_example(name, capsys):
    assert county_server.run([*name.split(), "--help"]) == 0
    assert "station-county" in capsys.readouterr().out.split("例")[1]


def test_no_answer_waits_for_its_first_half_to_be_acknowledged():
    with serving.bound("127.0.0.1", 0) as door, socket.create_connection(door.getsockname()):
        inside, _from = door.accept()
        with inside:
            assert inside.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
