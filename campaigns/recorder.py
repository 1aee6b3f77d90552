"""Runs Python under recorder.c, which writes down what it does to files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

SOURCE = Path(__file__).with_name("recorder.c")
ROOT = Path(__file__).parents[1]


def compiler() -> list[str] | None:
    """The machine's own, or the one of the dependency group `compiler`; only Linux can preload."""
    if sys.platform != "linux":
        return None
    if found := shutil.which("cc"):
        return [found]
    return [sys.executable, "-m", "ziglang", "cc"] if find_spec("ziglang") else None


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="station-recorder-")  # goes with this process


@cache
def library() -> Path:
    built = Path(_folder().name) / "recorder.so"
    command = compiler()
    if command is None:
        raise RuntimeError("no C compiler: uv sync --group compiler")
    options = ["-shared", "-fPIC", "-O1", "-o", str(built), str(SOURCE), "-ldl"]
    subprocess.run([*command, *options], check=True)
    return built


def record(root: Path, log: Path, module: str, *words: str, said: bytes) -> None:
    """`python -m module words`, given `said` on its standard input."""
    environment = {
        "LD_PRELOAD": str(library()),
        "RECORD_ROOT": str(root),
        "RECORD_LOG": str(log),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", module, *words]
    subprocess.run(command, check=True, env=os.environ | environment, input=said)
