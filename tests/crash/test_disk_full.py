"""The disk is full: nothing saved is lost, people are still looked up, and work goes on after."""

from __future__ import annotations

import errno
import os

import pytest
from sqlalchemy import text

from campaigns.full import can_mount, figure
from station_app.core.errors import Full
from station_app.storage import durable
from station_app.storage.ballast import Ballast
from station_app.storage.durable import write_durably

small_disk = pytest.mark.skipif(not can_mount(), reason="this kernel lets nobody mount a tmpfs")


def test_where_no_file_may_grow_the_act_is_refused_and_nothing_is_lost():
    assert figure("growth", 12).held


@small_disk
def test_on_a_full_disk_the_act_is_refused_and_nothing_is_lost():
    assert figure("room", 12).held


@small_disk
def test_on_a_full_disk_look_ups_go_on_and_leave_their_events():
    assert figure("ballast", 2).held


@small_disk
def test_without_the_ballast_look_ups_are_refused():
    """No event, no answer: the room for it is gone."""
    assert figure("no-ballast", 1).held


def test_the_ballast_takes_room_and_is_made_again(tmp_path):
    ballast = Ballast(tmp_path, 1 << 20)
    assert not ballast.tight()
    assert ballast.path.stat().st_blocks * 512 >= 1 << 20  # no hole
    ballast.give_up()
    assert not ballast.tight()
    assert ballast.path.exists()


def test_a_photograph_that_finds_no_room_is_refused_in_a_sentence(tmp_path, monkeypatch):
    def no_room(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(durable.os, "fsync", no_room)
    with pytest.raises(Full, match="磁盘已满"):
        write_durably(tmp_path / "photograph", b"content")
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_full_is_told_in_the_same_sentence(store):
    if store.engines.reading.dialect.name == "sqlite":
        pytest.skip("a file of our own: the tests above")
    with pytest.raises(Full), store.writing() as session:
        session.execute(text("do $$ begin raise exception using errcode = '53100'; end $$"))
