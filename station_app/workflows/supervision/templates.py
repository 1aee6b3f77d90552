"""Usual words of reports and records: `resources/templates/corrections.toml`, chosen by one key."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[3] / "resources" / "templates" / "corrections.toml"


@dataclass(frozen=True, slots=True)
class Template:
    """`code` is the one key that takes it, `outcome` the one that goes with it as a rule."""

    code: str
    kind: str  # of report_kind or contact_kind
    title: str
    text: str
    outcome: str = ""


@cache
def templates() -> tuple[Template, ...]:
    with FILE.open("rb") as file:
        return tuple(Template(**row) for row in tomllib.load(file)["template"])


def templates_for(kind: str) -> dict[str, Template]:
    """Code → template, in the order of the file."""
    return {one.code: one for one in templates() if one.kind == kind}
