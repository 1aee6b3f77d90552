"""One bit of the file turned over: `station check` says so, or the home does not open."""

from __future__ import annotations

import random
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from sqlalchemy.exc import DBAPIError

from campaigns.home import ask, faults, in_memory, make_home, new_home, opened
from campaigns.paper import Figure
from campaigns.work import Work
from station_app.core.errors import Explained
from station_app.storage import engine, keys
from station_app.storage.blobs import FOLDER
from station_app.storage.engine import open_sqlcipher
from station_app.storage.integrity import is_sound

TIMES = 20_000
ACTS = 40
UNSIGNED = ("cipher_use_hmac = OFF", *engine.PREPARE)  # the pages without their MAC


def run(times: int, seed: int) -> list[Figure]:
    fewer = max(100, times // 10)
    return [
        flips(times, seed=seed),
        flips(fewer, signed=False, seed=seed),
        photographs(fewer, seed=seed),
    ]


def flips(times: int, *, signed: bool = True, seed: int = 1) -> Figure:
    chance, unnoticed, struck = random.Random(seed), 0, 0
    change = nullcontext() if signed else patch.object(engine, "PREPARE", UNSIGNED)
    with TemporaryDirectory(dir=in_memory()) as folder, change:
        home = Path(folder)
        key, whole = _worked(home / "home")
        file = home / keys.DATABASE
        file.write_bytes(whole)
        sound = _said(file, key)
        for _n in range(times):
            at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
            file.write_bytes(whole)
            with file.open("r+b") as opened_file:
                opened_file.seek(at)
                opened_file.write(bytes([whole[at] ^ bit]))
            struck += file.read_bytes() != whole
            unnoticed += _said(file, key) == sound
    what = "one bit turned over" + ("" if signed else ", pages without a MAC")
    return Figure(
        what=what, times=times, struck=struck, acknowledged=0, lost=unnoticed, red=not signed
    )


def photographs(times: int, *, seed: int = 1) -> Figure:
    """The same in the files beside the database: one flip a file, one check for all of them."""
    chance, struck = random.Random(seed), 0
    with TemporaryDirectory(dir=in_memory()) as folder:
        home = Path(folder) / "home"
        with opened(home, new_home(home)) as desk:
            officer = Work(desk, 5, lambda _told: None)
            officer.file()
            for _n in range(times):
                officer.file()
                officer.photo()
            ((shown,),) = ask(desk, "select count(photo) from person")
            for file in (home / FOLDER).glob("*/*"):
                whole = bytearray(file.read_bytes())
                whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
                struck += whole != file.read_bytes()
                file.write_bytes(whole)
            unnoticed = shown - sum(fault.startswith("blobs ") for fault in faults(desk))
    what = "one bit of a photograph turned over"
    return Figure(what=what, times=times, struck=struck, acknowledged=0, lost=unnoticed)


def _worked(home: Path) -> tuple[bytes, bytes]:
    """The database key, and the file after some acts, closed."""
    key = make_home(home)
    with opened(home, key) as desk:
        officer = Work(desk, 5, lambda _told: None)
        for _n in range(ACTS):
            officer.once()
    return keys.derive(key, "db"), (home / keys.DATABASE).read_bytes()


def _said(file: Path, key: bytes) -> list[str]:
    try:
        engines = open_sqlcipher(file, key)
        try:
            return is_sound(engines)
        finally:
            engines.dispose()
    except (Explained, DBAPIError, UnicodeError) as why:  # the last two only without MACs
        return [str(why)]
