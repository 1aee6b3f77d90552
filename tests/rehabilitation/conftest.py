from __future__ import annotations

from dataclasses import replace

import pytest


@pytest.fixture
def worker(desk_of):
    return replace(desk_of("rehabilitation"), station="石桥街道办事处")
