"""Whether an operation may come from where it comes from: scope, register, role, and its shape."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from station_app.access.matrix import RIGHTS_OF, keeps
from station_app.access.roles import WORKING
from station_app.core.kinds import Day, Moment, Ref
from station_app.core.register import Register
from station_app.sync.protocol import APART, KEPT, WITHDRAWN, Op

Readers = tuple[tuple[str, Callable[[str], Any]], ...]
MOVED = frozenset({"people"})
SENT = {  # register → kinds of organisation it goes from and to
    "relocations": ("justice", "justice"),
    "correction_tasks": ("justice", "police"),
}
ABOUT = "people"  # sent with what is about him, and with nothing else
PLAIN = frozenset({str, int, bool, type(None), list, dict})
DESTROYS = frozenset({"chief", "security"})  # approve what is purged


@cache
def may_write(kind: str, role: str, register: str) -> bool:
    """A right of any sort on the register; one that no table names is every working role's."""
    rights = RIGHTS_OF[kind]
    named = {right for right in rights if right.partition(":")[2] == register}
    if not named:
        return role in WORKING or role == "security"
    return any(role in rights[right] for right in named)


_keeps = cache(keeps)


def refusal(op: Op, kind: str, roles: Collection[str], to: str | None) -> str:
    """The code under which it is rejected, or nothing.

    `roles`: those its author was ever announced with; `to`: the kind of the other scope.
    """
    if not _is_shaped(op):
        return "body"
    if op.kind == "void":  # says nothing of anybody; maybe of a register that is kept elsewhere
        return ""
    if op.ent.startswith("~") or (op.kind != "send" and not _keeps(kind, op.ent)):
        return "register"
    if op.kind == "move" and (op.ent not in MOVED or kind != to):
        return "register" if op.ent not in MOVED else "scope"
    if op.kind == "send":
        if op.ent not in (*SENT, ABOUT):
            return "register"
        if to is None or not _travels(op.ent, kind, to):
            return "scope"
        return "" if WORKING & set(roles) else "role"
    if op.kind == "erase" and DESTROYS & set(roles):
        return ""
    return "" if any(may_write(kind, role, op.ent) for role in roles) else "role"


def _travels(register: str, kind: str, to: str) -> bool:
    """Practice homes hold every register, and send to one another alone."""
    if "training" in (kind, to):
        return kind == to
    ways = SENT.values() if register == ABOUT else (SENT[register],)
    return (kind, to) in ways


def is_alone(op: Op, ops: Collection[Op]) -> bool:
    """A person who is sent though nothing of its transaction is about him, there."""
    if op.kind != "send" or op.ent != ABOUT:
        return False
    along = (one for one in ops if one.kind == "send" and one.ent in SENT and one.to == op.to)
    return not any(one.set.get("person_id") == str(op.id) for one in along)


def _is_shaped(op: Op) -> bool:
    names = op.set.keys()
    match op.kind:
        case "file" | "amend" | "state" | "send":
            right = "~" not in "".join(names) or not any(name.startswith("~") for name in names)
        case "withdraw":
            right = names == {WITHDRAWN} and _reads(_instant, op.set[WITHDRAWN])
        case "restore":
            right = op.set == {WITHDRAWN: None}
        case "merge":
            right = names == {KEPT} and _reads(UUID, op.set[KEPT])
        case "unmerge":
            right = op.set == {KEPT: None}
        case "distinct" | "undistinct":
            value = True if op.kind == "distinct" else None
            ids = [name.removeprefix(APART) for name in names if name.startswith(APART)]
            right = len(ids) == len(names) > 0 and all(_reads(UUID, id) for id in ids)
            right = right and all(v is value for v in op.set.values())
        case "erase" | "void" | "move":
            right = not names
        case "resolve":
            right = bool(names) and bool(op.reason) and names == set(op.base)
    return right and bool(op.to) is (op.kind in ("move", "send"))


def are_readable(ops: Iterable[Op]) -> bool:
    """Whether a database can hold them at all."""
    words, values = list[str](), list[Any]()
    for op in ops:
        words += (op.ent, op.at, op.actor, op.reason, op.to, *op.set, *op.base, *op.base.values())
        values += op.set.values()
    return is_plain([words, values]) and all(_reads(_instant, op.at) for op in ops)


def readers_of(register: Register) -> Readers:
    """Of its fields that hold days, moments and references."""
    found = ((field.name, _READERS.get(type(field.kind))) for field in register.fields)
    return tuple((name, reader) for name, reader in found if reader)


def fits(op: Op, readers: Readers) -> bool:
    """Whether days, moments and references are such: a station that took them in reads them."""
    try:
        for name, reader in readers:
            if (value := op.set.get(name)) is not None:
                reader(value)
    except (TypeError, ValueError, AttributeError):
        return False
    return True


def _reads(reader: Callable[[str], Any], value: Any) -> bool:
    try:
        reader(value)
    except (TypeError, ValueError, AttributeError):
        return False
    return True


def _instant(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(value)
    return found


_READERS: Mapping[type, Callable[[str], Any]] = {
    Day: date.fromisoformat,
    Moment: datetime.fromisoformat,
    Ref: UUID,
}


def is_plain(value: Any) -> bool:
    """Whole numbers and characters that a database keeps: what it gives back is what it got."""
    texts = list[str]()
    return _gathered([value], texts) and _is_text("".join(texts))


def _gathered(values: Collection[Any], texts: list[str]) -> bool:
    """Whether there is nothing but such values in it, by their types alone, and all its texts."""
    kinds = set(map(type, values))
    if str in kinds:
        texts += values if len(kinds) == 1 else [one for one in values if type(one) is str]
    if list in kinds and not all(_gathered(one, texts) for one in values if type(one) is list):
        return False
    if dict in kinds:
        inner = [part for one in values if type(one) is dict for part in (one, one.values())]
        if not all(_gathered(part, texts) for part in inner):
            return False
    return kinds <= PLAIN


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # half a character
        return False
    return "\x00" not in value
