from __future__ import annotations

import pytest

from tests.reports.people import Days, reported_in


def pytest_collection_modifyitems(items):
    """What is answered and by when is worked out above the engines."""
    for item in [item for item in items if "/tests/remedies/" in item.path.as_posix()]:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and callspec.params.get("new_store") == "postgresql":
            items.remove(item)


@pytest.fixture
def worker(desk_of):
    return desk_of("corrections", "林矫正")


@pytest.fixture
def days(worker, office):
    return Days(worker, reported_in(worker, office, procuratorate="演示县人民检察院"))
