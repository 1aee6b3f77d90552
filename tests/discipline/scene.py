"""One supervised person of a worker, and what is held against him day by day in 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from station_app.access.purposes import Purpose
from station_app.core.days import BEIJING
from station_app.corrections.records import Supervision
from station_app.discipline.records import Commendation, Detention, Sanction, Search
from station_app.storage.tables import DutyRow
from station_app.workflows.supervision.discipline import discipline
from tests.corrections.supervised import enter, perform, taken_over

WORK = Purpose("CORRECTION", "2026-17")
COURT = {"decision": "批准", "decision_number": "（2026）演9901刑更3号"}
COUNTY = {"decision": "批准", "decision_number": "演矫〔2026〕9号"}
NOT = {"decision": "不批准", "refusal": "情节尚不严重"}
KINDS = {"sanctions": Sanction, "searches": Search, "detentions": Detention,
         "commendations": Commendation}  # fmt: skip
PAROLE = {"category": "假释", "deciding_organ": "演示市中级人民法院",
          "deciding_level": "intermediate", "sentence": "有期徒刑五年"}  # fmt: skip
ILL = {"category": "暂予监外执行", "medical_ground": "illness", "guarantor": "周刚",
       "sentence": "有期徒刑三年"}  # fmt: skip


class Person:
    """Taken over on 2 March 2026; every act is done on the day it is said for."""

    def __init__(self, desk_of, **typed):
        self.worker, self.head = desk_of("corrections", "林矫正"), desk_of("chief", "周所长")
        reported = typed.pop("reported", "2026-03-02")
        self.id = (taken_over(self.at("03-02"), on=reported, **typed) if reported
                   else enter(self.worker, **typed)).id  # fmt: skip

    def at(self, day):
        """The worker's desk on a day: `03-12` of 2026, or a whole date."""
        whole = day if len(day) == 10 else f"2026-{day}"
        when = datetime.fromisoformat(f"{whole}T10:00").replace(tzinfo=BEIJING)
        return replace(self.worker, now=lambda: when)

    def do(self, name, on, **typed):
        """An act on the supervision; the record that it made."""
        return perform(self.at(on), name, self.id, **typed).ids[-1]

    def next(self, register, name, id, on, **typed):
        return perform(self.at(on), name, id, register, **typed).ids

    def lose(self, on, **typed):
        return self.do("search_person", on, methods="电话、上门", **typed)

    def sanction(self, name, on, *, ground, **typed):
        facts = {"facts": "见调查笔录"}
        return self.do(name, on, ground=ground, **facts | typed)

    def made(self, name, on, *, ground="breach", **typed):
        """Proposed, and decided by the county the same day."""
        proved = {"evidence": "谈话笔录"}
        id = self.sanction(name, on, ground=ground, **proved | typed)
        self.next("sanctions", "decide", id, on, **COUNTY)
        return id

    def sent(self, name, on, *, ground, **typed):
        id = self.sanction(name, on, ground=ground, **typed)
        self.next("sanctions", "send", id, on, sent_number="演矫建〔2026〕1号",
                  sent_to=typed.get("to"))  # fmt: skip
        return id

    def every(self, kind, *where):
        with self.worker.view("list:corrections") as view:
            return view.all(select(kind).where(*where).order_by(kind.row))

    def one(self, register, id):
        return self.every(KINDS[register], KINDS[register].id == id)[0]

    @property
    def now(self) -> Supervision:
        return self.every(Supervision, Supervision.id == self.id)[0]

    def page(self, on):
        with self.at(on).act("discipline", purpose=WORK) as act:
            return discipline(act, self.id)

    def found(self, on):
        """(ground, days) that the record shows that day."""
        return sorted((each.code, each.days) for each in self.page(on).found)

    def owed(self, id):
        with self.worker.view("list:corrections") as view:
            rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
        return {row.rule: (row.due_on.isoformat(), row.action) for row in rows}
