"""What the recorder watches: `python -m campaigns.recorded ACTS SEED HOME…`, the key on stdin.

A home's folder is named by what is taken away there. Each act is told by one line in its file
`told`: what the database then says of itself.
"""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from unittest.mock import patch

from campaigns.home import ask, opened
from campaigns.work import Work
from station_app.access.desk import Desk
from station_app.storage import blobs, driver, engine

TOLD = "told"
PAGES = 64  # of log before it is written back: many checkpoints in few acts
SAYS = (
    "select number, hash, (select count(*) from operation), (select count(*) from search_key),"
    " (select total(revision) from person), (select body from draft) from audit_head"
)


def says(desk: Desk) -> str:
    return repr(ask(desk, SAYS))


def _prepared(synchronous: str) -> tuple[str, ...]:
    return tuple(p.replace("= FULL", f"= {synchronous}") for p in engine.PREPARE)


TAKEN_AWAY: dict[str, AbstractContextManager[object]] = {
    "nothing": nullcontext(),
    "full-sync": patch.object(engine, "PREPARE", _prepared("NORMAL")),
    "all-sync": patch.object(engine, "PREPARE", _prepared("OFF")),
    "blob-sync": patch.object(blobs, "write_durably", Path.write_bytes),
}


def main() -> None:
    acts, seed, key = int(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer.read()
    for home in map(Path, sys.argv[3:]):
        with TAKEN_AWAY[home.name]:
            _work(home, key, acts, seed)


def _work(home: Path, key: bytes, acts: int, seed: int) -> None:
    told = os.open(home / TOLD, os.O_WRONLY | os.O_CREAT, 0o600)
    with opened(home, key) as desk:
        with desk.store.writing() as session:
            driver.write_back_at(session, PAGES)

        def tell(_told: object) -> None:
            os.write(told, says(desk).encode())

        tell(None)  # how it stood before the first act
        work = Work(desk, seed, tell)
        for _n in range(acts):
            work.once()
    os.close(told)


if __name__ == "__main__":
    main()
