"""Desks that change one record as fast as they can; `campaigns/desks.py` does more of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from campaigns.desks import desks, file_home, updates


@pytest.fixture
def url(postgresql):
    name = f"c{uuid4().hex}"
    admin = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    admin.dispose()
    return make_url(postgresql).set(database=name).render_as_string(hide_password=False)


def test_three_processes_on_one_file_lose_no_change(tmp_path):
    figure = updates(90, file_home(tmp_path, 3), "SQLCipher")
    assert (figure.lost, figure.acknowledged) == (0, 90)


def test_desks_on_a_server_lose_no_change_and_without_protection_do(tmp_path, url):
    homes = desks(tmp_path, 2, url)
    figure = updates(80, homes, "PostgreSQL")
    assert (figure.lost, figure.acknowledged) == (0, 80)
    assert updates(80, homes, "PostgreSQL", without="revision").lost > 0
    assert updates(80, homes, "PostgreSQL", without="lock").lost > 0
