"""Numbers as people write them in Chinese: 一千二百, 八百, 1.2千, 一万二, 贰仟."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

DIGITS = {c: i % 10 for i, c in enumerate("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖")}
DIGITS |= {"两": 2, "俩": 2}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}
PLAIN = re.compile(r"\d{1,9}(\.\d{1,4})?", re.ASCII)
MIXED = re.compile(r"(\d{1,9}(?:\.\d{1,4})?)([百千万])(\d?)", re.ASCII)
LONGEST = 20  # characters; nobody writes more


def number(text: str) -> Decimal | None:
    """None where the text is no number."""
    typed = unicodedata.normalize("NFKC", text).replace(",", "").lower()
    typed = typed.replace("k", "千").replace("w", "万").replace("萬", "万").strip()
    if PLAIN.fullmatch(typed):
        return Decimal(typed)
    if mixed := MIXED.fullmatch(typed):
        unit = UNITS[mixed[2]]
        return Decimal(mixed[1]) * unit + int(mixed[3] or 0) * unit // 10
    whole = in_words(typed)
    return None if whole is None else Decimal(whole)


def in_words(typed: str) -> int | None:
    """一千二 is 1200 and 一千零二 is 1002; 一九九〇 is read digit by digit, 五六百 not at all."""
    if not typed or len(typed) > LONGEST or not all(c in DIGITS or c in UNITS for c in typed):
        return None
    if all(c in DIGITS for c in typed):
        return int("".join(str(DIGITS[c]) for c in typed))
    total = section = 0
    digit: int | None = None
    last = 1
    for c in typed:
        if c in DIGITS:
            if digit:
                return None
            digit, last = DIGITS[c], (last if DIGITS[c] else 1)
        elif UNITS[c] == 10000:
            total, section, digit, last = (total + section + (digit or 0)) * 10000, 0, None, 10000
        else:
            last = UNITS[c]
            section += (1 if digit is None else digit) * last
            digit = None
    return total + section + (digit or 0) * max(last // 10, 1)
