"""Power cuts: at every call that touches a file, with what was not synced there, gone or torn."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import sqlcipher3.dbapi2 as sqlcipher

from campaigns.disk import MODES, Call, Disk, calls
from campaigns.home import faults_of, in_memory, new_home
from campaigns.paper import Figure
from campaigns.recorded import SAYS, TOLD
from campaigns.recorder import record
from station_app.core.errors import Explained
from station_app.storage import keys
from station_app.storage.blobs import FileBlobs
from station_app.storage.engine import _connect
from station_app.storage.integrity import file_faults

TIMES = 100_000
WORDS = {  # what is taken away → what was done
    "nothing": "power cut",
    "full-sync": "power cut, synchronous = NORMAL",
    "all-sync": "power cut, synchronous = OFF",
    "blob-sync": "power cut, photographs not synced",
}
FEWER = 10  # one image of a red run for so many of the real one
PHOTOGRAPHS = "select photo from person where photo is not null"
THOROUGH = 200  # one image of so many goes through the whole of `station check`
TELLS = "!"  # the call by which an act is told to be done


@dataclass(slots=True)
class Session:
    """The disk as it was before, and all that was then done to it."""

    taken_away: str
    key: bytes
    disk: Disk
    calls: list[Call]


def run(times: int, seed: int) -> list[Figure]:
    sessions = recorded(WORDS, acts=max(60, min(600, times // 100)), seed=seed)
    fewer = [times if one.taken_away == "nothing" else times // FEWER for one in sessions]
    return [cut(one, n, seed=seed) for one, n in zip(sessions, fewer, strict=True)]


def recorded(taken_away: Iterable[str], *, acts: int, seed: int = 1) -> list[Session]:
    """One officer's acts in a home for each word of `TAKEN_AWAY`."""
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        found = list[Session]()
        for name in taken_away:
            key = new_home(root / name)
            found.append(Session(name, key, Disk.of(root / name), []))
        homes = [str(one.disk.folder) for one in found]
        asked = (str(acts), str(seed), *homes)
        record(root, root / "log", "campaigns.recorded", *asked, said=key)
        _share_out(calls(root / "log"), found)
    return found


def _share_out(done: Iterable[Call], sessions: Collection[Session]) -> None:
    """Each session its own calls; what it told is a mark and no file."""
    opened: dict[int, Session] = {}
    telling = set[int]()
    for call in done:
        if call.names:
            session = next(s for s in sessions if call.path.startswith(f"{s.disk.folder}"))
            opened[call.descriptor] = session
            if call.path.endswith(f"/{TOLD}"):
                telling.add(call.descriptor)
                continue
        session = opened[call.descriptor]
        if call.descriptor not in telling:
            session.calls.append(call)
        elif call.kind == "w":
            session.calls.append(Call(TELLS, -1, 0, call.data))
        else:
            telling.discard(call.descriptor)


def cut(session: Session, times: int, *, seed: int = 1) -> Figure:
    """`times` images, spread evenly over the calls; the session is used up by it."""
    chance = random.Random(seed)
    told = [call.path for call in session.calls if call.kind == TELLS]
    steps = len(session.calls) - len(told)
    made = struck = acknowledged = lost = done = known = 0
    with TemporaryDirectory(dir=in_memory()) as folder:
        image = Path(folder) / "image"
        for call in session.calls:
            if call.kind == TELLS:
                known += 1
                continue
            session.disk.replay(call)
            done += 1
            while made * steps < done * times:
                mode = MODES[made % len(MODES)]
                made += 1
                image.mkdir()
                session.disk.image(mode, chance, image)
                struck += mode != "all" and session.disk.unsure
                acknowledged += max(0, known - 1)
                allowed = told[max(0, known - 1) : known + 1]
                lost += bool(_wrong(image, session.key, allowed, thorough=made % THOROUGH == 0))
                rmtree(image)
    return Figure(
        what=WORDS[session.taken_away],
        times=made,
        struck=struck,
        acknowledged=acknowledged,
        lost=lost,
        red=session.taken_away != "nothing",
    )


def _wrong(image: Path, key: bytes, allowed: Collection[str], *, thorough: bool) -> list[str]:
    """What is not as it was told, or one act later; not sound; or cannot be read."""
    blobs = FileBlobs(image, key)
    try:
        with closing(_connect(image / keys.DATABASE, keys.derive(key, "db"))) as connection:
            if (state := repr(connection.execute(SAYS).fetchall())) not in allowed:
                return [f"{state} is not of {allowed}"]
            if found := file_faults(connection):
                return found
            for (sha,) in connection.execute(PHOTOGRAPHS):
                blobs.get(sha)
    except (Explained, sqlcipher.Error) as why:
        return [str(why)]
    return faults_of(image, key) if thorough else []
