"""A station whose records stand on PostgreSQL: the same words, the same answers; several desks."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from station_app import app, joining
from station_app.access.purposes import Purpose
from station_app.residents.service import register_household
from station_app.storage import database_url, desks

ZHANG = {"name": "张三", "id_number": "339901198001010013", "phone": "19900001234"}
LI = {"name": "李四", "id_number": "339901199003072212"}


def made(postgresql, options):
    """The address of a new database, for who administers the server."""
    name = f"h{uuid4().hex}"
    admin = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name} {options}"))
    admin.dispose()
    return make_url(postgresql).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def founded(postgresql, tmp_path_factory):
    """A station of two desks, made once: (folder of their homes, database to copy)."""
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("STATION_NOW", "2026-03-09T09:30")
        url = made(postgresql, "")
        station, _code = app.make_training_home(folder / "home", "演示派出所", url)
        assert joining.found(station) == ""
        desk = station.desk("security")
        invited = joining.invite(station, desk, folder / "card", "户籍窗口", url)
        station.close()
        joining.join(folder / "second", folder / "card", invited.code, "security", "security")
    return folder, url


@pytest.fixture
def database(founded, postgresql):
    return made(postgresql, f"template {make_url(founded[1]).database}")


def brought(founded, database, name, home):
    """A copy of one of the homes, on the copy of the database."""
    shutil.copytree(founded[0] / name, home)
    dek = app.unlock(home, "officer", "officer")
    server = database_url.read(home, dek)
    url = make_url(server.url).set(database=make_url(database).database)
    there = url.render_as_string(hide_password=False)
    database_url.write(home, dek, replace(server, url=there))


@pytest.fixture
def station(shell, founded, database):
    brought(founded, database, "home", shell.folder / "home")
    return shell


class Second:
    """Another computer: a home of its own, the same words."""

    def __init__(self, shell, monkeypatch):
        self._shell, self._patch = shell, monkeypatch
        self.home = shell.folder / "second"

    def __getattr__(self, name):
        work = getattr(self._shell, name)

        def there(*words, **kwargs):
            with self._patch.context() as patch:
                patch.setenv("STATION_HOME", str(self.home))
                return work(*words, **kwargs)

        return there


@pytest.fixture
def second(station, monkeypatch):
    return Second(station, monkeypatch)


def card_of(station, *more):
    card = station.folder / f"{uuid4().hex}.json"
    made = station.ok("desk", "invite", card, "--name", "户籍窗口", *more, officer="security")
    return card, station.file(f"{card.stem}.code", made["code"]), made


def with_owner(station, database):
    return "--database-file", station.file("owner", database)


@pytest.fixture
def card(station, database):
    return card_of(station, *with_owner(station, database))


def join(second, card, **kwargs):
    return second.run(
        "join", "--from", card[0], "--code-file", card[1], officer="security", **kwargs
    )


@pytest.fixture
def joined(founded, database, second):
    brought(founded, database, "second", second.home)
    return second


def test_a_station_on_postgresql_works_as_one_on_a_file(station, tmp_path):
    assert station.ok("demo", "--people", 20)["people"] == 20
    zhang = station.enter("people", ZHANG)["ids"][0]
    assert station.ok("find", "zhangsan", "--purpose", "CASE")["hits"][0]["id"] == zhang
    resident = station.enter("residents", {"person": ZHANG, "place": "演示县新丰街33号"})["ids"][0]
    made = station.ok("print", "household_sheet", resident, "--out", tmp_path / "a.pdf")
    assert station.ok("verify", made["code"])["state"] == "same"
    assert station.ok("check") == {"ok": True, "found": []}


def test_where_the_database_stands_is_not_readable_from_the_home(station, tmp_path):
    kept = (tmp_path / "home" / "database.url").read_bytes()
    assert b"postgresql" not in kept
    assert station.run("backup", tmp_path / "b", officer="admin")[0] == 1


def test_a_second_desk_sees_what_the_first_entered_and_the_first_what_it_did(station, joined):
    zhang = station.enter("people", ZHANG)["ids"][0]
    assert joined.ok("show", "people", zhang)["fields"]["name"] == "张三"
    li = joined.enter("people", LI)["ids"][0]
    assert station.ok("show", "people", li)["fields"]["name"] == "李四"
    listed = joined.ok("desk", "list", officer="security")
    assert [(one["letter"], one["joined"]) for one in listed] == [("A", True), ("B", True)]


def test_a_paper_of_one_desk_is_known_at_the_other(station, joined, tmp_path):
    """The key of papers is shared; the number names the desk."""
    resident = station.enter("residents", {"person": ZHANG, "place": "演示县新丰街33号"})["ids"][0]
    here = station.ok("print", "household_sheet", resident, "--out", tmp_path / "a.pdf")
    told = ("--reason", "补打", "--out", tmp_path / "b.pdf")
    there = joined.ok("print", "household_sheet", resident, *told)
    assert joined.ok("verify", here["code"])["state"] == "same"
    assert station.ok("verify", there["code"])["state"] == "same"


def test_numbers_and_logs_of_two_desks_are_their_own(station, joined, tmp_path):
    homes = tmp_path / "home", joined.home
    stations = [app.sign_in(home, "officer", "officer")[0] for home in homes]
    numbers = []
    for one in stations:
        with one.desk("officer").act("register-household", purpose=Purpose("TASK")) as act:
            register_household(act, "演示县新丰街33号", [({"name": "张三"}, {})])
        with one.store.reading() as session:
            numbers += session.scalars(text("select household from resident order by row desc"))
    assert {number[:11] for number in numbers} == {"339901-01HA", "339901-01HB"}
    assert len({one.store.device for one in stations}) == 2
    for one in stations:
        one.close()
    status, answer, _err = joined.run("audit", "verify", officer="auditor")
    assert (status, answer["ok"]) == (0, True), answer


def test_a_wrong_code_a_used_card_and_no_card_are_one_sentence_each(second, station, card):
    wrong = station.file("wrong", "ba " * 16)
    status, _answer, err = second.run(
        "join", "--from", card[0], "--code-file", wrong, officer="security"
    )
    assert (status, "入网码不对" in err) == (3, True)
    short = station.file("short", "ba bo")
    status, _answer, err = second.run(
        "join", "--from", card[0], "--code-file", short, officer="security"
    )
    assert (status, "入网码不对" in err) == (3, True)
    no_card = station.file("no-card", {"name": "张三"})
    status, _answer, err = second.run(
        "join", "--from", no_card, "--code-file", card[1], officer="security"
    )
    assert (status, "不是入网卡" in err) == (1, True)
    assert not second.home.exists()
    assert join(second, card)[0] == 0
    second.home = second.home.with_name("third")
    status, _answer, err = join(second, card)
    assert (status, "已被另一台计算机用过" in err) == (1, True)
    assert not second.home.exists()


def test_only_who_answers_for_the_accounts_joins(second, card):
    status, _answer, err = second.run(
        "join", "--from", card[0], "--code-file", card[1], officer="officer"
    )
    assert (status, "安全保密管理员" in err) == (1, True)
    assert not second.home.exists()


def test_a_card_altered_on_its_way_opens_nothing(second, card):
    plain = json.loads(card[0].read_text())
    plain["slots"] = plain["slots"].replace("演示", "假冒")
    card[0].write_text(json.dumps(plain))
    status, _answer, err = join(second, card)
    assert (status, "已损坏" in err) == (3, True)


def test_the_card_tells_nothing_without_its_code(card, database, station):
    text = card[0].read_text()
    assert "postgresql" not in text
    assert '"officer": "chief"' not in text.replace('\\"', '"')


def test_a_server_that_does_not_answer_and_one_that_lets_nobody_in(
    station, second, database, postgresql, tmp_path
):
    def card_at(url):
        home = tmp_path / "home"
        dek = app.unlock(home, "security", "security")
        held = database_url.read(home, dek)
        card = card_of(station, *with_owner(station, database))
        # the same card as it would be for a server elsewhere
        one = app.open_home(home, dek)
        code = (tmp_path / f"{card[0].stem}.code").read_text()
        card[0].write_bytes(joining._card(one, database_url.Server(url, "C", ""), code))
        one.close()
        assert held is not None
        return card

    status, _answer, err = join(second, card_at("postgresql+psycopg://d@127.0.0.1:9/x"))
    assert (status, "连不上" in err) == (3, True)
    nobody = make_url(database).set(username="nobody_here").render_as_string(hide_password=False)
    status, _answer, err = join(second, card_at(nobody))
    assert (status, "不接受本台的账号" in err) == (3, True)
    status, _answer, err = join(second, card_at(postgresql))  # a database with nothing of ours
    assert (status, "不是本所的" in err) == (3, True)
    assert not second.home.exists()


def test_the_database_of_another_station_is_refused(shell, station, postgresql):
    other = made(postgresql, "")
    shell.ok("init", "--home", shell.folder / "other", "--training", "--database", other,
             officer=None)  # fmt: skip
    home = shell.folder / "home"
    dek = app.unlock(home, "officer", "officer")
    database_url.write(home, dek, database_url.Server(other, "A", "x"))
    status, _answer, err = station.run("agenda")
    assert (status, "不是本所的" in err) == (3, True)
    status, _answer, err = shell.run(
        "init", "--home", shell.folder / "third", "--training", "--database", other, officer=None
    )
    assert (status, "已有一个所的资料" in err) == (1, True)


def test_a_newer_database_is_left_alone(second, card, database):
    with create_engine(database).begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    status, _answer, err = join(second, card)
    assert (status, "请先升级程序" in err) == (3, True)


def test_an_old_card_is_no_use(second, card, monkeypatch):
    monkeypatch.setattr(desks, "VALID", -desks.VALID)
    status, _answer, err = join(second, card)
    assert (status, "过期" in err) == (1, True)


KILLED = """
import os, signal, sys
left = int(sys.argv.pop(1))
def strike(event, args):
    global left
    changing = event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir") or (
        event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR))
    if changing and "second" in str(args[0]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(strike)
from station_app.cli import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("changes", [3, 40])
def test_joining_that_was_killed_is_done_anew_or_done(second, station, card, changes):
    """After so many changes in the folder of the new home."""
    words = ["join", "--from", card[0], "--code-file", card[1], "--as", "security"]
    words += ["--password-file", station.file("password-security", "security")]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(changes), *map(str, words)],
        env=os.environ | {"STATION_HOME": str(second.home)},
        check=False,
        capture_output=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed
    if not second.home.exists():
        assert join(second, card)[0] == 0
    assert second.enter("people", ZHANG)["ids"]
    assert not second.home.with_name("second.joining").exists()


