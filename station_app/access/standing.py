"""独立使用: the county's order by which this station works without the county's own systems.

Until it is entered, pages of the household register carry 内部查阅件，不作证明.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.sound import said
from station_app.core.texts import _
from station_app.storage import settings

SETTING = "stand-alone order"
LONGEST = 60  # characters


@dataclass(frozen=True, slots=True)
class CountyOrder:
    issuer: str  # 发文机关
    number: str  # 文号
    day: date
    entered_by: str


def order(view: View) -> CountyOrder | None:
    """The order that stands."""
    if not (held := settings.get(view.session, SETTING)):
        return None
    entry = json.loads(held)
    return CountyOrder(**entry | {"day": date.fromisoformat(entry["day"])})


@service(right="stand-alone", audit=None)
def stand_alone(view: View) -> CountyOrder | None:
    return order(view)


def sound_order(act: Act, issuer: str, number: str, day: date | None) -> CountyOrder:
    """As it was typed. Raises Refused where something is missing or cannot be."""
    issuer, number = said(issuer), said(number)
    if not issuer or not number or day is None:
        raise Refused(_("请写明发文机关、文号和日期"))
    if max(len(issuer), len(number)) > LONGEST:
        raise Refused(_("发文机关、文号至多各 {n} 个字", n=LONGEST))
    if day > act.stamp.today:
        raise Refused(_("发文日期在今天之后"))
    return CountyOrder(issuer, number, day, act.stamp.officer)


@service(right="order-stand-alone", audit="stand-alone ordered")
def enter_order(act: Act, issuer: str, number: str, day: date | None) -> None:
    """Raises Refused where something is missing, or an order stands already."""
    given = sound_order(act, issuer, number, day)
    if order(act) is not None:
        raise Refused(_("已登记独立使用依据，请先撤销原来的"))
    entry = asdict(given) | {"day": given.day.isoformat()}
    settings.put(act.session, SETTING, json.dumps(entry, ensure_ascii=False, sort_keys=True))
    act.notes |= {"issuer": given.issuer, "number": given.number, "day": entry["day"]}


@service(right="end-stand-alone", audit="stand-alone ended")
def take_back_order(act: Act, reason: str) -> None:
    """The marks return to the papers printed from now on. Raises Refused."""
    if (held := order(act)) is None:
        raise Refused(_("没有登记独立使用依据"))
    if not reason.strip():
        raise Refused(_("请写明撤销的原因"))
    settings.put(act.session, SETTING, "")
    act.notes |= {"issuer": held.issuer, "number": held.number, "reason": said(reason)}
