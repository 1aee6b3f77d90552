from __future__ import annotations

from functools import partial

import pytest

from tests.discipline.scene import Person


@pytest.fixture
def person(desk_of):
    return Person(desk_of)


@pytest.fixture
def another(desk_of):
    """A person of another category, or with other words in his judgment."""
    return partial(Person, desk_of)
