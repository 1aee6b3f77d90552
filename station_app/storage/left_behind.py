"""Entries of which the county says that they are, or are not, another that is not here any more.

They stand for themselves until it comes back: nobody is read as a record that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.storage.driver import ask_of
from station_app.storage.known import here
from station_app.storage.rebasing import APART, Image, Standing
from station_app.storage.resolving import KEPT
from station_app.storage.tables import Alias, BaseImage, Distinct

MERGED = ("people", "places")  # registers of which entries are merged, or told apart
GONE = """exists (select 1 from base_image
where scope = ? and register = ? and record_id = one.id and gone)"""
Records = set[tuple[str, UUID]]


def part(session: Session, registers: Mapping[str, Register]) -> None:
    """Asked when all is taken in: an entry may come before the one that is spoken of."""
    records = [select(registers[name].record.id) for name in MERGED]
    for table, column in ((Alias, Alias.kept_id), (Distinct, Distinct.other_id)):
        absent = [column.not_in(ids) for ids in records]
        session.execute(
            delete(table).where(*absent), execution_options={"synchronize_session": False}
        )


def as_here(session: Session, register: Register, to: Standing) -> Standing:
    """Without what is said of who is not here."""
    named = [*to.apart, *([to.kept] if to.kept else [])]
    found = here(session, register, named) if named else set()
    return replace(to, kept=to.kept if to.kept in found else None, apart=to.apart & found)


def come_back(session: Session, scope: str, images: Sequence[Image]) -> Records:
    """Those of these which had been erased here, or had moved away."""
    back = Records()
    for name in MERGED:
        ids = [image.id for image in images if image.register == name and not image.gone]
        gone = ask_of(session, ids, GONE, scope, name) if ids else set()
        back |= {(name, id) for id in gone}
    return back


def speak_of(session: Session, scope: str, back: Records) -> Records:
    """Entries of which the county says that they are, or are not, one of these."""
    found = Records()
    for name, other in back:
        is_said = or_(
            BaseImage.v[KEPT].as_string() == str(other),
            BaseImage.v[f"{APART}{other}"].as_string().is_not(None),
        )
        mine = BaseImage.scope == scope, BaseImage.register == name
        found |= {
            (name, id) for id in session.scalars(select(BaseImage.record_id).where(*mine, is_said))
        }
    return found
