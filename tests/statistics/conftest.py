from __future__ import annotations


def pytest_collection_modifyitems(items):
    """Counted on both engines; what follows from the counts is above them."""
    for item in [item for item in items if "/tests/statistics/" in item.path.as_posix()]:
        callspec = getattr(item, "callspec", None)
        server = callspec is not None and callspec.params.get("new_store") == "postgresql"
        if server and not item.originalname.startswith("test_every_month"):
            items.remove(item)
