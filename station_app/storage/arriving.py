"""Images of the county becoming records of this database, in the session of one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from station_app.core.records import Current, Record, filled, table_of
from station_app.core.register import Register
from station_app.storage import following, lift, log, write
from station_app.storage.driver import as_id, as_json, ask_each, insert_rows, reserve_rows
from station_app.storage.following import Following
from station_app.storage.known import Known, shown
from station_app.storage.log import Stamp
from station_app.storage.outbox import PULLED
from station_app.storage.rebasing import Image, Pending, Standing, rebase
from station_app.storage.resolving import KEPT, WITHDRAWN
from station_app.storage.tables import Alias, BaseImage, Distinct, OpBody, Operation, Reference

MOST = 500  # ids in one question


@dataclass(frozen=True, slots=True)
class Fresh:
    """A record that is not here, with all that comes of it: nothing of this needs the database."""

    image: Image
    to: Standing
    values: dict[str, Any]  # as they are stored; its row is given to it when it is filed
    entry: log.Entry
    follows: Following


Ready = Mapping[UUID, Fresh]  # worked out before anybody had to wait for the writer


@dataclass(frozen=True, slots=True)
class Taking:
    """One taking in: who writes, and up to where the county's log is known."""

    session: Session
    stamp: Stamp
    upto: int
    ready: Ready = field(default_factory=dict)

    def officer(self, image: Image) -> str:
        """A change is written down as its author's; of another organisation with its name."""
        return image.by.removeprefix(f"{self.stamp.scope}/") or self.stamp.officer

    def by(self, image: Image) -> Stamp:
        return replace(self.stamp, officer=self.officer(image))

    def fresh(self, register: Register, image: Image, pending: Pending) -> Fresh:
        ready = self.ready.get(image.id)
        if ready is not None and ready.image is image and not pending:
            return ready
        return fresh(register, self.stamp.scope, image, pending)


def keep_images(session: Session, scope: str, images: Iterable[Image]) -> None:
    """What the county said last, in place of what it said before."""
    by_register = defaultdict[str, list[Image]](list)
    for image in images:
        by_register[image.register].append(image)
    for name, some in by_register.items():
        rows, same = [_row(image) for image in some], {"scope": scope, "register": name}
        insert_rows(session, table_of(BaseImage), rows, same, over=True)


def _row(image: Image) -> dict[str, Any]:
    return {
        "record_id": image.id,
        "seq": image.seq,
        "v": image.v,
        "w": image.w,
        "made_by": image.made,
        "gone": image.gone,
    }


SAID = """select record_id, operation.op_id, kind, body
from one join operation on record_id = one.id
left join op_body on op_body.op_id = operation.op_id
where register = ?"""


def as_filed(session: Session, register: Register, images: Sequence[Image]) -> set[UUID]:
    """Those that were filed here, of which the county says the same and nobody anything else."""
    new = {image.id: image for image in images if image.made and not image.w}
    only = dict[UUID, tuple[Any, ...]]()
    for one, op, kind, body in ask_each(session, new, SAID, register.name):
        id = as_id(one)
        only[id] = () if id in only else (as_id(op), kind, as_json(body))
    filed = {id: said for id, said in only.items() if said and said[:2] == (new[id].made, "file")}
    return {
        id
        for id, (_op, _kind, body) in filed.items()
        if {n: v for n, v in (body or {}).items() if n not in register.derived} == new[id].v
    }


def change(taking: Taking, register: Register, known: Known, image: Image, to: Standing) -> bool:
    """A record that is here becomes what the county says; whether anybody sees it."""
    record, news = known.records[image.id], known.news(register, image, to)
    known.write_down(image, to)
    if not news:
        return False
    stamp, session = taking.by(image), taking.session
    earlier = write.state_of(register, record)
    for name in news.keys() & register.by_name.keys():
        setattr(record, name, to.values[name])
    record.withdrawn_at = to.withdrawn
    _link(taking, image.id, to, known)
    tell(taking, register, [(image, log.entry(register, image.id, news))])
    write.settle(session, stamp, register, record, earlier)
    return True


def _link(taking: Taking, id: UUID, to: Standing, known: Known) -> None:
    session, act_id = taking.session, taking.stamp.act_id
    if known.merged.get(id) != to.kept:
        session.execute(delete(Alias).where(Alias.gone_id == id))
        if to.kept is not None:  # a ring, it may seem, until the next of these is taken in
            session.add(Alias(gone_id=id, kept_id=to.kept, act_id=act_id))
    there = known.apart.get(id, set())
    for other in there - to.apart:
        session.execute(delete(Distinct).where(Distinct.one_id == id, Distinct.other_id == other))
    for other in sorted(to.apart - there):
        session.add(Distinct(one_id=id, other_id=other, act_id=act_id))
    session.flush()


