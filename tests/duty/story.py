"""What every service of a shift leaves behind: its part in the story of all services."""

from __future__ import annotations

from station_app.duty.service import Planned
from station_app.workflows.desk import hand_over as handing
from tests.duty.shifts import told


def duty(s, _folder):
    desk = s.desk("officer")
    night = Planned(desk.today, "8:00-18:00", "李所长", "officer")
    s.do("duty.service.plan", [night], once=True)
    s.do("duty.service.week", desk.today)
    s.do("duty.service.as_last_week", desk.today)
    with desk.view("prepare-hand-over") as view:
        shift = handing.prepare(view).shift
    s.do("duty.service.write", shift.id, {"text": "清点装备"})
    s.do("duty.service.write_line", "9:10 清点装备")
    s.do("workflows.desk.diary.diary")
    s.do("duty.equipment.set_equipment", "对讲机 6")
    s.do("duty.equipment.equipment")
    s.do("workflows.agenda.fell_due", desk.today, desk.today)
    seen = told(s.do("workflows.desk.hand_over.prepare"))
    s.do("workflows.desk.hand_over.still_so", seen)
    s.do("workflows.desk.hand_over.take_over", "officer", seen, by="chief")
    s.do("workflows.desk.hand_over.file_hand_over", "chief", seen, once=True)
