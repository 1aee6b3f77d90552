"""What every service of cards, found things and missing people leaves: their part in the story."""

from __future__ import annotations

from datetime import timedelta

from tests.cards.counter import CARD, MISSED, THING, values
from tests.cases.story import alarm
from tests.conftest import NOW


def cards(s, _folder):
    def ask(name, service="workflows.desk.card_arrivals.accept", **typed):
        told = CARD | {"person_id": str(s.person(name).id)} | typed
        return s.do(service, values("cards", s.desk("officer"), **told)).id

    id = ask("冯一鸣", receipt_number="SL0001")
    s.act("cards", "send", id)
    s.act("cards", "arrive", id)
    s.act("cards", "send_back", id, note="照片有误")
    s.do("workflows.desk.card_arrivals.scan", "SL0001")
    s.do("workflows.desk.card_arrivals.unclaimed")
    s.act("cards", "call", id, way="phone")
    s.act("cards", "old_back", id)
    s.act("cards", "hand_out", id, signed="是")
    s.act("cards", "report_lost", id)
    s.act("cards", "replace", id, why="lost")
    gone = ask("陈二喜", "cards.service.accept")
    s.act("cards", "give_up", gone, ended_why="withdrawn")


def things(s, _folder):
    def enter(**typed):
        return s.do("lost_found.service.enter", values("lost_found", s.desk("officer"), **typed)).id

    purse, whose = enter(**THING), str(s.person("褚三顺").id)
    lost = enter(**THING | {"kind": "lost", "kept_where": ""})
    s.act("lost_found", "match", lost, match_id=str(purse))
    s.act("lost_found", "tell_owner", purse, told_whom="失主")
    s.act("lost_found", "announce", purse, notice_where="公告栏")
    for last in ("refuse_claim", "give_back"):
        s.act("lost_found", "claim", purse, claimant_id=whose, proof="口述")
        said = (
            {"refused_why": "不符"} if last == "refuse_claim" else {"checked": "是", "signed": "是"}
        )
        s.act("lost_found", last, purse, **said)
    lost = enter(**THING | {"kind": "lost", "kept_where": ""})
    s.act("lost_found", "close", lost, ended_with="已找到")
    old = enter(**THING)
    s.act("lost_found", "announce", old, notice_where="公告栏")
    s.now = NOW + timedelta(days=370)
    s.act("lost_found", "surrender", old, ended_with="县财政局")
    s.now = NOW


def missing(s, _folder):
    def enter(**typed):
        told = values("missing", s.desk("officer"), **MISSED | typed)
        return s.do("missing.service.enter", told).id

    s.act(
        "calls",
        "missing",
        alarm(s),
        kind="missed",
        described="男孩",
        facts="未归",
        reporter_said="父亲",
        place_said="校门",
    )
    handed = {"organ_name": "接收单位", "receiver": "接收人", "signed": "是"}
    child, found, body = enter(), enter(kind="found_person"), enter(kind="death")
    s.act("missing", "notify", child, organ_name="县局")
    s.act("missing", "search", child, said="查找")
    s.act("missing", "clue", child, said="线索")
    s.act("missing", "found", child, found_how="safe", said="找到")
    s.act("missing", "hand_over", child, organ="family", **handed)
    s.act("missing", "close", child, result="home")
    s.act("missing", "identify", found, person_id=str(s.person("卫四海").id), said="比对")
    s.act("missing", "shelter_handover", found, **handed)
    s.act("missing", "examine", body, organ_name="技术室", said="检验")
    s.act("missing", "tell_family", body, said="已告知")
    s.act("missing", "conclude", body, nature="not_criminal", said="排除")
