"""作废的文号: which document numbers were spoilt, of what paper and why; none is used again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.sound import said
from station_app.core.texts import _
from station_app.storage.own_tables import VoidedNumber
from station_app.storage.voided import folded

LONGEST = 60  # characters of each


@service(right="voided-numbers", audit=None)
def voided(view: View) -> Sequence[VoidedNumber]:
    """The latest first."""
    return view.all(select(VoidedNumber).order_by(VoidedNumber.entered_at.desc()))


@service(right="void-number", audit="document number voided")
def void(act: Act, number: str, paper: str, reason: str) -> None:
    """`paper` is the kind of document the number was for. Raises Refused."""
    number, paper, reason = said(number), said(paper), said(reason)
    if not (number and paper and reason):
        raise Refused(_("请写明文号、文书种类和作废原因"))
    if max(map(len, (number, paper, reason))) > LONGEST:
        raise Refused(_("文号、文书种类、原因至多各 {n} 个字", n=LONGEST))
    key = folded(number)
    if act.session.get(VoidedNumber, key):
        raise Refused(_("这个文号已经登记作废"))
    by, at = act.stamp.officer, act.stamp.now
    act.session.add(
        VoidedNumber(
            number=key, typed=number, paper=paper, reason=reason, entered_by=by, entered_at=at
        )
    )
    act.notes |= {"number": number, "paper": paper, "reason": reason}
