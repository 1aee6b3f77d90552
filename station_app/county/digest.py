"""A number that two sides share exactly when they hold the same rows.

The sum of the hashes of all rows of a scope that stand, modulo 2²⁵⁶: kept with each write,
whatever the order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from station_app.sync.sums import MODULUS, row_sum

NONE = bytes(32)  # of no rows, and of a row that is not there


def of_row(
    ent: str, id: UUID, seq: int, gone: bool, v: Mapping[str, Any], w: Mapping[str, str]
) -> bytes:
    """Tombstones count nothing: they are dropped when everybody has passed them."""
    return NONE if gone else row_sum(ent, id, seq, v, w).to_bytes(32)


def moved(total: bytes, taken: int, added: int) -> bytes:
    """The sum after some hashes left it and others came."""
    return ((_number(total) - taken + added) % MODULUS).to_bytes(32, "big")


def _number(hash: bytes) -> int:
    return int.from_bytes(hash, "big")
