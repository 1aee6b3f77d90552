"""This database as one of several: what the county says is staged, and becomes what is shown.

What nobody will see change goes in as it is heard, in parts; the rest when the head is reached,
in one transaction with the cursor. Rules: docs/exchange.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from station_app.core.records import table_of
from station_app.core.register import Register
from station_app.storage import arriving, cases, known, left_behind, outbox, settings, shut
from station_app.storage.arriving import Fresh, Ready, Taking
from station_app.storage.driver import as_id, as_json, ask, insert_rows
from station_app.storage.exchange_tables import ConflictCase, Outgoing, Staged
from station_app.storage.known import Known
from station_app.storage.log import Stamp
from station_app.storage.rebasing import Image
from station_app.storage.tables import BaseImage

CURSOR = "county cursor "
PULLING = "county pulling "  # by which token a pull is begun; none where none is
CONFLICT = "~conflict"
PART = 200  # rows looked at in one act before the last one
CHUNK = 2_000  # in the last one
NEXT = """select register, record_id, seq, image from staged
where scope = ? and seq > ? and seq <= (select max(seq) from
(select seq from staged where scope = ? and seq > ? order by seq limit +?) as part) order by seq"""

Registers = Mapping[str, Register]
NOTHING: Ready = {}


@dataclass(slots=True)
class Seen:
    """What came of taking in."""

    records: dict[tuple[str, UUID], None] = field(default_factory=dict)  # whose change shows
    conflicts: int = 0  # cases that were opened or closed


def cursor(session: Session, scope: str) -> int:
    return int(settings.get(session, CURSOR + scope, "0"))


def move_cursor(session: Session, scope: str, upto: int) -> None:
    settings.put(session, CURSOR + scope, str(upto))


def stage(session: Session, scope: str, images: Sequence[Image]) -> None:
    """As they came; staged again, they lie there once."""
    rows = [_staged_row(one) for one in images]
    insert_rows(session, table_of(Staged), rows, {"scope": scope}, over=True)


def _staged_row(image: Image) -> dict[str, Any]:
    made = str(image.made) if image.made else None
    row = {"del": image.gone, "made": made, "by": image.by, "v": image.v, "w": image.w}
    return {"seq": image.seq, "register": image.register, "record_id": image.id, "image": row}


def drop_staged(session: Session, scope: str) -> None:
    """A pull that was broken off begins again at the cursor."""
    session.execute(delete(Staged).where(Staged.scope == scope))
    settings.put(session, PULLING + scope, "")


def hear(
    session: Session,
    stamp: Stamp,
    registers: Registers,
    scope: str,
    images: Sequence[Image],
    upto: int,
) -> tuple[list[Image], list[Image]]:
    """Of a page up to there: what is news, and what is still to be looked at. The rest goes in:
    what was filed here and stands unchanged, and of a part what else nobody sees change.
    """
    taking, filed, other = Taking(session, stamp, upto), list[Image](), list[Image]()
    for name, some in _by_register(images).items():
        register = registers.get(name)
        there = arriving.as_filed(session, register, some) if register else set()
        for image in some:
            (filed if image.id in there else other).append(image)
    part, rest = other[:PART], other[PART:]
    quiet, news = list[Image](), list[Image]()
    for name, some in _by_register(part).items():
        silent = _quiet(taking, registers[name], some) if name in registers else set()
        for image in some:
            (quiet if image.id in silent else news).append(image)
    if filed or quiet:
        arriving.keep_images(session, scope, filed + quiet)
        outbox.drop(session, [image.made for image in filed if image.made])
    return news, rest


def holds_nothing(session: Session, scope: str) -> bool:
    """Neither what the county said nor what it was told: nothing that comes is an echo."""
    image = select(BaseImage.record_id).where(BaseImage.scope == scope).limit(1)
    told = select(Outgoing.n).limit(1)
    return session.scalar(image) is None and session.scalar(told) is None


def _quiet(taking: Taking, register: Register, images: Sequence[Image]) -> set[UUID]:
    """Of these nothing shows."""
    quiet = set[UUID]()
    there = known.here(taking.session, register, [one.id for one in images if not one.gone])
    held = Known.of(taking.session, register, list(there), taking.upto)
    for image in images:
        if image.id in held.records:
            to = held.becomes(register, image)
            if not held.news(register, image, to):
                held.write_down(image, to)
                quiet.add(image.id)
    return quiet


def _cut(images: Sequence[Image]) -> Iterator[Sequence[Image]]:
    return (images[at : at + CHUNK] for at in range(0, len(images), CHUNK))


def _staged(session: Session, scope: str) -> Iterator[list[Image]]:
    """In the order of their seq, each once; those that share one are not cut."""
    after, newest = 0, _newest(session, scope)
    while found := ask(session, NEXT, scope, after, scope, after, CHUNK):
        some = list(map(_unstaged, found))
        after = some[-1].seq
        yield [one for one in some if newest.get((one.register, one.id), one.seq) == one.seq]


def _unstaged(row: Sequence[Any]) -> Image:
    register, id, seq, image = row
    one = as_json(image)
    made = one["made"] and UUID(one["made"])
    return Image(register, as_id(id), seq, one["v"], one["w"], made, one["del"], one["by"])


def _by_register(images: Sequence[Image]) -> dict[str, list[Image]]:
    found = defaultdict[str, list[Image]](list)
    for image in images:
        found[image.register].append(image)
    return found


def work_out(registers: Registers, scope: str, images: Sequence[Image]) -> dict[UUID, Fresh]:
    """What these come to where they are not here: done while nobody waits for it. Pure."""
    return {
        image.id: arriving.fresh(registers[image.register], scope, image)
        for image in images
        if image.register in registers and not image.gone
    }


def take_in(
    session: Session,
    stamp: Stamp,
    registers: Registers,
    scope: str,
    upto: int,
    images: Sequence[Image] = (),
    ready: Ready = NOTHING,
) -> Seen:
    """These, each once, or else all that is staged, and the cursor: the whole of it or nothing."""
    taking, seen, tombs = Taking(session, stamp, upto, ready), Seen(), list[Image]()
    settled, back = outbox.settle(session, upto), left_behind.Records()
    for some in _cut(images) if images else _staged(session, scope):
        tombs += [image for image in some if image.gone]
        back |= left_behind.come_back(session, scope, some)
        _take(taking, registers, scope, [image for image in some if not image.gone], seen)
        settled -= {(image.register, image.id) for image in some if settled}
    _again(taking, registers, scope, settled | left_behind.speak_of(session, scope, back), seen)
    _bury(taking, registers, scope, tombs, seen)
    left_behind.part(session, registers)
    drop_staged(session, scope)
    move_cursor(session, scope, upto)
    return seen


def take_images(
    session: Session,
    stamp: Stamp,
    registers: Registers,
    scope: str,
    images: Sequence[Image],
    upto: int,
    ready: Ready = NOTHING,
) -> Seen:
    """Some of a whole scope as it was at `upto`: the cursor waits for the last."""
    seen = Seen()
    _take(Taking(session, stamp, upto, ready), registers, scope, images, seen)
    return seen


def pass_over(session: Session, scope: str, upto: int) -> bool:
    """Moves the cursor alone, where nothing is staged and nothing of our own is to be settled."""
    if session.scalar(select(Staged.seq).where(Staged.scope == scope).limit(1)) is not None:
        return False
    if outbox.is_unsettled(session, upto):
        return False
    move_cursor(session, scope, upto)
    return True


def _newest(session: Session, scope: str) -> dict[tuple[str, UUID], int]:
    """A row that changed between two pages came twice."""
    newest = select(Staged.register, Staged.record_id, func.max(Staged.seq))
    grouped = newest.where(Staged.scope == scope).group_by(Staged.register, Staged.record_id)
    twice = grouped.having(func.count() > 1)
    return {(register, id): seq for register, id, seq in session.execute(twice)}


def _take(
    taking: Taking, registers: Registers, scope: str, images: Sequence[Image], seen: Seen
) -> None:
    for name, some in _by_register(images).items():
        if register := registers.get(name):
            some = _take_records(taking, register, some, seen)
        elif name == CONFLICT:
            some = shut.without(taking.session, some)
            seen.conflicts += cases.take(taking.session, scope, some)
        arriving.keep_images(taking.session, scope, some)


def _take_records(
    taking: Taking, register: Register, images: Sequence[Image], seen: Seen
) -> list[Image]:
    """Answers the images that are kept: of what was sealed or purged here none is."""
    heard = list(known.heard_of(taking.session, register, [image.id for image in images]))
    held = Known.of(taking.session, register, heard, taking.upto)
    absent = [id for id in heard if id not in held.records]
    never = shut.never_again(taking.session, absent) if absent else set()
    kept = [image for image in images if image.id not in never]
    new = list[Fresh]()
    for image in kept:
        if image.id not in held.records:
            new.append(taking.fresh(register, image, held.pending.get(image.id, ())))
        elif not arriving.change(taking, register, held, image, held.becomes(register, image)):
            continue
        seen.records[register.name, image.id] = None
    if new:
        arriving.add(taking, register, held, new)
    return kept


def _again(
    taking: Taking,
    registers: Registers,
    scope: str,
    settled: set[tuple[str, UUID]],
    seen: Seen,
) -> None:
    """Our own that did not stand, where the county's row did not change: it shows again."""
    for name, register in registers.items():
        ids = [id for of, id in sorted(settled) if of == name]
        for at in range(0, len(ids), CHUNK):
            images = kept(taking.session, scope, name, ids[at : at + CHUNK])
            here = known.shown(taking.session, register, [image.id for image in images])
            some = [image for image in images if image.id in here and not image.gone]
            _take_records(taking, register, some, seen)


