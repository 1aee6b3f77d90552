"""A number that two sides share exactly when they hold the same rows.

The sum of the hashes of all rows of a scope, modulo 2²⁵⁶: kept with each write, whatever the order.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from station_app.core.wire import canonical

NONE = bytes(32)  # of no rows, and of a row that is not there
_ROUND = 1 << 256


def of_row(
    ent: str, id: UUID, seq: int, gone: bool, v: Mapping[str, Any], w: Mapping[str, str]
) -> bytes:
    return sha256(canonical([ent, str(id), seq, gone, v, w]).encode()).digest()


def moved(total: bytes, taken: int, added: int) -> bytes:
    """The sum after some hashes left it and others came."""
    return ((_number(total) - taken + added) % _ROUND).to_bytes(32, "big")


def _number(hash: bytes) -> int:
    return int.from_bytes(hash, "big")
