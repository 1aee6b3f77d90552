"""Which division a destination names, and whether going there is leaving at all. Pure."""

from __future__ import annotations

from station_app.identity import divisions

NAMELESS = ("市辖区", "县")  # lines of the table that stand for no place of their own


def named(text: str, home: str = "") -> str | None:
    """The county-level code that the words name: 杭州市西湖区, or 西湖区 where one alone is meant.

    `home` settles which of several of one name is meant: that of the own city.
    """
    known = {code: name for code, name in divisions.current().items() if not code.endswith("00")}
    found = [code for code, name in known.items() if name in text and name not in NAMELESS]
    longest = max((len(known[code]) for code in found), default=0)
    found = [code for code in found if len(known[code]) == longest]
    for likely in ([c for c in found if _city_in(c, text)], [c for c in found if _near(c, home)]):
        if likely:
            found = likely
            break
    return found[0] if len(found) == 1 else None


def is_leaving(home: str, to: str | None) -> bool:
    """Districts of one city are one place (办 26); what is not known lies elsewhere."""
    if to is None:
        return True
    if to == home:
        return False
    return not (_near(to, home) and all(map(_is_district, (to, home))))


def _city_in(code: str, text: str) -> bool:
    above = (f"{code[:4]}00", f"{code[:2]}0000")
    names = (found.name for one in above if (found := divisions.find(one)))
    return any(_short(name) in text for name in names if name not in NAMELESS)


def _short(name: str) -> str:
    return name.removesuffix("市").removesuffix("省") if len(name) > 2 else name


def _near(code: str, home: str) -> bool:
    return bool(home) and code[:4] == home[:4]


def _is_district(code: str) -> bool:
    """By its name; a code that nobody knows by the range of its last digits (GB/T 2260)."""
    known = divisions.find(code)
    return known.name.endswith("区") if known else "01" <= code[4:6] <= "20"
