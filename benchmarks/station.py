"""Stations of N invented residents, written straight into the tables and kept in build/bench.

Search keys come from the program's own functions; only the writing is done in bulk, each
table in the order of its key. Skewed as real names are: a few surnames hold most people.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from station_app.access.desk import Desk
from station_app.clocks.load import load_terms
from station_app.identity.numbers import check_digit
from station_app.people.register import PEOPLE
from station_app.places.register import PLACES
from station_app.registers import REGISTERS
from station_app.residents.register import RESIDENTS
from station_app.storage import keys, search
from station_app.storage.blobs import FileBlobs
from station_app.storage.engine import open_sqlcipher
from station_app.storage.schema import bring_up
from station_app.storage.store import Store

KEPT = Path(__file__).parents[1] / "build" / "bench"
KEY = bytes(range(32))
NOW = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
SEED = 20260309
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱"
    "严覃武戴莫孔向汤单仇解区查"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文博子涵雨桐浩宇欣怡梓晨志宏春梅海燕永福"
    "立群一帆思远红金玲波辉玲凤龙飞鹏云成林生荣贵德忠义礼智信孝清水秋月冬雪莲花珍珠宝山川江河安宁康乐"
    "东南西北中兴旺盛昌隆发达富有余庆吉祥如意"
)
STREETS = tuple(a + b + c for a in "新河石清柳东西南北文" for b in "丰桥林湾水门" for c in "街路巷")
VILLAGES = ("东门社区", "清水社区", "石桥村", "新丰村", "河湾社区")
ESTATES = tuple(
    a + b for a in ("幸福", "阳光", "锦绣", "和平", "安居", "翠湖") for b in ("小区", "花园", "苑")
)
ROOMS = 36  # dwellings a building
HEADS = 3  # residents a dwelling
RECORD = ("row", "id", "scope", "revision", "made_by", "writers")
Row = tuple[Any, ...]


def station(n: int) -> Path:
    """The database of a station with `n` residents; made when it is not there yet."""
    path = KEPT / f"{n}" / "station.db"
    if not path.exists():
        making = path.with_name("making.db")
        making.parent.mkdir(parents=True, exist_ok=True)
        making.unlink(missing_ok=True)
        _make(making, n)
        making.rename(path)
    engines = open_sqlcipher(path, keys.derive(KEY, "db"))
    bring_up(engines)  # made by an older program, perhaps
    engines.dispose()
    return path


def store_at(path: Path) -> Store:
    files = FileBlobs(path.parent, KEY)
    engines = open_sqlcipher(path, keys.derive(KEY, "db"))
    return Store(engines, REGISTERS, lambda session: files, partial(keys.derive, KEY))


def desk_at(store: Store) -> Desk:
    return Desk(
        store=store,
        officer="officer",
        role="officer",
        scope="339901-01",
        now=lambda: NOW,
        terms=load_terms("city"),
        kind="training",
    )


def _make(path: Path, n: int) -> None:
    engines = open_sqlcipher(path, keys.derive(KEY, "db"))
    bring_up(engines)
    engines.dispose()  # alone with the file, or its journal cannot be switched off
    with closing(engines.writing.raw_connection()) as pooled:
        raw: Any = pooled.dbapi_connection
        raw.set_authorizer(None)  # a station never lets its journal be switched
        for pragma in ("journal_mode = DELETE", "synchronous = OFF", "journal_mode = OFF"):
            raw.execute(f"PRAGMA {pragma}").fetchall()
        indexes = raw.execute("select name, sql from sqlite_master where type = 'index' and sql")
        later = [(name, made) for name, made in indexes.fetchall() if "unique" not in made.lower()]
        for name, _made in later:
            raw.execute(f'drop index "{name}"')
        raw.execute("begin")
        _fill(raw, n)
        for _name, made in later:
            raw.execute(made)
        raw.execute("commit")
        raw.execute("PRAGMA journal_mode = WAL").fetchall()
    engines.dispose()


def _fill(raw: Any, n: int) -> None:
    chance = random.Random(SEED)  # noqa: S311
    found = Found()
    homes = list(_places(raw, n, found))
    _people(raw, n, chance, found)
    _residents(raw, n, homes, found)
    found.write(raw)


class Found:
    """Search keys of all records, gathered so that they are written in the order of their table."""

    def __init__(self) -> None:
        self.text: dict[tuple[int, str], array[int]] = {}
        self.digits: dict[int, list[array[int]]] = {}

    def add(self, lane: int, keys: search.Keys, row: int) -> None:
        for at in (0, 1):
            for key in keys.text[at]:
                rows = self.text.setdefault((lane + at, key), array("i"))
                if not rows or rows[-1] != row:
                    rows.append(row)
            for window in keys.digits[at]:
                pair = self.digits.setdefault(lane + at, [array("q"), array("q")])
                pair[0].append(window)
                pair[1].append(row)

    def write(self, raw: Any) -> None:
        into = 'insert into search_key (lane, "key", "row") values (?, ?, ?)'
        raw.executemany(
            into,
            ((lane, key, row) for (lane, key) in sorted(self.text) for row in self.text[lane, key]),
        )
        self.text.clear()
        into = 'insert into digit_key (register, "window", "row") values (?, ?, ?)'
        for lane, (windows, rows) in sorted(self.digits.items()):
            packed = np.sort(np.frombuffer(windows, np.int64) << 24 | np.frombuffer(rows, np.int64))
            packed = packed[np.diff(packed, prepend=-1) > 0]
            for part in np.array_split(packed, len(packed) // 1_000_000 + 1):
                pairs = zip((part >> 24).tolist(), (part & 0xFFFFFF).tolist(), strict=True)
                raw.executemany(into, ((lane, window, row) for window, row in pairs))


def identity(register: int, row: int) -> bytes:
    """An id of version 7 that is known without being looked up."""
    return UUID(
        int=(1_700_000_000_000 + row) << 80 | 0x7 << 76 | register << 64 | 0x8 << 60 | row
    ).bytes


def _insert(raw: Any, table: str, number: int, names: Sequence[str], rows: Iterable[Row]) -> None:
    columns = ", ".join(f'"{name}"' for name in (*RECORD, *names))
    marks = ", ".join("?" * (len(RECORD) + len(names)))
    made_by = identity(99, 1)
    raw.executemany(
        f"insert into {table} ({columns}) values ({marks})",  # noqa: S608
        (
            (row, identity(number, row), "339901-01", 1, made_by, "{}", *values)
            for row, values in enumerate(rows, 1)
        ),
    )


def _weighted(chance: random.Random, words: Sequence[str], n: int) -> list[str]:
    """The first are the most common, as one over the rank."""
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    return chance.choices(words, cum_weights=weights, k=n)


def _people(raw: Any, n: int, chance: random.Random, found: Found) -> None:
    columns = ("name", "id_number", "number_note", "documents", "sex", "birth", "phone", "remarks")
    _insert(raw, "person", PEOPLE.number, columns, _persons(n, chance, found))


def _persons(n: int, chance: random.Random, found: Found) -> Iterator[Row]:
    surnames = _weighted(chance, SURNAMES, n)
    given = list(zip(_weighted(chance, GIVEN, n), _weighted(chance, GIVEN, n), strict=True))
    lane, first = 2 * PEOPLE.number, date(1935, 1, 1)
    for row in range(1, n + 1):
        one, two = given[row - 1]
        name = surnames[row - 1] + (one if chance.random() < 0.15 else one + two)
        born = first + timedelta(days=chance.randrange(33_000))
        body = f"339901{born:%Y%m%d}{chance.randrange(1000):03}"
        number, phone = body + check_digit(body), f"199{chance.randrange(10**8):08}"
        found.add(lane, _name_keys(name), row)
        held = search.keys_of(PEOPLE, {"id_number": number, "phone": [{"number": phone}]})
        found.add(lane, held, row)
        listed = f'[{{"number": "{phone}"}}]'
        yield name, number, "", "[]", "12"[int(body[-1]) % 2 == 0], born.isoformat(), listed, ""


@lru_cache(maxsize=300_000)
def _name_keys(name: str) -> search.Keys:
    return search.keys_of(PEOPLE, {"name": name})


def _places(raw: Any, n: int, found: Found) -> Iterator[int]:
    """Rows of the dwellings."""
    chance = random.Random(SEED)  # noqa: S311
    blocks = max(2, n // (ROOMS * HEADS) + 1)
    columns = (
        *("level", "county", "village", "street", "door_plate", "estate", "building"),
        *("floor", "room", "line", "base", "tail", "building_id", "use", "remarks"),
    )
    _insert(raw, "place", PLACES.number, columns, _blocks(blocks, chance, found))
    each = ROOMS + 1
    return (at * each + room + 2 for at in range(blocks) for room in range(ROOMS))


def _blocks(blocks: int, chance: random.Random, found: Found) -> Iterator[Row]:
    row = 0
    for at in range(blocks):
        street, plate = chance.choice(STREETS), f"{chance.randrange(1, 400)}号"
        parts = ("演示县", chance.choice(VILLAGES), street, plate, chance.choice(ESTATES))
        outer = (*parts, f"{at % 30 + 1}栋")
        base = "".join(outer)
        row += 1
        house = identity(PLACES.number, row)
        said = {"base": base, "street": street, "estate": parts[-1]}
        found.add(2 * PLACES.number, search.keys_of(PLACES, said), row)
        yield "building", *outer, None, None, base, base, None, None, "unknown", ""
        for number in range(ROOMS):
            row += 1
            floor, room = number // 4 + 1, f"{number // 4 + 1}{number % 4 + 1:02}室"
            yield "dwelling", *outer, floor, room, base + room, None, room, house, "owner", ""


def _residents(raw: Any, n: int, homes: Sequence[int], found: Found) -> None:
    columns = (
        "person_id",
        "place_id",
        "household",
        "relation_to_head",
        "resident_class",
        "since",
        "remarks",
    )
    _insert(raw, "resident", RESIDENTS.number, columns, _living(n, homes, found))
    raw.executemany(
        "insert into reference (from_id, field, from_register, to_register, to_id, role, since)"
        " values (?, ?, 'residents', ?, ?, ?, '2020-01-01')",
        _links(n, homes),
    )


def _living(n: int, homes: Sequence[int], found: Found) -> Iterator[Row]:
    for row in range(1, n + 1):
        at = (row - 1) // HEADS
        household, relation = f"339901{at:08}", "02" if row % HEADS == 1 else "10"
        found.add(2 * RESIDENTS.number, search.keys_of(RESIDENTS, {"household": household}), row)
        home = identity(PLACES.number, homes[at])
        yield identity(PEOPLE.number, row), home, household, relation, "1", "2020-01-01", ""


def _links(n: int, homes: Sequence[int]) -> Iterator[Row]:
    for row in range(1, n + 1):
        one, home = identity(RESIDENTS.number, row), homes[(row - 1) // HEADS]
        yield one, "person_id", "people", identity(PEOPLE.number, row), "resident"
        yield one, "place_id", "places", identity(PLACES.number, home), "home"
