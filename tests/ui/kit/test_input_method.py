"""Which input method is in use is what Qt has loaded, not what was asked for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from station_app.cli import self_test
from ui.kit.input_method import can_compose


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system brings its own")
@pytest.mark.parametrize(
    ("asked_for", "told"), [("compose", "compose"), ("ibus", "ibus"), ("none", "")]
)
def test_the_program_says_what_it_has_loaded(asked_for, told):
    own = {"QT_QPA_PLATFORM": "offscreen", "QT_IM_MODULE": asked_for}
    command = [sys.executable, "-m", "ui", "--input-method"]
    said = subprocess.run(command, env=os.environ | own, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == told


def test_the_self_test_asks_the_window_and_not_the_environment(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("QT_IM_MODULE", "no-such-input-method")
    assert "no-such" not in self_test._input_method(None, None)


def test_without_a_display_the_self_test_says_so(monkeypatch):
    for name in self_test.DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    assert self_test._input_method(None, None) == "no display"


def test_nobody_is_told_of_an_input_method_where_nobody_types(qapp):
    assert can_compose()
