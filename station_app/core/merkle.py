"""An append-only Merkle tree as in RFC 6962: its root, its proofs, and how they are checked.

The hash of every subtree that is whole (2^level leaves, the position-th of its level) is kept
once and never changes, so that root and proofs of a large tree read a few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

Read = Callable[[int, int], bytes]  # level, position → hash of a subtree that is whole
Node = tuple[int, int, bytes]  # level, position, hash
EMPTY = sha256(b"").digest()  # root of a tree without leaves


def leaf_of(data: bytes) -> bytes:
    return sha256(b"\0" + data).digest()


def _pair(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def grown(read: Read, size: int, leaf: bytes) -> list[Node]:
    """The subtrees that are whole once this leaf follows `size` others, the leaf first."""
    made = [(0, size, leaf)]
    level, position, link = made[0]
    while position % 2:
        link = _pair(read(level, position - 1), link)
        level, position = level + 1, position // 2
        made.append((level, position, link))
    return made


def root(read: Read, size: int) -> bytes:
    return _span(read, 0, size) if size else EMPTY


def _span(read: Read, begin: int, end: int) -> bytes:
    size = end - begin
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return read(level, begin >> level)
    middle = begin + _left(size)
    return _pair(_span(read, begin, middle), _span(read, middle, end))


def _left(size: int) -> int:
    """Leaves of the left half: the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def inclusion(read: Read, index: int, size: int) -> list[bytes]:
    """That the leaf of this index (from 0) is one of the first `size`: PATH of 2.1.1."""
    begin, end, path = 0, size, []
    while end - begin > 1:
        middle = begin + _left(end - begin)
        if index < middle:
            path.append(_span(read, middle, end))
            end = middle
        else:
            path.append(_span(read, begin, middle))
            begin = middle
    return path[::-1]


def consistency(read: Read, old: int, new: int) -> list[bytes]:
    """That the first `old` leaves of `new` are the same: PROOF of 2.1.2; else empty."""
    if not 0 < old < new:
        return []
    begin, end, path = 0, new, []
    while end != old:
        middle = begin + _left(end - begin)
        if old <= middle:
            path.append(_span(read, middle, end))
            end = middle
        else:
            path.append(_span(read, begin, middle))
            begin = middle
    return ([_span(read, begin, end)] if begin else []) + path[::-1]


def is_included(leaf: bytes, index: int, size: int, whole: bytes, path: Sequence[bytes]) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    at, last, link = index, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if at % 2 or at == last:
            link = _pair(other, link)
            at, last = _up(at, last)
        else:
            link = _pair(link, other)
        at, last = at >> 1, last >> 1
    return last == 0 and link == whole


def is_consistent(
    old: int, before: bytes, new: int, whole: bytes, path: Sequence[bytes]
) -> bool:  # `before`, `whole`: the roots
    """RFC 9162, 2.1.4.2; a tree is consistent with itself and with the empty one."""
    if not 0 < old < new:
        return not path and (old == 0 <= new or (old == new and before == whole))
    steps = [before, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    was = link = steps[0]
    for other in steps[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            was, link = _pair(other, was), _pair(other, link)
            at, last = _up(at, last)
        else:
            link = _pair(link, other)
        at, last = at >> 1, last >> 1
    return last == 0 and (was, link) == (before, whole)


def _up(at: int, last: int) -> tuple[int, int]:
    """Past the levels at which there is nothing to the right."""
    while at and not at % 2:
        at, last = at >> 1, last >> 1
    return at, last
