"""A roster for practice: last week, this one and the next, with some entries of the last shifts."""

from __future__ import annotations

from datetime import date, timedelta

from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.duty import rules, service
from station_app.duty.service import WEEK, Planned

PURPOSE = Purpose("TASK", "演练")
LEADERS = ("陈所长", "chief", "李副所长")
SPANS = ("8:00-18:00", "18:00-8:00")
OFFICERS = (
    ("officer、王警官", "周警官"),
    ("chief、吴警官", "郑警官"),
    ("王警官、冯警官", "褚警官"),
)
WRITTEN = (
    (9, "清点装备，检查值班室、候问室"),
    (7, "带辅警到新丰街巡逻，劝离占道摊贩"),
    (5, "接待群众咨询，解释居住登记的办法"),
    (2, "到石桥路巡逻，提醒沿街商户关好门窗"),
)


def keep_roster(desk: Desk) -> None:
    """Two shifts a day, in turn; the diary of the last hours."""
    monday = rules.monday_of(desk.today) - WEEK
    lines = [_line(n, monday) for n in range(2 * 21)]
    with desk.act("plan-week", purpose=PURPOSE) as act:
        service.plan(act, lines)
    now = desk.now().replace(second=0, microsecond=0)
    for hours, text in WRITTEN:
        with desk.act("write-diary", purpose=PURPOSE) as act:
            at = now - timedelta(hours=hours)
            service.write(act, service.shift_at(act, at=at).id, {"at": at, "text": text})


def _line(n: int, monday: date) -> Planned:
    day, half = divmod(n, 2)
    officers, standby = OFFICERS[(day + half) % len(OFFICERS)]
    leader = LEADERS[day % len(LEADERS)]
    return Planned(monday + rules.DAY * day, SPANS[half], leader, officers, standby, "小郑")
