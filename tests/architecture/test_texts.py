"""Chinese is the source, English is complete, and the compiled catalogue is the written one."""

from __future__ import annotations

import ast
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILLED_LATER = {"station_app/storage/keyslot.py": "a table of reasons, filled where one is raised"}


def marked_calls():
    for package in ("station_app", "ui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                    yield str(path.relative_to(ROOT)), node


@pytest.fixture(scope="module")
def texts():
    path = ROOT / "tools/texts.py"
    spec = spec_from_file_location("texts", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_marked_text_is_written_out_and_fills_every_place_it_leaves(texts):
    wrong = [
        f"{path}:{call.lineno}"
        for path, call in marked_calls()
        if not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
        or (
            path not in FILLED_LATER
            and texts.places(call.args[0].value) != {keyword.arg for keyword in call.keywords}
        )
    ]
    assert wrong == []


def test_every_text_for_people_has_its_english(texts):
    left = texts.missing(texts.read())
    assert left == [], "run `just i18n` and translate these in resources/i18n/en.po"


def test_the_catalogue_holds_no_text_that_is_gone(texts):
    assert {entry.id for entry in texts.read() if entry.id} == set(texts.used())


def test_a_translation_leaves_the_same_places_open(texts):
    translated = [entry for entry in texts.read() if entry.id and entry.string]
    differing = [e.id for e in translated if texts.places(e.id) != texts.places(e.string)]
    assert differing == []


def test_the_compiled_catalogue_is_the_written_one(texts):
    assert texts.MO.read_bytes() == texts.compiled(texts.read()), "run `just i18n`"
