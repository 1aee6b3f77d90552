"""A PostgreSQL whose databases compare Chinese by ICU finds what every other one finds."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from station_app.access.desk import Desk
from station_app.clocks.load import load_terms
from station_app.registers import REGISTERS
from station_app.storage import keys
from station_app.storage.blobs import TableBlobs
from station_app.storage.engine import open_postgresql
from station_app.storage.store import Store
from station_app.workflows import find

BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
needs_debian = pytest.mark.skipif(
    not BIN or os.geteuid() != 0, reason="Debian's PostgreSQL (with ICU) is not on this machine"
)
KEY = bytes(range(32))
NOW = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)


@pytest.fixture
def chinese_store():
    data, bin_ = Path(tempfile.mkdtemp(prefix="icu-")), BIN[-1].parent
    shutil.chown(data, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*words):
        owner = {"user": "postgres", "group": "postgres", "extra_groups": []}
        subprocess.run(
            [str(word) for word in words], check=True, cwd="/", stdout=subprocess.DEVNULL, **owner
        )

    run(bin_ / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    start = f"-p {port} -h 127.0.0.1 -k {data}"
    run(bin_ / "pg_ctl", "-D", data, "-w", "-t", "60", "-o", start, "-l", data / "log", "start")
    url = f"postgresql+psycopg://postgres@127.0.0.1:{port}"
    try:
        admin = create_engine(f"{url}/postgres", isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(
                text(
                    "create database station template template0 locale_provider icu "
                    "icu_locale 'zh-u-co-pinyin' locale 'C.UTF-8'"
                )
            )
        admin.dispose()
        engines = open_postgresql(f"{url}/station")
        store = Store(engines, REGISTERS, lambda s: TableBlobs(s, KEY), partial(keys.derive, KEY))
        yield store
        store.dispose()
    finally:
        run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(data)


@needs_debian
def test_names_readings_and_numbers_are_found_where_chinese_is_compared_by_pinyin(
    chinese_store, office
):
    officer = Desk(
        store=chinese_store,
        officer="officer",
        role="officer",
        scope="339901-01",
        now=lambda: NOW,
        terms=load_terms("city"),
        kind="training",
    )
    for name, number in (("单雄信", "339901198001010013"), ("仇英", "339901198001010021")):
        office.person(officer, name, id_number=number)
    for typed, name in (
        ("单", "单**"),
        ("雄信", "单**"),
        ("shan", "单**"),
        ("qy", "仇*"),
        ("0021", "仇*"),
        ("19800101001", "单**"),
    ):
        with officer.view("find") as view:
            titles = [str(hit.title) for hit in find.find(view, typed).hits]
        assert any(title.startswith(name) for title in titles), (typed, titles)
