"""How much a child that reads a foreign file may take: it may die, nothing else does."""

from __future__ import annotations

import os

from station_app.core.shield import raise_shield

MEMORY = 512 << 20  # bytes of address space
SECONDS = 30  # of processor for the child, and of silence for who waits


def limit() -> None:
    """In the child, first of all. Windows has no such limits: there only its silence is one."""
    raise_shield()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a parser's last words may quote the file
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
