"""Writes `docs/glossary.md`: every identifier of the records and the word an officer says for it.

python tools/glossary.py
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

from station_app.access.purposes import PURPOSES
from station_app.core.kinds import Code
from station_app.core.texts import Shown, Text, render
from station_app.identity.codes import TABLES
from station_app.registers import ACTIONS, FORMS, REGISTERS

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs/glossary.md"
SHORT = 20  # a longer code table is looked up in resources/codes


def lines() -> Iterator[str]:
    with (ROOT / "resources/i18n/en.mo").open("rb") as file:
        english = GNUTranslations(file)

    def row(name: str, shown: Shown) -> str:
        return f"| `{name}` | {render(shown)} | {render(shown, english)} |"

    yield "# Glossary\n"
    yield "Made by `tools/glossary.py` from the registers; a test compares it with them.\n"
    for register in REGISTERS.values():
        yield f"## {render(register.title)} · `{register.name}`\n"
        yield "| identifier | 中文 | English |\n|---|---|---|"
        yield from (row(field.name, field.label) for field in register.fields)
        for action in ACTIONS.get(register.name, {}).values():
            yield row(action.name, action.title)
        yield ""
    yield "## Forms\n\n| identifier | 中文 | English |\n|---|---|---|"
    yield from (row(name, each.form.title) for name, each in FORMS.items())
    yield "\n## Purposes\n\n| identifier | 中文 | English |\n|---|---|---|"
    yield from (row(name, label) for name, label in PURPOSES.items())
    for table in sorted(_tables()):
        yield f"\n## Codes `{table}`\n\n| code | 中文 | English |\n|---|---|---|"
        yield from (row(code, Text(label)) for code, label in TABLES[table].items())


def _tables() -> set[str]:
    fields = [field for register in REGISTERS.values() for field in register.fields]
    named = {field.kind.table for field in fields if isinstance(field.kind, Code)}
    return {table for table in named if len(TABLES[table]) <= SHORT}


def glossary() -> str:
    return "\n".join(lines()) + "\n"


if __name__ == "__main__":
    FILE.write_text(glossary(), encoding="utf-8")
