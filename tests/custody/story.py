"""What every service of who is in the station leaves behind: its part in the story of all."""

from __future__ import annotations

from tests.custody.inside import APPROVED, MAN, STOPPED, SUMMONED

LONGER = {"hours": "12", "reason": "many", "level": "station_head", "whom": "李所长"}


def custody(s, _folder):
    def brought(typed):
        values = s.values("custody", **typed)
        return s.do("custody.service.enter", values).id

    one = brought(SUMMONED | {"described": "男，约三十岁"})
    stopped = brought(STOPPED | {"described": "女，约六十岁"})
    s.do("custody.inside.board")
    s.act("custody", "meal", one, text="盒饭")
    s.act("custody", "family", one, text="身份不明，无法通知")
    s.act("custody", "extend", one, **LONGER)
    s.act("custody", "restart", one, whom="滨江派出所")
    person = s.person(**MAN, by="officer").id
    s.act("custody", "identify", one, person_id=str(person))
    s.act("custody", "approve", stopped, **APPROVED)
    s.act("custody", "special", stopped, special="pregnant")
    s.act("custody", "ground", stopped, ground="criminal_summons")
    s.act("custody", "leave", stopped, left_how="released")
