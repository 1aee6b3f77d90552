from __future__ import annotations

import pytest

from tests.reports.people import Days, reported_in

OVER = {"start": "2024-03-09", "end": "2026-03-08", "decided_on": "2024-02-20"}
OURS = {
    "executing_county": "演示县社区矫正管理局",
    "procuratorate": "演示县人民检察院",
    "police_station": "演示县公安局滨江派出所",
}


def pytest_collection_modifyitems(items):
    """Both engines for the whole end; what is refused on the way is refused above them."""
    for item in [item for item in items if "/tests/endings/" in item.path.as_posix()]:
        callspec = getattr(item, "callspec", None)
        server = callspec is not None and callspec.params.get("new_store") == "postgresql"
        if server and not item.originalname.startswith("test_a_released_person"):
            items.remove(item)


@pytest.fixture
def worker(desk_of):
    return desk_of("corrections", "林矫正")


@pytest.fixture
def ending(worker, office):
    """A term that was over yesterday."""

    def one(name="张三", **gate):
        said = OVER | OURS | {"on": "2024-03-12"} | gate
        return Days(worker, reported_in(worker, office, name, **said))

    return one
