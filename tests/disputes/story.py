"""What every service of disputes leaves behind: its part in the story of all services."""

from __future__ import annotations

from station_app.core.register import read_draft
from station_app.registers import REGISTERS
from tests.cases.story import alarm
from tests.disputes.quarrels import LISTED, TERMS, TYPED
from tests.measures.executed import DAYS, SAMPLES


def disputes(s, _folder):
    one, other, mediator = (s.person(name).id for name in ("郑一鸣", "吴二喜", "孙调和"))
    both = {"one_id": str(one), "other_id": str(other)}
    id = s.act("calls", "dispute", alarm(s), **TYPED, **both)[0]
    _followed(s, id)
    s.act("disputes", "mediators", id, person_id=str(mediator), **LISTED)
    _mediated(s, id, str(mediator))
    _turned(s, both)
    _violent(s, both)
    s.do("statistics.desk.disputes", s.now.date(), s.now.date())


def _entered(s, both, **typed):
    told = TYPED | both | {"source": "found", "on": "2026-03-09"} | typed
    values, problems = read_draft(REGISTERS["disputes"], told, s.now)
    assert not problems
    return s.do("disputes.service.enter", values).id


def _followed(s, id):
    s.act("disputes", "revisit", id, visitor="station", said="劝开")
    s.act("disputes", "join_party", id, person_id=str(s.person("冯三顺").id))
    s.act("disputes", "tell_risk", id, said="扬言砸门")
    s.act("disputes", "keep_level", id, by="chief", said="已约谈")
    s.act("disputes", "raise_level", id, said="再次扬言")
    s.act("disputes", "lower_level", id, by="chief", level="yellow", said="平静")
    s.act("disputes", "take_over", id, channel="people", number="石调1号")
    s.act("disputes", "hand_over", id, channel="judicial", number="演调1号")
    s.act("disputes", "answer_channel", id, said="退回", back="是")


def _mediated(s, id, mediator):
    begun = {"mediator_id": mediator, "willing": "是"}
    signed = {"signed": "是", "sealed": "是"}
    s.act("disputes", "accept", id, **begun)
    s.act("disputes", "hold", id, said="未谈拢")
    s.act("disputes", "fail", id, routes="是", said="未谈拢")
    s.act("disputes", "accept", id, **begun)
    s.act("disputes", "extend", id, until="2026-04-20", said="等鉴定")
    s.act("disputes", "agree", id, **TERMS)
    s.act("disputes", "take_effect", id, **signed)
    s.act("disputes", "confirm", id, confirmation="not_wanted")
    s.act("disputes", "not_perform", id, routes="是", said="未付")
    s.act("disputes", "accept", id, **begun)
    s.act("disputes", "agree", id, oral="是", **TERMS)
    s.act("disputes", "perform", id)


def _turned(s, both):
    case = {"kind": "criminal", "title": "故意伤害案", "accepted_at": "2026-03-09 9:30"}
    case |= {"facts": "持械伤人", "source": "found"}
    made = s.do("cases.service.enter", s.values("cases", **case)).id
    s.act("cases", "involve", made, role="suspect", person_id=both["one_id"])
    id = _entered(s, both)
    s.act("disputes", "turn_criminal", id, case_id=str(made))
    s.act("disputes", "close", id, result="turned_criminal")


def _violent(s, both):
    letter = {k: v for k, v in SAMPLES["warning_letter_dv"].items() if k != "protected"}
    letter |= {"kind": "warning_letter_dv", "person_id": both["one_id"]} | DAYS
    values, problems = read_draft(
        REGISTERS["measures"], letter | {"protected_id": both["other_id"]}, s.now
    )
    assert not problems
    made = s.do("measures.service.enter", values).id
    s.act("disputes", "link_measure", _entered(s, both, domestic="是"), measure_id=str(made))
