from __future__ import annotations

from tests.ui.pages.conftest import (  # noqa: F401  fixtures
    filled,
    hand,
    home,
    sign_in,
    start,
    until,
)
