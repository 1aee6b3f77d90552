from __future__ import annotations

import importlib.util
from pathlib import Path
from uuid import UUID

import pytest

from station_app.access import service as declaring
from station_app.access.purposes import Purpose
from station_app.registers import REGISTERS

_spec = importlib.util.spec_from_file_location("keepers", Path(__file__).with_name("keepers.py"))
keepers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(keepers)

CASE = Purpose("CASE", "A3399010000002026030001")


@pytest.fixture
def halves(store):
    """What opens the first chief's custody."""
    return keepers.keeper(store, "chief")


@pytest.fixture
def second(store, halves):
    """A second chief, who waits to be admitted."""
    return keepers.keeper(store, "deputy")


@pytest.fixture
def seal(chief, halves, monkeypatch):
    """Closes a record as the act `close_case` will: a service that seals what it is given."""
    monkeypatch.setattr(declaring, "SERVICES", dict(declaring.SERVICES))

    @declaring.service(right="undo", audit="closed")
    def close(act, register, id, along=()):
        act.seal(REGISTERS[register], id, along)

    def seal(register, id: UUID, along=(), desk=None):
        with (desk or chief).act("undo") as act:
            close(act, register, id, along)
        return act

    return seal
