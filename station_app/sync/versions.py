"""What an older program sent, in the words of this one: a step from each schema to the next.

A step is a function of register and values; fields it does not know it leaves as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from station_app.sync.protocol import SCHEMA, Op

Upcast = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
Steps = Mapping[int, Upcast]

STEPS: Steps = {}  # from schema → step; the schema of the wire is still the first


def upcast(op: Op, schema: int, steps: Steps = STEPS, newest: int = SCHEMA) -> Op:
    """The base of a field that took another name goes with its value."""
    for step in (steps[n] for n in range(schema, newest) if n in steps):
        values = {**step(op.ent, op.set)}
        base = {name: _base(op, step, name) for name in values}
        others = {name: b for name, b in op.base.items() if name not in op.set}
        base = others | {name: b for name, b in base.items() if b}
        op = op.model_copy(update={"set": values, "base": base})
    return op


def _base(op: Op, step: Upcast, name: str) -> str:
    if name in op.base:
        return op.base[name]
    sources = (n for n in op.set if n in op.base and name in step(op.ent, {n: op.set[n]}))
    return next((op.base[source] for source in sources), "")
