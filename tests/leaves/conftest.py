from __future__ import annotations

import pytest

from tests.leaves.away import Leaves


@pytest.fixture
def of(desk_of):
    return Leaves(desk_of)


@pytest.fixture
def office(of):
    of.entrust()
    return of
