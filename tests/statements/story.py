"""What every service of statements and mediation leaves behind: its part in the story of all."""

from __future__ import annotations

from tests.cases.accepted import FIGHT as SECURITY
from tests.cases.story import alarm

ASKED = {
    "since": "2026-03-09 9:31", "place": "本所第一询问室", "officer": "王警官", "second": "周警官",
    "body": "问：经过？\n答：因为停车。",
}  # fmt: skip
SUITED = {"cause": "殴打他人", "ground": "close", "light": "是", "bar": "none"}
HELD = {"place": "本所", "host": "王警官", "second": "周警官"}
AGREED = HELD | {"agreed": "是", "agreement": "赔偿。", "perform_by": "2026-03-20"}


def _case(s):
    typed = s.values("cases", **SECURITY, accepted_at="2026-03-09 9:30")
    return s.do("cases.service.enter", typed).id


def statements(s, _folder):
    here = _case(s)
    one = s.act(
        "cases", "question", here, role="witness", person_id=str(s.person("孙大溪").id), **ASKED
    )[0]
    s.act("statements", "write", one, rights_shown="是")
    s.do("workflows.desk.questioning.doubts", one)
    s.act("statements", "finish", one, reading="self", signing="signed")


def mediation(s, _folder):
    """Agreed and performed, agreed and not performed, settled among themselves, on the scene."""
    here = _case(s)
    sides = {"one_id": str(s.person("赵大江").id), "other_id": str(s.person("李大湖").id)}
    for role, side in (("suspect", "one_id"), ("victim", "other_id")):
        s.act("cases", "involve", here, role=role, person_id=sides[side])
    s.act("calls", "mediate_on_scene", alarm(s), agreement="道歉。", at_once="是", **HELD, **SUITED,
          **sides)  # fmt: skip
    settled = {"kind": "自行和解", "agreement": "道歉。", "applied_on": "今天", "on": "今天"}
    s.act("cases", "recognise_settlement", here, **settled, **SUITED, **sides)
    one = s.act("cases", "mediate", here, **SUITED, **sides)[0]
    s.act("mediations", "hold", one, **AGREED)
    s.act("mediations", "not_performed", one, failure="拒不赔偿")
    other = _case(s)
    for role, side in (("suspect", "one_id"), ("victim", "other_id")):
        s.act("cases", "involve", other, role=role, person_id=sides[side])
    one = s.act("cases", "mediate", other, **SUITED, **sides)[0]
    s.act("mediations", "hold", one, **AGREED)
    s.act("mediations", "performed", one)
