from __future__ import annotations

import json

import pytest

from station_app.cli import run


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys):
    """The command line as a script uses it: words in, status, answer and complaint out."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("STATION_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STATION_NOW", "2026-03-09T10:00")
    monkeypatch.setenv("LANG", "C.UTF-8")
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


@pytest.fixture
def training(shell):
    shell.ok("init", "--training", officer=None)
    return shell