def test_a_desk_that_is_closed_opens_nothing_any_more(station, joined, database):
    answer = station.ok("desk", "off", "B", *with_owner(station, database), officer="security")
    assert answer == {"letter": "B"}
    status, _answer, err = joined.run("agenda")
    with create_engine(database).begin() as connection:  # the other tests' desk B is the same
        roles = "select rolname from pg_roles where rolname like '%\\_b' and not rolcanlogin"
        for role in list(connection.scalars(text(roles))):
            connection.execute(text(f'alter role "{role}" login'))
    assert (status, "不接受本台" in err) == (3, True)
    status, _answer, err = joined.run("agenda")
    assert (status, "本机已停用" in err) == (1, True)
    status, _answer, err = station.run("desk", "off", "A", officer="security")
    assert (status, "不能在本机停用本机" in err) == (1, True)


def test_a_password_that_was_reset_counts_no_more_at_the_other_desk(station, joined):
    joined.ok("agenda", officer="chief")
    new = station.file("new", "another")
    station.ok("officer", "reset", "chief", "--officer-password-file", new, officer="security")
    status, _answer, err = joined.run("agenda", officer="chief")
    assert (status, "已在另一台计算机上重设" in err) == (1, True)
    station.ok("agenda", officer="chief", password="another")


def as_desk(station, home):
    dek = app.unlock(home, "officer", "officer")
    return create_engine(database_url.read(home, dek).url)


