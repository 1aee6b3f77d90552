"""docs/reliability.md has a place for every campaign, and no figure in it has failed."""

from __future__ import annotations

import pytest

from campaigns import paper
from campaigns.__main__ import NAMES
from campaigns.paper import PAPER, Figure, write


@pytest.mark.parametrize("name", NAMES)
def test_every_campaign_has_its_place_in_the_document(name):
    page = PAPER.read_text(encoding="utf-8")
    _before, figures = page.split(f"<!-- {name}: figures -->")
    assert f"<!-- {name}: end -->" in figures


def test_no_figure_in_the_document_has_failed():
    assert "**failed**" not in PAPER.read_text(encoding="utf-8")


def test_a_campaign_writes_over_its_own_figures_alone(tmp_path, monkeypatch):
    page = tmp_path / "page.md"
    page.write_text(
        "# A\n<!-- kill: figures -->\nearlier figures\n<!-- kill: end -->\nB\n", encoding="utf-8"
    )
    monkeypatch.setattr(paper, "PAPER", page)
    good = Figure(what="kill -9", times=3, struck=3, acknowledged=1200, lost=0)
    missed = Figure(what="kill -9, told soon", times=3, struck=3, acknowledged=1, lost=0, red=True)
    write("kill", [good, missed], 1, 2)
    text = page.read_text(encoding="utf-8")
    assert "earlier" not in text
    assert text.startswith("# A\n")
    assert text.endswith("<!-- kill: end -->\nB\n")
    assert "| kill -9 | 3 | 3 | 1,200 | 0 | held |" in text
    assert "**failed**" in text
    with pytest.raises(LookupError):
        write("power", [good], 1, 2)


def test_a_fault_that_never_struck_proves_nothing():
    assert not Figure(what="kill -9", times=3, struck=0, acknowledged=0, lost=0).held
