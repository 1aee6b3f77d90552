"""The checklist of houses to let is data, read strictly."""

from __future__ import annotations

import pytest

from station_app.identity.checklists import CHOICES, FOLDER, BadChecklist, checklist, read
from station_app.identity.codes import TABLES

TEXT = (FOLDER / "rental.toml").read_text("utf-8")


def test_the_list_has_its_sixteen_items_each_with_a_department_a_kind_and_a_source():
    items = checklist("rental").items
    assert list(items) == [f"R{n}" for n in range(1, 17)]
    for item in items.values():
        assert item.power in TABLES["power"]
        assert item.where in CHOICES["where"]
        assert item.article


def test_what_law_keeps_from_the_police_is_never_theirs():
    """law.md A: R3–R5 are the housing department's (住房租赁条例 31, 38–45)."""
    items = checklist("rental").items
    assert {items[id].power for id in ("R3", "R4", "R5")} == {"housing"}
    assert [item.id for item in checklist("rental").faults if item.power == "police"] == [
        "R1",
        "R15",
    ]


def test_suspicious_use_is_a_note_and_no_fault():
    assert [item.id for item in checklist("rental").items.values() if item.is_note] == ["R16"]
    assert "R16" not in [item.id for item in checklist("rental").faults]


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ('power = "fire"', 'power = "anybody"', "R6: power"),
        ('where = "room"', 'where = "garden"', "R3: where"),
        ("critical = true", 'critical = "yes"', "R3: critical"),
        ('say = "有人员未登记"', "", "R1: missing"),
        ('id = "R2"', 'id = "R17"', "items differ"),
        ('term = "rectify_3"', 'term = ""', "R1: term"),
    ],
)
def test_a_line_that_breaks_the_form_is_named(good, bad, named):
    with pytest.raises(BadChecklist, match=named):
        read(TEXT.replace(good, bad, 1), "rental.toml", "rental_item")