def fresh(register: Register, scope: str, image: Image, pending: Pending = ()) -> Fresh:
    to = rebase(register, image, pending, None)
    values = _new(register, scope, image, to)
    entry = log.entry(register, image.id, _said(register, values, to))
    return Fresh(image, to, values, entry, following.of(register, values))


def add(taking: Taking, register: Register, known: Known, some: Sequence[Fresh]) -> None:
    """Records that were not here, in bulk."""
    session = taking.session
    numbers = reserve_rows(session, register.record, len(some))
    new = [{**one.values, "row": n} for one, n in zip(some, numbers, strict=True)]
    insert_rows(session, table_of(register.record), new)
    follow = zip(new, (one.follows for one in some), strict=True)
    owners = [taking.officer(one.image) for one in some]
    following.write(session, taking.stamp, register, follow, owners)
    tell(taking, register, [(one.image, one.entry) for one in some])
    for one in some:
        if one.to.kept or one.to.apart:
            _link(taking, one.image.id, one.to, known)


def _said(register: Register, new: Mapping[str, Any], to: Standing) -> dict[str, Any]:
    """What a new record says; what is in no field as a change of it would be said."""
    said = write.said_of(register, new)
    if to.withdrawn:
        said[WITHDRAWN] = to.withdrawn.isoformat()
    if to.kept:
        said[KEPT] = str(to.kept)
    return said


def _new(register: Register, scope: str, image: Image, to: Standing) -> dict[str, Any]:
    values = {name: value for name, value in to.values.items() if value or value == 0}
    values |= {"id": image.id, "scope": scope, "revision": 1}
    values["withdrawn_at"] = to.withdrawn
    if issubclass(register.record, Current):
        values |= {"made_by": to.made, "writers": to.writers}
    return filled(register.record, values)


def tell(taking: Taking, register: Register, told: Sequence[tuple[Image, log.Entry]]) -> None:
    """One line of the history for each; never sent."""
    ops, bodies = [], []
    for image, (op, body) in told:
        ops.append({**op, "actor": taking.officer(image), "acked_seq": image.seq})
        bodies.append(body)
    same = log.common(taking.stamp, register, PULLED)
    del same["actor"], same["acked_seq"]
    insert_rows(taking.session, table_of(Operation), ops, same)
    insert_rows(taking.session, table_of(OpBody), bodies)


def erase(taking: Taking, register: Register, tombs: Sequence[Image]) -> list[Image]:
    """What the county has erased goes here too; answers those that others stand on."""
    left = []
    for tomb, record in _here(taking, register, tombs):
        if _stands_alone(taking.session, tomb.id):
            lift.lift(taking.session, register, record)
            _mark(taking, register, tomb)
        else:
            left.append(tomb)
    return left


def withdraw(taking: Taking, register: Register, tombs: Sequence[Image]) -> None:
    for tomb, record in _here(taking, register, tombs):
        if record.withdrawn_at is None:
            earlier = write.state_of(register, record)
            record.withdrawn_at = taking.stamp.now
            news = {WITHDRAWN: taking.stamp.now.isoformat()}
            tell(taking, register, [(tomb, log.entry(register, tomb.id, news))])
            write.settle(taking.session, taking.stamp, register, record, earlier)


def _here(
    taking: Taking, register: Register, tombs: Sequence[Image]
) -> Iterator[tuple[Image, Record]]:
    for at in range(0, len(tombs), MOST):
        some = tombs[at : at + MOST]
        records = shown(taking.session, register, [tomb.id for tomb in some])
        yield from ((tomb, records[tomb.id]) for tomb in some if tomb.id in records)


def _stands_alone(session: Session, id: UUID) -> bool:
    pointed = select(Reference.from_id).where(Reference.to_id == id, Reference.from_id != id)
    return session.scalar(pointed.limit(1)) is None


def _mark(taking: Taking, register: Register, tomb: Image) -> None:
    same = log.common(taking.stamp, register, PULLED)
    op, _body = log.entry(register, tomb.id, {})
    insert_rows(taking.session, table_of(Operation), [op], same | {"acked_seq": tomb.seq})
