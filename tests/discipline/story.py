"""What discipline, searches, detentions and rewards leave behind: their part in the story of all
services.
"""

from __future__ import annotations

from tests.conftest import NOW
from tests.corrections.supervised import taken_over
from tests.discipline.scene import COUNTY, COURT, ILL, NOT, PAROLE

WORKER = {"by": "corrections"}
BREACH = {"ground": "breach", "facts": "见调查笔录", "evidence": "谈话笔录"}
OTHER = BREACH | {"ground": "other"}
SENT = {"sent_number": "演矫建〔2026〕1号"}


def discipline(s, _folder):
    one = taken_over(s.desk("corrections"), person={"name": "蒋惩处"}).id
    s.do("workflows.supervision.discipline.discipline", one, **WORKER, sees=[one])
    _sanctioned(s, one)
    _searched(s, one)
    _revoked(s, one)
    _others(s)
    s.now = NOW


def _act(s, register, name, id, **typed):
    return s.act(register, name, id, **WORKER, **typed)


def _made(s, name, one, said=BREACH, **typed):
    """What was proposed, the newest of what the act touched."""
    return _act(s, "corrections", name, one, **said | typed)[-1]


def _sanctioned(s, one):
    admonition = _made(s, "admonition", one)
    _act(s, "sanctions", "decide", admonition, **COUNTY)
    _act(s, "sanctions", "copy", admonition)
    _act(s, "sanctions", "tell", admonition, posted="是")
    _made(s, "warning", one)
    _made(s, "penalty_proposal", one)
    deed = {"outstanding": "是", "facts": "河中救起落水儿童"}
    reward = _act(s, "corrections", "commendation", one, **deed)[-1]
    _act(s, "commendations", "decide", reward, **COUNTY)
    _act(s, "commendations", "copy", reward)
    _act(s, "commendations", "tell", reward, posted="是")


def _searched(s, one):
    search = _act(s, "corrections", "search_person", one, methods="电话、上门")[-1]
    _act(s, "searches", "note", search, notes="其母称三天未归")
    _act(s, "searches", "ask_police", search, asked_number="演矫协〔2026〕1号")
    _act(s, "searches", "copy", search)
    _act(s, "searches", "find_person", search, found_how="在车站找到")


def _revoked(s, one):
    revoked = _made(s, "revoke_probation", one, OTHER)
    _act(s, "sanctions", "send", revoked, **SENT)
    _act(s, "sanctions", "hear", revoked, heard="本人表示悔改", lawyer="沈律师")
    arrest = _made(s, "arrest_proposal", one, BREACH | {"ground": "escape"})
    _act(s, "sanctions", "send", arrest, **SENT)
    _act(s, "sanctions", "decide", arrest, **COURT)
    held = _act(s, "sanctions", "execute_arrest", arrest, place="演示县看守所")[-1]
    _act(s, "sanctions", "decide", revoked, **COURT | NOT)
    _act(s, "detentions", "end", held, end_kind="释放")
    given = {"kind": "行政拘留", "organ": "演示县公安局", "document_number": "5号"}
    again = _act(s, "corrections", "detention", one, decided_on="2026-03-08", **given)[-1]
    _act(s, "detentions", "notice", again, county_told_on="2026-03-09")


def _others(s):
    """Parole is revoked, who serves outside prison is imprisoned; a sentence is reduced."""
    desk = s.desk("corrections")
    parole = taken_over(desk, person={"name": "魏假释"}, **PAROLE).id
    _made(s, "revoke_parole", parole, OTHER)
    ill = taken_over(desk, person={"name": "陶就医"}, **ILL).id
    _made(s, "imprison_proposal", ill, OTHER)
    facts = {"facts": "有重大立功表现"}
    reduced = _act(s, "corrections", "reduction_proposal", parole, **facts)[-1]
    _act(s, "commendations", "forward", reduced)
    city = {"sent_to": "演示市中级人民法院", "sent_number": "演市矫减〔2026〕1号"}
    _act(s, "commendations", "send", reduced, **city)
