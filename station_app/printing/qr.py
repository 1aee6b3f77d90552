"""The QR of a paper: what segno draws, several times as fast.

All papers of a station have codes of one length, hence one version, and one mask (a signature is
random, any mask reads as well). segno draws one sample of that length; from it stands everything
that is not data, and for each text only ISO/IEC 18004 7.4 to 7.6 is left to be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain, zip_longest
from operator import itemgetter
from typing import Any

ALPHANUMERIC = {c: n for n, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")}
FIELD = 0x11D  # the polynomial of GF(256)


@dataclass(frozen=True, slots=True)
class _Symbol:
    """One version: how data is parted into blocks, and where each bit of a message lies."""

    side: int
    counts: int  # bits of the character count
    blocks: tuple[int, ...]  # data codewords of each block
    checks: int  # error correction codewords of each block
    mask: int  # over the whole message
    bits: int  # of the whole message
    placed: Callable[[str], Sequence[str]]  # message + "01" → the modules, row by row


def rows(text: str) -> list[str]:
    """The modules as `0` and `1`. Raises KeyError outside the alphanumeric characters."""
    symbol = _symbol(len(text))
    data = _codewords(text, symbol)
    starts = [sum(symbol.blocks[:n]) for n in range(len(symbol.blocks))]
    blocks = [data[a : a + n] for a, n in zip(starts, symbol.blocks, strict=True)]
    checks = [_remainder(block, symbol.checks) for block in blocks]
    words = bytes(w for part in (blocks, checks) for w in _interleaved(part))
    message = int.from_bytes(words) << symbol.bits - 8 * len(words)
    modules = "".join(symbol.placed(f"{message ^ symbol.mask:0{symbol.bits}b}01"))
    return [modules[n : n + symbol.side] for n in range(0, symbol.side**2, symbol.side)]


def _interleaved(blocks: Sequence[bytes]) -> Iterator[int]:
    return (w for w in chain.from_iterable(zip_longest(*blocks)) if w is not None)


def _codewords(text: str, symbol: _Symbol) -> bytes:
    """Mode, count, characters two by two, and padding."""
    values = [ALPHANUMERIC[c] for c in text]
    number, used = 0b0010 << symbol.counts | len(text), 4 + symbol.counts
    for one, two in zip(values[::2], values[1::2], strict=False):
        number, used = number << 11 | 45 * one + two, used + 11
    if len(values) % 2:
        number, used = number << 6 | values[-1], used + 6
    room = sum(symbol.blocks)
    ending = min(4, 8 * room - used)
    ending += -(used + ending) % 8  # to a whole codeword
    number, used = number << ending, used + ending
    padding = (b"\xec\x11" * room)[: room - used // 8]
    return number.to_bytes(used // 8) + padding


def _remainder(block: bytes, checks: int) -> bytes:
    """Error correction codewords: the block as a polynomial, divided by the generator."""
    table, top, rest = _multiples(checks), 8 * checks - 8, 0
    low = (1 << top) - 1
    for word in block:
        rest = (rest & low) << 8 ^ table[word ^ rest >> top]
    return rest.to_bytes(checks)


@cache
def _multiples(checks: int) -> tuple[int, ...]:
    """The generator polynomial without its leading 1, times each element of the field."""
    generator, root = [1], 1
    for _n in range(checks):
        longer = [*generator, 0]
        for n, factor in enumerate(generator):
            longer[n + 1] ^= _times(factor, root)
        generator, root = longer, _times(root, 2)
    return tuple(
        int.from_bytes(bytes(_times(factor, word) for factor in generator[1:]))
        for word in range(256)
    )


def _times(one: int, two: int) -> int:
    product = 0
    while two:
        product ^= one if two & 1 else 0
        one = one << 1 ^ (FIELD if one & 0x80 else 0)
        two >>= 1
    return product


@cache
def _symbol(length: int) -> _Symbol:
    import segno
    from segno import consts

    code = segno.make_qr("A" * length, error="m", mask=4, mode="alphanumeric", boost_error=False)
    matrix = [bytes(row) for row in code.matrix]
    side, version = len(matrix), int(code.version)
    kinds = [list(row) for row in code.matrix_iter(border=0, verbose=True)]
    data = {consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT}
    mistold = (8, side - 9)  # segno 1.6 counts this module of data as format information
    path = [(y, x) for y, x in _path(side) if kinds[y][x] in data or (y, x) == mistold]
    at = {cell: n for n, cell in enumerate(path)}
    order = [at.get((y, x), len(path) + matrix[y][x]) for y in range(side) for x in range(side)]
    mask = reduce(lambda so_far, cell: so_far << 1 | _masked(*cell), path, 0)
    table: Any = consts.ECC
    parts = table[version][consts.ERROR_LEVEL_M]
    return _Symbol(
        side,
        9 if version < 10 else 11 if version < 27 else 13,
        tuple(part.num_data for part in parts for _n in range(part.num_blocks)),
        parts[0].num_total - parts[0].num_data,
        mask,
        len(path),
        itemgetter(*order),
    )


def _masked(y: int, x: int) -> bool:
    """Mask 4."""
    return (y // 2 + x // 3) % 2 == 0


def _path(side: int) -> Iterator[tuple[int, int]]:
    """All modules in the order of placing: two columns up, two down, past the timing column."""
    columns = [x if x > 6 else x - 1 for x in range(side - 1, 0, -2)]
    for n, right in enumerate(columns):
        for y in range(side) if n % 2 else range(side - 1, -1, -1):
            yield y, right
            yield y, right - 1
