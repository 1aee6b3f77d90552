from __future__ import annotations

import pytest

from tests.inspections import houses


@pytest.fixture
def scene(desk_of, office):
    return houses.scene(desk_of, office)
