"""A virus scanner of Windows holds a file for a moment: it is waited for, and then named."""

from __future__ import annotations

from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.storage import durable
from station_app.storage.durable import write_durably


class Held(PermissionError):
    """As Windows tells of it: a sharing violation."""

    winerror = 32


@pytest.fixture
def scanner(monkeypatch):
    """Holds a file for so many tries, and counts them."""
    tries, replace = [], Path.replace

    def hold(times, why=Held):
        def held(self, target):
            tries.append(target)
            if len(tries) <= times:
                raise why
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", held)
        return tries

    return hold


def test_a_file_held_for_a_moment_is_written_all_the_same(tmp_path, scanner):
    tries = scanner(3)
    write_durably(tmp_path / "keyslots.json", b"new")
    assert (tmp_path / "keyslots.json").read_bytes() == b"new"
    assert len(tries) == 4


def test_one_that_is_never_let_go_is_named_with_its_folder_and_stays_as_it_was(
    tmp_path, scanner, monkeypatch
):
    monkeypatch.setattr(durable, "PATIENCE", 0.2)
    (tmp_path / "keyslots.json").write_bytes(b"old")
    scanner(1000)
    with pytest.raises(Refused, match=str(tmp_path)):
        write_durably(tmp_path / "keyslots.json", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_without_patience_the_first_try_would_be_the_last(tmp_path, scanner, monkeypatch):
    monkeypatch.setattr(durable, "PATIENCE", 0.0)
    scanner(1)
    with pytest.raises(Refused):
        write_durably(tmp_path / "keyslots.json", b"new")


def test_a_folder_that_may_not_be_written_is_not_waited_for(tmp_path, scanner):
    tries = scanner(1000, PermissionError)
    with pytest.raises(PermissionError):
        write_durably(tmp_path / "keyslots.json", b"new")
    assert len(tries) == 1
