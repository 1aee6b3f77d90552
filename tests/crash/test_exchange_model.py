"""Schedules of the exchange, always the same; the campaign of that name plays thousands (S1)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from campaigns.county import database
from campaigns.exchange_model import county, figures_of, over_http, play
from campaigns.exchange_world import world


@pytest.fixture(scope="module")
def here(postgresql, tmp_path_factory):
    name = f"model_{uuid4().hex}"
    admin = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    url = postgresql.replace("/postgres?", f"/{name}?")
    with county(url) as book, world(tmp_path_factory.mktemp("homes"), book) as found:
        yield found
    with admin.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


def test_four_homes_of_two_scopes_come_to_the_same_whatever_befalls_them(here):
    play(here, 10, None, steps=25)
    struck = {figure.what.partition(": ")[2] for figure in figures_of("", here) if figure.struck}
    assert here.counted["schedules"] >= 10
    assert struck >= {
        "a message comes twice",
        "the program ends while it takes in",
        "a file is copied to the other desk",
        "operations of the next program",
        *("household", "edit", "hand over", "round"),
    }


def test_over_http_they_do_so_too(tmp_path):
    with database() as postgresql, over_http(tmp_path, postgresql) as there:
        play(there, 1, 5, steps=6)
        assert there.counted["schedules"] >= 1
