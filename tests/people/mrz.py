"""Machine lines of an invented passport, of the state ICAO 9303 uses in its own example."""

from __future__ import annotations

from station_app.identity.documents import mrz_check

FIRST = f"{'P<UTOBEISPIEL<<MARTA<LUISE':<<44}"


def second(number="J23456789", country="UTO", birth="910605", sex="F", until="310304"):
    paper, born, ends = (f"{text}{mrz_check(text)}" for text in (number, birth, until))
    rest = "<" * 14 + "0"
    line = f"{paper}{country:<<3}{born}{sex}{ends}{rest}"
    return f"{line}{mrz_check(paper + born + ends + rest)}"
