from __future__ import annotations

import pytest

from tests.discipline.scene import Person


@pytest.fixture
def person(desk_of):
    return Person(desk_of)