def kept(session: Session, scope: str, register: str, ids: Sequence[UUID]) -> list[Image]:
    """What the county said last of these."""
    query = select(BaseImage).where(
        BaseImage.scope == scope, BaseImage.register == register, BaseImage.record_id.in_(ids)
    )
    return [
        Image(register, row.record_id, row.seq, row.v, row.w, row.made_by, row.gone)
        for row in session.scalars(query.execution_options(populate_existing=True))
    ]


def _bury(
    taking: Taking, registers: Registers, scope: str, tombs: Sequence[Image], seen: Seen
) -> None:
    """Again while some went: what they pointed at may stand alone now."""
    by_register = _by_register(tombs)
    for case in by_register.get(CONFLICT, ()):
        taking.session.execute(delete(ConflictCase).where(ConflictCase.id == case.id))
    left = {name: by_register[name] for name in by_register.keys() & registers.keys()}
    while True:
        seen.records |= {(name, tomb.id): None for name, some in left.items() for tomb in some}
        still = {n: arriving.erase(taking, registers[n], some) for n, some in left.items()}
        if sum(map(len, still.values())) == sum(map(len, left.values())):
            break
        left = {name: some for name, some in still.items() if some}
    for name, some in left.items():
        arriving.withdraw(taking, registers[name], some)
    arriving.keep_images(taking.session, scope, tombs)
