"""Collects every text for people into `resources/i18n/en.po` and compiles `en.mo` beside it.

    python tools/texts.py              # collect and compile
    python tools/texts.py --missing    # and list what has no English yet (status 1 if any)

Texts are what `_("…")` marks in `station_app` and `ui`, the labels of the short code tables,
the titles of forms, and what a deadline says of its rule. Translations are kept by
their Chinese; one whose Chinese is gone goes too.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from station_app.registers import FORMS

ROOT = Path(__file__).parents[1]
PO = ROOT / "resources/i18n/en.po"
MO = PO.with_suffix(".mo")
CODES = ROOT / "resources/codes"
RULES = ROOT / "resources/rules"
NOT_TRANSLATED = ("division", "nationality")  # proper names; countries are CLDR's
DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed heading: the same texts, the same file


def marked() -> Iterator[tuple[str, str]]:
    """(text, file) of every `_("…")`."""
    for package in ("station_app", "ui"):
        for file, _line, text, _comments, _context in extract_from_dir(
            ROOT / package, keywords={"_": None}
        ):
            if isinstance(text, str):
                yield text, f"{package}/{file}"


def labels() -> Iterator[tuple[str, str]]:
    """(label, file) of every code table that is words."""
    for path in sorted(CODES.glob("*.csv")):
        if path.stem.startswith(NOT_TRANSLATED):
            continue
        lines = [s for s in path.read_text("utf-8").splitlines() if not s.startswith("#")]
        for row in csv.DictReader(lines):
            if label := row.get("label"):
                yield label, str(path.relative_to(ROOT))


def rules() -> Iterator[tuple[str, str]]:
    """(text, file) of the title, trigger and basis of every term of law."""
    for path in sorted(RULES.glob("*.toml")):
        for rule in tomllib.loads(path.read_text("utf-8")).get("rule", []):
            said = (rule.get(name, "") for name in ("title", "trigger", "pause", "restart"))
            for text in filter(None, (*said, rule.get("article") or rule["source"])):
                yield text, str(path.relative_to(ROOT))


def forms() -> Iterator[tuple[str, str]]:
    """(title, file) of every form: on paper it stands as it is, in lists its English beside it."""
    for each in FORMS.values():
        yield str(each.form.title), "station_app/registers"


def used() -> dict[str, list[str]]:
    """Every text with the files it stands in, by first file and then by text."""
    found: dict[str, set[str]] = {}
    for text, file in (*marked(), *labels(), *rules(), *forms()):
        found.setdefault(text, set()).add(file)
    return {
        text: files
        for files, text in sorted((sorted(files), text) for text, files in found.items())
    }


def read() -> Catalog:
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def collect(old: Catalog) -> Catalog:
    new = Catalog(
        locale="en",
        project="Station Desk",
        version="1",
        creation_date=DAY,
        revision_date=DAY,
        last_translator="Station Desk",
        language_team="English",
        fuzzy=False,
        header_comment="# English texts of Station Desk; made by tools/texts.py from the source.",
    )
    for text, files in used().items():
        kept = old.get(text)
        new.add(text, kept.string if kept else "", locations=[(file, 0) for file in files])
    return new


def compiled(catalog: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def write(catalog: Catalog) -> None:
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False)
    MO.write_bytes(compiled(read()))


def missing(catalog: Catalog) -> list[str]:
    return [text for text in used() if not (entry := catalog.get(text)) or not entry.string]


def places(text: str) -> set[str]:
    """The {names} a text leaves open."""
    return {name for _words, name, _spec, _conversion in Formatter().parse(text) if name}


def main(arguments: list[str]) -> int:
    write(collect(read()))
    if "--missing" not in arguments:
        return 0
    left = missing(read())
    sys.stdout.writelines(f"{text!r}\n" for text in left)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
