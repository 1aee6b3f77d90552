from __future__ import annotations

import pytest

from tests.reports.people import Days, reported_in

ON_BOTH = ("test_a_report_moves_the_next_one_on_by_the_class",)


def pytest_collection_modifyitems(items):
    """What a report moves is worked out above the engines; the first path is run on both."""
    for item in [item for item in items if "/tests/reports/" in item.path.as_posix()]:
        callspec = getattr(item, "callspec", None)
        server = callspec is not None and callspec.params.get("new_store") == "postgresql"
        if server and item.originalname not in ON_BOTH:
            items.remove(item)


@pytest.fixture
def worker(desk_of):
    return desk_of("corrections", "林矫正")


@pytest.fixture
def days(worker, office):
    """Of one person on probation."""
    return Days(worker, reported_in(worker, office, grade="common"))


@pytest.fixture
def ill(worker, office):
    """Of one who serves outside prison for an illness (保外就医)."""
    gate = {"category": "medical", "medical_ground": "illness", "guarantor": "李母"}
    return Days(worker, reported_in(worker, office, "李四", grade="strict", **gate))
