"""Each protection of the exchange taken away once: the model must see that it is missing (S2)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from campaigns.exchange_defects import DEFECTS, is_shown, shown_by
from campaigns.exchange_model import county
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


def test_with_every_protection_none_of_these_schedules_shows_anything(here):
    assert shown_by(here, DEFECTS) == []


@pytest.mark.parametrize("name", DEFECTS)
def test_what_is_taken_away_is_seen(here, name):
    assert is_shown(here, name)
