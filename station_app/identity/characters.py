"""Help with rare characters: found by sound, parts, strokes and radical, or code point.

Holds every ideograph of GB 18030-2022 level 3 (87,887) and those encoded up to Unicode 15.
Parts are known for all but most of extensions E and F, where only the radical is.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from station_app.identity import tables

MOST = 200  # hits; more help nobody
CODE_POINT = re.compile(r"(?:U\+|0X|\\U)?([0-9A-F]{4,8})", re.ASCII)

# A radical beside other parts is the part it stands for; 阝 is two radicals and stays.
FORMS = str.maketrans(
    "亻刂氵氺忄㣺扌犭纟糹饣飠钅釒讠訁艹䒑灬礻衤辶罒𥫗⺼爫𧾷𠂇",
    "人刀水水心心手犬糸糸食食金金言言艸艸火示衣辵网竹月爪足手",
)


Hit = tuple[str, str]  # character, line


@dataclass(frozen=True, slots=True)
class Character:
    char: str
    strokes: int  # 0 where nobody has counted
    radical: int  # 1 to 214, Kangxi
    residual: int  # strokes beside the radical
    readings: tuple[str, ...]  # without tones, ü as v
    parts: str  # of every level, radicals in their full form

    @property
    def code_point(self) -> str:
        return f"U+{ord(self.char):04X}"


@cache
def _lines() -> dict[str, str]:
    """Character → strokes, radical.residual, parts; made into a Character only when hit."""
    packed = (tables.CHARACTERS / "characters.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    return {line[0]: line[2:] for line in lines}


def known(char: str) -> Character | None:
    line = _lines().get(char)
    return _made(char, line) if line else None


def _made(char: str, line: str) -> Character:
    strokes, place, parts = line.split("\t")
    radical, residual = place.split(".")
    spoken = tuple(tables.readings().get(char, "").split("/")) if char in tables.readings() else ()
    return Character(char, int(strokes or 0), int(radical), int(residual), spoken, parts)


def find(
    *,
    pinyin: str = "",
    parts: str = "",
    strokes: int | None = None,
    radical: str | int | None = None,
    code_point: str = "",
) -> list[Character]:
    """Characters for which all that is given holds, the simplest first, at most MOST."""
    if code_point:
        one = known(_of_code_point(code_point))
        return [one] if one else []
    if not (pinyin or parts or strokes or radical):
        return []
    hits = list(_lines().items())
    if pinyin:
        said = _said(pinyin)
        hits = [hit for hit in hits if hit[0] in said]
    if strokes:
        mark = f"{strokes}\t"
        hits = [hit for hit in hits if hit[1].startswith(mark)]
    if radical:
        mark = f"\t{_radical_number(radical)}."
        hits = [hit for hit in hits if mark in hit[1]]
    if parts:
        hits = _with_parts(parts, hits)
    ordered = sorted(hits, key=lambda hit: _simplest_first(*hit, by_parts=bool(parts)))
    return [_made(char, line) for char, line in ordered[:MOST]]


def _simplest_first(char: str, line: str, *, by_parts: bool) -> tuple[int, bool, int, int]:
    strokes, _place, parts = line.split("\t")
    beyond = (len(parts) or 99) if by_parts else 0
    return beyond, not "一" <= char <= "鿿", int(strokes or 0) or 99, ord(char)


def _of_code_point(typed: str) -> str:
    match = CODE_POINT.fullmatch(typed.strip().upper())
    code = int(match[1], 16) if match else 0
    return chr(code) if 0 < code <= 0x10FFFF else ""


@cache
def _said(pinyin: str) -> frozenset[str]:
    """Characters read so; tones may be typed as digits and are not looked at."""
    wanted = re.sub(r"[1-5\s]", "", pinyin.casefold()).replace("ü", "v").replace("u:", "v")
    either = {wanted, re.sub(r"^([ln])ue$", r"\1ve", wanted)}
    return frozenset(
        char
        for char, spoken in tables.readings().items()
        if not either.isdisjoint(spoken.split("/"))
    )


def _with_parts(parts: str, hits: list[Hit]) -> list[Hit]:
    """The radical counts as a part where no others are known."""
    wanted = Counter(parts.replace(" ", "").translate(FORMS))
    by_radical: list[Hit] = []
    if wanted.total() == 1:
        mark = f"\t{_radical_number(next(iter(wanted)))}."
        by_radical = [hit for hit in hits if mark in hit[1] and hit[1][-1] == "\t"]
    for part, n in wanted.items():
        hits = [hit for hit in hits if part in hit[1]]
        hits = [hit for hit in hits if n == 1 or hit[1].count(part) >= n]
    return hits + by_radical


def _radical_number(radical: str | int) -> int:
    """Of a number, or of the character that is the radical in any of its forms."""
    if isinstance(radical, int) or radical.isdecimal():
        return int(radical)
    line = _lines().get(radical.translate(FORMS), "\t0.0\t")
    return int(line.split("\t")[1].split(".")[0])
