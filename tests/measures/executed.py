"""Decisions as they reach a station, one of each kind; nobody in them exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.days import BEIJING
from station_app.measures.records import MeasureStep
from station_app.registers import ACTIONS, REGISTERS
from station_app.storage.tables import DutyRow
from station_app.workflows import inline

WHY = Purpose("CASE", "A3399010000002026030007")
MAN = {"name": "周强", "id_number": "339901198801010011"}
WOMAN = {"name": "孙丽", "id_number": "33990119880101002X"}
BOY = {"name": "吴浩宇", "id_number": "339901200905200012"}  # sixteen in March 2026
PLACE = "演示县石桥路8号1栋201室"
COURT = {"organ": "演示县人民法院", "organ_kind": "court"}
POLICE = {"organ": "演示县公安局", "organ_kind": "police"}
DAYS = {"decided_on": "2026-03-05", "received_on": "2026-03-06", "start": "2026-03-06"}
SAMPLES = {
    "bail_pending": POLICE
    | {"document_number": "演公取保字〔2026〕7号", "end": "2027-03-05", "place": PLACE,
       "security": "guarantor", "guarantor": "周大山", "cause": "盗窃"},
    "residential_surveillance": COURT
    | {"document_number": "（2026）演9901刑初9号", "end": "2026-09-05", "place": PLACE},
    "deprived_of_political_rights": COURT
    | {"document_number": "（2024）演9901刑初3号", "end": "2028-03-05", "committee": "石桥社区",
       "cause": "诈骗罪"},
    "protection_order": COURT
    | {"document_number": "（2026）演9901民保令1号", "end": "2026-09-04", "place": PLACE,
       "protected": WOMAN, "orders": "禁止被申请人对申请人实施家庭暴力"},
    "warning_letter_dv": POLICE
    | {"document_number": "演公滨告诫〔2026〕2号", "end": "2026-06-05", "protected": WOMAN,
       "committee": "石桥社区", "facts": "3月4日晚在家中推搡、辱骂妻子孙丽"},
    "corrective_education": POLICE
    | {"document_number": "演公矫教〔2026〕1号", "end": "2026-06-05", "person": BOY,
       "education": "reporting", "guardian": "吴国强", "facts": "多次旷课、夜不归宿"},
    "family_guidance": POLICE
    | {"document_number": "演公家教〔2026〕1号", "end": "2026-06-05", "protected": BOY,
       "facts": "长期放任吴浩宇旷课、夜不归宿",
       "orders": "到演示县家庭教育指导服务中心接受指导四次"},
}  # fmt: skip


def enter(desk, kind="bail_pending", **typed):
    """A decision as SAMPLES has it, but for what is said; None leaves something out."""
    said = {"kind": kind, "person": MAN} | DAYS | SAMPLES[kind] | typed
    said = {name: value for name, value in said.items() if value is not None}
    with desk.act("file:measures", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS["measures"], [said])[0]


def do(desk, name, id, **typed):
    return action.perform(desk, ACTIONS["measures"], name, id, typed, WHY).ids


def shown(desk, id):
    with desk.act("show:measures", purpose=WHY) as act:
        return records.show(act, REGISTERS["measures"], id).record


def at(desk, day):
    """The same desk on another day of 2026, at ten."""
    when = datetime.fromisoformat(f"2026-{day}T10:00").replace(tzinfo=BEIJING)
    return replace(desk, now=lambda: when)


def owed(desk, id):
    with desk.view("list:measures") as view:
        rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
    return {row.rule: f"{row.due_on:%m%d}" for row in rows}


def steps(desk, id):
    with desk.view("list:measures") as view:
        query = select(MeasureStep).where(MeasureStep.measure_id == id).order_by(MeasureStep.row)
        return view.all(query)
