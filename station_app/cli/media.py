"""How large a medium is, as it is said on the line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from station_app.cli.options import Misused
from station_app.core.texts import _

Files = Annotated[list[Path], typer.Argument(metavar="FILE…")]
SIZE = typer.Option("4480M", metavar="650M|4480M|BYTES")
UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def size_of(said: str) -> int:
    """In bytes. Raises Misused."""
    found = re.fullmatch(r"([0-9]{1,12})([KMG]?)", said.upper())
    if found is None:
        raise Misused(_("--size 应为字节数，或如 650M、4480M"))
    return int(found[1]) * UNITS[found[2]]
