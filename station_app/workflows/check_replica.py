"""What the county said last and our own operations on top: rebuilt, and compared with what stands.

A sample: the whole is compared with the county itself once a day (docs/exchange.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.access.act import View
from station_app.core.register import Register
from station_app.storage import left_behind, replica
from station_app.storage.known import Known
from station_app.storage.rebasing import Image
from station_app.storage.tables import BaseImage

SAMPLE = 200  # records of each register, spread over it by the last byte of their ids


def faults(view: View) -> Iterator[str]:
    """`register/id` of those that are not what they would be rebuilt to."""
    session, scope = view.session, view.stamp.scope
    upto = replica.cursor(session, scope)
    for register in view.registers.values():
        ids = _sample(view, register)
        if ids:
            known = Known.of(session, register, ids, upto, hold=False)
            images = replica.kept(session, scope, register.name, ids)
            yield from _differing(session, known, register, images)


def _sample(view: View, register: Register) -> list[UUID]:
    known = select(BaseImage.record_id).where(
        BaseImage.scope == view.stamp.scope,
        BaseImage.register == register.name,
        BaseImage.gone.is_(False),
    )
    ids = sorted(view.all(known), key=lambda one: (one.bytes[-1], one))
    return ids[:: max(1, len(ids) // SAMPLE)][:SAMPLE]


def _differing(
    session: Session, known: Known, register: Register, images: Iterable[Image]
) -> Iterator[str]:
    for image in images:
        to = left_behind.as_here(session, register, known.becomes(register, image))
        if image.id not in known.records:
            if not known.pending[image.id]:  # else it was purged here, and waits to be told
                yield f"{register.name}/{image.id}"
        elif known.news(register, image, to):
            yield f"{register.name}/{image.id}"
