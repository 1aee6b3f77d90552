"""Imported where officers are about to be forked: the first acts of a process take longest."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from campaigns.home import make_home, opened
from campaigns.work import Work

with TemporaryDirectory() as _folder:
    _home = Path(_folder) / "home"
    with opened(_home, make_home(_home)) as _desk:
        _work = Work(_desk, 0, lambda _told: None)
        for _n in range(20):
            _work.once()
