"""Documents that are made from the code say what the code says."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_glossary_is_that_of_the_registers():
    made = runpy.run_path(str(ROOT / "tools/glossary.py"))["glossary"]()
    assert (ROOT / "docs/glossary.md").read_text(encoding="utf-8") == made


def test_the_page_of_rules_is_that_of_the_shipped_terms():
    made = runpy.run_path(str(ROOT / "tools/rules.py"))["document"]()
    assert (ROOT / "docs/rules.md").read_text(encoding="utf-8") == made


def test_rights_and_open_requirements_in_the_document_of_security_are_those_of_today():
    made = runpy.run_path(str(ROOT / "tools/security.py"))["document"]
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    assert made(text) == text
    assert made(text.replace("●", "", 1)) == text


def test_each_decision_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("*.md")]
    assert sorted({n for n in numbers if numbers.count(n) > 1}) == []
