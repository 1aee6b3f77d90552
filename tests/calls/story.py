"""What every service of calls leaves behind: its part in the story of all services."""

from __future__ import annotations

from station_app.access.action import read
from station_app.access.purposes import Purpose
from station_app.registers import ACTIONS
from tests.calls.reported import FIGHT, MEDIATED, values


def calls(s, _folder):
    fight = s.do("calls.service.enter", values(s.desk("officer"), **FIGHT)).id
    s.do("calls.service.enter_settled", {"facts": "咨询办证", "category": "99"})
    s.do("calls.service.repeats", fight)
    s.do("workflows.desk.paste.read_pasted", "内容：有响声")
    typed = FIGHT | {"channel": "counter"}
    code = s.do("calls.service.enter", values(s.desk("officer"), **typed)).query_code
    s.do("workflows.desk.query.by_code", code, why=Purpose("COUNTER", "接待单 1"))
    s.act("calls", "involve", fight, role="party", said="蓝色电动自行车")
    told = read(s.desk("officer"), ACTIONS["calls"]["dispose"], MEDIATED)
    s.do("calls.service.dispose", fight, told, once=True)
