"""What both sides of an exchange must hold alike, as one number a row and one sum a scope."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from station_app.core.wire import canonical

MODULUS = 1 << 256


def row_sum(ent: str, id: UUID, seq: int, v: Mapping[str, Any], w: Mapping[str, Any]) -> int:
    """Of a row that stands, worked out of its values; one that is gone counts nothing."""
    said = [ent, str(id), seq, dict(v), dict(w)]
    return int.from_bytes(hashlib.sha256(canonical(said).encode()).digest())


def total(sums: Iterable[int]) -> int:
    """In any order, so that a change of one row is one subtraction and one addition."""
    return sum(sums) % MODULUS


def tail(id: UUID, digits: int) -> str:
    """The last hexadecimal digits: those in front tell the time and are all alike."""
    return id.hex[32 - digits :]
