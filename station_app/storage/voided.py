"""作废的文号: a document number that was spoilt is on no record, and on none later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import normalize

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.errors import Refused
from station_app.core.kinds import Serial, Words
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.storage.own_tables import VoidedNumber

BRACKETS = str.maketrans("〔〕[]【】{}", "()()()()")


def folded(number: str) -> str:
    """As numbers are compared: no blanks, one width, one kind of bracket."""
    return re.sub(r"\s", "", normalize("NFKC", number)).translate(BRACKETS).casefold()


def refuse_voided(
    session: Session, register: Register, drafts: Iterable[Mapping[str, Any]]
) -> None:
    """Raises Refused where a 文号 of these drafts was spoilt."""
    fields = (f for f in register.fields if f.name.endswith("number"))
    names = [f.name for f in fields if isinstance(f.kind, Serial | Words)]
    given = (draft.get(name) for draft in drafts for name in names)
    typed = {folded(number): number for number in given if number}
    if not typed:
        return
    spoilt = select(VoidedNumber).where(VoidedNumber.number.in_(typed)).limit(1)
    if one := session.scalars(spoilt).first():
        raise Refused(
            _(
                "文号“{number}”已登记作废（{paper}：{reason}），不能再用",
                number=typed[one.number],
                paper=one.paper,
                reason=one.reason,
            )
        )
