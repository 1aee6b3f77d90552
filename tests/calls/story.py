"""What every service of calls leaves behind: its part in the story of all services."""

from __future__ import annotations

from station_app.access.action import read
from station_app.access.purposes import Purpose
from station_app.registers import ACTIONS
from station_app.workflows.desk.day_sheet import Line
from tests.calls.reported import FIGHT, MEDIATED, WHY, values
from tests.conftest import NOW


def calls(s, _folder):
    fight = s.do("calls.service.enter", values(s.desk("officer"), **FIGHT)).id
    s.do("calls.service.enter_settled", {"facts": "咨询办证", "category": "99"})
    s.do("calls.service.repeats", fight)
    s.do("workflows.desk.paste.read_pasted", "内容：有响声")
    typed = FIGHT | {"channel": "counter"}
    code = s.do("calls.service.enter", values(s.desk("officer"), **typed)).query_code
    s.do("workflows.desk.query.by_code", code, why=Purpose("COUNTER", "接待单 1"))
    s.act("calls", "involve", fight, role="party", said="蓝色电动自行车")
    s.do("calls.phones.set_telephones", "0571-19900000", "")
    s.do("calls.phones.told")
    s.do("calls.evidence.receive", {"call_id": fight}, {"things": "光盘 1张", "from_said": "钱"})
    _figures(s)
    told = read(s.desk("officer"), ACTIONS["calls"]["dispose"], MEDIATED)
    s.do("calls.service.dispose", fight, told, once=True)


def _figures(s):
    span = NOW.date().replace(day=1), NOW.date()
    s.do("statistics.desk.charts")
    s.do("statistics.desk.by_day")
    s.do("statistics.desk.by_hour", "200100")
    s.do("statistics.desk.calls", *span)
    s.do("statistics.desk.cases", *span)
    s.do("statistics.desk.open_figure", "calls", {"on": span[1].isoformat()}, why=WHY)
    line = Line(3, values(s.desk("officer"), **FIGHT) | {"external_number": "DH1"})
    s.do("workflows.desk.day_sheet_import.look", [line])
    s.do("workflows.desk.day_sheet_import.write_calls", [line], register="calls")
