"""When a note is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.texts import _


def check(note: Any, _today: date) -> Iterator[Problem]:
    if not (note.said or note.scan):
        yield Problem("said", _("请写备注，或者附扫描件（照片）"))
