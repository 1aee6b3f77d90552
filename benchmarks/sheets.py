"""A household ledger from its file into an encrypted home, and one table from one sheet."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from time import perf_counter_ns
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]
from sqlalchemy.orm import Session
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from benchmarks.harness import Figure, timed
from benchmarks.station import KEY, NOW, desk_at, store_at
from station_app.core.days import day_of
from station_app.core.garbage import collected_later
from station_app.core.ids import new_id
from station_app.core.parse import parse
from station_app.core.records import table_of
from station_app.exchange import worker
from station_app.exchange.reading import read_sheet
from station_app.identity.numbers import check_digit
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.storage import keys
from station_app.storage.driver import insert_rows
from station_app.storage.engine import Engines, open_sqlcipher
from station_app.workflows import import_sheet
from station_app.workflows.household_columns import COLUMNS
from station_app.workflows.sheet_kinds import OWN

TITLE = "Sheets: a household ledger with all that follows from it, and one table alone"
HOUSEHOLDS, LIVING = 1000, 3
STARTED = 3.0  # seconds in which a waiting reader has surely started
ONE_TABLE = 10_000  # rows
ROUNDS = 5
FIELDS = ("name", "id_number", "sex", "birth", "phone", "occupation", "hukou_address", "marital")
LEFT_OUT = ("alembic_version", "setting")  # not written by an import


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        return [_ledger(Path(folder)), _one_table(Path(folder))]


def _ledger(folder: Path) -> Figure:
    """The best of some rounds, ours and the driver's in turn: the machine is not always as fast."""
    sheet = ledger(folder / "ledger.xlsx")
    ours, raw = [], []
    for at in range(ROUNDS):
        home = folder / f"home{at}"
        home.mkdir()
        store = store_at(home / "station.db")
        desk = desk_at(store)
        worker.make_ready()  # as the program does while the home is unlocked
        time.sleep(STARTED)
        ours.append(timed(partial(import_sheet.run, desk, sheet), 1))
        raw.append(insert_again(store.engines, folder / f"raw{at}.db"))
        store.dispose()
    return Figure(
        name=f"{HOUSEHOLDS * LIVING} people in {HOUSEHOLDS} households, file chosen to last commit",
        value=min(ours),
        against="the driver inserting the same finished rows of all tables",
        base=min(raw),
        limit=3,
    )


def insert_again(filled: Engines, path: Path) -> float:
    """Milliseconds to insert every row that is there into an empty database, by the driver."""
    empty = store_at(path)
    with closing(filled.reading.raw_connection()) as one:
        source: Any = one.dbapi_connection
        names = [n for (n,) in source.execute("select name from sqlite_master where type='table'")]
        tables = {
            name: source.execute(f'select * from "{name}"').fetchall()  # noqa: S608
            for name in names
            if name not in LEFT_OUT
        }
    with closing(empty.engines.writing.raw_connection()) as other:
        raw: Any = other.dbapi_connection
        begun = perf_counter_ns()
        raw.execute("begin immediate")
        for name, rows in tables.items():
            marks = ",".join("?" * len(rows[0])) if rows else ""
            if rows:
                raw.executemany(f'insert into "{name}" values ({marks})', rows)  # noqa: S608
        raw.execute("commit")
        took = (perf_counter_ns() - begun) / 1e6
    empty.dispose()
    return took


def ledger(path: Path) -> Path:
    """A sheet as a station keeps it: 户号 once a household, 同上 below the first address."""
    headings = (
        "户号",
        "与户主关系",
        "姓名",
        "性别",
        "公民身份号码",
        "出生日期",
        "现住地址",
        "电话",
    )
    lines: list[tuple[str, ...]] = [headings]
    for n in range(HOUSEHOLDS * LIVING):
        household, member = divmod(n, LIVING)
        lines.append(
            (
                "" if member else str(household + 1),
                ("户主", "妻", "长子")[member],
                _name(n),
                "",
                _number(n),
                "",
                "同上" if member else f"演示县东门社区新丰街{household // 40}号{household % 40}室",
                f"1990000{n % 10000:04}",
            )
        )
    return _book(path, lines)


def _name(n: int) -> str:
    given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
    return "王李张刘陈杨黄赵吴周"[n % 10] + given[n // 10 % 20] + given[n // 200 % 20]


def _number(n: int) -> str:
    first = f"339901{1940 + n % 80}{n // 80 % 12 + 1:02}{n // 960 % 28 + 1:02}{n % 1000:03}"
    return first + check_digit(first)


def _book(path: Path, lines: list[tuple[str, ...]]) -> Path:
    workbook = Workbook(str(path), {"constant_memory": True})
    sheet = workbook.add_worksheet()
    for at, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write_string(at, column, text)
    workbook.close()
    return path


def _one_table(folder: Path) -> Figure:
    people = _people(folder / "people.xlsx")
    empty = folder / "empty.db"
    store_at(empty).dispose()
    times = [
        [_into(folder, empty, people, way) for _ in range(ROUNDS)] for way in (_lean, _obvious)
    ]
    return Figure(
        name=f"{ONE_TABLE:,} people: read, validate, insert",
        value=min(times[0]),
        against="openpyxl and ORM add_all",
        base=min(times[1]),
        limit=8,
        faster=True,
    )


def _into(folder: Path, empty: Path, people: Path, way: Any) -> float:
    copy = folder / "copy.db"
    shutil.copy(empty, copy)
    engines = open_sqlcipher(copy, keys.derive(KEY, "db"))
    with Session(engines.writing) as session:
        took = timed(lambda: way(people, session), 1)
    engines.dispose()
    return took


def _lean(path: Path, session: Session) -> None:
    """The program's own reader and cells, one insert of plain rows."""
    headings = {name: COLUMNS[name].headings for name in FIELDS}
    today, rows = day_of(NOW), []
    readers = [(name, COLUMNS[name].read) for name in FIELDS]
    rest = {"documents": [], "writers": {}, "scope": "", "number_note": "", "remarks": ""}
    with collected_later():
        for row in read_sheet(path, headings, own=OWN).rows:
            values = {name: read(row.cells[name], today).value for name, read in readers}
            id = new_id()
            rows.append(rest | values | {"id": id, "made_by": id, "revision": 1})
        insert_rows(session, table_of(Person), rows)
        session.commit()


def _obvious(path: Path, session: Session) -> None:
    sheet = load_workbook(path).active
    assert sheet is not None  # noqa: S101
    people = []
    for line in sheet.iter_rows(min_row=2, values_only=True):
        values = {
            name: parse(PEOPLE[name].kind, str(text), NOW)
            for name, text in zip(FIELDS, line, strict=True)
            if text
        }
        person = Person(**values)
        person.made_by = person.id
        people.append(person)
    session.add_all(people)
    session.commit()


def _people(path: Path) -> Path:
    headings = tuple(COLUMNS[name].headings[0] for name in FIELDS)
    lines: list[tuple[str, ...]] = [headings]
    lines += [
        (
            _name(n),
            _number(n),
            "男" if n % 1000 % 2 else "女",
            "",
            f"1990000{n % 10000:04}",
            "务农",
            f"演示县东门社区新丰街{n}号",
            "已婚",
        )
        for n in range(ONE_TABLE)
    ]
    return _book(path, lines)
