"""Everything of a station in one sealed archive, by two persons; nothing of it ever in plain."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys

import openpyxl
import pytest
from PIL import Image
from sqlalchemy import text

from station_app.core.errors import Damaged, Explained, Refused
from station_app.people import service as people
from station_app.storage.keyslot import Locked
from station_app.workflows.export_all import export_all, unpack

HAN = "01"  # 民族
ID = "339901198001010013"


@pytest.fixture
def living(office, officer):
    one = office.person(officer, "张三", id_number=ID, ethnicity=HAN)
    office.person(officer, "李四")
    photo = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(photo, "JPEG")
    office.do(officer, people.set_photo, "set-photo", one.id, photo.getvalue())
    return one


@pytest.fixture
def taken(desk_of, living, tmp_path):
    """The archive and its two codes."""
    file = tmp_path / "all.archive"
    made = export_all(desk_of("chief"), file, reason="移交县局", seconded=desk_of("security"))
    return file, made


def lines(folder, what):
    files = sorted(folder.glob(f"{what}*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def test_everything_is_there_as_lines_sheets_and_files(taken, living, tmp_path):
    file, made = taken
    count = unpack(file, tmp_path / "out", made.code)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    people = lines(tmp_path / "out", "records/people")
    assert made.rows == sum(manifest["counts"].values())
    assert {one["fields"]["name"] for one in people} == {"张三", "李四"}
    zhang = next(one for one in people if one["fields"]["name"] == "张三")
    assert zhang["fields"]["id_number"] == ID
    assert (tmp_path / "out" / "files" / f"{zhang['fields']['photo']}.jpg").stat().st_size
    assert len(lines(tmp_path / "out", "history/people")) == 3
    (sheet,) = (tmp_path / "out" / "sheets").glob("people*.xlsx")
    cells = {cell.value for row in openpyxl.load_workbook(sheet).worksheets[0] for cell in row}
    assert {"张三", "李四", ID} <= cells
    assert (manifest["officer"], manifest["second"]) == ("chief", "security")
    assert count == len(manifest["files"]) + 1


def test_ethnicity_is_there_only_under_the_second_code(taken, living, tmp_path):
    file, made = taken
    unpack(file, tmp_path / "out", made.code)
    assert not any("ethnicity" in one["fields"] for one in lines(tmp_path / "out", "records/"))
    assert not any("ethnicity" in one["set"] for one in lines(tmp_path / "out", "history/"))
    for sheet in (tmp_path / "out" / "sheets").glob("people*.xlsx"):
        values = [c.value for r in openpyxl.load_workbook(sheet).worksheets[0] for c in r]
        assert "民族" not in values
        assert "汉族" not in values
    unpack(file, tmp_path / "both", made.code, made.second_code)
    held = lines(tmp_path / "both", "form-only")
    assert {(one["id"], one["set"]["ethnicity"]) for one in held} == {(str(living.id), HAN)}


def test_neither_code_opens_the_other_part(taken, tmp_path):
    file, made = taken
    with pytest.raises(Locked):
        unpack(file, tmp_path / "out", made.second_code)
    with pytest.raises(Locked):
        unpack(file, tmp_path / "out", made.code, made.code)
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".*"))


def test_nothing_in_the_file_can_be_read(taken):
    raw = taken[0].read_bytes()
    for mark in ("张三", ID, "ethnicity", "people", "PK\x03\x04", "ustar"):
        assert mark.encode() not in raw


def test_an_archive_cut_changed_or_swapped_around_opens_nowhere(taken, tmp_path):
    file, made = taken
    whole = file.read_bytes()
    for harmed in (
        whole[:-1],
        whole[: len(whole) // 2],
        whole + b"x",
        whole[:300] + bytes([whole[300] ^ 1]) + whole[301:],
        b"",
    ):
        (tmp_path / "harmed").write_bytes(harmed)
        with pytest.raises(Explained) as why:
            unpack(tmp_path / "harmed", tmp_path / "out", made.code)
        assert isinstance(why.value, Damaged | Locked)
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("role", ["officer", "admin", "security", "auditor", "clerk"])
def test_only_the_chief_takes_everything(desk_of, tmp_path, role):
    with pytest.raises(Refused):
        export_all(desk_of(role), tmp_path / "a", reason="用途", seconded=desk_of("security", "s"))
    assert not [*tmp_path.glob("a"), *tmp_path.glob(".a*")]


@pytest.mark.parametrize("role", ["officer", "admin", "chief", "auditor"])
def test_only_the_security_officer_is_a_second_person(desk_of, tmp_path, role):
    with pytest.raises(Refused):
        export_all(desk_of("chief"), tmp_path / "a", reason="x", seconded=desk_of(role, "另一人"))


def test_one_person_is_not_two(desk_of, tmp_path):
    with pytest.raises(Refused, match="第二人不能是本人"):
        export_all(
            desk_of("chief", "王"), tmp_path / "a", reason="x", seconded=desk_of("security", "王")
        )
    with pytest.raises(Refused, match="用途"):
        export_all(desk_of("chief"), tmp_path / "a", reason=" ", seconded=desk_of("security"))


def test_both_are_in_the_log_and_whoever_is_in_it_finds_the_export(taken, living, ask):
    for event in ("exported everything", "seconded the export of everything"):
        assert ask(f"select count(*) from audit_event where body like '%{event}%'") == 1
    assert ask("select count(*) from audit_read") >= 2


def test_without_its_event_no_archive_appears(desk_of, store, living, tmp_path):
    """And the codes were said to nobody."""
    with store.writing() as session:
        session.execute(text("alter table audit_event rename to elsewhere"))
    with pytest.raises(Exception, match="audit_event"):
        export_all(desk_of("chief"), tmp_path / "a", reason="x", seconded=desk_of("security"))
    assert not [*tmp_path.glob("a"), *tmp_path.glob(".a*")]


def test_nobody_waits_while_it_is_written(desk_of, office, officer, living, tmp_path):
    """Somebody saves in the middle of it; the archive is of the moment it began."""
    saved = []

    def tell(_done, _left):
        if not saved:
            saved.append(office.person(officer, "王五"))

    file = tmp_path / "all.archive"
    made = export_all(desk_of("chief"), file, reason="x", seconded=desk_of("security"), tell=tell)
    unpack(file, tmp_path / "out", made.code)
    names = {one["fields"]["name"] for one in lines(tmp_path / "out", "records/people")}
    assert saved
    assert names == {"张三", "李四"}


def test_it_is_stopped_and_leaves_nothing(desk_of, living, tmp_path):
    def stop(_done, _left):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        export_all(
            desk_of("chief"), tmp_path / "a", reason="x", seconded=desk_of("security"), tell=stop
        )
    assert not [*tmp_path.glob("a"), *tmp_path.glob(".a*")]


KILLED = """
import sys, time
from pathlib import Path
from station_app import app
from station_app.workflows.export_all import export_all
from station_app.workflows.demo import fill
folder = Path(sys.argv[1])
station, _code = app.make_training_home(folder / "home", "演示")
fill(station.desk("officer"), people=30)
def wait(done, left):
    print("working", flush=True)
    time.sleep(60)
seconded = station.desk("security")
export_all(station.desk("chief"), folder / "a", reason="x", seconded=seconded, tell=wait)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_in_the_middle_it_leaves_nothing_that_can_be_read(tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    given = os.environ | {"TMPDIR": str(temporary), "XDG_STATE_HOME": str(tmp_path / "state")}
    working = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, env=given
    )
    assert working.stdout.readline() == b"working\n"
    working.send_signal(signal.SIGKILL)
    working.wait()
    working.stdout.close()
    assert list(temporary.rglob("*")) == []
    assert not (tmp_path / "a").exists()
    left = (tmp_path / ".a.part").read_bytes()
    assert b"ustar" not in left
    assert b"people" not in left
