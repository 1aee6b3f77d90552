"""Damaged and hostile sheets: each is read, or refused in a sentence, within 512 MB and 30 s.

`--times` are files. A file on which the reader fails otherwise is kept in `corpus/`.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from campaigns import sheets
from campaigns.home import in_memory
from campaigns.paper import Figure
from station_app.core import limits
from station_app.core.errors import Explained
from station_app.core.shield import raise_shield
from station_app.exchange import guard, reading

TIMES = 20_000
CORPUS = Path(__file__).parents[1] / "tests" / "exchange" / "corpus"
READ, REFUSED, ENDED = "read", "refused", "ended by its limits"


class Reader:
    """A child under the importer's own limits, which reads one file after the other."""

    def __init__(self, *, guarded: bool = True, seconds: int = limits.SECONDS) -> None:
        self._asked = guarded, seconds
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._child = context.Process(target=_serve, args=(theirs, *self._asked), daemon=True)
        self._child.start()
        theirs.close()

    def read(self, path: Path) -> str:
        """READ, REFUSED, ENDED, or what went wrong."""
        try:
            self._pipe.send(str(path))
            return str(self._pipe.recv())
        except (EOFError, OSError):
            self._child.join()
            self._start()
            return ENDED

    def close(self) -> None:
        self._pipe.close()
        self._child.kill()
        self._child.join()


def _serve(pipe: Connection, guarded: bool, seconds: int) -> None:
    import resource

    raise_shield()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a parser's last words
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    if not guarded:
        reading.check = lambda _path: None  # type: ignore[assignment, attr-defined]
    with suppress(EOFError, OSError):
        while True:
            path = Path(pipe.recv())
            signal.alarm(seconds)  # ends it: nobody catches that
            pipe.send(_outcome(path))
            signal.alarm(0)


def _outcome(path: Path) -> str:
    try:
        sheet = reading.read_sheet(path, sheets.HEADINGS, own=("name", "id_number"))
        for _row in sheet.rows:
            pass
    except Explained:
        return REFUSED
    except MemoryError:
        return ENDED
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return READ


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Cut, turned over, doubled, filled; in the parts of an archive as in the whole."""
    if content.startswith(guard.ZIP) and chance.random() < 0.6:
        parts = sheets.parts(content)
        name = chance.choice(list(parts))
        parts[name] = _harmed(parts[name], chance)
        return sheets.packed(parts)
    return _harmed(content, chance)


NASTY = (
    b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"999999999999", b"-1", b"NaN",
    b"1e400", b"XFD1048576", b"A0", b"<!DOCTYPE a>", b"&a;", b"]]>", b"\x1b[2J", b'"', b"<",
)  # fmt: skip


def _harmed(content: bytes, chance: random.Random) -> bytes:
    harmed = bytearray(content)
    for _blow in range(chance.randint(1, 6)):
        at = chance.randrange(len(harmed) + 1)
        match chance.randrange(6):
            case 0:
                del harmed[at : at + chance.choice((1, 4, 64, 4096))]
            case 1:
                harmed[at:at] = harmed[at : at + chance.choice((2, 64, 1024))]
            case 2:
                harmed[at:at] = chance.choice(NASTY)
            case 3:
                harmed[at : at + 4] = chance.choice(NASTY)
            case _:
                if at < len(harmed):
                    harmed[at] = chance.randrange(256)
    return bytes(harmed)


def bombs() -> Iterator[tuple[str, bytes]]:
    """(ending, content) of files that want all memory or all time."""
    parts = sheets.parts(sheets.xlsx())
    page = "xl/worksheets/sheet1.xml"
    yield ".xlsx", sheets.packed(parts | {page: b"<worksheet>" + b" " * (300 << 20)})
    yield ".xlsx", sheets.packed(parts | {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * (40 << 20)})
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}<text:p>x</text:p>'
    yield ".ods", sheets.ods(f"{row}</table:table-cell></table:table-row>")
    far = (
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    yield ".xlsx", sheets.packed(parts | {page: parts[page].replace(b"</sheetData>", far)})


def run(times: int, seed: int) -> list[Figure]:
    found = [mutated(ending, times // len(sheets.SOUND), seed) for ending in sheets.SOUND]
    return [*found, bombed(), bombed(guarded=False)]


def mutated(ending: str, times: int, seed: int) -> Figure:
    chance, sound = random.Random(f"{seed} {ending}"), sheets.SOUND[ending]()
    outcomes, struck = Counter[str](), 0
    reader = Reader()
    with TemporaryDirectory(dir=in_memory()) as folder:
        path = Path(folder) / f"ledger{ending}"
        for _n in range(times):
            content = damaged(sound, chance)
            struck += content != sound
            path.write_bytes(content)
            outcome = reader.read(path)
            outcomes[outcome] += 1
            if outcome not in (READ, REFUSED, ENDED):
                _keep(content, ending)
    reader.close()
    lost = sum(n for what, n in outcomes.items() if what not in (READ, REFUSED, ENDED))
    what = f"a damaged {ending}: {outcomes[REFUSED]:,} refused, {outcomes[ENDED]:,} {ENDED}"
    return Figure(what=what, times=times, struck=struck, acknowledged=outcomes[READ], lost=lost)


def bombed(*, guarded: bool = True) -> Figure:
    """Lost is what got as far as the limits of the child: the guard lets none come so far."""
    reader, outcomes, times = Reader(guarded=guarded), Counter[str](), 0
    with TemporaryDirectory(dir=in_memory()) as folder:
        for ending, content in bombs():
            times += 1
            path = Path(folder) / f"ledger{times}{ending}"
            path.write_bytes(content)
            outcomes[reader.read(path)] += 1
    reader.close()
    held = outcomes[REFUSED] + (outcomes[READ] + outcomes[ENDED] if guarded else outcomes[READ])
    what = f"a sheet that wants all memory: {outcomes[REFUSED]} refused, {outcomes[ENDED]} {ENDED}"
    return Figure(
        what=what, times=times, struck=times, acknowledged=0, lost=times - held, red=not guarded
    )


def _keep(content: bytes, ending: str) -> None:
    CORPUS.mkdir(exist_ok=True)
    name = hashlib.sha256(content).hexdigest()[:12]
    (CORPUS / f"{name}{ending}").write_bytes(content)
