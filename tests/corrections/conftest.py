from __future__ import annotations

import pytest

from station_app.storage.own_tables import Officer


@pytest.fixture
def worker(desk_of):
    return desk_of("corrections")


@pytest.fixture
def accounts(store):
    """The accounts of a justice office, so that a worker named is one of them."""
    with store.writing() as session:
        for name, role in (("corrections", "corrections"), ("chief", "chief")):
            session.add(Officer(name=name, role=role, scope="339901-01"))
