from __future__ import annotations

import io
import json
import os
import shutil
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from station_app.cli import run
from station_app.storage import known_homes
from station_app.storage.keys import KeySlots

PEOPLE = 20
DEMO = ("demo", "--people", str(PEOPLE))


def _at_the_desk(folder, patch):
    patch.setenv("XDG_STATE_HOME", str(folder / "state"))
    patch.setenv("STATION_HOME", str(folder / "home"))
    patch.setenv("STATION_NOW", "2026-03-09T10:00")
    patch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys):
    """The command line as a script uses it: words in, status, answer and complaint out."""
    _at_the_desk(tmp_path, monkeypatch)
    return Shell(tmp_path, capsys)


class Shell:
    def __init__(self, folder, capsys):
        self.folder, self.capsys = folder, capsys

    def file(self, name, content):
        path = self.folder / name
        body = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(body, encoding="utf-8")
        return str(path)

    def run(self, *words, officer="officer", password=None):
        """(status, what was answered as JSON or None, what was said on standard error)."""
        given = self.file(f"password-{officer}", password or officer)
        signing = ["--as", officer, "--password-file", given] if officer else []
        status = run([*signing, "--json", *map(str, words)])
        out, err = self.capsys.readouterr()
        return status, json.loads(out) if out.strip() else None, err.strip()

    def ok(self, *words, **kwargs):
        status, answer, err = self.run(*words, **kwargs)
        assert status == 0, (words, answer, err)
        return answer

    def enter(self, register, body, **kwargs):
        return self.ok("file", register, self.file("entry.json", body), **kwargs)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A home in which these lines were said, made once a run: everybody works on a copy."""

    @cache
    def make(*lines):
        folder = tmp_path_factory.mktemp("made")
        given = folder / "password"
        given.write_text("officer", encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
            _at_the_desk(folder, patch)
            assert run(["init", "--training"]) == 0
            for words in lines:
                assert run(["--as", "officer", "--password-file", str(given), *words]) == 0
        return folder / "home"

    return make


def _moved_in(shell, home):
    here = Path(os.environ["STATION_HOME"])
    shutil.copytree(home, here)
    known_homes.remember(KeySlots.load(here).card.home, here)
    return shell


@pytest.fixture
def training(shell, made):
    return _moved_in(shell, made())


@pytest.fixture
def demonstrated(shell, made):
    """A training home in which the demonstration of twenty people was filled in."""
    return _moved_in(shell, made(DEMO))
