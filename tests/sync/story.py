"""What every service of open cases and refused entries leaves: their part in the story of all."""

from __future__ import annotations

from uuid import uuid4

from station_app.core.ids import new_id
from station_app.registers import REGISTERS
from station_app.storage import settings
from station_app.sync.protocol import Ack, Pushed, Row
from station_app.sync.status import COUNTY, Enrolment, enrol
from station_app.sync.taking_in import images_of
from tests.corrections.supervised import taken_over

SCOPE = "339901-01"
PEOPLE = "people"


def decided(s, _folder):
    """Two wrote of one person; two entries were refused: one corrected, one given up."""
    person = s.person("王小满")
    s.do("sync.invented.invent", person.id)
    s.do("sync.status.standing")
    s.do("sync.marks.marks", person.id)
    [one] = s.do("sync.conflicts.open_cases")
    found = s.do("sync.conflicts.differing", one.id, register=PEOPLE, sees=[one.id])
    taken = {case.id: True for case in found.cases}
    s.do("sync.conflicts.resolve", one.id, taken, reason="核实", by="chief")
    one, last = s.do("sync.quarantine.refusals")
    s.do("sync.quarantine.refused_texts", one.op_id, register=PEOPLE, sees=[one.id])
    standing = s.load(PEOPLE, one.id)
    assert s.do("sync.quarantine.revision_of", one.id, REGISTERS[PEOPLE]) == standing.revision
    s.do("sync.quarantine.resend", one.op_id, {"occupation": "木匠"}, standing.revision)
    s.do("sync.quarantine.settle", last.op_id)


def exchanged(s, _folder):
    """Somebody is handed over; a round step by step, with a county that answers by hand."""
    id = s.person("李迁")
    known = Enrolment("https://127.0.0.1", "", str(uuid4()), SCOPE, "县局")
    with s.store.writing() as session:
        enrol(session, known)
    values = {"to": "339901-02", "reason": "迁居"}
    s.do("people.service.hand_over", id.id, values, once=True)
    asked = {"kind": "scene", "what": "请到场处置", "to": "339901-03"}
    held = taken_over(s.desk("corrections"), person={"name": "孙协"})
    assert s.act("corrections", "police_task", held.id, by="corrections", **asked)
    hello = s.do("sync.sending.introduce", known, SCOPE)
    assert hello.waiting
    assert s.do("sync.sending.number")
    push = s.do("sync.sending.next_push", known, SCOPE)
    acks = {op.op: Ack("applied", n) for n, op in enumerate(push.tx[0].ops, start=1)}
    s.do("sync.sending.acknowledge", push, Pushed(now=1, acks=acks))
    begun = s.do("sync.taking_in.begin", SCOPE)
    row = Row(
        ent="people", id=new_id(), seq=9, made=new_id(), by=f"{SCOPE}/officer", v={"name": "王五"}
    )
    news, rest = s.do("sync.taking_in.hear", begun, images_of([row]), 9)
    assert (len(news), rest) == (1, [])
    s.do("sync.taking_in.stage", begun, news)
    s.do("sync.taking_in.drop_echoed", SCOPE, 9, 0)
    s.do("sync.taking_in.take_in", begun, 9, [], {}, once=True)
    s.do("sync.taking_in.pass_over", begun, 9)
    s.do("sync.digest.at_once")
    s.do("sync.sending.start_again", SCOPE)
    with s.store.writing() as session:
        settings.put(session, COUNTY, "")