REWRITES = (
    "update audit_event set body = '{}'",
    "delete from audit_event",
    "delete from audit_checkpoint",
    "delete from operation",
    "truncate audit_event",
    "alter table audit_event drop column body",
    "drop table audit_read",
)


def test_no_desk_can_alter_the_log_on_the_server(station, database, tmp_path):
    """And who owns the tables can: that is what the roles are for."""
    desk, owner = as_desk(station, tmp_path / "home"), create_engine(database)
    for statement in REWRITES:
        denied = pytest.raises(Exception, match=r"permission denied|must be owner")
        with desk.connect() as connection, denied:
            connection.exec_driver_sql(statement)
        with owner.connect() as connection:
            connection.exec_driver_sql(statement)
            connection.rollback()


def test_who_may_not_make_roles_is_given_the_sql_and_is_a_desk_once_it_was_run(
    shell, postgresql, monkeypatch
):
    owner = f"o{uuid4().hex}"
    with create_engine(postgresql).begin() as connection:
        connection.execute(text(f"create role {owner} login"))
    url = make_url(made(postgresql, f"owner {owner}")).set(username=owner)
    url = url.render_as_string(hide_password=False)
    first = shell.ok("init", "--training", "--database", url, officer=None)
    assert "REASSIGN OWNED" in first["sql"]
    home = shell.folder / "home"
    with as_desk(shell, home).connect() as connection:
        connection.exec_driver_sql("delete from audit_event")  # nothing holds it back yet
        connection.rollback()
    admin = make_url(postgresql).set(database=make_url(url).database)
    with create_engine(admin).begin() as connection:
        connection.exec_driver_sql(first["sql"])
    with as_desk(shell, home).connect() as connection, pytest.raises(Exception, match="denied"):
        connection.exec_driver_sql("delete from audit_event")
    shell.enter("people", ZHANG)
    card = card_of(shell)
    second = Second(shell, monkeypatch)
    assert join(second, card)[0] == 3  # its role is not there yet
    with create_engine(admin).begin() as connection:
        connection.exec_driver_sql(card[2]["sql"])
    assert join(second, card)[::2] == (0, "")
    second.enter("people", LI)


