"""Documents that are made from the code say what the code says."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_glossary_is_that_of_the_registers():
    made = runpy.run_path(str(ROOT / "tools/glossary.py"))["glossary"]()
    assert (ROOT / "docs/glossary.md").read_text(encoding="utf-8") == made
