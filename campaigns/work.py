"""An officer who works without a pause, and tells of every act as soon as it is committed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image

from campaigns.home import ask
from station_app.access import records
from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.drafts import save_draft
from station_app.access.purposes import Purpose
from station_app.core.ids import new_id
from station_app.identity.numbers import check_digit
from station_app.people import service as people
from station_app.people.register import PEOPLE
from station_app.residents.service import register_household

VISIT = Purpose("VISIT", "2026-17")
Told = tuple[str, str, int]  # what, of whom, how often by now: revisions, looks, drafts
KINDS = ("file", "household", "amend", "amend", "look", "draft", "photo")


class Work:
    """`seed` keeps the people of up to 300 officers apart.

    With `early` he tells before the act is committed: the protection is gone, and
    whoever counts what was lost must see it.
    """

    def __init__(
        self, desk: Desk, seed: int, tell: Callable[[Told], None], *, early: bool = False
    ) -> None:
        self._desk, self._tell, self._early = desk, tell, early
        self._chance = random.Random(seed)
        self._next = seed % 300 * 100_000  # of them all, born from 1930 to 2012
        self._place = f"people/{seed}"  # of the draft
        self._known: dict[UUID, int] = {}  # person → revision
        self._counts = Counter[str]()

    def once(self) -> None:
        kind = self._chance.choice(KINDS) if self._known else "file"
        getattr(self, kind)()

    def _person(self) -> dict[str, Any]:
        self._next += 1
        day, sequence = divmod(self._next, 1000)
        first = f"339901{date(1930, 1, 1) + timedelta(days=day):%Y%m%d}{sequence:03}"
        return {"name": "张三", "id_number": first + check_digit(first), "id": new_id()}

    def file(self) -> None:
        person = self._person()
        self._act("file:people", lambda act: records.file(act, PEOPLE, person), person["id"], 1)

    def household(self) -> None:
        head, member = self._person(), self._person()
        address = f"演示县东门社区新丰街{self._next}号"

        def write(act: Act) -> None:
            register_household(act, address, [(head, {}), (member, {})])

        self._act("register-household", write, member["id"], 1)

    def amend(self) -> None:
        id = self._one()
        was = self._known[id]

        def write(act: Act) -> None:
            records.amend(act, PEOPLE, id, {"occupation": f"第 {was} 次"}, revision=was)

        self._act("amend:people", write, id, was + 1)

    def photo(self) -> None:
        id, picture = self._one(), _picture(self._chance)
        self._act(
            "set-photo", lambda act: people.set_photo(act, id, picture), id, self._known[id] + 1
        )

    def look(self) -> None:
        id = self._one()
        told = ("look", id.hex, self._counts[id.hex] + 1)
        with self._telling(told), self._desk.act("show:people", purpose=VISIT) as act:
            records.show(act, PEOPLE, id)
        self._counts[id.hex] += 1

    def draft(self) -> None:
        self._counts[self._place] += 1
        told = ("draft", self._place, self._counts[self._place])
        with self._telling(told), self._desk.jot("save-draft") as view:
            save_draft(view, self._place, {"n": told[2]})

    def _one(self) -> UUID:
        return self._chance.choice(list(self._known))

    def _act(self, right: str, write: Callable[[Act], object], id: UUID, revision: int) -> None:
        told = ("person", id.hex, revision)
        with self._telling(told), self._desk.act(right, purpose=VISIT) as act:
            write(act)
        self._known[id] = revision

    @contextmanager
    def _telling(self, told: Told) -> Iterator[None]:
        if self._early:
            self._tell(told)
        yield
        if not self._early:
            self._tell(told)


def _picture(chance: random.Random) -> bytes:
    """No two of them alike."""
    drawn = BytesIO()
    Image.frombytes("L", (16, 16), chance.randbytes(256)).save(drawn, "PNG")
    return drawn.getvalue()


def lost(told: Counter[tuple[str, str]], desk: Desk) -> list[str]:
    """What was told and is not there: {(what, of whom): how often}."""
    kept = Counter[tuple[str, str]]()
    for id, revision in ask(desk, "select hex(id), revision from person"):
        kept["person", id.lower()] = revision
    for id, looks in ask(desk, "select hex(record_id), count(*) from audit_read group by 1"):
        kept["look", id.lower()] = looks
    for place, n in ask(desk, "select place, json_extract(body, '$.n') from draft"):
        kept["draft", place] = n
    return [f"{what} {who} {n}" for (what, who), n in told.items() if kept[what, who] < n]