def test_after_an_upgrade_the_owner_mends_the_grants(station, database):
    with create_engine(database).begin() as connection:
        connection.execute(text("revoke all on person from public"))
        group = connection.scalar(text("select rolname from pg_roles where rolname like"
                                       " 'station\\_%' and not rolcanlogin limit 1"))  # fmt: skip
        assert group
    owner = with_owner(station, database)
    assert station.run("server", *owner, officer="officer")[0] == 1
    station.ok("server", *owner, officer="admin")
    station.enter("people", ZHANG)


def test_over_a_network_nothing_goes_without_tls():
    from station_app.storage.server_url import arguments

    assert arguments("postgresql+psycopg://d:p@10.0.0.9/x")["sslmode"] == "require"
    assert "sslmode" not in arguments("postgresql+psycopg://d:p@10.0.0.9/x?sslmode=verify-full")
    assert arguments("postgresql+psycopg://d@10.0.0.9/x?sslmode=disable")["sslmode"] == "require"
    assert "sslmode" not in arguments("postgresql+psycopg://d@/x?host=/run/postgresql")


def test_a_desk_of_one_file_invites_nobody(shell):
    shell.ok("init", "--training", officer=None)
    status, _answer, err = shell.run(
        "desk", "invite", shell.folder / "k", "--name", "窗口", officer="security"
    )
    assert (status, "PostgreSQL" in err) == (1, True)
