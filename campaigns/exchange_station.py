"""One real home and its line to the county: what people do there, step by step."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any, cast
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import select

from campaigns.exchange_home import KEY, PEOPLE, Home
from campaigns.exchange_line import Tricky, later
from station_app.access import records
from station_app.access.act import Service
from station_app.core.records import Current
from station_app.county.book import Wire
from station_app.people import service as people
from station_app.residents.service import move_out, register_household
from station_app.storage import arriving, numbering, outbox, replica
from station_app.storage.blobs import FOLDER, FileBlobs
from station_app.storage.exchange_tables import AwaitedBlob, ConflictCase
from station_app.sync import conflicts, exchange, status
from station_app.sync.county import County
from station_app.sync.protocol import Push

STEPS = {1: later}
COUNTY_KEY = bytes(range(32, 64))
SCHEMA_AFTER = Wire(newest=2, steps=STEPS)
FALLS = {  # where a program ends while it takes in: the last step, the middle, between two parts
    "cursor": (replica, "move_cursor"),
    "images": (arriving, "keep_images"),
    "echo": (outbox, "drop_echoed"),
    "answers": (outbox, "acknowledge"),
    "numbers": (numbering, "take_up"),
}


class Fallen(Exception):
    """The program ended here."""


@dataclass(frozen=True)
class Ready:
    """A home as it was at some time; to the county it is whoever its file says."""

    file: bytes
    county: County
    acts: tuple[UUID, ...] = ()
    pushed: tuple[Push, ...] = ()
    photographs: Mapping[str, bytes] = field(default_factory=dict)  # by place in their folder


@dataclass
class Station(Home):
    """With its line."""

    forms: list[tuple[UUID, int, dict[str, str]]] = field(default_factory=list)
    kept: Ready | None = None  # as it was once

    def begin(self, ready: Ready, tell: Callable[[str], None]) -> None:
        """As at the beginning of every schedule; `tell` hears of each trick of the line."""
        self.after, self.acts, self.forms, self.kept = timedelta(), list(ready.acts), [], None
        shutil.rmtree(self.home / FOLDER, ignore_errors=True)
        self.line = Tricky(ready.county, STEPS, tell, pushed=list(ready.pushed))
        self.put(ready.file)

    def ready(self) -> Ready:
        folder = self.home / FOLDER
        there = {str(p.relative_to(folder)): p.read_bytes() for p in folder.glob("*/*")}
        pushed = tuple(self.line.pushed)
        return Ready(self.file(), self.line.county, tuple(self.acts), pushed, there)

    def bring(self, photographs: Mapping[str, bytes]) -> None:
        """As they were kept beside a file; those that have come since stay."""
        for place, sealed in photographs.items():
            path = self.home / FOLDER / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(sealed)

    def file_person(self, values: dict[str, Any]) -> UUID:
        with self.act("file:people") as act:
            return records.file(act, PEOPLE, values).id

    def household(self, address: str, names: tuple[str, ...]) -> list[tuple[str, UUID]]:
        """People, residences and a dwelling in one transaction."""
        with self.act("register-household") as act:
            register_household(act, address, [({"name": name}, {}) for name in names])
            return list(act.touched)

    def open_form(self, id: UUID) -> tuple[UUID, int, dict[str, str]]:
        with self.store.reading() as session:
            record = session.scalars(select(PEOPLE.record).where(PEOPLE.record.id == id)).one()
            made = cast(Current, record)
            seen = {name: made.writer(name) for name in PEOPLE.by_name}
            return id, record.revision, seen

    def save_form(
        self, form: tuple[UUID, int, dict[str, str]], values: dict[str, Any]
    ) -> dict[UUID, dict[str, str]]:
        """Operation → what its author saw of each field."""
        id, revision, seen = form
        with self.act("amend:people") as act:
            record = cast(Current, records.amend(act, PEOPLE, id, values, revision=revision))
            written = {UUID(record.writer(name)) for name in values}
        return {op: seen for op in written if str(op) not in seen.values()}

    def withdraw(self, id: UUID) -> None:
        with self.act("withdraw:people") as act:
            records.withdraw(act, PEOPLE, id, reason="重复")

    def undo(self, which: int) -> bool:
        """False where nothing was done yet."""
        if self.acts:
            act_id = self.acts[which % len(self.acts)]
            with self.act("undo", "chief") as act:
                records.undo(act, act_id)
        return bool(self.acts)

    def together(self, what: str, one: UUID, other: UUID) -> None:
        action = people.ACTIONS[what]
        with self.act(action.right) as act:
            action.run(act, one, {"other": other})

    def move_out(self, id: UUID) -> None:
        with self.act("move-out") as act:
            move_out(act, id, {"on": None, "moved_to": "外省", "reason": None})

    def hand_over(self, id: UUID, to: str) -> UUID:
        """Who goes: the one that `id` was merged into, where it was."""
        with self.act("move-person") as act:
            [gone] = people.hand_over(act, id, {"to": to, "reason": "迁居"})
        return gone

    def photograph(self, id: UUID, colour: int) -> None:
        with self.act("set-photo") as act:
            people.set_photo(act, id, photo(colour))

    def erase(self, id: UUID, how: str) -> None:
        """As the acts do that close a file, or destroy what is due."""
        with self.act("undo", "chief") as act, act.inside(CLOSES, "undo"):
            (act.seal if how == "seal" else act.purge)(PEOPLE, id)

    def resolve(self, which: int, theirs: bool) -> bool:
        """False where no case is open."""
        with self.store.reading() as session:
            asked = select(ConflictCase).where(ConflictCase.closed_at.is_(None))
            cases = session.scalars(asked.order_by(ConflictCase.id)).all()
        if cases:
            case = cases[which % len(cases)]
            with self.act("resolve-conflict", "chief") as act:
                conflicts.resolve(act, case.record_id, {case.id: theirs}, reason="核实")
        return bool(cases)

    # The exchange

    def round(self) -> exchange.Outcome:
        return exchange.exchange(self.desk(), cast(County, self.line))

    def push(self) -> None:
        self._part(lambda whole: whole._push())

    def pull(self) -> None:
        self._part(lambda whole: whole._pull())

    def _part(self, step: Callable[[Any], object]) -> None:
        desk = self.desk()
        with desk.jot("exchange") as view:
            known = status.enrolment(view.session)
        assert known is not None
        whole = exchange._Round(desk, cast(County, self.line), known, lambda *_: None)
        whole._greet()
        step(whole)

    def fall(self, where: str) -> None:
        """The program ends in the middle of a round."""
        module, name = FALLS[where]
        with patch.object(module, name, _fall):
            self.round()

    def waiting(self) -> int:
        with self.store.reading() as session:
            return numbering.waiting(session)[0]

    def is_at_rest(self, head: int) -> bool:
        """Whether after one another round would say nothing, hear nothing, and fetch nothing."""
        with self.store.reading() as session:
            cursor = replica.cursor(session, self.scope)
            awaited = session.scalars(select(AwaitedBlob.sha)).all()
        to_come = any(self.line.county.get_blob(self.scope, sha, 0) for sha in awaited)
        return cursor == head and not to_come and not self.waiting()

    def lacks(self, other: Station) -> bool:
        """Whether a photograph is named there that is not here."""
        record = PEOPLE.record
        named = select(record.photo).where(record.photo != "")  # type: ignore[attr-defined]
        with other.store.reading() as session:
            return bool(FileBlobs(self.home, KEY).lacking(session.scalars(named)))


def _fall(*_args: object, **_more: object) -> None:
    raise Fallen


CLOSES = Service("undo", False, "closed", False, None)


@cache
def photo(colour: int) -> bytes:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (16, 20), ("red", "green", "blue")[colour]).save(picture, "JPEG")
    return picture.getvalue()
