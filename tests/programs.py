"""Tests that need programs of the system: skipped at a desk; in CI (`STATION_CI`) they fail."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(*programs, packages):
    missing = [name for name in programs if not shutil.which(name)]
    return unless(not missing, f"not installed (Debian packages {packages}): {', '.join(missing)}")


def unless(there, why):
    return pytest.mark.skipif(not there and "STATION_CI" not in os.environ, reason=why)
